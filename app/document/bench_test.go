package document

import (
	"strings"
	"testing"

	"apercu/app/source"
)

const benchFront = "---\nlayout: layouts/post.njk\ntitle: \"Réparer plutôt que racheter\"\ndescription: \"Un atelier par mois, ouvert à tous.\"\ndate: 2026-03-14\ntags:\n  - Réemploi\n  - Atelier\nimage:\n  path: /img/atelier.webp\n  alt: \"\"\n---\n\n"

// BenchmarkParse is the front matter of a page, found and decoded.
func BenchmarkParse(b *testing.B) {
	text := benchFront + strings.Repeat("Une phrase de la page.\n\n", 100)
	b.ReportAllocs()
	for range b.N {
		Parse(source.NewFile("a.md", text))
	}
}

// BenchmarkWithBody is the same page after a key in the body of 100 KB.
func BenchmarkWithBody(b *testing.B) {
	body := strings.Repeat("Une phrase de la page.\n\n", 4000)
	texts := [2]string{benchFront + body, benchFront + body[:50_000] + "x" + body[50_000:]}
	d := Parse(source.NewFile("a.md", texts[0]))
	b.ReportAllocs()
	b.ResetTimer()
	for i := range b.N {
		next, ok := d.WithBody(source.NewFile("a.md", texts[(i+1)%2]))
		if !ok {
			b.Fatal("the front matter did not stay")
		}
		d = next
	}
}
