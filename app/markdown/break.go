package markdown

import "github.com/yuin/goldmark/ast"

// This file reads thematic breaks: three or more of one of * - _ and blanks.

func readBreak(s *blockState, start, end int, probe interrupts) bool {
	if s.tooFar(start) {
		return false
	}
	l := &s.lines[start]
	pos := l.first()
	marker := at(s.src, pos)
	if marker != '*' && marker != '-' && marker != '_' {
		return false
	}
	count := 0
	for ; pos < l.end; pos++ {
		switch c := s.src[pos]; {
		case c == marker:
			count++
		case !isBlank(c):
			return false
		}
	}
	if count < 3 {
		return false
	}
	if probe != 0 {
		return true
	}
	s.line = start + 1
	s.add(ast.NewThematicBreak(), start, start+1)
	return true
}
