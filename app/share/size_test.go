package share

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// BenchmarkLink encodes real pages of about 2 KB, when they are there, and
// reports the sizes that DESIGN's budgets speak of: characters of a link with
// and without the dictionary, and of a patch that changes two passages.
func BenchmarkLink(b *testing.B) {
	pages := realPages(b, 1600, 2600)
	var full, plain, patch, over float64
	for b.Loop() {
		full, plain, patch, over = 0, 0, 0, 0
		for _, d := range pages {
			link, _ := Encode(d)
			full += float64(len(link))
			if len(link) > 1100 {
				over++
			}
			plain += float64(len(frame(codecPlain, deflate(d.marshal(), nil), nil)))
			changed := d
			changed.Text = strings.Replace(d.Text, " les ", " toutes les ", 1) + "\nUne phrase de plus, écrite pour la mise à jour de cette page.\n"
			p, _ := EncodePatch(changed, "https://example.org/site/"+d.Path, d.Text)
			patch += float64(len(p))
		}
	}
	n := float64(len(pages))
	b.ReportMetric(full/n, "chars/link")
	b.ReportMetric(plain/n, "chars/link-without-dictionary")
	b.ReportMetric(patch/n, "chars/patch")
	b.ReportMetric(over/n, "share-over-1100")
}

func realPages(b *testing.B, least, most int) (pages []Document) {
	f, err := os.Open("../../../shared/conformance/pages.jsonl")
	if err != nil {
		b.Skip("the conformance pages are not here: ", err)
	}
	defer f.Close()
	for lines := bufio.NewReaderSize(f, 1<<20); ; {
		line, err := lines.ReadString('\n')
		if err != nil {
			return pages
		}
		var page struct{ Path, Input string }
		if json.Unmarshal([]byte(line), &page) == nil && len(page.Input) >= least && len(page.Input) <= most {
			pages = append(pages, Document{Path: page.Path, Text: page.Input})
		}
	}
}
