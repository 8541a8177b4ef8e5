package markdown

import (
	"fmt"
	"strings"
	"testing"
)

// page is prose of about that many bytes in the shapes of real pages: one in
// five blocks is a list, a table, a container or a fence.
func page(size int) string {
	var b strings.Builder
	for i := 0; b.Len() < size; i++ {
		fmt.Fprintf(&b, "## Section %d\n\n", i)
		for k := range 4 {
			fmt.Fprintf(&b, "Un paragraphe %d avec un [lien](/page-%d \"titre\"), du **gras**, de l’*italique* et `du code`.\nUne seconde ligne, plus longue, dit que le numérique responsable se mesure.\n\n", k, i)
		}
		switch i % 4 {
		case 0:
			b.WriteString("- un élément\n- un autre {.c}\n  - dessous\n\n")
		case 1:
			b.WriteString("| a | b |\n|---|:-:|\n| 1 | 2 |\n\n")
		case 2:
			b.WriteString("::: info Titre\nUne alerte.\n:::\n\n??? Accordéon\nUn contenu.\n???\n\n")
		case 3:
			b.WriteString("```js\nlet a = 1;\n```\n\n> citation\n\n")
		}
	}
	return b.String()
}

func benchOptions() Options {
	o := DSFR(13, "callout", "quote", "alert", "accordion")
	o.Anchors = DSFRAnchor([]int{1, 2, 3, 4}, nil)
	return o
}

func BenchmarkConvert(b *testing.B) {
	c := New(benchOptions())
	for _, kb := range []int{2, 10, 100, 500} {
		src := page(kb << 10)
		b.Run(fmt.Sprintf("%dKB", kb), func(b *testing.B) {
			b.SetBytes(int64(len(src)))
			b.ReportAllocs()
			for range b.N {
				c.Convert(src)
			}
		})
	}
}

// BenchmarkUpdate types a letter in the middle of a page.
func BenchmarkUpdate(b *testing.B) {
	c := New(benchOptions())
	for _, kb := range []int{2, 10, 100, 500} {
		src := page(kb << 10)
		middle := strings.Index(src[len(src)/2:], "responsable") + len(src)/2
		typed := src[:middle] + "x" + src[middle:]
		before := c.Convert(src)
		b.Run(fmt.Sprintf("%dKB", kb), func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				c.Update(before, typed)
			}
		})
	}
}
