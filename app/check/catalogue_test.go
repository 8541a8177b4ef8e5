package check

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"apercu/app/diag"
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

// occurrences is how many places a diagnostic stands for.
func occurrences(d diag.Diagnostic) int {
	if len(d.Fixes) > 0 && len(d.Related) > 0 && (strings.HasPrefix(d.Fixes[0].Title.FR, "Tout corriger") || d.Fixes[0].Title.FR == "Corriger") || d.Code == "inclusive-dot" {
		return len(d.Related)
	}
	return 1
}

// TestCounts prints, with -v, what the rules find on the conformance pages
// beside the counts of the catalogue for the same sites.
func TestCounts(t *testing.T) {
	pages := conformancePages(t)
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
	expected := map[string]map[string]string{}
	for _, r := range rules {
		expected[r.ID] = r.PerSite
	}
	occ, files := map[string]map[string]int{}, map[string]map[string]int{}
	for _, p := range pages {
		all := map[string]bool{}
		for _, a := range All {
			all[a.Name] = true
		}
		seen := map[string]bool{}
		for _, d := range Run(Input{File: source.NewFile(p.Path, p.Input), Config: Config{Enabled: all}}) {
			if occ[d.Code] == nil {
				occ[d.Code], files[d.Code] = map[string]int{}, map[string]int{}
			}
			occ[d.Code][p.Site] += occurrences(d)
			if !seen[d.Code] {
				files[d.Code][p.Site]++
			}
			seen[d.Code] = true
		}
	}
	names := make([]string, 0, len(All))
	for _, a := range All {
		names = append(names, a.Name)
	}
	sort.Strings(names)
	for _, n := range names {
		var line strings.Builder
		for _, site := range []string{"MiNumEco", "cct-mi", "cartes-doc", "carte-facile", "mediation", "eleventy-dsfr"} {
			if occ[n][site] > 0 || expected[n][site] != "" {
				line.WriteString(" " + site + " " + itoa(occ[n][site]) + "/" + itoa(files[n][site]) + " (" + expected[n][site] + ")")
			}
		}
		t.Log(n + ":" + line.String())
	}
}

func itoa(n int) string { b, _ := json.Marshal(n); return string(b) }

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
