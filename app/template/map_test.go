package template_test

import (
	"fmt"
	"strings"
	"testing"

	"apercu/app/source"
	"apercu/app/template"
)

// segments prints a map as output=source pairs: text copied from the page is
// shown once, what a tag stands for as `output<-tag`.
func segments(text string, res *template.Result) string {
	var parts []string
	for _, s := range res.Map.Segments() {
		out, src := res.Output[s.Out.Start:s.Out.End], text[s.Src.Start:s.Src.End]
		switch {
		case s.Copied && out == src:
			parts = append(parts, fmt.Sprintf("%q@%d", out, s.Src.Start))
		case s.Copied:
			parts = append(parts, fmt.Sprintf("WRONG %q %q", out, src))
		default:
			parts = append(parts, fmt.Sprintf("%q<-%s", out, src))
		}
	}
	return strings.Join(parts, " ")
}

func TestMap(t *testing.T) {
	loader := files{"i": "in {{ 1 }}", "base": "<{% block a %}{% endblock %}>{% block b %}B{% endblock %}"}
	for _, c := range []struct{ text, want string }{
		{"a {{ 1 + 1 }} b", `"a "@0 "2"<-{{ 1 + 1 }} " b"@13`},
		{"a {%- if true -%} b {%- endif %}", `"a"@0 "b"@18`},
		{"{% for x in [1,2] %}x{{ x }}{% endfor %}", `"x"@20 "1"<-{{ x }} "x"@20 "2"<-{{ x }}`},
		{"{% include 'i' %}!", `"in 1"<-{% include 'i' %} "!"@17`},
		{"{% box 1 %}a {{ 2 }}{% endbox %}!", `"<box [1]>"<-{% box 1 %} "a "@11 "2"<-{{ 2 }} "</box>"<-{% endbox %} "!"@32`},
		{"{% box %}{% box %}x{% endbox %}y{% endbox %}", `"<box []>"<-{% box %} "<box []>"<-{% box %} "x"@18 "</box>"<-{% endbox %} "y"@31 "</box>"<-{% endbox %}`},
		{"{% show %}", `"[[\"\"] -]"<-{% show %}`},
		{"{% macro m() %}in{% endmacro %}{{ m() }}", `"in"<-{{ m() }}`},
		{"{% set x %}in{% endset %}a{{ x }}", `"a"@25 "in"<-{{ x }}`},
		{"{% filter upper %}in{% endfilter %}", `"IN"<-{% filter upper %}in{% endfilter %}`},
		{"{% extends 'base' %}no{% block a %}yes{% endblock %}", `"<"<-{% extends 'base' %} "yes"@35 ">B"<-{% extends 'base' %}`},
		{"{% raw %}{{ x }}{% endraw %}", `"{{ x }}"@9`},
		{"é{{ 1 }}", `"é"@0 "1"<-{{ 1 }}`},
	} {
		res := render(template.Options{Loader: loader, Shortcodes: shortcodes()}, c.text, nil)
		if got := segments(c.text, res); got != c.want {
			t.Errorf("%s\ngot  %s\nwant %s", c.text, got, c.want)
		}
		if res.Map.Len() != len(res.Output) {
			t.Errorf("%s: the map covers %d of %d bytes", c.text, res.Map.Len(), len(res.Output))
		}
	}
}

// A page's body stands behind its front matter; spans are in bytes of the file.
func TestMapBehindFrontMatter(t *testing.T) {
	text := "---\ntitle: x\n---\na {{ nope() }} b"
	f := source.NewFile("page.md", text)
	res := template.New(template.Options{}).Parse(f, source.Span{Start: 17, End: len(text)}).Render(nil)
	if got := segments(text, res); got != `"a "@17 " b"@31` {
		t.Error(got)
	}
	if d := res.Diagnostics; len(d) != 1 || f.Slice(d[0].Span) != "nope()" {
		t.Error(d)
	}
}

// TestMapOfShortcodeThatTrims: a body printed without its outer blanks keeps
// its places.
func TestMapOfShortcodeThatTrims(t *testing.T) {
	text := "{% trim %}\n\n text \n{% endtrim %}"
	sc := map[string]*template.Shortcode{"trim": {Name: "trim", Paired: true, Call: func(c *template.Call) (string, error) {
		return "<" + strings.TrimSpace(c.Content) + ">", nil
	}}}
	res := render(template.Options{Shortcodes: sc}, text, nil)
	if got := segments(text, res); got != `"<"<-{% trim %} "text"@13 ">"<-{% endtrim %}` {
		t.Error(got)
	}
}

func TestHalvesOfCharacters(t *testing.T) {
	for text, want := range map[string]string{
		"{% for c in '😀' %}{{ c }}{% endfor %}":                  "😀",
		"{% for c in '😀' %}{{ c }}-{% endfor %}":                 "\ufffd-\ufffd-",
		"{{ '😀'[0] }}{{ '😀'[1] }}|{{ '😀'[0] ~ '😀'[1] }}":         "😀|😀",
		"{% set x %}{{ '😀'[0] }}{{ '😀'[1] }}{% endset %}{{ x }}": "😀",
		"í {{ 'í' }} {% for c in 'í' %}{{ c }}{% endfor %}":      "í í í",
	} {
		res := render(template.Options{}, text, nil)
		if res.Output != want || res.Map.Len() != len(res.Output) {
			t.Errorf("%s gives %q, map of %d", text, res.Output, res.Map.Len())
		}
	}
}
