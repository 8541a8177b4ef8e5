package syntax

import (
	"strconv"

	"apercu/app/diag"
	"apercu/app/source"
)

// This file reads expressions with nunjucks' precedence, loosest first: inline
// if, or, and, not, in, is, comparisons, ~, +, -, *, /, //, %, **, unary minus
// and plus, filters, postfix. It keeps nunjucks' tree; what JavaScript then
// makes of the code that nunjucks writes from it is the evaluation's affair.

func (p *parser) expression() Expr {
	p.enter(p.peek().span)
	defer p.leave()
	e := p.or()
	if !p.skipSymbol("if") {
		return e
	}
	in := &InlineIf{Value: e, Cond: p.or()}
	last := in.Cond
	if p.skipSymbol("else") {
		in.Else = p.or()
		last = in.Else
	}
	in.Pos = cover(e, last)
	return in
}

func cover(a, b Node) Pos { return At(a.Span().Union(b.Span())) }

func binary(op string, a, b Expr) Expr {
	return &Binary{exprPos{cover(a, b)}, op, a, b}
}

func (p *parser) or() Expr {
	e := p.and()
	for n := 0; p.skipSymbol("or"); n++ {
		e = binary("or", e, p.and())
		p.chain(n, e)
	}
	return e
}

func (p *parser) and() Expr {
	e := p.not()
	for n := 0; p.skipSymbol("and"); n++ {
		e = binary("and", e, p.not())
		p.chain(n, e)
	}
	return e
}

// chain bounds how many operators follow each other: the tree is as deep.
func (p *parser) chain(n int, e Expr) {
	if n > 4*p.o.Depth {
		p.report(diag.Diagnostic{Code: "limit-depth", Severity: diag.Error, Span: e.Span(),
			Message: diag.T("Expression trop longue.", "Expression too long.")})
		panic(failure{at: e.Span(), deep: true})
	}
}

func (p *parser) not() Expr {
	t := p.peek()
	if !p.skipSymbol("not") {
		return p.in()
	}
	p.enter(t.span)
	defer p.leave()
	x := p.not()
	return &Unary{exprPos{At(t.span.Union(x.Span()))}, "not", x}
}

func (p *parser) in() Expr {
	e := p.is()
	for n := 0; ; n++ {
		p.chain(n, e)
		not := p.peek()
		invert := p.skipSymbol("not")
		if !p.skipSymbol("in") {
			if invert {
				p.fail(not.span, diag.T("`not` ne peut être suivi ici que de `in`.", "Only `in` can follow `not` here."))
			}
			return e
		}
		e = binary("in", e, p.is())
		if invert {
			e = &Unary{exprPos{At(e.Span())}, "not", e}
		}
	}
}

func (p *parser) is() Expr {
	e := p.compare()
	if !p.skipSymbol("is") {
		return e
	}
	not := p.skipSymbol("not")
	right := p.compare()
	e = &Is{exprPos{cover(e, right)}, e, right}
	if not {
		e = &Unary{exprPos{At(e.Span())}, "not", e}
	}
	return e
}

func (p *parser) compare() Expr {
	first := p.arithmetic(0)
	var rest []Operand
	last := first
	for {
		t := p.peek()
		switch t.value {
		case "==", "===", "!=", "!==", "<", ">", "<=", ">=":
			// As in nunjucks a string with that value stands for the operator.
			if t.kind != tOperator && t.kind != tString {
				return first
			}
			p.next()
			last = p.arithmetic(0)
			rest = append(rest, Operand{t.value, last})
			p.chain(len(rest), last)
			continue
		}
		if len(rest) == 0 {
			return first
		}
		return &Compare{exprPos{cover(first, last)}, first, rest}
	}
}

var arithmetic = []struct {
	kind kind
	op   string
}{{tTilde, "~"}, {tOperator, "+"}, {tOperator, "-"}, {tOperator, "*"}, {tOperator, "/"}, {tOperator, "//"}, {tOperator, "%"}, {tOperator, "**"}}

