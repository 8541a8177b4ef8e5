package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"apercu/app/source"
)

// This file holds what the block rules share, and plugs them into goldmark.
// goldmark's parser walks the lines and asks our BlockParsers, in markdown-it's
// order, who opens at each one. A rule reads its whole block at once, looking
// ahead over the table of lines, and nested blocks by the same rules: that is
// how markdown-it decides lazy lines, tight lists and unclosed containers, and
// goldmark's own one-line view cannot.

// paragraphs, and the other blocks that a rule may cut short.
type interrupts uint8

const (
	inParagraph interrupts = 1 << iota
	inReference
	inQuote
	inList
)

// rule reads the block that starts at line start, before line end, and says
// whether there is one. With probe set it only answers, building nothing: the
// caller is a block of that kind that asks whether it ends here.
type rule struct {
	name string
	cuts interrupts
	read func(s *blockState, start, end int, probe interrupts) bool
}

// blockState is markdown-it's StateBlock.
type blockState struct {
	o          *Options
	rules      []rule
	src        string
	lines      []line
	line       int // next line to read
	lineMax    int
	blkIndent  int // columns that belong to the enclosing list items
	listIndent int // blkIndent of the enclosing list, -1 outside
	tight      bool
	level      int
	node       ast.Node // what new blocks are appended to
	refs       *references
	lastRun    run
	holder     ast.Node // parent of a top-level block being read
	memory     *memory
	tops       []topBlock               // the top-level blocks, in order
	defined    []definition             // reference definitions read so far
	spans      map[ast.Node]source.Span // of a syntax tree; nil when the page is rendered
}

func newBlockState(o *Options, rules []rule, src string, refs *references, m *memory) *blockState {
	m.lines = splitLines(m.lines[:0], src)
	m.nodes.reuse()
	return &blockState{o: o, rules: rules, src: src, lines: m.lines, lineMax: len(m.lines) - 1, listIndent: -1, refs: refs, holder: ast.NewTextBlock(), memory: m, tops: m.tops[:0]}
}

// blockRules are the rules in markdown-it's order; containers stand before
// fences, in the order of the options.
func blockRules(o *Options) []rule {
	var rules []rule
	if !o.NoTables {
		rules = append(rules, rule{"table", inParagraph | inReference, readTable})
	}
	if !o.NoIndentedCode {
		rules = append(rules, rule{"code", 0, readCode})
	}
	for i := range o.Containers {
		rules = append(rules, rule{"container", inParagraph | inReference | inQuote | inList, containerRule(&o.Containers[i])})
	}
	return append(rules,
		rule{"fence", inParagraph | inReference | inQuote | inList, readFence},
		rule{"blockquote", inParagraph | inReference | inQuote | inList, readQuote},
		rule{"hr", inParagraph | inReference | inQuote | inList, readBreak},
		rule{"list", inParagraph | inReference | inQuote, readList},
		rule{"reference", 0, readReference},
		rule{"html_block", inParagraph | inReference | inQuote, readHTMLBlock},
		rule{"heading", inParagraph | inReference | inQuote, readHeading},
		rule{"lheading", 0, readSetext},
		rule{"paragraph", 0, readParagraph},
	)
}

// tooFar says that the line is indented by four columns or more: no block but
// code and paragraphs starts there.
func (s *blockState) tooFar(n int) bool { return s.lines[n].indent-s.blkIndent >= 4 }

// cut says whether another block starts at line n, within one of that kind.
func (s *blockState) cut(n, end int, kind interrupts) bool {
	for i := range s.rules {
		if s.rules[i].cuts&kind != 0 && s.rules[i].read(s, n, end, kind) {
			return true
		}
	}
	return false
}

// run remembers the last lazyEnd: no line after from cuts a block of that kind
// short before end, so that it holds for what starts on any of them.
type run struct {
	from, end, limit, indent, level int
	kind                            interrupts
}

// lazyEnd is the line after a paragraph-like block that starts at line start.
func (s *blockState) lazyEnd(start, end int, kind interrupts) int {
	r := run{start, 0, end, s.blkIndent, s.level, kind}
	if old := s.lastRun; old.from <= start && start < old.end {
		if r.from, r.end = old.from, old.end; r == old {
			return old.end
		}
		r.from = start
	}
	n := start + 1
	for ; n < end && !s.lines[n].empty(); n++ {
		if s.lines[n].indent-s.blkIndent > 3 || s.lines[n].indent < 0 {
			continue
		}
		if s.cut(n, end, kind) {
			break
		}
	}
	r.end = n
	s.lastRun = r
	return n
}

