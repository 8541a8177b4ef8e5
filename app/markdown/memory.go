package markdown

import (
	"sync"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"

	"apercu/app/source"
)

// This file holds what a conversion needs only while it runs, and the next one
// takes over. Making it anew for each page took half of the time: 10 KB of
// Markdown allocated 500 KB, which then had to be collected.

// memory belongs to one conversion at a time. Nothing in it may be part of a
// Result.
type memory struct {
	lines    []line
	segments []text.Segment   // of the block being read
	cells    [][]text.Segment // of the table row being read
	flat     []token          // tokens of the blocks being rendered
	html     []byte           // of the blocks rendered so far
	spans    []source.Span    // of each of them in html
	inline   inlineMemory
	tops     []topBlock
	nodes    nodes
}

var memories = sync.Pool{New: func() any { return &memory{} }}

// mostKept bounds what a very long page leaves to the short ones after it.
const mostKept = 1 << 20

// free gives the memory back, without the texts that it points to.
func (m *memory) free() {
	if cap(m.html) > mostKept || cap(m.flat)+cap(m.inline.slab) > mostKept/64 {
		return
	}
	clear(m.flat[:cap(m.flat)])
	clear(m.inline.scratch[:cap(m.inline.scratch)])
	clear(m.inline.slab[:cap(m.inline.slab)])
	clear(m.tops[:cap(m.tops)])
	*m = memory{m.lines[:0], m.segments[:0], m.cells[:0], m.flat[:0], m.html[:0], m.spans[:0], m.inline.empty(), m.tops[:0], m.nodes}
	memories.Put(m)
}

// inlineMemory holds the tokens of inline content: each content's are built in
// the scratch and then kept at their exact number in a slab, until the blocks
// that they belong to are printed.
type inlineMemory struct {
	scratch, slab []token
	state         *inlineState // nil while in use: a description within a text takes another
}

// nodes are the most frequent ones of the syntax tree. They point to no text:
// their segments are offsets, whose memory they keep.
type nodes struct {
	paragraphs pool[ast.Paragraph]
	headings   pool[ast.Heading]
	items      pool[ast.ListItem]
	rows       pool[east.TableRow]
	cells      pool[east.TableCell]
}

// pool holds the nodes of a kind; the first n are in use.
type pool[T any] struct {
	all []*T
	n   int
}

func (p *pool[T]) next() *T {
	if p.n == len(p.all) {
		p.all = append(p.all, new(T))
	}
	p.n++
	return p.all[p.n-1]
}

func (m *nodes) reuse() {
	m.paragraphs.n, m.headings.n, m.items.n, m.rows.n, m.cells.n = 0, 0, 0, 0, 0
}

func (m *nodes) paragraph() *ast.Paragraph {
	p := m.paragraphs.next()
	lines := emptied(p.Lines())
	*p = ast.Paragraph{}
	p.SetLines(&lines)
	return p
}

func (m *nodes) heading(level int) *ast.Heading {
	h := m.headings.next()
	lines := emptied(h.Lines())
	*h = ast.Heading{Level: level}
	h.SetLines(&lines)
	return h
}

func (m *nodes) item(offset int) *ast.ListItem {
	i := m.items.next()
	*i = ast.ListItem{Offset: offset}
	return i
}

func (m *nodes) row(aligns []east.Alignment) *east.TableRow {
	r := m.rows.next()
	*r = east.TableRow{Alignments: aligns}
	return r
}

func (m *nodes) cell() *east.TableCell {
	c := m.cells.next()
	lines := emptied(c.Lines())
	*c = east.TableCell{}
	c.SetLines(&lines)
	return c
}

func emptied(lines *text.Segments) text.Segments {
	lines.SetSliced(0, 0)
	return *lines
}

const slabTokens = 128

func (m *inlineMemory) keep(tokens []token) []token {
	n := len(tokens)
	if n > cap(m.slab)-len(m.slab) {
		m.slab = make([]token, 0, max(n, slabTokens, 2*cap(m.slab)))
	}
	start := len(m.slab)
	m.slab = append(m.slab, tokens...)
	return m.slab[start : start+n : start+n]
}

// join keeps three runs of tokens as one.
func (m *inlineMemory) join(a, b, c []token) []token {
	m.scratch = append(append(append(m.scratch[:0], a...), b...), c...)
	return m.keep(m.scratch)
}

// reuse lets the tokens kept so far be overwritten.
func (m *inlineMemory) reuse() { m.slab = m.slab[:0] }

func (m *inlineMemory) empty() inlineMemory {
	if m.state != nil {
		m.state.forget()
	}
	return inlineMemory{m.scratch[:0], m.slab[:0], m.state}
}

// take gives a state to read src with.
func (m *inlineMemory) take(o *Options, refs *references, src string, base int) *inlineState {
	s := m.state
	if s == nil {
		s = &inlineState{}
	}
	m.state = nil
	*s = inlineState{o: o, refs: refs, src: src, max: len(src), base: base, memory: m,
		skipped: s.skipped[:0], outer: s.outer[:0], all: s.all[:0], spare: s.spare, jumps: s.jumps}
	s.tokens, m.scratch = m.scratch[:0], nil
	return s
}

// put takes a state back.
func (m *inlineMemory) put(s *inlineState) {
	m.scratch = s.tokens
	s.spare = append(s.spare, s.all...)
	s.all = s.all[:0]
	m.state = s
}

// forget drops the texts.
func (s *inlineState) forget() {
	*s = inlineState{skipped: s.skipped[:0], outer: s.outer[:0], all: s.all[:0], spare: s.spare, jumps: s.jumps}
}

// newDelimiters is an empty list of marks.
func (s *inlineState) newDelimiters() *delimiters {
	var d *delimiters
	if n := len(s.spare); n > 0 {
		d = s.spare[n-1]
		s.spare = s.spare[:n-1]
		d.list = d.list[:0]
	} else {
		d = &delimiters{}
	}
	s.all = append(s.all, d)
	return d
}
