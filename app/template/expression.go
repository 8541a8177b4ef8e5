package template

import (
	"fmt"
	"sort"
	"strconv"

	"apercu/app/diag"
	"apercu/app/source"
	"apercu/app/template/syntax"
	"apercu/app/template/value"
)

// This file compiles expressions. Operators whose JavaScript nunjucks writes
// without parentheses go through sequence in precedence.go.

func undefined(*run, *env) value.Value { return nil }

func constant(v value.Value) evaluate { return func(*run, *env) value.Value { return v } }

func (c *compiler) expr(e syntax.Expr) evaluate {
	switch e := e.(type) {
	case *syntax.Literal:
		return c.literal(e)
	case *syntax.Name:
		return c.name(e)
	case *syntax.Group:
		return c.group(e)
	case *syntax.Array:
		return c.array(e)
	case *syntax.Dict:
		return c.dict(e)
	case *syntax.Member:
		return c.member(e)
	case *syntax.Call:
		return c.call(e)
	case *syntax.Filter:
		return c.filter(e)
	case *syntax.Capture:
		return c.capture(e.Body)
	case *syntax.Caller:
		return c.caller(e)
	case *syntax.InlineIf:
		return c.inlineIf(e)
	case *syntax.Binary:
		return c.binary(e)
	case *syntax.Unary, *syntax.Compare, *syntax.Is:
		return c.sequence(e)
	}
	return undefined
}

func (c *compiler) exprs(es []syntax.Expr) []evaluate {
	out := make([]evaluate, len(es))
	for i, e := range es {
		out[i] = c.expr(e)
	}
	return out
}

func (c *compiler) literal(e *syntax.Literal) evaluate {
	switch v := e.Value.(type) {
	case nil:
		return constant(value.Null{})
	case syntax.Regexp:
		src := v.Source
		if src == "" {
			src = "(?:)"
		}
		re := &value.Regexp{Source: src, Flags: v.Flags}
		_ = re.Check() // compiled once, here: templates are shared; its error is said at use
		return func(*run, *env) value.Value { return re.Fresh() }
	default:
		return constant(v)
	}
}

// name is a binding where the compiler knows one, else a lookup at run time.
func (c *compiler) name(e *syntax.Name) evaluate {
	name, at := e.Name, e.Span()
	for i := 0; i < len(name); i++ {
		if name[i] == '"' {
			c.fail(at, diag.T("`%s` n’est pas un nom.", "`%s` is not a name.", name))
			return undefined
		}
	}
	b := c.scope.lookup(name)
	switch {
	case b == nil:
		return func(x *run, _ *env) value.Value { return x.lookup(name) }
	case !c.fn.inside(b.fn):
		return func(x *run, _ *env) value.Value {
			return x.throw(&failure{code: "template-error", span: at,
				message: diag.T("`%s` est importé à l’intérieur d’un bloc et n’existe pas en dehors.", "`%s` is imported inside of a block and does not exist outside of it.", name)})
		}
	case b.unit == c.unit:
		slot := b.slot
		return func(_ *run, e *env) value.Value { return e.slots[slot] }
	}
	up, slot := c.up(b), b.slot
	return func(_ *run, e *env) value.Value { return up(e).slots[slot] }
}

// up finds the env that holds a binding from the unit at hand.
func (c *compiler) up(b *binding) func(*env) *env {
	depth := 0
	for u := c.unit; u != nil && u != b.unit; u = u.parent {
		depth++
	}
	return func(e *env) *env {
		for i := 0; i < depth; i++ {
			e = e.parent
		}
		return e
	}
}

// group is JavaScript's parenthesis: with several items the last one's value.
func (c *compiler) group(e *syntax.Group) evaluate {
	switch len(e.Items) {
	case 0:
		c.fail(e.Span(), diag.T("Cette parenthèse est vide.", "These parentheses are empty."))
		return undefined
	case 1:
		return c.expr(e.Items[0])
	}
	items := c.exprs(e.Items)
	return func(x *run, e *env) (v value.Value) {
		for _, item := range items {
			v = item(x, e)
		}
		return v
	}
}

