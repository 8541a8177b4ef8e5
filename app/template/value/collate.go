package value

import (
	"strings"
	"unicode"
)

// This file holds localeCompare as far as French and English pages need it:
// base letters first, then accents, then case (small before capital), with
// spaces and punctuation before digits before letters.

// Collate compares two texts as localeCompare does: -1, 0 or 1.
func Collate(a, b string) int {
	x, y := collationKeys(a), collationKeys(b)
	for level := range 3 {
		if c := strings.Compare(x[level], y[level]); c != 0 {
			return c
		}
	}
	return 0
}

// collationKeys gives the keys of the three levels.
func collationKeys(s string) (keys [3]string) {
	var base, accents, cases strings.Builder
	for _, r := range Normalize(s, "NFKD") {
		if combiningClass(r) != 0 {
			accents.WriteRune(r)
			continue
		}
		accents.WriteByte(' ')
		writeBase(&base, r)
		if lower := unicode.ToLower(r); lower != r {
			cases.WriteByte('1')
		} else {
			cases.WriteByte('0')
		}
	}
	return [3]string{base.String(), accents.String(), cases.String()}
}

// order of the ASCII signs in the root collation; other signs follow by code.
const signOrder = "_-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$"

func writeBase(b *strings.Builder, r rune) {
	switch {
	case unicode.IsSpace(r):
		b.WriteString("\x01")
	case strings.ContainsRune(signOrder, r):
		b.WriteByte(byte(2 + strings.IndexRune(signOrder, r)))
	case unicode.IsDigit(r):
		b.WriteString("0" + string(r))
	case r == 'œ' || r == 'Œ':
		b.WriteString("aoae")
	case r == 'æ' || r == 'Æ':
		b.WriteString("aaae")
	case r == 'ß':
		b.WriteString("asas")
	case unicode.IsLetter(r):
		b.WriteString("a" + string(unicode.ToLower(r)))
	default:
		b.WriteString("/" + string(r))
	}
}
