package syntax

import (
	"sort"
	"strings"

	"apercu/app/diag"
	"apercu/app/source"
)

// This file reads the tags, each with its body. A tag whose head cannot be
// read still takes its body and its end tag with it, so that the mistake is
// told once.

// Builtin names nunjucks' own opening tags, in alphabetical order.
var Builtin = []string{"asyncAll", "asyncEach", "block", "call", "extends", "filter", "for", "from", "if", "ifAsync",
	"import", "include", "macro", "raw", "set", "switch", "verbatim"}

var endTags = map[string]string{"asyncAll": "endall", "asyncEach": "endeach", "block": "endblock", "call": "endcall",
	"filter": "endfilter", "for": "endfor", "if": "endif", "ifAsync": "endif", "macro": "endmacro", "switch": "endswitch"}

// statement reads the tag whose opening mark is start. It gives nothing when
// the tag ends an open block.
func (p *parser) statement(start source.Span) []Node {
	t := p.peek()
	if t.kind != tSymbol {
		return p.badTag(start, func() {
			p.fail(t.span, diag.T("Nom de balise attendu ici.", "Expected the name of a tag here."))
		})
	}
	for i := len(p.open) - 1; i >= 0; i-- {
		if contains(p.open[i].stops, t.value) {
			p.stopped, p.tag = true, start
			return nil
		}
	}
	p.next()
	switch t.value {
	case "raw", "verbatim":
		return p.raw(start, t.value)
	case "if", "ifAsync":
		return []Node{p.ifTag(start, t.value)}
	case "for", "asyncEach", "asyncAll":
		return []Node{p.forTag(start, t.value)}
	case "block":
		return []Node{p.blockTag(start)}
	case "set":
		return []Node{p.setTag(start)}
	case "macro":
		return []Node{p.macroTag(start)}
	case "call":
		return []Node{p.callTag(start)}
	case "filter":
		return []Node{p.filterTag(start)}
	case "switch":
		return []Node{p.switchTag(start)}
	case "extends", "include", "import", "from":
		return p.simpleTag(start, t.value)
	}
	if paired, ok := p.o.Tags[t.value]; ok {
		return p.customTag(start, t, paired)
	}
	return []Node{p.unknownTag(start, t)}
}

func (p *parser) badTag(start source.Span, read func()) []Node {
	bad := p.try(start, read)
	return []Node{&Bad{Pos: At(p.from(start)), Diagnostic: bad}}
}

// raw takes the text up to the matching end tag as it is. As in nunjucks only
// {% and %} count here, without minus signs; the newline behind the end tag is
// kept even with TrimBlocks; and a raw block that never ends is no mistake:
// what follows is read as usual.
func (p *parser) raw(start source.Span, name string) []Node {
	if bad := p.try(start, func() { p.blockEnd(name) }); bad >= 0 {
		return []Node{&Bad{Pos: At(p.from(start)), Diagnostic: bad}}
	}
	l := p.lex
	from := l.pos
	end := RawEnd(l.text, from, name)
	l.pos = end
	if at, after, word := rawTag(l.text, end, name); at == end && word != name {
		if strings.Contains(l.text[at:after], "\n") {
			p.report(diag.Diagnostic{Code: "template-syntax", Severity: diag.Error, Span: source.Span{Start: at, End: after},
				Message: diag.T("Nunjucks n’accepte pas de retour à la ligne dans `end%s`.", "Nunjucks accepts no line break inside of `end%s`.", name)})
		}
		l.pos = after
	}
	p.last = l.pos
	return []Node{&Text{Pos: Pos{from, end}, Raw: true}}
}

// RawEnd is where the text of a {% name %} block ends, raw or verbatim, that
// starts at pos: at its end tag, or where the text cannot be raw any more.
func RawEnd(text string, pos int, name string) int {
	for level := 1; ; {
		at, after, word := rawTag(text, pos, name)
		switch {
		case at < 0:
			return pos
		case word == name:
			level++
		default:
			if level--; level == 0 {
				return at
			}
		}
		pos = after
	}
}

