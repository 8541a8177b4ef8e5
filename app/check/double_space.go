package check

import (
	"apercu/app/check/scan"
	"apercu/app/diag"
)

var doubleSpace = &Analyzer{
	Name: "double-space", Severity: diag.Info,
	Help: Help{
		Title: diag.T("Espaces en double", "Double spaces"),
		Why: diag.T("Invisibles sur le site, elles gênent la recherche et les comparaisons de versions.",
			"They cannot be seen on the site, and get in the way of searching and comparing versions."),
		Bad:  "Le service  ouvre lundi.",
		Good: "Le service ouvre lundi.",
	},
	Run: func(p *Pass) {
		var spots []spot
		p.prose(func(s segment) {
			text := p.File.Slice(s.span)
			for i := 0; i+1 < len(text); i++ {
				if text[i] != ' ' || text[i+1] != ' ' {
					continue
				}
				j := i
				for j < len(text) && text[j] == ' ' {
					j++
				}
				at, next := s.span.Start+i, p.after(s.span.Start+j)
				// The mark that needs a no-break space is for typo-nbsp-before.
				if r := p.before(at); r != '\n' && r != '\r' && next != '\n' && next != '\r' && !p.inTable(at) && (p.English || spaceBefore(text[j:]) == "") && (at == 0 || p.Page.Kind(at-1) != scan.Syntax) {
					spots = append(spots, spot{span(at, s.span.Start+j), " "})
				}
				i = j
			}
		})
		p.grouped(spots, "Une espace en double.", "A double space.", "%d espaces en double.", "%d double spaces.")
	},
}
