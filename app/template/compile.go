package template

import (
	"strings"

	"apercu/app/diag"
	"apercu/app/source"
	"apercu/app/template/syntax"
	"apercu/app/template/value"
)

// This file turns the tree into closures, once a template. It follows
// nunjucks' compiler.js in what its compiler knows of names: which ones become
// JavaScript variables (bindings, held in slots), and in which JavaScript
// function they live. An import inside of an if lives in a callback there, so
// a use of it behind the endif is a ReferenceError on the real site: here a
// diagnostic.

type (
	// evaluate computes an expression. A mistake is noted by run.throw and the
	// value is undefined.
	evaluate func(x *run, e *env) value.Value
	// execute runs a statement and writes to w.
	execute func(x *run, e *env, w *output)
)

// unit is code with slots of its own: a root, a block, a macro.
type unit struct {
	slots int
	body  []execute
}

// block is the compiled body of a {% block %}.
type block struct {
	unit
	t     *Template
	name  string
	super int // the slot that takes super()'s result, -1 when it is not used
	at    source.Span
}

// scope is frame at compile time: the names that are bindings.
type scope struct {
	names  map[string]*binding
	parent *scope
}

// binding is a JavaScript variable of nunjucks' generated code.
type binding struct {
	unit *unitScope
	slot int
	fn   *function // where it is declared
}

// unitScope is a unit being compiled; parent is set for the body of a call block.
type unitScope struct {
	unit   *unit
	parent *unitScope
}

// function is a JavaScript function of the generated code, for visibility only.
type function struct{ parent *function }

func (f *function) inside(outer *function) bool {
	for ; f != nil; f = f.parent {
		if f == outer {
			return true
		}
	}
	return false
}

func (s *scope) lookup(name string) *binding {
	for ; s != nil; s = s.parent {
		if b := s.names[name]; b != nil {
			return b
		}
	}
	return nil
}

type compiler struct {
	printed map[*syntax.Filter]bool // filters of what an output tag prints

	t       *Template
	scope   *scope
	unit    *unitScope
	fn      *function
	inBlock bool
	// super() inside of a block: its binding where nunjucks' transformer
	// reaches (superReach), undefined in a nested block.
	super      *binding
	superReach bool
}

func compile(t *Template) {
	t.root = &unit{}
	t.blocks = map[string]*block{}
	syntax.Walk(t.tree.Body, func(n syntax.Node) bool {
		if _, ok := n.(*syntax.Extends); ok {
			t.extends = true
		}
		return true
	})
	c := &compiler{t: t, scope: &scope{}, unit: &unitScope{unit: t.root}, fn: &function{}}
	t.root.body = c.list(t.tree.Body)
	c.blocks(t.tree.Body, false)
}

func (c *compiler) fail(at source.Span, message diag.Text) {
	c.t.diagnostics = append(c.t.diagnostics, diag.Diagnostic{Code: "template-syntax", Severity: diag.Error, Span: at, Message: message})
}

// bind declares a JavaScript variable for name in the function at hand.
func (c *compiler) bind(name string) *binding {
	b := c.slot()
	if c.scope.names == nil {
		c.scope.names = map[string]*binding{}
	}
	c.scope.names[name] = b
	return b
}

func (c *compiler) slot() *binding {
	b := &binding{c.unit, c.unit.unit.slots, c.fn}
	c.unit.unit.slots++
	return b
}

// set gives code that assigns to a binding of the unit at hand.
func (b *binding) set(e *env, v value.Value) { e.slots[b.slot] = v }

// callback follows nunjucks' _addScopeLevel: what comes next in the generated
// code stands inside of one more function.
func (c *compiler) callback() { c.fn = &function{c.fn} }

// scoped follows _withScopedSyntax: callbacks opened inside end with it.
func (c *compiler) scoped(f func()) {
	fn := c.fn
	f()
	c.fn = fn
}

// list compiles a body in place.
func (c *compiler) list(nodes []syntax.Node) []execute {
	body := make([]execute, 0, len(nodes))
	for _, n := range nodes {
		if s := c.statement(n); s != nil {
			body = append(body, s)
		}
	}
	return body
}

// scopedList compiles a body in scoped.
func (c *compiler) scopedList(nodes []syntax.Node) (body []execute) {
	c.scoped(func() { body = c.list(nodes) })
	return body
}

// bare compiles a body that nunjucks does not scope: the else of a for and the
// cases of a switch. A callback opened there leaves its JavaScript unbalanced.
func (c *compiler) bare(nodes []syntax.Node, at source.Span, where diag.Text) []execute {
	fn := c.fn
	body := c.list(nodes)
	if c.fn != fn {
		c.fail(at, diag.Text{
			FR: "Nunjucks ne sait pas compiler `include`, `import`, `block` ni `asyncEach` directement dans " + where.FR + "\u00a0: entourez-les d’un `if`.",
			EN: "Nunjucks cannot compile `include`, `import`, `block` or `asyncEach` directly inside of " + where.EN + ": put an `if` around them."})
	}
	return body
}

