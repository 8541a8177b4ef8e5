package markdown

import (
	"strings"
	"unicode/utf8"
)

// This file finds raw HTML in text: tags, comments, instructions, declarations
// and CDATA sections, as the regular expressions of markdown-it 13 and 14 do.

func (s *inlineState) readHTML(silent bool) bool {
	if !s.o.HTML || s.pos+2 >= s.max {
		return false
	}
	n := 0
	switch c := s.src[s.pos+1]; {
	case c == '/' || isLetter(c):
		n = htmlTag(s.src, s.pos)
	case c == '!' || c == '?':
		n = s.htmlOther()
	}
	if n == 0 {
		return false
	}
	if !silent {
		t := s.push(tHTMLInline, 0, s.pos, s.pos+n)
		t.content = s.src[s.pos : s.pos+n]
		if opensLink(t.content) {
			s.linkLevel++
		}
		if closesLink(t.content) {
			s.linkLevel--
		}
	}
	s.pos += n
	return true
}

func opensLink(tag string) bool {
	return len(tag) > 2 && tag[1]|0x20 == 'a' && (tag[2] == '>' || len(trimLeft(tag[2:])) < len(tag)-2)
}

func closesLink(tag string) bool {
	return len(tag) > 3 && tag[1] == '/' && tag[2]|0x20 == 'a' && strings.HasPrefix(trimLeft(tag[3:]), ">")
}

// htmlOther is the length of a comment, an instruction, a declaration or a
// CDATA section at s.pos. Where an end was looked for in vain is remembered: no
// opener after that has one.
func (s *inlineState) htmlOther() int {
	text := s.src[s.pos:]
	switch {
	case strings.HasPrefix(text, "<!--"):
		if !s.closes(0, text, 2, "-->") {
			return 0
		}
		if s.o.MarkdownIt >= 14 {
			return comment14(text)
		}
		return comment13(text)
	case text[1] == '?':
		if s.closes(1, text, 2, "?>") {
			return 4 + strings.Index(text[2:], "?>")
		}
	case strings.HasPrefix(text, "<![CDATA["):
		if s.closes(2, text, 9, "]]>") {
			return 12 + strings.Index(text[9:], "]]>")
		}
	case s.declares(text):
		if s.closes(3, text, 2, ">") {
			return 3 + strings.Index(text[2:], ">")
		}
	}
	return 0
}

func (s *inlineState) closes(kind int, text string, from int, end string) bool {
	if known := s.unclosed[kind]; known > 0 && s.pos >= known-1 {
		return false
	}
	if strings.Contains(text[from:], end) {
		return true
	}
	s.unclosed[kind] = s.pos + 1
	return false
}

// declares: <!NAME and a blank for markdown-it 13, <! and a letter for 14.
func (s *inlineState) declares(text string) bool {
	if s.o.MarkdownIt >= 14 {
		return len(text) > 2 && isLetter(text[2])
	}
	i := 2
	for i < len(text) && text[i] >= 'A' && text[i] <= 'Z' {
		i++
	}
	return i > 2 && len(trimLeft(text[i:])) < len(text)-i
}

// comment13: no two dashes inside, no > nor -> at the start, no dash at the end.
func comment13(text string) int {
	if strings.HasPrefix(text, "<!---->") {
		return 7
	}
	i := strings.Index(text[4:], "--")
	if i < 1 || at(text, 4+i+2) != '>' || text[4] == '>' || text[4] == '-' && text[5] == '>' {
		return 0
	}
	return 4 + i + 3
}

// comment14 takes one byte, or two or three with their leading dashes, at a time.
func comment14(text string) int {
	if strings.HasPrefix(text, "<!-->") {
		return 5
	}
	if strings.HasPrefix(text, "<!--->") {
		return 6
	}
	for i := 4; i < len(text); {
		switch {
		case text[i] != '-':
			i++
		case at(text, i+1) != '-':
			i += 2
		case at(text, i+2) == '>':
			return i + 3
		default:
			i += 3
		}
	}
	return 0
}

// htmlTag is the length of an opening or closing tag at pos, 0 for none.
func htmlTag(text string, pos int) int {
	i := pos + 1
	closing := at(text, i) == '/'
	if closing {
		i++
	}
	if !isLetter(at(text, i)) {
		return 0
	}
	for isLetter(at(text, i)) || isDigit(at(text, i)) || at(text, i) == '-' {
		i++
	}
	for !closing {
		next := htmlAttribute(text, i)
		if next < 0 {
			break
		}
		i = next
	}
	i = skipSpaces(text, i)
	if !closing && at(text, i) == '/' {
		i++
	}
	if at(text, i) != '>' {
		return 0
	}
	return i + 1 - pos
}

// htmlAttribute is the offset after blanks and an attribute at i, or -1.
func htmlAttribute(text string, i int) int {
	start := skipSpaces(text, i)
	if start == i {
		return -1
	}
	i = start
	if c := at(text, i); !isLetter(c) && c != '_' && c != ':' {
		return -1
	}
	for i < len(text) && (isLetter(text[i]) || isDigit(text[i]) || strings.IndexByte(":._-", text[i]) >= 0) {
		i++
	}
	equals := skipSpaces(text, i)
	if at(text, equals) != '=' {
		return i
	}
	value := skipSpaces(text, equals+1)
	switch c := at(text, value); c {
	case '"', '\'':
		end := strings.IndexByte(text[value+1:], c)
		if end < 0 {
			return i
		}
		return value + 1 + end + 1
	}
	end := value
	for end < len(text) && text[end] > ' ' && strings.IndexByte("\"'=<>`", text[end]) < 0 {
		end++
	}
	if end == value {
		return i
	}
	return end
}

// skipSpaces passes what \s matches in JavaScript.
func skipSpaces(text string, i int) int {
	for i < len(text) {
		r, n := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(text[i:])
		}
		if !isSpaceRune(r) {
			break
		}
		i += n
	}
	return i
}
