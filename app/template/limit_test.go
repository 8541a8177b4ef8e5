package template_test

import (
	"runtime"
	"strings"
	"testing"

	"apercu/app/template"
	"apercu/app/template/value"
)

// Each of these would hang a browser or fill its memory if nothing bounded it.
var hostile = map[string]string{
	"range":                         `{% for i in range(1e9) %}x{% endfor %}{{ range(1000000000) | length }}`,
	"nested loops":                  strings.Repeat(`{% for i in range(99999) %}`, 4) + "x" + strings.Repeat(`{% endfor %}`, 4),
	"empty loops":                   `{% for i in range(90000) %}{% for j in range(90000) %}{% endfor %}{% endfor %}`,
	"doubling":                      `{% set x = "ab" %}{% for i in range(60) %}{% set x = x ~ x %}{% endfor %}{{ x }}`,
	"doubling by join":              `{% set x = "ab" %}{% for i in range(60) %}{% set x = [x, x] | join %}{% endfor %}{{ x }}`,
	"doubling by replace":           `{% set x = "aa" %}{% for i in range(60) %}{% set x = x | replace("a", "aa") %}{% endfor %}{{ x }}`,
	"doubling by capture":           `{% set x = "ab" %}{% for i in range(60) %}{% set x %}{{ x }}{{ x }}{% endset %}{% endfor %}{{ x }}`,
	"nested lists":                  `{% set x = [1] %}{% for i in range(60) %}{% set x = [x, x] %}{% endfor %}{{ x }}`,
	"nested lists dumped":           `{% set x = [1] %}{% for i in range(60) %}{% set x = [x, x] %}{% endfor %}{{ x | dump }}`,
	"nested dicts dumped":           `{% set x = {a: 1} %}{% for i in range(60) %}{% set x = {a: x, b: x} %}{% endfor %}{{ x | dump }}`,
	"nested lists compared":         `{% set x = [1] %}{% for i in range(60) %}{% set x = [x, x] %}{% endfor %}{{ x == "1" }}{{ x < 2 }}{{ x + 1 }}{{ -x }}`,
	"nested lists as key":           `{% set x = [1] %}{% for i in range(60) %}{% set x = [x, x] %}{% endfor %}{{ x[x] }}`,
	"nested lists in a list filter": `{% set x = [1] %}{% for i in range(60) %}{% set x = [x, x] %}{% endfor %}{{ x | join }}{{ x | sort }}{{ x | string }}{{ x | urlencode }}{{ x | upper }}`,
	"cyclic list":                   `{% set x = [1] %}{% set _ = x.push(x) %}{{ x }}{{ x | dump }}{{ x | join }}`,
	"center":                        `{{ "x" | center(1000000000) }}`,
	"indent":                        `{{ "x\ny" | indent(1000000000) }}`,
	"repeat":                        `{{ "x".repeat(1000000000) }}`,
	"padStart":                      `{{ "x".padStart(1000000000) }}{{ "x".padEnd(1000000000, "ab") }}`,
	"batch":                         `{{ [1] | batch(1000000000, 1) | length }}`,
	"slice":                         `{{ [1] | slice(1000000000, 1) | length }}`,
	"array growing":                 `{% set a = [1] %}{% for x in a %}{% set _ = a.push(x) %}{% endfor %}`,
	"array doubling":                `{% set a = [1] %}{% for i in range(60) %}{% set a = a.concat(a) %}{% endfor %}{{ a | length }}`,
	"array-like":                    `{% for x in {length: 1000000000} %}{% endfor %}`,
	"long length":                   `{{ {length: 1000000000} | join }}{{ {length: 1000000000} | list | length }}`,
	"macro recursion":               `{% macro m(x) %}{{ m(x) }}{{ m(x) }}{% endmacro %}{{ m(1) }}`,
	"macro tree":                    `{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(40) }}`,
	"caller recursion":              `{% macro m() %}{{ caller() }}{% endmacro %}{% macro r() %}{% call m() %}{{ r() }}{% endcall %}{% endmacro %}{{ r() }}`,
	"include recursion":             `{% include "self" %}`,
	"include tree":                  `{% include "tree" %}`,
	"extends itself":                `{% extends "loop" %}`,
	"import itself":                 `{% import "imports" as x %}`,
	"regexp":                        `{{ "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!" | replace(r/(a+)+$/g, "") }}`,
	"sorting":                       `{% for i in range(5000) %}{{ range(90000) | sort | length }}{% endfor %}`,
	"split":                         `{% set x = "ab" %}{% for i in range(20) %}{% set x = x ~ x %}{% endfor %}{% for i in range(5000) %}{{ x.split("") | length }}{% endfor %}`,
	"brackets":                      "{{ " + strings.Repeat("(", 100000),
	"brackets closed":               "{{ " + strings.Repeat("[", 100000) + strings.Repeat("]", 100000) + " }}",
	"nots":                          "{{ " + strings.Repeat("not ", 100000) + "x }}",
	"minus":                         "{{ " + strings.Repeat("-", 100000) + "x }}",
	"sum":                           "{{ 1" + strings.Repeat(" + 1", 100000) + " }}",
	"pipes":                         "{{ x" + strings.Repeat("|upper", 100000) + " }}",
	"dots":                          "{{ x" + strings.Repeat(".x", 100000) + " }}",
	"ifs":                           strings.Repeat("{% if x %}", 20000),
	"elifs":                         "{% if x %}" + strings.Repeat("{% elif x %}", 20000) + "{% endif %}",
	"unclosed comments":             strings.Repeat("{# ", 50000),
	"unclosed variables":            strings.Repeat("{{ ", 50000),
	"unclosed tags":                 strings.Repeat("{% set x ", 50000),
	"unknown tags":                  strings.Repeat("{% zzz %}", 20000),
	"stray ends":                    strings.Repeat("{% endif %}", 20000),
	"sets":                          strings.Repeat("{% set x %}", 20000),
	"raws":                          strings.Repeat("{% raw %}", 20000),
	"ranges of text":                `{% for i in range("0", "999999999") %}{% endfor %}`,
	"infinite range":                `{{ range(0, 1, 0.0000000001) | length }}`,
	"urlize":                        `{% set x = "http://a.b/" %}{% for i in range(18) %}{% set x = x ~ x %}{% endfor %}{{ x | urlize }}`,
	"striptags":                     `{% set x = "<" %}{% for i in range(18) %}{% set x = x ~ x %}{% endfor %}{{ x | striptags }}{{ x | title }}{{ x | wordcount }}`,
}

