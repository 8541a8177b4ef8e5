package markdown

import (
	"github.com/yuin/goldmark/text"
)

// This file reads ATX headings: one to six # and a blank; closing # are dropped
// when a blank stands before them.

func readHeading(s *blockState, start, end int, probe interrupts) bool {
	if s.tooFar(start) {
		return false
	}
	l := &s.lines[start]
	pos, stop := l.first(), l.end
	if pos >= stop || s.src[pos] != '#' {
		return false
	}
	body := skipByte(s.src[:stop], pos, '#')
	level := body - pos
	if level > 6 || body < stop && !isBlank(s.src[body]) {
		return false
	}
	if probe != 0 {
		return true
	}
	for stop > body && isBlank(s.src[stop-1]) {
		stop--
	}
	hashes := stop
	for hashes > body && s.src[hashes-1] == '#' {
		hashes--
	}
	if hashes > body && isBlank(s.src[hashes-1]) {
		stop = hashes
	}
	s.line = start + 1
	h := s.memory.nodes.heading(level)
	title := [1]text.Segment{text.NewSegment(body, stop)}
	h.Lines().AppendAll(s.trimSegments(title[:]))
	s.add(h, start, start+1)
	return true
}
