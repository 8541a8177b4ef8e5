package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"apercu/app/render"
	"apercu/app/site"
	"apercu/app/source"
)

const recordings = "../../../shared/conformance"

type expectedPage struct {
	pageRecord
	Content string
	Error   bool
}

func readPages(t testing.TB, name string) (map[string]*site.Site, []expectedPage) {
	t.Helper()
	f, err := os.Open(filepath.Join(recordings, name))
	if err != nil {
		t.Skip("recorded pages are not here: ", err)
	}
	defer f.Close()
	var out []expectedPage
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var p expectedPage
		if err := json.Unmarshal(lines.Bytes(), &p); err != nil {
			t.Fatal(err)
		}
		out = append(out, p)
	}
	sites, err := readSites(filepath.Join(recordings, "sites.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	return sites, out
}

// TestPages: the pages of real sites come out as their builds published them,
// as DOM, the colours of code left out.
func TestPages(t *testing.T) {
	for name, least := range map[string]float64{"pages.jsonl": 0.99, "quirks.jsonl": 0.95} {
		sites, pages := readPages(t, name)
		equal := 0
		for _, p := range pages {
			a := renderRecord(sites[p.Site], p.pageRecord).(pageAnswer)
			same := p.Error && a.Error != "" || !p.Error && a.Content != nil && dom(*a.Content) == dom(p.Content)
			if same {
				equal++
			} else {
				t.Logf("%s/%s differs (%s)", p.Site, p.Path, a.Error)
			}
		}
		t.Logf("%s: %d of %d", name, equal, len(pages))
		if float64(equal) < least*float64(len(pages)) {
			t.Errorf("%s: %d of %d are equal, fewer than %.0f %%", name, equal, len(pages), 100*least)
		}
	}
}

// dom is a normal form: attributes in order, runs of blanks as one, none in
// code, where Prism's spans and line breaks are left out.
func dom(text string) string {
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return err.Error()
	}
	var b bytes.Buffer
	var walk func(n *html.Node, pre bool)
	walk = func(n *html.Node, pre bool) {
		switch n.Type {
		case html.TextNode:
			if pre {
				b.WriteString(strings.Join(strings.Fields(n.Data), ""))
			} else {
				b.WriteString(" " + strings.Join(strings.Fields(n.Data), " ") + " ")
			}
		case html.ElementNode:
			token := n.Data == "span" && strings.Contains(attr(n, "class"), "token")
			token = token || pre && n.Data == "br" // what Prism adds
			if !token {
				b.WriteString("<" + n.Data + attributes(n) + ">")
			}
			pre = pre || n.Data == "pre"
			for c := n.FirstChild; c != nil; c = c.NextSibling {
				walk(c, pre)
			}
			if !token {
				b.WriteString("</" + n.Data + ">")
			}
		default:
			for c := n.FirstChild; c != nil; c = c.NextSibling {
				walk(c, pre)
			}
		}
	}
	walk(root, false)
	return strings.Join(strings.Fields(b.String()), " ")
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func attributes(n *html.Node) string {
	var out []string
	for _, a := range n.Attr {
		if a.Key == "class" {
			a.Val = strings.Join(strings.Fields(a.Val), " ")
		}
		out = append(out, " "+a.Key+"="+a.Val)
	}
	sort.Strings(out)
	return strings.Join(out, "")
}

// BenchmarkPages renders every recorded page once a turn, content only, as a
// build does after it has read its templates.
func BenchmarkPages(b *testing.B) {
	sites, pages := readPages(b, "pages.jsonl")
	files := make([]*source.File, len(pages))
	for i, p := range pages {
		files[i] = source.NewFile(p.Path, p.Input)
		renderRecord(sites[p.Site], p.pageRecord)
	}
	b.ResetTimer()
	for range b.N {
		for i, p := range pages {
			render.Render(sites[p.Site], p.Path, files[i], nil)
		}
	}
	b.ReportMetric(float64(b.N*len(pages))/b.Elapsed().Seconds(), "pages/s")
}

func every(pages []expectedPage, n int) (out []expectedPage) {
	for i := 0; i < len(pages); i += n {
		out = append(out, pages[i])
	}
	return out
}

// BenchmarkFull is the same for a tenth of the pages, with the layouts.
func BenchmarkFull(b *testing.B) {
	sites, pages := readPages(b, "pages.jsonl")
	for _, p := range pages {
		renderRecord(sites[p.Site], p.pageRecord)
	}
	pages = every(pages, 10)
	b.ResetTimer()
	for range b.N {
		for _, p := range pages {
			_ = render.Render(sites[p.Site], p.Path, source.NewFile(p.Path, p.Input), nil).Full()
		}
	}
	b.ReportMetric(float64(b.N*len(pages))/b.Elapsed().Seconds(), "pages/s")
}
