package site

import (
	"fmt"
	"testing"
	"testing/fstest"
)

// BenchmarkOpen reads a site of so many pages: front matter, data, collections.
func BenchmarkOpen(b *testing.B) {
	for _, pages := range []int{10, 100, 1000} {
		files := fstest.MapFS{"_data/metadata.json": {Data: []byte(`{"title": "Un site"}`)}}
		for i := range pages {
			files[fmt.Sprintf("content/blog/billet-%04d.md", i)] = &fstest.MapFile{
				Data: fmt.Appendf(nil, "---\ntitle: Billet %d\ndate: 2026-03-%02d\ntags: [a, b%d]\n---\n\nUn paragraphe.\n", i, 1+i%28, i%7)}
		}
		b.Run(fmt.Sprintf("%dPages", pages), func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				if _, err := Open(files, nil, Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
