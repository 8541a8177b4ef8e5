package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"apercu/app/source"
)

// line is one source line as the enclosing blocks leave it: markdown-it keeps
// the same five numbers. A block quote moves begin past its marker; a lazy
// line has indent -1.
type line struct {
	begin  int // offset of the first byte left to this block
	end    int // offset of the line ending
	shift  int // bytes of blanks at begin
	indent int // columns of those blanks, tabs expanded
	base   int // columns before begin, for the tab stops
}

// splitLines makes the table, with one empty line past the end as a guard. A
// last line of blanks without a line ending counts for nothing, as in
// markdown-it.
func splitLines(lines []line, src string) []line {
	for start := 0; start < len(src); {
		shift, indent := leadingBlanks(src, start)
		if start+shift == len(src) {
			break
		}
		end := strings.IndexByte(src[start+shift:], '\n')
		if end < 0 {
			end = len(src)
		} else {
			end += start + shift
		}
		lines = append(lines, line{start, end, shift, indent, 0})
		start = end + 1
	}
	return append(lines, line{begin: len(src), end: len(src)})
}

// leadingBlanks counts the bytes and columns of blanks from pos on.
func leadingBlanks(src string, pos int) (bytes, columns int) {
	for i := pos; i < len(src); i++ {
		switch src[i] {
		case ' ':
			columns++
		case '\t':
			columns += 4 - columns%4
		default:
			return i - pos, columns
		}
	}
	return len(src) - pos, columns
}

func (l *line) first() int  { return l.begin + l.shift }
func (l *line) empty() bool { return l.begin+l.shift >= l.end }

// segments are the lines [from, to) with up to indent columns of blanks taken
// off, each with its line ending but the last, unless keepLast. The padding of
// a segment is what is left of a tab cut in two. The next call overwrites them.
func (s *blockState) segments(from, to, indent int, keepLast bool) []text.Segment {
	segments := s.memory.segments[:0]
	for n := from; n < to; n++ {
		l := &s.lines[n]
		stop := l.end
		if (n+1 < to || keepLast) && stop < len(s.src) {
			stop++
		}
		start, columns := l.begin, 0
		for start < stop && columns < indent {
			if c := s.src[start]; c == '\t' {
				columns += 4 - (columns+l.base)%4
			} else if c == ' ' || start-l.begin < l.shift {
				columns++
			} else {
				break
			}
			start++
		}
		segments = append(segments, text.NewSegmentPadding(start, stop, max(0, columns-indent)))
	}
	s.memory.segments = segments
	return segments
}

// trimSegments is what String.prototype.trim does to the joined lines. It
// changes them in place.
func (s *blockState) trimSegments(in []text.Segment) []text.Segment {
	for ; len(in) > 0; in = in[1:] {
		head := &in[0]
		head.Padding = 0
		head.Start += len(s.src[head.Start:head.Stop]) - len(trimLeft(s.src[head.Start:head.Stop]))
		if head.Start < head.Stop {
			break
		}
	}
	for ; len(in) > 0; in = in[:len(in)-1] {
		tail := &in[len(in)-1]
		tail.Stop = tail.Start + len(trimRight(s.src[tail.Start:tail.Stop]))
		if tail.Start < tail.Stop {
			break
		}
	}
	return in
}

// joined is the text of the segments, without a copy when they touch.
func joined(src string, segments []text.Segment) string {
	n := len(segments)
	if n == 0 {
		return ""
	}
	first := &segments[0]
	touching, size := first.Padding == 0, first.Stop-first.Start+first.Padding
	for i := 1; i < n; i++ {
		g := &segments[i]
		touching = touching && g.Padding == 0 && g.Start == segments[i-1].Stop
		size += g.Stop - g.Start + g.Padding
	}
	if touching {
		return src[first.Start:segments[n-1].Stop]
	}
	b := make([]byte, 0, size)
	for i := range segments {
		g := &segments[i]
		for range g.Padding {
			b = append(b, ' ')
		}
		b = append(b, src[g.Start:g.Stop]...)
	}
	return util.BytesToReadOnlyString(b)
}

// content is the text of a block's lines.
func content(src string, block ast.Node) string {
	return joined(src, block.Lines().Sliced(0, block.Lines().Len()))
}

// segmentsSpan is what the segments cover, or nothing at pos.
func segmentsSpan(segments *text.Segments, pos int) source.Span {
	n := segments.Len()
	if n == 0 {
		return source.Span{Start: pos, End: pos}
	}
	return source.Span{Start: segments.At(0).Start, End: segments.At(n - 1).Stop}
}
