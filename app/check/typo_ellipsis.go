package check

import (
	"strings"

	"apercu/app/diag"
)

var typoEllipsis = &Analyzer{
	Name: "typo-ellipsis", Severity: diag.Info, French: true, Ref: "Lexique de l’Imprimerie nationale",
	Help: Help{
		Title: diag.T("Trois points au lieu de points de suspension", "Three full stops instead of an ellipsis"),
		Why: diag.T("Les points de suspension sont un seul caractère ; « etc. » n’en prend pas.",
			"The ellipsis is a single character; “etc.” takes none."),
		Bad:  "Écrans, câbles, batteries...",
		Good: "Écrans, câbles, batteries…",
	},
	Run: func(p *Pass) {
		var spots []spot
		p.prose(func(s segment) {
			text := p.File.Slice(s.span)
			for i := 0; i+2 < len(text); i++ {
				if text[i:i+3] != "..." {
					continue
				}
				j := i
				for j < len(text) && text[j] == '.' {
					j++
				}
				after := p.after(s.span.Start + j)
				switch before := p.before(s.span.Start + i); {
				case before == '/' || after == '/' || before == '\\':
				case strings.HasSuffix(strings.ToLower(text[:i]), "etc"):
					spots = append(spots, spot{span(s.span.Start+i, s.span.Start+j), "."})
				default:
					spots = append(spots, spot{span(s.span.Start+i, s.span.Start+j), "…"})
				}
				i = j
			}
		})
		p.grouped(spots, "Trois points à remplacer par « … ».", "Three full stops to replace with “…”.", "%d fois trois points à remplacer par « … ».", "%d times three full stops to replace with “…”.")
	},
}
