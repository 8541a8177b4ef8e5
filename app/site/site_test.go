package site

import (
	"archive/zip"
	"bytes"
	"io/fs"
	"reflect"
	"sort"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"apercu/app/document"
	"apercu/app/markdown"
	"apercu/app/source"
	"apercu/app/template/value"
)

func object(t *testing.T, yaml string) *value.Object {
	t.Helper()
	v, err := document.DecodeYAML(yaml)
	if err != nil {
		t.Fatal(err)
	}
	o, _ := v.(*value.Object)
	return o
}

func TestMerge(t *testing.T) {
	for _, c := range []struct{ low, high, want string }{
		{"a: 1", "b: 2", `{"a":1,"b":2}`},
		{"a: {x: 1, y: 2}", "a: {y: 3}", `{"a":{"x":1,"y":3}}`},
		{"tags: [a]", "tags: [b, a]", `{"tags":["a","b","a"]}`},
		{"tags: [a]", "tags: b", `{"tags":"b"}`},
		{"a: {x: 1}", "a: text", `{"a":{"x":1}}`},
		{"a: text", "a: {x: 1}", `{"a":{"x":1}}`},
		{"tags: [a]", "'override:tags': [b]", `{"tags":["b"]}`},
		{"a: {l: [1]}", "a: {l: [2]}", `{"a":{"l":[1,2]}}`},
		{"a: 1", "a:", `{"a":null}`},
	} {
		low, high := object(t, c.low), object(t, c.high)
		before, _ := value.ToJSON(low, nil)
		got, _ := value.ToJSON(mergeObjects(low, high), nil)
		if got != value.Value(c.want) {
			t.Errorf("%s + %s = %s, want %s", c.low, c.high, got, c.want)
		}
		if after, _ := value.ToJSON(low, nil); after != before {
			t.Errorf("%s + %s changed the lower data", c.low, c.high)
		}
	}
}

func open(t *testing.T, files map[string]string) *Site {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text), ModTime: time.Date(2025, 1, 2, 3, 4, 5, 0, time.UTC)}
	}
	s, err := Open(fsys, nil, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestConfig(t *testing.T) {
	s := open(t, map[string]string{"apercu.yaml": `
name: Un site
lang: en
pathPrefix: /sous/
dailymotionPlayer: xabc
peertubeHosts: [tube.exemple.fr]
folders: {content: ./pages/, includes: modeles}
markdown:
  eleventy: 3
  containers: [callout]
  anchors: false
  tableClass: ~
  attributes: 5.0
`, "modeles/x.njk": "oui", "pages/a.md": "x"})
	c := s.Config
	if c.Name != "Un site" || c.Lang != "en" || c.Content != "pages" || c.Includes != "modeles" || c.Layouts != "modeles" || c.PathPrefix != "/sous/" {
		t.Errorf("%+v", c)
	}
	o := s.MarkdownOptions()
	if o.MarkdownIt != 14 || o.Anchors != nil || len(o.Containers) != 1 || o.TableClass != "" || o.AttrsVersion != markdown.Attrs50 || !o.FenceAttrsOnCode {
		t.Errorf("%+v", o)
	}
	if f, err := s.Template("x.njk"); err != nil || f.Text() != "oui" {
		t.Error(f, err)
	}
	if s := open(t, map[string]string{"apercu.yaml": "a: b : c"}); len(s.Diagnostics) != 1 || s.Diagnostics[0].Code != "site-data" {
		t.Errorf("%v", s.Diagnostics)
	}
}

func TestDates(t *testing.T) {
	s := open(t, map[string]string{"content/a.md": "x", "content/2024-02-03-b.md": "x"})
	for name, front := range map[string]string{
		"2025-01-02T03:04:05.000Z a.md":            "",
		"2025-01-02T03:04:05.000Z a.md ":           "date: git Last Modified",
		"2024-05-06T00:00:00.000Z a.md  ":          "date: 2024-05-06",
		"2024-05-06T07:00:00.000Z a.md   ":         "date: '2024-05-06T07:00'",
		"2024-02-03T00:00:00.000Z 2024-02-03-b.md": "",
		"1970-01-01T00:00:00.000Z absent.md":       "",
	} {
		want, file, _ := strings.Cut(strings.TrimSpace(name), " ")
		p := s.Describe("content/"+file, document.Parse(source.NewFile(file, "---\n"+front+"\n---\n")))
		if got := p.Variable.At("date").(value.Date).Time.Format("2006-01-02T15:04:05.000Z"); got != want {
			t.Errorf("%s %q: %s, want %s", file, front, got, want)
		}
	}
}

func TestAddresses(t *testing.T) {
	s := open(t, map[string]string{"content/x.md": ""})
	for _, c := range []struct{ file, front, url string }{
		{"content/a.md", "", "/a/"},
		{"content/index.md", "", "/"},
		{"content/fr/index.md", "", "/fr/"},
		{"content/fr/2024-01-02-b.md", "", "/fr/2024-01-02-b/"},
		{"content/a.md", "permalink: /b/", "/b/"},
		{"content/a.md", "permalink: b.html", "/b.html"},
		{"content/a.md", "permalink: /b/index.html", "/b/"},
		{"content/a.md", "permalink: ./b/", "/b/"},
		{"content/fr/a.md", "permalink: '/fr/{{ page.filePathStem }}/'", "/fr/fr/a/"},
		{"content/a.md", "permalink: /b/../c//d/", "/c/d/"},
		{"content/a.md", "permalink: /", "/"},
		{"content/a.md", "permalink: {build: /b/}", "/b/"},
		{"content/a.md", "permalink: {build: false}", ""},
		{"content/a.md", "permalink: '/{{ x }}/b/'\ndynamicPermalink: false", "/{{ x }}/b/"},
		{"content/a.md", "permalink: false", ""},
		{"content/a.md", "permalink: ''", "/a/"},
		{"content/a.md", "title: Été 1\npermalink: /{{ title | slugify }}/{{ page.fileSlug }}/", "/ete-1/a/"},
	} {
		p := s.Describe(c.file, document.Parse(source.NewFile(c.file, "---\n"+c.front+"\n---\n")))
		if p.URL != c.url {
			t.Errorf("%s %q: %q, want %q", c.file, c.front, p.URL, c.url)
		}
	}
}

func TestUnpack(t *testing.T) {
	pack := func(names ...string) []byte {
		var b bytes.Buffer
		w := zip.NewWriter(&b)
		for _, n := range names {
			f, _ := w.Create(n)
			_, _ = f.Write([]byte("x"))
		}
		_ = w.Close()
		return b.Bytes()
	}
	for _, c := range []struct{ names, want []string }{
		{[]string{"content/a.md", "_includes/b.njk"}, []string{"_includes/b.njk", "content/a.md"}},
		{[]string{"site/content/a.md", "site/apercu.yaml"}, []string{"apercu.yaml", "content/a.md"}},
		{[]string{"content/a.md"}, []string{"content/a.md"}},
	} {
		fsys, err := Unpack(pack(c.names...))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		_ = fs.WalkDir(fsys, ".", func(p string, e fs.DirEntry, err error) error {
			if err == nil && !e.IsDir() {
				got = append(got, p)
			}
			return nil
		})
		sort.Strings(got)
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("%v: got %v, want %v", c.names, got, c.want)
		}
		if _, err := Open(fsys, nil, Options{}); err != nil {
			t.Error(err)
		}
	}
	if _, err := Unpack([]byte("no zip")); err == nil {
		t.Error("garbage was accepted")
	}
	if fsys, err := Unpack(pack("../../etc/passwd", "content/a.md")); err == nil {
		if _, err := fs.ReadFile(fsys, "../../etc/passwd"); err == nil {
			t.Error("a name that leaves the pack can be read")
		}
	}
}

