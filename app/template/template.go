// Package template renders Nunjucks templates as version 3.2.4 of the
// JavaScript original does: the same language, the same scoping, the same
// printing, down to the places where the original's compiler surprises.
//
//	env := template.New(template.Options{Autoescape: true})
//	file := source.NewFile("page.md", "Bonjour {{ name }}")
//	page := env.Parse(file, source.Span{End: len(file.Text())})
//	ctx := value.NewObject(1)
//	ctx.Set("name", "Ada")
//	fmt.Println(page.Render(ctx).Output)
//
// What it does more: every result carries a map from output to source, a
// mistake is a diagnostic with its place and rendering goes on behind it, and
// depth, steps and size are bounded so that a template from a stranger cannot
// hang or fill the memory.
//
// What it refuses: it reads no file and no clock (templates come through a
// Loader, data through the context) and never fails with a Go error for what a
// template's author wrote.
//
// The invariant: Result.Map covers Result.Output exactly, and every span in a
// diagnostic lies in the file that was parsed.
package template

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"apercu/app/diag"
	"apercu/app/source"
	"apercu/app/sourcemap"
	"apercu/app/template/filter"
	"apercu/app/template/syntax"
	"apercu/app/template/value"
)

// Options configure an Environment. The zero Options are nunjucks with
// autoescape off and without a loader.
type Options struct {
	Autoescape       bool // escape what {{ }} prints, except safe strings
	TrimBlocks       bool // drop the newline behind a block tag
	LstripBlocks     bool // drop the blanks before a block tag that begins its line
	ThrowOnUndefined bool // printing undefined or null is an error

	Delimiters *syntax.Delimiters // nil: {% %} {{ }} {# #}
	Loader     Loader             // nil: no other template exists

	Filters    map[string]filter.Func // beside and above the built-in ones
	Tests      map[string]filter.Test // beside and above the built-in ones
	Globals    map[string]value.Value // beside and above range, cycler and joiner
	Shortcodes map[string]*Shortcode  // custom tags

	// Foreign reports filters that the site has and this program does not
	// (they are written in JavaScript): the value passes through, with a
	// warning. nil means none.
	Foreign func(name string) bool

	Limits Limits // zero fields mean DefaultLimits
	// ShowErrors prints a visible box where something failed, for a preview.
	ShowErrors bool
	// Lang is the language of those boxes: "en", anything else is French.
	Lang string
}

// Loader finds templates by name. A name without template gives an error for
// which errors.Is(err, fs.ErrNotExist) holds.
type Loader interface {
	Load(name string) (*source.File, error)
}

// Shortcode is a custom tag.
type Shortcode struct {
	Name   string
	Paired bool     // it has a body and an end tag
	Params []string // the names of its arguments in order, for editors and messages
	// Call gives the text that replaces the tag; it is printed as it is.
	Call func(c *Call) (string, error)
}

// Call is one use of a shortcode.
type Call struct {
	Name    string
	Args    []value.Value
	Kwargs  *value.Object // nil when there are none
	Content string        // of a paired one: its body, rendered
	Span    source.Span   // the whole tag in the page; in another template, the page's tag that led there
	Scope   filter.Scope
}

// Environment holds what templates share: options, filters, loaded templates.
// It is safe for concurrent use when its Loader and its functions are.
type Environment struct {
	o       Options
	filters map[string]filter.Func
	tests   map[string]filter.Test
	globals map[string]value.Value
	tags    map[string]bool

	mu    sync.Mutex
	cache map[string]*Template
}

// New makes an Environment.
func New(o Options) *Environment {
	e := &Environment{o: o, filters: filter.Builtins(), tests: filter.Tests(), globals: globals(), tags: map[string]bool{}, cache: map[string]*Template{}}
	for name, f := range o.Filters {
		e.filters[name] = f
	}
	for name, t := range o.Tests {
		e.tests[name] = t
	}
	for name, v := range o.Globals {
		e.globals[name] = v
	}
	for name, s := range o.Shortcodes {
		e.tags[name] = s.Paired
	}
	e.o.Limits = o.Limits.orDefault()
	return e
}

// Template is a parsed template; it is immutable and may be rendered many
// times, also at once.
type Template struct {
	env         *Environment
	file        *source.File
	span        source.Span
	name        string // as the loader knows it, "" for a page
	tree        *syntax.Tree
	diagnostics []diag.Diagnostic

	root    *unit
	blocks  map[string]*block
	order   []string // block names in order of the text
	extends bool     // an extends tag stands somewhere in it
}

// Parse reads the part of a file that span covers: a page's body behind its
// front matter. It always gives a template; what could not be read is in its
// Diagnostics.
func (e *Environment) Parse(f *source.File, span source.Span) *Template {
	return e.parse(f, span, "")
}

