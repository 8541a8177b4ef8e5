package scan

import (
	"strings"
	"testing"

	"apercu/app/source"
)

func page(text string) *Page {
	f := source.NewFile("page.md", text)
	return New(f, source.Span{Start: 0, End: len(text)}, nil)
}

// view prints the prose between brackets, so that a case shows what
// typography may touch and what it may not.
func view(p *Page) string {
	var b strings.Builder
	at := p.Body.Start
	p.Prose(p.Body, func(s source.Span) {
		b.WriteString(p.text[at:s.Start] + "⟦" + p.Slice(s) + "⟧")
		at = s.End
	})
	return b.String() + p.text[at:p.Body.End]
}

func TestProse(t *testing.T) {
	for _, c := range []struct{ name, in, out string }{
		{"plain", "Un mot", "⟦Un mot⟧"},
		{"code span", "a `b ? c` d", "⟦a ⟧`b ? c`⟦ d⟧"},
		{"fence", "a\n```\nb ?\n```\nc", "⟦a⟧\n```\nb ?\n```\n⟦c⟧"},
		{"fence in a list", "- a\n  ```\n  b ?\n  ```\n- c", "-⟦ a⟧\n⟦  ⟧```\n  b ?\n  ```\n-⟦ c⟧"},
		{"template", `a {{ b | c("d ?") }} e`, `⟦a ⟧{{ b | c("d ?") }}⟦ e⟧`},
		{"quoted end of tag", `{% x "a %} b" %}c`, `{% x "a %} b" %}⟦c⟧`},
		{"odd quote in a tag", "{% x l'eau %}c", "{% x l'eau %}⟦c⟧"},
		{"raw", "{% raw %}{{ a }}{% endraw %}", "{% raw %}⟦{{ a }}⟧{% endraw %}"},
		{"link", `[a ?](b?c=d "e ?") f`, `[⟦a ?⟧](b?c=d "e ?")⟦ f⟧`},
		{"image", "![a ?](b.png){.c}", "![⟦a ?⟧](b.png){.c}"},
		{"attributes with a template", `[a](b){target="_blank" title="{{ c }} ?"} d`, `[⟦a⟧](b){target="_blank" title="{{ c }} ?"}⟦ d⟧`},
		{"not a link", "[a] (b)", "⟦[a] (b)⟧"},
		{"link over template", "[a]({{ b c }})", "[⟦a⟧]({{ b c }})"},
		{"tag", `a <b class="c ?">d</b>`, `⟦a ⟧<b class="c ?">⟦d⟧</b>`},
		{"less than", "a < b > c", "⟦a < b > c⟧"},
		{"comment", "a <!-- b ? --> c", "⟦a ⟧<!-- b ? -->⟦ c⟧"},
		{"script", "<script>a ?</script>b", "<script>a ?</script>⟦b⟧"},
		{"address", "voir https://a.fr/b?c=d. Fin", "⟦voir ⟧https://a.fr/b?c=d⟦. Fin⟧"},
		{"address in parentheses", "(https://a.fr) b", "⟦(⟧https://a.fr⟦) b⟧"},
		{"mail", "à a.b@c.fr !", "⟦à ⟧a.b@c.fr⟦ !⟧"},
		{"container", ":::callout Titre ?\nx\n:::", ":::callout⟦ Titre ?⟧\n⟦x⟧\n:::"},
		{"table", "| a | b |\n| :- | - |\n| c | d |", "⟦| a | b |⟧\n| :- | - |\n⟦| c | d |⟧"},
		{"heading", "## A ?", "##⟦ A ?⟧"},
		{"reference", "[l'eau] ?\n\n[l'eau]: /a", "[l'eau]⟦ ?⟧\n\n[l'eau]: /a"},
		{"definition", "[a]: https://b.fr 'c ?'\nd", "[a]: https://b.fr 'c ?'\n⟦d⟧"},
	} {
		if got := view(page(c.in)); got != c.out {
			t.Errorf("%s:\n in   %q\n want %q\n got  %q", c.name, c.in, c.out, got)
		}
	}
}