func TestMemoIsBounded(t *testing.T) {
	m := &memo{}
	big := strings.Repeat("x", 1<<20)
	for i := 0; i < 50; i++ {
		m.put(memoKey{text: big + string(rune('a'+i))}, big)
	}
	total := 0
	for _, gen := range []map[memoKey]string{m.young, m.old} {
		for k, v := range gen {
			total += len(k.text) + len(v)
		}
	}
	if total > 4*maxMemo {
		t.Errorf("%d bytes kept", total)
	}
	if _, ok := m.get(memoKey{text: big + string(rune('a'+49))}); !ok {
		t.Error("the newest is gone")
	}
}

func TestHeadings(t *testing.T) {
	text := "# A\ntexte\n```\n## no\n```\n### C\n<h2>x</h2>\n####### no\n#no\n"
	var got []int
	for _, h := range headings(text) {
		got = append(got, h.level)
	}
	if !reflect.DeepEqual(got, []int{1, 3, 2}) {
		t.Error(got)
	}
}

func TestNames(t *testing.T) {
	s := open(t, map[string]string{
		"_includes/layouts/note.njk":      "---\nlayout: layouts/base.njk\n---\n<main>{{ content | safe }}</main>",
		"_includes/layouts/base.njk":      "<html>{{- content -}}</html>",
		"_includes/layouts/menu.njk":      "<nav>{{ contents }}</nav>",
		"_includes/shortcodes/carte.njk":  "---\nparams: [titre]\npaired: true\n---\n{{ content }}",
		"_includes/components/tuile.njk":  "{#- tuile : titre,\n   lien -#}\n<p></p>",
		"_includes/components/nue.njk":    "<p></p>{# pas une aide #}",
		"_includes/components/macros.njk": "",
	})
	if got := s.Layouts(); !reflect.DeepEqual(got, []string{"layouts/base.njk", "layouts/note.njk"}) {
		t.Errorf("layouts = %q", got)
	}
	if got := s.Components(); !reflect.DeepEqual(got, []Component{{"nue", ""}, {"tuile", "tuile : titre, lien"}}) {
		t.Errorf("components = %+v", got)
	}
	if got := s.Shortcodes(); len(got) != 1 || got[0].Name != "carte" || !got[0].Own {
		t.Errorf("shortcodes = %+v", got)
	}
	filters := strings.Join(s.Filters(), " ")
	for _, name := range []string{"safe", "slugify", "limit", "resolvePath"} {
		if !strings.Contains(filters, name) {
			t.Errorf("no filter %s in %s", name, filters)
		}
	}
	if got := firstComment("{# " + strings.Repeat("mot ", 200) + "#}"); len(got) > helpLength+4 || !strings.HasSuffix(got, "mot …") {
		t.Errorf("a long comment is help: %q", got)
	}
}
