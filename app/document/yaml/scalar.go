package yaml

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// This file reads the five ways to write text. Line breaks inside plain and
// quoted text fold: one becomes a space, n become n-1 line feeds.

func fold(b *strings.Builder, breaks int) {
	if breaks == 1 {
		b.WriteByte(' ')
	}
	for ; breaks > 1; breaks-- {
		b.WriteByte('\n')
	}
}

func (r *reader) printable(start, end int) string {
	s := r.text[start:max(start, end)]
	if i := nonPrintable(s); i >= 0 {
		r.fail(Control, start+i, "")
	}
	return s
}

// quotedText is what quotes allow: JSON's characters.
func (r *reader) quotedText(start, end int) string {
	s := r.text[start:max(start, end)]
	for i := 0; i < len(s); i++ {
		if s[i] < 0x20 && s[i] != '\t' {
			r.fail(Control, start+i, "")
		}
	}
	return s
}

// startsPlain reports whether unquoted text may start here.
func (r *reader) startsPlain(inFlow bool) bool {
	c := r.ch()
	if c == 0 || isSpace(c) || isFlow(c) || strings.IndexByte("#&*!|>'\"%@`", c) >= 0 {
		return false
	}
	if c == '?' || c == '-' {
		next := r.at(r.pos + 1)
		return !isSpace(next) && !(inFlow && isFlow(next))
	}
	return true
}

// plain reads unquoted text, which goes on over lines indented at least indent.
func (r *reader) plain(indent int, inFlow bool) *Node {
	if !r.startsPlain(inFlow) {
		return nil
	}
	var b strings.Builder
	first := r.pos
	start, end := r.pos, r.pos
	for !r.ended() && !r.endsPlain(inFlow) {
		if isBreak(r.ch()) {
			before := *r
			breaks := r.skip(false)
			if r.indent < indent {
				r.pos, r.line, r.lineStart, r.indent = end, before.line, before.lineStart, before.indent
				break
			}
			if r.ended() || r.endsPlain(inFlow) {
				break
			}
			b.WriteString(r.printable(start, end))
			fold(&b, breaks)
			start, end = r.pos, r.pos
			continue
		}
		if !isBlank(r.ch()) {
			end = r.pos + 1
		}
		r.pos++
	}
	text := joined(&b, r.printable(start, end))
	if text == "" {
		return nil
	}
	return &Node{Style: Plain, Span: r.span(first, end), text: text, weight: 1}
}

// joined is what was read and the rest: that alone, uncopied, for most texts.
func joined(b *strings.Builder, rest string) string {
	if b.Len() == 0 {
		return rest
	}
	b.WriteString(rest)
	return b.String()
}

// endsPlain reports ": ", " #", a document separator and, inside brackets, an indicator.
func (r *reader) endsPlain(inFlow bool) bool {
	c := r.ch()
	switch {
	case c == ':':
		next := r.at(r.pos + 1)
		return isSpace(next) || inFlow && isFlow(next)
	case c == '#':
		return r.pos > 0 && isSpace(r.at(r.pos-1))
	}
	return r.atStart() && r.separator() || inFlow && isFlow(c)
}

func (r *reader) singleQuoted() *Node {
	first := r.pos
	var b strings.Builder
	r.pos++
	start, end := r.pos, r.pos
	for !r.ended() {
		switch c := r.ch(); {
		case c == '\'' && r.at(r.pos+1) == '\'':
			b.WriteString(r.quotedText(start, r.pos+1))
			r.pos += 2
			start, end = r.pos, r.pos
		case c == '\'':
			text := joined(&b, r.quotedText(start, r.pos))
			r.pos++
			return &Node{Style: Single, Span: r.span(first, r.pos), text: text, weight: 1}
		case isBreak(c):
			b.WriteString(r.quotedText(start, end))
			fold(&b, r.skip(false))
			start, end = r.pos, r.pos
		case r.atStart() && r.separator():
			r.failFrom(OpenQuote, r.pos, r.span(first, first+1))
		default:
			r.pos++
			end = r.pos
		}
	}
	r.failFrom(OpenQuote, r.pos, r.span(first, first+1))
	return nil
}

func (r *reader) doubleQuoted() *Node {
	first := r.pos
	var b strings.Builder
	r.pos++
	start, end := r.pos, r.pos
	for !r.ended() {
		switch c := r.ch(); {
		case c == '"':
			text := joined(&b, r.quotedText(start, r.pos))
			r.pos++
			return &Node{Style: Double, Span: r.span(first, r.pos), text: text, weight: 1}
		case c == '\\':
			b.WriteString(r.quotedText(start, r.pos))
			r.escape(&b)
			start, end = r.pos, r.pos
		case isBreak(c):
			b.WriteString(r.quotedText(start, end))
			fold(&b, r.skip(false))
			start, end = r.pos, r.pos
		case r.atStart() && r.separator():
			r.failFrom(OpenQuote, r.pos, r.span(first, first+1))
		default:
			r.pos++
			end = r.pos
		}
	}
	r.failFrom(OpenQuote, r.pos, r.span(first, first+1))
	return nil
}

