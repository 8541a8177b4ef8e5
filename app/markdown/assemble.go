package markdown

import (
	"apercu/app/source"
)

// This file puts the page together from its blocks. Two things in a block's
// HTML depend on the others: the index of an accordion's token, and the number
// that makes an id unique. Each block lists their places (mark), so that a
// block kept from before is corrected in place, and copied whole where nothing
// changed.

// item is one block to put into a page: HTML that was printed before, its
// marks saying what stands there now.
type item struct {
	piece
	html   string
	source source.Span
}

func (p *part) spliceAll() []item {
	items := make([]item, len(p.pieces))
	for i := range items {
		items[i] = item{piece: p.pieces[i], html: p.html[p.spans[i].Start:p.spans[i].End]}
	}
	return items
}

// assemble fills r from its items.
func (c *Converter) assemble(r *Result, _ *Result, items []item) {
	size := 0
	for i := range items {
		size += len(items[i].html)
	}
	buf := make([]byte, 0, size+size/64+64)
	r.Blocks = make([]Block, len(items))
	r.pieces = make([]piece, len(items))
	slugs := slugSet{}
	tokens := 0
	for i := range items {
		it := &items[i]
		start := len(buf)
		r.pieces[i] = it.piece
		if len(it.marks) == 0 {
			buf = append(buf, it.html...)
		} else {
			buf, r.pieces[i].marks = c.fill(buf, it, tokens, slugs, r, i)
		}
		tokens += int(it.tokens)
		r.Blocks[i] = Block{HTML: source.Span{Start: start, End: len(buf)}, Source: r.sourceSpan(int(it.start), int(it.end))}
	}
	r.HTML = string(buf)
}

// sourceSpan cuts the blank end off the lines of a block.
func (r *Result) sourceSpan(start, end int) source.Span {
	for end > start && (isBlank(r.text[end-1]) || r.text[end-1] == '\n') {
		end--
	}
	return source.Span{Start: r.shifts.source(start), End: r.shifts.source(end)}
}

// fill copies a block's HTML with what its marks stand for on this page.
func (c *Converter) fill(buf []byte, it *item, tokens int, slugs slugSet, r *Result, block int) ([]byte, []mark) {
	start, last := len(buf), 0
	marks := make([]mark, len(it.marks))
	id := ""
	for i, m := range it.marks {
		buf = append(buf, it.html[last:m.at]...)
		last = int(m.at + m.n)
		m.at = int32(len(buf) - start)
		if m.index >= 0 {
			buf = append(buf, itoa(tokens+int(m.index))...)
		} else {
			if !m.again {
				clash := false
				if id, clash = slugs.unique(m.slug, m.written); clash {
					r.Clashes = append(r.Clashes, Clash{id, block})
				}
			}
			p := printer{buf: buf}
			p.text(id)
			buf = p.buf
		}
		m.n = int32(len(buf)-start) - m.at
		marks[i] = m
	}
	return append(buf, it.html[last:]...), marks
}
