// Package syntax reads Nunjucks templates into a tree: what lexer.js and
// parser.js of nunjucks 3.2.4 do, with a place for every node.
//
// It refuses nothing: Parse always gives a tree, where nunjucks would stop at
// the first mistake. A mistake becomes a diagnostic and a Bad node, costs one
// tag, and reading goes on behind it. It evaluates nothing and knows no filter;
// of custom tags it knows the names and whether they are paired.
//
// The invariant: every span lies inside of the part of the file that was
// given, and the bytes of a Text node are printed as they stand in the file.
package syntax

import (
	"strings"
	"unicode/utf8"

	"apercu/app/source"
)

// This file cuts a template into tokens as nunjucks' lexer.js does: text until
// a delimiter, then code until an end delimiter. Which characters end a name,
// which newline trimBlocks eats and which blanks lstripBlocks takes back all
// come from there. A Text token is always a slice of the file: whitespace
// control only ever shortens it at its ends.

// Delimiters are the marks around tags; the zero value of a field means nunjucks' own.
type Delimiters struct {
	BlockStart, BlockEnd       string // {% %}
	VariableStart, VariableEnd string // {{ }}
	CommentStart, CommentEnd   string // {# #}
}

func (d *Delimiters) withDefaults() Delimiters {
	out := Delimiters{"{%", "%}", "{{", "}}", "{#", "#}"}
	if d == nil {
		return out
	}
	for _, f := range []struct{ to, from *string }{
		{&out.BlockStart, &d.BlockStart}, {&out.BlockEnd, &d.BlockEnd},
		{&out.VariableStart, &d.VariableStart}, {&out.VariableEnd, &d.VariableEnd},
		{&out.CommentStart, &d.CommentStart}, {&out.CommentEnd, &d.CommentEnd},
	} {
		if *f.from != "" {
			*f.to = *f.from
		}
	}
	return out
}

type kind uint8

const (
	tEOF kind = iota
	tData
	tBlockStart
	tBlockEnd
	tVarStart
	tVarEnd
	tComment
	tString
	tInt
	tFloat
	tBool
	tNone
	tRegexp
	tSymbol
	tLeftParen
	tRightParen
	tLeftBracket
	tRightBracket
	tLeftCurly
	tRightCurly
	tComma
	tColon
	tTilde
	tPipe
	tOperator
)

// token is one lexical unit. value is the text that matters to the parser: the
// unescaped string, the operator, the name; flags are those of a tRegexp.
type token struct {
	kind  kind
	span  source.Span
	value string
	flags string
}

func (t token) is(k kind, value string) bool { return t.kind == k && t.value == value }

type lexer struct {
	text   string // the file up to the end of the template
	pos    int
	inCode bool
	d      Delimiters
	trim   bool // trimBlocks
	lstrip bool // lstripBlocks
	marks  []mark
	// unending is set once a comment start has no end: no later one has either.
	unending bool
	// stray is called for a comment that never ends and for a comment end
	// without a start; the mark is then text.
	stray func(at source.Span, unclosed bool)
}

func newLexer(text string, start int, o *Options) *lexer {
	l := &lexer{text: text, pos: start, d: o.Delimiters.withDefaults(), trim: o.TrimBlocks, lstrip: o.LstripBlocks}
	seen := ""
	for _, m := range []string{l.d.BlockStart, l.d.VariableStart, l.d.CommentStart, l.d.CommentEnd} {
		if strings.IndexByte(seen, m[0]) < 0 {
			seen += m[:1]
			l.marks = append(l.marks, mark{m[0], -1})
		}
	}
	return l
}

// mark is a byte that may begin a delimiter and where it comes next; the
// search is remembered so that text is scanned once, whatever stands in it.
type mark struct {
	first byte
	next  int
}

func (l *lexer) rest() string              { return l.text[l.pos:] }
func (l *lexer) at(mark string) bool       { return strings.HasPrefix(l.text[l.pos:], mark) }
func (l *lexer) finished() bool            { return l.pos >= len(l.text) }
func (l *lexer) span(from int) source.Span { return source.Span{Start: from, End: l.pos} }

// next is the next token; blanks inside tags are skipped.
func (l *lexer) next() token {
	if l.inCode {
		return l.code()
	}
	return l.data()
}

func (l *lexer) data() token {
	start := l.pos
	switch {
	case l.finished():
		return token{kind: tEOF, span: l.span(start)}
	case l.at(l.d.BlockStart):
		return l.open(tBlockStart, l.d.BlockStart)
	case l.at(l.d.VariableStart):
		return l.open(tVarStart, l.d.VariableStart)
	case l.at(l.d.CommentStart):
		if tok, ok := l.comment(); ok {
			return tok
		}
	}
	return l.textToken(start)
}

