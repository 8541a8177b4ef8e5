package syntax

import (
	"strings"

	"apercu/app/diag"
	"apercu/app/source"
)

// This file reads statements' bodies and recovers from mistakes. The rule: one
// mistake costs one tag. What cannot be read becomes a Bad node and a
// diagnostic, reading goes on behind the tag, and a block that is never closed
// ends where an enclosing one does.

// Options say how a template is read.
type Options struct {
	Delimiters   *Delimiters
	TrimBlocks   bool
	LstripBlocks bool
	// Tags are the custom tags that exist, and whether each has a body and an end tag.
	Tags map[string]bool
	// Depth bounds the nesting of blocks and of expressions; 0 means 200.
	Depth int
}

// Tree is a parsed template.
type Tree struct {
	Body        []Node
	Diagnostics []diag.Diagnostic
}

// Parse reads the part of the file that span covers. It always gives a tree.
func Parse(f *source.File, span source.Span, o Options) *Tree {
	text := f.Text()
	span.End = max(0, min(span.End, len(text)))
	span.Start = max(0, min(span.Start, span.End))
	if o.Depth == 0 {
		o.Depth = 200
	}
	p := &parser{lex: newLexer(text[:span.End], span.Start, &o), o: o, ends: map[string]int{}}
	p.lex.stray = p.strayComment
	t := &Tree{}
	for {
		t.Body = append(t.Body, p.nodes()...)
		if p.peek().kind == tEOF && !p.stopped {
			break
		}
		p.stopped = false
	}
	diag.Sort(p.diagnostics)
	t.Diagnostics = p.diagnostics
	return t
}

// maxDiagnostics is how many mistakes of one file are worth telling.
const maxDiagnostics = 100

type parser struct {
	lex     *lexer
	o       Options
	peeked  token
	hasPeek bool
	drop    bool   // the next text loses its leading blanks ("-%}" went before)
	open    []open // blocks being read, outermost first
	stopped bool   // the tag at hand closes or continues an open block; its name is peeked
	tag     source.Span
	last    int // end of the last token read
	depth   int
	ends    map[string]int // tag name → offset of its last end tag

	diagnostics []diag.Diagnostic
}

// open is a block whose body is being read.
type open struct {
	name  string
	tag   source.Span // the whole opening tag
	stops []string    // tags that end this body
}

// failure is the panic value that leaves a tag at its first mistake; report
// has recorded it already.
type failure struct {
	at   source.Span
	deep bool // nested too deeply: what was read so far is not read again
}

func (p *parser) report(d diag.Diagnostic) int {
	d.Span.End = min(d.Span.End, len(p.lex.text))
	d.Span.Start = min(d.Span.Start, d.Span.End)
	if len(p.diagnostics) >= maxDiagnostics {
		return len(p.diagnostics) - 1
	}
	p.diagnostics = append(p.diagnostics, d)
	return len(p.diagnostics) - 1
}

func (p *parser) fail(at source.Span, message diag.Text) {
	p.report(diag.Diagnostic{Code: "template-syntax", Severity: diag.Error, Span: at, Message: message})
	panic(failure{at: at})
}

func (p *parser) peek() token {
	if !p.hasPeek {
		p.peeked, p.hasPeek = p.lex.next(), true
	}
	return p.peeked
}

func (p *parser) next() token {
	t := p.peek()
	p.hasPeek = false
	p.last = t.span.End
	return t
}

func (p *parser) skip(k kind) bool {
	if p.peek().kind != k {
		return false
	}
	p.next()
	return true
}

func (p *parser) skipValue(k kind, value string) bool {
	if !p.peek().is(k, value) {
		return false
	}
	p.next()
	return true
}

func (p *parser) skipSymbol(name string) bool { return p.skipValue(tSymbol, name) }

