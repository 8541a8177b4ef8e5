package scan

import (
	"strings"
	"sync"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"apercu/app/markdown"
	"apercu/app/source"
)

// This file asks Markdown itself what is code, a link, an image, a heading or a
// table. Template tags are blanked to the same length before: a line of nothing
// but tags is an empty line, a tag inside a line is a word. So the tree's
// offsets are those of the file, whether the page was rendered or not.

// tree is what the parts of a page are taken from; offsets are bytes of the file.
type tree struct {
	code     map[int]int // by start: the end of a code span or a fence
	links    map[int]int // by start: the end of a link, an image or an autolink
	headings []block
	tables   []block
}

// block is a heading with its level, or a table with the cells of its first row.
type block struct {
	span  source.Span
	level int
	cells []source.Span
}

var usual = sync.OnceValue(func() *markdown.Converter {
	return markdown.New(markdown.DSFR(13, "callout", "highlight", "quote", "alert", "accordion"))
})

// Usual is Markdown as the sites that Aperçu knows set it up.
func Usual() *markdown.Converter { return usual() }

func (p *Page) readTree(c *markdown.Converter) *tree {
	t := &tree{code: map[int]int{}, links: map[int]int{}}
	if p.Body.Len() == 0 {
		return t
	}
	if c == nil {
		c = Usual()
	}
	parsed := c.Parse(p.blanked())
	at := func(n ast.Node) source.Span {
		s := parsed.Span(n)
		return source.Span{Start: s.Start + p.Body.Start, End: s.End + p.Body.Start}
	}
	// The visitor never fails.
	_ = ast.Walk(parsed.Document, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.CodeSpan, *ast.FencedCodeBlock, *ast.CodeBlock:
			s := at(n)
			t.code[s.Start] = s.End
		case *ast.Link, *ast.Image:
			s := at(n)
			t.links[s.Start] = s.End
		case *ast.Heading:
			t.headings = append(t.headings, block{span: at(n), level: n.Level})
		case *east.Table:
			b := block{span: at(n)}
			if head := n.FirstChild(); head != nil {
				for c := head.FirstChild(); c != nil; c = c.NextSibling() {
					b.cells = append(b.cells, at(c))
				}
			}
			t.tables = append(t.tables, b)
		}
		return ast.WalkContinue, nil
	})
	return t
}

// blanked is the body without its template tags.
func (p *Page) blanked() string {
	text := p.Slice(p.Body)
	if len(p.Tags) == 0 {
		return text
	}
	out := []byte(text)
	for start := 0; start < len(out); {
		end := start + len(text[start:])
		if i := strings.IndexByte(text[start:], '\n'); i >= 0 {
			end = start + i
		}
		filler := byte('x')
		if p.only(p.Body.Start+start, p.Body.Start+end, Template) {
			filler = ' '
		}
		for i := start; i < end; i++ {
			if p.kinds[i] == Template && out[i] != '\r' {
				out[i] = filler
			}
		}
		start = end + 1
	}
	return string(out)
}
