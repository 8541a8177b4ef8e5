package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"

	"apercu/app/source"
)

// This file makes the syntax tree that the checks walk: goldmark's nodes, with
// the attributes that braces gave them, each with its bytes in the source.

// Tree is the syntax tree of a page. Its nodes are goldmark's, plus
// ContainerBlock; texts are ast.Text where they are source, ast.String where an
// escape, a character reference or a name changed them.
type Tree struct {
	Document ast.Node
	// Text is the source with every line end a line feed: segments in the nodes
	// refer to it. Spans refer to the source as given.
	Text []byte

	spans  map[ast.Node]source.Span // bytes of Text
	shifts shifts
}

// Span is the bytes of the source on which a node stands: for a block, from
// its first mark to the end of its last line that is not blank.
func (t *Tree) Span(n ast.Node) source.Span {
	return t.outside(t.spans[n])
}

// Source maps bytes of Text to bytes of the source as given.
func (t *Tree) Source(s source.Span) source.Span { return t.outside(s) }

func (t *Tree) outside(s source.Span) source.Span {
	return source.Span{Start: t.shifts.source(s.Start), End: t.shifts.source(s.End)}
}

// Plain is the text of a node without markup: what a reader hears, with the
// descriptions of images.
func (t *Tree) Plain(n ast.Node) string {
	var b strings.Builder
	t.plain(&b, n)
	return b.String()
}

func (t *Tree) plain(b *strings.Builder, n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		b.Write(n.Segment.Value(t.Text))
		if n.SoftLineBreak() || n.HardLineBreak() {
			b.WriteByte('\n')
		}
	case *ast.String:
		b.Write(n.Value)
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		t.plain(b, c)
	}
}

// Attribute is the value of an attribute of a node, as braces, a heading's
// anchor or the alignment of a cell gave it.
func (t *Tree) Attribute(n ast.Node, name string) (string, bool) {
	value, ok := n.AttributeString(name)
	s, _ := value.(string)
	return s, ok
}

// Parse gives the syntax tree of a page.
func (c *Converter) Parse(src string) *Tree {
	text, moved := normalize(src)
	t := &Tree{Text: []byte(text), spans: map[ast.Node]source.Span{}, shifts: moved}
	refs := &references{}
	t.Document = c.parse(text, refs, t.spans)
	t.spans[t.Document] = source.Span{Start: 0, End: len(text)}
	f := &flattener{o: &c.o, src: text, refs: refs, memory: &inlineMemory{}}
	f.blocks(t.Document, false)
	tokens := f.tokens
	if c.attrs != nil {
		tokens = c.attrs.apply(tokens)
	}
	b := &treeBuilder{t: t, kept: map[ast.Node]bool{}}
	b.blocks(tokens)
	b.prune(t.Document)
	if c.o.Anchors != nil {
		b.anchors(c.o.Anchors, tokens)
	}
	return t
}

// treeBuilder puts what tokens know into the nodes.
type treeBuilder struct {
	t    *Tree
	kept map[ast.Node]bool // blocks that attributes did not swallow
	in   *inlineNode       // the content being built
	deep int               // tags open in it
	off  []int             // content offset at which each of its segments starts
}

func (b *treeBuilder) blocks(tokens []token) {
	for i := range tokens {
		t := &tokens[i]
		if t.node == nil {
			continue
		}
		b.kept[t.node] = true
		if t.kind == tInline {
			b.inline(t)
			continue
		}
		if p, ok := t.node.(*ast.Paragraph); ok && t.kind == tRule {
			rule := ast.NewThematicBreak()
			rule.SetPos(p.Pos())
			p.Parent().ReplaceChild(p.Parent(), p, rule)
			b.t.spans[rule] = b.t.spans[p]
			t.node = rule
		}
		setAttributes(t.node, t.attrs)
	}
}

func setAttributes(n ast.Node, attrs []attribute) {
	for _, a := range attrs {
		n.SetAttributeString(a.name, a.value)
	}
}

// prune removes the paragraphs of braces that went to a list or a table.
func (b *treeBuilder) prune(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; {
		next := n.NextSibling()
		if _, ok := n.(*ast.Paragraph); ok && !b.kept[n] {
			parent.RemoveChild(parent, n)
		} else if n.Type() == ast.TypeBlock {
			b.prune(n)
		}
		n = next
	}
}

func (b *treeBuilder) anchors(a *Anchor, tokens []token) {
	slugs := slugSet{}
	for i := range tokens {
		t := &tokens[i]
		if !isOpen(t, tHeading) || !a.wants(int(t.number)) {
			continue
		}
		slug, written := t.attr("id")
		if !written {
			content := &tokens[i+1]
			for k := range content.children {
				if content.children[k].kind == tSpecial {
					content.children[k].kind = tText
				}
			}
			slug = a.slug(headingText(content.children))
		}
		id, _ := slugs.unique(slug, written)
		t.node.SetAttributeString("id", id)
	}
}

