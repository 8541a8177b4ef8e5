package check

import (
	"bufio"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"apercu/app/diag"
	"apercu/app/render"
	"apercu/app/source"
)

const shared = "../../../shared/"

// page is a record of the conformance pages.
type page struct{ Site, Path, Input string }

func conformancePages(t testing.TB) []page {
	f, err := os.Open(shared + "conformance/pages.jsonl")
	if err != nil {
		t.Skip("the conformance pages are not here: ", err)
	}
	defer f.Close()
	var out []page
	r := bufio.NewScanner(f)
	r.Buffer(nil, 1<<24)
	for r.Scan() {
		var p page
		if err := json.Unmarshal(r.Bytes(), &p); err != nil {
			t.Fatal(err)
		}
		out = append(out, p)
	}
	return out
}

// sitePages is how many pages the catalogue counted on each site.
var sitePages = map[string]float64{"MiNumEco": 250, "cct-mi": 113, "cartes-doc": 370, "carte-facile": 54, "mediation": 4}

// explained are the rules whose count differs from the catalogue's, and why.
var explained = map[string]string{
	"bold-as-heading":        "captions of videos and images, last lines and lines ending with a colon are left out: they are no headings",
	"emoji":                  "a plain search of the same characters in these pages finds no more; the catalogue's other pages hold them",
	"link-ambiguous":         "HTML links count too",
	"link-title-attr":        "title attributes of HTML links count too",
	"paragraph-long":         "items of one list are paragraphs of their own, as they are shown",
	"table-caption":          "calls of component(\"table\") without a title count too; the catalogue has them apart, 122 of 156",
	"transcription-html":     "the catalogue counts <p> and <br> as two files",
	"typo-apostrophe":        "titles and descriptions of the front matter count too",
	"typo-capital-accents":   "the list of words is longer",
	"typo-guillemets":        "the catalogue takes the quotes of {target=\"_blank\"} in cartes-doc, which are attributes",
	"typo-nbsp-before":       "titles and descriptions of the front matter count too",
	"typo-percent-units":     "ordinary spaces before €, Mo, km… count too",
	"video-no-transcription": "<video>, podcasts and videos of the front matter count too",
	"word-repeated":          "half of the catalogue's are its own false positives: nous nous, numbers, one-letter words",
}

// TestCounts compares the number of pages in which each rule finds something
// with the catalogue's. The conformance pages are a part of the pages that were
// counted, so what is expected is the catalogue's number in proportion, give or
// take 5 % and the chance of the draw (two standard deviations). Rules that differ
// are listed in explained with the reason; a rule listed in vain fails too.
func TestCounts(t *testing.T) {
	pages := conformancePages(t)
	expected := catalogueFiles(t)
	all := map[string]bool{}
	for _, a := range All {
		all[a.Name] = true
	}
	drawn := map[string]float64{}
	files := map[string]int{}
	for _, p := range pages {
		drawn[p.Site]++
		if sitePages[p.Site] == 0 {
			continue
		}
		seen := map[string]bool{}
		for _, d := range Run(Input{File: source.NewFile(p.Path, p.Input), Config: Config{Enabled: all}}) {
			if !seen[d.Code] {
				files[d.Code]++
			}
			seen[d.Code] = true
		}
	}
	for _, a := range All {
		if a.Needs&NeedsSite != 0 || len(expected[a.Name]) == 0 {
			continue
		}
		want, variance := 0.0, 0.0
		for site, n := range expected[a.Name] {
			if total := sitePages[site]; total > 0 && drawn[site] > 0 {
				part := drawn[site] / total
				want += n * part
				variance += n * part * (1 - part) * (total - n) / total
			}
		}
		got := float64(files[a.Name])
		off := math.Abs(got-want) > 0.05*want+2*math.Sqrt(variance)+0.5
		t.Logf("%-32s found in %4.0f pages, expected %6.1f %v", a.Name, got, want, off)
		if reason := explained[a.Name]; off && reason == "" {
			t.Errorf("%s: found in %.0f pages, expected %.1f", a.Name, got, want)
		} else if !off && reason != "" {
			t.Errorf("%s is explained (%s) and agrees", a.Name, reason)
		}
	}
}

// catalogueFiles reads the catalogue's number of files by rule and site.
func catalogueFiles(t *testing.T) map[string]map[string]float64 {
	data, err := os.ReadFile(shared + "checks/rules.json")
	if err != nil {
		t.Skip("the reference catalogue is not here: ", err)
	}
	var rules []struct {
		ID      string
		PerSite map[string]string `json:"per_site"`
	}
	if err := json.Unmarshal(data, &rules); err != nil {
		t.Fatal(err)
	}
	out := map[string]map[string]float64{}
	for _, r := range rules {
		for site, counts := range r.PerSite {
			_, files, _ := strings.Cut(counts, "/")
			n, err := strconv.Atoi(files)
			if err != nil {
				t.Fatalf("%s: %q", r.ID, counts)
			}
			if out[r.ID] == nil {
				out[r.ID] = map[string]float64{}
			}
			out[r.ID][site] = float64(n)
		}
	}
	return out
}

// TestSeeds: the two reference pages show what they were chosen for.
func TestSeeds(t *testing.T) {
	names, _ := filepath.Glob(shared + "seeds/*.txt")
	if len(names) == 0 {
		t.Skip("the reference pages are not here")
	}
	want := map[string][]string{
		"000": {"transcription-speaker-mismatch", "fm-image-alt", "transcription-title-speaker"},
		"004": {"video-raw-iframe", "iframe-title-generic", "video-no-transcription", "link-file-info", "img-alt"},
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		f := source.NewFile(filepath.Base(name), string(data))
		found := Run(Input{File: f})
		t.Log(f.Name() + "\n" + list(f, found))
		for _, code := range want[f.Name()[:3]] {
			fixes := 0
			for _, d := range found {
				if d.Code == code {
					for _, x := range d.Fixes {
						if _, err := diag.Apply(f.Text(), x.Edits); err != nil {
							t.Errorf("%s: %s: %v", f.Name(), code, err)
						}
						fixes++
					}
				}
			}
			if fixes == 0 {
				t.Errorf("%s: %s is not found, or has no fix", f.Name(), code)
			}
		}
	}
}