func (e *Environment) parse(f *source.File, span source.Span, name string) *Template {
	t := &Template{env: e, file: f, span: span, name: name}
	t.tree = syntax.Parse(f, span, syntax.Options{
		Delimiters: e.o.Delimiters, TrimBlocks: e.o.TrimBlocks, LstripBlocks: e.o.LstripBlocks,
		Tags: e.tags, Depth: e.o.Limits.Nesting,
	})
	t.diagnostics = t.tree.Diagnostics
	compile(t)
	diag.Sort(t.diagnostics)
	return t
}

// Template is the template of that name, through the Loader and kept for the
// next time.
func (e *Environment) Template(name string) (*Template, error) {
	e.mu.Lock()
	t := e.cache[name]
	e.mu.Unlock()
	if t != nil {
		return t, nil
	}
	if e.o.Loader == nil {
		return nil, &fs.PathError{Op: "load", Path: name, Err: fs.ErrNotExist}
	}
	name = strings.Clone(name) // it may be part of a page's output, whose memory others use next
	f, err := e.o.Loader.Load(name)
	if err != nil {
		return nil, err
	}
	t = e.parse(f, source.Span{End: len(f.Text())}, name)
	e.mu.Lock()
	defer e.mu.Unlock()
	e.cache[name] = t
	return t, nil
}

// resolve makes a name relative to the template that uses it, as nunjucks'
// file loader does for names that begin with ./ or ../.
func (e *Environment) find(name, parent string) (*Template, error) {
	if strings.HasPrefix(name, "./") || strings.HasPrefix(name, "../") {
		name = path.Join(path.Dir(parent), name)
	}
	return e.Template(name)
}

func missing(err error) bool { return errors.Is(err, fs.ErrNotExist) }

// Diagnostics are the mistakes found in reading the template, in bytes of its file.
func (t *Template) Diagnostics() []diag.Diagnostic { return t.diagnostics }

// File is the file that the template was read from.
func (t *Template) File() *source.File { return t.file }

// Tree is the syntax tree; do not change it.
func (t *Template) Tree() *syntax.Tree { return t.tree }

// Result is a rendered template.
type Result struct {
	Output      string
	Map         sourcemap.Map     // Output ⇄ bytes of the file
	Diagnostics []diag.Diagnostic // of reading and of rendering, in order of the text
	Exports     *value.Object     // the top-level variables and macros whose name does not begin with _

	reuse *reuse // see edit.go
	buf   []byte // of Output
}

// Render renders the template with the variables of ctx, which it does not
// change (though a template may change the arrays and objects in it). A nil ctx is empty.
func (t *Template) Render(ctx *value.Object) *Result { return t.RenderIn(&Result{}, ctx) }

// RenderIn is Render in the memory of a result that nobody reads any more; it
// gives that result.
func (t *Template) RenderIn(used *Result, ctx *value.Object) *Result {
	out := &output{buf: used.memory(t.span.Len() + t.span.Len()/8), m: &sourcemap.Builder{}}
	r, x := t.run(ctx, out)
	text, m := out.String(), out.m.Map()
	if r.surrogates {
		text, m = wellFormed(text, m)
	}
	*used = Result{Output: text, Map: m, Diagnostics: r.finish(), Exports: x.ctx.exports(), reuse: r.reuse(t), buf: out.buf}
	return used
}

// RenderText is Render without the map, for layouts and shortcodes; more is
// about how many bytes the output is longer than the template.
func (t *Template) RenderText(ctx *value.Object, more int) *Result {
	return t.RenderTextIn(&Result{}, ctx, more)
}

// RenderTextIn is RenderText in the memory of a result that nobody reads any
// more; it gives that result.
func (t *Template) RenderTextIn(used *Result, ctx *value.Object, more int) *Result {
	out := &output{buf: used.memory(t.span.Len() + t.span.Len()/8 + more)}
	r, _ := t.run(ctx, out)
	text := out.String()
	if r.surrogates {
		text = value.WellFormed(joinHalves(text))
	}
	*used = Result{Output: text, Diagnostics: r.finish(), buf: out.buf}
	return used
}

// memory is that of the output, for at least n bytes.
func (r *Result) memory(n int) []byte { return slices.Grow(r.buf[:0], n) }

func (t *Template) run(ctx *value.Object, out *output) (*render, *run) {
	r := newRender(t)
	x := &run{r: r, t: t, page: true, ctx: newContext(t, ctx), frame: newFrame(nil)}
	x.frame.top = true
	x.root(out)
	return r, x
}