// rawTag finds the next {% name %} or {% endname %} from pos on.
func rawTag(text string, pos int, name string) (at, after int, word string) {
	for {
		i := strings.Index(text[pos:], "{%")
		if i < 0 {
			return -1, -1, ""
		}
		at = pos + i
		rest := text[at+2:]
		rest = rest[leadingSpace(rest):]
		for _, word = range []string{name, "end" + name} {
			if tail, ok := strings.CutPrefix(rest, word); ok {
				if tail, ok = strings.CutPrefix(tail[leadingSpace(tail):], "%}"); ok {
					return at, len(text) - len(tail), word
				}
			}
		}
		pos = at + 1
	}
}

func (p *parser) ifTag(start source.Span, name string) Node {
	n := &If{Async: name == "ifAsync"}
	bad := p.try(start, func() {
		n.Cond = p.expression()
		p.blockEnd(name)
	})
	n.Head = p.from(start)
	var stop string
	n.Body, stop = p.body(name, n.Head, "elif", "elseif", "else", "endif")
	end := p.bodyEnd()
	switch stop {
	case "elif", "elseif":
		n.Else, n.HasElse, end = p.elif(stop)
	case "else":
		n.Else, end = p.elseBody("if", n.Head, "endif")
		n.HasElse = true
	case "endif":
		end = p.endTag()
	default:
		p.unclosed(name, n.Head, "endif")
	}
	n.Pos = Pos{start.Start, end}
	if bad >= 0 {
		return &Bad{n.Pos, bad, nil}
	}
	return n
}

// elif reads an elif as the if that it is; the depth is bounded by open blocks
// no longer, so it counts here.
func (p *parser) elif(name string) ([]Node, bool, int) {
	if p.depth++; p.depth > p.o.Depth {
		defer func() { p.depth-- }()
		p.badTag(p.tag, func() { p.depth--; defer func() { p.depth++ }(); p.enter(p.tag) })
		return nil, false, p.last
	}
	defer func() { p.depth-- }()
	start := p.tag
	p.next()
	n := p.ifTag(start, name)
	return []Node{n}, true, n.Span().End
}

// elseBody reads the else tag that body stopped at and what follows up to end.
func (p *parser) elseBody(name string, head source.Span, end string) ([]Node, int) {
	p.endTag()
	body, stop := p.body(name, head, end)
	if stop == "" {
		p.unclosed(name, head, end)
		return body, p.bodyEnd()
	}
	return body, p.endTag()
}

func (p *parser) forTag(start source.Span, kind string) Node {
	n := &For{Kind: kind}
	bad := p.try(start, func() { p.forHead(n) })
	n.Head = p.from(start)
	var stop string
	end := endTags[kind]
	n.Body, stop = p.body(kind, n.Head, end, "else")
	last := p.bodyEnd()
	switch stop {
	case "else":
		n.Else, last = p.elseBody(kind, n.Head, end)
		n.HasElse = true
	case end:
		last = p.endTag()
	default:
		p.unclosed(kind, n.Head, end)
	}
	n.Pos = Pos{start.Start, last}
	if bad >= 0 {
		return &Bad{n.Pos, bad, nil}
	}
	return n
}

func (p *parser) forHead(n *For) {
	target := p.primary(true)
	if _, ok := target.(*Name); !ok {
		p.fail(target.Span(), diag.T("Un nom de variable est attendu après `%s`.", "Expected the name of a variable after `%s`.", n.Kind))
	}
	n.Targets = []Expr{target}
	for p.skip(tComma) {
		n.Targets = append(n.Targets, p.primary(true))
	}
	if !p.skipSymbol("in") {
		p.fail(p.peek().span, diag.T("`in` attendu ici : `{%% %s x in liste %%}`.", "Expected `in` here: `{%% %s x in list %%}`.", n.Kind))
	}
	n.Iter = p.expression()
	p.blockEnd(n.Kind)
}

func (p *parser) blockTag(start source.Span) Node {
	n := &Block{}
	bad := p.try(start, func() {
		e := p.primary(true)
		name, ok := e.(*Name)
		if !ok {
			p.fail(e.Span(), diag.T("Nom de bloc attendu ici.", "Expected the name of a block here."))
		}
		n.Name, n.NameSpan = name.Name, name.Span()
		p.blockEnd("block")
	})
	n.Head = p.from(start)
	body, stop := p.body("block", n.Head, "endblock")
	n.Body = body
	end := p.bodyEnd()
	if stop == "" {
		p.unclosed("block", n.Head, "endblock")
	} else {
		tag := p.tag
		p.next()
		p.try(tag, func() {
			p.skipSymbol(n.Name)
			p.blockEnd("endblock")
		})
		end = p.from(tag).End
	}
	n.Pos = Pos{start.Start, end}
	if bad >= 0 {
		return &Bad{n.Pos, bad, n.Body}
	}
	return n
}

