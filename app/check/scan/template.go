package scan

import (
	"slices"
	"strings"

	"apercu/app/source"
	"apercu/app/template/syntax"
)

// This file finds template tags; their arguments are those that the template's
// parser reads. They come first: in Eleventy Nunjucks runs over the whole body,
// code blocks and comments of HTML included.

// Tag is a template tag, expression or comment.
type Tag struct {
	Span source.Span
	Open byte        // '%', '{' or '#'
	Name string      // of a {% tag %}
	At   source.Span // the name
	Args []Arg
	Pair int // index in Page.Tags of the matching end or start tag, -1 when none
}

// Arg is one argument of a shortcode. Value is the content of a string literal, or
// the bytes of another expression.
type Arg struct {
	Span    source.Span // quotes included
	Name    string      // of a keyword argument
	Value   string
	Literal bool
}

// Body is the span between a start tag and its end tag.
func (p *Page) TagBody(t Tag) source.Span {
	if t.Pair < 0 {
		return source.Span{Start: t.Span.End, End: t.Span.End}
	}
	return source.Span{Start: t.Span.End, End: p.Tags[t.Pair].Span.Start}
}

func (p *Page) templates() {
	text, end := p.text[:p.Body.End], p.Body.End
	for i := p.Body.Start; i+1 < end; {
		j := strings.IndexByte(text[i:end], '{')
		if j < 0 || i+j+1 >= end {
			return
		}
		i += j
		switch open := text[i+1]; open {
		case '%', '{', '#':
			t := p.tag(i, open)
			p.Tags = append(p.Tags, t)
			for k := t.Span.Start; k < t.Span.End; k++ {
				p.kinds[k-p.Body.Start] = Template
			}
			i = t.Span.End
			if t.Open == '%' && (t.Name == "raw" || t.Name == "verbatim") {
				i = syntax.RawEnd(text, i, t.Name)
			}
		default:
			i++
		}
	}
}

// tag reads one tag. Without its closing delimiter it ends with its line, so
// that the rest of the page is still checked.
func (p *Page) tag(start int, open byte) Tag {
	t := Tag{Open: open, Pair: -1}
	close := "%}"
	switch open {
	case '{':
		close = "}}"
	case '#':
		close = "#}"
	}
	end := p.tagEnd(start+2, close, open != '#')
	t.Span = source.Span{Start: start, End: end}
	if open != '%' {
		return t
	}
	inner := end
	if strings.HasSuffix(p.text[start:end], close) {
		inner -= 2
	}
	at := start + 2
	if at < inner && p.text[at] == '-' {
		at++
	}
	if inner > at && p.text[inner-1] == '-' {
		inner--
	}
	at = skipBlank(p.text, at, inner)
	name := at
	for name < inner && (IsWordByte(p.text[name]) || p.text[name] == '_') {
		name++
	}
	t.Name, t.At = p.text[at:name], source.Span{Start: at, End: name}
	t.Args = p.args(t, source.Span{Start: name, End: inner})
	return t
}

func (p *Page) tagEnd(from int, close string, strs bool) int {
	quote := byte(0)
	for i := from; i < p.Body.End; i++ {
		c := p.text[i]
		switch {
		case quote != 0 && c == '\\':
			i++
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case strs && (c == '"' || c == '\''):
			quote = c
		case strings.HasPrefix(p.text[i:p.Body.End], close):
			return i + 2
		}
	}
	// An unbalanced quote must not swallow the page.
	if j := strings.Index(p.text[from:p.Body.End], close); j >= 0 {
		return from + j + 2
	}
	if j := strings.IndexByte(p.text[from:p.Body.End], '\n'); j >= 0 {
		return from + j
	}
	return p.Body.End
}

// args are the arguments of a shortcode, as the template's parser reads them.
// What it cannot read is one argument, so that no rule takes it for none.
func (p *Page) args(t Tag, inner source.Span) []Arg {
	if strings.HasPrefix(t.Name, "end") || slices.Contains(syntax.Builtin, t.Name) || strings.TrimSpace(p.Slice(inner)) == "" {
		return nil
	}
	tree := syntax.Parse(p.File, t.Span, syntax.Options{Tags: map[string]bool{t.Name: false}})
	tag, ok := (*syntax.Tag)(nil), false
	if len(tree.Body) > 0 {
		tag, ok = tree.Body[0].(*syntax.Tag)
	}
	if !ok {
		at := p.trim(inner)
		return []Arg{{Span: at, Value: p.Slice(at)}}
	}
	var out []Arg
	for _, e := range tag.Args.Positional {
		out = append(out, p.arg("", e))
	}
	for _, k := range tag.Args.Keyword {
		name, _ := syntax.NameOf(k.Key)
		out = append(out, p.arg(name, k.Value))
	}
	return out
}

func (p *Page) arg(name string, e syntax.Expr) Arg {
	a := Arg{Span: e.Span(), Name: name}
	a.Value = p.Slice(a.Span)
	if l, ok := e.(*syntax.Literal); ok {
		if s, ok := l.Value.(string); ok {
			a.Value, a.Literal = s, true
		}
	}
	return a
}

func skipBlank(text string, i, to int) int {
	for i < to && (text[i] == ' ' || text[i] == '\t' || text[i] == '\n' || text[i] == '\r') {
		i++
	}
	return i
}

// pairTags joins {% x %} and {% endx %} of the same depth.
func (p *Page) pairTags() {
	open := map[string][]int{}
	for i := range p.Tags {
		t := &p.Tags[i]
		if t.Open != '%' {
			continue
		}
		name, isEnd := strings.CutPrefix(t.Name, "end")
		if !isEnd || name == "" {
			open[t.Name] = append(open[t.Name], i)
			continue
		}
		if stack := open[name]; len(stack) > 0 {
			j := stack[len(stack)-1]
			open[name] = stack[:len(stack)-1]
			t.Pair, p.Tags[j].Pair = j, i
		}
	}
}
