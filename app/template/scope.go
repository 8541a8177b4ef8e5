package template

import "apercu/app/template/value"

// This file copies how nunjucks finds and keeps variables. There are three
// places. Names that its compiler knows (loop targets, macro parameters,
// macros, imports) become JavaScript variables: here, slots of an env. Other
// names are looked up at run time in the frames, then in the context. A frame
// is pushed by a loop, a macro, a block, an include; a context belongs to one
// rendering of one template.

// env holds the slots of one call of a unit (a template's root, a block, a
// macro); the body of a call block sees the slots around it through parent.
type env struct {
	slots  []value.Value
	parent *env
}

// frame is runtime.js' Frame. A variable that is undefined counts as absent.
type frame struct {
	vars    []variable
	index   map[string]int // of vars, once there are many
	loop    *loop          // the variable "loop" of a for
	parent  *frame
	top     bool // a set here also changes the context
	isolate bool // a set here does not reach the parent
}

type variable struct {
	name string
	v    value.Value
}

const manyVariables = 12

func newFrame(parent *frame) *frame { return &frame{parent: parent} }

func (f *frame) push(isolate bool) *frame { return &frame{parent: f, isolate: isolate} }

func (f *frame) at(name string) int {
	if f.index != nil {
		if i, ok := f.index[name]; ok {
			return i
		}
		return -1
	}
	for i := range f.vars {
		if f.vars[i].name == name {
			return i
		}
	}
	return -1
}

// own is the variable in this frame alone, undefined when it is not there.
func (f *frame) own(name string) value.Value {
	if i := f.at(name); i >= 0 {
		return f.vars[i].v
	}
	if f.loop != nil && name == "loop" {
		return f.loop.object()
	}
	return nil
}

func (f *frame) lookup(name string) value.Value {
	for ; f != nil; f = f.parent {
		if v := f.own(name); v != nil {
			return v
		}
	}
	return nil
}

// put sets the variable in this frame.
func (f *frame) put(name string, v value.Value) {
	if i := f.at(name); i >= 0 {
		f.vars[i].v = v
		return
	}
	f.vars = append(f.vars, variable{name, v})
	switch {
	case f.index != nil:
		f.index[name] = len(f.vars) - 1
	case len(f.vars) > manyVariables:
		f.index = make(map[string]int, 2*manyVariables)
		for i := range f.vars {
			f.index[f.vars[i].name] = i
		}
	}
}

// set is Frame.set with resolveUp: the variable is changed where it is found,
// and made here when it is nowhere. An isolating frame hides its parents only
// from a set made in it directly, not from one in a loop inside of it: so does
// nunjucks, whose resolve forgets forWrite on the way up.
func (f *frame) set(name string, v value.Value) {
	for g := f; g != nil; g = g.parent {
		if g.own(name) != nil {
			g.put(name, v)
			return
		}
		if g == f && g.isolate {
			break
		}
	}
	f.put(name, v)
}

// context is environment.js' Context: the variables of one rendering. The
// caller's object is shared and never written; what templates set lies over it.
type context struct {
	base     *value.Object
	own      map[string]value.Value
	blocks   map[string][]*block // own ones first, then those of parents
	exported []string
}

func newContext(t *Template, base *value.Object) *context {
	c := &context{base: base}
	c.addBlocks(t)
	return c
}

// child is the context of an included or imported template: a copy, so that
// neither sees what the other sets later.
func (c *context) child(t *Template) *context {
	n := newContext(t, c.base)
	if len(c.own) > 0 {
		n.own = make(map[string]value.Value, len(c.own)+4)
		for k, v := range c.own {
			n.own[k] = v
		}
	}
	return n
}

func (c *context) addBlocks(t *Template) {
	if len(t.order) > 0 && c.blocks == nil {
		c.blocks = make(map[string][]*block, len(t.order))
	}
	for _, name := range t.order {
		c.blocks[name] = append(c.blocks[name], t.blocks[name])
	}
}

func (c *context) lookup(name string) (value.Value, bool) {
	if v, ok := c.own[name]; ok {
		return v, true
	}
	return c.base.Get(name)
}

func (c *context) set(name string, v value.Value) {
	if c.own == nil {
		c.own = make(map[string]value.Value, 8)
	}
	c.own[name] = v
}

func (c *context) export(name string) { c.exported = append(c.exported, name) }

func (c *context) exports() *value.Object {
	o := value.NewObject(len(c.exported))
	for _, name := range c.exported {
		v, _ := c.lookup(name)
		o.Set(name, v)
	}
	return o
}

// lookup finds a name at run time: frames, context, globals.
func (x *run) lookup(name string) value.Value {
	if v := x.frame.lookup(name); v != nil {
		return v
	}
	v, _ := x.Lookup(name)
	return v
}

// Lookup implements filter.Scope: filters see the context and the globals, not
// the frames, as `this` of a nunjucks filter does.
func (x *run) Lookup(name string) (value.Value, bool) {
	if v, ok := x.ctx.lookup(name); ok {
		return v, true
	}
	v, ok := x.r.env.globals[name]
	return v, ok
}
