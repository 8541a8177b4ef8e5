package markdown

import "github.com/yuin/goldmark/ast"

// This file reads block quotes. Every line's table entry is moved past its
// marker while the content is read, then restored; a lazy line, without the
// marker, gets indent -1, so that only a paragraph goes on over it.

func readQuote(s *blockState, start, end int, probe interrupts) bool {
	if s.tooFar(start) || at(s.src, s.lines[start].first()) != '>' || s.lines[start].empty() {
		return false
	}
	if probe != 0 {
		return true
	}
	oldMax := s.lineMax
	n, saved := s.enterQuote(start, end)
	oldIndent := s.blkIndent
	s.blkIndent = 0
	s.open(ast.NewBlockquote(), start)
	s.tokenize(start, n)
	s.lineMax = oldMax
	copy(s.lines[start:], saved)
	s.close(start, s.line)
	s.blkIndent = oldIndent
	return true
}

// enterQuote gives the line after the quote and the entries it changed.
func (s *blockState) enterQuote(start, end int) (n int, saved []line) {
	lastEmpty := false
	for n = start; n < end; n++ {
		l := &s.lines[n]
		outdented := l.indent < s.blkIndent
		if l.empty() {
			break
		}
		if s.src[l.first()] == '>' && !outdented {
			saved = append(saved, *l)
			lastEmpty = s.passMarker(l)
			continue
		}
		if lastEmpty {
			break
		}
		if s.cut(n, end, inQuote) {
			s.lineMax = n
			// Inside a list the indent of the next line is counted from the
			// item; markdown-it shifts it for the time of the quote.
			if s.blkIndent != 0 {
				saved = append(saved, *l)
				l.indent -= s.blkIndent
			}
			break
		}
		saved = append(saved, *l)
		l.indent = -1
	}
	return n, saved
}

// passMarker moves the entry past "> " and says whether nothing is left. A tab
// after the marker counts one column as the optional blank and keeps the rest.
func (s *blockState) passMarker(l *line) (empty bool) {
	pos := l.first() + 1
	initial := l.indent + 1
	spaced, cutTab := false, 0
	switch at(s.src, pos) {
	case ' ':
		pos++
		initial++
		spaced = true
	case '\t':
		spaced = true
		if (l.base+initial)%4 == 3 {
			pos++
			initial++
		} else {
			cutTab = 1
		}
	}
	column := initial
	begin := pos
	for ; pos < l.end && isBlank(s.src[pos]); pos++ {
		if s.src[pos] == '\t' {
			column += 4 - (column+l.base+cutTab)%4
		} else {
			column++
		}
	}
	base := l.indent + 1
	if spaced {
		base++
	}
	*l = line{begin, l.end, pos - begin, column - initial, base}
	return pos >= l.end
}
