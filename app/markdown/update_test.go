package markdown

import (
	"flag"
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"
)

// scraps are pasted by the random edits: what opens, closes, or changes how
// far another block reaches.
var scraps = []string{
	"a", " ", "\n", "\n\n", "mot", "```", "```\n", "~~~ js\n", ":::", "::: info Titre\n", ":::: quote\n", "???", "??? Titre\n", "????", "- ", "\n- x",
	"1. ", "> ", "\n> q", "    ", "\t", "# T\n", "\n## Été\n", "---", "===", "\n---\n", "[r]: /u\n", "\n\n[r]: /v 'x'\n\n", "[r]", "[s]", "[s]: y", "<div>", "</div>\n",
	"<!--", "-->", "<p>", "|a|b|\n|-|-|\n", "| 1 | 2 |\n", "{.c}", "\n{.c}\n", "\n\n{.c}\n\n", "*", "**", "`", "\\", "&amp;", "é", "\u00a0", "\r\n", "\r", "\x00", "\f",
	"### T {#id}\n", "{#x}", "<script>", "</script>", "[r2]: <\n", "'", "\"",
}

// withRowspan has in addition what makes a page convertible only as a whole.
var withRowspan = append(slices.Clip(scraps), "| 1 {rowspan=2} | 2 |\n")

const longPage = `# Titre

Un paragraphe avec [lien][r] et du *texte*.

- un
- deux

  suite

{.liste}

::: info Titre
contenu

??? Accordéon
x
???
:::

## Titre

| a | b |
|---|---|
| 1 | 2 |

[r]: /u

{.table}

> citation
> suite

??? Autre
## Titre
texte
???

` + "```js\ncode\n\ncode\n```" + `

<div>
html

</div>

Fin [r] [s].
`

var updateOptions = func() []Options {
	full := DSFR(13, "callout", "highlight", "quote", "alert", "accordion")
	full.Anchors = DSFRAnchor([]int{1, 2, 3, 4}, nil)
	plain := Eleventy(14)
	code := Default(14)
	code.HTML, code.Linkify, code.Typographer = true, true, true
	attrs := Default(14)
	attrs.Attributes, attrs.AttrsVersion = true, Attrs50
	return []Options{full, plain, code, attrs}
}()

// edit changes a text at a place drawn by r.
func edit(r *rand.Rand, text string, scraps []string) string {
	at := r.Intn(len(text) + 1)
	switch r.Intn(4) {
	case 0:
		end := min(len(text), at+1+r.Intn(4))
		return text[:at] + text[end:]
	case 1:
		end := min(len(text), at+r.Intn(60))
		return text[:at] + scraps[r.Intn(len(scraps))] + text[end:]
	case 2:
		from := r.Intn(len(text) + 1)
		to := min(len(text), from+r.Intn(80))
		return text[:at] + text[from:to] + text[at:]
	}
	return text[:at] + scraps[r.Intn(len(scraps))] + text[at:]
}

// sameResult compares all that a caller or a later Update can see.
func sameResult(t *testing.T, got, want *Result) {
	t.Helper()
	if got.HTML != want.HTML {
		t.Fatalf("HTML differs for %q\nfrom scratch %q\nupdated      %q", want.source, want.HTML, got.HTML)
	}
	if g, w := fmt.Sprint(got.Blocks), fmt.Sprint(want.Blocks); g != w {
		t.Fatalf("blocks differ for %q\nfrom scratch %s\nupdated      %s", want.source, w, g)
	}
	if g, w := fmt.Sprint(got.Clashes), fmt.Sprint(want.Clashes); g != w {
		t.Fatalf("clashes differ for %q: %s, from scratch %s", want.source, g, w)
	}
	for i := range got.pieces {
		g, w := got.pieces[i], want.pieces[i]
		if fmt.Sprint(g.start, g.end, g.tokens, g.joined, g.marks) != fmt.Sprint(w.start, w.end, w.tokens, w.joined, w.marks) {
			t.Fatalf("piece %d differs for %q\nfrom scratch %+v\nupdated      %+v", i, want.source, w, g)
		}
	}
}

func checkEdits(t *testing.T, c *Converter, text string, seed int64, edits int) (reused, total int) {
	r := rand.New(rand.NewSource(seed))
	page := c.Convert(text)
	pastes := scraps
	if seed%3 == 0 {
		pastes = withRowspan
	}
	for range edits {
		text = edit(r, text, pastes)
		if len(text) > 20_000 {
			text = longPage
		}
		next, kept := c.Update(page, text)
		sameResult(t, next, c.Convert(text))
		if kept.Blocks+kept.Parsed != len(next.Blocks) {
			t.Fatalf("%d blocks reused and %d parsed of %d", kept.Blocks, kept.Parsed, len(next.Blocks))
		}
		reused += kept.Blocks
		total += len(next.Blocks)
		page = next
	}
	return reused, total
}

// moreEdits makes the random edits of each seed more.
var moreEdits = flag.Int("edits", 80, "random edits a seed in TestUpdateEqualsConvert")

func TestUpdateEqualsConvert(t *testing.T) {
	for i, o := range updateOptions {
		c := New(o)
		reused, total := 0, 0
		for seed := range int64(6) {
			n, of := checkEdits(t, c, strings.Repeat(longPage, 1+int(seed)%4), seed, *moreEdits)
			reused += n
			total += of
		}
		t.Logf("options %d: %d of %d blocks reused", i, reused, total)
		if reused == 0 {
			t.Errorf("options %d: no block was ever reused", i)
		}
	}
}

// TestUpdateReuse: given an edit in the middle of a long page, this much is
// read anew.
func TestUpdateReuse(t *testing.T) {
	c := New(benchOptions())
	src := page(100 << 10)
	at := strings.Index(src[len(src)/2:], "responsable") + len(src)/2
	before := c.Convert(src)
	for _, test := range []struct {
		name, paste string
		most        int // blocks read anew
	}{
		{"a letter in a word", "x", 12},
		{"a new paragraph", "\n\nnouveau\n\n", 14},
		{"a list", "\n\n- a\n- b\n\n", 16},
		{"an accordion", "\n\n???\nx\n???\n\n", 16},
		{"a heading", "\n\n## Section 3\n\n", 16},
		{"a link to a definition", "[x]", 12},
	} {
		text := src[:at] + test.paste + src[at:]
		after, kept := c.Update(before, text)
		sameResult(t, after, c.Convert(text))
		if kept.Parsed > test.most || kept.Blocks < len(before.Blocks)-test.most {
			t.Errorf("%s: %d blocks read anew, %d reused of %d; want at most %d read", test.name, kept.Parsed, kept.Blocks, len(before.Blocks), test.most)
		}
	}
	for _, test := range []struct{ name, paste string }{
		{"a definition changes links anywhere", "\n\n[x]: /y\n\n"},
		{"a rowspan reaches into other tables", "\n\n|a|\n|-|\n|b {rowspan=2}|\n\n"},
	} {
		text := src[:at] + test.paste + src[at:]
		after, kept := c.Update(before, text)
		sameResult(t, after, c.Convert(text))
		if kept.Blocks != 0 {
			t.Errorf("%s: yet %d blocks were reused", test.name, kept.Blocks)
		}
	}
	if same, kept := c.Update(before, src); same != before || kept.Parsed != 0 {
		t.Errorf("the same text: %d blocks read anew", kept.Parsed)
	}
}
