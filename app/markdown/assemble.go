package markdown

import (
	"slices"
	"strings"

	"github.com/yuin/goldmark/util"

	"apercu/app/source"
)

// This file puts the page together from its blocks. Two things in a block's
// HTML depend on the others: the index of an accordion's token, and the number
// that makes an id unique. Each block lists their places (mark), so that a
// block kept from before is corrected in place, and copied whole where nothing
// changed.

// assembler writes a page's HTML.
type assembler struct {
	r      *Result
	buf    []byte
	slugs  slugSet  // nil: the ids of the blocks put are known
	known  []string // those ids, as HTML, in order
	tokens int      // block tokens before the next block
}

// assemble fills r from a part that holds all of its blocks.
func (c *Converter) assemble(r *Result, p *part) {
	size := len(p.html)
	for i := range p.pieces {
		for _, m := range p.pieces[i].marks {
			size += len(m.slug) + 4 // and a number
		}
	}
	a := &assembler{r: r, buf: slices.Grow(r.buf, size), slugs: slugSet{}}
	r.Blocks = slices.Grow(r.Blocks, len(p.pieces))
	r.pieces = p.pieces
	for i := range p.pieces {
		a.put(i, p.html[p.spans[i].Start:p.spans[i].End])
	}
	r.HTML, r.buf = util.BytesToReadOnlyString(a.buf), a.buf
}

// put appends the block of piece i, whose HTML was printed before.
func (a *assembler) put(i int, html string) {
	piece := &a.r.pieces[i]
	start := len(a.buf)
	if len(piece.marks) == 0 {
		a.buf = append(a.buf, html...)
	} else {
		piece.marks = a.fill(html, piece.marks, i)
	}
	a.tokens += int(piece.tokens)
	a.r.Blocks = append(a.r.Blocks, Block{
		HTML:   source.Span{Start: start, End: len(a.buf)},
		Source: a.r.sourceSpan(int(piece.start), int(piece.end)),
	})
}

// sourceSpan cuts the blank end off the lines of a block.
func (r *Result) sourceSpan(start, end int) source.Span {
	for end > start && (isBlank(r.text[end-1]) || r.text[end-1] == '\n') {
		end--
	}
	return source.Span{Start: r.shifts.source(start), End: r.shifts.source(end)}
}

// fill copies a block's HTML with what its marks stand for on this page.
func (a *assembler) fill(html string, old []mark, block int) []mark {
	start, last := len(a.buf), 0
	marks := make([]mark, len(old))
	id := ""
	for i, m := range old {
		a.buf = append(a.buf, html[last:m.at]...)
		last = int(m.at + m.n)
		m.at = int32(len(a.buf) - start)
		if m.index >= 0 {
			a.buf = append(a.buf, itoa(a.tokens+int(m.index))...)
		} else {
			if !m.again {
				id = a.name(m, block)
			}
			a.buf = append(a.buf, id...)
		}
		m.n = int32(len(a.buf)-start) - m.at
		marks[i] = m
	}
	a.buf = append(a.buf, html[last:]...)
	return marks
}

// name gives the id of a heading as HTML, noting one that the author wrote twice.
func (a *assembler) name(m mark, block int) string {
	if a.slugs == nil {
		id := a.known[0]
		a.known = a.known[1:]
		return id
	}
	id, clash := a.slugs.unique(m.slug, m.written)
	if clash {
		a.r.Clashes = append(a.r.Clashes, Clash{id, block})
	}
	if strings.ContainsAny(id, `&<>"`) {
		id = string(appendText(nil, id))
	}
	return id
}
