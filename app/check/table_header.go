package check

import "apercu/app/diag"

var tableHeader = &Analyzer{
	Name: "table-header", Severity: diag.Error, Ref: "RGAA 5.6, 5.7",
	Help: Help{
		Title: diag.T("Tableau sans en-têtes de colonnes", "Table without column headers"),
		Why: diag.T("Un lecteur d’écran lit chaque case avec son en-tête ; sans lui, les chiffres n’ont plus de sens.",
			"A screen reader reads each cell with its header; without one, figures mean nothing."),
		Bad:  "| | |\n|---|---|\n| 2024 | 12 |",
		Good: "| Année | Coût |\n|---|---|\n| 2024 | 12 |",
	},
	Run: func(p *Pass) {
		message := diag.T("Les colonnes de ce tableau n’ont pas d’en-tête.", "The columns of this table have no header.")
		for _, t := range p.Page.Tables {
			empty := true
			for _, c := range t.Header {
				empty = empty && !p.says(c)
			}
			if empty {
				p.Find(p.Page.Lines[t.First].Span, message)
			}
		}
		for i, e := range p.Page.Elements {
			if e.Name == "table" && !e.End && e.Pair >= 0 && !p.has(i, "th") && e.Value("role") != "presentation" {
				p.Find(e.Span, message)
			}
		}
		if p.Rendered == nil {
			return
		}
		es := p.Rendered.elements()
		for i, e := range es {
			if e.name == "table" && !e.closing && !p.Rendered.holds(i, "th") && e.value("role") != "presentation" {
				p.ReportRendered(diag.Diagnostic{Span: p.Rendered.source(e.out), Message: message})
			}
		}
	},
}