func (c *compiler) array(e *syntax.Array) evaluate {
	items := c.exprs(e.Items)
	return func(x *run, e *env) value.Value {
		elems := make([]value.Value, len(items))
		for i, item := range items {
			elems[i] = item(x, e)
		}
		return value.NewArray(elems...)
	}
}

type pair struct {
	key  string
	eval evaluate
}

func (c *compiler) pairs(ps []syntax.Pair) []pair {
	out := make([]pair, 0, len(ps))
	for _, p := range ps {
		key, ok := syntax.NameOf(p.Key)
		if !ok {
			c.fail(p.Key.Span(), diag.T("Une clé s’écrit comme un nom ou une chaîne.", "A key is written as a name or a string."))
			continue
		}
		out = append(out, pair{key, c.expr(p.Value)})
	}
	return out
}

func object(x *run, e *env, pairs []pair) *value.Object {
	o := value.NewObject(len(pairs))
	for _, p := range pairs {
		o.Set(p.key, p.eval(x, e))
	}
	return o
}

func (c *compiler) dict(e *syntax.Dict) evaluate {
	pairs := c.pairs(e.Pairs)
	return func(x *run, e *env) value.Value { return object(x, e, pairs) }
}

func (c *compiler) inlineIf(e *syntax.InlineIf) evaluate {
	cond, then, otherwise := c.expr(e.Cond), c.expr(e.Value), constant("")
	if e.Else != nil {
		otherwise = c.expr(e.Else)
	}
	return func(x *run, e *env) value.Value {
		if value.Truthy(cond(x, e)) {
			return then(x, e)
		}
		return otherwise(x, e)
	}
}

func (c *compiler) member(e *syntax.Member) evaluate {
	if loop := c.loopMember(e); loop != nil {
		return loop
	}
	target := c.expr(e.Target)
	if lit, ok := e.Key.(*syntax.Literal); ok {
		if name, ok := lit.Value.(string); ok {
			return func(x *run, e *env) value.Value { return x.get(target(x, e), name) }
		}
	}
	key := c.expr(e.Key)
	return func(x *run, e *env) value.Value {
		t := target(x, e)
		k := key(x, e)
		if x.heavy(k) {
			return nil
		}
		return value.Get(t, k)
	}
}

// get is runtime.memberLookup with a name.
func (x *run) get(v value.Value, name string) value.Value {
	if o, ok := v.(*value.Object); ok {
		if m, ok := o.Get(name); ok {
			return m
		}
	}
	return value.Member(v, name)
}

// args are the compiled arguments of a call.
type args struct {
	positional []evaluate
	keyword    []pair
}

func (c *compiler) args(a syntax.Args) args {
	return args{c.exprs(a.Positional), c.pairs(a.Keyword)}
}

func (a *args) eval(x *run, e *env) ([]value.Value, *value.Object) {
	var vs []value.Value
	if len(a.positional) > 0 {
		vs = make([]value.Value, len(a.positional))
		for i, p := range a.positional {
			vs[i] = p(x, e)
		}
	}
	if len(a.keyword) == 0 {
		return vs, nil
	}
	return vs, object(x, e, a.keyword)
}

// call is runtime.callWrap. Methods are called on their value directly.
func (c *compiler) call(e *syntax.Call) evaluate {
	if v := c.superCall(e); v != nil {
		return v
	}
	a := c.args(e.Args)
	span, name := e.Span(), calleeName(e.Callee)
	if m, ok := e.Callee.(*syntax.Member); ok {
		if key, ok := syntax.NameOf(m.Key); ok && !isName(m.Key) {
			return c.method(m, key, a, span, name)
		}
	}
	callee := c.expr(e.Callee)
	return func(x *run, e *env) value.Value {
		f := callee(x, e)
		vs, kw := a.eval(x, e)
		return x.invoke(f, vs, kw, span, name)
	}
}

