package check

import (
	"strings"

	"apercu/app/check/scan"
	"apercu/app/diag"
	"apercu/app/source"
)

var fmMarkupInText = &Analyzer{
	Name: "fm-markup-in-text", Severity: diag.Warning, Ref: "RGAA 8.6, 8.2",
	Help: Help{
		Title: diag.T("Balise ou mise en forme dans le titre ou la description", "Markup in the title or the description"),
		Why: diag.T("Ces textes sont repris tels quels dans l’onglet, les cartes et les moteurs de recherche : les balises s’y voient.",
			"These texts are used as they are in the tab, on cards and in search engines: tags show there."),
		Bad:  "---\ntitle: Agenda\ndescription: Les rendez-vous <strong>gratuits</strong> du trimestre\n---\n",
		Good: "---\ntitle: Agenda\ndescription: Les rendez-vous gratuits du trimestre\n---\n",
	},
	Run: func(p *Pass) {
		for _, name := range []string{"title", "description"} {
			text := p.head.str(name)
			k, ok := p.head.key(name)
			if !ok || !strings.ContainsAny(text, "<*_`[") {
				continue
			}
			inner := scan.New(source.NewFile("", text), source.Span{Start: 0, End: len(text)}, nil)
			marked := len(inner.Elements) > 0 || len(inner.Links) > 0 || strings.Contains(text, "**") || strings.Contains(text, "__") || strings.Count(text, "`") > 1
			if clean := inner.Plain(source.Span{Start: 0, End: len(text)}); marked && clean != text && clean != "" {
				p.Find(k.Value, diag.T("Pas de mise en forme dans « %s ».", "No markup in “%s”.", name), p.set(diag.T("Garder le texte seul", "Keep the text alone"), false, strings.ReplaceAll(clean, "`", ""), name)...)
			}
		}
	},
}
