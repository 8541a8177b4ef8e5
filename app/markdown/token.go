package markdown

import (
	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// This file reads the tree as markdown-it's list of tokens. Plugins count on
// its order, on the level of each token and on what stands before and after:
// attributes at the end of a list item climb to the list, and an accordion's
// id is the index of its token.

type tokenKind uint8

const (
	tText    tokenKind = iota
	tSpecial           // an escape or a character reference, text once attributes are read
	tSoftBreak
	tHardBreak
	tCodeInline
	tHTMLInline
	tImage
	tEm
	tStrong
	tDel
	tLink
	tSpan // of permalinks

	tInline // the inline content of a block; its tokens are children
	tParagraph
	tHeading
	tRule
	tCodeBlock
	tFence
	tHTMLBlock
	tQuote
	tBulletList
	tOrderedList
	tItem
	tTable
	tHead
	tBody
	tRow
	tHeadCell
	tCell
	tContainer
)

var tagNames = [...]string{
	tSoftBreak: "br", tHardBreak: "br", tCodeInline: "code", tImage: "img", tEm: "em", tStrong: "strong", tDel: "s", tLink: "a", tSpan: "span",
	tParagraph: "p", tRule: "hr", tCodeBlock: "code", tFence: "code", tQuote: "blockquote", tBulletList: "ul", tOrderedList: "ol",
	tItem: "li", tTable: "table", tHead: "thead", tBody: "tbody", tRow: "tr", tHeadCell: "th", tCell: "td", tContainer: "div",
}

var headingTags = [...]string{"", "h1", "h2", "h3", "h4", "h5", "h6"}

type attribute struct{ name, value string }

// token is markdown-it's Token. Offsets are bytes: of the inline content for
// inline tokens, where the text is content[start:end] if verbatim is set.
type token struct {
	kind     tokenKind
	nesting  int8 // 1 opens, -1 closes, 0 stands alone
	hidden   bool
	verbatim bool  // content is the source between start and end
	auto     bool  // an autolink
	meta     bool  // columns was set
	number   uint8 // heading level
	level    int32
	start    int32
	end      int32
	columns  int32 // markdown-it-attrs: cells of a table row
	content  string
	info     string
	attrs    []attribute
	children []token
	node     ast.Node
}

func (t *token) tag() string {
	if t.kind == tHeading {
		return headingTags[t.number]
	}
	if int(t.kind) < len(tagNames) {
		return tagNames[t.kind]
	}
	return ""
}

// container is the container's node, for tokens of that kind.
func (t *token) container() *ContainerBlock { return t.node.(*ContainerBlock) }

// block: every token outside inline content.
func (t *token) block() bool { return t.kind >= tInline }

func (t *token) attr(name string) (value string, ok bool) {
	for i := range t.attrs {
		if t.attrs[i].name == name {
			return t.attrs[i].value, true
		}
	}
	return "", false
}

func (t *token) setAttr(name, value string) {
	for i := range t.attrs {
		if t.attrs[i].name == name {
			t.attrs[i].value = value
			return
		}
	}
	t.attrs = append(t.attrs, attribute{name, value})
}

// keep cuts the content of a text down, and with it the source it covers.
func (t *token) keep(from, to int) {
	if t.verbatim {
		t.start, t.end = t.start+int32(from), t.start+int32(to)
	}
	t.content = t.content[from:to]
}

// joinAttr adds to a list of words, as classes are.
func (t *token) joinAttr(name, value string) {
	for i := range t.attrs {
		if t.attrs[i].name == name {
			t.attrs[i].value += " " + value
			return
		}
	}
	t.attrs = append(t.attrs, attribute{name, value})
}

// flattener appends the tokens of blocks.
type flattener struct {
	o      *Options
	src    string
	refs   *references
	memory *inlineMemory // of the tokens of inline content
	tokens []token
	level  int32
}

// start makes room for the tokens of another block.
func (f *flattener) start() {
	f.tokens = f.tokens[:0]
	f.level = 0
	f.memory.reuse()
}

// push appends a token; it is good until the next one. Inlined into all of its
// callers it would make the WebAssembly 14 KB larger.
//
//go:noinline
func (f *flattener) push(kind tokenKind, n ast.Node) *token {
	f.tokens = append(f.tokens, token{kind: kind, level: f.level, node: n})
	return &f.tokens[len(f.tokens)-1]
}

func (f *flattener) open(kind tokenKind, n ast.Node) *token {
	t := f.push(kind, n)
	t.nesting = 1
	f.level++
	return t
}

func (f *flattener) close(kind tokenKind, n ast.Node) *token {
	f.level--
	t := f.push(kind, n)
	t.nesting = -1
	return t
}

func (f *flattener) blocks(parent ast.Node, tight bool) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		f.block(n, tight)
	}
}

