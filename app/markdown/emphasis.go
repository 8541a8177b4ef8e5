package markdown

import (
	"slices"
	"unicode/utf8"
)

// This file reads emphasis, strong and struck-through text. Each mark is first
// a text token and an entry in a list; when the text is over, closers look for
// their openers in that list, skipping what is known to hold none, so that the
// time stays linear.

// delimiter is a mark, or a pair ~~, that may open or close.
type delimiter struct {
	marker      byte
	length      int // of its run; 0 for ~~, which knows no rule of three
	token       int
	end         int // index of its closer, -1
	open, close bool
}

type delimiters struct{ list []delimiter }

// flanking looks at the run of marks at pos: how long it is, and whether it
// can open and close.
func (s *inlineState) flanking(pos int, insideWords bool) (n int, open, close bool) {
	last, next := ' ', ' '
	if pos > 0 {
		last, _ = utf8.DecodeLastRuneInString(s.src[:pos])
	}
	end := skipByte(s.src[:s.max], pos, s.src[pos])
	if end < s.max {
		next, _ = utf8.DecodeRuneInString(s.src[end:])
	}
	lastPunct, nextPunct := s.punct(last), s.punct(next)
	lastSpace, nextSpace := isWhiteSpace(last), isWhiteSpace(next)
	left := !nextSpace && (!nextPunct || lastSpace || lastPunct)
	right := !lastSpace && (!lastPunct || nextSpace || nextPunct)
	if insideWords {
		return end - pos, left, right
	}
	return end - pos, left && (!right || lastPunct), right && (!left || nextPunct)
}

// punct: markdown-it sees UTF-16 units, hence no punctuation beyond U+FFFF.
func (s *inlineState) punct(r rune) bool { return r <= 0xFFFF && isPunct(r, s.o.MarkdownIt) }

func (s *inlineState) readMarks() bool {
	marker := s.src[s.pos]
	n, open, close := s.flanking(s.pos, marker == '*')
	for i := range n {
		at := s.pos + i
		s.pushMark(at, at+1)
		s.delims.list = append(s.delims.list, delimiter{marker, n, len(s.tokens) - 1, -1, open, close})
	}
	s.pos += n
	return true
}

func (s *inlineState) pushMark(start, end int) {
	t := s.push(tText, 0, start, end)
	t.content, t.verbatim = s.src[start:end], true
}

func (s *inlineState) readTildes() bool {
	n, open, close := s.flanking(s.pos, true)
	if n < 2 {
		return false
	}
	at, end := s.pos, s.pos+n
	if n%2 == 1 {
		s.pushMark(at, at+1)
		at++
	}
	for ; at < end; at += 2 {
		s.pushMark(at, at+2)
		s.delims.list = append(s.delims.list, delimiter{'~', 0, len(s.tokens) - 1, -1, open, close})
	}
	s.pos = end
	return true
}

// pair finds for each closer the nearest opener (balance_pairs).
func (s *inlineState) pair(d *delimiters) {
	list := d.list
	if len(list) == 0 {
		return
	}
	var bottoms [3][6]int
	for i := range bottoms {
		bottoms[i] = [6]int{-1, -1, -1, -1, -1, -1}
	}
	s.jumps = slices.Grow(s.jumps[:0], len(list))[:len(list)]
	jumps := s.jumps
	clear(jumps)
	header, lastToken := 0, -2
	for i := range list {
		closer := &list[i]
		if list[header].marker != closer.marker || lastToken != closer.token-1 {
			header = i
		}
		lastToken = closer.token
		if !closer.close {
			continue
		}
		slot := closer.length % 3
		if closer.open {
			slot += 3
		}
		bottom := &bottoms[markerIndex(closer.marker)]
		from := header - jumps[header] - 1
		newBottom := from
		for o := from; o > bottom[slot]; o -= jumps[o] + 1 {
			opener := &list[o]
			if opener.marker != closer.marker || !opener.open || opener.end >= 0 || oddMatch(opener, closer) {
				continue
			}
			jump := 0
			if o > 0 && !list[o-1].open {
				jump = jumps[o-1] + 1
			}
			jumps[i] = i - o + jump
			jumps[o] = jump
			closer.open = false
			opener.end = i
			opener.close = false
			newBottom = -1
			lastToken = -2
			break
		}
		if newBottom != -1 {
			slot = closer.length % 3
			if closer.open {
				slot += 3
			}
			bottom[slot] = newBottom
		}
	}
}

func markerIndex(marker byte) int {
	switch marker {
	case '*':
		return 0
	case '_':
		return 1
	}
	return 2
}

// oddMatch is the rule of three of CommonMark 6.2, rules 9 and 10.
func oddMatch(opener, closer *delimiter) bool {
	return (opener.close || closer.open) && (opener.length+closer.length)%3 == 0 &&
		(opener.length%3 != 0 || closer.length%3 != 0)
}

// strike turns paired ~~ into tags. A single ~ left before closing ones moves
// behind them: ~~~~~ closes as ~~ ~~ ~.
func (s *inlineState) strike(d *delimiters) {
	var lone []int
	for i := range d.list {
		opener := &d.list[i]
		if opener.marker != '~' || opener.end < 0 {
			continue
		}
		closer := &d.list[opener.end]
		s.mark(opener.token, tDel, 1)
		s.mark(closer.token, tDel, -1)
		if before := &s.tokens[closer.token-1]; before.kind == tText && before.content == "~" {
			lone = append(lone, closer.token-1)
		}
	}
	for k := len(lone) - 1; k >= 0; k-- {
		i := lone[k]
		j := i + 1
		for j < len(s.tokens) && s.tokens[j].kind == tDel && s.tokens[j].nesting < 0 {
			j++
		}
		if j--; i != j {
			s.tokens[i], s.tokens[j] = s.tokens[j], s.tokens[i]
		}
	}
}

// emphasise turns paired * and _ into tags, two neighbouring pairs into strong.
func (s *inlineState) emphasise(d *delimiters) {
	for i := len(d.list) - 1; i >= 0; i-- {
		opener := &d.list[i]
		if opener.marker == '~' || opener.end < 0 {
			continue
		}
		closer := &d.list[opener.end]
		strong := i > 0 && d.list[i-1].end == opener.end+1 &&
			d.list[i-1].marker == opener.marker && d.list[i-1].token == opener.token-1 &&
			d.list[opener.end+1].token == closer.token+1
		kind := tEm
		if strong {
			kind = tStrong
		}
		s.mark(opener.token, kind, 1)
		s.mark(closer.token, kind, -1)
		if strong {
			before, after := d.list[i-1].token, d.list[opener.end+1].token
			s.tokens[opener.token].start = s.tokens[before].start
			s.tokens[closer.token].end = s.tokens[after].end
			s.tokens[before].content = ""
			s.tokens[after].content = ""
			i--
		}
	}
}

func (s *inlineState) mark(index int, kind tokenKind, nesting int8) {
	t := &s.tokens[index]
	t.kind, t.nesting, t.content, t.verbatim = kind, nesting, "", false
}