func (p *parser) setTag(start source.Span) Node {
	n := &Set{}
	capture := false
	bad := p.try(start, func() {
		n.Targets = []Expr{p.primary(true)}
		for p.skip(tComma) {
			n.Targets = append(n.Targets, p.primary(true))
		}
		if p.skipValue(tOperator, "=") {
			n.Value = p.expression()
			p.blockEnd("set")
			return
		}
		if !p.skip(tBlockEnd) { // a minus sign here is not honoured, as in nunjucks
			p.fail(p.peek().span, diag.T("`=` ou la fin de la balise est attendu ici.", "Expected `=` or the end of the tag here."))
		}
		capture = true
	})
	n.Head = p.from(start)
	n.Pos = At(n.Head)
	if capture {
		body, stop := p.body("set", n.Head, "endset")
		n.Body = body
		if stop == "" {
			bad = p.unclosed("set", n.Head, "endset")
			return &Bad{Pos{start.Start, p.bodyEnd()}, bad, body}
		}
		n.Pos.End = p.endTag()
	}
	if bad >= 0 {
		return &Bad{n.Pos, bad, nil}
	}
	return n
}

func (p *parser) macroTag(start source.Span) Node {
	n := &Macro{}
	bad := p.try(start, func() {
		n.Name = p.primary(false)
		n.Params = p.signature()
		p.blockEnd("macro")
	})
	n.Head = p.from(start)
	n.Body, n.Pos = p.simpleBody("macro", start, n.Head)
	if bad >= 0 {
		return &Bad{n.Pos, bad, nil}
	}
	return n
}

// simpleBody reads a body that only its end tag closes.
func (p *parser) simpleBody(name string, start, head source.Span) ([]Node, Pos) {
	end := endTags[name]
	body, stop := p.body(name, head, end)
	if stop == "" {
		p.unclosed(name, head, end)
		return body, Pos{start.Start, p.bodyEnd()}
	}
	return body, Pos{start.Start, p.endTag()}
}

func (p *parser) callTag(start source.Span) Node {
	n := &CallBlock{}
	c := &Caller{}
	bad := p.try(start, func() {
		if p.peek().kind == tLeftParen {
			c.Params = p.signature()
		}
		e := p.primary(true)
		call, ok := e.(*Call)
		if !ok {
			p.fail(e.Span(), diag.T("`call` attend l’appel d’une macro.", "`call` expects the call of a macro."))
		}
		n.Call = call
		p.blockEnd("call")
	})
	n.Head = p.from(start)
	c.Body, n.Pos = p.simpleBody("call", start, n.Head)
	if bad >= 0 {
		return &Bad{n.Pos, bad, nil}
	}
	c.Pos = n.Pos
	key := &Name{exprPos{At(n.Head)}, "caller"}
	n.Call.Args.Keyword = append(n.Call.Args.Keyword, Pair{key, c})
	return n
}

func (p *parser) filterTag(start source.Span) Node {
	n := &FilterBlock{}
	f := &Filter{}
	bad := p.try(start, func() {
		f.Name, f.NameSpan = p.filterName()
		f.Args = p.filterArgs()
		p.blockEnd("filter")
	})
	n.Head = p.from(start)
	c := &Capture{}
	c.Body, n.Pos = p.simpleBody("filter", start, n.Head)
	if bad >= 0 {
		return &Bad{n.Pos, bad, c.Body}
	}
	c.Pos, f.Pos, f.Input, n.Filter = n.Pos, n.Pos, c, f
	return n
}

