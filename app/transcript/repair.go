package transcript

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// This file mends typography: the capital of a sentence, French spaces and
// apostrophes. No letter is added or taken, no word changed.

// nbsp stands before French high punctuation. U+202F would be finer but
// Marianne has no glyph for it before DSFR 1.15.3.
const nbsp = '\u00a0'

func repair(p paragraph, punctuated bool, lang string) string {
	text := apostrophes(p.text)
	if lang != "en" {
		text = frenchSpaces(text)
	}
	if !punctuated {
		return text
	}
	from := 0
	var b strings.Builder
	for _, end := range capitalPlaces(text) {
		b.WriteString(text[from:end])
		c, size := utf8.DecodeRuneInString(text[end:])
		b.WriteRune(unicode.ToUpper(c))
		from = end + size
	}
	text = b.String() + text[from:]
	if p.opens {
		c, size := utf8.DecodeRuneInString(text)
		if unicode.IsLower(c) && !strings.Contains(firstToken(text), ".") {
			text = string(unicode.ToUpper(c)) + text[size:]
		}
	}
	return text
}

// firstToken keeps addresses and file names ("apercu.md") as they are.
func firstToken(s string) string {
	token, _, _ := strings.Cut(s, " ")
	return strings.TrimRight(token, ".!?…,;:")
}

// capitalPlaces lists the small letters that start a sentence: after one of
// . ! ? and a blank. An ellipsis may go on; so may a question in a sentence
// ("quoi ? dit-il"), hence only the full stop counts.
func capitalPlaces(s string) []int {
	var places []int
	for i := 0; i+2 < len(s); i++ {
		if s[i] != '.' || s[i+1] != ' ' || i > 0 && s[i-1] == '.' || abbreviation(s[:i], '.') {
			continue
		}
		c, _ := utf8.DecodeRuneInString(s[i+2:])
		if unicode.IsLower(c) && !strings.Contains(firstToken(s[i+2:]), ".") {
			places = append(places, i+2)
		}
	}
	return places
}

// apostrophes curls the straight ones between letters.
func apostrophes(s string) string {
	var b strings.Builder
	before := ' '
	for i, c := range s {
		if c == '\'' && unicode.IsLetter(before) {
			if after, _ := utf8.DecodeRuneInString(s[i+1:]); unicode.IsLetter(after) {
				c = '’'
			}
		}
		b.WriteRune(c)
		before = c
	}
	return b.String()
}

// frenchSpaces puts a no-break space before : ; ! ? » and after «, in place of
// a blank, or where one is missing after a letter. Times, addresses and
// smileys keep their marks as they are.
func frenchSpaces(s string) string {
	runes := []rune(s)
	var b strings.Builder
	for i, c := range runes {
		next := ' '
		if i+1 < len(runes) {
			next = runes[i+1]
		}
		previous := ' '
		if i > 0 {
			previous = runes[i-1]
		}
		switch {
		case c == ' ' && (next == '»' || high(next) && marksEnd(runes, i+1)):
			b.WriteRune(nbsp)
		case c == ' ' && previous == '«':
			b.WriteRune(nbsp)
		case (unicode.IsLetter(previous) || previous == ')' || previous == '»') && (c == '»' || high(c) && c != ';' && marksEnd(runes, i)):
			b.WriteRune(nbsp)
			b.WriteRune(c)
		case c == '«' && unicode.IsLetter(next):
			b.WriteRune(c)
			b.WriteRune(nbsp)
		default:
			b.WriteRune(c)
		}
	}
	return b.String()
}

func high(c rune) bool { return c == ':' || c == ';' || c == '!' || c == '?' }

// marksEnd reports a run of marks followed by a blank, a closing quote or the end.
func marksEnd(runes []rune, i int) bool {
	for i < len(runes) && (runes[i] == '!' || runes[i] == '?') || i < len(runes) && high(runes[i]) {
		i++
	}
	return i >= len(runes) || strings.ContainsRune(" \u00a0\u202f»\"”)]\ue000\ue001", runes[i])
}