func TestParts(t *testing.T) {
	p := page("# A\n\nB\n===\n\n<h3 id=x>C</h3>\n\n## D {.fr-h4}\n\n:::callout T\nx\n:::\n\n??? Q\nr\n???\n\n* un\n* deux\nsuite\n\n" +
		"| a |  |\n|---|---|\n| b | c |\n\n{% transcription \"Le, titre\", x=\"y\" %}\ntexte\n{% endtranscription %}\n<!-- a -->\n<!-- b ->\nfin")
	var got []string
	for _, h := range p.Headings {
		got = append(got, strings.Repeat("#", h.Level)+p.Slice(h.Text))
	}
	for _, c := range p.Containers {
		got = append(got, c.Name+"/"+p.Slice(c.Title)+"/"+p.Slice(c.Close))
	}
	for _, g := range p.Paragraphs {
		got = append(got, p.Slice(g.Span))
	}
	for _, tb := range p.Tables {
		for _, c := range tb.Header {
			got = append(got, "cell "+p.Slice(c))
		}
	}
	tag := p.Tags[0]
	got = append(got, tag.Args[0].Value, tag.Args[1].Name+"="+tag.Args[1].Value, strings.TrimSpace(p.Slice(p.TagBody(tag))))
	for _, c := range p.Comments {
		got = append(got, p.Slice(c.Span))
	}
	want := "#A|#B|###C|##D|callout/T/:::|accordion/Q/???|x|r|un|deux\nsuite|texte|fin|cell a|cell |Le, titre|x=y|texte|<!-- a -->|<!-- b ->"
	if s := strings.Join(got, "|"); s != want {
		t.Errorf("want %q\ngot  %q", want, s)
	}
}

// TestMarkdown: links, images, headings and tables are those that Markdown
// makes, whatever they look like.
func TestMarkdown(t *testing.T) {
	for _, c := range []struct{ name, in, out string }{
		{"reference", "[ici][a], [là][], [A] et ![x][a]\n\n[a]: /b \"c\"\n[là]: <d e>", "link ici→/b|link là→d e|link A→/b|image x→/b"},
		{"reference to nothing", "[ici][a] et [là]", ""},
		{"inside HTML", "<div>\n[ici](/a)\n## Titre\n| a | b |\n|---|---|\n</div>\n\n[là](/b)", "link là→/b"},
		{"code goes on over HTML", "<p>a ` b</p>\n\n[ici](/a) ` b", "link ici→/a"},
		{"refused address", "[ici](javascript:alert) ![x](javascript:y)", ""},
		{"a link in a link", "[a [b](/b)](/a)", "link b→/b"},
		{"fence that ends with its item", "- ```\n  a\n- [ici](/a)\n\n[là](/b)", "link ici→/a|link là→/b"},
		{"fence that ends with its quote", "> ```\n> a\n\n[là](/b)", "link là→/b"},
		{"heading in a quote, in a list", "> ## A\n\n- ### B\n- c", "##A|###B"},
		{"text, not a heading", "a\n    # b\n\n> c\nd\n===", ""},
		{"heading of two lines", "A *b\nc*\n---", "##A *b\nc*"},
		{"table in a list", "- a\n\n  | b | c |\n  |---|---|\n  | d | e |", "table b,c"},
		{"not a table", "a | b | c\n--- | ---\nd | e | f", ""},
		{"template in an address", "[ici]({{ a.b }}/c) {% x %}[là](/b){% endx %}", "link ici→{{ a.b }}/c|link là→/b"},
		{"template lines", "a\n{% if b %}\n## C\n{% endif %}\n[ici](/a)", "##C|link ici→/a"},
		{"CRLF", "a\r\n\r\n[é](/b) [ici][r]\r\n\r\n[r]: /c\r\n\r\nT\r\n===\r\n", "#T|link é→/b|link ici→/c"},
	} {
		p := page(c.in)
		var got []string
		for _, h := range p.Headings {
			got = append(got, strings.Repeat("#", h.Level)+p.Slice(h.Text))
		}
		for _, l := range p.Links {
			got = append(got, map[bool]string{false: "link ", true: "image "}[l.Image]+p.Slice(l.Text)+"→"+p.Slice(l.Dest))
		}
		for _, b := range p.Tables {
			var cells []string
			for _, s := range b.Header {
				cells = append(cells, p.Slice(s))
			}
			got = append(got, "table "+strings.Join(cells, ","))
		}
		if s := strings.Join(got, "|"); s != c.out {
			t.Errorf("%s:\n in   %q\n want %q\n got  %q", c.name, c.in, c.out, s)
		}
	}
}

