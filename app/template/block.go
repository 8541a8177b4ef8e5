package template

import (
	"apercu/app/diag"
	"apercu/app/template/syntax"
	"apercu/app/template/value"
)

// This file is blocks and super(). A template's blocks are found where
// nunjucks finds them: not in the body of a set block, in a case or in a paired
// custom tag; a block there is unknown when it is met. super() is computed once
// at the head of the outermost block that holds it.

// blocks compiles the blocks found in a body.
func (c *compiler) blocks(nodes []syntax.Node, nested bool) {
	for _, n := range nodes {
		switch n := n.(type) {
		case *syntax.Block:
			c.block(n, nested)
			c.blocks(n.Body, true)
		case *syntax.If:
			c.blocks(n.Body, nested)
			c.blocks(n.Else, nested)
		case *syntax.For:
			c.blocks(n.Body, nested)
			c.blocks(n.Else, nested)
		case *syntax.Macro:
			c.blocks(n.Body, nested)
		case *syntax.CallBlock:
			for _, p := range n.Call.Args.Keyword {
				if caller, ok := p.Value.(*syntax.Caller); ok {
					c.blocks(caller.Body, nested)
				}
			}
		case *syntax.FilterBlock:
			c.blocks(n.Filter.Input.(*syntax.Capture).Body, nested)
		case *syntax.Switch:
			c.blocks(n.Default, nested)
		case *syntax.Bad:
			c.blocks(n.Body, nested)
		case *syntax.Unknown:
			c.blocks(n.Body, nested)
		}
	}
}

func (c *compiler) block(n *syntax.Block, nested bool) {
	if first, ok := c.t.blocks[n.Name]; ok {
		c.t.diagnostics = append(c.t.diagnostics, diag.Diagnostic{Code: "block-duplicate", Severity: diag.Error, Span: n.NameSpan,
			Message: diag.T("Le bloc `%s` est défini deux fois.", "The block `%s` is defined twice.", n.Name),
			Related: []diag.Related{{Span: first.at, Message: diag.T("Défini ici d’abord.", "First defined here.")}}})
		return
	}
	b := &block{t: c.t, name: n.Name, super: -1, at: n.NameSpan}
	in := &compiler{t: c.t, scope: &scope{}, unit: &unitScope{unit: &b.unit}, fn: &function{}, inBlock: true, superReach: true}
	if !nested && callsSuper(n.Body) {
		in.callback()
		in.super = in.slot()
		b.super = in.super.slot
	}
	b.body = in.list(n.Body)
	c.t.blocks[n.Name] = b
	c.t.order = append(c.t.order, n.Name)
}

func callsSuper(nodes []syntax.Node) bool {
	found := false
	reach(nodes, func(n syntax.Node) {
		if call, ok := n.(*syntax.Call); ok && isSuper(call) {
			found = true
		}
	})
	return found
}

func isSuper(e *syntax.Call) bool {
	n, ok := e.Callee.(*syntax.Name)
	return ok && n.Name == "super"
}

// superCall compiles super() in a block; nil when it is an ordinary call.
func (c *compiler) superCall(e *syntax.Call) evaluate {
	switch {
	case !isSuper(e) || !c.inBlock || !c.superReach:
		return nil
	case c.super == nil:
		return undefined // in a nested block or a macro: nothing, as in nunjucks
	}
	up, slot := c.up(c.super), c.super.slot
	return func(_ *run, e *env) value.Value { return up(e).slots[slot] }
}

// blockTag runs the block of that name which is lowest in the chain of
// templates; in a template that extends another, its parent does that.
func (c *compiler) blockTag(n *syntax.Block) execute {
	name, span, inBlock := n.Name, n.NameSpan, c.inBlock
	c.callback()
	return func(x *run, e *env, w *output) {
		if !x.at(span) {
			return
		}
		if !inBlock && x.parent != nil {
			w.generated(x, "undefined", span) // what nunjucks prints there, where it can be seen
			return
		}
		chain := x.ctx.blocks[name]
		if len(chain) == 0 {
			x.throw(&failure{code: "block-unknown", span: span, message: diag.T("Le bloc `%s` est inconnu à cet endroit.", "The block `%s` is unknown here.", name)})
			x.failed(w)
			return
		}
		chain[0].run(x, x.frame, w)
	}
}

func (b *block) run(x *run, f *frame, w *output) {
	if !x.r.enter() {
		return
	}
	defer x.r.leave()
	cur := x.r.cur
	defer func() { x.r.cur = cur }()
	in := &run{r: x.r, t: b.t, page: b.t == x.r.page, ctx: x.ctx, frame: f.push(true)}
	e := &env{slots: make([]value.Value, b.slots)}
	if b.super >= 0 {
		e.slots[b.super] = in.superOf(b, w)
	}
	runAll(b.body, in, e, w)
}

// superOf renders the block that b stands before.
func (x *run) superOf(b *block, w *output) value.Value {
	chain := x.ctx.blocks[b.name]
	for i, k := range chain {
		if k == b && i+1 < len(chain) {
			out := &output{}
			chain[i+1].run(x, x.frame, out)
			return value.Safe(out.String())
		}
	}
	x.throw(&failure{code: "block-unknown", span: b.at, message: diag.T("`super()` n’a pas de bloc parent `%s` à afficher.", "`super()` has no parent block `%s` to print.", b.name)})
	x.failed(w)
	return nil
}

// follow runs the template that this one extends.
func (x *run) follow(w *output) {
	if x.page {
		x.r.cur = x.extendsAt
	}
	p := &run{r: x.r, t: x.parent, ctx: x.ctx, frame: x.frame}
	p.root(w)
}
