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

func (f *flattener) push(t token) {
	t.level = f.level
	f.tokens = append(f.tokens, t)
}

func (f *flattener) open(t token) {
	t.nesting = 1
	f.push(t)
	f.level++
}

func (f *flattener) close(t token) {
	f.level--
	t.nesting = -1
	f.push(t)
}

// wrap puts the tokens of inside between an opening and a closing one.
func (f *flattener) wrap(t token, inside func()) {
	f.open(t)
	inside()
	f.close(token{kind: t.kind, number: t.number, hidden: t.hidden, node: t.node})
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
		f.wrap(token{kind: tParagraph, node: n, hidden: tight}, func() { f.inline(n) })
	case *ast.Heading:
		f.wrap(token{kind: tHeading, number: uint8(n.Level), node: n}, func() { f.inline(n) })
	case *ast.ThematicBreak:
		f.push(token{kind: tRule, node: n})
	case *ast.CodeBlock:
		f.push(token{kind: tCodeBlock, node: n, content: content(f.src, n) + "\n"})
	case *ast.FencedCodeBlock:
		f.push(token{kind: tFence, node: n, content: content(f.src, n), info: f.src[n.Info.Segment.Start:n.Info.Segment.Stop]})
	case *ast.HTMLBlock:
		f.push(token{kind: tHTMLBlock, node: n, content: content(f.src, n)})
	case *ast.Blockquote:
		f.wrap(token{kind: tQuote, node: n}, func() { f.blocks(n, false) })
	case *ast.List:
		f.list(n)
	case *east.Table:
		f.table(n)
	case *ContainerBlock:
		f.wrap(token{kind: tContainer, node: n, info: n.Info}, func() { f.blocks(n, false) })
	}
}

func (f *flattener) inline(n ast.Node) {
	t := token{kind: tInline, node: n}
	if in, ok := n.FirstChild().(*inlineNode); ok {
		t.content, t.children = in.content, in.tokens
	} else if n.Lines().Len() > 0 {
		t.content = content(f.src, n)
		t.children = parseInline(f.o, f.refs, t.content, 0, f.memory)
	}
	f.push(t)
}

func (f *flattener) list(n *ast.List) {
	t := token{kind: tBulletList, node: n}
	if n.IsOrdered() {
		t.kind = tOrderedList
		if n.Start != 1 {
			t.attrs = []attribute{{"start", itoa(n.Start)}}
		}
	}
	f.wrap(t, func() {
		for item := n.FirstChild(); item != nil; item = item.NextSibling() {
			f.wrap(token{kind: tItem, node: item}, func() { f.blocks(item, n.IsTight) })
		}
	})
}

func (f *flattener) table(n *east.Table) {
	f.wrap(token{kind: tTable, node: n}, func() {
		head := n.FirstChild()
		f.wrap(token{kind: tHead, node: head}, func() { f.row(head, tHeadCell) })
		if head.NextSibling() == nil {
			return
		}
		f.wrap(token{kind: tBody}, func() {
			for row := head.NextSibling(); row != nil; row = row.NextSibling() {
				f.row(row, tCell)
			}
		})
	})
}

func (f *flattener) row(row ast.Node, kind tokenKind) {
	f.wrap(token{kind: tRow, node: row}, func() {
		for c := row.FirstChild(); c != nil; c = c.NextSibling() {
			cell := c.(*east.TableCell)
			t := token{kind: kind, node: cell}
			if cell.Alignment != east.AlignNone {
				t.attrs = []attribute{{"style", "text-align:" + cell.Alignment.String()}}
			}
			f.wrap(t, func() { f.inline(cell) })
		}
	})
}
