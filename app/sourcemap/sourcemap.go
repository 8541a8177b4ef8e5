// Package sourcemap maps a produced text back to the text it was made from:
// template output to page source, HTML to Markdown, and by Compose the two in
// a row, HTML to page source.
//
// A Map is an ordered list of segments without gaps. A copied segment has the
// same bytes on both sides, so offsets inside it correspond one to one; a
// generated segment (the output of a shortcode) belongs to a source span as a
// whole. The invariant: output spans touch each other and grow; source spans
// may jump, since a loop emits the same source many times.
package sourcemap

import (
	"slices"
	"sort"

	"apercu/app/source"
)

// Segment says where a run of output came from.
type Segment struct {
	Out    source.Span // bytes of the output
	Src    source.Span // bytes of the source
	Copied bool        // the bytes are the same, one to one
}

// Map is an immutable list of segments; the zero Map is empty.
type Map struct{ segments []Segment }

// Identity maps a text of n bytes that stands at offset at in its source.
func Identity(n, at int) Map {
	if n == 0 {
		return Map{}
	}
	return Map{[]Segment{{source.Span{Start: 0, End: n}, source.Span{Start: at, End: at + n}, true}}}
}

// Of is a map of segments that keep the package's invariant, as Segments gave them.
func Of(segments []Segment) Map { return Map{segments} }

// Segments are the segments in output order; do not change them.
func (m Map) Segments() []Segment { return m.segments }

// Len is the number of output bytes covered.
func (m Map) Len() int {
	if len(m.segments) == 0 {
		return 0
	}
	return m.segments[len(m.segments)-1].Out.End
}

// find is the index of the segment that holds the output offset, the last one
// for an offset at the very end, and -1 in an empty map.
func (m Map) find(out int) int {
	i := sort.Search(len(m.segments), func(i int) bool { return m.segments[i].Out.End > out })
	return min(i, len(m.segments)-1)
}

// Source is the source offset of an output offset: exact in a copied segment,
// the start of the source span in a generated one. ok is false in an empty map.
func (m Map) Source(out int) (offset int, ok bool) {
	i := m.find(out)
	if i < 0 {
		return 0, false
	}
	s := m.segments[i]
	if !s.Copied {
		if out >= s.Out.End {
			return s.Src.End, true
		}
		return s.Src.Start, true
	}
	return s.Src.Start + min(max(out-s.Out.Start, 0), s.Src.Len()), true
}

// SourceSpan is the smallest source span from which the output span came.
func (m Map) SourceSpan(out source.Span) (source.Span, bool) {
	i := m.find(out.Start)
	if i < 0 {
		return source.Span{}, false
	}
	span, started := source.Span{}, false
	for ; i < len(m.segments); i++ {
		s := m.segments[i]
		if started && s.Out.Start >= out.End {
			break
		}
		part := s.Src
		if s.Copied {
			start := min(max(out.Start-s.Out.Start, 0), s.Out.Len())
			end := min(max(out.End-s.Out.Start, start), s.Out.Len())
			part = source.Span{Start: s.Src.Start + start, End: s.Src.Start + end}
		}
		if started {
			span = span.Union(part)
		} else {
			span, started = part, true
		}
	}
	return span, started
}

// Output is the first output offset that came from the source offset; when no
// output did, the output of the nearest source before it. ok is false when
// there is none.
func (m Map) Output(src int) (offset int, ok bool) {
	best := -1
	for _, s := range m.segments {
		if s.Src.Contains(src) {
			if s.Copied {
				return s.Out.Start + src - s.Src.Start, true
			}
			return s.Out.Start, true
		}
		if s.Src.End <= src && s.Src.End > best {
			best, offset, ok = s.Src.End, s.Out.End, true
		}
	}
	return offset, ok
}

