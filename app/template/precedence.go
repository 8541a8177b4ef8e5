package template

import (
	"math"

	"apercu/app/diag"
	"apercu/app/template/syntax"
	"apercu/app/template/value"
)

// This file gives operators JavaScript's precedence. Nunjucks parses with a
// precedence of its own, then writes its tree out as JavaScript without
// parentheses, and JavaScript reads it again: `1 ~ 2 + 3` becomes
// `1 + "" + 2 + 3`, which is "123", and `not a == b` becomes `!a == b`. So an
// operator tree is flattened to the items that nunjucks would write and parsed
// once more as JavaScript does.

// item is an operator or an operand of the JavaScript that nunjucks writes.
type item struct {
	op      string // "" for an operand; "!", "neg" and "pos" are prefixes
	eval    evaluate
	isEmpty bool // the operand is the constant ""
}

// power is how tightly JavaScript's binary operators bind; all are left-associative.
var power = map[string]int{
	"||": 1, "&&": 2,
	"==": 3, "===": 3, "!=": 3, "!==": 3,
	"<": 4, ">": 4, "<=": 4, ">=": 4,
	"+": 5, "-": 5,
	"*": 6, "/": 6, "%": 6,
}

// binary compiles the operators that become function calls (in, //, **), and
// hands the others to sequence.
func (c *compiler) binary(e *syntax.Binary) evaluate {
	switch e.Op {
	case "in":
		left, right, span := c.expr(e.Left), c.expr(e.Right), e.Span()
		return func(x *run, e *env) value.Value {
			l := left(x, e)
			r := right(x, e)
			if x.heavy(l) || x.heavy(r) {
				return nil
			}
			ok, err := value.In(l, r)
			if err != nil {
				return x.throwError(span, err)
			}
			return ok
		}
	case "//":
		items := append(append(c.flatten(e.Left, nil), item{op: "/"}), c.flatten(e.Right, nil)...)
		inner := c.parse(items)
		return func(x *run, e *env) value.Value {
			return value.Number(math.Floor(value.ToNumber(inner(x, e)))) // a quotient is a number already
		}
	case "**":
		left, right := c.expr(e.Left), c.expr(e.Right)
		return func(x *run, e *env) value.Value {
			l := left(x, e)
			r := right(x, e)
			if x.heavy(l) || x.heavy(r) {
				return nil
			}
			return value.Pow(l, r)
		}
	}
	return c.sequence(e)
}

func (c *compiler) sequence(e syntax.Expr) evaluate { return c.parse(c.flatten(e, nil)) }

// flatten appends what nunjucks writes for an expression.
func (c *compiler) flatten(e syntax.Expr, to []item) []item {
	switch e := e.(type) {
	case *syntax.Binary:
		switch e.Op {
		case "in", "//", "**":
			return append(to, item{eval: c.binary(e)})
		}
		to = c.flatten(e.Left, to)
		switch e.Op {
		case "or":
			to = append(to, item{op: "||"})
		case "and":
			to = append(to, item{op: "&&"})
		case "~":
			to = append(to, item{op: "+"}, item{eval: constant(""), isEmpty: true}, item{op: "+"})
		default:
			to = append(to, item{op: e.Op})
		}
		return c.flatten(e.Right, to)
	case *syntax.Unary:
		return c.prefix(e, to)
	case *syntax.Compare:
		to = c.flatten(e.First, to)
		for _, o := range e.Rest {
			to = c.flatten(o.X, append(to, item{op: o.Op}))
		}
		return to
	case *syntax.Is:
		// `test(…) === true`; a test is a boolean already.
		return append(to, item{eval: c.test(e)})
	}
	return append(to, item{eval: c.expr(e)})
}

func (c *compiler) prefix(e *syntax.Unary, to []item) []item {
	op := map[string]string{"not": "!", "-": "neg", "+": "pos"}[e.Op]
	if x, ok := e.X.(*syntax.Unary); ok && x.Op == e.Op && e.Op != "not" {
		c.fail(e.Span(), diag.T("Nunjucks ne sait pas compiler deux signes `%s` de suite.", "Nunjucks cannot compile two `%s` signs in a row.", e.Op))
	}
	return c.flatten(e.X, append(to, item{op: op}))
}