func (p *parser) arithmetic(level int) Expr {
	if level == len(arithmetic) {
		return p.unary(true)
	}
	e := p.arithmetic(level + 1)
	for n := 0; p.skipValue(arithmetic[level].kind, arithmetic[level].op); n++ {
		e = binary(arithmetic[level].op, e, p.arithmetic(level+1))
		p.chain(n, e)
	}
	return e
}

func (p *parser) unary(filters bool) Expr {
	t := p.peek()
	var e Expr
	if t.is(tOperator, "-") || t.is(tOperator, "+") {
		p.next()
		p.enter(t.span)
		x := p.unary(false)
		p.leave()
		e = &Unary{exprPos{At(t.span.Union(x.Span()))}, t.value, x}
	} else {
		e = p.primary(true)
	}
	for n := 0; filters && p.skip(tPipe); n++ {
		e = p.filter(e)
		p.chain(n, e)
	}
	return e
}

func (p *parser) primary(postfix bool) Expr {
	t := p.peek()
	at := exprPos{At(t.span)}
	var e Expr
	switch t.kind {
	case tEOF:
		p.fail(t.span, diag.T("Expression attendue, mais le texte finit ici.", "Expected an expression, but the text ends here."))
	case tString:
		e = &Literal{at, t.value}
	case tInt, tFloat:
		f, _ := strconv.ParseFloat(t.value, 64)
		e = &Literal{at, f}
	case tBool:
		e = &Literal{at, t.value == "true"}
	case tNone:
		e = &Literal{at, nil}
	case tRegexp:
		e = &Literal{at, Regexp{t.value, t.flags}}
	case tSymbol:
		e = &Name{at, t.value}
	case tLeftParen, tLeftBracket, tLeftCurly:
		e = p.aggregate()
	default:
		p.unexpected(t)
	}
	if t.kind != tLeftParen && t.kind != tLeftBracket && t.kind != tLeftCurly {
		p.next()
	}
	if postfix {
		e = p.postfix(e)
	}
	return e
}

func (p *parser) unexpected(t token) {
	if t.kind == tEOF {
		p.fail(t.span, diag.T("Le texte finit ici, au milieu d’une balise.", "The text ends here, inside of a tag."))
	}
	p.fail(t.span, diag.T("`%s` inattendu.", "Unexpected `%s`.", p.lex.text[t.span.Start:t.span.End]))
}

func (p *parser) postfix(e Expr) Expr {
	for n := 0; ; n++ {
		p.chain(n, e)
		t := p.peek()
		switch {
		case t.kind == tLeftParen:
			args := p.signature()
			e = &Call{exprPos{At(p.from(e.Span()))}, e, args}
		case t.kind == tLeftBracket:
			index := p.aggregate().(*Array)
			m := &Member{exprPos: exprPos{cover(e, index)}, Target: e}
			if len(index.Items) > 1 {
				p.fail(index.Span(), diag.T("Un seul indice est permis entre crochets.", "Only one index is allowed between brackets."))
			}
			if len(index.Items) == 0 {
				p.fail(index.Span(), diag.T("Il manque l’indice entre les crochets.", "The index between the brackets is missing."))
			}
			m.Key = index.Items[0]
			e = m
		case t.is(tOperator, "."):
			p.next()
			name := p.next()
			if name.kind != tSymbol {
				p.unread(name)
				p.fail(name.span, diag.T("Un nom est attendu après le point.", "Expected a name after the dot."))
			}
			key := &Literal{exprPos{At(name.span)}, name.value}
			e = &Member{exprPos{cover(e, key)}, e, key, true}
		default:
			return e
		}
	}
}

