package session

import "sort"

// This file goes between the source and the page by block: a line belongs to
// the last block that starts at or before it, so that a blank line scrolls to
// what stands above it.

// JumpFromCursor is the index of the block that shows a 0-based line; false
// when the line comes before all blocks (front matter) or nothing is shown.
func (s *Session) JumpFromCursor(line int) (block int, ok bool) {
	if s.page == nil {
		return 0, false
	}
	blocks := s.page.Blocks
	i := sort.Search(len(blocks), func(i int) bool { return blocks[i].Lines[0] > line }) - 1
	// A loop in a template emits the same lines several times: show the first.
	for i > 0 && blocks[i-1].Lines[0] <= line && line < blocks[i-1].Lines[1] && blocks[i].Lines == blocks[i-1].Lines {
		i--
	}
	return max(i, 0), i >= 0
}

// JumpFromClick is the source of a block as UTF-16 offsets of the text that was
// rendered; false when there is no such block.
func (s *Session) JumpFromClick(block int) (from, to int, ok bool) {
	if s.page == nil || block < 0 || block >= len(s.page.Blocks) {
		return 0, 0, false
	}
	lines := s.page.Blocks[block].Lines
	start := s.file.LineSpan(lines[0]).Start
	end := s.file.LineSpan(max(lines[0], lines[1]-1)).End
	return s.file.UTF16(start), s.file.UTF16(end), true
}
