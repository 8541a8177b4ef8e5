package template

import (
	"apercu/app/diag"
	"apercu/app/source"
	"apercu/app/template/syntax"
	"apercu/app/template/value"
)

// This file brings in other templates: include, import, from, extends. Their
// output and their mistakes belong, in the page, to the tag that names them.

// load evaluates a template's name and finds it; nil when a mistake was noted
// or a missing template is to be ignored.
func (x *run) load(e *env, name evaluate, span source.Span, ignoreMissing bool) *Template {
	v := name(x, e)
	if x.r.err != nil || x.r.stopped {
		return nil
	}
	s, ok := v.(string)
	if !ok {
		x.throw(&failure{code: "template-missing", span: span,
			message: diag.T("Le nom d’un fichier à inclure doit être une chaîne, pas `%s`.", "The name of a template must be a string, not `%s`.", value.TypeOf(v))})
		return nil
	}
	t, err := x.r.env.find(s, x.t.name)
	switch {
	case err == nil:
		x.tellOf(t)
		return t
	case missing(err) && ignoreMissing:
	case missing(err):
		x.throw(&failure{code: "template-missing", span: span,
			message: diag.T("Le fichier `%s` n’existe pas.", "There is no template `%s`.", s)})
	default:
		x.throw(&failure{code: "template-missing", span: span,
			message: diag.T("Le fichier `%s` ne peut pas être lu : %v", "The template `%s` cannot be read: %v", s, err)})
	}
	return nil
}

func (c *compiler) includeTag(n *syntax.Include) execute {
	name, span := c.expr(n.Template), n.Span()
	c.callback()
	return func(x *run, e *env, w *output) {
		if !x.at(span) {
			return
		}
		t := x.load(e, name, span, n.IgnoreMissing)
		if x.failed(w) || t == nil {
			return
		}
		in := &run{r: x.r, t: t, ctx: x.ctx.child(t), frame: x.frame.push(true)}
		in.frame.top = true
		in.root(w)
	}
}

// module runs a template for its exports; with context it sees this template's
// variables, and a set in it may change them.
func (x *run) module(t *Template, withContext bool) *value.Object {
	m := &run{r: x.r, t: t, ctx: newContext(t, nil), frame: newFrame(nil)}
	if withContext {
		m.ctx, m.frame = x.ctx.child(t), x.frame.push(false)
	}
	m.frame.top = true
	m.root(&output{})
	return m.ctx.exports()
}

// declare puts an imported value where the rest of the template finds it.
func (x *run) declare(e *env, b *binding, name string, local bool, v value.Value) {
	b.set(e, v)
	if local {
		x.frame.put(name, v)
	} else {
		x.ctx.set(name, v)
	}
}

func (c *compiler) importTag(n *syntax.Import) execute {
	name, span := c.expr(n.Template), n.Span()
	target, ok := syntax.NameOf(n.Target)
	if !ok {
		c.fail(n.Target.Span(), diag.T("Un nom est attendu après `as`.", "Expected a name after `as`."))
		return nil
	}
	c.callback()
	b := c.bind(target)
	local := c.scope.parent != nil
	return func(x *run, e *env, w *output) {
		if !x.at(span) {
			return
		}
		t := x.load(e, name, span, false)
		if x.failed(w) || t == nil {
			return
		}
		x.declare(e, b, target, local, x.module(t, n.WithContext))
	}
}

type importedName struct {
	name, alias string
	span        source.Span
	b           *binding
}

func (c *compiler) fromTag(n *syntax.FromImport) execute {
	name, span := c.expr(n.Template), n.Span()
	c.callback()
	var names []importedName
	for _, k := range n.Names {
		from, _ := syntax.NameOf(k.Name)
		alias, ok := syntax.NameOf(k.Alias)
		if !ok {
			c.fail(k.Alias.Span(), diag.T("Un nom est attendu après `as`.", "Expected a name after `as`."))
			continue
		}
		names = append(names, importedName{from, alias, k.Name.Span(), c.bind(alias)})
	}
	local := c.scope.parent != nil
	return func(x *run, e *env, w *output) {
		if !x.at(span) {
			return
		}
		t := x.load(e, name, span, false)
		if x.failed(w) || t == nil {
			return
		}
		m := x.module(t, n.WithContext)
		for _, k := range names {
			v, ok := m.Get(k.name)
			if !ok {
				f := &failure{code: "template-error", span: k.span,
					message: diag.T("`%s` n’est pas défini dans `%s`.", "`%s` is not defined in `%s`.", k.name, t.name)}
				if near := diag.Nearest(k.name, m.Keys()); near != "" {
					f.hint = diag.T("Vouliez-vous écrire `%s` ?", "Did you mean `%s`?", near)
					f.fixes = []diag.Fix{{Title: diag.T("Remplacer par `%s`", "Replace by `%s`", near), Edits: []diag.Edit{{Span: k.span, New: near}}}}
				}
				x.throw(f)
				x.failed(w)
				continue
			}
			x.declare(e, k.b, k.alias, local, v)
		}
	}
}

// extendsTag notes the parent, whose root runs once this one has; its blocks
// come behind those already there.
func (c *compiler) extendsTag(n *syntax.Extends) execute {
	name, span := c.expr(n.Template), n.Span()
	inBlock := c.inBlock
	c.callback()
	return func(x *run, e *env, w *output) {
		if !x.at(span) {
			return
		}
		t := x.load(e, name, span, false)
		if x.failed(w) || t == nil {
			return
		}
		x.ctx.addBlocks(t)
		if !inBlock {
			x.parent = t
			x.extendsAt = span
		}
	}
}
