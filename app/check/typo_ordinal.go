package check

import (
	"strings"

	"apercu/app/diag"
)

// ordinals are the endings that people type, and the right ones; longest first.
var ordinals = []struct{ typed, right string }{{"ièmes", "es"}, {"iemes", "es"}, {"ième", "e"}, {"ieme", "e"}, {"èmes", "es"}, {"emes", "es"}, {"ème", "e"}, {"eme", "e"},
	{"ères", "res"}, {"eres", "res"}, {"ière", "re"}, {"iere", "re"}, {"ère", "re"}, {"ere", "re"}, {"nde", "de"}, {"ndes", "des"}}

var typoOrdinal = &Analyzer{
	Name: "typo-ordinal", Severity: diag.Info, French: true, Ref: "Lexique de l’Imprimerie nationale",
	Help: Help{
		Title: diag.T("Ordinal mal abrégé", "Ordinal wrongly abbreviated"),
		Why: diag.T("On écrit 1er, 1re, 2e : les autres formes sont fautives et se lisent mal à voix haute.",
			"One writes 1er, 1re, 2e: other forms are wrong and read badly aloud."),
		Bad:  "La 2ème édition et la 1ère journée.",
		Good: "La 2e édition et la 1re journée.",
	},
	Run: func(p *Pass) {
		var spots []spot
		p.prose(func(s segment) {
			text := p.File.Slice(s.span)
			for i := 1; i < len(text); i++ {
				if !isDigitOrRoman(text[i-1]) || text[i] != 'e' && text[i] != 'i' && text[i] != 'n' && text[i] != "è"[0] {
					continue
				}
				first := text[i-1] == '1' && (i == 1 || text[i-2] < '0' || text[i-2] > '9')
				for _, o := range ordinals {
					if !strings.HasPrefix(text[i:], o.typed) || isLetter(p.after(s.span.Start+i+len(o.typed))) {
						continue
					}
					if roman := text[i-1] > '9'; roman && (!romanBefore(text, i) || o.right != "e" && o.right != "es") || o.right[0] == 'r' && !first || o.right[0] == 'd' && text[i-1] != '2' {
						break
					}
					spots = append(spots, spot{span(s.span.Start+i, s.span.Start+i+len(o.typed)), o.right})
					break
				}
			}
		})
		p.grouped(spots, "Un ordinal à abréger : 1er, 1re, 2e.", "An ordinal to abbreviate: 1er, 1re, 2e.", "%d ordinaux à abréger : 1er, 1re, 2e.", "%d ordinals to abbreviate: 1er, 1re, 2e.")
	},
}

func isDigitOrRoman(c byte) bool { return '0' <= c && c <= '9' || c == 'I' || c == 'V' || c == 'X' }

// romanBefore reports whether a whole Roman number ends before i.
func romanBefore(text string, i int) bool {
	j := i
	for j > 0 && (text[j-1] == 'I' || text[j-1] == 'V' || text[j-1] == 'X') {
		j--
	}
	return i-j > 0 && (j == 0 || text[j-1] == ' ' || text[j-1] == '(')
}