// TestHostileTemplatesEnd: each meets a bound in little memory. One that did
// not end would be ended by the tests' own time limit.
func TestHostileTemplatesEnd(t *testing.T) {
	loader := files{
		"self":    `x{% include "self" %}`,
		"tree":    `{% include "tree" %}{% include "tree" %}`,
		"loop":    `{% extends "loop" %}`,
		"imports": `{% import "imports" as x %}`,
	}
	for name, text := range hostile {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			res := render(template.Options{Autoescape: true, Loader: loader}, text, nil)
			runtime.ReadMemStats(&after)
			if n := after.TotalAlloc - before.TotalAlloc; n > 1<<30 {
				t.Errorf("allocated %d MB", n>>20)
			}
			if len(res.Output) > template.DefaultLimits().Output {
				t.Errorf("output of %d bytes", len(res.Output))
			}
			t.Logf("%s %d MB, %v", name, (after.TotalAlloc-before.TotalAlloc)>>20, first(codes(res.Diagnostics)))
		})
	}
}

func first(s []string) []string { return s[:min(len(s), 3)] }

func TestLimitsAreTold(t *testing.T) {
	for _, c := range []struct{ text, code string }{
		{hostile["empty loops"], "limit-steps"},
		{hostile["doubling"], "limit-size"},
		{hostile["macro recursion"], "limit-depth"},
		{hostile["brackets closed"], "limit-depth"},
		{`{% for i in range(9999) %}` + strings.Repeat("0123456789", 20) + `{% endfor %}`, "limit-output"},
	} {
		res := render(template.Options{Limits: template.Limits{Output: 1 << 20}}, c.text, value.NewObject(0))
		found := false
		for _, code := range codes(res.Diagnostics) {
			found = found || code == c.code
		}
		if !found {
			t.Errorf("%.60q gives %v, want %s", c.text, codes(res.Diagnostics), c.code)
		}
	}
}