// switchTag keeps nunjucks' reading: what stands before the first case is
// dropped, and a default in first place is read as a case whose value is the
// variable `default`.
func (p *parser) switchTag(start source.Span) Node {
	n := &Switch{}
	bad := p.try(start, func() {
		n.Value = p.expression()
		p.blockEnd("switch")
	})
	n.Head = p.from(start)
	_, stop := p.body("switch", n.Head, "case", "default", "endswitch")
	if stop == "endswitch" && bad < 0 {
		bad = p.report(diag.Diagnostic{Code: "template-syntax", Severity: diag.Error, Span: n.Head,
			Message: diag.T("Un `switch` a besoin d’au moins un `case`.", "A `switch` needs at least one `case`.")})
	}
	for first := true; stop == "case" || stop == "default" && first; first = false {
		stop = p.caseTag(n, stop)
	}
	end := p.bodyEnd()
	switch stop {
	case "default":
		n.Default, end = p.elseBody("switch", n.Head, "endswitch")
		n.HasDefault = true
	case "endswitch":
		end = p.endTag()
	default:
		p.unclosed("switch", n.Head, "endswitch")
	}
	n.Pos = Pos{start.Start, end}
	if bad >= 0 {
		return &Bad{n.Pos, bad, nil}
	}
	return n
}

func (p *parser) caseTag(n *Switch, word string) (stop string) {
	start := p.tag
	c := Case{}
	ok := p.try(start, func() {
		if word == "case" {
			p.next()
		}
		c.Value = p.expression()
		p.blockEnd("switch")
	}) < 0
	c.Pos = At(p.from(start))
	c.Body, stop = p.body("switch", n.Head, "case", "default", "endswitch")
	if ok {
		n.Cases = append(n.Cases, c)
	}
	return stop
}

// simpleTag reads the tags without a body.
func (p *parser) simpleTag(start source.Span, name string) []Node {
	var n Node
	bad := p.try(start, func() {
		switch name {
		case "extends":
			e := &Extends{Template: p.expression()}
			p.blockEnd(name)
			e.Pos, n = At(p.from(start)), e
		case "include":
			i := &Include{Template: p.expression()}
			i.IgnoreMissing = p.skipSymbol("ignore") && p.skipSymbol("missing")
			p.blockEnd(name)
			i.Pos, n = At(p.from(start)), i
		case "import":
			n = p.importTag(start)
		default:
			n = p.fromTag(start)
		}
	})
	if bad >= 0 {
		n = &Bad{Pos: At(p.from(start)), Diagnostic: bad}
	}
	return []Node{n}
}

func (p *parser) importTag(start source.Span) Node {
	n := &Import{Template: p.expression()}
	if !p.skipSymbol("as") {
		p.fail(p.peek().span, diag.T("`as` attendu ici : `%s import \"fichier\" as nom %s`.", "Expected `as` here: `%s import \"file\" as name %s`.", p.lex.d.BlockStart, p.lex.d.BlockEnd))
	}
	n.Target = p.expression()
	n.WithContext, _ = p.withContext()
	p.blockEnd("import")
	n.Pos = At(p.from(start))
	return n
}

// withContext reads "with context" or "without context", if it is there.
func (p *parser) withContext() (with, given bool) {
	switch {
	case p.skipSymbol("with"):
		with, given = true, true
	case p.skipSymbol("without"):
		given = true
	}
	if given && !p.skipSymbol("context") {
		p.fail(p.peek().span, diag.T("`context` attendu après `with` ou `without`.", "Expected `context` after `with` or `without`."))
	}
	return with, given
}

func (p *parser) fromTag(start source.Span) Node {
	n := &FromImport{Template: p.expression()}
	if !p.skipSymbol("import") {
		p.fail(p.peek().span, diag.T("`import` attendu ici.", "Expected `import` here."))
	}
	for p.peek().kind != tBlockEnd {
		if len(n.Names) > 0 && !p.skip(tComma) {
			p.fail(p.peek().span, diag.T("Il manque une virgule ici.", "A comma is missing here."))
		}
		name := ImportName{Name: p.primary(true)}
		if s, ok := nameOf(name.Name); !ok || strings.HasPrefix(s, "_") {
			p.fail(name.Name.Span(), diag.T("Un nom qui commence par `_` ne peut pas être importé.", "A name that begins with `_` cannot be imported."))
		}
		name.Alias = name.Name
		if p.skipSymbol("as") {
			name.Alias = p.primary(true)
		}
		n.Names = append(n.Names, name)
		n.WithContext, _ = p.withContext()
	}
	if len(n.Names) == 0 {
		p.fail(p.peek().span, diag.T("Il manque le nom à importer.", "The name to import is missing."))
	}
	p.blockEnd("from")
	n.Pos = At(p.from(start))
	return n
}

