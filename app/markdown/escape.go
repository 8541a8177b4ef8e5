package markdown

// This file reads line ends, backslash escapes and character references.

// readNewline turns a line end into a break: a hard one after two blanks.
func (s *inlineState) readNewline(silent bool) bool {
	pos := s.pos
	if !silent {
		end := s.pendEnd
		for end > s.pendStart && s.src[end-1] == ' ' {
			end--
		}
		kind, dropped := tSoftBreak, 0
		if s.pendEnd-end >= 2 {
			kind = tHardBreak
		}
		dropped = s.pendEnd - end
		s.pendEnd = end
		s.push(kind, 0, pos-dropped, pos+1)
	}
	s.pos = skipBlanks(s.src[:s.max], pos+1)
	return true
}

// readEscape reads a backslash: before punctuation it drops out, before a line
// end it is a hard break.
func (s *inlineState) readEscape(silent bool) bool {
	pos := s.pos
	if pos+1 >= s.max {
		return false
	}
	if s.src[pos+1] == '\n' {
		if !silent {
			s.push(tHardBreak, 0, pos, pos+2)
		}
		s.pos = skipBlanks(s.src[:s.max], pos+2)
		return true
	}
	end := pos + 1 + runeLength(s.src[pos+1:])
	if !silent {
		t := s.push(tSpecial, 0, pos, end)
		t.content = s.src[pos:end]
		if isASCIIPunct(s.src[pos+1]) {
			t.content = s.src[pos+1 : end]
		}
	}
	s.pos = end
	return true
}

// readEntity reads a character reference.
func (s *inlineState) readEntity(silent bool) bool {
	if s.pos+1 >= s.max {
		return false
	}
	value, n := entityAt(s.src, s.pos, false)
	if n == 0 {
		return false
	}
	if !silent {
		s.push(tSpecial, 0, s.pos, s.pos+n).content = value
	}
	s.pos += n
	return true
}