func runAll(body []execute, x *run, e *env, w *output) {
	for _, s := range body {
		if x.r.stopped {
			return
		}
		s(x, e, w)
	}
}

// root runs a template's root, and its parent's when it extends one.
func (x *run) root(w *output) {
	if !x.r.enter() {
		return
	}
	defer x.r.leave()
	e := &env{slots: make([]value.Value, x.t.root.slots)}
	if !x.t.extends {
		runAll(x.t.root.body, x, e, w)
		return
	}
	own := &output{}
	if w.m != nil {
		own.m = newMap()
	}
	runAll(x.t.root.body, x, e, own)
	if x.parent == nil {
		w.append(x, own, x.t.span)
		return
	}
	x.follow(w)
}

// statement compiles one node; nil when it does nothing.
func (c *compiler) statement(n syntax.Node) execute {
	switch n := n.(type) {
	case *syntax.Text:
		return c.text(n)
	case *syntax.Output:
		return c.output(n)
	case *syntax.If:
		return c.ifTag(n)
	case *syntax.For:
		return c.forTag(n)
	case *syntax.Set:
		return c.setTag(n)
	case *syntax.Switch:
		return c.switchTag(n)
	case *syntax.Block:
		return c.blockTag(n)
	case *syntax.Extends:
		return c.extendsTag(n)
	case *syntax.Include:
		return c.includeTag(n)
	case *syntax.Import:
		return c.importTag(n)
	case *syntax.FromImport:
		return c.fromTag(n)
	case *syntax.Macro:
		return c.macroTag(n)
	case *syntax.CallBlock:
		return c.print(n.Span(), c.expr(n.Call))
	case *syntax.FilterBlock:
		return c.print(n.Span(), c.expr(n.Filter))
	case *syntax.Tag:
		return c.customTag(n)
	case *syntax.Unknown:
		return c.broken(n.Open, c.scopedList(n.Body))
	case *syntax.Bad:
		return c.broken(n.Span(), c.scopedList(n.Body))
	}
	return nil
}

func (c *compiler) text(n *syntax.Text) execute {
	span := n.Span()
	s := c.t.file.Text()[span.Start:span.End]
	if s == "" {
		return nil
	}
	return func(x *run, _ *env, w *output) { w.text(x, s, span.Start) }
}

func (c *compiler) output(n *syntax.Output) execute {
	f, ok := n.Value.(*syntax.Filter)
	for ; ok; f, ok = f.Input.(*syntax.Filter) {
		if c.printed == nil {
			c.printed = map[*syntax.Filter]bool{}
		}
		c.printed[f] = true
	}
	return c.print(n.Span(), c.expr(n.Value))
}

// print compiles the printing of an expression by the tag at span.
func (c *compiler) print(span source.Span, eval evaluate) execute {
	return func(x *run, e *env, w *output) {
		if !x.at(span) {
			return
		}
		v := eval(x, e)
		if x.r.env.o.ThrowOnUndefined && value.IsNil(v) {
			x.throw(&failure{code: "template-error", span: span,
				message: diag.T("Cette valeur est indéfinie ou nulle.", "This value is undefined or null.")})
		}
		if x.failed(w) {
			return
		}
		x.print(w, v, span)
		x.failed(w)
	}
}

// broken compiles what the parser could not read: its box in a preview, and
// what it contained.
func (c *compiler) broken(span source.Span, body []execute) execute {
	var found *diag.Diagnostic
	for i := range c.t.diagnostics {
		d := &c.t.diagnostics[i]
		if d.Severity == diag.Error && span.Start <= d.Span.Start && d.Span.Start <= span.End {
			found = d
			break
		}
	}
	return func(x *run, e *env, w *output) {
		if !x.at(span) {
			return
		}
		if found != nil {
			x.box(w, diag.Diagnostic{Code: found.Code, Message: found.Message, Span: span})
		}
		runAll(body, x, e, w)
	}
}

func (c *compiler) ifTag(n *syntax.If) execute {
	async := n.Async || containsAsync(n.Body) || containsAsync(n.Else)
	head := n.Head
	var cond evaluate
	var then, otherwise []execute
	compile := func() {
		cond = c.expr(n.Cond)
		then = c.scopedList(n.Body)
		otherwise = c.scopedList(n.Else)
	}
	if async {
		c.scoped(func() { c.callback(); compile() })
		c.callback()
	} else {
		compile()
	}
	return func(x *run, e *env, w *output) {
		if !x.at(head) {
			return
		}
		yes := value.Truthy(cond(x, e))
		if x.failed(w) {
			return
		}
		if yes {
			runAll(then, x, e, w)
		} else {
			runAll(otherwise, x, e, w)
		}
	}
}

