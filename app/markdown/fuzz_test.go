package markdown

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
)

func addSeeds(f *testing.F) {
	for _, scrap := range scraps {
		f.Add(scrap + "texte\n\n" + scrap)
	}
	f.Add(longPage)
	for _, text := range hostile {
		f.Add(text(60))
	}
}

// FuzzConvert: never panics, and the blocks cover all of the HTML in order,
// their sources inside the text and growing.
func FuzzConvert(f *testing.F) {
	addSeeds(f)
	var converters []*Converter
	for _, o := range updateOptions {
		converters = append(converters, New(o))
	}
	f.Fuzz(func(t *testing.T, src string) {
		for _, c := range converters {
			r := c.Convert(src)
			html, text := 0, 0
			for _, b := range r.Blocks {
				if b.HTML.Start != html || b.HTML.End < html {
					t.Fatalf("block HTML %v after %d", b.HTML, html)
				}
				if b.Source.Start < text || b.Source.End < b.Source.Start || b.Source.End > len(src) {
					t.Fatalf("block source %v after %d of %d", b.Source, text, len(src))
				}
				html, text = b.HTML.End, b.Source.End
			}
			if html != len(r.HTML) {
				t.Fatalf("blocks cover %d of %d bytes", html, len(r.HTML))
			}
			if utf8.ValidString(src) && !utf8.ValidString(r.HTML) {
				t.Fatalf("invalid UTF-8 from %q: %q", src, r.HTML)
			}
			if strings.Contains(r.HTML, slugPlace) {
				t.Fatalf("an id was not filled in: %q", r.HTML)
			}
		}
	})
}

// FuzzParse: every span lies inside the text, children inside their parents.
func FuzzParse(f *testing.F) {
	addSeeds(f)
	c := New(updateOptions[0])
	f.Fuzz(func(t *testing.T, src string) {
		tree := c.Parse(src)
		_ = ast.Walk(tree.Document, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
			s := tree.Span(n)
			if s.Start < 0 || s.End < s.Start || s.End > len(src) {
				t.Fatalf("%s at %v of %d", n.Kind(), s, len(src))
			}
			if _, ok := tree.spans[n]; !ok {
				t.Fatalf("%s of %q has no span", n.Kind(), src)
			}
			if p := n.Parent(); p != nil && n.Type() == ast.TypeInline && p.Type() == ast.TypeInline {
				if o := tree.Span(p); s.Start < o.Start || s.End > o.End {
					t.Fatalf("%s at %v outside of its %s at %v in %q", n.Kind(), s, p.Kind(), o, src)
				}
			}
			return ast.WalkContinue, nil
		})
	})
}

// FuzzUpdate: an edit of one text into the other gives what the other gives.
func FuzzUpdate(f *testing.F) {
	for _, scrap := range scraps {
		f.Add(longPage, scrap, uint16(len(scrap)*37), uint16(3))
	}
	var converters []*Converter
	for _, o := range updateOptions {
		converters = append(converters, New(o))
	}
	f.Fuzz(func(t *testing.T, text, paste string, at, cut uint16) {
		from := min(int(at), len(text))
		to := min(from+int(cut), len(text))
		edited := text[:from] + paste + text[to:]
		for _, c := range converters {
			next, _ := c.Update(c.Convert(text), edited)
			sameResult(t, next, c.Convert(edited))
		}
	})
}
