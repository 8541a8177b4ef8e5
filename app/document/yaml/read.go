package yaml

import (
	"strings"

	"apercu/app/source"
	"apercu/app/template/value"
)

// This file moves through the text: blanks, comments, line breaks, and the
// choice of what stands at a place. A line's indentation decides what belongs
// to what; `indent` counts its spaces and is only renewed at a line break, as
// in js-yaml, whose answers depend on it.

// where says which styles may stand at a place.
type where int

const (
	flowIn   where = iota // inside [ ] or { }
	flowOut               // an implicit key
	blockIn               // an item of a block sequence
	blockOut              // a value of a block mapping, or the document
)

type reader struct {
	text      string // ends with a line break unless empty
	size      int    // of the text as given, byte order mark included
	base      int    // bytes of the byte order mark
	pos       int
	lineStart int
	line      int
	indent    int // spaces at the start of the current line

	anchors map[string]*Node
	depth   int

	version4 bool // the types are js-yaml 4's
}

// at is the byte at a position, 0 past the end.
func (r *reader) at(pos int) byte {
	if pos < len(r.text) {
		return r.text[pos]
	}
	return 0
}

func (r *reader) ch() byte { return r.at(r.pos) }

func isBreak(c byte) bool       { return c == '\n' || c == '\r' }
func isBlank(c byte) bool       { return c == ' ' || c == '\t' }
func isSpace(c byte) bool       { return isBlank(c) || isBreak(c) }
func isFlow(c byte) bool        { return strings.IndexByte(",[]{}", c) >= 0 && c != 0 }
func (r *reader) ended() bool   { return r.pos >= len(r.text) }
func (r *reader) atStart() bool { return r.pos == r.lineStart }

// span gives offsets of the text as it was given.
func (r *reader) span(start, end int) source.Span {
	return source.Span{Start: min(start+r.base, r.size), End: min(max(start, end)+r.base, r.size)}
}

func (r *reader) fail(code Code, at int, detail string) {
	panic(&Error{Code: code, Span: r.span(at, at), Detail: detail})
}

func (r *reader) failFrom(code Code, at int, other source.Span) {
	panic(&Error{Code: code, Span: r.span(at, at), Other: other})
}

// stream reads the one document of a text.
func (r *reader) stream() *Node {
	if i := strings.IndexByte(r.text, 0); i >= 0 {
		r.fail(Control, i, "\x00")
	}
	for r.ch() == ' ' {
		r.indent++
		r.pos++
	}
	var root *Node
	for documents := 0; r.pos < len(r.text)-1; documents++ {
		start := r.pos
		n := r.document()
		if documents > 0 {
			r.fail(ManyDocuments, start, "")
		}
		root = n
	}
	return root
}

func (r *reader) document() *Node {
	r.anchors = map[string]*Node{}
	directives := r.directives()
	r.skip(true)
	if r.indent == 0 && strings.HasPrefix(r.text[r.pos:], "---") {
		r.pos += 3
		r.skip(true)
	} else if directives {
		r.fail(Directive, r.pos, "")
	}
	start := r.pos
	n := r.compose(r.indent-1, blockOut, false, true)
	if n == nil {
		n = r.null(start)
	}
	r.skip(true)
	if r.atStart() && r.separator() {
		if r.ch() == '.' {
			r.pos += 3
			r.skip(true)
		}
		return n
	}
	if r.pos < len(r.text)-1 {
		r.fail(BadStart, r.pos, string(r.ch()))
	}
	return n
}

// directives reads %YAML and %TAG lines, which front matter never needs: a
// version of 1.x is accepted, tag prefixes are read and ignored.
func (r *reader) directives() (found bool) {
	for !r.ended() {
		r.skip(true)
		if r.indent > 0 || r.ch() != '%' {
			break
		}
		found = true
		start := r.pos
		for !r.ended() && !isBreak(r.ch()) {
			r.pos++
		}
		line := strings.Fields(r.text[start:r.pos])
		if line[0] == "%" || line[0] == "%YAML" && (len(line) < 2 || !strings.HasPrefix(line[1], "1.")) {
			r.fail(Directive, start, line[0])
		}
	}
	return found
}

