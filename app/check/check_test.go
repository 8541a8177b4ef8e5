package check

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"apercu/app/diag"
	"apercu/app/markdown"
	"apercu/app/source"
	"apercu/app/sourcemap"
)

var update = flag.Bool("update", false, "rewrite testdata and generated files")

// A rule's file testdata/NAME.txt holds cases: a page CASE.md, then what is
// found in CASE.want ("line:col-line:col severity message"), and one section a
// fix, "CASE fix: TITLE", with the page once it is applied. Sections before the
// first case describe the site: "site/PATH" is a file; "CASE.html" is the
// rendered content of the next page. The runner also holds, for each fix, that
// the diagnostic is gone once it is applied.
func TestGolden(t *testing.T) {
	for _, a := range All {
		file := filepath.Join("testdata", a.Name+".txt")
		data, err := os.ReadFile(file)
		if err != nil {
			t.Errorf("%s has no %s", a.Name, file)
			continue
		}
		t.Run(a.Name, func(t *testing.T) { golden(t, a, file, txtar.Parse(data)) })
	}
}

func golden(t *testing.T, a *Analyzer, file string, in *txtar.Archive) {
	out := &txtar.Archive{Comment: in.Comment}
	site := (*Facts)(nil)
	html := ""
	found, clean := 0, 0
	for i := 0; i < len(in.Files); i++ {
		f := in.Files[i]
		switch {
		case strings.HasPrefix(f.Name, "site/"):
			if site == nil {
				site = testSite(in)
			}
			out.Files = append(out.Files, f)
		case strings.HasSuffix(f.Name, ".html"):
			html = strings.TrimSuffix(string(f.Data), "\n")
			out.Files = append(out.Files, f)
		case strings.HasSuffix(f.Name, ".md"):
			got := answers(t, a, f.Name, string(f.Data), site, html)
			if out.Files = append(append(out.Files, f), got...); len(got[0].Data) > 0 {
				found++
			} else {
				clean++
			}
			html = ""
			for i+1 < len(in.Files) && (strings.HasSuffix(in.Files[i+1].Name, ".want") || strings.Contains(in.Files[i+1].Name, " fix: ")) {
				i++
			}
		default:
			t.Fatalf("%s: what is section %q?", file, f.Name)
		}
	}
	if found == 0 || clean == 0 {
		t.Errorf("%s: at least one page with a finding and one without", file)
	}
	want, got := string(txtar.Format(in)), string(txtar.Format(out))
	switch {
	case want == got:
	case *update:
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	default:
		t.Errorf("%s differs (-update rewrites it):\n%s", file, firstDifference(want, got))
	}
}

func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := 0; i < len(w) && i < len(g); i++ {
		if w[i] != g[i] {
			return "line " + strconv.Itoa(i+1) + "\nwant " + w[i] + "\ngot  " + g[i]
		}
	}
	return "one is longer; got ends with\n" + strings.Join(g[max(0, len(g)-5):], "\n")
}

// testSite makes a site of the sections site/…: files (a number is a size in
// bytes), in site/pages.txt one page a line, "path | url | title | tags", and
// in site/layouts.txt the names of the layouts.
func testSite(in *txtar.Archive) *Facts {
	s := NewFacts(nil)
	s.Base = "https://exemple.gouv.fr"
	for _, f := range in.Files {
		name, ok := strings.CutPrefix(f.Name, "site/")
		if !ok {
			continue
		}
		text := strings.TrimSpace(string(f.Data))
		switch name {
		case "pages.txt":
			for _, line := range strings.Split(text, "\n") {
				x := strings.Split(line+"|||", "|")
				s.AllPages = append(s.AllPages, PageFacts{Path: strings.TrimSpace(x[0]), URL: strings.TrimSpace(x[1]), Title: strings.TrimSpace(x[2]), Tags: strings.Fields(x[3])})
			}
		case "layouts.txt":
			s.AllLayouts = strings.Fields(text)
		default:
			size, err := strconv.ParseInt(text, 10, 64)
			if err != nil {
				size = int64(len(f.Data))
			}
			s.Add(name, size)
		}
	}
	return s
}

