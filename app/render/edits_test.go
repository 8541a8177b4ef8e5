package render

import (
	"reflect"
	"strings"
	"testing"

	"apercu/app/site"
	"apercu/app/source"
	"apercu/app/theme"
)

// scraps are what edits put in and take out: the constructs whose reach is
// longer than their own lines.
var scraps = []string{
	"x", "\n", "\n\n", "```\n", "~~~\n", ":::callout Titre\n", ":::\n", "??? Question\n", "???\n", "- point\n", "1. un\n", "    ", "\t", "> ",
	"[page]: https://exemple.gouv.fr/\n", "[page]", "[^1]", "# Titre\n", "## Titre {#a}\n", "| a | b |\n|---|---|\n", "<div>\n", "</div>\n", "<!--", "-->",
	"{% dailymotion \"x84sh87\", title=\"Un titre\" %}\n", "{% transcription \"Texte\" %}\n", "{% endtranscription %}\n", "{% raw %}", "{% endraw %}",
	"{{ title }}", "{% set title = \"b\" %}", "{# ", " #}", "---\n", "---\ntitle: autre\n---\n", "title: c\n", "tags:\n  - a\n", "{.fr-text}", "é’ « 𝄞 »", "\r\n",
	"Un paragraphe **collé** avec un [lien][page].\n\n- liste\n  - dedans\n\n```js\ncode\n```\n\n:::callout Note\nTexte.\n:::\n",
}

// edit puts a scrap, or the text's own end, in place of some bytes.
func edit(text string, step [4]byte) string {
	at := (int(step[0])<<8 | int(step[1])) % (len(text) + 1)
	end := min(len(text), at+int(step[2])%40*int(step[2]&1))
	return strings.ToValidUTF8(text[:at]+scraps[int(step[3])%len(scraps)]+text[end:], "?")
}

// FuzzEdits holds the invariant of the package: a page made with the one
// before equals the page made without, whatever the edits.
func FuzzEdits(f *testing.F) {
	f.Add(long, []byte("\x00\x10\x00\x01"))
	for i := range scraps {
		f.Add(long, []byte{0, byte(7 * i), 0, byte(i), 1, byte(11 * i), 9, byte(i + 3), 0, byte(5 * i), 3, byte(i + 17)})
	}
	s, err := site.Open(nil, theme.FS(), site.Options{Now: now, ShowErrors: true})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string, script []byte) {
		text = strings.ToValidUTF8(text, "?")
		page := Render(s, "content/a.md", source.NewFile("a.md", text), nil)
		for ; len(script) >= 4; script = script[4:] {
			text = edit(text, [4]byte(script))
			scratch := Render(s, "content/a.md", source.NewFile("a.md", text), nil)
			if quick := Edit(source.NewFile("a.md", text), page); quick != nil {
				samePage(t, text, quick, scratch)
			}
			page = Render(s, "content/a.md", source.NewFile("a.md", text), page)
			samePage(t, text, page, scratch)
		}
	})
}

func samePage(t *testing.T, text string, got, want *Page) {
	t.Helper()
	switch {
	case got.Content != want.Content:
		t.Fatalf("content of %q:\n%s\nfrom scratch:\n%s", text, got.Content, want.Content)
	case !reflect.DeepEqual(got.Blocks, want.Blocks):
		t.Fatalf("blocks of %q:\n%v\nfrom scratch:\n%v", text, got.Blocks, want.Blocks)
	case !reflect.DeepEqual(got.Map, want.Map):
		t.Fatalf("map of %q:\n%v\nfrom scratch:\n%v", text, got.Map, want.Map)
	case got.body.Output != want.body.Output || !reflect.DeepEqual(got.body.Map, want.body.Map):
		t.Fatalf("template output of %q:\n%v\nfrom scratch:\n%v", text, got.body, want.body)
	case !reflect.DeepEqual(got.Diagnostics, want.Diagnostics):
		t.Fatalf("diagnostics of %q:\n%v\nfrom scratch:\n%v", text, got.Diagnostics, want.Diagnostics)
	case got.URL != want.URL:
		t.Fatalf("address of %q: %s, from scratch %s", text, got.URL, want.URL)
	}
}

// longRendered is a page of 40 KB, and where a sentence in its middle begins.
func longRendered(t *testing.T) (s *site.Site, text string, page *Page, middle int) {
	t.Helper()
	s, err := site.Open(nil, theme.FS(), site.Options{Now: now, ShowErrors: true})
	if err != nil {
		t.Fatal(err)
	}
	text = longPage(40 << 10)
	page = Render(s, "content/a.md", source.NewFile("a.md", text), nil)
	return s, text, page, len(text)/2 + strings.Index(text[len(text)/2:], "Une phrase")
}

// TestReuseOfEdits holds that edits inside one block of a long page leave the
// others as they were.
func TestReuseOfEdits(t *testing.T) {
	s, text, before, middle := longRendered(t)
	for _, typed := range []string{"x", "**gras** ", "[page] ", "« é » ", "- ", "```\ncode\n```\n\n", ":::callout Note\nTexte.\n:::\n\n", "{% dailymotion \"x84sh87\" %}\n\n"} {
		edited := text[:middle] + typed + text[middle:]
		page := Render(s, "content/a.md", source.NewFile("a.md", edited), before)
		samePage(t, edited, page, Render(s, "content/a.md", source.NewFile("a.md", edited), nil))
		if r := page.Reused(); !r.FrontMatter || r.Blocks < len(page.Blocks)-12 {
			t.Errorf("%q: reused %+v of %d blocks", typed, r, len(page.Blocks))
		} else if plain := !strings.Contains(typed, "{"); r.Template != (plain && !strings.Contains(typed, "```")) {
			t.Errorf("%q: output of the template taken over: %v", typed, r.Template)
		}
	}
}

// TestEdit holds what Edit takes upon itself, and what it leaves to Render.
func TestEdit(t *testing.T) {
	s, text, before, middle := longRendered(t)
	for _, c := range []struct {
		at    int
		typed string
		quick bool
	}{
		{middle, "x", true},
		{middle, "**gras** ", true},
		{middle, "- ", true},
		{middle, "\n\n", true},
		{middle, "{{ title }}", false},                       // a tag
		{middle, "{% dailymotion \"x84sh87\" %}\n\n", false}, // a tag
		{middle, "```\n", false},                             // the rest of the page is code
		{strings.Index(text, "longue page"), "très ", false}, // front matter
		{0, "\n", false},
	} {
		edited := text[:c.at] + c.typed + text[c.at:]
		page := Edit(source.NewFile("a.md", edited), before)
		if (page != nil) != c.quick {
			t.Errorf("%q at %d: edited %v, want %v", c.typed, c.at, page != nil, c.quick)
		}
		if page != nil {
			samePage(t, edited, page, Render(s, "content/a.md", source.NewFile("a.md", edited), nil))
		}
	}
	if page := Edit(source.NewFile("a.md", text), Plain(s, "content/a.md", source.NewFile("a.md", text), nil)); page != nil {
		t.Error("a page without blocks was edited")
	}
}
