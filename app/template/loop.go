package template

import (
	"apercu/app/diag"
	"apercu/app/source"
	"apercu/app/sourcemap"
	"apercu/app/template/syntax"
	"apercu/app/template/value"
)

// This file is the for loop and its asynchronous kin, which run here in order.
// What can be looped over, what counts as empty and which names an included
// template sees are compileFor's and _compileAsyncLoop's: a number loops over
// nothing and takes the else; a map with one target loops over its `length`;
// with several targets over an array the names exist in the loop's own text only.

func newMap() *sourcemap.Builder { return &sourcemap.Builder{} }

// loop is the variable `loop`. It is made an object only when a template asks
// for it as a whole; loop.index and the others are computed.
type loop struct {
	i, n int
	obj  *value.Object
}

var loopKeys = []string{"index", "index0", "revindex", "revindex0", "first", "last", "length"}

func (l *loop) get(name string) (value.Value, bool) {
	switch name {
	case "index":
		return value.Int(l.i + 1), true
	case "index0":
		return value.Int(l.i), true
	case "revindex":
		return value.Int(l.n - l.i), true
	case "revindex0":
		return value.Int(l.n - l.i - 1), true
	case "first":
		return value.Bool(l.i == 0), true
	case "last":
		return value.Bool(l.i == l.n-1), true
	case "length":
		return value.Int(l.n), true
	}
	return nil, false
}

// object is the same object in every turn, as in nunjucks.
func (l *loop) object() value.Value {
	if l.obj == nil {
		l.obj = value.NewObject(len(loopKeys))
		l.fill()
	}
	return l.obj
}

func (l *loop) fill() {
	for _, k := range loopKeys {
		v, _ := l.get(k)
		l.obj.Set(k, v)
	}
}

func (l *loop) turn(i int) {
	l.i = i
	if l.obj != nil {
		l.fill()
	}
}

// loopMember compiles loop.index and the like without making the object.
func (c *compiler) loopMember(e *syntax.Member) evaluate {
	target, ok := e.Target.(*syntax.Name)
	if !ok || target.Name != "loop" || c.scope.lookup("loop") != nil {
		return nil
	}
	lit, ok := e.Key.(*syntax.Literal)
	if !ok {
		return nil
	}
	key, ok := lit.Value.(string)
	if !ok {
		return nil
	}
	return func(x *run, _ *env) value.Value {
		for f := x.frame; f != nil; f = f.parent {
			if i := f.at("loop"); i >= 0 && f.vars[i].v != nil {
				break
			}
			if f.loop == nil {
				continue
			}
			if v, ok := f.loop.get(key); ok && f.loop.obj == nil {
				return v
			}
			break
		}
		return x.get(x.lookup("loop"), key)
	}
}

// forLoop is a compiled loop.
type forLoop struct {
	span    source.Span
	iter    evaluate
	names   []string
	slots   []*binding
	body    []execute
	other   []execute
	hasElse bool
	async   bool
	target  string // the one name, "" when there are several
}

func (c *compiler) forTag(n *syntax.For) execute {
	l := &forLoop{span: n.Head, hasElse: n.HasElse, async: n.Kind != "for" || containsAsync(n.Body) || containsAsync(n.Else)}
	outer := c.scope
	c.scope = &scope{parent: outer}
	l.iter = c.expr(n.Iter)
	c.scoped(func() {
		if l.async {
			c.callback()
		}
		for _, t := range n.Targets {
			name, ok := syntax.NameOf(t)
			if !ok {
				c.fail(t.Span(), diag.T("Nom de variable attendu ici.", "Expected the name of a variable here."))
			}
			l.names = append(l.names, name)
			l.slots = append(l.slots, c.bind(name))
		}
		l.body = c.scopedList(n.Body)
	})
	if l.async {
		c.callback()
	}
	if l.async {
		l.other = c.list(n.Else)
	} else {
		l.other = c.bare(n.Else, n.Head, diag.Text{FR: "le `else` d’un `for`", EN: "the `else` of a `for`"})
	}
	c.scope = outer
	if len(l.names) == 1 {
		l.target = l.names[0]
	}
	return l.run
}

func (l *forLoop) run(x *run, e *env, w *output) {
	if !x.at(l.span) {
		return
	}
	f := x.frame.push(false)
	x.frame = f
	defer func() { x.frame = f.parent }()
	over := l.iter(x, e)
	if x.failed(w) {
		return
	}
	if l.async && l.refused(x, w, over) {
		return
	}
	n := 0
	if l.async || value.Truthy(over) {
		n = l.turns(x, e, w, fromIterator(over))
	}
	if l.async {
		n = 0
		if value.Truthy(value.Get(over, "length")) {
			n = 1
		}
	}
	if n == 0 && l.hasElse {
		runAll(l.other, x, e, w)
	}
}