// aggregate reads a parenthesis, list or dictionary. As in nunjucks any of the
// three closing marks ends it, and there is no trailing comma.
func (p *parser) aggregate() Expr {
	start := p.next()
	p.enter(start.span)
	defer p.leave()
	var items []Expr
	var pairs []Pair
	for n := 0; ; n++ {
		t := p.peek()
		if t.kind == tRightParen || t.kind == tRightBracket || t.kind == tRightCurly {
			p.next()
			at := exprPos{At(start.span.Union(t.span))}
			switch start.kind {
			case tLeftParen:
				return &Group{at, items}
			case tLeftBracket:
				return &Array{at, items}
			}
			return &Dict{at, pairs}
		}
		if n > 0 && !p.skip(tComma) {
			p.comma(t, start)
		}
		if start.kind == tLeftCurly {
			pairs = append(pairs, p.pair())
		} else {
			items = append(items, p.expression())
		}
	}
}

func (p *parser) comma(t, start token) {
	if t.kind == tEOF || t.kind == tBlockEnd || t.kind == tVarEnd {
		open := p.lex.text[start.span.Start:start.span.End]
		p.report(diag.Diagnostic{Code: "template-syntax", Severity: diag.Error, Span: t.span,
			Message: diag.T("`%s` n’est pas fermé.", "`%s` is not closed.", open),
			Related: []diag.Related{{Span: start.span, Message: diag.T("Ouvert ici.", "Opened here.")}}})
		panic(failure{at: t.span})
	}
	p.fail(t.span, diag.T("Il manque une virgule ici.", "A comma is missing here."))
}

func (p *parser) pair() Pair {
	key := p.primary(true)
	if !p.skip(tColon) {
		p.fail(p.peek().span, diag.T("Deux-points attendus après la clé.", "Expected a colon after the key."))
	}
	return Pair{key, p.expression()}
}

// signature reads (a, b, c=d).
func (p *parser) signature() Args {
	start := p.next()
	if start.kind != tLeftParen {
		p.unread(start)
		p.fail(start.span, diag.T("Parenthèse ouvrante attendue ici.", "Expected an opening parenthesis here."))
	}
	p.enter(start.span)
	defer p.leave()
	var args Args
	for n := 0; ; n++ {
		t := p.peek()
		if t.kind == tRightParen {
			p.next()
			return args
		}
		if n > 0 && !p.skip(tComma) {
			p.comma(t, start)
		}
		p.argument(&args)
	}
}

func (p *parser) argument(args *Args) {
	e := p.expression()
	if p.skipValue(tOperator, "=") {
		args.Keyword = append(args.Keyword, Pair{e, p.expression()})
		return
	}
	args.Positional = append(args.Positional, e)
}

// filter reads what follows a pipe: a name, possibly dotted, and arguments.
// Nunjucks reads the arguments as a call, and lets the last of several calls win.
func (p *parser) filter(input Expr) Expr {
	name, span := p.filterName()
	f := &Filter{Name: name, NameSpan: span, Input: input}
	f.Args = p.filterArgs()
	f.Pos = At(p.from(input.Span().Union(span)))
	return f
}

func (p *parser) filterName() (string, source.Span) {
	t := p.next()
	if t.kind != tSymbol {
		p.unread(t)
		p.fail(t.span, diag.T("Nom de filtre attendu ici.", "Expected the name of a filter here."))
	}
	name, span := t.value, t.span
	for p.skipValue(tOperator, ".") {
		if t = p.next(); t.kind != tSymbol {
			p.unread(t)
			p.fail(t.span, diag.T("Nom de filtre attendu après le point.", "Expected the name of a filter after the dot."))
		}
		name, span.End = name+"."+t.value, t.span.End
	}
	return name, span
}

func (p *parser) filterArgs() (args Args) {
	for p.peek().kind == tLeftParen {
		args = p.signature()
		if t := p.peek(); t.kind == tLeftBracket || t.is(tOperator, ".") {
			p.fail(t.span, diag.T("Mettez le filtre et sa valeur entre parenthèses avant d’en prendre un élément.",
				"Put the filter and its value in parentheses before taking a member."))
		}
	}
	return args
}
