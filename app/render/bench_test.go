package render

import (
	"fmt"
	"strings"
	"testing"

	"apercu/app/site"
	"apercu/app/source"
	"apercu/app/theme"
)

// longPage is a page of about n bytes: headings, prose, lists, tables, a
// variable now and then, one shortcode a section.
func longPage(n int) string {
	var b strings.Builder
	b.WriteString("---\ntitle: Une longue page\nlayout: layouts/post.njk\n---\n")
	for i := 1; b.Len() < n; i++ {
		fmt.Fprintf(&b, "## Section %d\n\nUn paragraphe de **texte** avec un [lien](https://exemple.gouv.fr/%d) et {{ title }}.\n\n", i, i)
		b.WriteString(strings.Repeat("Une phrase assez longue pour ressembler à un article, avec des *accents* et de la ponctuation.\n", 4))
		b.WriteString("\n- un\n- deux\n  - trois\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n")
		fmt.Fprintf(&b, "{%% dailymotion \"x%07d\", \"Vidéo %d\" %%}\n\n", i, i)
	}
	return b.String()
}

// sizes of pages, KB: the growth of cmd/bench's report.
var sizes = []int{1, 2, 5, 10, 20, 50, 100, 200, 500, 1000}

// BenchmarkKeystroke is one key typed in the middle of a page, previous page
// in hand: what the preview waits for.
func BenchmarkKeystroke(b *testing.B) {
	s, err := site.Open(nil, theme.FS(), site.Options{Now: now, ShowErrors: true})
	if err != nil {
		b.Fatal(err)
	}
	for _, size := range sizes {
		b.Run(fmt.Sprintf("%dKB", size), func(b *testing.B) {
			b.ReportAllocs()
			text := longPage(size * 1000)
			at := strings.Index(text[len(text)/2:], "phrase") + len(text)/2
			texts := [2]string{text, text[:at] + "x" + text[at:]}
			page := Render(s, "content/a.md", source.NewFile("a.md", texts[0]), nil)
			b.ResetTimer()
			for i := range b.N {
				page = Render(s, "content/a.md", source.NewFile("a.md", texts[(i+1)%2]), page)
			}
		})
	}
}

// BenchmarkFirst is the same pages from scratch, with their layout.
func BenchmarkFirst(b *testing.B) {
	s, err := site.Open(nil, theme.FS(), site.Options{Now: now})
	if err != nil {
		b.Fatal(err)
	}
	for _, size := range sizes {
		b.Run(fmt.Sprintf("%dKB", size), func(b *testing.B) {
			b.ReportAllocs()
			text := longPage(size * 1000)
			b.SetBytes(int64(len(text)))
			for range b.N {
				_ = Render(s, "content/a.md", source.NewFile("a.md", text), nil).Full()
			}
		})
	}
}

// BenchmarkTitle is one key typed in the title of a page: the front matter is
// read again, the shortcodes are not rendered again.
func BenchmarkTitle(b *testing.B) {
	s, err := site.Open(nil, theme.FS(), site.Options{Now: now, ShowErrors: true})
	if err != nil {
		b.Fatal(err)
	}
	text := longPage(100 << 10)
	texts := [2]string{text, strings.Replace(text, "title: Une", "title: Unex", 1)}
	page := Render(s, "content/a.md", source.NewFile("a.md", texts[0]), nil)
	b.ResetTimer()
	for i := range b.N {
		page = Render(s, "content/a.md", source.NewFile("a.md", texts[(i+1)%2]), page)
	}
}