func (c *compiler) parse(items []item) evaluate {
	p := &sequence{items: items}
	return p.binary(1).eval
}

type sequence struct {
	items []item
	at    int
}

func (p *sequence) binary(least int) item {
	left := p.unary()
	for p.at < len(p.items) {
		op := p.items[p.at].op
		tight, ok := power[op]
		if !ok || tight < least {
			break
		}
		p.at++
		left = item{eval: combine(op, left, p.binary(tight+1))}
	}
	return left
}

func (p *sequence) unary() item {
	if p.at >= len(p.items) {
		return item{eval: undefined}
	}
	it := p.items[p.at]
	p.at++
	if it.op == "" {
		return it
	}
	x := p.unary().eval
	switch it.op {
	case "!":
		return item{eval: func(r *run, e *env) value.Value { return !value.Truthy(x(r, e)) }}
	case "neg":
		return item{eval: signed(x, value.Neg)}
	}
	return item{eval: signed(x, value.Pos)}
}

func signed(x evaluate, f func(value.Value) value.Value) evaluate {
	return func(r *run, e *env) value.Value {
		v := x(r, e)
		if r.heavy(v) {
			return nil
		}
		return f(v)
	}
}

func combine(op string, left, right item) evaluate {
	l, r := left.eval, right.eval
	switch op {
	case "||":
		return func(x *run, e *env) value.Value {
			if v := l(x, e); value.Truthy(v) {
				return v
			}
			return r(x, e)
		}
	case "&&":
		return func(x *run, e *env) value.Value {
			if v := l(x, e); !value.Truthy(v) {
				return v
			}
			return r(x, e)
		}
	case "+":
		return add(l, r)
	case "==":
		return compareWith(l, r, value.Equal)
	case "!=":
		return compareWith(l, r, func(a, b value.Value) bool { return !value.Equal(a, b) })
	case "===":
		return compareWith(l, r, value.StrictEqual)
	case "!==":
		return compareWith(l, r, func(a, b value.Value) bool { return !value.StrictEqual(a, b) })
	case "<":
		return compareWith(l, r, func(a, b value.Value) bool { c, ok := value.Compare(a, b); return ok && c < 0 })
	case ">":
		return compareWith(l, r, func(a, b value.Value) bool { c, ok := value.Compare(a, b); return ok && c > 0 })
	case "<=":
		return compareWith(l, r, func(a, b value.Value) bool { c, ok := value.Compare(a, b); return ok && c <= 0 })
	case ">=":
		return compareWith(l, r, func(a, b value.Value) bool { c, ok := value.Compare(a, b); return ok && c >= 0 })
	case "-":
		return compute(l, r, value.Sub)
	case "*":
		return compute(l, r, value.Mul)
	case "/":
		return compute(l, r, value.Div)
	}
	return compute(l, r, value.Mod)
}

func compareWith(l, r evaluate, f func(a, b value.Value) bool) evaluate {
	return func(x *run, e *env) value.Value {
		a := l(x, e)
		b := r(x, e)
		if x.heavy(a) || x.heavy(b) {
			return false
		}
		return f(a, b)
	}
}

func compute(l, r evaluate, f func(a, b value.Value) value.Value) evaluate {
	return func(x *run, e *env) value.Value {
		a := l(x, e)
		b := r(x, e)
		if x.heavy(a) || x.heavy(b) {
			return nil
		}
		return f(a, b)
	}
}

func add(l, r evaluate) evaluate {
	return func(x *run, e *env) value.Value {
		a := l(x, e)
		b := r(x, e)
		if x.heavy(a) || x.heavy(b) {
			return nil
		}
		return x.r.made(value.Add(a, b))
	}
}

// heavy reports that an operand is a list too large to be made a string, and
// counts the work of one that is not.
func (x *run) heavy(v value.Value) bool {
	a, ok := v.(*value.Array)
	return ok && !x.r.weigh(a)
}
