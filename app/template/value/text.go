package value

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// This file counts and cuts strings in UTF-16 code units, as JavaScript does,
// over UTF-8. Half of a surrogate pair, which a cut can leave, is kept as the
// three bytes that UTF-8 would give its code (WTF-8), so that joining the two
// halves gives the character back.

// ascii reports whether bytes, code units and characters are the same in s.
func ascii(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// Length is s.length: UTF-16 code units.
func Length(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c < 0x80 || c >= 0xC0 { // not a continuation byte
			n++
		}
		if c >= 0xF0 { // beyond U+FFFF: a pair
			n++
		}
	}
	return n
}

// units is s in UTF-16; lone surrogates kept in s come back as themselves.
func units(s string) []uint16 {
	out := make([]uint16, 0, len(s))
	for i := 0; i < len(s); {
		r, n := decode(s[i:])
		if r >= 0x10000 {
			hi, lo := utf16.EncodeRune(r)
			out = append(out, uint16(hi), uint16(lo))
		} else {
			out = append(out, uint16(r))
		}
		i += n
	}
	return out
}

// decode reads one character of WTF-8.
func decode(s string) (rune, int) {
	if s[0] < utf8.RuneSelf {
		return rune(s[0]), 1
	}
	if isLone(s) {
		return rune(s[0]&0x0F)<<12 | rune(s[1]&0x3F)<<6 | rune(s[2]&0x3F), 3
	}
	return utf8.DecodeRuneInString(s)
}

// isLone reports whether s starts with a surrogate kept as three bytes.
func isLone(s string) bool {
	return len(s) >= 3 && s[0] == 0xED && s[1] >= 0xA0 && s[1] < 0xC0 && s[2] >= 0x80 && s[2] < 0xC0
}

// fromUnits is the inverse of units.
func fromUnits(u []uint16) string {
	b := make([]byte, 0, len(u)+len(u)/2)
	for i := 0; i < len(u); i++ {
		r := rune(u[i])
		if utf16.IsSurrogate(r) {
			if i+1 < len(u) {
				if full := utf16.DecodeRune(r, rune(u[i+1])); full != utf8.RuneError {
					b = utf8.AppendRune(b, full)
					i++
					continue
				}
			}
			b = append(b, 0xE0|byte(r>>12), 0x80|byte(r>>6)&0xBF, 0x80|byte(r)&0xBF)
			continue
		}
		b = utf8.AppendRune(b, r)
	}
	return string(b)
}

// joinSurrogates makes one character of each pair of halves that meet.
func joinSurrogates(s string) string {
	for i := 0; i+6 <= len(s); i++ {
		if s[i] == 0xED && isLone(s[i:]) && isLone(s[i+3:]) {
			return fromUnits(units(s))
		}
	}
	return s
}

// splitSurrogates makes two halves of each character beyond U+FFFF.
func splitSurrogates(s string) string {
	var b []byte
	for _, u := range units(s) {
		b = append(b, fromUnits([]uint16{u})...)
	}
	return string(b)
}

// WellFormed replaces what cannot be written as UTF-8 (halves of a surrogate
// pair) by U+FFFD, as writing a JavaScript string to a file does.
func WellFormed(s string) string {
	if !strings.Contains(s, "\xED") || utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, n := decode(s[i:])
		if utf16.IsSurrogate(r) {
			r = utf8.RuneError
		}
		b.WriteRune(r)
		i += n
	}
	return b.String()
}

// Substring is the code units from start to end of s; both are held within it.
func Substring(s string, start, end int) string {
	start, end = max(start, 0), max(end, 0)
	if start >= end {
		return ""
	}
	if ascii(s) {
		if start >= len(s) {
			return ""
		}
		return s[start:min(end, len(s))]
	}
	i, okStart := byteOffset(s, start)
	j, okEnd := byteOffset(s, end)
	if okStart && okEnd {
		return s[i:j]
	}
	u := units(s)
	return fromUnits(u[min(start, len(u)):min(end, len(u))])
}

// byteOffset is where code unit n of s starts, in bytes; past the end it is
// len(s). ok is false inside a surrogate pair.
func byteOffset(s string, n int) (at int, ok bool) {
	i := 0
	for n > 0 && i < len(s) {
		_, size := decode(s[i:])
		if size == 4 {
			if n == 1 {
				return i, false
			}
			n--
		}
		n--
		i += size
	}
	return i, true
}

// unitOffset is the number of code units before byte i of s.
func unitOffset(s string, i int) int { return Length(s[:i]) }

// isSpace is JavaScript's WhiteSpace and LineTerminator.
func isSpace(r rune) bool {
	switch {
	case r == ' ', r >= '\t' && r <= '\r', r == 0xA0, r == 0xFEFF, r == 0x1680,
		r >= 0x2000 && r <= 0x200A, r == 0x2028, r == 0x2029, r == 0x202F, r == 0x205F, r == 0x3000:
		return true
	}
	return false
}

func trimSpace(s string) string { return strings.TrimFunc(s, isSpace) }

// TrimSpace is String.prototype.trim.
func TrimSpace(s string) string { return trimSpace(s) }

// IsSpace reports JavaScript's white space: what \s matches and trim removes.
func IsSpace(r rune) bool { return isSpace(r) }
