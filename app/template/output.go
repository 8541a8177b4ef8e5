package template

import (
	"strings"
	"unsafe"

	"apercu/app/source"
	"apercu/app/sourcemap"
	"apercu/app/template/filter"
	"apercu/app/template/value"
)

// This file writes the output and its map together. Text of the page is copied
// once and mapped byte for byte; all else is generated: by the tag of the page
// that stands for it, also for what an included template prints.

// output is a text being written, with its map when it may end up in the page.
// It is a strings.Builder whose memory can be given to it.
type output struct {
	buf []byte
	m   *sourcemap.Builder
}

func (w *output) WriteString(s string) { w.buf = append(w.buf, s...) }

func (w *output) Len() int { return len(w.buf) }

// String is what was written, in the output's own memory.
func (w *output) String() string { return unsafe.String(unsafe.SliceData(w.buf), len(w.buf)) }

// text writes template text that stands at byte at of its file.
func (w *output) text(x *run, s string, at int) {
	if !x.r.printed(len(s)) {
		return
	}
	w.WriteString(s)
	switch {
	case w.m == nil:
	case x.page:
		w.m.Copied(len(s), at)
	default:
		w.m.Generated(len(s), x.r.cur)
	}
}

// generated writes what the tag at span of x's template stands for.
func (w *output) generated(x *run, s string, span source.Span) {
	if s == "" || !x.r.printed(len(s)) {
		return
	}
	w.WriteString(s)
	if strings.IndexByte(s, 0xED) >= 0 {
		x.r.surrogates = true
	}
	if w.m != nil {
		if !x.page {
			span = x.r.cur
		}
		w.m.Generated(len(s), span)
	}
}

// append writes a captured output with its map.
func (w *output) append(x *run, c *output, span source.Span) {
	if w.m == nil || c.m == nil {
		w.generated(x, c.String(), span)
		return
	}
	w.WriteString(c.String())
	w.m.Append(c.m.Map())
}

// print is nunjucks' suppressValue: nothing for undefined and null, escaped
// text unless autoescape is off or the value is safe.
func (x *run) print(w *output, v value.Value, span source.Span) {
	var s string
	switch v := v.(type) {
	case nil, value.Null:
		return
	case value.Safe:
		s = string(v)
	case string:
		s = v
		if x.r.env.o.Autoescape {
			s = filter.Escape(v)
		}
	case float64:
		s = value.FormatNumber(v)
	default:
		if !x.r.weigh(v) {
			return
		}
		s = value.ToString(v)
		if x.r.env.o.Autoescape {
			s = filter.Escape(s)
		}
	}
	w.generated(x, s, span)
}

// wellFormed makes the output valid text. Half a character outside of the
// basic plane (what a loop over an emoji gives) is kept as three bytes while
// rendering; here two halves that came to stand together are joined, and one
// alone becomes U+FFFD, as when JavaScript writes its strings out.
func wellFormed(out string, m sourcemap.Map) (string, sourcemap.Map) {
	var text strings.Builder
	var b sourcemap.Builder
	segments := m.Segments()
	skip := 0
	for i, seg := range segments {
		s := out[seg.Out.Start+skip : seg.Out.End]
		skip = 0
		if seg.Copied {
			text.WriteString(s)
			b.Copied(len(s), seg.Src.Start)
			continue
		}
		if i+1 < len(segments) && !segments[i+1].Copied && segments[i+1].Out.Len() >= 3 && half(s, len(s)-3, 0xA0) && half(out, seg.Out.End, 0xB0) {
			s, skip = out[seg.Out.End-len(s):seg.Out.End+3], 3
		}
		s = value.WellFormed(joinHalves(s))
		text.WriteString(s)
		b.Generated(len(s), seg.Src)
	}
	return text.String(), b.Map()
}

// half reports whether half a character of that kind stands at byte i: first
// halves are ED A0 to ED AF, second ones ED B0 to ED BF.
func half(s string, i int, kind byte) bool {
	return i >= 0 && i+2 < len(s) && s[i] == 0xED && s[i+1]&0xF0 == kind
}

func joinHalves(s string) string {
	for i := 0; i+5 < len(s); i++ {
		if half(s, i, 0xA0) && half(s, i+3, 0xB0) {
			s = value.Concat(s[:i+3], s[i+3:])
		}
	}
	return s
}
