package template

import (
	"reflect"
	"testing"

	"apercu/app/source"
	"apercu/app/template/value"
)

// editable is a page with text in every kind of place.
const editable = "Un début {{ name }} au milieu\n\n  {% if name -%}  dans le cas\n{%- endif %}  \n suite de la page\n" +
	"{% for x in [1, 2] %}tour {{ x }}\n{% endfor %}\nencore\n{% set y %}mis de côté{% endset %}{{ y | length }} fin {{ y }}\n" +
	"{% macro m() %}dit{% endmacro %}{{ m() }} et {{ m() }}\n{% raw %}{{ brut }}{% endraw %}\n{# remarque #}\ndernier mot"

func rendered(e *Environment, text string) *Result {
	ctx := value.NewObject(1)
	ctx.Set("name", "le nom")
	return e.Parse(source.NewFile("a.md", text), source.Span{End: len(text)}).Render(ctx)
}

func sameEdited(t *testing.T, text string, got, want *Result) {
	t.Helper()
	if got.Output != want.Output || !reflect.DeepEqual(got.Map, want.Map) || len(want.Diagnostics) > 0 || !reflect.DeepEqual(got.reuse, want.reuse) {
		t.Fatalf("%q:\n%q %v %v\nrendered again:\n%q %v %v %v", text, got.Output, got.Map, got.reuse, want.Output, want.Map, want.reuse, want.Diagnostics)
	}
}

// TestEdited: what is taken over is what rendering gives, at every place of the
// page; and it is taken over in plain text, nowhere else.
func TestEdited(t *testing.T) {
	e := New(Options{Autoescape: true, TrimBlocks: true, LstripBlocks: true})
	for _, typed := range []string{"x", "\n", "  ", "{", "}}", "une phrase.\n\nUne autre"} {
		over := 0
		for at := range editable {
			text := editable[:at] + typed + editable[at:]
			if got, ok := rendered(e, editable).Edited(editable, text, source.Changed(editable, text)); ok {
				over++
				sameEdited(t, text, got, rendered(e, text))
			}
		}
		if braces := typed[0] == '{' || typed[0] == '}'; braces && over > 0 || !braces && over < 40 {
			t.Errorf("%q: taken over at %d places", typed, over)
		}
	}
	inTag := len("Un début {{ na")
	text := editable[:inTag] + "x" + editable[inTag:]
	if _, ok := rendered(e, editable).Edited(editable, text, source.Changed(editable, text)); ok {
		t.Error("taken over with a change in a tag")
	}
}

// FuzzEdited: the same for any page and two edits in a row.
func FuzzEdited(f *testing.F) {
	f.Add(editable, "x", uint16(30), uint16(0), "{% if a %}", uint16(60), uint16(2))
	f.Add(editable, "-", uint16(3), uint16(4), "y", uint16(9), uint16(0))
	f.Add("a {%- if b -%} c {%- endif %}\n{{ d }} e", "\n", uint16(15), uint16(1), "f", uint16(16), uint16(0))
	e := New(Options{Autoescape: true, TrimBlocks: true, LstripBlocks: true})
	f.Fuzz(func(t *testing.T, text, a string, at, cut uint16, b string, at2, cut2 uint16) {
		page := rendered(e, text)
		for _, step := range []struct {
			paste   string
			at, cut uint16
		}{{a, at, cut}, {b, at2, cut2}} {
			from := min(int(step.at), len(text))
			to := min(from+int(step.cut), len(text))
			edited := text[:from] + step.paste + text[to:]
			next, ok := page.Edited(text, edited, source.Changed(text, edited))
			if ok {
				sameEdited(t, edited, next, rendered(e, edited))
			} else {
				next = rendered(e, edited)
			}
			text, page = edited, next
		}
	})
}
