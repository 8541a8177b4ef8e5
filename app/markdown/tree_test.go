package markdown

import (
	"strings"
	"testing"

	"github.com/yuin/goldmark/ast"
)

// TestTreeSpans: given this text, the nodes of that kind stand on these bytes.
func TestTreeSpans(t *testing.T) {
	c := New(DSFR(13, "alert", "accordion"))
	for _, test := range []struct {
		src, kind string
		want      []string
	}{
		{"# Un *titre* {#id}\n\ntexte\n", "Heading", []string{"# Un *titre* {#id}"}},
		{"texte\n\nTitre\n---\n\n", "Heading", []string{"Titre\n---"}},
		{"> un [lien](/a \"t\") et\n> **gras *deux***\n", "Link", []string{`[lien](/a "t")`}},
		{"> un [lien](/a \"t\") et\n> **gras *deux***\n", "Emphasis", []string{"**gras *deux***", "*deux*"}},
		{"- a ![alt\n  suite](x.png){.c} b\n", "Image", []string{"![alt\n  suite](x.png)"}},
		{"a <https://x.fr> [b][r]\n\n[r]: /u\n", "Link", []string{"<https://x.fr>", "[b][r]"}},
		{"a `code` <b>x</b> &eacute;\n", "CodeSpan", []string{"`code`"}},
		{"a `code` <b>x</b> &eacute;\n", "RawHTML", []string{"<b>", "</b>"}},
		{"a `code` <b>x</b> &eacute;\\*\n", "String", []string{"&eacute;", "\\*"}},
		{"é\r\n\r\n::: info Titre\r\ncorps [l](x)\r\n:::\r\n", "Container", []string{"::: info Titre\r\ncorps [l](x)\r\n:::"}},
		{"é\r\n\r\n::: info Titre\r\ncorps [l](x)\r\n:::\r\n", "Link", []string{"[l](x)"}},
		{"| a | `b \\| c` |\n|---|---|\n| 1 | [l](x) |\n", "Link", []string{"[l](x)"}},
		{"| a | `b \\| c` |\n|---|---|\n| 1 | [l](x) |\n", "TableCell", []string{"a", "`b \\| c`", "1", "[l](x)"}},
		{"- un\n\n  deux\n- trois\n\nfin\n", "ListItem", []string{"- un\n\n  deux", "- trois"}},
		{"- un\n{.c}\n", "List", []string{"- un\n{.c}"}},
		{"--- {.c}\n", "ThematicBreak", []string{"--- {.c}"}},
		{"<div>\n*x*\n</div>\n\ny\n", "HTMLBlock", []string{"<div>\n*x*\n</div>"}},
	} {
		tree := c.Parse(test.src)
		var got []string
		_ = ast.Walk(tree.Document, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
			if entering && n.Kind().String() == test.kind && n.Parent().Kind() != ast.KindCodeSpan {
				s := tree.Span(n)
				got = append(got, test.src[s.Start:s.End])
			}
			return ast.WalkContinue, nil
		})
		if len(got) != len(test.want) {
			t.Errorf("%q: %s at %q, want %q", test.src, test.kind, got, test.want)
			continue
		}
		for i := range got {
			if got[i] != test.want[i] {
				t.Errorf("%q: %s at %q, want %q", test.src, test.kind, got, test.want)
				break
			}
		}
	}
}

func TestTreeText(t *testing.T) {
	c := New(DSFR(13, "alert"))
	tree := c.Parse("## L&rsquo;*été* \\* [à `Paris`](/x){.fr-link target=_blank} ![vue](a.png) {#ete .c}\n\n- x\n\n{.liste}\n")
	heading := tree.Document.FirstChild()
	if got, want := tree.Plain(heading), "L’été * à Paris vue"; got != want {
		t.Errorf("text %q, want %q", got, want)
	}
	if id, _ := tree.Attribute(heading, "id"); id != "ete" {
		t.Errorf("id %q, want ete", id)
	}
	list := heading.NextSibling()
	if class, _ := tree.Attribute(list, "class"); class != "liste" || list.NextSibling() != nil {
		t.Errorf("class of the list %q, next %v: want liste and nothing after", class, list.NextSibling())
	}
}

// TestTreeDepth: emphasis in emphasis stops at a depth that any walker can take.
func TestTreeDepth(t *testing.T) {
	tree := New(Eleventy(14)).Parse(strings.Repeat("*a ", 5_000) + strings.Repeat("a*", 5_000))
	deepest, depth := 0, 0
	_ = ast.Walk(tree.Document, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			depth++
			deepest = max(deepest, depth)
		} else {
			depth--
		}
		return ast.WalkContinue, nil
	})
	if deepest < maxDepth || deepest > maxDepth+5 {
		t.Errorf("%d levels, want about %d", deepest, maxDepth)
	}
}
