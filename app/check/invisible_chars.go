package check

import (
	"strings"
	"unicode/utf8"

	"apercu/app/check/scan"
	"apercu/app/diag"
)

// unseen are the characters that no one sees and that break words for search
// engines and screen readers.
const unseen = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u2028\u2029"

var invisibleChars = &Analyzer{
	Name: "invisible-chars", Severity: diag.Info,
	Help: Help{
		Title: diag.T("Caractères invisibles collés", "Pasted invisible characters"),
		Why: diag.T("Venus d’un traitement de texte ou d’un courriel, ils coupent les mots pour la recherche et la lecture à voix haute.",
			"They come from a word processor or an e-mail and cut words for search and for reading aloud."),
		Bad:  "Le site de l’évé\u200bnement.",
		Good: "Le site de l’événement.",
	},
	Run: func(p *Pass) {
		text := p.File.Text()
		if !strings.ContainsAny(text, unseen) {
			return
		}
		var spots []spot
		for i, r := range text {
			if i == 0 || r < 0xad || !strings.ContainsRune(unseen, r) || p.Page.Kind(i) == scan.Code || r == '\u200d' && joins(text, i) {
				continue
			}
			spots = append(spots, spot{span: span(i, i+utf8.RuneLen(r))})
		}
		p.grouped(spots, "Un caractère invisible à retirer.", "An invisible character to remove.", "%d caractères invisibles à retirer.", "%d invisible characters to remove.")
	},
}

// joins reports whether a zero-width joiner ties two emoji together.
func joins(text string, i int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	after, _ := utf8.DecodeRuneInString(text[i+3:])
	return isEmoji(before) || before == '\ufe0f' || isEmoji(after)
}