// BenchmarkThousandPages checks 1,000 real pages, as the budget says: ≤ 3 s.
func BenchmarkThousandPages(b *testing.B) {
	pages := conformancePages(b)
	for b.Loop() {
		for i := range 1000 {
			p := pages[i%len(pages)]
			Run(Input{File: source.NewFile(p.Path, p.Input)})
		}
	}
}

// BenchmarkLive checks a page of 50 KB, as the editor does while one types.
func BenchmarkLive(b *testing.B) {
	pages := conformancePages(b)
	var text strings.Builder
	for _, p := range pages {
		if text.Len() > 50_000 {
			break
		}
		if i := strings.Index(p.Input, "\n---\n"); i > 0 {
			text.WriteString(p.Input[i+5:])
		}
	}
	b.SetBytes(int64(text.Len()))
	for b.Loop() {
		Run(Input{File: source.NewFile("page.md", text.String())})
	}
}

// TestFixesOnRealPages: each fix of each finding in real pages applies and
// leaves fewer findings of its rule, and all of them together come to an end.
func TestFixesOnRealPages(t *testing.T) {
	if testing.Short() {
		t.Skip("long")
	}
	tried := map[string]int{} // by rule: real pages repeat the same mistakes
	for _, p := range conformancePages(t) {
		found := Run(Input{File: source.NewFile(p.Path, p.Input)})
		for _, d := range found {
			if tried[d.Code] >= 60 {
				continue
			}
			for _, x := range d.Fixes {
				tried[d.Code]++
				fixed, err := diag.Apply(p.Input, x.Edits)
				if err != nil {
					t.Errorf("%s: %s: %v", p.Path, d.Code, err)
					continue
				}
				only := Config{Only: []string{d.Code}}
				before, after := occurrences(Run(Input{File: source.NewFile(p.Path, p.Input), Config: only})), occurrences(Run(Input{File: source.NewFile(p.Path, fixed), Config: only}))
				if after >= before && !strings.Contains(fixed, "compléter") {
					at := source.NewFile(p.Path, p.Input).Position(d.Span.Start)
					t.Errorf("%s:%d: %s: %d before %q, %d after", p.Path, at.Line+1, d.Code, before, x.Title.FR, after)
				}
			}
		}
		m, err := Mend(p.Input, func(text string) []diag.Diagnostic { return Run(Input{File: source.NewFile(p.Path, text)}) })
		if err != nil {
			t.Fatalf("%s: %v", p.Path, err)
		}
		if text, err := diag.Apply(p.Input, plain(m.Edits)); err != nil || text != m.Text {
			t.Errorf("%s: the edits do not make the mended text (%v)", p.Path, err)
		}
		if !m.Ended {
			left := ""
			for _, d := range Run(Input{File: source.NewFile(p.Path, m.Text)}) {
				if !d.Unsure && len(d.Fixes) > 0 && !d.Fixes[0].Needs {
					left += " " + d.Code
				}
			}
			t.Errorf("%s: fixes never end:%s", p.Path, left)
		}
	}
}

// occurrences counts places: a group stands for those in Related.
func occurrences(ds []diag.Diagnostic) int {
	n := 0
	for _, d := range ds {
		n += max(1, len(d.Related))
	}
	return n
}

// TestTypographyTouchesTextOnly: with all typography corrected, real pages
// render the same but for the marks themselves: no tag, address or code moved.
func TestTypographyTouchesTextOnly(t *testing.T) {
	rules := []string{"typo-apostrophe", "typo-nbsp-before", "typo-space-missing", "typo-guillemets", "typo-ellipsis", "typo-percent-units", "typo-capital-accents", "double-space"}
	same := strings.NewReplacer("’", "'", "&#39;", "'", "«", `"`, "»", `"`, "“", `"`, "”", `"`, "&quot;", `"`, "…", "", ".", "", "É", "E", "é", "e", "Ê", "E", "À", "A", "Î", "I",
		" ", "", "\u00a0", "", "\u202f", "", "\t", "", "%C2%A0", "", "%E2%80%AF", "")
	for _, p := range conformancePages(t) {
		f := source.NewFile(p.Path, p.Input)
		edits := FixAll(Run(Input{File: f, Config: Config{Only: rules}}))
		if len(edits) == 0 {
			continue
		}
		text, err := diag.Apply(p.Input, edits)
		if err != nil {
			t.Fatalf("%s: %v", p.Path, err)
		}
		before, after := render.Render(nil, p.Path, f, nil), render.Render(nil, p.Path, source.NewFile(p.Path, text), nil)
		if a, b := same.Replace(before.Content), same.Replace(after.Content); a != b {
			i := 0
			for i < len(a) && i < len(b) && a[i] == b[i] {
				i++
			}
			t.Errorf("%s:\nbefore …%s\nafter  …%s", p.Path, a[max(0, i-60):min(len(a), i+40)], b[max(0, i-60):min(len(b), i+40)])
		}
		if before.Data.Len() != after.Data.Len() || len(before.Diagnostics) != len(after.Diagnostics) {
			t.Errorf("%s: the front matter no longer reads the same", p.Path)
		}
	}
}