// enter counts one level of nesting; the caller must leave.
func (p *parser) enter(at source.Span) {
	if p.depth++; p.depth > p.o.Depth {
		p.depth--
		p.report(diag.Diagnostic{Code: "limit-depth", Severity: diag.Error, Span: at,
			Message: diag.T("Trop de niveaux imbriqués (%d au plus).", "Nested too deeply (at most %d levels).", p.o.Depth)})
		panic(failure{at: at, deep: true})
	}
}

func (p *parser) leave() { p.depth-- }

// nodes reads until the end of the text or a tag that ends an open block.
func (p *parser) nodes() []Node {
	var body []Node
	for !p.stopped {
		t := p.next()
		switch t.kind {
		case tEOF:
			p.peeked, p.hasPeek = t, true
			return body
		case tData:
			body = append(body, &Text{Pos: At(p.trimmed(t.span))})
		case tComment:
			p.drop = p.minusAt(t, len(t.value)-len(p.lex.d.CommentEnd)-1)
		case tVarStart:
			body = append(body, p.output(t.span))
		case tBlockStart:
			p.drop = false
			if n := p.statement(t.span); n != nil {
				body = append(body, n...)
			}
		}
	}
	return body
}

func (p *parser) minusAt(t token, i int) bool { return i >= 0 && i < len(t.value) && t.value[i] == '-' }

// trimmed applies the minus signs of the tags before and behind a text.
func (p *parser) trimmed(s source.Span) source.Span {
	if p.drop {
		s.Start += leadingSpace(p.lex.text[s.Start:s.End])
		p.drop = false
	}
	next := p.peek()
	dash := false
	switch next.kind {
	case tBlockStart, tVarStart:
		dash = strings.HasSuffix(next.value, "-")
	case tComment:
		dash = p.minusAt(next, len(p.lex.d.CommentStart))
	}
	if dash {
		s.End = s.Start + len(strings.TrimRightFunc(p.lex.text[s.Start:s.End], isSpace))
	}
	return s
}

func leadingSpace(s string) int { return len(s) - len(strings.TrimLeftFunc(s, isSpace)) }

// try runs a reading of a tag that begins at tag. When it fails, the rest of
// the tag is skipped; bad is the diagnostic's index, -1 when all went well.
func (p *parser) try(tag source.Span, read func()) (bad int) {
	depth := p.depth
	defer func() {
		if e := recover(); e != nil {
			f, ok := e.(failure)
			if !ok {
				panic(e)
			}
			p.depth = depth
			if f.deep {
				p.hasPeek = false
				p.skipPast(tag, f.at)
			} else if p.resync(tag, f.at) {
				p.unended(tag, f.at)
			}
			bad = len(p.diagnostics) - 1
		}
	}()
	read()
	return -1
}

// unended rewrites the last mistake: the tag has no end mark, so what was
// found instead of it is only the other end of the story.
func (p *parser) unended(tag, failed source.Span) {
	d := &p.diagnostics[len(p.diagnostics)-1]
	if d.Code != "template-syntax" || d.Span != failed {
		return
	}
	open, end := strings.TrimSuffix(p.lex.text[tag.Start:tag.End], "-"), p.lex.d.BlockEnd
	if open == p.lex.d.VariableStart {
		end = p.lex.d.VariableEnd
	}
	d.Related = []diag.Related{{Span: d.Span, Message: d.Message}}
	d.Span = p.from(tag)
	d.Message = diag.T("`%s` n’est pas fermé : il manque `%s`.", "`%s` is not closed: `%s` is missing.", open, end)
}

// resync skips the rest of a tag that could not be read: to its end mark; when
// it has none before the next tag, to that tag or to the end of its line,
// whichever comes first, and unended is true.
func (p *parser) resync(tag, failed source.Span) (unended bool) {
	l := p.lex
	if !l.inCode && !p.hasPeek {
		return false
	}
	p.hasPeek = false
	if p.endsBeforeNext(tag) {
		p.skipPast(tag, failed)
		return false
	}
	l.inCode = false
	rest := l.text[tag.End:]
	stop := nearest(rest, "\n", l.d.BlockStart, l.d.VariableStart)
	if stop < 0 {
		stop = len(rest)
	}
	l.pos = tag.End + stop
	p.last = l.pos
	return true
}

