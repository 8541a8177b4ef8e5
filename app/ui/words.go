package ui

import (
	"strings"
	"unicode"
)

// This file counts the words that a visitor reads: not the tags of templates,
// not HTML, not addresses.

// wordsPerMinute is a calm reading of French on a screen.
const wordsPerMinute = 220

// minutes of reading, at least one.
func minutes(words int) int { return max(1, (words+wordsPerMinute/2)/wordsPerMinute) }

// countWords counts the runs of letters and digits of a page's body. An
// apostrophe or a hyphen inside does not cut a word in two, as word processors
// count.
func countWords(body string) int {
	n, inWord := 0, false
	for i := 0; i < len(body); {
		if skip := markup(body[i:]); skip > 0 {
			i += skip
			inWord = false
			continue
		}
		r, size := rune(body[i]), 1
		if r >= 0x80 {
			for _, r = range body[i:] {
				break
			}
			size = len(string(r))
		}
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if !inWord {
				n++
			}
			inWord = true
		case inWord && (r == '\'' || r == '’' || r == '-'):
		default:
			inWord = false
		}
		i += size
	}
	return n
}

// markup is the length of what stands at the start of s and is not read: a
// template tag, an HTML tag or comment, the address of a link. 0 when it is text.
func markup(s string) int {
	switch s[0] {
	case '{':
		for _, pair := range [][2]string{{"{%", "%}"}, {"{{", "}}"}, {"{#", "#}"}} {
			if strings.HasPrefix(s, pair[0]) {
				return through(s, pair[1])
			}
		}
		if strings.HasPrefix(s, "{.") || strings.HasPrefix(s, "{#") {
			return through(s, "}")
		}
	case '<':
		if strings.HasPrefix(s, "<!--") {
			return through(s, "-->")
		}
		if len(s) > 1 && (s[1] == '/' || s[1] >= 'a' && s[1] <= 'z' || s[1] >= 'A' && s[1] <= 'Z') {
			return through(s, ">")
		}
	case ']':
		if strings.HasPrefix(s, "](") {
			return through(s, ")")
		}
	}
	return 0
}

// through is the length up to the end of close; 0 when it does not come.
func through(s, close string) int {
	i := strings.Index(s, close)
	if i < 0 {
		return 0
	}
	return i + len(close)
}