// refused reports what nunjucks' asynchronous loop fails on: other than two
// names for the pairs of a map or of a string, and an else on nothing at all.
func (l *forLoop) refused(x *run, w *output, over value.Value) bool {
	bad := value.IsNil(over) && l.hasElse
	if len(l.names) != 2 {
		switch v := over.(type) {
		case *value.Object:
			bad = v.Len() > 0
		case string:
			bad = v != ""
		}
	}
	if bad {
		x.throw(&failure{code: "template-error", span: l.span,
			message: diag.T("Une boucle asynchrone ne peut pas parcourir cette valeur.", "An asynchronous loop cannot run over this value.")})
		x.failed(w)
	}
	return bad
}

// fromIterator makes a safe string the array of its characters; it is an
// object with an iterator to JavaScript.
func fromIterator(v value.Value) value.Value {
	s, ok := v.(value.Safe)
	if !ok {
		return v
	}
	chars := []value.Value{}
	for _, r := range string(s) {
		chars = append(chars, string(r))
	}
	return value.NewArray(chars...)
}

// turns runs the loop and gives what nunjucks takes for its length, 0 for nothing.
func (l *forLoop) turns(x *run, e *env, w *output, over value.Value) int {
	switch v := over.(type) {
	case *value.Array:
		return l.array(x, e, w, v)
	case *value.Object:
		if l.target == "" || l.async {
			return l.object(x, e, w, v)
		}
		return l.arrayLike(x, e, w, v)
	case string:
		return l.text(x, e, w, v)
	}
	return 0
}

// begin makes the variable loop, which exists only once there is a first turn.
func (l *forLoop) begin(x *run, n int) *loop {
	state := &loop{n: n}
	if n > 0 {
		x.frame.loop = state
	}
	return state
}

func (l *forLoop) array(x *run, e *env, w *output, a *value.Array) int {
	n := len(a.Elems)
	state := l.begin(x, n)
	// An array that grows in its loop goes on, as in JavaScript.
	for i := 0; i < len(a.Elems) && x.r.step(1); i++ {
		elem := a.Elems[i]
		if l.target != "" {
			l.bind(x, e, 0, elem, true)
		} else if !l.destructure(x, e, w, elem) {
			return n
		}
		state.turn(i)
		runAll(l.body, x, e, w)
		if l.async && i+1 >= n {
			break
		}
	}
	return n
}

// destructure binds the parts of an element. In a plain for, nunjucks writes
// them to the frame under a wrong name, so that included templates see none.
func (l *forLoop) destructure(x *run, e *env, w *output, elem value.Value) bool {
	if value.IsNil(elem) {
		x.throw(&failure{code: "template-error", span: l.span,
			message: diag.T("Un élément de la liste est vide : il n’a pas de parties à nommer.", "An element of the list is empty: it has no parts to name.")})
		x.failed(w)
		return false
	}
	for i := range l.slots {
		l.bind(x, e, i, value.Get(elem, float64(i)), l.async)
	}
	return true
}

func (l *forLoop) bind(x *run, e *env, i int, v value.Value, visible bool) {
	l.slots[i].set(e, v)
	if visible {
		x.frame.put(l.names[i], v)
	}
}

func (l *forLoop) object(x *run, e *env, w *output, o *value.Object) int {
	ks := append([]string(nil), o.Keys()...)
	state := l.begin(x, len(ks))
	for i, k := range ks {
		if !x.r.step(1) {
			break
		}
		l.bind(x, e, 0, k, true)
		if len(l.slots) > 1 {
			l.bind(x, e, 1, o.At(k), true)
		}
		for j := 2; j < len(l.slots); j++ {
			l.slots[j].set(e, nil)
		}
		state.turn(i)
		runAll(l.body, x, e, w)
	}
	return len(ks)
}

// arrayLike loops over o[0], o[1]… up to o.length, as JavaScript does over any object.
func (l *forLoop) arrayLike(x *run, e *env, w *output, o *value.Object) int {
	length := o.At("length")
	if x.heavy(length) {
		return 0
	}
	n := value.ToNumber(length)
	if length == nil || n != n {
		return 0
	}
	state := l.begin(x, int(n))
	for i := 0; float64(i) < value.ToNumber(o.At("length")) && x.r.step(1); i++ {
		l.bind(x, e, 0, value.Get(o, float64(i)), true)
		state.turn(i)
		runAll(l.body, x, e, w)
	}
	if !value.Truthy(length) {
		return 0
	}
	return 1
}

// text loops over the UTF-16 units of a string, or with two targets over its
// indexes and units.
func (l *forLoop) text(x *run, e *env, w *output, s string) int {
	n := value.Length(s)
	state := l.begin(x, n)
	ascii := len(s) == n
	for i := 0; i < n && x.r.step(1); i++ {
		var unit value.Value
		if ascii {
			unit = s[i : i+1]
		} else {
			if !x.r.step(n / 64) {
				break
			}
			unit = value.Get(s, float64(i))
		}
		if l.target != "" {
			l.bind(x, e, 0, unit, true)
		} else {
			l.bind(x, e, 0, value.FormatNumber(float64(i)), true)
			l.bind(x, e, 1, unit, true)
			for j := 2; j < len(l.slots); j++ {
				l.slots[j].set(e, nil)
			}
		}
		state.turn(i)
		runAll(l.body, x, e, w)
	}
	return n
}