func (l *lexer) open(k kind, mark string) token {
	start := l.pos
	l.pos += len(mark)
	if l.at("-") {
		l.pos++
	}
	l.inCode = true
	return token{kind: k, span: l.span(start), value: l.text[start:l.pos]}
}

// comment reads a whole comment. One that never ends is reported and its mark
// left in the text, which nunjucks refuses altogether.
func (l *lexer) comment() (token, bool) {
	start := l.pos
	i := l.commentEnd()
	if i < 0 {
		l.stray(source.Span{Start: start, End: start + len(l.d.CommentStart)}, true)
		l.pos += len(l.d.CommentStart)
		return token{}, false
	}
	l.pos = start + len(l.d.CommentStart) + i + len(l.d.CommentEnd)
	return token{kind: tComment, span: l.span(start), value: l.text[start:l.pos]}, true
}

// commentEnd is the distance from after the comment start at the position to its end, or -1.
func (l *lexer) commentEnd() int {
	if l.unending {
		return -1
	}
	i := strings.Index(l.text[l.pos+len(l.d.CommentStart):], l.d.CommentEnd)
	l.unending = i < 0
	return i
}

// textToken reads text from start (l.pos may already be past a stray mark) to the next tag.
func (l *lexer) textToken(start int) token {
	for !l.finished() {
		l.skipText()
		if l.finished() {
			break
		}
		if l.at(l.d.BlockStart) || l.at(l.d.VariableStart) {
			break
		}
		if l.at(l.d.CommentStart) {
			if l.commentEnd() >= 0 {
				break
			}
			l.stray(source.Span{Start: l.pos, End: l.pos + len(l.d.CommentStart)}, true)
			l.pos += len(l.d.CommentStart)
			continue
		}
		if l.at(l.d.CommentEnd) {
			l.stray(source.Span{Start: l.pos, End: l.pos + len(l.d.CommentEnd)}, false)
			l.pos += len(l.d.CommentEnd)
			continue
		}
		l.pos++
	}
	end := l.pos
	if l.lstrip && l.at(l.d.BlockStart) {
		end = l.stripped(start, end)
		if end == start {
			return l.next()
		}
	}
	return token{kind: tData, span: source.Span{Start: start, End: end}}
}

// skipText moves to the next byte that could begin a mark.
func (l *lexer) skipText() {
	nearest := len(l.text)
	for i := range l.marks {
		m := &l.marks[i]
		if m.next < l.pos {
			m.next = len(l.text)
			if n := strings.IndexByte(l.rest(), m.first); n >= 0 {
				m.next = l.pos + n
			}
		}
		nearest = min(nearest, m.next)
	}
	l.pos = nearest
}

// stripped is the end of the text start:end without the blanks that stand
// alone before a block tag on its line (lstripBlocks). Text that does not
// reach back to the start of the line keeps its blanks, as in nunjucks.
func (l *lexer) stripped(start, end int) int {
	line := strings.LastIndexByte(l.text[:end], '\n') + 1
	if line < start || line == end {
		return end
	}
	if strings.TrimFunc(l.text[line:end], isSpace) != "" {
		return end
	}
	return line
}

// isSpace is JavaScript's \s.
func isSpace(r rune) bool {
	switch {
	case r == ' ', r >= '\t' && r <= '\r':
		return true
	case r < 0x80:
		return false
	}
	return r == 0xA0 || r == 0x1680 || r >= 0x2000 && r <= 0x200A || r == 0x2028 || r == 0x2029 ||
		r == 0x202F || r == 0x205F || r == 0x3000 || r == 0xFEFF
}

// blank and delim tell where a name ends inside a tag.
func blankLen(s string) int {
	switch {
	case s == "":
		return 0
	case s[0] == ' ', s[0] == '\n', s[0] == '\t', s[0] == '\r':
		return 1
	case strings.HasPrefix(s, "\u00a0"):
		return 2
	}
	return 0
}

const delimBytes = "()[]{}%*-+~/#,:|.<>=!"

func isDelim(c byte) bool { return strings.IndexByte(delimBytes, c) >= 0 }

