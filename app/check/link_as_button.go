package check

import "apercu/app/diag"

var linkAsButton = &Analyzer{
	Name: "link-as-button", Severity: diag.Info, Ref: "DSFR",
	Help: Help{
		Title: diag.T("Lien déguisé en bouton, tapé en HTML", "Link dressed as a button, typed as HTML"),
		Why: diag.T("Le DSFR prévoit un seul bouton principal par page, et la classe s’ajoute à un lien Markdown sans HTML.",
			"DSFR wants one primary button a page, and the class can be added to a Markdown link without HTML."),
		Bad:  "<a class=\"fr-btn\" href=\"/inscription/\">S’inscrire</a>",
		Good: "[S’inscrire](/inscription/){.fr-btn}",
		Limit: diag.T("La correction écrit un lien Markdown avec la classe fr-btn : tous les sites n’ont pas de composant pour cela.",
			"The fix writes a Markdown link with the class fr-btn: not every site has a component for it."),
	},
	Run: func(p *Pass) {
		for _, l := range p.links() {
			if l.html < 0 || !p.Page.Elements[l.html].HasClass("fr-btn") {
				continue
			}
			e := p.Page.Elements[l.html]
			var fixes []diag.Fix
			simple := e.Pair >= 0 && len(e.Attrs) == 2 && e.Value("class") == "fr-btn" && !p.has(l.html, "span") && p.File.Slice(l.text) == l.plain
			if simple {
				fixes = append(fixes, fix(diag.T("Écrire comme lien Markdown", "Write as a Markdown link"), replace(l.span, "["+l.plain+"]("+l.url+"){.fr-btn}")))
			}
			p.Find(e.Span, diag.T("Ce bouton est un lien : il s’écrit sans HTML.", "This button is a link: it can be written without HTML."), fixes...)
		}
	},
}
