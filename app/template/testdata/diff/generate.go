package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// This file writes random templates: mostly right, sometimes wrong, always
// the same for the same seed.

type generator struct {
	r *rand.Rand
	// What may be used here, so that no template calls itself: nunjucks would
	// never end.
	includes []string
	imports  bool
	macros   []string
	// safe leaves out what often fails: one mistake hides all the rest.
	safe bool
	long bool // bodies of several statements
}

type testCase struct {
	ID        string            `json:"id"`
	Template  string            `json:"template"`
	Ctx       any               `json:"ctx"`
	Opts      map[string]any    `json:"opts"`
	Templates map[string]string `json:"templates"`
}

func newCase(seed uint64) testCase {
	g := &generator{r: rand.New(rand.NewPCG(seed, 7)), macros: []string{"ma", "mb", "mc"}}
	c := testCase{ID: fmt.Sprint(seed), Opts: map[string]any{}, Templates: map[string]string{}}
	g.safe, g.long = g.r.IntN(8) > 0, g.r.IntN(6) == 0
	g.options(c.Opts)
	c.Ctx = g.context()
	g.macros = []string{"ma", "mb"}
	c.Templates["macros"] = g.macroDef("ma", 2) + g.pick("", " ", "\n") + g.macroDef("mb", 2) + g.setTag(1) + g.pick("", g.body(1))
	g.imports, g.macros = true, []string{"ma", "mb", "mc"}
	c.Templates["two"] = g.body(2)
	g.includes = []string{"two"}
	c.Templates["one"] = g.body(2)
	g.includes = []string{"one", "two"}
	c.Templates["base"] = "<" + g.blockDef("x", 2) + "|" + g.blockDef("y", 2) + g.body(1) + ">"
	c.Templates["mid"] = `{% extends "base" %}` + g.blockDef("x", 1) + g.pick("", g.setTag(1))
	switch g.r.IntN(8) {
	case 0:
		c.Template = g.text() + `{% extends "` + g.pick("base", "mid") + `" %}` + g.pick("", g.setTag(2), g.macroDef("ma", 1)) + g.blockDef("x", 2) + g.pick("", g.blockDef("y", 3))
	default:
		c.Template = g.body(1 + g.r.IntN(3))
	}
	if g.safe {
		c.Template = `{% from "macros" import ma, mb with context %}{% macro mc(x, y) %}{{ x }}{{ y }}{% endmacro %}` + c.Template
	}
	if g.r.IntN(25) == 0 {
		c.Template = g.damage(c.Template)
	}
	return c
}

func (g *generator) options(o map[string]any) {
	o["autoescape"] = g.r.IntN(4) > 0
	if g.r.IntN(3) == 0 {
		o["trimBlocks"] = true
	}
	if g.r.IntN(3) == 0 {
		o["lstripBlocks"] = true
	}
	if g.r.IntN(30) == 0 {
		o["throwOnUndefined"] = true
	}
}

func (g *generator) context() any {
	return map[string]any{
		"a": 1, "b": 2.5, "n": -7, "zero": 0, "s": g.pick("hello world", "été <b>", "", "a,b;c", "  pad  ", "emoji 😀!"),
		"t": true, "f": false, "nul": nil, "html": `<p class="x">l'été & "co"</p>`,
		"list": []any{3, 1, 2}, "bag": []any{}, "words": []any{"pear", "Apple", "fig"}, "empty": []any{}, "pairs": []any{[]any{1, "x"}, []any{2, "y"}},
		"obj": map[string]any{"k": "v", "z": 1, "10": "ten", "2": "two"}, "nest": map[string]any{"list": []any{1, []any{2, 3}}, "o": map[string]any{"deep": "yes"}},
		"items": []any{map[string]any{"name": "bob", "age": 3, "ok": true}, map[string]any{"name": "Al", "age": 10}, map[string]any{"name": "cy", "age": 3}},
		"d":     map[string]any{"$date": "2024-03-05T10:20:30.000Z"}, "big": 123456789012, "inf": map[string]any{"$num": "Infinity"}, "num": "12.5abc",
	}
}

func (g *generator) pick(of ...string) string { return of[g.r.IntN(len(of))] }

