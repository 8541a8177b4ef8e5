package markdown

import (
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"apercu/app/source"
)

// Converter turns Markdown into HTML with one set of options. It is safe for
// concurrent use.
type Converter struct {
	o      Options
	rules  []rule
	parser parser.Parser
	attrs  *attrReader
	link   []attribute // of permalinks
}

// New gives a converter with those options.
func New(o Options) *Converter {
	c := &Converter{o: o.withDefaults()}
	c.rules = blockRules(&c.o)
	c.parser = parser.NewParser(
		parser.WithBlockParsers(util.Prioritized(&blockParser{}, 1)),
		parser.WithInlineParsers(util.Prioritized(&inlineParser{&c.o}, 1)),
	)
	if c.o.Anchors != nil {
		c.link = c.o.Anchors.linkAttributes()
	}
	if c.o.Attributes {
		c.attrs = &attrReader{c.o.AttrsLeft, c.o.AttrsRight, c.o.AttrsVersion, c.o.AttrsAllowed}
	}
	return c
}

// Block is one top-level block of a page.
type Block struct {
	HTML   source.Span // bytes of Result.HTML; empty for a block that prints nothing
	Source source.Span // bytes of the Markdown, without the blank lines after it
}

// Clash is an id written twice by the author; a real build stops there.
type Clash struct {
	ID    string
	Block int // index of the block that repeats it
}

// Result is a converted page. It is immutable.
type Result struct {
	HTML    string
	Blocks  []Block // in order; their HTML spans touch and cover all of HTML
	Clashes []Clash

	source string // as given
	text   string // normalised
	shifts shifts // from text to source
	pieces []piece
	refs   *references
	whole  bool   // no part of it can be reused (see update.go)
	buf    []byte // of HTML
}

// piece is what a block leaves for the page to put together; it belongs to the
// Block of the same index.
type piece struct {
	start, end int32        // lines of the block: bytes of the normalised text, with blank lines after it that it read
	tokens     int32        // block tokens it prints
	joined     bool         // printed by a block before it
	silent     bool         // a reference definition, which prints nothing
	defines    []definition // reference definitions in it
	marks      []mark
}

// Convert renders a page.
func (c *Converter) Convert(src string) *Result { return c.ConvertIn(&Result{}, src) }

// ConvertIn is Convert in the memory of a result that nobody reads any more; it
// gives that result.
func (c *Converter) ConvertIn(r *Result, src string) *Result {
	*r = Result{source: src, refs: &references{}, Blocks: r.Blocks[:0], pieces: r.pieces[:0], buf: r.buf[:0]}
	r.text, r.shifts = normalize(src)
	r.whole = c.attrs != nil && c.o.AttrsVersion >= Attrs43 && strings.Contains(r.text, c.attrs.left) && strings.Contains(r.text, "rowspan")
	m := memories.Get().(*memory)
	defer m.free()
	c.assemble(r, c.convertPart(r.pieces, r.text, r.refs, r.whole, m))
	return r
}

// part is a run of whole blocks just converted.
type part struct {
	html   string        // in memory that others use next, as are the spans
	spans  []source.Span // HTML of each piece, bytes of html
	pieces []piece       // start and end are bytes of the text given
}

// parse gives the tree of a text.
func (c *Converter) parse(src string, refs *references, spans map[ast.Node]source.Span) ast.Node {
	s := newBlockState(&c.o, c.rules, src, refs, &memory{}) // the tree keeps it
	s.spans = spans
	pc := parser.NewContext()
	pc.Set(stateKey, s)
	reader := lineReader{text.NewReader(util.StringToReadOnlyBytes(src))}
	return c.parser.Parse(reader, parser.WithContext(pc))
}