// endsBeforeNext reports whether an end mark comes before the next tag.
func (p *parser) endsBeforeNext(tag source.Span) bool {
	d := &p.lex.d
	rest := p.lex.text[tag.End:]
	at := nearest(rest, d.BlockEnd, d.VariableEnd, d.BlockStart, d.VariableStart)
	return at >= 0 && (strings.HasPrefix(rest[at:], d.BlockEnd) || strings.HasPrefix(rest[at:], d.VariableEnd))
}

// skipPast goes behind the end mark of a tag.
func (p *parser) skipPast(tag, failed source.Span) {
	l := p.lex
	l.inCode = false
	from := tag.End
	if failed.Start > from && failed.Start < len(l.text) && !strings.ContainsAny(l.text[failed.Start:failed.Start+1], `"'`) {
		from = failed.Start
	}
	rest := l.text[from:]
	at := nearest(rest, l.d.BlockEnd, l.d.VariableEnd, l.d.BlockStart, l.d.VariableStart)
	switch {
	case at < 0:
		l.pos = len(l.text)
	case strings.HasPrefix(rest[at:], l.d.BlockEnd):
		l.pos = from + at
		l.close(tBlockEnd, len(l.d.BlockEnd))
	case strings.HasPrefix(rest[at:], l.d.VariableEnd):
		l.pos = from + at + len(l.d.VariableEnd)
	default:
		l.pos = from + at
	}
	p.last = l.pos
}

// nearest is where the first of the marks stands, -1 when there is none. It
// looks in growing windows, so that its cost is that of the distance.
func nearest(s string, marks ...string) int {
	for window := 256; ; window *= 4 {
		part, best := s[:min(window, len(s))], -1
		for _, m := range marks {
			if i := strings.Index(part, m); i >= 0 && (best < 0 || i < best) {
				best = i
			}
		}
		if best >= 0 || len(part) == len(s) {
			return best
		}
	}
}

// from is the span from the start of a tag to the last token read.
func (p *parser) from(tag source.Span) source.Span {
	return source.Span{Start: tag.Start, End: max(p.last, tag.End)}
}

func (p *parser) output(start source.Span) Node {
	o := &Output{}
	end := start.End
	bad := p.try(start, func() {
		o.Value = p.expression()
		p.drop = false
		t := p.next()
		if t.kind != tVarEnd {
			p.unread(t)
			p.fail(t.span, diag.T("`%s` attendu ici, pour fermer la variable.", "Expected `%s` here to close the variable.", p.lex.d.VariableEnd))
		}
		p.drop = t.value[0] == '-' && len(t.value) > len(p.lex.d.VariableEnd)
		end = t.span.End
	})
	if bad >= 0 {
		return &Bad{Pos: At(p.from(start)), Diagnostic: bad}
	}
	o.Pos = Pos{start.Start, end}
	return o
}

func (p *parser) unread(t token) { p.peeked, p.hasPeek = t, true }

// blockEnd reads the end of a tag and gives its end offset.
func (p *parser) blockEnd(name string) int {
	t := p.next()
	if t.kind != tBlockEnd {
		p.unread(t)
		p.fail(t.span, diag.T("`%s` attendu ici, pour fermer la balise `%s`.", "Expected `%s` here to close the tag `%s`.", p.lex.d.BlockEnd, name))
	}
	if t.value[0] == '-' && len(t.value) > len(p.lex.d.BlockEnd) {
		p.drop = true
	}
	return t.span.End
}

