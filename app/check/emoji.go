package check

import (
	"unicode/utf8"

	"apercu/app/diag"
)

var emoji = &Analyzer{
	Name: "emoji", Severity: diag.Info, Off: true,
	Help: Help{
		Title: diag.T("Émojis dans le texte", "Emoji in the text"),
		Why: diag.T("Un lecteur d’écran lit leur nom à voix haute, à chaque fois ; leur dessin change d’un appareil à l’autre.",
			"A screen reader says their name aloud, each time; their look changes between devices."),
		Bad:  "👉 Inscrivez-vous",
		Good: "Inscrivez-vous",
	},
	Run: func(p *Pass) {
		var spots []spot
		p.prose(func(s segment) {
			text := p.File.Slice(s.span)
			for i := 0; i < len(text); {
				r, n := utf8.DecodeRuneInString(text[i:])
				if !isEmoji(r) {
					i += n
					continue
				}
				j := i + n
				for j < len(text) { // modifiers, joiners, flags
					r, n := utf8.DecodeRuneInString(text[j:])
					if r != '\ufe0f' && r != '\u200d' && !(r >= 0x1f3fb && r <= 0x1f3ff) && !(isEmoji(r) && p.before(s.span.Start+j) == '\u200d') && !(isFlag(r) && isFlag(p.before(s.span.Start+j))) {
						break
					}
					j += n
				}
				if j < len(text) && text[j] == ' ' && (i == 0 || text[i-1] == ' ') {
					j++
				}
				spots = append(spots, spot{span: span(s.span.Start+i, s.span.Start+j)})
				i = j
			}
		})
		p.grouped(spots, "Un émoji : il est lu à voix haute.", "An emoji: it is read aloud.", "%d émojis : ils sont lus à voix haute.", "%d emoji: they are read aloud.")
	},
}

// isFlag reports whether a character is half of a flag.
func isFlag(r rune) bool { return r >= 0x1f1e6 && r <= 0x1f1ff }

// isEmoji reports whether a character is drawn as a picture.
func isEmoji(r rune) bool {
	return r >= 0x1f300 && r <= 0x1faff || r >= 0x2600 && r <= 0x27bf && r != '✓' && r != '✗' && r != '☐' && r != '➔' || r >= 0x1f1e6 && r <= 0x1f1ff || r == 0x2b50 || r == 0x2b55 || r >= 0x2b05 && r <= 0x2b07 || r == 0x231a || r == 0x23f0 || r == 0x23f3
}
