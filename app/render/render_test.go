package render

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"apercu/app/diag"
	"apercu/app/internal/golden"
	"apercu/app/site"
	"apercu/app/source"
	"apercu/app/theme"
)

var now = time.Date(2025, 6, 1, 12, 0, 0, 0, time.UTC)

// openArchive makes a site of the files under site/ in an archive; without
// any, it is the built-in theme alone.
func openArchive(t testing.TB, files []txtar.File) *site.Site {
	of := map[string]string{}
	for _, f := range files {
		if name, ok := strings.CutPrefix(f.Name, "site/"); ok {
			of[name] = string(f.Data)
		}
	}
	if len(of) > 0 {
		return siteOf(t, of)
	}
	s, err := site.Open(nil, theme.FS(), site.Options{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// siteOf is a site of these files.
func siteOf(t testing.TB, files map[string]string) *site.Site {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text), ModTime: now}
	}
	s, err := site.Open(fsys, nil, site.Options{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestGolden reads testdata/*.txt: files under site/ make the site, each
// page/NAME is rendered at content/NAME. NAME.html holds its content, NAME.full
// (when there) the whole page, NAME.diag what was said and the lines of blocks.
func TestGolden(t *testing.T) {
	golden.Run(t, "testdata/*.txt", func(a *golden.Archive) {
		s := openArchive(a.T, a.Files())
		var said strings.Builder
		for _, d := range s.Diagnostics {
			fmt.Fprintf(&said, "%s %s %s: %s\n", d.Path, d.Severity, d.Code, d.Message.FR)
		}
		a.Check("site.diag", said.String())
		for name, text := range a.Cases("") {
			name, ok := strings.CutPrefix(name, "page/")
			if !ok {
				continue
			}
			p := Render(s, "content/"+name, source.NewFile(name, text), nil)
			a.Check(name+".html", withBreak(p.Content))
			if _, full := a.Section(name + ".full"); full {
				a.Check(name+".full", withBreak(p.Full()))
			}
			a.Check(name+".diag", remarks(p))
			if before, after := p.Frame(); before+p.Content+after != p.Full() && strings.Contains(p.Full(), p.Content) {
				a.Errorf("%s: frame and content do not make the page", name)
			}
		}
	})
}

// TestPlain makes the pages of the archives, and their like, each in the memory
// of the one before it: they say and print what Render does.
func TestPlain(t *testing.T) {
	golden.Run(t, "testdata/*.txt", func(a *golden.Archive) {
		s := openArchive(a.T, a.Files())
		texts := map[string]string{"long.md": long, "text.md": "Un *texte* sans étiquette.\n", "broken.md": "{% if x %}\n\n# A {#a}\n\n# B {#a}\n", "bare.html": "<p>{{ page.url }}</p>\n"}
		for name, text := range a.Cases("") {
			if name, ok := strings.CutPrefix(name, "page/"); ok {
				texts[name] = text
			}
		}
		names := slices.Sorted(maps.Keys(texts))
		backwards := slices.Clone(names)
		slices.Reverse(backwards)
		var used *Page
		for _, name := range slices.Concat(names, backwards) {
			f := source.NewFile(name, texts[name])
			want := Render(s, "content/"+name, f, nil)
			used = Plain(s, "content/"+name, f, used)
			if used.Content != want.Content || used.Full() != want.Full() || (used.Converted() == nil) != (want.Converted() == nil) {
				a.Errorf("%s: %q\n%q, want %q\n%q", name, used.Content, used.Full(), want.Content, want.Full())
			}
			for _, of := range []func(*Page) []diag.Diagnostic{func(p *Page) []diag.Diagnostic { return p.Diagnostics }, (*Page).LayoutDiagnostics} {
				if got, want := fmt.Sprint(of(used)), fmt.Sprint(of(want)); got != want {
					a.Errorf("%s: %s, want %s", name, got, want)
				}
			}
		}
	})
}

func withBreak(s string) string {
	if s != "" && !strings.HasSuffix(s, "\n") {
		s += "\n"
	}
	return s
}

// remarks are the page's address, the lines of its blocks, and its diagnostics.
func remarks(p *Page) string {
	var b strings.Builder
	fmt.Fprintf(&b, "url %q lines", p.URL)
	for _, bl := range p.Blocks {
		fmt.Fprintf(&b, " %d-%d", bl.Lines[0]+1, bl.Lines[1])
	}
	b.WriteString("\n")
	for _, d := range append(p.Diagnostics, p.LayoutDiagnostics()...) {
		at, end := p.Doc.File.Position(d.Span.Start), p.Doc.File.Position(d.Span.End)
		fmt.Fprintf(&b, "%d:%d-%d:%d %s %s: %s\n", at.Line+1, at.Column+1, end.Line+1, end.Column+1, d.Severity, d.Code, d.Message.FR)
	}
	return b.String()
}

const long = `---
title: Une page
layout: layouts/post.njk
---
## Un titre

Un paragraphe avec {{ title }}.

- un
- deux

{% dailymotion "x9fznfq", "Une vidéo" %}

{% transcription "Une vidéo" %}
Bonjour **à tous**.

- un point
{% endtranscription %}

Fin.
`

// same compares two pages in everything a reader of Page sees.
func same(t *testing.T, got, want *Page) {
	t.Helper()
	if got.Content != want.Content || got.URL != want.URL || len(got.Blocks) != len(want.Blocks) {
		t.Fatalf("content differs\ngot  %q\nwant %q", got.Content, want.Content)
	}
	for i := range got.Blocks {
		if got.Blocks[i] != want.Blocks[i] {
			t.Fatalf("block %d: got %v want %v", i, got.Blocks[i], want.Blocks[i])
		}
	}
	if fmt.Sprint(got.Map) != fmt.Sprint(want.Map) || remarks(got) != remarks(want) {
		t.Fatalf("map or diagnostics differ\ngot  %s\nwant %s", remarks(got), remarks(want))
	}
}

// TestIncremental: a page made with the previous one equals the page made from
// scratch, over random edits, and much is reused.
func TestIncremental(t *testing.T) {
	s, err := site.Open(nil, theme.FS(), site.Options{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewSource(1))
	pieces := []string{"x", "\n", "\n\n", "**", "- ", "## ", "{{ title }}", "{% ", "%}", "---\n", "```\n", "é", "{% endtranscription %}", "> ", "title: b\n", ":::callout a\n", ":::\n"}
	text := strings.Repeat(long[strings.Index(long, "## "):], 5)
	text = long + text
	page := Render(s, "content/a.md", source.NewFile("a.md", text), nil)
	front, blocks := 0, 0
	const edits = 400
	for i := 0; i < edits; i++ {
		at := r.Intn(len(text))
		end := min(len(text), at+r.Intn(3))
		text = strings.ToValidUTF8(text[:at], "") + pieces[r.Intn(len(pieces))] + strings.ToValidUTF8(text[end:], "")
		if i%40 == 39 {
			text = long + text[min(len(text), 200):]
		}
		f := source.NewFile("a.md", text)
		page = Render(s, "content/a.md", f, page)
		same(t, page, Render(s, "content/a.md", f, nil))
		if page.Reused().FrontMatter {
			front++
		}
		blocks += page.Reused().Blocks
	}
	t.Logf("front matter reused %d times of %d, %d blocks a time", front, edits, blocks/edits)
	if front < edits/2 || blocks/edits < 5 {
		t.Error("too little was reused")
	}
	again := Render(s, "content/a.md", source.NewFile("a.md", text), page)
	if !again.Reused().Body {
		t.Error("the same text was rendered again")
	}
}

// TestBlocks: blocks join to the content, ids are unique, the map covers it.
func TestBlocks(t *testing.T) {
	s, _ := site.Open(nil, theme.FS(), site.Options{Now: now})
	p := Render(s, "content/a.md", source.NewFile("a.md", long+"\n---\n\n---\n\n<!-- x -->\n"), nil)
	var joined strings.Builder
	seen := map[string]bool{}
	last := 0
	for _, b := range p.Blocks {
		joined.WriteString(b.HTML)
		if seen[b.ID] {
			t.Errorf("id %s twice", b.ID)
		}
		seen[b.ID] = true
		if b.Lines[0] < last || b.Lines[1] <= b.Lines[0] {
			t.Errorf("lines %v after %d", b.Lines, last)
		}
		last = b.Lines[0]
	}
	if joined.String() != p.Content || p.Map.Len() != len(p.Content) {
		t.Errorf("blocks %d, map %d, content %d bytes", joined.Len(), p.Map.Len(), len(p.Content))
	}
	if at, ok := p.Map.Source(strings.Index(p.Content, "Fin.")); !ok || !strings.HasPrefix(p.Doc.File.Text()[at:], "Fin.") {
		t.Errorf("the last paragraph maps to %d", at)
	}
}

func TestNilSite(t *testing.T) {
	p := Render(nil, "", source.NewFile("", "---\ntitle: a\n---\n# {{ title }}\n"), nil)
	if !strings.Contains(p.Content, ">a</h1>") || p.Full() != p.Content {
		t.Errorf("%q %q", p.Content, p.Full())
	}
}

// TestConcurrent is for the race detector: one site, many pages at once.
func TestConcurrent(t *testing.T) {
	s, _ := site.Open(nil, theme.FS(), site.Options{Now: now})
	var wg sync.WaitGroup
	var mu sync.Mutex
	seen := map[string]bool{}
	for i := 0; i < 8; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			p := Render(s, "content/a.md", source.NewFile("a.md", long), nil)
			mu.Lock()
			defer mu.Unlock()
			seen[p.Full()] = true
		}()
	}
	wg.Wait()
	if len(seen) != 1 {
		t.Errorf("%d different pages", len(seen))
	}
}

func FuzzRender(f *testing.F) {
	f.Add(long)
	f.Add("---\na: [\n---\n{% for x in y %}")
	f.Add("{{ a | b }}\n\n:::callout\n")
	s, err := site.Open(nil, theme.FS(), site.Options{Now: now, ShowErrors: true})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p := Render(s, "content/a.md", source.NewFile("a.md", text), nil)
		for _, d := range p.Diagnostics {
			if d.Span.Start < 0 || d.Span.End < d.Span.Start || d.Span.End > len(text) {
				t.Fatalf("%s: span %v outside of %d bytes", d.Code, d.Span, len(text))
			}
		}
		var joined bytes.Buffer
		for _, b := range p.Blocks {
			joined.WriteString(b.HTML)
		}
		if joined.String() != p.Content {
			t.Fatal("blocks do not join to the content")
		}
		plain := Plain(s, "content/a.md", source.NewFile("a.md", text), Plain(s, "content/a.md", source.NewFile("a.md", long), nil))
		if plain.Content != p.Content || plain.Full() != p.Full() {
			t.Fatal("another page in the memory of one before it")
		}
	})
}

// TestLineEndings: a byte order mark and CRLF change neither the HTML nor the
// lines of blocks.
func TestLineEndings(t *testing.T) {
	s, _ := site.Open(nil, theme.FS(), site.Options{Now: now})
	text := "---\ntitle: Été\n---\n## {{ title }}\n\nUn *paragraphe*\nsur deux lignes.\n\n{% if title %}\n- oui\n{% endif %}\n\nFin.\n"
	want := Render(s, "content/a.md", source.NewFile("a.md", text), nil)
	for name, other := range map[string]string{
		"CRLF": strings.ReplaceAll(text, "\n", "\r\n"), "mark": "\uFEFF" + text, "both": "\uFEFF" + strings.ReplaceAll(text, "\n", "\r\n"),
	} {
		got := Render(s, "content/a.md", source.NewFile("a.md", other), nil)
		if strings.ReplaceAll(got.Content, "\r\n", "\n") != want.Content || len(got.Blocks) != len(want.Blocks) {
			t.Errorf("%s: %q, want %q", name, got.Content, want.Content)
			continue
		}
		for i := range got.Blocks {
			if got.Blocks[i].Lines != want.Blocks[i].Lines {
				t.Errorf("%s: block %d at %v, want %v", name, i, got.Blocks[i].Lines, want.Blocks[i].Lines)
			}
		}
	}
}

// TestLayoutsElsewhere: what layouts ask for is seen in their own folder, too.
func TestLayoutsElsewhere(t *testing.T) {
	s := siteOf(t, map[string]string{
		"apercu.yaml":       "folders: {layouts: _layouts}\n",
		"_layouts/list.njk": "{% for p in collections.all %}[{{ p.templateContent | length }}]{% endfor %}",
		"content/a.md":      "---\nlayout: list.njk\n---\nUn\n",
		"content/b.md":      "---\nlayout: list.njk\n---\nDeux mots\n",
	})
	if got, want := Render(s, "content/a.md", source.NewFile("a.md", "---\nlayout: list.njk\n---\nUn\n"), nil).Full(), "[10][17]"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// TestContentsReversed: a template that turns a list about does so for its page
// only, when the list's pages carry their content too.
func TestContentsReversed(t *testing.T) {
	page := "---\nlayout: list.njk\n---\nUn\n"
	s := siteOf(t, map[string]string{
		"_includes/list.njk": "{% for p in collections.all.reverse() %}{{ p.url }} {{ p.templateContent | length }};{% endfor %}",
		"content/a.md":       page, "content/b.md": "Deux mots\n", "content/c.md": "Trois\n",
	})
	want := Render(s, "content/a.md", source.NewFile("a.md", page), nil).Full()
	for range 3 {
		if got := Render(s, "content/a.md", source.NewFile("a.md", page), nil).Full(); got != want {
			t.Errorf("%s after %s", got, want)
		}
	}
}

// TestPlainNames: a template named by what a page printed keeps its name when the
// page's memory is used again.
func TestPlainNames(t *testing.T) {
	s := siteOf(t, map[string]string{
		"_includes/named.njk":     "{% include content %}",
		"_includes/fixed.njk":     "{% include 'comp/card.njk' %}",
		"_includes/comp/card.njk": "<p>{% include './part.njk' %}</p>",
		"_includes/comp/part.njk": "PART",
		"_includes/xxxx/card.njk": "autre",
		"content/a.html":          "",
	})
	var used *Page
	for _, c := range []struct{ layout, content, want string }{
		{"named.njk", "comp/card.njk", "<p>PART</p>"}, {"named.njk", "xxxx/card.njk", "autre"}, {"fixed.njk", "xxxx/card.njk", "<p>PART</p>"},
	} {
		used = Plain(s, "content/a.html", source.NewFile("a.html", "---\nlayout: "+c.layout+"\n---\n{{ '"+c.content+"' }}"), used)
		if got := used.Full(); got != c.want {
			t.Errorf("%s of %s: %q, want %q", c.layout, c.content, got, c.want)
		}
	}
}