func (l *lexer) code() token {
	for n := blankLen(l.rest()); n > 0; n = blankLen(l.rest()) {
		l.pos += n
	}
	start := l.pos
	if l.finished() {
		return token{kind: tEOF, span: l.span(start)}
	}
	c := l.text[l.pos]
	if c == '"' || c == '\'' {
		return l.str(c)
	}
	if n := l.endMark(l.d.BlockEnd); n > 0 {
		return l.close(tBlockEnd, n)
	}
	if n := l.endMark(l.d.VariableEnd); n > 0 {
		return l.close(tVarEnd, n)
	}
	switch {
	case c == 'r' && l.at("r/"):
		return l.regexp()
	case isDelim(c):
		return l.operator()
	}
	return l.word()
}

// endMark is the length of an end delimiter, with its minus sign if any, at the position.
func (l *lexer) endMark(mark string) int {
	if l.at(mark) {
		return len(mark)
	}
	if l.at("-") && strings.HasPrefix(l.text[l.pos+1:], mark) {
		return len(mark) + 1
	}
	return 0
}

func (l *lexer) close(k kind, n int) token {
	start := l.pos
	l.pos += n
	l.inCode = false
	tok := token{kind: k, span: l.span(start), value: l.text[start:l.pos]}
	if k == tBlockEnd && l.trim {
		if l.at("\n") {
			l.pos++
		} else if l.at("\r\n") {
			l.pos += 2
		}
	}
	return tok
}

// str reads a string; one that never ends runs to the end of the text, which
// the parser then reports.
func (l *lexer) str(quote byte) token {
	start := l.pos
	l.pos++
	body := l.pos
	for !l.finished() && l.text[l.pos] != quote && l.text[l.pos] != '\\' {
		l.pos++
	}
	if !l.finished() && l.text[l.pos] == quote {
		l.pos++
		return token{kind: tString, span: l.span(start), value: l.text[body : l.pos-1]}
	}
	var b strings.Builder
	b.WriteString(l.text[body:l.pos])
	for !l.finished() && l.text[l.pos] != quote {
		c := l.text[l.pos]
		l.pos++
		if c != '\\' || l.finished() {
			if c != '\\' {
				b.WriteByte(c)
			}
			continue
		}
		c = l.text[l.pos]
		l.pos++
		switch c {
		case 'n':
			c = '\n'
		case 't':
			c = '\t'
		case 'r':
			c = '\r'
		}
		b.WriteByte(c)
	}
	if !l.finished() {
		l.pos++
	}
	return token{kind: tString, span: l.span(start), value: b.String()}
}

func (l *lexer) regexp() token {
	start := l.pos
	l.pos += 2
	body := l.pos
	for !l.finished() && (l.text[l.pos] != '/' || l.text[l.pos-1] == '\\') {
		l.pos++
	}
	tok := token{kind: tRegexp, value: l.text[body:l.pos]}
	if !l.finished() {
		l.pos++
	}
	flags := l.pos
	for !l.finished() && strings.IndexByte("gimy", l.text[l.pos]) >= 0 {
		l.pos++
	}
	tok.flags, tok.span = l.text[flags:l.pos], l.span(start)
	return tok
}

var single = map[byte]kind{
	'(': tLeftParen, ')': tRightParen, '[': tLeftBracket, ']': tRightBracket, '{': tLeftCurly, '}': tRightCurly,
	',': tComma, ':': tColon, '~': tTilde, '|': tPipe,
}

func (l *lexer) operator() token {
	start := l.pos
	for _, op := range []string{"===", "!==", "==", "!=", "<=", ">=", "//", "**"} {
		if l.at(op) {
			l.pos += len(op)
			return token{kind: tOperator, span: l.span(start), value: op}
		}
	}
	l.pos++
	k, ok := single[l.text[start]]
	if !ok {
		k = tOperator
	}
	return token{kind: k, span: l.span(start), value: l.text[start:l.pos]}
}

// word reads up to a blank or a delimiter: a number, a constant or a name.
// Nunjucks lets any other character into a name.
func (l *lexer) word() token {
	start := l.pos
	for !l.finished() && !isDelim(l.text[l.pos]) && blankLen(l.rest()) == 0 {
		_, n := utf8.DecodeRuneInString(l.rest())
		l.pos += n
	}
	tok := token{kind: tSymbol, span: l.span(start), value: l.text[start:l.pos]}
	switch {
	case digits(tok.value):
		tok.kind = tInt
		if l.at(".") {
			l.pos++
			for !l.finished() && l.text[l.pos] >= '0' && l.text[l.pos] <= '9' {
				l.pos++
			}
			tok = token{kind: tFloat, span: l.span(start), value: l.text[start:l.pos]}
		}
	case tok.value == "true", tok.value == "false":
		tok.kind = tBool
	case tok.value == "none", tok.value == "null":
		tok.kind = tNone
	}
	return tok
}

func digits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
