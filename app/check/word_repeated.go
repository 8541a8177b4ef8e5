package check

import (
	"strings"
	"unicode/utf8"

	"apercu/app/diag"
)

// doubled are words that French says twice.
var doubled = map[string]bool{"nous": true, "vous": true, "tres": true, "bien": true, "oui": true, "non": true, "pas": false, "plus": true, "petit": true, "ha": true, "bla": true,
	"tout": true, "peu": true, "en": false, "had": true, "that": true, "couci": true, "chacun": true, "fifty": true, "pro": true, "ter": true, "pin": true, "dom": true}

var wordRepeated = &Analyzer{
	Name: "word-repeated", Severity: diag.Info,
	Help: Help{
		Title: diag.T("Mot tapé deux fois", "Word typed twice"),
		Why: diag.T("L’œil passe dessus, un lecteur d’écran le lit deux fois.",
			"The eye skips it, a screen reader says it twice."),
		Bad:  "Ces critères portent sur sur les marchés.",
		Good: "Ces critères portent sur les marchés.",
		Limit: diag.T("« nous nous » et d’autres suites justes sont laissées ; les autres sont à vérifier.",
			"“nous nous” and other correct pairs are left alone; the others are to be checked."),
	},
	Run: func(p *Pass) {
		p.prose(func(s segment) {
			text := p.File.Slice(s.span)
			last := -1 // start of the word before
			for i := 0; i < len(text); {
				r, n := utf8.DecodeRuneInString(text[i:])
				if !isLetter(r) {
					if r != ' ' {
						last = -1
					}
					i += n
					continue
				}
				j := i
				for j < len(text) {
					r, n := utf8.DecodeRuneInString(text[j:])
					if !isLetter(r) {
						break
					}
					j += n
				}
				word := text[i:j]
				glued := i > 0 && text[i-1] != ' ' || j < len(text) && strings.ContainsRune("-'’", p.after(s.span.Start+j))
				if last >= 0 && !glued && j-i > 1 && strings.Trim(word, word[:1]) != "" && strings.EqualFold(strings.TrimRight(text[last:i], " "), word) && !doubled[fold(word)] {
					p.Doubt(span(s.span.Start+last, s.span.Start+j), diag.T("« %s » est écrit deux fois de suite.", "“%s” is written twice in a row.", word),
						ask(diag.T("Retirer la répétition", "Remove the repetition"), remove(span(s.span.Start+last+len(word), s.span.Start+j))))
					last = -1
				} else {
					last = i
					if glued && i > 0 && text[i-1] != ' ' {
						last = -1
					}
				}
				i = j
			}
		})
	},
}
