package markdown

import (
	"slices"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// This file reads the inline content of a block. goldmark hands us each block
// once (inlineParser below) and we read all of it: markdown-it looks ahead for
// the end of a link before it reads its text, and pairs emphasis marks when
// the text is over, two things that goldmark's byte-triggered parsers do the
// other way round. The result is one node that holds markdown-it's tokens.

// inlineNode is the inline content of a block.
type inlineNode struct {
	ast.BaseInline
	content string
	lines   *text.Segments // where content comes from
	tokens  []token
}

var kindInline = ast.NewNodeKind("Inline")

func (n *inlineNode) Kind() ast.NodeKind { return kindInline }
func (n *inlineNode) Dump([]byte, int)   {}

// inlineParser is the only inline parser: it takes a block's lines at the
// first byte, whatever that is.
type inlineParser struct{ o *Options }

func (p *inlineParser) Trigger() []byte { return everyByte[' ':0x7F] }

func (p *inlineParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	s := pc.Get(stateKey).(*blockState)
	n := &inlineNode{content: content(s.src, parent), lines: parent.Lines()}
	n.tokens = parseInline(p.o, s.refs, n.content, 0, &s.memory.inline)
	parent.RemoveChildren(parent)
	for line, _ := block.PeekLine(); line != nil; line, _ = block.PeekLine() {
		block.AdvanceLine()
	}
	n.SetPos(parent.Pos())
	return n
}

// inlineState is markdown-it's StateInline.
type inlineState struct {
	o        *Options
	refs     *references
	src      string
	pos, max int
	base     int // added to the offsets of tokens: src is part of a larger text
	tokens   []token
	// pending text is always the source from pendStart to pendEnd
	pendStart, pendEnd int
	level              int
	skipped            []int32 // 1 + end of the token at each offset, once known
	delims             *delimiters
	outer              []*delimiters
	all, spare         []*delimiters // in use, and those of texts read before
	jumps              []int         // of delimiters.pair
	memory             *inlineMemory
	ticks              map[int]int // last run of so many backticks
	ticksKnown         bool
	linkLevel          int    // raw <a> tags open
	unclosed           [4]int // 1 + offset from which on no comment, instruction, CDATA, declaration ends
}

// parseInline gives the tokens of a text whose first byte has the offset base.
func parseInline(o *Options, refs *references, src string, base int, m *inlineMemory) []token {
	if src == "" {
		return nil
	}
	s := m.take(o, refs, src, base)
	defer m.put(s)
	if s.textEnd(0) == len(src) {
		s.take(len(src))
		s.flush()
		return m.keep(s.tokens)
	}
	s.delims = s.newDelimiters()
	s.tokenize()
	for _, d := range s.all {
		s.pair(d)
	}
	for _, d := range s.all {
		s.strike(d)
	}
	for _, d := range s.all {
		s.emphasise(d)
	}
	relevel(s.tokens)
	return m.keep(joinText(s.tokens, src, base))
}

// relevel counts the levels of inline tokens anew.
func relevel(tokens []token) {
	level := int32(0)
	for i := range tokens {
		if tokens[i].nesting < 0 {
			level--
		}
		tokens[i].level = level
		if tokens[i].nesting > 0 {
			level++
		}
	}
}

// joinText merges neighbouring texts: a slice of src, whose first byte has the
// offset base, where all of it is source; a copy elsewhere.
func joinText(tokens []token, src string, base int) []token {
	last := 0
	for i := 0; i < len(tokens); {
		end := i + 1
		if tokens[i].kind == tText {
			for end < len(tokens) && tokens[end].kind == tText {
				end++
			}
			if end > i+1 {
				mergeTexts(tokens[i:end], src, base)
			}
		}
		if i != last {
			tokens[last] = tokens[i]
		}
		last++
		i = end
	}
	clear(tokens[last:])
	return tokens[:last]
}

// mergeTexts puts the text of all tokens into the first.
func mergeTexts(run []token, src string, base int) {
	var kept *token
	touching := true
	size := 0
	for i := range run {
		t := &run[i]
		if t.content == "" {
			continue
		}
		size += len(t.content)
		touching = touching && t.verbatim && (kept == nil || kept.end == t.start)
		kept = t
	}
	if kept == nil {
		run[0].content = ""
		return
	}
	merged := *kept
	for i := range run {
		if run[i].content != "" {
			merged.start = run[i].start
			break
		}
	}
	merged.verbatim = touching
	if touching {
		merged.content = src[int(merged.start)-base : int(merged.end)-base]
	} else {
		b := make([]byte, 0, size)
		for i := range run {
			b = append(b, run[i].content...)
		}
		merged.content = util.BytesToReadOnlyString(b)
	}
	run[0] = merged
}

// special marks the bytes at which a rule may match.
var special = func() (set [256]bool) {
	for _, c := range []byte("\n!&*:<[\\]_`~") {
		set[c] = true
	}
	return set
}()

func (s *inlineState) textEnd(pos int) int {
	for src := s.src[:s.max]; pos < len(src) && !special[src[pos]]; {
		pos++
	}
	return pos
}

// take adds source up to pos to the pending text.
func (s *inlineState) take(to int) {
	if s.pendEnd == s.pendStart {
		s.pendStart = s.pos
	}
	s.pendEnd = to
	s.pos = to
}

func (s *inlineState) flush() {
	if s.pendEnd > s.pendStart {
		start, end := s.pendStart, s.pendEnd
		s.pendStart, s.pendEnd = 0, 0
		s.tokens = append(s.tokens, token{kind: tText, verbatim: true, start: int32(s.base + start), end: int32(s.base + end), content: s.src[start:end]})
	}
}

// push appends a token that stands on source [start, end).
func (s *inlineState) push(kind tokenKind, nesting int8, start, end int) *token {
	s.flush()
	if nesting < 0 {
		s.level--
		s.delims = s.outer[len(s.outer)-1]
		s.outer = s.outer[:len(s.outer)-1]
	}
	if nesting > 0 {
		s.level++
		s.outer = append(s.outer, s.delims)
		s.delims = s.newDelimiters()
	}
	s.tokens = append(s.tokens, token{kind: kind, nesting: nesting, start: int32(s.base + start), end: int32(s.base + end)})
	return &s.tokens[len(s.tokens)-1]
}

// tokenize reads up to s.max.
func (s *inlineState) tokenize() {
	end := s.max
	for s.pos < end {
		if s.level < s.o.MaxNesting {
			if to := s.textEnd(s.pos); to > s.pos {
				s.take(to)
				continue
			}
			if s.read(false) {
				continue
			}
		}
		s.take(s.pos + 1)
	}
	s.flush()
}

// skip moves past one token without building it.
func (s *inlineState) skip() {
	if len(s.skipped) == 0 {
		s.skipped = slices.Grow(s.skipped, len(s.src)+1)[:len(s.src)+1]
		clear(s.skipped)
	}
	pos := s.pos
	if known := s.skipped[pos]; known > 0 {
		s.pos = int(known) - 1
		return
	}
	ok := false
	if s.level < s.o.MaxNesting {
		if to := s.textEnd(pos); to > pos {
			s.pos, ok = to, true
		} else {
			s.level++
			ok = s.read(true)
			s.level--
		}
	} else {
		s.pos = s.max
	}
	if !ok {
		s.pos++
	}
	s.skipped[pos] = int32(s.pos) + 1
}

// read tries the rules for the byte at s.pos. A rule that matches moves s.pos;
// with silent set it builds nothing.
func (s *inlineState) read(silent bool) bool {
	switch s.src[s.pos] {
	case ':':
		return s.o.Linkify && s.readBareURL(silent)
	case '\n':
		return s.readNewline(silent)
	case '\\':
		return s.readEscape(silent)
	case '`':
		return s.readCodeSpan(silent)
	case '~':
		return !s.o.NoStrikethrough && !silent && s.readTildes()
	case '*', '_':
		return !silent && s.readMarks()
	case '[':
		return s.readLink(silent)
	case '!':
		return s.readImage(silent)
	case '<':
		return s.readAutolink(silent) || s.readHTML(silent)
	case '&':
		return s.readEntity(silent)
	}
	return false
}