// nameOf is the text of a name or of a string, which nunjucks takes for one.
func nameOf(e Expr) (string, bool) {
	switch e := e.(type) {
	case *Name:
		return e.Name, true
	case *Literal:
		s, ok := e.Value.(string)
		return s, ok
	}
	return "", false
}

// NameOf is the name that an expression stands for where nunjucks wants a
// name: a variable's, or the text of a string literal.
func NameOf(e Expr) (string, bool) { return nameOf(e) }

// customTag reads a shortcode. Arguments are Nunjucks expressions separated by
// commas, or by blanks alone, which Eleventy's Nunjucks refuses and which is
// told; keyword arguments are as in a call.
func (p *parser) customTag(start source.Span, name token, paired bool) []Node {
	n := &Tag{Name: name.value, NameSpan: name.span, Paired: paired}
	bad := p.try(start, func() {
		p.tagArguments(&n.Args)
		p.blockEnd(n.Name)
	})
	n.Open = p.from(start)
	n.Pos = At(n.Open)
	if !paired {
		if bad >= 0 {
			return []Node{&Bad{Pos: n.Pos, Diagnostic: bad}}
		}
		return []Node{n}
	}
	end := "end" + n.Name
	if p.lastEnd(n.Name) < p.lex.pos {
		// Nothing closes it: the rest of the page must not vanish into it.
		return []Node{&Bad{Pos: n.Pos, Diagnostic: p.unclosed(n.Name, n.Open, end)}}
	}
	body, stop := p.body(n.Name, n.Open, end)
	n.Body = body
	if stop == "" {
		return append([]Node{&Bad{Pos: n.Pos, Diagnostic: p.unclosed(n.Name, n.Open, end)}}, body...)
	}
	tag := p.tag
	n.Pos.End = p.endTag()
	n.Close = source.Span{Start: tag.Start, End: n.Pos.End}
	if bad >= 0 {
		return []Node{&Bad{n.Pos, bad, n.Body}}
	}
	return []Node{n}
}

func (p *parser) tagArguments(args *Args) {
	paren := p.peek()
	inParens := p.skip(tLeftParen)
	for n := 0; p.peek().kind != tBlockEnd; n++ {
		if inParens && p.peek().kind == tRightParen {
			p.parenthesised(paren, p.next())
			return
		}
		if n > 0 && !p.skip(tComma) {
			p.missingComma()
		}
		p.argument(args)
	}
}

// parenthesised reports the parentheses that nunjucks refuses around the
// arguments of a custom tag; they are read all the same.
func (p *parser) parenthesised(open, close token) {
	p.report(diag.Diagnostic{Code: "shortcode-parentheses", Severity: diag.Error, Span: source.Span{Start: open.span.Start, End: close.span.End},
		Message: diag.T("Les arguments d’un shortcode s’écrivent sans parenthèses.", "The arguments of a shortcode are written without parentheses."),
		Fixes: []diag.Fix{{Title: diag.T("Retirer les parenthèses", "Remove the parentheses"),
			Edits: []diag.Edit{{Span: open.span, New: p.space(open)}, {Span: close.span}}}}})
}

func (p *parser) space(open token) string {
	if before := p.lex.text[:open.span.Start]; before != "" && !isSpace(rune(before[len(before)-1])) {
		return " "
	}
	return ""
}

func (p *parser) missingComma() {
	at := source.Span{Start: p.last, End: p.last}
	if t := p.peek(); t.kind == tEOF || t.kind == tVarEnd || t.kind > tLeftParen && t.kind != tLeftBracket && t.kind != tLeftCurly {
		p.unexpected(t)
	}
	p.report(diag.Diagnostic{Code: "shortcode-comma", Severity: diag.Warning, Span: p.peek().span,
		Message: diag.T("Séparez les arguments par une virgule : sans elle, la construction du site peut échouer.", "Separate the arguments with a comma: without it the site’s build may fail."),
		Fixes:   []diag.Fix{{Title: diag.T("Ajouter une virgule", "Add a comma"), Edits: []diag.Edit{{Span: at, New: ","}}}}})
}

