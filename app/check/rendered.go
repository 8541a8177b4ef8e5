package check

import (
	"sort"
	"strings"

	"golang.org/x/net/html"

	"apercu/app/source"
	"apercu/app/sourcemap"
)

// This file reads the rendered page tag by tag. It keeps the tags as printed,
// not a repaired tree: a browser's repairs (a <p> closed by a <div>) are what
// the rules look for.

// Rendered is the page as the site would publish it.
type Rendered struct {
	Content       string        // HTML of the content
	Map           sourcemap.Map // from Content to the file
	Before, After string        // HTML of the layout around it, may be empty
	Partial       bool          // some template could not be rendered: a filter, a shortcode or a file is missing

	read bool
	tags []element

	compared bool
	twins    []duplicate
}

// element is a start or end tag of the content.
type element struct {
	name    string
	closing bool
	attrs   []html.Attribute
	out     source.Span // bytes of Content
	pair    int         // index of the other tag, -1 when none
}

func (e element) value(name string) string {
	for _, a := range e.attrs {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func (e element) has(name string) bool {
	for _, a := range e.attrs {
		if a.Key == name {
			return true
		}
	}
	return false
}

// elements are the tags of the content, in order.
func (r *Rendered) elements() []element {
	if !r.read {
		r.tags, r.read = tags(r.Content), true
	}
	return r.tags
}

func tags(content string) []element {
	var out []element
	open := map[string][]int{}
	z := html.NewTokenizer(strings.NewReader(content))
	at := 0
	for {
		kind := z.Next()
		size := len(z.Raw())
		where := source.Span{Start: at, End: min(at+size, len(content))}
		at += size
		switch kind {
		case html.ErrorToken:
			return out
		case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
			t := z.Token()
			e := element{name: t.Data, closing: kind == html.EndTagToken, attrs: t.Attr, out: where, pair: -1}
			if stack := open[e.name]; e.closing && len(stack) > 0 {
				e.pair = stack[len(stack)-1]
				out[e.pair].pair = len(out)
				open[e.name] = stack[:len(stack)-1]
			} else if !e.closing && kind == html.StartTagToken && !voidElements[e.name] {
				open[e.name] = append(open[e.name], len(out))
			}
			out = append(out, e)
		}
	}
}

var voidElements = map[string]bool{"area": true, "base": true, "br": true, "col": true, "embed": true, "hr": true, "img": true, "input": true, "link": true, "meta": true,
	"source": true, "track": true, "wbr": true}

// source is the place in the file from which a run of the content came.
func (r *Rendered) source(out source.Span) source.Span {
	s, _ := r.Map.SourceSpan(out)
	return s
}

// named reports whether the element at an index has something to read: text,
// a label, an image with an alternative.
func (r *Rendered) named(i int) bool {
	es := r.elements()
	e := es[i]
	if strings.TrimSpace(e.value("aria-label")) != "" || e.has("aria-labelledby") || e.value("title") != "" {
		return true
	}
	if e.pair < 0 {
		return true // not closed: another rule says so
	}
	at := e.out.End
	for j := i + 1; j <= e.pair; j++ {
		if strings.TrimSpace(html.UnescapeString(r.Content[at:es[j].out.Start])) != "" {
			return true
		}
		at = es[j].out.End
		if x := es[j]; x.value("alt") != "" || x.value("aria-label") != "" {
			return true
		}
	}
	return false
}

// holds reports whether the element at an index has one of that name inside.
func (r *Rendered) holds(i int, name string) bool {
	es := r.elements()
	for j := i + 1; j < len(es) && (es[i].pair < 0 || j < es[i].pair); j++ {
		if es[j].name == name && !es[j].closing {
			return true
		}
	}
	return false
}

// lastLevelBefore is the level of the last heading of the layout before the
// content, 0 without one. Those of dialogs and of the header do not lead to it.
func (r *Rendered) lastLevelBefore() int {
	level, from := 0, 0
	if i := strings.LastIndex(r.Before, "<main"); i >= 0 {
		from = i
	}
	for _, e := range tags(r.Before[from:]) {
		if n := headingLevel(e.name); n > 0 && !e.closing {
			level = n
		}
	}
	return level
}

type duplicate struct {
	id  string
	out source.Span
}

// duplicates are the ids of the content that the page has more than once, at
// each place after the first.
func (r *Rendered) duplicates() []duplicate {
	if !r.compared {
		r.twins, r.compared = r.repeated(), true
	}
	return r.twins
}

func (r *Rendered) repeated() []duplicate {
	seen := map[string]bool{}
	for _, part := range []string{r.Before, r.After} {
		for _, e := range tags(part) {
			if id := e.value("id"); id != "" && !e.closing {
				seen[id] = true
			}
		}
	}
	var out []duplicate
	for _, e := range r.elements() {
		id := e.value("id")
		if id == "" || e.closing {
			continue
		}
		if seen[id] {
			out = append(out, duplicate{id, e.out})
		}
		seen[id] = true
	}
	return out
}

// ids are all ids of the page, layout included.
func (r *Rendered) ids() map[string]bool {
	out := map[string]bool{}
	for _, part := range [][]element{tags(r.Before), r.elements(), tags(r.After)} {
		addIDs(out, part)
	}
	return out
}

func addIDs(ids map[string]bool, es []element) {
	for _, e := range es {
		if e.closing {
			continue
		}
		for _, key := range []string{"id", "name"} {
			if v := e.value(key); v != "" && (key == "id" || e.name == "a") {
				ids[v] = true
			}
		}
	}
}

// insideItem reports whether what a span of the file printed stands in a list
// item of the content. Without a map it answers that it may.
func (r *Rendered) insideItem(s source.Span) bool {
	at, ok := r.Map.Output(s.Start)
	if !ok {
		return true
	}
	depth := 0
	es := r.elements()
	n := sort.Search(len(es), func(i int) bool { return es[i].out.Start > at })
	for _, e := range es[:n] {
		if e.name == "li" && e.closing && depth > 0 {
			depth--
		} else if e.name == "li" && !e.closing {
			depth++
		}
	}
	return depth > 0
}