// convertPart renders a text; with whole set all its blocks are one list of
// tokens, otherwise each is rendered alone, with the ones that it draws in. The
// part's HTML is in m, until that is freed; its pieces are appended to some.
func (c *Converter) convertPart(some []piece, text string, refs *references, whole bool, m *memory) *part {
	s := newBlockState(&c.o, c.rules, text, refs, m)
	s.readTops()
	out := &part{pieces: slices.Grow(some, len(s.tops)), spans: m.spans[:0]}
	p := &printer{o: &c.o, buf: m.html[:0]}
	f := &flattener{o: &c.o, src: text, refs: refs, memory: &m.inline, tokens: m.flat[:0]}
	for next := 0; next < len(s.tops); {
		first := next
		for next++; next < len(s.tops) && (whole || c.joins(text, s.tops, first, next)); next++ {
		}
		f.start()
		for _, top := range s.tops[first:next] {
			f.block(top.block, false)
		}
		lines := text[s.lines[s.tops[first].from].begin:s.lines[s.tops[next-1].to].begin]
		tokens := c.refine(f.tokens, c.attrs != nil && strings.Contains(lines, c.attrs.left), &m.inline)
		p.block()
		p.tokens(tokens)
		for i, top := range s.tops[first:next] {
			piece := piece{start: int32(s.lines[top.from].begin), end: int32(s.lines[top.to].begin), joined: i > 0, defines: top.defines}
			_, piece.silent = top.block.(*ast.LinkReferenceDefinition)
			span := source.Span{Start: len(p.buf), End: len(p.buf)}
			if i == 0 {
				piece.tokens, piece.marks, span.Start = int32(len(tokens)), p.kept(), p.start
			}
			out.pieces = append(out.pieces, piece)
			out.spans = append(out.spans, span)
		}
	}
	m.tops, m.html, m.flat, m.spans = s.tops, p.buf, f.tokens, out.spans
	out.html = p.string()
	return out
}

// joins says whether a block may be drawn into the one at first: braces after a
// list or a table, with nothing but definitions between.
func (c *Converter) joins(text string, tops []topBlock, first, next int) bool {
	if c.attrs == nil {
		return false
	}
	if k := tops[first].block.Kind(); k != ast.KindList && k != east.KindTable {
		return false
	}
	for _, between := range tops[first+1 : next] {
		if _, ok := between.block.(*ast.LinkReferenceDefinition); !ok {
			return false
		}
	}
	for _, top := range tops[next:] {
		switch block := top.block.(type) {
		case *ast.LinkReferenceDefinition:
		case *ast.Paragraph:
			return c.attrs.holds(content(text, block), whole)
		default:
			return false
		}
	}
	return false
}

// refine applies what markdown-it's core rules and plugins do to tokens; braces
// says that attributes may be written among them.
func (c *Converter) refine(tokens []token, braces bool, m *inlineMemory) []token {
	if braces {
		tokens = c.attrs.apply(tokens)
	}
	for i := range tokens {
		if tokens[i].kind == tInline {
			c.refineInline(&tokens[i], braces)
		}
	}
	if c.o.Anchors != nil {
		tokens = c.o.Anchors.apply(tokens, c.link, m)
	}
	return tokens
}

func (c *Converter) refineInline(t *token, braces bool) {
	if c.o.Linkify {
		linkify(&c.o, t)
	}
	if c.o.Typographer {
		typographer(&c.o, t)
	}
	special := false
	for i := range t.children {
		if t.children[i].kind == tSpecial {
			t.children[i].kind, special = tText, true
		}
	}
	if special || c.o.Linkify || braces && strings.Contains(t.content, c.attrs.left) {
		t.children = joinText(t.children, t.content, 0)
	}
}

// ConvertInline renders a text as the content of a block, without one.
func (c *Converter) ConvertInline(src string) string {
	src, _ = normalize(src)
	tokens := []token{{kind: tInline, content: src, children: parseInline(&c.o, &references{}, src, 0, &inlineMemory{})}}
	if c.attrs != nil {
		tokens = c.attrs.apply(tokens)
	}
	c.refineInline(&tokens[0], c.attrs != nil)
	p := &printer{o: &c.o}
	p.inline(tokens[0].children)
	return p.string()
}
