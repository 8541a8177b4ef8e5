package template

import (
	"strings"

	"apercu/app/diag"
	"apercu/app/template/syntax"
	"apercu/app/template/value"
)

// This file is macros, and the body of a call block, which is a macro too. A
// macro's body starts from an empty frame over the context of the template
// that defines it; a call block's body keeps the frame that is current when it
// runs. Arguments are dealt out as runtime.makeMacro does.

type macro struct {
	name   string
	args   []string
	slots  []*binding
	kwargs []pair // names with their default values
	unit   unit
	keep   bool // a call block's body
}

// compileMacro compiles a signature and a body as a unit of its own.
func (c *compiler) compileMacro(name string, params syntax.Args, body []syntax.Node, keep bool) *macro {
	m := &macro{name: name, keep: keep}
	outer := *c
	defer func() { *c = outer }()
	c.unit = &unitScope{unit: &m.unit}
	c.fn = &function{outer.fn}
	if keep {
		c.unit.parent = outer.unit
		c.scope = &scope{parent: outer.scope}
	} else {
		c.scope = &scope{}
		c.super = nil
	}
	defaults := params.Keyword
	for i, p := range params.Positional {
		if d, ok := p.(*syntax.Dict); ok && i == len(params.Positional)-1 && len(defaults) == 0 {
			defaults = d.Pairs
			break
		}
		n, ok := p.(*syntax.Name)
		if !ok {
			c.fail(p.Span(), diag.T("Un paramètre de macro est un nom, avec ou sans valeur par défaut.", "A macro's parameter is a name, with or without a default value."))
			continue
		}
		m.args = append(m.args, n.Name)
		m.slots = append(m.slots, c.bind(n.Name))
	}
	m.kwargs = c.pairs(defaults)
	m.unit.body = c.scopedList(body)
	return m
}

// function makes the macro a value, in the run and env it is defined in.
func (m *macro) function(x *run, e *env) *value.Func {
	return &value.Func{Name: m.name, Call: func(args []value.Value, kwargs *value.Object) (value.Value, error) {
		return m.call(x, e, args, kwargs)
	}}
}

func (m *macro) call(x *run, outer *env, args []value.Value, kwargs *value.Object) (value.Value, error) {
	if !x.r.enter() {
		return nil, nil
	}
	defer x.r.leave()
	args, kwargs = m.deal(args, kwargs)
	frame, cur := x.frame, x.r.cur
	if m.keep {
		x.frame = frame.push(true)
	} else {
		x.frame = newFrame(nil)
		outer = nil
	}
	defer func() { x.frame, x.r.cur = frame, cur }()
	e := &env{slots: make([]value.Value, m.unit.slots), parent: outer}
	m.bind(x, e, args, kwargs)
	w := &output{}
	runAll(m.unit.body, x, e, w)
	return value.Safe(w.String()), nil
}

// deal moves surplus positional arguments to the keyword parameters, and takes
// missing ones from keyword arguments of their name.
func (m *macro) deal(args []value.Value, kwargs *value.Object) ([]value.Value, *value.Object) {
	switch n := len(m.args); {
	case len(args) > n:
		for i, v := range args[n:] {
			if i < len(m.kwargs) {
				if kwargs == nil {
					kwargs = value.NewObject(len(m.kwargs))
				}
				kwargs.Set(m.kwargs[i].key, v)
			}
		}
		return args[:n], kwargs
	case len(args) < n && kwargs != nil:
		all := append(make([]value.Value, 0, n), args...)
		for _, name := range m.args[len(args):] {
			all = append(all, kwargs.At(name))
			kwargs.Delete(name)
		}
		return all, kwargs
	}
	return args, kwargs
}

func (m *macro) bind(x *run, e *env, args []value.Value, kwargs *value.Object) {
	if caller, ok := kwargs.Get("caller"); ok {
		x.frame.put("caller", caller)
	}
	for i, v := range args {
		m.slots[i].set(e, v)
		x.frame.put(m.args[i], v)
	}
	for _, k := range m.kwargs {
		v, ok := kwargs.Get(k.key)
		if !ok {
			v = k.eval(x, e)
		}
		x.frame.put(k.key, v)
	}
}

func (c *compiler) macroTag(n *syntax.Macro) execute {
	name, ok := syntax.NameOf(n.Name)
	if !ok {
		c.fail(n.Head, diag.T("Une macro a besoin d’un nom.", "A macro needs a name."))
		return nil
	}
	m := c.compileMacro(name, n.Params, n.Body, false)
	b := c.bind(name)
	local := c.scope.parent != nil
	return func(x *run, e *env, w *output) {
		f := m.function(x, e)
		b.set(e, f)
		if local {
			x.frame.put(name, f)
			return
		}
		if !strings.HasPrefix(name, "_") {
			x.ctx.export(name)
		}
		x.ctx.set(name, f)
	}
}

func (c *compiler) caller(e *syntax.Caller) evaluate {
	m := c.compileMacro("caller", e.Params, e.Body, true)
	return func(x *run, e *env) value.Value { return m.function(x, e) }
}