func input(a *Analyzer, name, page string, site *Facts, html string) Input {
	in := Input{File: source.NewFile(name, page), Today: "2025-06-01", Config: Config{Only: []string{a.Name}}}
	if site != nil {
		in.Site = site
	}
	if html != "" || a.Needs&NeedsRender != 0 {
		in.Rendered = rendered(page, html)
	}
	return in
}

// rendered maps each line of HTML that stands in the page as it is to it, and
// others to the first line of the page. Without HTML the page is its own.
func rendered(page, html string) *Rendered {
	if html == "" {
		html = page
	}
	first := source.NewFile("", page).LineSpan(0)
	var b sourcemap.Builder
	from := 0
	for _, line := range strings.SplitAfter(html, "\n") {
		if i := strings.Index(page[from:], line); i >= 0 && strings.TrimSpace(line) != "" {
			b.Copied(len(line), from+i)
			from += i + len(line)
			continue
		}
		b.Generated(len(line), first)
	}
	return &Rendered{Content: html, Map: b.Map()}
}

func answers(t *testing.T, a *Analyzer, name, page string, site *Facts, html string) []txtar.File {
	in := input(a, name, page, site, html)
	found := Run(in)
	base := strings.TrimSuffix(name, ".md")
	out := []txtar.File{{Name: base + ".want", Data: []byte(list(in.File, found))}}
	for k, d := range found {
		inside(t, in.File, d)
		for _, f := range d.Fixes {
			fixed, err := diag.Apply(page, f.Edits)
			if err != nil || fixed == page {
				t.Errorf("%s: fix %q: changed %v, %v", name, f.Title.FR, fixed != page, err)
				continue
			}
			if html == "" && a.Needs&NeedsRender == 0 {
				again := Run(input(a, name, fixed, site, ""))
				// What is left to complete is still to be said.
				if count(again, d.Message.FR) >= count(found, d.Message.FR) && !(f.Needs && strings.Contains(fixed, "compléter")) {
					t.Errorf("%s: %q still there after %q:\n%s", name, d.Message.FR, f.Title.FR, fixed)
				}
			}
			title := base + " fix: " + f.Title.FR
			if k > 0 {
				title = base + " " + strconv.Itoa(k+1) + " fix: " + f.Title.FR
			}
			if !strings.HasSuffix(fixed, "\n") {
				fixed += "\n"
			}
			out = append(out, txtar.File{Name: title, Data: []byte(fixed)})
		}
	}
	return out
}

func count(ds []diag.Diagnostic, message string) int {
	n := 0
	for _, d := range ds {
		if d.Message.FR == message {
			n++
		}
	}
	return n
}

func inside(t *testing.T, f *source.File, d diag.Diagnostic) {
	t.Helper()
	check := func(what string, s source.Span) {
		if s.Start < 0 || s.End < s.Start || s.End > len(f.Text()) {
			t.Errorf("%s: %s: %s %v lies outside of %d bytes", f.Name(), d.Code, what, s, len(f.Text()))
		}
	}
	check("span", d.Span)
	for _, r := range d.Related {
		check("related", r.Span)
	}
	if d.Message.FR == "" || d.Message.EN == "" {
		t.Errorf("%s: a message misses a language", d.Code)
	}
	for _, x := range d.Fixes {
		if x.Title.FR == "" || x.Title.EN == "" {
			t.Errorf("%s: a fix has no title", d.Code)
		}
	}
}

func list(f *source.File, ds []diag.Diagnostic) string {
	var b strings.Builder
	for _, d := range ds {
		at, end := f.Position(d.Span.Start), f.Position(d.Span.End)
		b.WriteString(strconv.Itoa(at.Line+1) + ":" + strconv.Itoa(at.Column+1) + "-" + strconv.Itoa(end.Line+1) + ":" + strconv.Itoa(end.Column+1) + " " + d.Severity.String() + " ")
		if d.Unsure {
			b.WriteString("(à vérifier) ")
		}
		b.WriteString(d.Message.FR + " / " + d.Message.EN + "\n")
		for _, r := range d.Related {
			p := f.Position(r.Span.Start)
			b.WriteString("  " + strconv.Itoa(p.Line+1) + ":" + strconv.Itoa(p.Column+1) + " " + r.Message.FR + "\n")
		}
	}
	return b.String()
}

