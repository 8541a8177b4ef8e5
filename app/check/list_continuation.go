package check

import (
	"apercu/app/check/scan"
	"apercu/app/diag"
)

var listContinuation = &Analyzer{
	Name: "list-continuation", Severity: diag.Warning, Ref: "RGAA 9.3",
	Help: Help{
		Title: diag.T("Ligne collée au dernier point d’une liste", "Line glued to the last item of a list"),
		Why: diag.T("Sans ligne vide, Markdown prend cette ligne pour la suite du point qui précède.",
			"Without a blank line Markdown takes this line as part of the item above."),
		Bad:  "* un point ;\nEnsuite :\n* un autre.",
		Good: "* un point ;\n\nEnsuite :\n\n* un autre.",
	},
	Run: func(p *Pass) {
		lines := p.Page.Lines
		for _, g := range p.Page.Paragraphs {
			if !g.Item || g.Last == g.First {
				continue
			}
			for i := g.First + 1; i <= g.Last; i++ {
				if lines[i].Indent > lines[g.First].Indent {
					continue
				}
				edits := []diag.Edit{insert(lines[i].Span.Start, "\n")}
				if g.Last+1 < len(lines) && lines[g.Last+1].Kind == scan.ItemLine {
					edits = append(edits, insert(lines[g.Last+1].Span.Start, "\n"))
				}
				p.Find(lines[i].Span, diag.T("Cette ligne est prise dans le point de liste qui précède.", "This line is taken into the list item above."),
					fix(diag.T("Laisser une ligne vide", "Leave a blank line"), edits...))
				break
			}
		}
	},
}
