package check

import (
	"apercu/app/diag"
	"apercu/app/source"
)

var headingDuplicate = &Analyzer{
	Name: "heading-duplicate", Severity: diag.Info, Ref: "RGAA 9.1.2",
	Help: Help{
		Title: diag.T("Deux titres identiques", "Two identical headings"),
		Why: diag.T("Dans un sommaire, rien ne les distingue, et leurs ancres deviennent « contexte » et « contexte-1 ».",
			"Nothing tells them apart in a table of contents, and their anchors become “contexte” and “contexte-1”."),
		Bad:  "## Contexte\n\nTexte.\n\n## Contexte\n\nAutre texte.",
		Good: "## Contexte national\n\nTexte.\n\n## Contexte local\n\nAutre texte.",
	},
	Run: func(p *Pass) {
		seen := map[string]source.Span{}
		for _, h := range p.Page.Headings {
			text := fold(p.Page.Plain(h.Text))
			if text == "" {
				continue
			}
			if first, again := seen[text]; again {
				p.Report(diag.Diagnostic{Span: h.Span, Message: diag.T("Ce titre est déjà dans la page : précisez les deux.", "This heading is already in the page: make both specific."),
					Related: []diag.Related{{Span: first, Message: diag.T("Premier titre", "First heading")}}})
				continue
			}
			seen[text] = h.Span
		}
	},
}