func (g *generator) text() string {
	return g.pick("", " ", "\n", "text ", "a\n  ", "  \n", "<b>", "é ", "\r\n", "x\n\n", "{ ", "} ", "# ", "\t", "\u00a0 ", "{.c} ", "% ")
}

func (g *generator) body(depth int) string {
	var b strings.Builder
	n := 1 + g.r.IntN(2)
	if g.long {
		n += g.r.IntN(3)
	}
	for ; n > 0; n-- {
		b.WriteString(g.text())
		b.WriteString(g.statement(depth))
	}
	b.WriteString(g.text())
	return b.String()
}

func (g *generator) tag(s string) string {
	return g.pick("{%", "{%", "{%", "{%", "{%-") + g.pick(" ", " ", "") + s + g.pick(" ", " ", "") + g.pick("%}", "%}", "%}", "%}", "-%}")
}

func (g *generator) name() string {
	return g.pick("a", "b", "n", "s", "t", "f", "zero", "nul", "html", "list", "words", "empty", "pairs", "obj", "nest", "items", "d", "num", "undef", "x", "y", "v", "i", "loop", "big", "inf")
}

func (g *generator) statement(depth int) string {
	if depth <= 0 {
		return g.output(2)
	}
	d := depth - 1
	switch g.r.IntN(32) {
	case 0, 1, 2:
		s := g.tag("if "+g.expr(2)) + g.body(d)
		for g.r.IntN(4) == 0 {
			s += g.tag(g.pick("elif ", "elseif ")+g.expr(2)) + g.body(d)
		}
		if g.r.IntN(2) == 0 {
			s += g.tag("else") + g.body(d)
		}
		return s + g.tag("endif")
	case 3, 4, 5, 6:
		return g.forTag(d)
	case 7, 8, 9:
		return g.setTag(d)
	case 10, 11:
		return g.macroDef(g.pick(append(g.macros, "mm")...), d) + g.text() + g.macroUse()
	case 12:
		return g.tag("call"+g.pick("", "(x)", "(x, y=2) ")+" "+g.macroCall()) + g.body(d) + g.tag("endcall")
	case 13:
		return g.tag("filter "+g.pick("upper", "title", "replace('a', 'b')", "trim", "indent(2)", "escape", "truncate(5)", "length")) + g.body(d) + g.tag("endfilter")
	case 14:
		return g.switchTag(d)
	case 15, 16:
		name := "nope"
		if g.safe && len(g.includes) == 0 {
			return g.output(3)
		}
		if len(g.includes) > 0 && (g.safe || g.r.IntN(5) > 0) {
			name = g.pick(g.includes...)
		}
		return g.tag("include " + g.pick(`"`+name+`"`, `"`+name[:1]+`" ~ "`+name[1:]+`"`) + g.pick("", " ignore missing"))
	case 17:
		if !g.imports {
			return g.output(3)
		}
		return g.tag(`import "macros" as `+g.pick("m", "x")+g.pick("", " with context", " without context")) + g.text() + "{{ " + g.pick("m", "m", "x") + "." + g.macroCall() + " }}"
	case 18:
		if !g.imports || g.safe {
			return g.output(3)
		}
		return g.tag(`from "macros" import `+g.pick("ma", "mb as ma", "ma, mb", "v", "zz")+g.pick("", " with context")) + g.text() + g.macroUse()
	case 19:
		return g.tag("raw") + g.pick("{{ a }}", "{% if %}", "x", "\n{# #}\n") + g.pick("{% endraw %}", "{% endraw %}", "{%endraw%}", "{%  endraw  %}")
	case 20:
		return g.pick("{#", "{#-") + " c " + g.pick("#}", "-#}")
	case 21:
		return g.blockDef(g.pick("p", "q", "r", "u", "w")+fmt.Sprint(g.r.IntN(40)), d)
	case 22:
		if g.r.IntN(3) > 0 {
			return g.output(3)
		}
		kind := g.pick("Each", "All")
		return g.tag("async"+kind+" "+g.pick("x in list", "x in words", "x, y in pairs", "k, v in obj")) + g.body(d) + g.tag("end"+strings.ToLower(kind))
	case 24:
		return g.tag("show" + g.arguments())
	case 25, 26:
		return g.tag("box"+g.arguments()) + g.body(d) + g.tag("endbox")
	case 23:
		if g.r.IntN(3) > 0 {
			return g.output(3)
		}
		return g.tag("ifAsync "+g.expr(2)) + g.body(d) + g.tag("endif")
	}
	return g.output(3)
}

