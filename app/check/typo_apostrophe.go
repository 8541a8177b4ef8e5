package check

import (
	"apercu/app/diag"
)

var typoApostrophe = &Analyzer{
	Name: "typo-apostrophe", Severity: diag.Info, French: true, Ref: "Lexique de l’Imprimerie nationale",
	Help: Help{
		Title: diag.T("Apostrophe droite", "Straight apostrophe"),
		Why: diag.T("L’apostrophe typographique est celle des textes publiés ; dans une même page, les deux se mélangent vite.",
			"The curly apostrophe is that of published texts; both soon mix in one page."),
		Bad:  "L'État et l'école.",
		Good: "L’État et l’école.",
	},
	Run: func(p *Pass) {
		var spots []spot
		p.prose(func(s segment) {
			text := p.File.Slice(s.span)
			for i := 0; i < len(text); i++ {
				if text[i] != '\'' {
					continue
				}
				at := s.span.Start + i
				next := p.after(at + 1)
				if isLetter(p.before(at)) && (isLetter(next) || next == '«' || next == '“' || next >= '0' && next <= '9' || (next == '[' || next == '*' || next == '_' || next == '<' || next == '"') && elided(text[:i])) {
					spots = append(spots, spot{span(at, at+1), "’"})
				}
			}
		})
		p.grouped(spots, "Une apostrophe droite.", "A straight apostrophe.", "%d apostrophes droites.", "%d straight apostrophes.")
	},
}

// elided reports whether a text ends with a word that French cuts before a
// vowel: l’, d’, qu’… so that the apostrophe is one even before a link.
func elided(s string) bool {
	n := len(s)
	switch s[n-1] {
	case 'l', 'd', 'j', 'm', 'n', 's', 't', 'c', 'L', 'D', 'J', 'M', 'N', 'S', 'T', 'C':
		return n == 1 || s[n-2] == ' ' || s[n-2] == '('
	case 'u', 'U':
		return n > 1 && (s[n-2] == 'q' || s[n-2] == 'Q')
	}
	return false
}
