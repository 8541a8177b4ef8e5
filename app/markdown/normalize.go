package markdown

import (
	"sort"
	"strings"
)

// This file makes every line end a line feed and every NUL a U+FFFD, as
// markdown-it does first, and keeps the way back to the author's bytes.

// shift says that from a normalised offset on, the source lies delta bytes further.
type shift struct{ at, delta int }

type shifts []shift

// source is the source offset of a normalised one.
func (s shifts) source(offset int) int {
	i := sort.Search(len(s), func(i int) bool { return s[i].at > offset })
	if i == 0 {
		return offset
	}
	return offset + s[i-1].delta
}

func normalize(src string) (string, shifts) {
	if strings.IndexByte(src, '\r') < 0 && strings.IndexByte(src, 0) < 0 {
		return src, nil
	}
	var b strings.Builder
	b.Grow(len(src))
	var moved shifts
	delta := 0
	for i := 0; i < len(src); i++ {
		switch c := src[i]; {
		case c == '\r' && at(src, i+1) == '\n' && i+1 < len(src):
			delta++
			moved = append(moved, shift{b.Len() + 1, delta})
			b.WriteByte('\n')
			i++
		case c == '\r':
			b.WriteByte('\n')
		case c == 0:
			b.WriteString("\uFFFD")
			delta -= 2
			moved = append(moved, shift{b.Len(), delta})
		default:
			b.WriteByte(c)
		}
	}
	return b.String(), moved
}