func (g *generator) arguments() string {
	return g.pick("", " "+g.expr(1), " "+g.expr(1)+", "+g.expr(1), " 'a', k="+g.expr(1), " k=1, z="+g.expr(1))
}

func (g *generator) output(depth int) string {
	return g.pick("{{", "{{", "{{", "{{-") + " " + g.expr(depth) + " " + g.pick("}}", "}}", "}}", "-}}")
}

func (g *generator) forTag(d int) string {
	over := g.pick("list", "words", "items", "[1,2,3]", "range(3)", "s", "obj", "empty", "undef", "5", "nest.list", g.expr(2))
	target := "x"
	if g.r.IntN(3) == 0 {
		target = g.pick("k, v", "x, y", "i, x, v")
		over = g.pick("obj", "pairs", "items", "s", "empty", "nest", "undef", g.expr(2))
	}
	s := g.tag("for "+target+" in "+over) + g.body(d)
	if g.r.IntN(2) == 0 {
		s += "{{ loop." + g.pick("index", "index0", "revindex", "revindex0", "first", "last", "length") + " }}"
	}
	if g.r.IntN(3) == 0 {
		s += g.tag("else") + g.pick(g.text(), g.output(1))
	}
	return s + g.tag("endfor")
}

func (g *generator) setTag(d int) string {
	name := g.pick("x", "y", "v", "a", "x, y", "_p", "i")
	if g.r.IntN(4) == 0 {
		return g.tag("set "+name) + g.body(d) + g.tag("endset") + g.pick("", "{{ "+name[:1]+" }}")
	}
	return g.tag("set "+name+" = "+g.expr(3)) + g.pick("", "{{ "+name[:1]+" }}")
}

func (g *generator) macroDef(name string, d int) string {
	params := g.pick("", "x", "x, y", "x, y=1", "x='d', y=x", "v=[1]", "x, y, v=s")
	all := g.macros
	defer func() { g.macros = all }()
	g.macros = nil
	for _, m := range all {
		if m < name {
			g.macros = append(g.macros, m)
		}
	}
	return g.tag("macro "+name+"("+params+")") + g.body(d) + g.pick("", "", "{{ caller() if caller }}", "{{ caller(1) if caller }}", "{{ x }}{{ y }}{{ v }}") + g.tag("endmacro")
}

func (g *generator) macroCall() string {
	if len(g.macros) == 0 {
		return "cycler(1)"
	}
	return g.pick(g.macros...) + "(" + g.pick("", g.expr(1), g.expr(1)+", "+g.expr(1), "y="+g.expr(1), g.expr(1)+", v="+g.expr(1), "1, 2, 3, 4") + ")"
}

func (g *generator) macroUse() string { return "{{ " + g.macroCall() + " }}" }

func (g *generator) switchTag(d int) string {
	s := g.tag("switch " + g.expr(1))
	for n := 1 + g.r.IntN(3); n > 0; n-- {
		s += g.tag("case "+g.pick("1", "'v'", "a", "true", "s", "2.5")) + g.pick("", g.text(), g.text()+g.output(1))
	}
	if g.r.IntN(2) == 0 {
		s += g.tag("default") + g.pick("", g.output(1))
	}
	return s + g.tag("endswitch")
}

func (g *generator) blockDef(name string, d int) string {
	return g.tag("block "+name) + g.pick("", "", "", "{{ super() }}") + g.body(d-1) + g.tag("endblock"+g.pick("", " "+name))
}

