package markdown

import (
	"strconv"
	"strings"

	"github.com/yuin/goldmark/util"
)

// This file decodes character references and backslash escapes.

// entityAt decodes a reference like &eacute; &#233; or &#xE9; at pos, which
// holds &; n is 0 when there is none. digits bounds a number's length: 7 and 6
// in text, 8 in addresses.
func entityAt(text string, pos int, inURL bool) (value string, n int) {
	end := pos + 1
	for end < len(text) && end-pos < 34 && text[end] != ';' {
		end++
	}
	if at(text, end) != ';' || end-pos < 3 {
		return "", 0
	}
	name := text[pos+1 : end]
	if name[0] == '#' {
		code, ok := codePoint(name[1:], inURL)
		if !ok {
			return "", 0
		}
		if !validCodePoint(code) {
			if inURL {
				return "", 0
			}
			code = 0xFFFD
		}
		return string(rune(code)), end + 1 - pos
	}
	for i := 0; i < len(name); i++ {
		if !isLetter(name[i]) && (i == 0 || !isDigit(name[i])) {
			return "", 0
		}
	}
	entity, ok := util.LookUpHTML5EntityByName(name)
	if !ok {
		return "", 0
	}
	return string(entity.Characters), end + 1 - pos
}

func codePoint(digits string, inURL bool) (code int, ok bool) {
	base, most := 10, 7
	if digits != "" && digits[0]|0x20 == 'x' {
		base, most, digits = 16, 6, digits[1:]
	}
	if inURL {
		most = 8
	}
	if digits == "" || len(digits) > most {
		return 0, false
	}
	for i := 0; i < len(digits); i++ {
		c := digits[i]
		if !isDigit(c) && (base == 10 || c|0x20 < 'a' || c|0x20 > 'f') {
			return 0, false
		}
	}
	n, err := strconv.ParseUint(digits, base, 64)
	return int(n), err == nil
}

// validCodePoint follows isValidEntityCode: no surrogate, no noncharacter, no
// control but tab, line feed, form feed and carriage return.
func validCodePoint(c int) bool {
	switch {
	case c >= 0xD800 && c <= 0xDFFF, c >= 0xFDD0 && c <= 0xFDEF, c&0xFFFE == 0xFFFE, c > 0x10FFFF:
		return false
	case c <= 8, c == 0x0B, c >= 0x0E && c <= 0x1F, c >= 0x7F && c <= 0x9F:
		return false
	}
	return true
}

// unescape resolves escapes and references in addresses, titles and fence
// infos (unescapeAll).
func unescape(text string) string {
	if strings.IndexByte(text, '\\') < 0 && strings.IndexByte(text, '&') < 0 {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		switch c := text[i]; c {
		case '\\':
			if isASCIIPunct(at(text, i+1)) {
				i++
				c = text[i]
			}
			b.WriteByte(c)
		case '&':
			value, n := entityAt(text, i, true)
			if n == 0 {
				b.WriteByte(c)
				continue
			}
			b.WriteString(value)
			i += n - 1
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}
