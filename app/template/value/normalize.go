package value

import (
	"sort"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// This file holds String.prototype.normalize for the scripts of
// unicode_tables.go and Hangul. A full table would weigh more in the browser
// than all the rest of this package.

type unicodeTables struct {
	pair     map[rune][2]rune
	single   map[rune]rune
	compose  map[[2]rune]rune
	compat   map[rune]string
	capitals map[rune]string
}

var loadUnicode = sync.OnceValue(func() *unicodeTables {
	t := &unicodeTables{
		pair: map[rune][2]rune{}, single: map[rune]rune{}, compose: map[[2]rune]rune{},
		compat: entries(compatibility), capitals: entries(upperSpecial),
	}
	for p := []rune(canonicalPairs); len(p) > 0; p = p[3:] {
		t.pair[p[0]] = [2]rune{p[1], p[2]}
		if !strings.ContainsRune(compositionExcluded, p[0]) {
			t.compose[[2]rune{p[1], p[2]}] = p[0]
		}
	}
	for p := []rune(canonicalSingles); len(p) > 0; p = p[2:] {
		t.single[p[0]] = p[1]
	}
	return t
})

// entries reads "character, text, NUL" lists.
func entries(list string) map[rune]string {
	m := map[rune]string{}
	for _, e := range strings.Split(strings.TrimSuffix(list, "\x00"), "\x00") {
		r, n := decode(e)
		m[r] = e[n:]
	}
	return m
}

// Normalize is s.normalize(form); form is NFC, NFD, NFKC or NFKD.
func Normalize(s, form string) string {
	if ascii(s) || form == "NFC" && composed(s) {
		return s
	}
	return normalized(s, form)
}

func normalized(s, form string) string {
	t := loadUnicode()
	runes := make([]rune, 0, len(s))
	for i := 0; i < len(s); {
		r, n := decode(s[i:])
		runes = t.decompose(runes, r, strings.Contains(form, "K"))
		i += n
	}
	reorder(runes)
	if strings.HasSuffix(form, "C") {
		runes = t.composeAll(runes)
	}
	u := make([]byte, 0, len(s))
	for _, r := range runes {
		u = appendRune(u, r)
	}
	return string(u)
}

// composed says that the text is NFC already, since nothing in it takes part in
// a composition: letters up to U+02FF, the dashes and quotes from U+2010 to
// U+2027, U+202F and €. French titles are made of these.
func composed(s string) bool {
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c < 0x80:
			i++
		case c >= 0xC2 && c < 0xCC && i+1 < len(s):
			i += 2
		case c == 0xE2 && i+2 < len(s) && (s[i+1] == 0x80 && (s[i+2] >= 0x90 && s[i+2] <= 0xA7 || s[i+2] == 0xAF) || s[i+1] == 0x82 && s[i+2] == 0xAC):
			i += 3
		default:
			return false
		}
	}
	return true
}

// appendRune writes r in UTF-8, a lone surrogate in three bytes.
func appendRune(b []byte, r rune) []byte {
	if r >= 0xD800 && r < 0xE000 {
		return append(b, fromUnits([]uint16{uint16(r)})...)
	}
	return append(b, string(r)...)
}

const (
	hangul, hangulEnd   = 0xAC00, 0xD7A4
	leading, vowel, end = 0x1100, 0x1161, 0x11A7
	vowels, ends        = 21, 28
)

func (t *unicodeTables) decompose(out []rune, r rune, compat bool) []rune {
	if r < 0xA0 {
		return append(out, r)
	}
	if r >= hangul && r < hangulEnd {
		n := r - hangul
		out = append(out, leading+n/(vowels*ends), vowel+n%(vowels*ends)/ends)
		if n%ends != 0 {
			out = append(out, end+n%ends)
		}
		return out
	}
	if p, ok := t.pair[r]; ok {
		return append(t.decompose(out, p[0], compat), p[1])
	}
	if s, ok := t.single[r]; ok {
		return t.decompose(out, s, compat)
	}
	if k, ok := t.compat[r]; ok && compat {
		return append(out, []rune(k)...)
	}
	return append(out, r)
}

// reorder puts each run of combining marks in order of their classes.
func reorder(runes []rune) {
	for i := 0; i < len(runes); {
		j := i
		for j < len(runes) && combiningClass(runes[j]) != 0 {
			j++
		}
		if marks := runes[i:j]; len(marks) > 1 {
			sort.SliceStable(marks, func(a, b int) bool { return combiningClass(marks[a]) < combiningClass(marks[b]) })
		}
		i = max(j, i+1)
	}
}