// TestArguments: as the template's parser reads them.
func TestArguments(t *testing.T) {
	for _, c := range []struct{ in, out string }{
		{`{% v "a b", 'c\'d' %}`, `"a b" "c'd"`},
		{`{% v("x8abc12", "Titre") %}`, `"x8abc12" "Titre"`},
		{`{% v id="x8abc12", [1, 2], a.b %}`, `[1, 2] a.b id="x8abc12"`},
		{`{% v "a\nb" %}`, `"a` + "\n" + `b"`},
		{`{% v { a: "b c" }, r/\"/g %}`, `{ a: "b c" } r/\"/g`},
		{`{% v l'eau %}`, `l'eau`},
		{`{% v %}`, ``},
		{`{% raw %}{% raw %}{% v "a" %}{% endraw %}{% v "b" %}{% endraw %}`, ``},
	} {
		p := page(c.in)
		var got []string
		for _, tag := range p.Tags {
			for _, a := range tag.Args {
				s := a.Value
				if a.Literal {
					s = `"` + s + `"`
				}
				if a.Name != "" {
					s = a.Name + "=" + s
				}
				got = append(got, s)
			}
		}
		if s := strings.Join(got, " "); s != c.out {
			t.Errorf("%s\nwant %s\ngot  %s", c.in, c.out, s)
		}
	}
}

// FuzzScan holds the invariants of the package comment.
func FuzzScan(f *testing.F) {
	for _, s := range []string{"", "{", "{%", "{{ a", "[a](b", "```", "<a href='", "<!--", "![", "::: x\n:::", "| a |\n|--|", "a\n===", "\\\n```\nx", "<pre>a", "{% raw %}", "é\xff<b", "- ```\n", "[a]:b\r\n\r\n# c"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p := page(text)
		inside := func(what string, s source.Span) {
			if s.Start < 0 || s.End < s.Start || s.End > len(text) {
				t.Fatalf("%s %v outside of %d bytes", what, s, len(text))
			}
		}
		at := 0
		for _, x := range p.Tags {
			inside("tag", x.Span)
			if x.Span.Start < at {
				t.Fatalf("tags overlap at %d", x.Span.Start)
			}
			at = x.Span.End
			for _, a := range x.Args {
				inside("argument", a.Span)
			}
		}
		for _, x := range p.Elements {
			inside("element", x.Span)
			for _, a := range x.Attrs {
				inside("attribute", a.Span)
				inside("value", a.At)
			}
		}
		for _, x := range p.Links {
			inside("link", x.Span)
			inside("text", x.Text)
			inside("address", x.Dest)
			inside("title", x.Title)
		}
		for _, x := range p.Headings {
			inside("heading", x.Span)
			inside("heading text", x.Text)
		}
		for _, x := range p.Containers {
			inside("container", x.Open)
			inside("container title", x.Title)
		}
		for _, x := range p.Paragraphs {
			inside("paragraph", x.Span)
		}
		for _, x := range p.Comments {
			inside("comment", x.Span)
		}
		p.Prose(p.Body, func(s source.Span) {
			inside("prose", s)
			if strings.ContainsAny(text[s.Start:s.End], "\r\n") {
				t.Fatalf("prose over a line end")
			}
		})
	})
}
