package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"apercu/app/check/scan"
	"apercu/app/diag"
)

var headingNoSpace = &Analyzer{
	Name: "heading-no-space", Severity: diag.Error,
	Help: Help{
		Title: diag.T("Titre sans espace après #", "Heading without a space after #"),
		Why: diag.T("Sans espace ordinaire après les #, Markdown affiche les # et ne fait pas de titre.",
			"Without an ordinary space after the #s, Markdown prints them and makes no heading."),
		Bad:  "##Démarches",
		Good: "## Démarches",
	},
	Run: func(p *Pass) {
		for _, l := range p.Page.Lines {
			if l.Kind != scan.TextLine {
				continue
			}
			at := l.Span.Start + l.Indent
			text := p.File.Slice(span(at, l.Span.End))
			rest := strings.TrimLeft(text, "#")
			n := len(text) - len(rest)
			r, size := utf8.DecodeRuneInString(rest)
			nbsp := r == '\u00a0' || r == '\u202f'
			// "#mot" alone may be a hashtag.
			if n == 0 || n > 6 || !nbsp && (n == 1 || !unicode.IsLetter(r) && !unicode.IsDigit(r)) {
				continue
			}
			edit := insert(at+n, " ")
			if nbsp {
				edit = replace(span(at+n, at+n+size), " ")
			}
			p.Find(l.Span, diag.T("Il manque une espace ordinaire après « %s ».", "An ordinary space is missing after “%s”.", text[:n]), fix(diag.T("Ajouter l’espace", "Add the space"), edit))
		}
	},
}