// composeAll is the canonical composition algorithm (UAX 15, 1.3).
func (t *unicodeTables) composeAll(runes []rune) []rune {
	out := runes[:0]
	starter, last := -1, 0
	for _, r := range runes {
		class := combiningClass(r)
		if starter >= 0 && (last < class || last == 0 && starter == len(out)-1) {
			if c, ok := t.join(out[starter], r); ok {
				out[starter] = c
				continue
			}
		}
		if out = append(out, r); class == 0 {
			starter, last = len(out)-1, 0
		} else {
			last = class
		}
	}
	return out
}

func (t *unicodeTables) join(a, b rune) (rune, bool) {
	switch {
	case a >= leading && a < leading+19 && b >= vowel && b < vowel+vowels:
		return hangul + ((a-leading)*vowels+b-vowel)*ends, true
	case a >= hangul && a < hangulEnd && (a-hangul)%ends == 0 && b > end && b < end+ends:
		return a + b - end, true
	}
	c, ok := t.compose[[2]rune{a, b}]
	return c, ok
}

// marks lists the combining classes of U+0300 to U+036F as runs: last, class.
var marks = []struct{ last, class rune }{
	{0x314, 230}, {0x315, 232}, {0x319, 220}, {0x31A, 232}, {0x31B, 216}, {0x320, 220}, {0x322, 202},
	{0x326, 220}, {0x328, 202}, {0x333, 220}, {0x338, 1}, {0x33C, 220}, {0x344, 230}, {0x345, 240},
	{0x346, 230}, {0x349, 220}, {0x34C, 230}, {0x34E, 220}, {0x34F, 0}, {0x352, 230}, {0x356, 220},
	{0x357, 230}, {0x358, 232}, {0x35A, 220}, {0x35B, 230}, {0x35C, 233}, {0x35E, 234}, {0x35F, 233},
	{0x361, 234}, {0x362, 233}, {0x36F, 230},
}

func combiningClass(r rune) int {
	if r < 0x300 || r > 0x36F {
		return 0
	}
	for _, m := range marks {
		if r <= m.last {
			return int(m.class)
		}
	}
	return 0
}

// ToLower is String.prototype.toLowerCase: a sigma that ends a word and the
// dotted capital I follow Unicode's special casing.
func ToLower(s string) string {
	if ascii(s) {
		return strings.ToLower(s)
	}
	if !strings.ContainsAny(s, "Σİ") {
		return lowerPlain(s)
	}
	var b strings.Builder
	for i, r := range s {
		switch {
		case r == 'İ':
			b.WriteString("i̇")
		case r == 'Σ' && finalSigma(s, i):
			b.WriteRune('ς')
		default:
			b.WriteString(strings.ToLower(string(r)))
		}
	}
	return b.String()
}

// lowerPlain keeps lone surrogates, which package strings would replace.
func lowerPlain(s string) string {
	if WellFormed(s) == s {
		return strings.ToLower(s)
	}
	var b []byte
	for i := 0; i < len(s); {
		_, n := decode(s[i:])
		if isLone(s[i:]) {
			b = append(b, s[i:i+n]...)
		} else {
			b = append(b, strings.ToLower(s[i:i+n])...)
		}
		i += n
	}
	return string(b)
}

// finalSigma reports that the letter at i ends a word: a letter before it, none
// after, marks and the like left aside.
func finalSigma(s string, i int) bool {
	before := strings.TrimRightFunc(s[:i], caseIgnorable)
	after := strings.TrimLeftFunc(s[i+len("Σ"):], caseIgnorable)
	last, _ := utf8.DecodeLastRuneInString(before)
	first, _ := utf8.DecodeRuneInString(after)
	return isCased(last) && !isCased(first)
}

func isCased(r rune) bool { return unicode.IsLower(r) || unicode.IsUpper(r) || unicode.IsTitle(r) }

func caseIgnorable(r rune) bool {
	return unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf, unicode.Lm, unicode.Sk) || strings.ContainsRune("'.:·’‘․", r)
}

// ToUpper is String.prototype.toUpperCase, where one character can become
// several: ß gives SS.
func ToUpper(s string) string {
	if ascii(s) {
		return strings.ToUpper(s)
	}
	capitals := loadUnicode().capitals
	var b []byte
	for i := 0; i < len(s); {
		r, n := decode(s[i:])
		if up, ok := capitals[r]; ok {
			b = append(b, up...)
		} else if isLone(s[i:]) {
			b = append(b, s[i:i+n]...)
		} else {
			b = append(b, strings.ToUpper(s[i:i+n])...)
		}
		i += n
	}
	return string(b)
}
