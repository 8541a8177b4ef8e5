package markdown

// This file reads paragraphs, the block that every other line falls into, and
// setext headings, paragraphs that a line of = or - turns into a title.

func readParagraph(s *blockState, start, end int, probe interrupts) bool {
	n := s.lazyEnd(start, end, inParagraph)
	s.line = n
	p := s.memory.nodes.paragraph()
	p.Lines().AppendAll(s.trimSegments(s.segments(start, n, s.blkIndent, false)))
	s.add(p, start, n)
	return true
}

func readSetext(s *blockState, start, end int, probe interrupts) bool {
	if s.tooFar(start) {
		return false
	}
	level, n := 0, start+1
	for ; n < end && !s.lines[n].empty(); n++ {
		l := &s.lines[n]
		if l.indent-s.blkIndent > 3 {
			continue
		}
		if l.indent >= s.blkIndent {
			if level = underline(s.src[l.first():l.end]); level > 0 {
				break
			}
		}
		if l.indent < 0 {
			continue
		}
		if s.cut(n, end, inParagraph) {
			break
		}
	}
	if level == 0 {
		return false
	}
	s.line = n + 1
	h := s.memory.nodes.heading(level)
	h.Lines().AppendAll(s.trimSegments(s.segments(start, n, s.blkIndent, false)))
	s.add(h, start, n+1)
	return true
}

// underline is the heading level that a line of = (1) or - (2) gives, else 0.
func underline(text string) int {
	if text == "" || text[0] != '=' && text[0] != '-' {
		return 0
	}
	if skipBlanks(text, skipByte(text, 0, text[0])) < len(text) {
		return 0
	}
	if text[0] == '=' {
		return 1
	}
	return 2
}
