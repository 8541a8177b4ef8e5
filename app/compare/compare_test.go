package compare

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"apercu/app/template/value"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// A case is four sections: name.before and name.after (a line of JSON for the
// front matter, then blocks between blank lines), name.changes, name.html.
func TestPages(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.txt")
	if len(files) == 0 {
		t.Fatal("no golden file")
	}
	for _, path := range files {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		sections := map[string]string{}
		for _, f := range archive.Files {
			sections[f.Name] = string(f.Data)
		}
		for i, f := range archive.Files {
			name, part, _ := strings.Cut(f.Name, ".")
			if part != "changes" && part != "html" {
				continue
			}
			d := Pages(parse(t, sections[name+".before"]), parse(t, sections[name+".after"]))
			got := changes(d)
			if part == "html" {
				got = marked(d)
			}
			if *update {
				archive.Files[i].Data = []byte(got)
			} else if got != string(f.Data) {
				t.Errorf("%s %s:\ngot\n%s\nwant\n%s", path, f.Name, got, f.Data)
			}
		}
		if *update {
			if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
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
