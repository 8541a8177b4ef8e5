package template

import (
	"fmt"
	"strings"

	"apercu/app/diag"
	"apercu/app/source"
	"apercu/app/template/filter"
	"apercu/app/template/value"
)

// This file carries one rendering: what was counted, what went wrong, and
// where in the page that is to be shown. A mistake unwinds to the statement it
// is in, which prints nothing (or a box), and the next statement goes on.

// render is the state of one call of Template.Render.
type render struct {
	env    *Environment
	page   *Template
	cur    source.Span // the page's tag at work: where other templates' output and mistakes belong
	limits Limits

	steps, bytes, depth int
	stopped             bool
	surrogates          bool // half a character may have been printed

	err         *failure // pending in the expression being evaluated
	diagnostics []diag.Diagnostic
	seen        map[string]bool
	reported    map[*Template]bool
}

// run is one execution of a template's root or of a block: a function call in
// the code that nunjucks generates. Macros share the run they were made in.
type run struct {
	r         *render
	t         *Template
	page      bool // t is the page itself
	ctx       *context
	frame     *frame
	parent    *Template   // set by an extends tag
	extendsAt source.Span // that tag
}

// failure is a mistake met in evaluating.
type failure struct {
	code    string
	span    source.Span // in x's template
	message diag.Text
	hint    diag.Text
	fixes   []diag.Fix
}

func newRender(t *Template) *render {
	return &render{env: t.env, page: t, cur: source.Span{Start: t.span.Start, End: t.span.Start}, limits: t.env.o.Limits}
}

// throw records a mistake in the expression being evaluated; the first counts.
// The value of what failed is undefined.
func (x *run) throw(f *failure) value.Value {
	if x.r.err == nil && !x.r.stopped {
		x.r.err = f
	}
	return nil
}

func (x *run) throwError(span source.Span, err error) value.Value {
	return x.throw(&failure{code: "template-error", span: span, message: errorText(err)})
}

func errorText(err error) diag.Text {
	if e, ok := err.(*value.Error); ok {
		return e.Text
	}
	s := err.Error()
	return diag.Text{FR: s, EN: s}
}

// failed reports whether a mistake is pending, tells it, and prints its box.
func (x *run) failed(w *output) bool {
	f := x.r.err
	if f == nil {
		return x.r.stopped
	}
	x.r.err = nil
	d := diag.Diagnostic{Code: f.code, Severity: diag.Error, Span: f.span, Message: f.message, Hint: f.hint, Fixes: f.fixes}
	x.report(d)
	x.box(w, d)
	return true
}

// box prints a mistake where it is, when errors are to be seen.
func (x *run) box(w *output, d diag.Diagnostic) {
	if !x.r.env.o.ShowErrors {
		return
	}
	text := d.Message.In(x.r.env.o.Lang)
	w.generated(x, `<div class="apercu-error" data-code="`+d.Code+`">`+withCode(filter.Escape(oneLine(text)))+x.tagAt(d)+`</div>`, d.Span)
}

// withCode shows what stands between backticks as code.
func withCode(s string) string {
	parts := strings.Split(s, "`")
	for i := 1; i < len(parts)-1; i += 2 {
		parts[i] = "<code>" + parts[i] + "</code>"
	}
	return strings.Join(parts, "")
}

// tagAt is an unknown tag as it is written, with its arguments.
func (x *run) tagAt(d diag.Diagnostic) string {
	if d.Code != "shortcode-unknown" {
		return ""
	}
	return " <code>" + filter.Escape(oneLine(x.t.file.Slice(d.Span))) + "</code>"
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// report tells a diagnostic once. One in another template is told at the
// page's tag that led there, with the template's name and line.
func (x *run) report(d diag.Diagnostic) {
	if !x.page {
		d = x.elsewhere(d)
	}
	x.r.add(d)
}

func (x *run) elsewhere(d diag.Diagnostic) diag.Diagnostic {
	line := x.t.file.Line(d.Span.Start) + 1
	name := x.t.name
	if name == "" {
		name = x.t.file.Name()
	}
	d.Message = diag.Text{
		FR: fmt.Sprintf("Dans `%s`, ligne %d : %s", name, line, d.Message.FR),
		EN: fmt.Sprintf("In `%s`, line %d: %s", name, line, d.Message.In("en")),
	}
	d.Span, d.Fixes, d.Related = x.r.cur, nil, nil
	return d
}

const maxDiagnostics = 200

func (r *render) add(d diag.Diagnostic) {
	key := fmt.Sprint(d.Code, d.Span, d.Message.FR)
	if r.seen[key] || len(r.diagnostics) >= maxDiagnostics {
		return
	}
	if r.seen == nil {
		r.seen = map[string]bool{}
	}
	r.seen[key] = true
	r.diagnostics = append(r.diagnostics, d)
}

// stop ends the rendering for good.
func (r *render) stop(code string, message diag.Text) {
	if r.stopped {
		return
	}
	r.stopped = true
	r.add(diag.Diagnostic{Code: code, Severity: diag.Error, Span: r.cur, Message: message})
}

// finish joins the mistakes of reading and of rendering. A name that was
// doubtful when read and wrong when used is told once, as wrong.
func (r *render) finish() []diag.Diagnostic {
	all := append([]diag.Diagnostic(nil), r.diagnostics...)
	for _, d := range r.page.diagnostics {
		if !overtaken(d, r.diagnostics) {
			all = append(all, d)
		}
	}
	diag.Sort(all)
	return all
}

func overtaken(d diag.Diagnostic, by []diag.Diagnostic) bool {
	for _, e := range by {
		if e.Code == d.Code && e.Span == d.Span {
			return true
		}
	}
	return false
}

// tellOf reports the mistakes of another template at the page's tag that uses it.
func (x *run) tellOf(t *Template) {
	if x.r.reported[t] {
		return
	}
	if x.r.reported == nil {
		x.r.reported = map[*Template]bool{}
	}
	x.r.reported[t] = true
	there := &run{r: x.r, t: t}
	for _, d := range t.diagnostics {
		if d.Severity == diag.Error {
			there.report(d)
		}
	}
}

// at notes the page's tag at work.
func (x *run) at(span source.Span) bool {
	if x.page {
		x.r.cur = span
	}
	return x.r.step(1)
}

// Autoescape implements filter.Scope.
func (x *run) Autoescape() bool { return x.r.env.o.Autoescape }

// ThrowOnUndefined implements filter.Strict.
func (x *run) ThrowOnUndefined() bool { return x.r.env.o.ThrowOnUndefined }

// Test implements filter.Tester.
func (x *run) Test(name string) (filter.Test, bool) {
	t, ok := x.r.env.tests[name]
	return t, ok
}

// Call implements filter.Scope.
func (x *run) Call(fn value.Value, args []value.Value, kwargs *value.Object) (value.Value, error) {
	f, ok := fn.(*value.Func)
	if !ok {
		return nil, value.Errorf("Cette valeur n’est pas une fonction.", "This value is not a function.")
	}
	if !x.r.step(1) {
		return nil, nil
	}
	return f.Call(args, kwargs)
}
