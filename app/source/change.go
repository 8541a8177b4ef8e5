package source

import (
	"sort"
	"unicode/utf8"
)

// This file holds what a text and the one before an edit have in common, so
// that an edit costs what it changes and not what the page is long.

// Change is where two texts differ.
type Change struct {
	Start  int // bytes that both begin with
	OldEnd int // from there on, the rest of the old text …
	NewEnd int // … is that of the new one
}

// Changed compares two texts. It may cut a character in two.
func Changed(old, text string) Change {
	head := commonPrefix(old, text)
	tail := commonSuffix(old[head:], text[head:])
	return Change{head, len(old) - tail, len(text) - tail}
}

// Delta is by how many bytes what follows the change has moved.
func (c Change) Delta() int { return c.NewEnd - c.OldEnd }

// chunk is what is compared at once: byte by byte takes ten times as long.
const chunk = 1 << 10

func commonPrefix(a, b string) int {
	n := min(len(a), len(b))
	i := 0
	for i+chunk <= n && a[i:i+chunk] == b[i:i+chunk] {
		i += chunk
	}
	for i < n && a[i] == b[i] {
		i++
	}
	return i
}

func commonSuffix(a, b string) int {
	n := min(len(a), len(b))
	i := 0
	for i+chunk <= n && a[len(a)-i-chunk:len(a)-i] == b[len(b)-i-chunk:len(b)-i] {
		i += chunk
	}
	for i < n && a[len(a)-1-i] == b[len(b)-1-i] {
		i++
	}
	return i
}

// Around is the changed part of the new text, widened to whole characters and
// to those that the change may have completed.
func (c Change) Around(text string) string {
	start, end := max(0, c.Start-utf8.UTFMax), min(len(text), c.NewEnd+utf8.UTFMax)
	for start > 0 && !utf8.RuneStart(text[start]) {
		start--
	}
	for end < len(text) && !utf8.RuneStart(text[end]) {
		end++
	}
	return text[start:end]
}

// Follow takes the index of lines over from the file before an edit, where the
// texts are the same. It changes nothing but the time that the index takes.
func (f *File) Follow(prev *File, c Change) {
	f.once.Do(func() {
		old := prev.starts()
		// A line start depends on the two bytes before it and the one at it.
		head := sort.SearchInts(old, c.Start)
		tail := sort.SearchInts(old, c.OldEnd+2)
		from := 0
		if head > 0 {
			from = old[head-1]
		}
		to := len(f.text)
		if tail < len(old) {
			to = old[tail] + c.Delta()
		}
		between := lineStarts(f.text[from:to])
		f.lines = make([]int, 0, head+len(between)+len(old)-tail)
		f.lines = append(f.lines, old[:max(head-1, 0)]...)
		for _, at := range between {
			if at+from < to || tail == len(old) {
				f.lines = append(f.lines, from+at)
			}
		}
		for _, at := range old[tail:] {
			f.lines = append(f.lines, at+c.Delta())
		}
	})
}
