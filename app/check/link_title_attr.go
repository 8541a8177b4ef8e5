package check

import (
	"strings"

	"apercu/app/diag"
)

var linkTitleAttr = &Analyzer{
	Name: "link-title-attr", Severity: diag.Info, Ref: "RGAA 6.1.5",
	Help: Help{
		Title: diag.T("Infobulle qui ne reprend pas le texte du lien", "Tooltip that does not repeat the link text"),
		Why: diag.T("Qui pilote à la voix dit ce qu’il voit : si l’infobulle remplace le nom du lien, la commande échoue.",
			"Those who speak to their computer say what they see: when the tooltip replaces the link’s name, the command fails."),
		Bad:  "[Revoir l’atelier](/atelier/ \"Lien externe\")",
		Good: "[Revoir l’atelier](/atelier/)",
	},
	Run: func(p *Pass) {
		for _, l := range p.links() {
			title := p.File.Slice(l.title)
			if l.title.Len() == 0 || l.plain == "" || strings.Contains(fold(title), fold(l.plain)) || dynamic(title) {
				continue
			}
			at := span(l.dest.End, l.title.End+1)
			if l.html >= 0 {
				a, _ := p.Page.Elements[l.html].Attr("title")
				at = a.Span
			}
			p.Find(l.title, diag.T("Cette infobulle ne reprend pas le texte du lien.", "This tooltip does not repeat the text of the link."), fix(diag.T("Retirer l’infobulle", "Remove the tooltip"), remove(at)))
		}
	},
}