// lastEnd is the offset of the last end tag of that name, -1 when there is none.
func (p *parser) lastEnd(name string) int {
	if at, ok := p.ends[name]; ok {
		return at
	}
	at := -1
	text, word := p.lex.text, "end"+name
	for from := 0; ; { // forwards: strings.LastIndex is ten times slower
		i := strings.Index(text[from:], word)
		if i < 0 {
			break
		}
		i += from
		before := strings.TrimSuffix(strings.TrimRightFunc(text[:i], isSpace), "-")
		after := text[i+len(word):]
		if strings.HasSuffix(before, p.lex.d.BlockStart) && (after == "" || isDelim(after[0]) || blankLen(after) > 0) {
			at = i
		}
		from = i + 1
	}
	p.ends[name] = at
	return at
}

// unknownTag keeps a tag that nobody knows, with its body when something
// closes it, and tells which name was perhaps meant.
func (p *parser) unknownTag(start source.Span, name token) Node {
	n := &Unknown{Name: name.value, NameSpan: name.span}
	if opener, ok := p.strayEnd(name.value); ok {
		return p.badTag(start, func() { p.failStray(name, opener) })[0]
	}
	p.hasPeek = false
	p.resync(start, name.span)
	n.Open = p.from(start)
	n.Pos = At(n.Open)
	raw := p.lex.text[name.span.End:max(name.span.End, n.Open.End)]
	n.Raw = strings.TrimSuffix(strings.TrimSuffix(strings.TrimRight(raw, "\r\n"), p.lex.d.BlockEnd), "-")
	d := p.unknownName(name)
	paired := p.lastEnd(name.value) >= p.lex.pos
	if paired {
		end := "end" + n.Name
		body, stop := p.body(n.Name, n.Open, end)
		n.Body = body
		if stop != "" {
			tag, word := p.tag, p.peek()
			n.Paired = true
			n.Pos.End = p.endTag()
			n.Close = source.Span{Start: tag.Start, End: n.Pos.End}
			if len(d.Fixes) > 0 {
				e := &d.Fixes[0]
				e.Edits = append(e.Edits, diag.Edit{Span: word.span, New: "end" + e.Edits[0].New})
			}
		} else {
			n.Pos.End = p.bodyEnd()
		}
	}
	p.report(d)
	return n
}

func (p *parser) unknownName(name token) diag.Diagnostic {
	d := diag.Diagnostic{Code: "shortcode-unknown", Severity: diag.Error, Span: name.span,
		Message: diag.T("La balise `%s` n’existe pas.", "There is no tag `%s`.", name.value)}
	known := append([]string(nil), Builtin...)
	for tag := range p.o.Tags {
		known = append(known, tag)
	}
	sort.Strings(known)
	if near := diag.Nearest(name.value, known); near != "" {
		d.Hint = diag.T("Vouliez-vous écrire `%s` ?", "Did you mean `%s`?", near)
		d.Fixes = []diag.Fix{{Title: diag.T("Remplacer par `%s`", "Replace by `%s`", near),
			Edits: []diag.Edit{{Span: name.span, New: near}}}}
	}
	return d
}

// strayEnd reports whether a name belongs to a tag that ends or continues a
// block, and the name of that block.
func (p *parser) strayEnd(name string) (opener string, ok bool) {
	switch name {
	case "else", "elif", "elseif":
		return "if", true
	case "case", "default":
		return "switch", true
	case "endset":
		return "set", true
	case "endraw", "endverbatim":
		return name[len("end"):], true
	}
	for o, end := range endTags {
		if end == name && o != "ifAsync" {
			return o, true
		}
	}
	if opener, ok = strings.CutPrefix(name, "end"); ok {
		_, ok = p.o.Tags[opener]
	}
	return opener, ok
}

func (p *parser) failStray(name token, opener string) {
	d := diag.Diagnostic{Code: "tag-unexpected", Severity: diag.Error, Span: name.span,
		Message: diag.T("`%s` ne ferme rien : aucun `%s` n’est ouvert ici.", "`%s` closes nothing: no `%s` is open here.", name.value, opener)}
	if n := len(p.open); n > 0 {
		d.Related = []diag.Related{{Span: p.open[n-1].tag, Message: diag.T("Le bloc ouvert est `%s`.", "The open block is `%s`.", p.open[n-1].name)}}
	}
	p.report(d)
	panic(failure{at: name.span})
}