// block appends the tokens of one block; tight hides the tags of a paragraph
// that stands in an item of a tight list.
func (f *flattener) block(n ast.Node, tight bool) {
	switch n := n.(type) {
	case *ast.Paragraph:
		f.open(tParagraph, n).hidden = tight
		f.inline(n)
		f.close(tParagraph, n).hidden = tight
	case *ast.Heading:
		f.open(tHeading, n).number = uint8(n.Level)
		f.inline(n)
		f.close(tHeading, n).number = uint8(n.Level)
	case *ast.ThematicBreak:
		f.push(tRule, n)
	case *ast.CodeBlock:
		f.push(tCodeBlock, n).content = content(f.src, n) + "\n"
	case *ast.FencedCodeBlock:
		t := f.push(tFence, n)
		t.content, t.info = content(f.src, n), f.src[n.Info.Segment.Start:n.Info.Segment.Stop]
	case *ast.HTMLBlock:
		f.push(tHTMLBlock, n).content = content(f.src, n)
	case *ast.Blockquote:
		f.open(tQuote, n)
		f.blocks(n, false)
		f.close(tQuote, n)
	case *ast.List:
		f.list(n)
	case *east.Table:
		f.table(n)
	case *ContainerBlock:
		f.open(tContainer, n).info = n.Info
		f.blocks(n, false)
		f.close(tContainer, n)
	}
}

func (f *flattener) inline(n ast.Node) {
	t := f.push(tInline, n)
	if in, ok := n.FirstChild().(*inlineNode); ok {
		t.content, t.children = in.content, in.tokens
	} else if n.Lines().Len() > 0 {
		t.content = content(f.src, n)
		t.children = parseInline(f.o, f.refs, t.content, 0, f.memory)
	}
}

func (f *flattener) list(n *ast.List) {
	kind := tBulletList
	if n.IsOrdered() {
		kind = tOrderedList
	}
	t := f.open(kind, n)
	if n.IsOrdered() && n.Start != 1 {
		t.attrs = []attribute{{"start", itoa(n.Start)}}
	}
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		f.open(tItem, item)
		f.blocks(item, n.IsTight)
		f.close(tItem, item)
	}
	f.close(kind, n)
}

func (f *flattener) table(n *east.Table) {
	f.open(tTable, n)
	head := n.FirstChild()
	f.open(tHead, head)
	f.row(head, tHeadCell)
	f.close(tHead, head)
	if head.NextSibling() != nil {
		f.open(tBody, nil)
		for row := head.NextSibling(); row != nil; row = row.NextSibling() {
			f.row(row, tCell)
		}
		f.close(tBody, nil)
	}
	f.close(tTable, n)
}

func (f *flattener) row(row ast.Node, kind tokenKind) {
	f.open(tRow, row)
	for c := row.FirstChild(); c != nil; c = c.NextSibling() {
		cell := c.(*east.TableCell)
		t := f.open(kind, cell)
		if cell.Alignment != east.AlignNone {
			t.attrs = []attribute{{"style", "text-align:" + cell.Alignment.String()}}
		}
		f.inline(cell)
		f.close(kind, cell)
	}
	f.close(tRow, row)
}
