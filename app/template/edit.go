package template

import (
	"strings"

	"apercu/app/source"
	"apercu/app/sourcemap"
	"apercu/app/template/syntax"
)

// This file takes a rendering over when the page's text changed between its
// tags, since nearly every key does that: then the output changes as the text
// does, and no tag is read or run again. On a page of 100 KB with a shortcode in
// each section that was four fifths of a key's time. It holds when
//
//   - the change lies in one piece of text that stands in no tag, which
//     therefore is printed once and seen by nobody;
//   - no brace stands in what was taken out, what was put in, nor beside it: no
//     tag begins or ends there, nor did;
//   - on both sides of it a visible character stands between it and the next
//     tags: whitespace control does not reach it;
//   - the page has no mistakes to be told, whose places and lines would move, and
//     stayed within its limits.
//
// What templates can know of the text by other ways (the level of the heading
// before a shortcode) is for the caller to hold against the change.

// reuse is what a Result must know for this.
type reuse struct {
	texts   []source.Span // pieces of text in no tag, in bytes of the file
	printed int           // bytes, against limit
	limit   int
}

// reuse is nil when nothing can be taken over.
func (r *render) reuse(t *Template) *reuse {
	if r.stopped || r.surrogates || len(r.diagnostics) > 0 || len(t.diagnostics) > 0 || t.extends {
		return nil
	}
	u := &reuse{printed: r.bytes, limit: r.limits.Output}
	for _, n := range t.tree.Body {
		if text, ok := n.(*syntax.Text); ok && !text.Raw {
			u.texts = append(u.texts, text.Span())
		}
	}
	return u
}

// Printed is a Result as far as Edited needs it: plain data, that can go on
// somewhere else, where the template cannot be run.
type Printed struct {
	Output string
	Map    sourcemap.Map
	Texts  []source.Span // pieces of text in no tag, in bytes of the file
	Bytes  int           // printed in all, against Limit
	Limit  int
}

// Printed is false when no edit can be taken over.
func (r *Result) Printed() (p Printed, ok bool) {
	if r.reuse == nil {
		return p, false
	}
	return Printed{r.Output, r.Map, r.reuse.texts, r.reuse.printed, r.reuse.limit}, true
}

// Result is the result again, without what it said.
func (p Printed) Result() *Result {
	return &Result{Output: p.Output, Map: p.Map, reuse: &reuse{texts: p.Texts, printed: p.Bytes, limit: p.Limit}}
}

// Edited gives what rendering the changed text would give, the variables being
// the same; old and text are the whole files. ok is false when the page must be
// rendered again.
func (r *Result) Edited(old, text string, c source.Change) (next *Result, ok bool) {
	u := r.reuse
	if u == nil || u.printed+c.Delta() > u.limit {
		return nil, false
	}
	i := 0
	for i < len(u.texts) && u.texts[i].End < c.OldEnd {
		i++
	}
	if i == len(u.texts) {
		return nil, false
	}
	piece := u.texts[i]
	if piece.Start >= c.Start || piece.End <= c.OldEnd || !visible(old[piece.Start:c.Start]) || !visible(old[c.OldEnd:piece.End]) ||
		strings.ContainsAny(old[c.Start-1:c.OldEnd+1], "{}") || strings.ContainsAny(text[c.Start-1:c.NewEnd+1], "{}") {
		return nil, false
	}
	at, m, ok := r.Map.Edited(c)
	if !ok {
		return nil, false
	}
	n := *r
	n.buf = nil // it is that of r
	n.Map = m
	n.Output = r.Output[:at] + text[c.Start:c.NewEnd] + r.Output[at+c.OldEnd-c.Start:]
	n.reuse = &reuse{texts: append([]source.Span(nil), u.texts...), printed: u.printed + c.Delta(), limit: u.limit}
	n.reuse.texts[i].End += c.Delta()
	for k := i + 1; k < len(u.texts); k++ {
		n.reuse.texts[k] = u.texts[k].Shift(c.Delta())
	}
	return &n, true
}

// visible: one of the characters is no white space for anyone.
func visible(text string) bool {
	for i := 0; i < len(text); i++ {
		if text[i] > ' ' && text[i] < 0x7F {
			return true
		}
	}
	return false
}