// body reads the inside of a block up to one of the tags named stops, which is
// left with its name peeked. stop is "" when the text or an enclosing block
// ends first.
func (p *parser) body(name string, tag source.Span, stops ...string) (body []Node, stop string) {
	if p.depth++; p.depth > p.o.Depth {
		p.depth--
		p.report(diag.Diagnostic{Code: "limit-depth", Severity: diag.Error, Span: tag,
			Message: diag.T("Trop de blocs imbriqués (%d au plus).", "Blocks nested too deeply (at most %d).", p.o.Depth)})
		p.lex.pos, p.hasPeek, p.lex.inCode = len(p.lex.text), false, false
		return nil, ""
	}
	p.open = append(p.open, open{name, tag, stops})
	body = p.nodes()
	p.open = p.open[:len(p.open)-1]
	p.depth--
	if p.stopped {
		if word := p.peek().value; contains(stops, word) {
			p.stopped = false
			return body, word
		}
	}
	return body, ""
}

// bodyEnd is where a body that was just read ends.
func (p *parser) bodyEnd() int {
	if p.stopped {
		return p.tag.Start
	}
	return p.last
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// endTag reads the tag that body stopped at, whose name is peeked, and gives
// the end offset of the whole construct.
func (p *parser) endTag() int {
	start := p.tag
	name := p.next().value
	p.try(start, func() { p.blockEnd(name) })
	return p.from(start).End
}

// unclosed reports a block without its end tag, with both ends: where it
// opens, and what came instead.
func (p *parser) unclosed(name string, tag source.Span, end string) int {
	code := "tag-unclosed"
	if _, custom := p.o.Tags[name]; custom {
		code = "shortcode-unclosed"
	}
	at := source.Span{Start: len(p.lex.text), End: len(p.lex.text)}
	met := diag.T("Le texte finit ici sans `%s`.", "The text ends here without `%s`.", end)
	if p.stopped {
		at = p.tag
		at.End = p.peek().span.End
		met = diag.T("`%s` vient ici avant `%s`.", "`%s` comes here before `%s`.", p.peek().value, end)
	}
	insert := p.lex.d.BlockStart + " " + end + " " + p.lex.d.BlockEnd
	return p.report(diag.Diagnostic{
		Code: code, Severity: diag.Error, Span: tag,
		Message: diag.T("La balise `%s` ouverte ici n’est jamais fermée.", "The tag `%s` opened here is never closed.", name),
		Hint:    diag.T("Ajoutez `%s` à la fin de son contenu.", "Add `%s` at the end of its content.", insert),
		Related: []diag.Related{{Span: at, Message: met}},
		Fixes: []diag.Fix{{
			Title: diag.T("Ajouter `%s`", "Add `%s`", insert),
			Edits: []diag.Edit{{Span: source.Span{Start: at.Start, End: at.Start}, New: insert}},
			Needs: true,
		}},
	})
}

func (p *parser) strayComment(at source.Span, unclosed bool) {
	d := diag.Diagnostic{Code: "comment-unopened", Severity: diag.Error, Span: at,
		Message: diag.T("`%s` ferme un commentaire qui n’a pas été ouvert.", "`%s` closes a comment that was not opened.", p.lex.d.CommentEnd)}
	if unclosed {
		d.Code = "comment-unclosed"
		d.Message = diag.T("`%s` ouvre un commentaire qui n’est jamais fermé.", "`%s` opens a comment that is never closed.", p.lex.d.CommentStart)
		d.Hint = diag.T("Pour des attributs, écrivez une espace après l’accolade : `{ #ancre}`.", "For attributes, write a space after the brace: `{ #anchor}`.")
		d.Related = []diag.Related{{Span: source.Span{Start: len(p.lex.text), End: len(p.lex.text)},
			Message: diag.T("Le texte finit ici sans `%s`.", "The text ends here without `%s`.", p.lex.d.CommentEnd)}}
		if p.lex.d.CommentStart == "{#" {
			d.Fixes = []diag.Fix{{Title: diag.T("Séparer `{` et `#`", "Separate `{` and `#`"),
				Edits: []diag.Edit{{Span: source.Span{Start: at.Start + 1, End: at.Start + 1}, New: " "}}}}
		}
	}
	p.report(d)
}