// containsAsync reports whether nunjucks' transformer turns the statement
// around nodes into its asynchronous form.
func containsAsync(nodes []syntax.Node) bool {
	found := false
	reach(nodes, func(n syntax.Node) {
		switch n := n.(type) {
		case *syntax.If:
			found = found || n.Async
		case *syntax.For:
			found = found || n.Kind != "for"
		}
	})
	return found
}

// reach visits what nunjucks' transformer walks over: all but the bodies of
// set blocks and the cases of a switch.
func reach(nodes []syntax.Node, visit func(syntax.Node)) {
	syntax.Walk(nodes, func(n syntax.Node) bool {
		visit(n)
		switch n := n.(type) {
		case *syntax.Set:
			if n.Value == nil {
				return false
			}
		case *syntax.Switch:
			reachExpr(n.Value, visit)
			reach(n.Default, visit)
			return false
		}
		return true
	})
}

func reachExpr(e syntax.Expr, visit func(syntax.Node)) {
	if e != nil {
		reach([]syntax.Node{e}, visit)
	}
}

// setTag compiles set: nunjucks assigns to the JavaScript variable when its
// compiler knows the name, to the frame always, and at top level to the
// context and the exports.
func (c *compiler) setTag(n *syntax.Set) execute {
	names := make([]string, len(n.Targets))
	bound := make([]func(*env) *env, len(n.Targets))
	slots := make([]*binding, len(n.Targets))
	for i, target := range n.Targets {
		name, ok := syntax.NameOf(target)
		if !ok {
			c.fail(target.Span(), diag.T("`set` ne peut changer qu’une variable, pas un élément d’une autre.", "`set` can only change a variable, not a member of one."))
			return nil
		}
		names[i] = name
		b := c.scope.lookup(name)
		if b != nil && !c.fn.inside(b.fn) {
			b = c.bind(name) // JavaScript makes a global of a variable that is not in reach
		}
		if b != nil {
			slots[i], bound[i] = b, c.up(b)
		}
	}
	eval := c.setValue(n)
	head := n.Head
	return func(x *run, e *env, w *output) {
		if !x.at(head) {
			return
		}
		v := eval(x, e)
		if x.failed(w) {
			return
		}
		for i, name := range names {
			if slots[i] != nil {
				slots[i].set(bound[i](e), v)
			}
			x.assign(name, v)
		}
	}
}

func (c *compiler) setValue(n *syntax.Set) evaluate {
	if n.Value != nil {
		return c.expr(n.Value)
	}
	reach := c.superReach
	c.superReach = false
	defer func() { c.superReach = reach }()
	return c.capture(n.Body)
}

// assign is what the code of a set tag does at run time.
func (x *run) assign(name string, v value.Value) {
	if strings.Contains(name, ".") {
		return // only a string literal can hold a dot
	}
	x.frame.set(name, v)
	if x.frame.top {
		x.ctx.set(name, v)
		if !strings.HasPrefix(name, "_") {
			x.ctx.export(name)
		}
	}
}

// capture compiles a body whose output is a value.
func (c *compiler) capture(nodes []syntax.Node) evaluate {
	var body []execute
	c.scoped(func() { c.callback(); body = c.list(nodes) })
	return func(x *run, e *env) value.Value {
		if x.r.err != nil {
			return nil
		}
		w := &output{}
		runAll(body, x, e, w)
		return x.r.made(w.String())
	}
}

var inSwitch = diag.Text{FR: "un `switch`", EN: "a `switch`"}

// switchTag is JavaScript's switch: cases are compared by ===, one without any
// node in its body falls through.
func (c *compiler) switchTag(n *syntax.Switch) execute {
	eval := c.expr(n.Value)
	type choice struct {
		eval evaluate
		body []execute
		fall bool
	}
	reach := c.superReach
	c.superReach = false
	cases := make([]choice, len(n.Cases))
	for i, k := range n.Cases {
		cases[i] = choice{c.expr(k.Value), c.bare(k.Body, k.Span(), inSwitch), len(k.Body) == 0}
	}
	c.superReach = reach
	otherwise := c.bare(n.Default, n.Head, inSwitch)
	head := n.Head
	return func(x *run, e *env, w *output) {
		if !x.at(head) {
			return
		}
		v := eval(x, e)
		chosen := -1
		for i := 0; i < len(cases) && chosen < 0; i++ {
			if value.StrictEqual(v, cases[i].eval(x, e)) {
				chosen = i
			}
		}
		if x.failed(w) {
			return
		}
		for ; chosen >= 0 && chosen < len(cases); chosen++ {
			if !cases[chosen].fall {
				runAll(cases[chosen].body, x, e, w)
				return
			}
		}
		runAll(otherwise, x, e, w)
	}
}