func (g *generator) expr(depth int) string {
	if depth <= 0 || g.r.IntN(4) == 0 {
		return g.atom()
	}
	d := depth - 1
	switch g.r.IntN(22) {
	case 0, 1, 2:
		return g.expr(d) + g.pick(" + ", " - ", " * ", " / ", " // ", " % ", " ** ", " ~ ", "+", "~") + g.expr(d)
	case 3, 4:
		return g.expr(d) + g.pick(" == ", " != ", " === ", " !== ", " < ", " > ", " <= ", " >= ") + g.expr(d)
	case 5:
		return g.expr(d) + g.pick(" and ", " or ") + g.expr(d)
	case 6:
		return g.parens("not " + g.expr(d))
	case 7:
		if g.safe {
			return g.parens(g.expr(d) + g.pick(" in ", " not in ") + g.pick("list", "obj", "s", "words", "[1, 'a']"))
		}
		return g.expr(d) + g.pick(" in ", " not in ") + g.expr(d)
	case 8:
		return g.parens(g.expr(d) + g.pick(" is ", " is not ") + g.test())
	case 9:
		return g.parens(g.expr(d) + " if " + g.expr(d) + g.pick("", " else "+g.expr(d)))
	case 10:
		return "(" + g.expr(d) + ")"
	case 11:
		return "[" + g.expr(d) + ", " + g.expr(d) + "]"
	case 12:
		return "{" + g.pick("k: ", "'k': ", "\"a b\": ") + g.expr(d) + " }"
	case 13:
		return g.pick("-", "+", "- ") + g.atom()
	case 14:
		return g.method()
	case 15:
		return g.name() + g.pick(".length", ".k", "[0]", "['k']", "[a]", ".o.deep", ".name", "[-1]", ".list[1]", ".foo.bar", "[s]")
	case 16:
		return g.pick("range(3)", "range(1, 4)", "range(4, 0, -2)", "cycler('a', 'b').next()", "joiner()()")
	case 17:
		return g.macroCall()
	default:
		if g.safe {
			return g.fit(d)
		}
		return g.expr(d) + g.filter()
	}
}

// parens keeps most loose operators together: a loose one inside of a tight
// one is a mistake.
func (g *generator) parens(s string) string {
	if g.r.IntN(6) > 0 {
		return "(" + s + ")"
	}
	return s
}

// fit is a filter on an input it is made for.
func (g *generator) fit(d int) string {
	switch g.r.IntN(4) {
	case 0:
		return g.pick("s", "html", "num", "'a-b c'", "(s ~ a)", "(html|safe)", "(s|upper)", "undef", "nul", "'http://a.fr (x) www.b.org/é?q=1'") + g.pick("|upper", "|lower", "|capitalize", "|title", "|trim", "|length", "|reverse", "|default('d')", "|default('d', true)", "|escape", "|e", "|safe", "|string", "|list",
			"|replace('l', 'L')", "|replace('a', 'b', 1)", "|replace('', '.')", "|truncate(5)", "|truncate(8, true)", "|truncate(8, false, '…')", "|wordcount", "|urlencode", "|urlize", "|urlize(5, true)", "|striptags", "|striptags(true)", "|nl2br", "|indent", "|indent(2, true)", "|center(20)", "|forceescape", "|dump", "|int", "|float", "|first", "|last", "|join('-')")
	case 1:
		return g.pick("list", "words", "items", "pairs", "range(5)", "nest.list", "empty", "[3, 'a', none, 1.5]", "[a, b, s]") + g.pick("|length", "|first", "|last", "|reverse", "|sort", "|sort(true)", "|join", "|join(', ')", "|join(',', 'name')", "|batch(2)", "|batch(2, 'z')", "|slice(2)", "|slice(2, 'z')", "|sum", "|dump", "|dump(2)", "|list", "|select('odd')", "|reject('even')", "|select", "|reject", "|string", "|default(1)", "|first|dump", "|reverse|join", "|sort|join", "|urlencode")
	case 2:
		return "items" + g.pick("|join(',', 'name')", "|sum('age')", "|sum('age', 10)", "|groupby('age')|dump", "|selectattr('ok')|dump", "|rejectattr('ok')|dump", "|sort(false, true, 'name')|dump", "|sort(true, false, 'age')|dump", "|sort(attribute='age')|dump", "|sort(attribute='name')|join('', 'name')", "|groupby('name')|dump(1)")
	}
	return g.pick("a", "b", "n", "zero", "num", "3.14159", "-2.5", "big", "inf", "'x'", "t", "undef", "obj", "nest", g.atom()) + g.pick("|abs", "|round", "|round(1)", "|round(1, 'ceil')", "|round(0, 'floor')", "|int", "|int(5)", "|float", "|float(1.5)", "|string", "|dump", "|default('d')", "|length", "|d(2, true)", "|safe", "|dump(2)")
}

