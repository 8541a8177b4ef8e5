package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"apercu/app/diag"
)

var headingForm = &Analyzer{
	Name: "heading-form", Severity: diag.Info, Ref: "RGAA 9.1.2",
	Help: Help{
		Title: diag.T("Titre trop long, en capitales ou fini par deux-points", "Heading too long, in capitals or ending with a colon"),
		Why: diag.T("Un titre se lit seul, dans un sommaire : court, en minuscules, sans ponctuation qui attend la suite.",
			"A heading is read alone, in a table of contents: short, in lower case, without punctuation that waits for more."),
		Bad:  "## Pièces à fournir :\n\nTexte.",
		Good: "## Pièces à fournir\n\nTexte.",
	},
	Run: func(p *Pass) {
		for _, h := range p.Page.Headings {
			plain := p.Page.Plain(h.Text)
			n := utf8.RuneCountInString(plain)
			switch {
			case strings.HasSuffix(plain, ":"):
				text := p.File.Slice(h.Text)
				clean := strings.TrimRight(text, "*_ ")
				if !strings.HasSuffix(clean, ":") {
					continue
				}
				cut := strings.TrimRight(clean[:len(clean)-1], " \t\u00a0\u202f")
				p.Find(h.Span, diag.T("Pas de deux-points à la fin d’un titre.", "No colon at the end of a heading."),
					fix(diag.T("Retirer les deux-points", "Remove the colon"), remove(span(h.Text.Start+len(cut), h.Text.Start+len(clean)))))
			case n > 120:
				p.Find(h.Span, diag.T("Titre de %d caractères : raccourcissez-le.", "Heading of %d characters: shorten it.", n))
			case allCapitals(plain, 10):
				p.Find(h.Span, diag.T("Titre en capitales : écrivez-le en minuscules.", "Heading in capitals: write it in lower case."))
			}
		}
	},
}

// allCapitals reports whether a text has at least n letters in two words or
// more, and none in lower case.
func allCapitals(s string, n int) bool {
	letters := 0
	for _, r := range s {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			letters++
		}
	}
	return letters >= n && len(strings.Fields(s)) >= 2
}
