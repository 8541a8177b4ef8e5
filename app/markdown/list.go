package markdown

import (
	"strconv"

	"github.com/yuin/goldmark/ast"
)

// This file reads bullet and ordered lists with their items. A list is loose
// when a blank line stands between two items or between two blocks of one.

// bulletEnd and orderedEnd are the offset after the item's marker, or -1.
func (s *blockState) bulletEnd(n int) int {
	l := &s.lines[n]
	pos := l.first()
	if c := at(s.src, pos); c != '*' && c != '-' && c != '+' {
		return -1
	}
	pos++
	if pos < l.end && !isBlank(s.src[pos]) {
		return -1
	}
	return pos
}

func (s *blockState) orderedEnd(n int) int {
	l := &s.lines[n]
	start := l.first()
	pos := start
	if pos+1 >= l.end || !isDigit(s.src[pos]) {
		return -1
	}
	for pos < l.end && isDigit(s.src[pos]) {
		pos++
	}
	if pos-start > 9 || pos >= l.end || s.src[pos] != ')' && s.src[pos] != '.' {
		return -1
	}
	pos++
	if pos < l.end && !isBlank(s.src[pos]) {
		return -1
	}
	return pos
}

func readList(s *blockState, start, end int, probe interrupts) bool {
	l := &s.lines[start]
	if s.tooFar(start) {
		return false
	}
	// An item indented beyond four columns of its list, but less than the
	// open item, continues that item's paragraph.
	if s.listIndent >= 0 && l.indent-s.listIndent >= 4 && l.indent < s.blkIndent {
		return false
	}
	ordered, first := true, 0
	after := s.orderedEnd(start)
	if after >= 0 {
		first, _ = strconv.Atoi(s.src[l.first() : after-1])
	} else if after = s.bulletEnd(start); after >= 0 {
		ordered = false
	} else {
		return false
	}
	// Only a list that starts with 1 and is not empty interrupts a paragraph.
	if probe == inParagraph && l.indent >= s.blkIndent {
		if ordered && first != 1 || skipBlanks(s.src, after) >= l.end {
			return false
		}
	}
	if probe != 0 {
		return true
	}
	list := ast.NewList(s.src[after-1])
	list.Start = first
	s.open(list, start)
	s.line = start
	list.IsTight = s.readItems(start, end, after, ordered)
	s.close(start, s.line)
	return true
}

func (s *blockState) readItems(n, end, after int, ordered bool) (tight bool) {
	tight = true
	marker := s.src[after-1]
	emptyEnd := false
	for n < end {
		itemTight := s.readItem(n, end, after)
		if !itemTight || emptyEnd {
			tight = false
		}
		emptyEnd = s.line-n > 1 && s.lines[s.line-1].empty()
		n = s.line
		if n >= end || s.lines[n].indent < s.blkIndent || s.tooFar(n) || s.cut(n, end, inList) {
			break
		}
		if ordered {
			after = s.orderedEnd(n)
		} else {
			after = s.bulletEnd(n)
		}
		if after < 0 || s.src[after-1] != marker {
			break
		}
	}
	s.line = n
	return tight
}

// readItem reads one item whose marker ends at after, and says whether its own
// blocks follow without a blank line.
func (s *blockState) readItem(n, end, after int) (tight bool) {
	l := &s.lines[n]
	initial := l.indent + after - l.first()
	column, pos := initial, after
	for ; pos < l.end && isBlank(s.src[pos]); pos++ {
		if s.src[pos] == '\t' {
			column += 4 - (column+l.base)%4
		} else {
			column++
		}
	}
	indentAfter := column - initial
	if pos >= l.end || indentAfter > 4 {
		indentAfter = 1
	}
	item := s.memory.nodes.item(initial + indentAfter)
	s.open(item, n)

	oldTight, oldList, old := s.tight, s.listIndent, *l
	s.listIndent, s.blkIndent = s.blkIndent, initial+indentAfter
	s.tight = true
	l.shift, l.indent = pos-l.begin, column
	if pos >= l.end && s.lines[n+1].empty() {
		// "-" followed by an empty line: nothing more belongs to the item.
		s.line = min(s.line+2, end)
	} else {
		s.tokenize(n, end)
	}
	tight = s.tight
	s.blkIndent, s.listIndent = s.listIndent, oldList
	l = &s.lines[n]
	l.shift, l.indent = old.shift, old.indent
	s.tight = oldTight
	s.close(n, s.line)
	return tight
}