// TestExamples: each rule finds its bad example, and not its good one.
func TestExamples(t *testing.T) {
	for _, a := range All {
		if a.Needs&NeedsSite != 0 {
			continue // testdata has the site that they need
		}
		for _, c := range []struct {
			text string
			want bool
		}{{a.Help.Bad, true}, {a.Help.Good, false}} {
			html := ""
			if a.Needs&NeedsRender != 0 {
				html = markdown.New(markdown.Eleventy(13)).Convert(c.text).HTML
			}
			if got := len(Run(input(a, "page.md", c.text, nil, html))) > 0; got != c.want {
				t.Errorf("%s: found %v, want %v, in\n%s", a.Name, got, c.want, c.text)
			}
		}
	}
}

// TestAll: names are unique, sorted and have a documentation in both languages.
func TestAll(t *testing.T) {
	if !sort.SliceIsSorted(All, func(i, j int) bool { return All[i].Name < All[j].Name }) {
		t.Error("All is not in alphabetical order")
	}
	for i, a := range All {
		h := a.Help
		if i > 0 && All[i-1].Name == a.Name || a.Run == nil || h.Title.FR == "" || h.Title.EN == "" || h.Why.FR == "" || h.Why.EN == "" || h.Bad == "" || h.Good == "" {
			t.Errorf("%s is incomplete", a.Name)
		}
		if Lookup(a.Name) != a {
			t.Errorf("Lookup does not find %s", a.Name)
		}
		for _, text := range []string{h.Title.FR, h.Why.FR, h.Limit.FR} {
			if strings.ContainsAny(text, "'\"") {
				t.Errorf("%s: straight quote in French: %s", a.Name, text)
			}
		}
	}
}

// elsewhere are rules of the reference catalogue that are not an Analyzer, with
// who does their work and why.
var elsewhere = map[string]string{
	"fm-yaml-invalid": "document reads the front matter and explains its mistakes, with fixes (codes front-matter-…)",
}

// TestCatalogue: every rule of the reference catalogue is implemented or listed.
func TestCatalogue(t *testing.T) {
	data, err := os.ReadFile("../../../shared/checks/rules.json")
	if err != nil {
		t.Skip("the reference catalogue is not here: ", err)
	}
	var rules []struct{ ID string }
	if err := json.Unmarshal(data, &rules); err != nil {
		t.Fatal(err)
	}
	for _, r := range rules {
		if implemented, listed := Lookup(r.ID) != nil, elsewhere[r.ID] != ""; implemented == listed {
			t.Errorf("%s: implemented %v, listed %v", r.ID, implemented, listed)
		}
	}
}

// TestHarm: the order of harm names existing rules.
func TestHarm(t *testing.T) {
	for name := range harm {
		if Lookup(name) == nil {
			t.Errorf("%s is ranked and does not exist", name)
		}
	}
}

// FuzzRun: never panics; spans and edits lie inside the text; fixes apply.
func FuzzRun(f *testing.F) {
	enabled := map[string]bool{}
	for _, a := range All {
		f.Add(a.Help.Bad)
		f.Add(a.Help.Good)
		enabled[a.Name] = true
	}
	f.Fuzz(func(t *testing.T, text string) {
		site := NewFacts(nil)
		site.Base = "https://exemple.gouv.fr"
		in := Input{File: source.NewFile("content/page.md", text), Today: "2025-06-01", Site: site, Rendered: rendered(text, ""), Config: Config{Enabled: enabled}}
		for _, d := range Run(in) {
			inside(t, in.File, d)
			for _, x := range d.Fixes {
				if _, err := diag.Apply(text, x.Edits); err != nil {
					t.Errorf("%s: %q: %v", d.Code, x.Title.FR, err)
				}
			}
		}
	})
}
