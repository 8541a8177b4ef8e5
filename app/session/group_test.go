package session

import (
	"strconv"
	"strings"
	"testing"

	"apercu/app/site"
	"apercu/app/source"
	"apercu/app/theme"
)

func TestGroup(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"nothing to join", "<p>a</p>|<ul><li>b</li></ul>|<hr>|<img src=x>", "<p>a</p>|<ul><li>b</li></ul>|<hr>|<img src=x>"},
		{"opened and closed apart", "a|<div class='x'>|<p>b</p>|</div>|c", "a|<div class='x'><p>b</p></div>|c"},
		{"nested", "<div>|<section>|a|</section>|b|</div>|c", "<div><section>a</section>b</div>|c"},
		{"two in a row", "<div>|a|</div>|<div>|b|</div>", "<div>a</div>|<div>b</div>"},
		{"closes one and opens the next", "<div>|a|</div><div>|b|</div>", "<div>a</div><div>b</div>"},
		{"never closed", "<div>|a|b", "<div>|a|b"},
		{"never opened", "a|</div>|b", "a|</div>|b"},
		{"left open inside", "<ul>|<li>|a|</ul>|b", "<ul><li>a</ul>|b"},
		{"not tags", "<p>1 < 2|<!-- <div> -->|<p title='<div>'>|<script>'<div>'</script>|</div>", "<p>1 < 2|<!-- <div> -->|<p title='<div>'>|<script>'<div>'</script>|</div>"},
		{"end tag of a paragraph", "<p>|a|</p>", "<p>|a|</p>"},
		{"case and self-closing", "<DIV>|<svg><path/></svg>|</div >|b", "<DIV><svg><path/></svg></div >|b"},
	} {
		var blocks []Block
		for _, html := range strings.Split(c.in, "|") {
			blocks = append(blocks, Block{ID: html, HTML: html})
		}
		var got []string
		for _, b := range newPlain(blocks, nil).group() {
			got = append(got, b.HTML)
		}
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, s, c.want)
		}
	}
}

func TestGroupLines(t *testing.T) {
	blocks := []Block{{"1", "<div>", [2]int{4, 5}}, {"2", "a", [2]int{6, 9}}, {"3", "</div>", [2]int{10, 11}}}
	got := newPlain(blocks, nil).group()
	if len(got) != 1 || got[0].Lines != [2]int{4, 11} {
		t.Errorf("got %+v, want lines 4 to 11", got)
	}
}

// builtin is a session with the theme alone.
func builtin(t testing.TB) *Session {
	t.Helper()
	return New(FromSite(opened(t)))
}

func opened(t testing.TB) *site.Site {
	t.Helper()
	s, err := site.Open(nil, theme.FS(), site.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestRealPage(t *testing.T) {
	s := builtin(t)
	s.Open("content/a.md", "---\ntitle: Bonjour\nlayout: layouts/post.njk\n---\n\n## Un\n\n<div class=\"fr-highlight\">\n\nDeux\n\n</div>\n\nTrois\n", 1)
	p, err := s.Update()
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(p.Layout.Before, "Bonjour") || !strings.Contains(p.Layout.After, "</html>") {
		t.Errorf("layout %.200q … %.200q", p.Layout.Before, p.Layout.After)
	}
	blocks := Apply(nil, p)
	if len(blocks) != 3 || blocks[1].Lines != [2]int{7, 12} {
		t.Fatalf("blocks %+v", blocks)
	}
	s.Edit([]Change{{From: strings.Index(s.Text(), "Deux"), To: strings.Index(s.Text(), "Deux"), Text: "2 "}}, 2)
	if p, err = s.Update(); err != nil {
		t.Fatal(err)
	}
	if len(p.Splices) != 1 || p.Splices[0].At != 1 || p.Layout != nil || p.Lines != nil {
		t.Errorf("patch %+v, want block 1 alone", p)
	}
	if p := s.Settle(); p != nil {
		t.Errorf("the layout changed: %+v", p)
	}
	s.Edit([]Change{{From: 11, To: 18, Text: "Bonsoir"}}, 3)
	if p, err = s.Update(); err != nil || p.Layout == nil || !strings.Contains(p.Layout.Before, "Bonsoir") || len(p.Splices) != 0 {
		t.Errorf("patch %+v (%v), want the layout alone", p, err)
	}
}

// FuzzRealPages: the same with the real renderer and the built-in theme.
func FuzzRealPages(f *testing.F) {
	f.Add("---\ntitle: A\n---\n\n# T\n\n- a\n- b\n\n<div>\n\nx\n\n</div>\n\n```js\ncode\n```\n", "20 24 |30 30 \n\n|5 9 x")
	f.Add("a\n\n{% if true %}b{% endif %}\n\n[r]: /x\n\n[r] **c**\n\n:::callout t\nd\n:::\n", "0 1 |10 12 {%|40 45 \n```\n")
	f.Fuzz(func(t *testing.T, text, script string) {
		text, script = strings.ToValidUTF8(text, "?"), strings.ToValidUTF8(script, "?")
		if len(text) > 2000 {
			t.Skip()
		}
		s := builtin(t)
		s.Open("content/a.md", text, 1)
		p, err := s.Update()
		if err != nil {
			t.Fatal(err)
		}
		blocks := Apply(nil, p)
		for i, step := range strings.SplitN(script, "|", 6) {
			change := parseChange(step, utf16Of(s.Text()))
			s.Edit([]Change{change}, i+2)
			if p, err = s.Update(); err != nil {
				t.Fatal(err)
			}
			blocks = Apply(blocks, p)
			s.Settle()
			scratch := s.render("content/a.md", source.NewFile("content/a.md", s.Text()), nil)
			if len(blocks) != len(scratch.Blocks) {
				t.Fatalf("%d blocks, want %d for %q", len(blocks), len(scratch.Blocks), s.Text())
			}
			for k := range blocks {
				if blocks[k].HTML != scratch.Blocks[k].HTML || blocks[k].ID != scratch.Blocks[k].ID {
					t.Fatalf("block %d is %q, want %q, for %q", k, blocks[k].HTML, scratch.Blocks[k].HTML, s.Text())
				}
			}
			if s.page.Layout != scratch.Layout {
				t.Fatalf("layout differs for %q", s.Text())
			}
			if !equalLines(s.lines, lineTable(scratch.Blocks)) {
				t.Fatalf("lines %v, want %v, for %q", s.lines, lineTable(scratch.Blocks), s.Text())
			}
		}
	})
}

// BenchmarkRealKeystroke is the whole of the worker's work for a key: edit,
// render, patch, wire.
func BenchmarkRealKeystroke(b *testing.B) {
	for _, size := range []int{2, 10, 100} {
		b.Run(strconv.Itoa(size)+"KB", func(b *testing.B) {
			text := "---\ntitle: Essai\nlayout: layouts/post.njk\n---\n\nici\n\n" +
				strings.Repeat("## Titre\n\n- un **gras**\n- un [lien](/x/)\n\nUn paragraphe ordinaire, avec des mots *accentués* et une phrase de plus pour la longueur.\n\n{{ title }}\n\n", size*6)
			s := builtin(b)
			s.Open("content/a.md", text, 1)
			if _, err := s.Update(); err != nil {
				b.Fatal(err)
			}
			at, buffer := strings.Index(text, "ici"), []byte(nil)
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for i := range b.N {
				s.Edit([]Change{{at, at, string(rune('a' + i%26))}}, i+2)
				p, err := s.Update()
				if err != nil {
					b.Fatal(err)
				}
				buffer = AppendPatch(buffer[:0], p)
			}
		})
	}
}
