package check

import (
	"strings"

	"apercu/app/diag"
)

var linkSpaces = &Analyzer{
	Name: "link-spaces", Severity: diag.Info,
	Help: Help{
		Title: diag.T("Espace au bord d’un texte de lien", "Space at the edge of a link text"),
		Why: diag.T("Le soulignement dépasse du mot ; l’espace va hors du lien.",
			"The underline sticks out of the word; the space belongs outside of the link."),
		Bad:  "Voir[ le site](/site/).",
		Good: "Voir [le site](/site/).",
	},
	Run: func(p *Pass) {
		var spots []spot
		for _, l := range p.links() {
			text := p.File.Slice(l.text)
			trimmed := strings.Trim(text, " \t\u00a0\u202f")
			if l.md < 0 || l.auto || trimmed == text || trimmed == "" {
				continue
			}
			whole := "[" + trimmed + "]" + p.File.Slice(span(l.text.End+1, l.span.End))
			if strings.TrimLeft(text, " \t\u00a0\u202f") != text && l.span.Start > 0 && !blankByte(p.File.Text()[l.span.Start-1]) {
				whole = " " + whole
			}
			if strings.TrimRight(text, " \t\u00a0\u202f") != text && l.span.End < len(p.File.Text()) && wordAt(p.File.Text(), l.span.End) {
				whole += " "
			}
			spots = append(spots, spot{l.span, whole})
		}
		p.grouped(spots, "Une espace de trop au bord d’un lien.", "One extra space at the edge of a link.", "%d liens ont une espace en trop au bord.", "%d links have an extra space at the edge.")
	},
}

func blankByte(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '(' }

// wordAt reports whether a word or a mark that needs a space before it starts there.
func wordAt(text string, i int) bool {
	c := text[i]
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c >= 0xC3 || c == '('
}