func (g *generator) atom() string {
	if g.r.IntN(2) == 0 {
		return g.name()
	}
	return g.pick("1", "0", "42", "3.14", "2.50", "1000000", "'x'", `"a<b"`, `'it\'s'`, "true", "false", "none", "null", `"été"`, `""`, `"a\nb"`, "[]", "{}", "12345678901234567890", "0.1", "'10'", "r/a+/g")
}

func (g *generator) test() string {
	if g.r.IntN(4) == 0 && !g.safe {
		return g.pick("in", "nope", "iterable", "5")
	}
	return g.pick("defined", "undefined", "none", "null", "string", "number", "odd", "even", "truthy", "falsy", "lower", "upper",
		"mapping", "iterable", "callable", "divisibleby(2)", "sameas(a)", "equalto(1)", "eq(a)", "gt(1)", "ge(2)", "lt(3)", "le(1)", "ne(1)", "lessthan(2)", "greaterthan(1)")
}

func (g *generator) method() string {
	return g.pick("s.toUpperCase()", "s.split(' ')", "s.indexOf('o')", "s.slice(1, 3)", "s.replace('l', 'L')", "words.join('-')", "words.indexOf('fig')", "list.concat([4])",
		"list.slice(1)", "bag.push(1)", "s.startsWith('h')", "s.trim()", "s.charAt(1)", "n.toFixed(2)", "words.reverse()", "b.toString()", "list.pop()", "s.padStart(12, '-')", "s.repeat(2)",
		"words.includes('fig')", "d.getFullYear()", "obj.hasOwnProperty('k')", "list.sort()", "s.substring(2)", "s.lastIndexOf('l')", "list.shift()", "words.toString()")
}

func (g *generator) filter() string {
	return g.pick("|upper", "|lower", "|capitalize", "|title", "|trim", "|length", "|first", "|last", "|reverse", "|sort", "|join", "|join(', ')", "|join(',', 'name')", "|default('d')", "|default('d', true)", "|d(1)",
		"|escape", "|e", "|safe", "|abs", "|round", "|round(1)", "|round(1, 'ceil')", "|round(0, 'floor')", "|int", "|int(5)", "|float", "|string", "|list", "|dump", "|dump(2)", "|replace('l', 'L')", "|replace('a', 'b', 1)", "|replace('', '.')", "|replace(r/l/g, 'X')",
		"|truncate(5)", "|truncate(8, true)", "|truncate(8, false, '…')", "|wordcount", "|urlencode", "|urlize", "|urlize(5, true)", "|striptags", "|striptags(true)", "|nl2br", "|indent", "|indent(2, true)", "|center(20)", "|batch(2)", "|batch(2, 'z')", "|slice(2)", "|slice(2, 'z')",
		"|sum", "|sum('age')", "|sum('age', 10)", "|groupby('age')", "|selectattr('ok')", "|rejectattr('ok')", "|select('odd')", "|reject('even')", "|select", "|dictsort", "|dictsort(false, 'value')", "|sort(true)", "|sort(false, true)", "|sort(attribute='age')", "|sort(false, false, 'name')", "|forceescape", "|nope", "|batch(0)")
}

// damage breaks a template somewhere.
func (g *generator) damage(s string) string {
	if s == "" {
		return s
	}
	i := g.r.IntN(len(s))
	for i > 0 && s[i]&0xC0 == 0x80 {
		i--
	}
	switch g.r.IntN(3) {
	case 0:
		return s[:i]
	case 1:
		return s[:i] + g.pick("{%", "%}", "{{", "}}", "#}", "'", "(", "-", "{#", "endif", ".") + s[i:]
	}
	j := min(len(s), i+1+g.r.IntN(5))
	for j < len(s) && s[j]&0xC0 == 0x80 {
		j++
	}
	return s[:i] + s[j:]
}