func isName(e syntax.Expr) bool { _, ok := e.(*syntax.Name); return ok }

func (c *compiler) method(m *syntax.Member, key string, a args, span source.Span, name string) evaluate {
	target := c.expr(m.Target)
	return func(x *run, e *env) value.Value {
		t := target(x, e)
		own, has := value.Value(nil), false
		if o, ok := t.(*value.Object); ok {
			own, has = o.Get(key)
		}
		vs, kw := a.eval(x, e)
		if has || value.IsNil(t) {
			return x.invoke(own, vs, kw, span, name)
		}
		if x.r.err != nil || !x.r.step(1) || !x.bounded(t, vs) {
			return nil
		}
		v, found, err := value.CallMethod(t, key, vs, kw)
		switch {
		case err != nil:
			return x.throwError(span, err)
		case !found:
			return x.invoke(x.get(t, key), vs, kw, span, name)
		}
		return x.r.made(v)
	}
}

// bounded refuses work on values that are too large, before it is done.
func (x *run) bounded(in value.Value, vs []value.Value) bool {
	switch in := in.(type) {
	case string:
		x.r.step(len(in) / 256)
	case value.Safe:
		x.r.step(len(in) / 256)
	case *value.Array, *value.Object:
		x.r.weigh(in)
	}
	for _, v := range vs {
		if a, ok := v.(*value.Array); ok {
			x.r.weigh(a)
		}
	}
	return !x.r.stopped
}

func (x *run) invoke(f value.Value, vs []value.Value, kw *value.Object, span source.Span, name string) value.Value {
	if x.r.err != nil || !x.r.step(1) {
		return nil
	}
	fn, ok := f.(*value.Func)
	if !ok {
		return x.throw(notCallable(f, span, name))
	}
	if !x.bounded(nil, vs) {
		return nil
	}
	v, err := fn.Call(vs, kw)
	if err != nil {
		return x.throwError(span, err)
	}
	return x.r.made(v)
}

func notCallable(f value.Value, span source.Span, name string) *failure {
	m := diag.T("Impossible d’appeler `%s`, qui n’est pas une fonction.", "Unable to call `%s`, which is not a function.", name)
	if !value.Truthy(f) {
		m = diag.T("Impossible d’appeler `%s`, qui n’est pas défini.", "Unable to call `%s`, which is undefined or falsey.", name)
	}
	return &failure{code: "template-error", span: span, message: m}
}

// calleeName is compiler.js' _getNodeName.
func calleeName(e syntax.Expr) string {
	switch e := e.(type) {
	case *syntax.Name:
		return e.Name
	case *syntax.Call:
		return "the return value of (" + calleeName(e.Callee) + ")"
	case *syntax.Member:
		return calleeName(e.Target) + `["` + calleeName(e.Key) + `"]`
	case *syntax.Literal:
		switch v := e.Value.(type) {
		case string:
			return v
		case float64:
			return strconv.FormatFloat(v, 'g', -1, 64)
		case bool:
			return fmt.Sprint(v)
		}
	}
	return "--expression--"
}

