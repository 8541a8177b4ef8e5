package template

import (
	"strings"

	"apercu/app/source"
	"apercu/app/sourcemap"
	"apercu/app/template/filter"
	"apercu/app/template/value"
)

// This file writes the output and its map together. Text of the page is copied
// once and mapped byte for byte; all else is generated: by the tag of the page
// that stands for it, also for what an included template prints.

// output is a text being written, with its map when it may end up in the page.
type output struct {
	strings.Builder
	m *sourcemap.Builder
}

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
