package markdown

// This file reads links and images. The text between brackets is found by
// skipping over whole tokens, so that a bracket in code or in an address does
// not count; a link inside a link's text makes the outer one text.

// labelEnd is the offset of the ] that closes the [ at pos, or -1; nested
// links are refused for links, allowed for images.
func (s *inlineState) labelEnd(pos int, refuseLinks bool) int {
	old := s.pos
	end := s.findLabelEnd(pos, refuseLinks)
	s.pos = old
	return end
}

func (s *inlineState) findLabelEnd(pos int, refuseLinks bool) int {
	s.pos = pos + 1
	depth := 1
	for s.pos < s.max {
		c := s.src[s.pos]
		if c == ']' {
			if depth--; depth == 0 {
				return s.pos
			}
		}
		before := s.pos
		s.skip()
		if c == '[' {
			if s.pos == before+1 {
				depth++
			} else if refuseLinks {
				return -1
			}
		}
	}
	return -1
}

// target is where a link or an image leads.
type target struct {
	reference
	end   int    // offset after it
	label string // for a reference link
}

// inlineTarget reads "(address "title")" at pos, which holds the parenthesis.
func (s *inlineState) inlineTarget(pos int, image bool) (t target, ok bool) {
	pos = skipLinkBlanks(s.src, pos+1, s.max)
	if pos >= s.max {
		return t, false
	}
	dest, next := linkDestination(s.src, pos, s.max)
	if next >= 0 {
		if href := normalizeLink(dest); validLink(href) {
			t.href, pos = href, next
		}
	}
	if next >= 0 || image {
		start := pos
		pos = skipLinkBlanks(s.src, pos, s.max)
		if title, after := linkTitle(s.src, pos, s.max); after >= 0 && pos > start {
			t.title = title
			pos = skipLinkBlanks(s.src, after, s.max)
		}
	}
	t.end = pos + 1
	return t, pos < s.max && s.src[pos] == ')'
}

// referenceTarget reads "[label]" at pos, or takes the text as the label.
func (s *inlineState) referenceTarget(textStart, textEnd, pos int) (t target, ok bool) {
	if s.refs.empty() {
		return t, false
	}
	t.end = textEnd + 1
	if pos < s.max && s.src[pos] == '[' {
		if end := s.labelEnd(pos, false); end >= 0 {
			t.label = s.src[pos+1 : end]
			t.end = end + 1
		}
	}
	if t.label == "" {
		t.label = s.src[textStart:textEnd]
	}
	t.reference, ok = s.refs.find(normalizeLabel(t.label))
	return t, ok
}

func (s *inlineState) readLink(silent bool) bool {
	start := s.pos
	textStart := start + 1
	textEnd := s.labelEnd(start, true)
	if textEnd < 0 {
		return false
	}
	var t target
	ok := false
	pos := textEnd + 1
	if pos < s.max && s.src[pos] == '(' {
		if skipLinkBlanks(s.src, pos+1, s.max) >= s.max {
			return false
		}
		t, ok = s.inlineTarget(pos, false)
		// markdown-it looks for a label one byte after where it gave up.
		pos = t.end
	}
	if !ok {
		if t, ok = s.referenceTarget(textStart, textEnd, pos); !ok {
			return false
		}
	}
	if !silent {
		s.pushLink(start, textStart, textEnd, t)
	}
	s.pos = t.end
	return true
}

// pushLink reads the text of a link as tokens of its own.
func (s *inlineState) pushLink(start, textStart, textEnd int, t target) {
	open := s.push(tLink, 1, start, textStart)
	open.attrs = append(open.attrs, attribute{"href", t.href})
	if t.title != "" {
		open.attrs = append(open.attrs, attribute{"title", t.title})
	}
	max := s.max
	s.pos, s.max = textStart, textEnd
	s.linkLevel++
	s.tokenize()
	s.linkLevel--
	s.max = max
	s.push(tLink, -1, textEnd, t.end)
}

func (s *inlineState) readImage(silent bool) bool {
	start := s.pos
	if start+1 >= len(s.src) || s.src[start+1] != '[' {
		return false
	}
	textStart := start + 2
	textEnd := s.labelEnd(start+1, false)
	if textEnd < 0 {
		return false
	}
	var t target
	ok := false
	if pos := textEnd + 1; pos < s.max && s.src[pos] == '(' {
		if t, ok = s.inlineTarget(pos, true); !ok {
			return false
		}
	} else if t, ok = s.referenceTarget(textStart, textEnd, pos); !ok {
		return false
	}
	if !silent {
		children := parseInline(s.o, s.refs, s.src[textStart:textEnd], s.base+textStart, s.memory)
		img := s.push(tImage, 0, start, t.end)
		img.content = s.src[textStart:textEnd]
		img.children = children
		img.attrs = []attribute{{"src", t.href}, {"alt", ""}}
		if t.title != "" {
			img.attrs = append(img.attrs, attribute{"title", t.title})
		}
	}
	s.pos = t.end
	return true
}
