package syntax

import (
	"fmt"
	"strings"
	"testing"

	"apercu/app/source"
)

// sexp prints an expression with its structure visible.
func sexp(e Expr) string {
	switch e := e.(type) {
	case *Literal:
		return fmt.Sprintf("%#v", e.Value)
	case *Name:
		return e.Name
	case *Group:
		return "(group" + all(e.Items) + ")"
	case *Array:
		return "[" + strings.TrimPrefix(all(e.Items), " ") + "]"
	case *Dict:
		var b strings.Builder
		for _, p := range e.Pairs {
			b.WriteString(sexp(p.Key) + ":" + sexp(p.Value) + " ")
		}
		return "{" + strings.TrimSpace(b.String()) + "}"
	case *Member:
		return "(. " + sexp(e.Target) + " " + sexp(e.Key) + ")"
	case *Call:
		return "(call " + sexp(e.Callee) + args(e.Args) + ")"
	case *Filter:
		return "(| " + e.Name + " " + sexp(e.Input) + args(e.Args) + ")"
	case *Binary:
		return "(" + e.Op + " " + sexp(e.Left) + " " + sexp(e.Right) + ")"
	case *Unary:
		return "(" + e.Op + " " + sexp(e.X) + ")"
	case *Compare:
		s := "(compare " + sexp(e.First)
		for _, o := range e.Rest {
			s += " " + o.Op + " " + sexp(o.X)
		}
		return s + ")"
	case *Is:
		return "(is " + sexp(e.Left) + " " + sexp(e.Right) + ")"
	case *InlineIf:
		s := "(if " + sexp(e.Cond) + " " + sexp(e.Value)
		if e.Else != nil {
			s += " " + sexp(e.Else)
		}
		return s + ")"
	}
	return fmt.Sprintf("%T", e)
}

func all(es []Expr) string {
	var b strings.Builder
	for _, e := range es {
		b.WriteString(" " + sexp(e))
	}
	return b.String()
}

func args(a Args) string {
	s := all(a.Positional)
	for _, p := range a.Keyword {
		s += " " + sexp(p.Key) + "=" + sexp(p.Value)
	}
	return s
}

func parse(text string, o Options) *Tree {
	return Parse(source.NewFile("x", text), source.Span{End: len(text)}, o)
}

func TestExpressions(t *testing.T) {
	for _, c := range [][2]string{
		{"1 + 2 * 3", "(+ 1 (* 2 3))"},
		{"a - b + c", "(+ (- a b) c)"},
		{"a * b / c", "(* a (/ b c))"},
		{"a ** b ** c", "(** (** a b) c)"},
		{"a ~ b + c", "(~ a (+ b c))"},
		{"not a == b", "(not (compare a == b))"},
		{"a or b and not c in d", "(or a (and b (not (in c d))))"},
		{"a not in b", "(not (in a b))"},
		{"a is not defined", "(not (is a defined))"},
		{"a is divisibleby(3)", "(is a (call divisibleby 3))"},
		{"x if a else y", "(if a x y)"},
		{"x if a", "(if a x)"},
		{"-a | abs", "(| abs (- a))"},
		{"a.b['c'](1, k=2).d", `(. (call (. (. a "b") "c") 1 k=2) "d")`},
		{"{a: 1, 'b c': [2, 3]}", `{a:1 "b c":[2 3]}`},
		{"(1, 2)", "(group 1 2)"},
		{"a|f(1)(2)", "(| f a 2)"},
		{"a | x.y", "(| x.y a)"},
		{"r/a\\/b/gi", `syntax.Regexp{Source:"a\\/b", Flags:"gi"}`},
		{"5.", "5"},
		{"1.5", "1.5"},
		{"none", "<nil>"},
		{`'a\n\'b'`, `"a\n'b"`},
		{"a\u00a0+\u00a0b", "(+ a b)"},
		{"a < b <= c", "(compare a < b <= c)"},
		{"été.à", `(. été "à")`},
		{"1e21", "1e21"},
	} {
		tree := parse("{{ "+c[0]+" }}", Options{})
		if len(tree.Diagnostics) > 0 || len(tree.Body) != 1 {
			t.Errorf("%s: %v", c[0], tree.Diagnostics)
			continue
		}
		e := tree.Body[0].(*Output).Value
		if got := sexp(e); got != c[1] {
			t.Errorf("%s: got %s, want %s", c[0], got, c[1])
		}
	}
}

// What nunjucks refuses is told, and never more than once a tag.
func TestMistakes(t *testing.T) {
	for _, text := range []string{
		"{{ a b }}", "{{ [1,] }}", "{{ f(a,) }}", "{{ a ? b : c }}", "{{ a && b }}", "{{ a[0:2] }}", "{{ f({a: {b: 1}}) }}", "{{ a.1 }}", "{{ }}",
		"{{ a not b }}", "{% if %}{% endif %}", "{% for a of b %}{% endfor %}", "{% for 'a' in b %}{% endfor %}", "{% include %}", "{% import 'a' %}",
		"{% from 'a' import %}", "{% from 'a' import _b %}", "{% set a %}", "{% block 'x' %}{% endblock %}", "{% macro m %}{% endmacro %}",
		"{% call x %}{% endcall %}", "{% endif %}", "{% else %}", "{% nope %}", "{% 1 %}", "{% if a %}", "{% for a in b %}", "{% filter %}{% endfilter %}",
		"{% block a %}{% endblock b %}", "{% if a %}{% else %}{% elif b %}{% endif %}", "{# a", "a #}", "{{ 'a", "{% switch a %}{% endswitch %}", "{{ a", "{% set a",
	} {
		tree := parse(text, Options{})
		if len(tree.Diagnostics) != 1 {
			t.Errorf("%s: %d diagnostics %v", text, len(tree.Diagnostics), tree.Diagnostics)
		}
	}
}

func TestUnknownTag(t *testing.T) {
	tree := parse("a {%- foo 'x', 1 -%} b {% endfoo %} c {% bar y %}", Options{})
	foo := tree.Body[1].(*Unknown)
	if foo.Raw != " 'x', 1 " || !foo.Paired || len(foo.Body) != 1 {
		t.Errorf("%+v", foo)
	}
	if bar := tree.Body[3].(*Unknown); bar.Raw != " y " || bar.Paired {
		t.Errorf("%+v", bar)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"a {{ b }} c", "{% if a %}{% else %}{% endif %}", "{% raw %}{% endraw\n%}", "{%- sc 'a' b -%} {% endsc %}", "{# #}", "{{ 'é\\", "{% sc(", "{%endsc"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		tree := parse(text, Options{TrimBlocks: len(text)%2 == 0, LstripBlocks: len(text)%3 == 0, Tags: map[string]bool{"sc": true, "one": false}})
		at := 0
		Walk(tree.Body, func(n Node) bool {
			s := n.Span()
			if s.Start < 0 || s.End < s.Start || s.End > len(text) {
				t.Fatalf("%T has span %v of %d bytes", n, s, len(text))
			}
			if _, ok := n.(*Text); ok {
				if s.Start < at {
					t.Fatalf("text at %v comes after byte %d", s, at)
				}
				at = s.End
			}
			return true
		})
		for _, d := range tree.Diagnostics {
			if d.Span.Start < 0 || d.Span.End < d.Span.Start || d.Span.End > len(text) {
				t.Fatalf("%s has span %v of %d bytes", d.Code, d.Span, len(text))
			}
		}
	})
}
