package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// This file reads fences and indented code. A fence ends at a line of at least
// as many marks, where its enclosing list item ends, or with the text.

func readCode(s *blockState, start, end int, probe interrupts) bool {
	if !s.tooFar(start) {
		return false
	}
	last, n := start+1, start+1
	for ; n < end; n++ {
		if s.lines[n].empty() {
			continue
		}
		if !s.tooFar(n) {
			break
		}
		last = n + 1
	}
	s.line = last
	c := ast.NewCodeBlock()
	c.Lines().AppendAll(s.segments(start, last, 4+s.blkIndent, false))
	s.add(c, start, last)
	return true
}

func readFence(s *blockState, start, end int, probe interrupts) bool {
	if s.tooFar(start) {
		return false
	}
	l := &s.lines[start]
	pos := l.first()
	marker := at(s.src, pos)
	if pos+3 > l.end || marker != '~' && marker != '`' {
		return false
	}
	info := skipByte(s.src, pos, marker)
	size := info - pos
	if size < 3 || marker == '`' && strings.IndexByte(s.src[info:l.end], '`') >= 0 {
		return false
	}
	if probe != 0 {
		return true
	}
	n, closed := s.fenceEnd(start, end, marker, size)
	s.line = n
	if closed {
		s.line++
	}
	f := ast.NewFencedCodeBlock(ast.NewTextSegment(text.NewSegment(info, l.end)))
	f.Lines().AppendAll(s.segments(start+1, n, l.indent, true))
	s.add(f, start, s.line)
	return true
}

// fenceEnd is the line of the closing marks, or the first after the fence.
func (s *blockState) fenceEnd(start, end int, marker byte, size int) (n int, closed bool) {
	for n = start + 1; n < end; n++ {
		l := &s.lines[n]
		pos := l.first()
		if pos < l.end && l.indent < s.blkIndent {
			return n, false
		}
		if at(s.src, pos) != marker || s.tooFar(n) {
			continue
		}
		after := skipByte(s.src, pos, marker)
		if after-pos >= size && skipBlanks(s.src, after) >= l.end {
			return n, true
		}
	}
	return n, false
}
