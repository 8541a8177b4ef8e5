package template_test

import (
	"strings"
	"testing"

	"apercu/app/diag"
	"apercu/app/source"
	"apercu/app/template"
)

// FuzzRender holds for any text: rendering ends, nothing panics, the map
// covers the output, copied bytes are the same, spans lie inside of the text
// and every fix can be applied.
func FuzzRender(f *testing.F) {
	for _, s := range []string{
		"a {{ b | upper }} {% if x %}y{% else %}z{% endif %}", "{% for k, v in o %}{{ loop.index }}{% endfor %}",
		"{% macro m(a, b=1) %}{{ caller() }}{% endmacro %}{% call m(1) %}x{% endcall %}", "{% set x %}{% endset %}{%- set a, b = [1,2] -%}",
		"{% box 'l''é' %}{% box %}{% endif %}{% endbox %}", "{% raw %}{% endraw %}{# {{ #}", "{{ [1, {a: 'b\\n'}] }}{% zzz %}{% endzzz %}",
		"{% include 'self' %}{% extends 'self' %}{% block a %}{{ super() }}{% endblock %}", "{% switch a %}{% case 1 %}{% default %}{% endswitch %}",
		"{{ 'é", "{{ r/a/g", "\xff{{ '\xff' | upper }}", "{% from 'self' import a as b with context %}", "{%", "{{", "{#", "#}", "%}", "}}",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 4096 {
			t.Skip()
		}
		o := template.Options{Autoescape: true, TrimBlocks: len(text)%2 == 0, LstripBlocks: len(text)%3 == 0, ShowErrors: len(text)%5 == 0,
			Loader: files{"self": text}, Shortcodes: shortcodes(), Limits: template.Limits{Steps: 20000, Depth: 20, Output: 1 << 20}}
		res := render(o, text, object(t, `{"a":1,"b":"x","o":{"k":[1,2]},"l":[3,1,2]}`))
		if res.Map.Len() != len(res.Output) {
			t.Fatalf("the map covers %d of %d bytes", res.Map.Len(), len(res.Output))
		}
		for _, s := range res.Map.Segments() {
			inside(t, text, s.Src, "map")
			if s.Copied && res.Output[s.Out.Start:s.Out.End] != text[s.Src.Start:s.Src.End] {
				t.Fatalf("copied %q is not %q", res.Output[s.Out.Start:s.Out.End], text[s.Src.Start:s.Src.End])
			}
		}
		for _, d := range res.Diagnostics {
			inside(t, text, d.Span, d.Code)
			if d.Code == "" || d.Message.FR == "" || d.Message.EN == "" || strings.Contains(d.Message.EN, "%!") {
				t.Fatalf("incomplete diagnostic %+v", d)
			}
			for _, r := range d.Related {
				inside(t, text, r.Span, d.Code+" related")
			}
			for _, fix := range d.Fixes {
				if _, err := diag.Apply(text, fix.Edits); err != nil {
					t.Fatal(d.Code, err)
				}
			}
		}
	})
}

func inside(t *testing.T, text string, s source.Span, what string) {
	if s.Start < 0 || s.End < s.Start || s.End > len(text) {
		t.Fatalf("%s: span %v of a text of %d bytes", what, s, len(text))
	}
}
