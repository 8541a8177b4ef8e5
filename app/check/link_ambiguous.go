package check

import (
	"strings"

	"apercu/app/diag"
)

var linkAmbiguous = &Analyzer{
	Name: "link-ambiguous", Severity: diag.Warning, Ref: "RGAA 6.1",
	Help: Help{
		Title: diag.T("Même texte de lien pour deux pages", "Same link text for two pages"),
		Why: diag.T("Dans la liste des liens, rien ne permet de choisir entre les deux.",
			"Nothing in the list of links helps to choose between the two."),
		Bad:  "[Revoir l’atelier](/a/) et [Revoir l’atelier](/b/)",
		Good: "[Revoir l’atelier du matin](/a/) et [Revoir l’atelier du soir](/b/)",
	},
	Run: func(p *Pass) {
		seen, said := map[string]link{}, map[string]bool{}
		for _, l := range p.links() {
			text := fold(l.plain)
			if text == "" || l.auto {
				continue
			}
			first, again := seen[text]
			if !again {
				seen[text] = l
				continue
			}
			if sameTarget(first.url, l.url) || said[text+"\x00"+l.url] {
				continue
			}
			said[text+"\x00"+l.url] = true
			p.Report(diag.Diagnostic{Span: l.span, Message: diag.T("Deux liens « %s » mènent à des pages différentes.", "Two links “%s” lead to different pages.", l.plain),
				Related: []diag.Related{{Span: first.span, Message: diag.T("Premier lien", "First link")}}})
		}
	},
}

func sameTarget(a, b string) bool {
	norm := func(s string) string {
		s = strings.TrimPrefix(strings.TrimPrefix(s, "https://"), "http://")
		return strings.TrimSuffix(strings.TrimPrefix(s, "www."), "/")
	}
	return norm(a) == norm(b)
}