// inline replaces the content of a block by goldmark's inline nodes.
func (b *treeBuilder) inline(t *token) {
	in, ok := t.node.FirstChild().(*inlineNode)
	if !ok {
		return
	}
	b.in, b.off = in, b.off[:0]
	at := 0
	for i := range in.lines.Len() {
		b.off = append(b.off, at)
		g := in.lines.At(i)
		at += g.Padding + g.Stop - g.Start
	}
	t.node.RemoveChildren(t.node)
	b.children(t.node, t.children, 0)
}

// outer is the offset in the text of one in the content; end says that it is
// the end of something, which belongs to the line before.
func (b *treeBuilder) outer(offset int, end bool) int {
	i := len(b.off) - 1
	for i > 0 && (b.off[i] > offset || end && b.off[i] == offset) {
		i--
	}
	g := b.in.lines.At(i)
	return min(g.Stop, max(g.Start, g.Start+offset-b.off[i]-g.Padding))
}

func (b *treeBuilder) span(start, end int32) source.Span {
	s := b.outer(int(start), false)
	return source.Span{Start: s, End: max(s, b.outer(int(end), true))}
}

// maxDepth bounds emphasis in emphasis, so that whoever walks the tree does not
// overflow the stack of a browser.
const maxDepth = 100

// children appends the nodes of tokens from i on to parent, up to the closing
// tag of parent; it returns the index after that.
func (b *treeBuilder) children(parent ast.Node, tokens []token, i int) int {
	flat := 0 // tags too deep to be nodes
	for i < len(tokens) {
		t := &tokens[i]
		i++
		if t.nesting < 0 {
			if flat == 0 {
				return i
			}
			flat--
			continue
		}
		if t.nesting > 0 && b.deep >= maxDepth {
			flat++
			continue
		}
		span := b.span(t.start, t.end)
		n := b.node(t, span)
		if n == nil {
			b.lineBreak(parent, t.kind, span)
			continue
		}
		parent.AppendChild(parent, n)
		if t.nesting > 0 {
			b.deep++
			i = b.children(n, tokens, i)
			b.deep--
			span.End = max(span.End, b.outer(int(tokens[i-1].end), true))
		}
		n.(interface{ SetPos(int) }).SetPos(span.Start)
		b.t.spans[n] = span
		if t.kind != tLink && t.kind != tImage {
			setAttributes(n, t.attrs)
			continue
		}
		for _, a := range t.attrs {
			if a.name != "href" && a.name != "src" && a.name != "alt" && a.name != "title" {
				n.SetAttributeString(a.name, a.value)
			}
		}
	}
	return i
}

// lineBreak marks the text before it, as goldmark does.
func (b *treeBuilder) lineBreak(parent ast.Node, kind tokenKind, span source.Span) {
	last, ok := parent.LastChild().(*ast.Text)
	if !ok {
		last = ast.NewTextSegment(text.NewSegment(span.Start, span.Start))
		parent.AppendChild(parent, last)
		b.t.spans[last] = span
	}
	last.SetSoftLineBreak(kind == tSoftBreak)
	last.SetHardLineBreak(kind == tHardBreak)
}

// node is the inline node of a token, nil for a line break.
func (b *treeBuilder) node(t *token, span source.Span) ast.Node {
	segment := text.NewSegment(span.Start, span.End)
	switch t.kind {
	case tSoftBreak, tHardBreak:
		return nil
	case tEm:
		return ast.NewEmphasis(1)
	case tStrong:
		return ast.NewEmphasis(2)
	case tDel:
		return east.NewStrikethrough()
	case tCodeInline:
		code := ast.NewCodeSpan()
		inner := ast.NewString([]byte(t.content))
		inner.SetCode(true)
		code.AppendChild(code, inner)
		b.t.spans[inner] = span
		return code
	case tHTMLInline:
		raw := ast.NewRawHTML()
		raw.Segments.Append(segment)
		return raw
	case tLink:
		return b.link(t)
	case tImage:
		img := ast.NewImage(b.link(t))
		b.children(img, t.children, 0)
		return img
	}
	if t.verbatim && int(t.end-t.start) == span.Len() {
		return ast.NewTextSegment(segment)
	}
	return ast.NewString([]byte(t.content))
}

func (b *treeBuilder) link(t *token) *ast.Link {
	link := ast.NewLink()
	for _, a := range t.attrs {
		switch a.name {
		case "href", "src":
			link.Destination = []byte(a.value)
		case "title":
			link.Title = []byte(a.value)
		}
	}
	return link
}
