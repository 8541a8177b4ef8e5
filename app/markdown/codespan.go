package markdown

import "strings"

// This file reads code in a text.

// readCodeSpan reads `code`; a run of backticks without its like is text. Runs
// seen once are remembered, so that a line of unequal runs costs no more than
// one look each.
func (s *inlineState) readCodeSpan(silent bool) bool {
	start := s.pos
	pos := skipByte(s.src[:s.max], start, '`')
	size := pos - start
	if s.ticksKnown && s.ticks[size] <= start {
		s.passTicks(silent, pos)
		return true
	}
	end := pos
	for {
		i := strings.IndexByte(s.src[end:], '`')
		if i < 0 {
			break
		}
		closer := end + i
		end = skipByte(s.src[:max(s.max, closer+1)], closer, '`')
		if end-closer == size {
			if !silent {
				s.push(tCodeInline, 0, start, end).content = codeText(s.src[pos:closer])
			}
			s.pos = end
			return true
		}
		if s.ticks == nil {
			s.ticks = map[int]int{}
		}
		s.ticks[end-closer] = closer
	}
	s.ticksKnown = true
	s.passTicks(silent, pos)
	return true
}

func (s *inlineState) passTicks(silent bool, to int) {
	if silent {
		s.pos = to
		return
	}
	s.take(to)
}

// codeText makes line ends blanks and takes one blank off both ends, unless
// nothing else is there.
func codeText(text string) string {
	text = strings.ReplaceAll(text, "\n", " ")
	if n := len(text); n > 2 && text[0] == ' ' && text[n-1] == ' ' {
		return text[1 : n-1]
	}
	return text
}
