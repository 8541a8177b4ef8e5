package template

import (
	"strings"

	"apercu/app/source"
	"apercu/app/sourcemap"
	"apercu/app/template/syntax"
	"apercu/app/template/value"
)

// This file runs custom tags as Eleventy does: arguments first, then the body
// of a paired one, then the function, whose result is printed as it is. Where
// that result holds the body unchanged, the body keeps its own map.

func (c *compiler) customTag(n *syntax.Tag) execute {
	sc := c.t.env.o.Shortcodes[n.Name]
	a := c.args(n.Args)
	var body []execute
	if n.Paired {
		c.scoped(func() { c.callback(); body = c.list(n.Body) })
	}
	return func(x *run, e *env, w *output) {
		if !x.at(n.Span()) {
			return
		}
		args, kwargs := a.eval(x, e)
		if x.failed(w) || !x.bounded(nil, args) {
			return
		}
		if !n.Paired && len(args) == 0 && kwargs == nil {
			args = []value.Value{""} // Eleventy gives an unpaired tag without arguments an empty string
		}
		content := &output{}
		if w.m != nil {
			content.m = newMap()
		}
		runAll(body, x, e, content)
		if x.r.stopped {
			return
		}
		span := n.Span()
		x.at(span)
		x.shortcode(w, n, &Call{Name: n.Name, Args: args, Kwargs: kwargs, Content: content.String(), Span: x.place(span), Scope: x}, sc, content)
	}
}

// place is a span of x's template as a span of the page.
func (x *run) place(span source.Span) source.Span {
	if x.page {
		return span
	}
	return x.r.cur
}

func (x *run) shortcode(w *output, n *syntax.Tag, call *Call, sc *Shortcode, content *output) {
	if !x.r.enter() {
		return
	}
	defer x.r.leave()
	out, err := sc.Call(call)
	if err != nil {
		x.throwError(n.Open, err)
		x.failed(w)
		return
	}
	if x.failed(w) || !n.Paired || w.m == nil {
		w.generated(x, out, n.Span())
		return
	}
	x.around(w, n, out, content)
}

// around writes a paired tag's output: what stands before the body belongs to
// the opening tag, what stands behind it to the closing one.
func (x *run) around(w *output, n *syntax.Tag, out string, content *output) {
	body, m := content.String(), content.m.Map()
	at := find(out, body)
	if at < 0 {
		trimmed := strings.TrimSpace(body)
		if at = find(out, trimmed); at >= 0 {
			m = slice(m, strings.Index(body, trimmed), len(trimmed))
			body = trimmed
		}
	}
	if at < 0 {
		w.generated(x, out, n.Span())
		return
	}
	w.generated(x, out[:at], n.Open)
	if x.r.printed(len(body)) {
		w.WriteString(body)
		w.m.Append(m)
	}
	w.generated(x, out[at+len(body):], n.Close)
}

// find is where a tag's output holds its body: preferably behind the end of an
// HTML tag or at the start of a line, since a short body may also be part of a
// name or of an attribute.
func find(out, body string) int {
	if body == "" {
		return -1
	}
	first := strings.Index(out, body)
	for at, tries := first, 0; at >= 0 && tries < 100; tries++ {
		if at == 0 || out[at-1] == '>' || out[at-1] == '\n' {
			return at
		}
		next := strings.Index(out[at+1:], body)
		if next < 0 {
			break
		}
		at += 1 + next
	}
	return first
}

// slice is the part of a map that covers n bytes of output from at on.
func slice(m sourcemap.Map, at, n int) sourcemap.Map {
	var b sourcemap.Builder
	for _, s := range m.Segments() {
		from, to := max(s.Out.Start, at), min(s.Out.End, at+n)
		switch {
		case from >= to:
		case s.Copied:
			b.Copied(to-from, s.Src.Start+from-s.Out.Start)
		default:
			b.Generated(to-from, s.Src)
		}
	}
	return b.Map()
}