func (c *compiler) filter(e *syntax.Filter) evaluate {
	name, span := e.Name, e.NameSpan
	known := c.t.env.filters
	input := c.expr(e.Input)
	a := c.args(e.Args)
	f, ok := known[name]
	if !ok && c.t.env.o.Foreign != nil && c.t.env.o.Foreign(name) {
		c.t.diagnostics = append(c.t.diagnostics, diag.Diagnostic{Code: "filter-foreign", Severity: diag.Warning, Span: span,
			Message: diag.T("Le filtre `%s` est écrit en JavaScript dans le site : il n’est pas appliqué dans l’aperçu.", "The filter `%s` is written in JavaScript in the site: it is not applied in the preview.", name)})
		if c.printed[e] {
			return input
		}
		// A text that is not printed as it is was to become something else: a
		// list of a page's headings, made of its HTML. Looping over its
		// letters would help nobody.
		return func(x *run, e *env) value.Value {
			v := input(x, e)
			if _, text := value.Text(v); text {
				return nil
			}
			return v
		}
	}
	if !ok {
		fail := unknown("filter-unknown", name, span, keys(known))
		c.t.diagnostics = append(c.t.diagnostics, diag.Diagnostic{Code: fail.code, Severity: diag.Warning, Span: span, Message: fail.message, Hint: fail.hint, Fixes: fail.fixes})
		return func(x *run, _ *env) value.Value { return x.throw(fail) }
	}
	whole := e.Span()
	deep := name == "dump" // the one filter that looks into objects of objects
	return func(x *run, e *env) value.Value {
		in := input(x, e)
		vs, kw := a.eval(x, e)
		if x.r.err != nil || !x.r.step(1) || !x.bounded(in, vs) || deep && !x.r.weighAll(in) {
			return nil
		}
		v, err := f(x, in, vs, kw)
		if err != nil {
			return x.throwError(whole, err)
		}
		return x.r.made(v)
	}
}

func keys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}

// unknown is a failure that tells which name was perhaps meant.
func unknown(code, name string, span source.Span, known []string) *failure {
	f := &failure{code: code, span: span}
	if code == "filter-unknown" {
		f.message = diag.T("Le filtre `%s` n’existe pas.", "There is no filter `%s`.", name)
	} else {
		f.message = diag.T("Le test `%s` n’existe pas.", "There is no test `%s`.", name)
	}
	if near := diag.Nearest(name, known); near != "" {
		f.hint = diag.T("Vouliez-vous écrire `%s` ?", "Did you mean `%s`?", near)
		f.fixes = []diag.Fix{{Title: diag.T("Remplacer par `%s`", "Replace by `%s`", near), Edits: []diag.Edit{{Span: span, New: near}}}}
	}
	return f
}

// test compiles `left is right`. The name of the test is the callee's or the
// text of what stands there; anything else is, in the JavaScript that nunjucks
// writes, the test named "undefined".
func (c *compiler) test(e *syntax.Is) evaluate {
	name, a := "undefined", syntax.Args{}
	switch r := e.Right.(type) {
	case *syntax.Call:
		if s, ok := syntax.NameOf(r.Callee); ok {
			name = s
		}
		a = r.Args
	case *syntax.Filter:
		name, a = r.Name, r.Args
		a.Positional = append([]syntax.Expr{r.Input}, a.Positional...)
	case *syntax.Name:
		name = r.Name
	case *syntax.Literal:
		name = testName(r.Value)
	}
	n := len(a.Positional)
	if len(a.Keyword) > 0 {
		n++
	}
	if n > 1 {
		c.fail(e.Right.Span(), diag.T("Nunjucks n’accepte qu’un argument pour un test.", "Nunjucks takes only one argument for a test."))
		return undefined
	}
	left, span := c.expr(e.Left), e.Right.Span()
	args := c.args(a)
	t, ok := c.t.env.tests[name]
	if !ok {
		fail := unknown("test-unknown", name, span, keys(c.t.env.tests))
		return func(x *run, _ *env) value.Value { return x.throw(fail) }
	}
	return func(x *run, e *env) value.Value {
		in := left(x, e)
		vs, kw := args.eval(x, e)
		if x.r.err != nil || !x.r.step(1) || !x.bounded(in, vs) {
			return nil
		}
		ok, err := t(x, in, value.Positional(vs, kw))
		if err != nil {
			return x.throwError(span, err)
		}
		return ok
	}
}

func testName(v any) string {
	switch v := v.(type) {
	case nil:
		return "null"
	case string:
		return v
	case float64:
		return value.FormatNumber(v)
	case bool:
		return strconv.FormatBool(v)
	case syntax.Regexp:
		return "/" + v.Source + "/" + v.Flags
	}
	return "undefined"
}