// tokenize reads the blocks of lines [start, end) into s.node.
func (s *blockState) tokenize(start, end int) {
	gap := false
	for n := start; n < end; {
		for n < s.lineMax && s.lines[n].empty() {
			n++
		}
		s.line = n
		if n >= end || s.lines[n].indent < s.blkIndent {
			return
		}
		if s.level >= s.o.MaxNesting {
			s.line = end
			return
		}
		for i := range s.rules {
			if s.rules[i].read(s, n, end, 0) {
				break
			}
		}
		s.tight = !gap
		if s.lines[s.line-1].empty() {
			gap = true
		}
		n = s.line
		if n < end && s.lines[n].empty() {
			gap = true
			n++
			s.line = n
		}
	}
}

// add appends a block that stands on lines [from, to).
func (s *blockState) add(node ast.Node, from, to int) ast.Node {
	node.SetPos(s.lines[from].first())
	s.node.AppendChild(s.node, node)
	s.setSpan(node, from, to)
	return node
}

// open makes the node the parent of what follows, until close.
func (s *blockState) open(node ast.Node, from int) {
	node.SetPos(s.lines[from].first())
	s.node.AppendChild(s.node, node)
	s.node = node
	s.level++
}

func (s *blockState) close(from, to int) {
	node := s.node
	s.node = node.Parent()
	s.level--
	s.setSpan(node, from, to)
}

// setSpan records the bytes from the first mark of a block to the end of its
// last line that is not blank.
func (s *blockState) setSpan(node ast.Node, from, to int) {
	if s.spans == nil {
		return
	}
	start := s.lines[from].first() // node.Pos is that of the lines for some kinds
	for to > from+1 && s.lines[to-1].empty() {
		to--
	}
	s.spans[node] = source.Span{Start: start, End: max(start, s.lines[max(from, to-1)].end)}
}

var stateKey = parser.NewContextKey()

// topBlock is a block of the page itself.
type topBlock struct {
	block    ast.Node
	from, to int          // its lines
	defines  []definition // in it or deeper
}

// readTop reads the top-level block that starts at line n.
func (s *blockState) readTop(n int) {
	s.node, s.line = s.holder, n
	defined := len(s.defined)
	for i := range s.rules {
		if s.rules[i].read(s, n, s.lineMax, 0) {
			break
		}
	}
	block := s.holder.FirstChild()
	s.holder.RemoveChild(s.holder, block)
	s.tops = append(s.tops, topBlock{block, n, s.line, s.defined[defined:len(s.defined):len(s.defined)]})
}

// readTops reads all of a page that is rendered. It is goldmark's driver without
// the tree of the page, which took 7 % of the time of a conversion: each block's
// content is read when it is printed, so that one block's tokens take the place
// of another's.
func (s *blockState) readTops() {
	for s.line < s.lineMax {
		if s.lines[s.line].empty() {
			s.line++
		} else {
			s.readTop(s.line)
		}
	}
}

// topNode stands in goldmark's tree for a block being read. Without it the
// driver would treat a paragraph of ours as one of its own. Close puts the real
// block in its place, and goldmark goes on to the inline content.
type topNode struct {
	ast.BaseBlock
	topBlock
}

var kindTopNode = ast.NewNodeKind("TopNode")

func (b *topNode) Kind() ast.NodeKind { return kindTopNode }
func (b *topNode) Dump([]byte, int)   {}
func (b *topNode) IsRaw() bool        { return true }

// blockParser lends the rules to goldmark.
type blockParser struct{}

var everyByte = func() (all []byte) {
	for c := range 256 {
		all = append(all, byte(c))
	}
	return all
}()

func (p *blockParser) Trigger() []byte             { return everyByte }
func (p *blockParser) CanInterruptParagraph() bool { return true }
func (p *blockParser) CanAcceptIndentedLine() bool { return true }

func (p *blockParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	s := pc.Get(stateKey).(*blockState)
	n, _ := reader.Position()
	if n >= s.lineMax || s.lines[n].empty() {
		return nil, parser.NoChildren
	}
	s.readTop(n)
	return &topNode{topBlock: s.tops[len(s.tops)-1]}, parser.NoChildren
}

func (p *blockParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	n, _ := reader.Position()
	if n < node.(*topNode).to {
		return parser.Continue | parser.NoChildren
	}
	return parser.Close
}

func (p *blockParser) Close(node ast.Node, reader text.Reader, pc parser.Context) {
	parent := node.Parent()
	parent.ReplaceChild(parent, node, node.(*topNode).block)
}

// lineReader skips only what markdown-it calls an empty line; goldmark would
// skip form feeds too.
type lineReader struct{ text.Reader }

func (r lineReader) SkipBlankLines() (text.Segment, int, bool) {
	for skipped := 0; ; skipped++ {
		line, segment := r.PeekLine()
		if line == nil {
			return segment, skipped, false
		}
		if w := skipBlanks(util.BytesToReadOnlyString(line), 0); w < len(line) && line[w] != '\n' {
			return segment, skipped, true
		}
		r.AdvanceLine()
	}
}