func (r *reader) newline() {
	switch {
	case r.ch() == '\n':
		r.pos++
	case r.ch() == '\r':
		r.pos++
		if r.ch() == '\n' {
			r.pos++
		}
	default:
		r.fail(BadBlockHeader, r.pos, string(r.ch()))
	}
	r.line++
	r.lineStart = r.pos
}

// skip moves over blanks, line breaks and, if told, comments; it gives the
// number of line breaks.
func (r *reader) skip(comments bool) (breaks int) {
	for {
		for isBlank(r.ch()) {
			r.pos++
		}
		if comments && r.ch() == '#' {
			for !r.ended() && !isBreak(r.ch()) {
				r.pos++
			}
		}
		if !isBreak(r.ch()) {
			return breaks
		}
		r.newline()
		breaks++
		r.indent = 0
		for r.ch() == ' ' {
			r.indent++
			r.pos++
		}
	}
}

// separator reports a line that starts with --- or ..., alone or before a blank.
func (r *reader) separator() bool {
	c := r.ch()
	if c != '-' && c != '.' || r.at(r.pos+1) != c || r.at(r.pos+2) != c {
		return false
	}
	next := r.at(r.pos + 3)
	return next == 0 || isSpace(next)
}

func compare(a, b int) int {
	switch {
	case a > b:
		return 1
	case a < b:
		return -1
	}
	return 0
}

// compose reads the node at this place, nil when none is written. seek lets it
// look on the following lines; compact lets a block collection start on the
// current one.
func (r *reader) compose(parent int, at where, seek, compact bool) *Node {
	if r.depth++; r.depth > maxDepth {
		r.fail(TooDeep, r.pos, "")
	}
	defer func() { r.depth-- }()

	block := at == blockOut || at == blockIn
	collections, newLine, deeper := block, false, 1
	if seek && r.skip(true) > 0 {
		newLine, deeper = true, compare(r.indent, parent)
	}
	var p properties
	if deeper == 1 {
		for r.property(&p) {
			if r.skip(true) > 0 {
				newLine, collections, deeper = true, block, compare(r.indent, parent)
			} else {
				collections = false
			}
		}
	}
	collections = collections && (newLine || compact)

	start := r.pos
	var n *Node
	if deeper == 1 || at == blockOut {
		inner := parent
		if block {
			inner++
		}
		column := r.pos - r.lineStart
		switch {
		case deeper == 1:
			n = r.content(&p, at, inner, column, collections)
		case deeper == 0 && collections:
			// A block sequence may stand as far left as the key it belongs to.
			n = r.blockSequence(&p, column)
		}
	}
	if n == nil && !p.given {
		return nil
	}
	if n == nil {
		n = r.null(start)
	}
	return r.finish(n, &p)
}

// content tries each style in js-yaml's order.
func (r *reader) content(p *properties, at where, inner, column int, collections bool) *Node {
	if collections {
		if n := r.blockSequence(p, column); n != nil {
			return n
		}
		if n := r.blockMapping(p, column, inner); n != nil {
			return n
		}
	}
	if n := r.flowCollection(p, inner); n != nil {
		return n
	}
	switch c := r.ch(); {
	case (c == '|' || c == '>') && (at == blockOut || at == blockIn):
		return r.blockScalar(inner)
	case c == '\'':
		return r.singleQuoted()
	case c == '"':
		return r.doubleQuoted()
	case c == '*':
		if p.given {
			r.fail(BadAlias, r.pos, "")
		}
		return r.alias()
	}
	return r.plain(inner, at == flowIn)
}

func (r *reader) null(at int) *Node {
	return &Node{Style: Absent, Span: r.span(at, at), Value: value.Null{}, weight: 1}
}
