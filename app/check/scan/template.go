package scan

import (
	"strings"

	"apercu/app/source"
)

// This file finds template tags. They come first: in Eleventy Nunjucks runs
// over the whole body, code blocks and comments of HTML included.

// Tag is a template tag, expression or comment.
type Tag struct {
	Span source.Span
	Open byte        // '%', '{' or '#'
	Name string      // of a {% tag %}
	At   source.Span // the name
	Args []Arg
	Pair int // index in Page.Tags of the matching end or start tag, -1 when none
}

// Arg is one argument of a tag. Value is the content of a string literal, or
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
				i = p.rawEnd(i, t.Name)
			}
		default:
			i++
		}
	}
}

// rawEnd is where {% endraw %} starts, the end of the body when there is none.
func (p *Page) rawEnd(from int, name string) int {
	for i := from; i < p.Body.End; {
		j := strings.Index(p.text[i:p.Body.End], "{%")
		if j < 0 {
			break
		}
		i += j
		rest := strings.TrimLeft(p.text[i+2:p.Body.End], "- \t\r\n")
		if strings.HasPrefix(rest, "end"+name) {
			return i
		}
		i += 2
	}
	return p.Body.End
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
	t.Args = args(p.text, name, inner)
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

// args splits at commas and blanks outside of strings and brackets, as
// nunjucks reads a shortcode's arguments.
func args(text string, from, to int) []Arg {
	var out []Arg
	for i := skipSeparators(text, from, to); i < to; i = skipSeparators(text, i, to) {
		a := Arg{}
		start := i
		if c := text[i]; c == '"' || c == '\'' {
			i = stringEnd(text, i, to)
			a.Literal = true
			a.Value = unquote(text[start:i])
		} else {
			i = expressionEnd(text, i, to)
			a.Value = text[start:i]
			if eq := strings.IndexByte(a.Value, '='); eq > 0 && isName(a.Value[:eq]) && !strings.HasPrefix(a.Value[eq:], "==") {
				a.Name, start = a.Value[:eq], start+eq+1
				a.Value = a.Value[eq+1:]
				if n := len(a.Value); n > 1 && (a.Value[0] == '"' || a.Value[0] == '\'') && a.Value[n-1] == a.Value[0] {
					a.Literal, a.Value = true, unquote(a.Value)
				}
			}
		}
		a.Span = source.Span{Start: start, End: i}
		out = append(out, a)
	}
	return out
}

func expressionEnd(text string, i, to int) int {
	depth := 0
	for i < to {
		switch c := text[i]; {
		case c == '"' || c == '\'':
			i = stringEnd(text, i, to)
			continue
		case c == '(' || c == '[' || c == '{':
			depth++
		case c == ')' || c == ']' || c == '}':
			depth--
		case depth <= 0 && (c == ',' || c == ' ' || c == '\t' || c == '\n' || c == '\r'):
			return i
		}
		i++
	}
	return to
}

func stringEnd(text string, i, to int) int {
	quote := text[i]
	for i++; i < to; i++ {
		if text[i] == '\\' {
			i++
		} else if text[i] == quote {
			return i + 1
		}
	}
	return to
}

func unquote(s string) string {
	if len(s) < 2 {
		return ""
	}
	if s[len(s)-1] == s[0] {
		s = s[1 : len(s)-1]
	} else {
		s = s[1:]
	}
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) {
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

func isName(s string) bool {
	for i := 0; i < len(s); i++ {
		if !IsWordByte(s[i]) && s[i] != '_' {
			return false
		}
	}
	return s != ""
}

func skipBlank(text string, i, to int) int {
	for i < to && (text[i] == ' ' || text[i] == '\t' || text[i] == '\n' || text[i] == '\r') {
		i++
	}
	return i
}

func skipSeparators(text string, i, to int) int {
	for i < to && (text[i] == ',' || text[i] == ' ' || text[i] == '\t' || text[i] == '\n' || text[i] == '\r') {
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