const (
	escapeNames = "0abt\tnvfre \"/\\N_LP"
	escapeTexts = "\x00\a\b\t\t\n\v\f\r\x1b \"/\\\u0085\u00A0\u2028\u2029"
)

// escape reads a backslash and what follows.
func (r *reader) escape(b *strings.Builder) {
	start := r.pos
	r.pos++
	c := r.ch()
	if isBreak(c) {
		r.skip(false)
		return
	}
	if i := strings.IndexByte(escapeNames, c); i >= 0 && c != 0 {
		b.WriteRune([]rune(escapeTexts)[i])
		r.pos++
		return
	}
	code := r.hex(start)
	// JavaScript joins the two halves of a surrogate pair.
	if utf16.IsSurrogate(code) && r.ch() == '\\' && r.at(r.pos+1) == 'u' {
		r.pos++
		if pair := utf16.DecodeRune(code, r.hex(start)); pair != utf8.RuneError {
			code = pair
		}
	}
	b.WriteRune(code)
}

// hex reads x, u or U and its digits.
func (r *reader) hex(start int) rune {
	n := map[byte]int{'x': 2, 'u': 4, 'U': 8}[r.ch()]
	if n == 0 {
		r.fail(BadEscape, start, string(rune(r.ch())))
	}
	code := rune(0)
	for ; n > 0; n-- {
		r.pos++
		digit := strings.IndexByte("0123456789abcdef", r.ch()|0x20)
		if digit < 0 || r.ch() < '0' {
			r.fail(BadEscape, start, r.text[start:min(r.pos, len(r.text))])
		}
		code = code<<4 | rune(digit)
	}
	r.pos++
	return code
}

// blockHeader reads the marks after | or >.
func (r *reader) blockHeader(inner int) (keep, strip, explicit bool, width int) {
	width = inner
	for r.pos++; ; r.pos++ {
		switch c := r.ch(); {
		case c == '+' || c == '-':
			if keep || strip {
				r.fail(BadBlockHeader, r.pos, string(c))
			}
			keep, strip = c == '+', c == '-'
		case c >= '0' && c <= '9':
			if c == '0' || explicit {
				r.fail(BadBlockHeader, r.pos, string(c))
			}
			width, explicit = inner+int(c-'0')-1, true
		default:
			for isBlank(r.ch()) {
				r.pos++
			}
			if r.ch() == '#' && isBlank(r.at(r.pos-1)) {
				r.pos = r.lineEnd(r.pos)
			}
			return keep, strip, explicit, width
		}
	}
}

func (r *reader) lineEnd(pos int) int {
	for pos < len(r.text) && !isBreak(r.text[pos]) {
		pos++
	}
	return pos
}

// blockScalar reads text after | (line breaks kept) or > (folded).
func (r *reader) blockScalar(inner int) *Node {
	first := r.pos
	n := &Node{Style: Literal, weight: 1}
	if r.ch() == '>' {
		n.Style = Folded
	}
	keep, strip, explicit, width := r.blockHeader(inner)
	var b strings.Builder
	empty, started, wasMore := 0, false, false
	end := r.pos
	for !r.ended() {
		r.newline()
		r.indent = 0
		for (!explicit || r.indent < width) && r.ch() == ' ' {
			r.indent++
			r.pos++
		}
		if !explicit && r.indent > width {
			width = r.indent
		}
		if isBreak(r.ch()) {
			empty++
			continue
		}
		if r.indent < width {
			if keep {
				feeds(&b, empty+count(started))
			} else if !strip && started {
				b.WriteByte('\n')
			}
			break
		}
		more := isBlank(r.ch())
		switch {
		case n.Style == Literal || more:
			feeds(&b, empty+count(started))
		case wasMore:
			feeds(&b, empty+1)
		case empty > 0:
			feeds(&b, empty)
		case started:
			b.WriteByte(' ')
		}
		wasMore = more
		started, explicit, empty = true, true, 0
		end = r.lineEnd(r.pos)
		b.WriteString(r.printable(r.pos, end))
		r.pos = end
	}
	n.Span, n.text = r.span(first, end), b.String()
	return n
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

func feeds(b *strings.Builder, n int) {
	for ; n > 0; n-- {
		b.WriteByte('\n')
	}
}
