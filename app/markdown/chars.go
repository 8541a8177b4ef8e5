package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

func isBlank(c byte) bool  { return c == ' ' || c == '\t' }
func isDigit(c byte) bool  { return c >= '0' && c <= '9' }
func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// isSpaceRune is JavaScript's \s, and what String.prototype.trim removes.
func isSpaceRune(r rune) bool {
	switch r {
	case ' ', '\t', '\n', '\v', '\f', '\r', 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF:
		return true
	}
	return r >= 0x2000 && r <= 0x200A
}

// isWhiteSpace is markdown-it's notion beside emphasis marks: not the line
// separators nor the byte order mark.
func isWhiteSpace(r rune) bool {
	return isSpaceRune(r) && r != 0x2028 && r != 0x2029 && r != 0xFEFF
}

func isASCIIPunct(c byte) bool {
	return c >= '!' && c <= '/' || c >= ':' && c <= '@' || c >= '[' && c <= '`' || c >= '{' && c <= '~'
}

// isPunct is Unicode's P for markdown-it 13, P and S for 14.
func isPunct(r rune, version int) bool {
	if r < utf8.RuneSelf {
		return r > 0 && isASCIIPunct(byte(r))
	}
	return unicode.IsPunct(r) || version >= 14 && unicode.IsSymbol(r)
}

func trimLeft(s string) string {
	if s == "" || s[0] < utf8.RuneSelf && s[0] > ' ' {
		return s
	}
	return strings.TrimLeftFunc(s, isSpaceRune)
}

func trimRight(s string) string {
	if s == "" || s[len(s)-1] < utf8.RuneSelf && s[len(s)-1] > ' ' {
		return s
	}
	return strings.TrimRightFunc(s, isSpaceRune)
}

func trim(s string) string { return trimRight(trimLeft(s)) }

// at is the byte at pos, 0 outside: a NUL in the text was replaced before.
func at(s string, pos int) byte {
	if pos < 0 || pos >= len(s) {
		return 0
	}
	return s[pos]
}

func skipByte(s string, pos int, c byte) int {
	for pos < len(s) && s[pos] == c {
		pos++
	}
	return pos
}

func skipBlanks(s string, pos int) int {
	for pos < len(s) && isBlank(s[pos]) {
		pos++
	}
	return pos
}

// runeLength is the byte length of the first code point, 1 for invalid bytes.
func runeLength(s string) int {
	_, n := utf8.DecodeRuneInString(s)
	return max(n, 1)
}