// Compose maps the output of outer to the source of inner, where outer's
// source is inner's output.
func Compose(outer, inner Map) Map {
	var b Builder
	for _, s := range outer.segments {
		if !s.Copied {
			src, _ := inner.SourceSpan(s.Src)
			b.Generated(s.Out.Len(), src)
			continue
		}
		for i := inner.find(s.Src.Start); i >= 0 && i < len(inner.segments); i++ {
			in := inner.segments[i]
			start, end := max(in.Out.Start, s.Src.Start), min(in.Out.End, s.Src.End)
			if start >= s.Src.End && s.Src.Len() > 0 {
				break
			}
			if end <= start {
				continue
			}
			if in.Copied {
				b.Copied(end-start, in.Src.Start+start-in.Out.Start)
			} else {
				b.Generated(end-start, in.Src)
			}
		}
	}
	return b.Map()
}

// Edited is the map after a change of the source within bytes that were copied
// once; at is where it begins in the output. ok is false when the change is not
// within one copied segment.
func (m Map) Edited(c source.Change) (at int, next Map, ok bool) {
	i := 0
	for i < len(m.segments) && !(m.segments[i].Copied && m.segments[i].Src.Start < c.Start && m.segments[i].Src.End > c.OldEnd) {
		i++
	}
	if i == len(m.segments) {
		return 0, Map{}, false
	}
	delta := c.Delta()
	segments := append([]Segment(nil), m.segments...)
	at = segments[i].Out.Start + c.Start - segments[i].Src.Start
	for k := range segments {
		s := &segments[k]
		if k > i {
			s.Out = s.Out.Shift(delta)
		}
		switch {
		case k == i:
			s.Out.End += delta
			s.Src.End += delta
		case s.Src.Start >= c.OldEnd:
			s.Src = s.Src.Shift(delta)
		case s.Src.End > c.Start:
			return 0, Map{}, false // something else stands for these bytes, too
		}
	}
	return at, Map{segments}, true
}

// Builder makes a Map while output is written; the zero Builder is ready.
type Builder struct {
	segments []Segment
	out      int
}

// Grow makes room for n more segments.
func (b *Builder) Grow(n int) { b.segments = slices.Grow(b.segments, n) }

// Len is the number of output bytes recorded so far.
func (b *Builder) Len() int { return b.out }

// Copied records n output bytes that are the same as the source bytes from src on.
func (b *Builder) Copied(n, src int) {
	if n <= 0 {
		return
	}
	if k := len(b.segments) - 1; k >= 0 && b.segments[k].Copied && b.segments[k].Src.End == src {
		b.segments[k].Out.End += n
		b.segments[k].Src.End += n
	} else {
		b.segments = append(b.segments, Segment{source.Span{Start: b.out, End: b.out + n}, source.Span{Start: src, End: src + n}, true})
	}
	b.out += n
}

// Generated records n output bytes that stand for the source span as a whole.
func (b *Builder) Generated(n int, src source.Span) {
	if n <= 0 {
		return
	}
	if k := len(b.segments) - 1; k >= 0 && !b.segments[k].Copied && b.segments[k].Src == src {
		b.segments[k].Out.End += n
	} else {
		b.segments = append(b.segments, Segment{source.Span{Start: b.out, End: b.out + n}, src, false})
	}
	b.out += n
}

// Append records another map's segments after this one, as when captured
// output (a paired shortcode's content) is written.
func (b *Builder) Append(m Map) {
	for _, s := range m.segments {
		if s.Copied {
			b.Copied(s.Out.Len(), s.Src.Start)
		} else {
			b.Generated(s.Out.Len(), s.Src)
		}
	}
}

// Truncate forgets what was recorded beyond n output bytes (whitespace control
// that takes back blanks already written).
func (b *Builder) Truncate(n int) {
	for k := len(b.segments) - 1; k >= 0 && b.segments[k].Out.End > n; k-- {
		s := &b.segments[k]
		if s.Out.Start >= n {
			b.segments = b.segments[:k]
			continue
		}
		if s.Copied {
			s.Src.End -= s.Out.End - n
		}
		s.Out.End = n
	}
	b.out = min(b.out, n)
}

// Map is what was recorded; the Builder must not be used afterwards.
func (b *Builder) Map() Map { return Map{b.segments} }
