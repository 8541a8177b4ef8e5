package compare

import (
	"fmt"
	"strings"
	"testing"

	"apercu/app/internal/golden"
	"apercu/app/template/value"
)

// A case is four sections: name.before and name.after (a line of JSON for the
// front matter, then blocks between blank lines), name.changes, name.html.
func TestPages(t *testing.T) {
	golden.Run(t, "testdata/*.txt", func(a *golden.Archive) {
		for name, before := range a.Cases(".before") {
			after, _ := a.Section(name + ".after")
			d := Pages(parse(a.T, before), parse(a.T, after))
			if _, ok := a.Section(name + ".html"); ok {
				a.Check(name+".html", marked(d))
			}
			if _, ok := a.Section(name + ".changes"); ok {
				a.Check(name+".changes", changes(d))
			}
		}
	})
}

func parse(t *testing.T, s string) Page {
	t.Helper()
	head, body, _ := strings.Cut(s, "\n")
	data, err := value.FromJSON([]byte(head))
	if err != nil {
		t.Fatal(err)
	}
	p := Page{}
	p.Data, _ = data.(*value.Object)
	for i, html := range strings.Split(strings.TrimSpace(body), "\n\n") {
		if html != "" {
			p.Blocks = append(p.Blocks, Block{html, [2]int{i, i + 1}})
		}
	}
	return p
}

func changes(d *Diff) string {
	var b strings.Builder
	for _, c := range d.Changes {
		fmt.Fprintf(&b, "%s | %s | %q → %q", c.Summary.FR, c.Summary.EN, c.Before, c.After)
		if c.Block >= 0 {
			fmt.Fprintf(&b, " [%d]", c.Block)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func marked(d *Diff) string {
	var b strings.Builder
	for _, m := range d.Blocks {
		fmt.Fprintf(&b, "%s: %s\n", m.Kind, m.HTML)
	}
	return b.String()
}

// Equal pages differ in nothing; what was inserted is all there, what is left
// without the marks is the new version.
func FuzzPages(f *testing.F) {
	f.Add("<p>un deux trois</p>\n\n<h2>Titre</h2>", "<h2>Titre</h2>\n\n<p>un deux quatre</p>")
	f.Add("<ul><li>a<li>b</ul>", "<ul><li>a</ul>")
	f.Add("<p>a <img alt=x src=y> b", "<p>a b <")
	f.Fuzz(func(t *testing.T, a, b string) {
		before, after := parse(t, "{}\n"+a), parse(t, "{}\n"+b)
		if same := Pages(after, after); len(same.Changes) != 0 {
			t.Fatalf("a page differs from itself: %+v", same.Changes)
		}
		var got []string
		for _, m := range Pages(before, after).Blocks {
			if m.Kind == Added || m.Kind == Same || m.Kind == Changed {
				got = append(got, m.HTML)
			}
		}
		if len(got) != len(after.Blocks) {
			t.Fatalf("%d blocks of the new version shown, it has %d", len(got), len(after.Blocks))
		}
	})
}
