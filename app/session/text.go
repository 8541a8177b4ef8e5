package session

import (
	"sort"
	"unicode/utf8"
)

// text is a document with an index from UTF-16 code units to bytes, kept up to
// date by replace at the cost of the change, not of the document.
//
// marks are ordered, start with {0, 0} and lie at code point starts, about
// markEvery bytes apart.
type text struct {
	s     string
	marks []mark
}

type mark struct{ byte, unit int }

const markEvery = 512

func newText(s string) text {
	return text{s, appendMarks([]mark{{}}, s, 0, len(s))}
}

// appendMarks continues marks over the bytes [from, to) of s; the last mark
// must be at from.
func appendMarks(marks []mark, s string, from, to int) []mark {
	at := marks[len(marks)-1]
	last := at.byte
	for i := from; i < to; {
		if at.byte = i; i-last >= markEvery {
			marks, last = append(marks, at), i
		}
		size, units := unitsAt(s, i)
		i += size
		at.unit += units
	}
	return marks
}

// unitsAt is the length of the code point at byte i, in bytes and in UTF-16
// code units. An invalid byte counts as one unit, as U+FFFD does.
func unitsAt(s string, i int) (size, units int) {
	if s[i] < utf8.RuneSelf {
		return 1, 1
	}
	r, size := utf8.DecodeRuneInString(s[i:])
	if r >= 0x10000 {
		return size, 2
	}
	return size, 1
}

// byteOffset converts an offset in units, clipped to the text. One inside a
// surrogate pair counts as at its start.
func (t *text) byteOffset(unit int) int {
	k := sort.Search(len(t.marks), func(i int) bool { return t.marks[i].unit > unit }) - 1
	if k < 0 {
		return 0
	}
	at := t.marks[k]
	for at.byte < len(t.s) && at.unit < unit {
		size, units := unitsAt(t.s, at.byte)
		if at.unit+units > unit {
			break
		}
		at.byte += size
		at.unit += units
	}
	return at.byte
}

// unitOffset converts an offset in bytes, clipped to the text.
func (t *text) unitOffset(offset int) int {
	offset = max(0, min(offset, len(t.s)))
	k := sort.Search(len(t.marks), func(i int) bool { return t.marks[i].byte > offset }) - 1
	return t.marks[k].unit + countUnits(t.s[t.marks[k].byte:offset])
}

func countUnits(s string) int {
	n := 0
	for i := 0; i < len(s); {
		size, units := unitsAt(s, i)
		i += size
		n += units
	}
	return n
}

func (t *text) replace(c Change) {
	start := t.byteOffset(c.From)
	end := max(start, t.byteOffset(c.To))
	removed := countUnits(t.s[start:end])
	s := t.s[:start] + c.Text + t.s[end:]

	keep := sort.Search(len(t.marks), func(i int) bool { return t.marks[i].byte > start })
	rest := sort.Search(len(t.marks), func(i int) bool { return t.marks[i].byte >= end })
	tail := t.marks[max(rest, keep):]
	bytes, units := len(c.Text)-(end-start), countUnits(c.Text)-removed

	marks := make([]mark, keep, keep+len(tail)+len(c.Text)/markEvery+2)
	copy(marks, t.marks[:keep])
	marks = appendMarks(marks, s, marks[keep-1].byte, start+len(c.Text))
	for _, m := range tail {
		if m = (mark{m.byte + bytes, m.unit + units}); m.byte > marks[len(marks)-1].byte {
			marks = append(marks, m)
		}
	}
	t.s, t.marks = s, marks
}
