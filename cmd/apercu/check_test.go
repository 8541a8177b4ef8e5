package main

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"apercu/app/diag"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"
)

// checkSite writes a small site and gives its folder.
func checkSite(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

const (
	goodPage = "---\ntitle: Prêter une salle\ndescription: Comment réserver une salle, du dossier aux clés.\ndate: 2025-03-12\n---\n\nUne salle se réserve un mois à l’avance.\n"
	badPage  = "---\ntitle: Prêter une salle.\ndescription: Comment réserver une salle, du dossier aux clés.\ndate: 2025-03-12\n---\n\nL'aide est [ici](/aide/) ; voir ![](plan.png) !\n\n<iframe src=\"/carte/\" frameborder=\"0\"></iframe>\n"
)

func TestCheckText(t *testing.T) {
	dir := checkSite(t, map[string]string{"content/bonne.md": goodPage, "content/mauvaise.md": badPage, "apercu.yaml": "checks:\n  link-generic: off\n  iframe-obsolete-attrs: error\n"})
	out, errs, err := command(t, "", "check", "--lang", "fr", "--site", dir, filepath.Join(dir, "content", "bonne.md"))
	if err != nil || out != "" {
		t.Errorf("a clean page: %v\n%s%s", err, out, errs)
	}
	out, errs, err = command(t, "", "check", "--lang", "fr", "--site", dir, filepath.Join(dir, "content"))
	if !errors.Is(err, errFindings) || !strings.Contains(errs, "2 page(s). 4 points bloquants") {
		t.Errorf("%v\n%s%s", err, out, errs)
	}
	for _, want := range []string{
		"mauvaise.md:7:2: conseil: Une apostrophe droite. [typo-apostrophe]",
		"mauvaise.md:9:1: erreur: Ce cadre n’a pas de titre : dites ce qu’il contient. [iframe-title]",
		"mauvaise.md:9:1: erreur: Attributs qui n’existent plus : frameborder. [iframe-obsolete-attrs]",
		"à vérifier: Cette image est-elle décorative ?",
	} {
		if !strings.Contains(out, diag.French(want)) {
			t.Errorf("%q is not in\n%s", want, out)
		}
	}
	if strings.Contains(out, "link-generic") || strings.Contains(out, "bonne.md") {
		t.Errorf("a rule that is off, or a clean page, in\n%s", out)
	}
	out, _, _ = command(t, "", "check", "--lang", "en", "--rules", "iframe-title", "--level", "error", filepath.Join(dir, "content"))
	if strings.Count(out, "\n") != 1 || !strings.Contains(out, "error: This frame has no title") {
		t.Errorf("one rule in English:\n%s", out)
	}
}

func TestCheckFix(t *testing.T) {
	dir := checkSite(t, map[string]string{"mauvaise.md": badPage})
	name := filepath.Join(dir, "mauvaise.md")
	if _, _, err := command(t, "", "check", "--fix", name); !errors.Is(err, errFindings) {
		t.Fatal(err)
	}
	got, _ := os.ReadFile(name)
	want := strings.NewReplacer("salle.\n", "salle\n", "L'aide", "L’aide", ") ;", ")\u202f;", ") !", ")\u202f!", ` frameborder="0"`, "").Replace(badPage)
	if string(got) != want {
		t.Errorf("want\n%s\ngot\n%s", want, got)
	}
	if info, _ := os.Stat(name); info.Mode().Perm() != 0o600 {
		t.Errorf("the file's mode became %v", info.Mode())
	}
	before := string(got)
	_, _, _ = command(t, "", "check", "--fix", name)
	if again, _ := os.ReadFile(name); string(again) != before {
		t.Errorf("fixing twice changes\n%s", again)
	}
	out, _, _ := command(t, badPage, "check", "--fix", "-")
	if out != want {
		t.Errorf("standard input mended:\n%s", out)
	}
}

func TestCheckUsage(t *testing.T) {
	for _, args := range [][]string{{"check"}, {"check", "--format", "xml", "a.md"}, {"check", "--rules", "inconnue", "a.md"}, {"check", "absente.md"}, {"check", "--doc", "inconnue"}, {"check", "--level", "x", "a.md"}, {"check", "--lang", "de", "a.md"}} {
		if _, _, err := command(t, "", args...); err == nil || errors.Is(err, errFindings) {
			t.Errorf("%v: %v", args, err)
		}
	}
	if out, _, err := command(t, "", "check", "--doc", "iframe-title", "--lang", "en"); err != nil || !strings.HasPrefix(out, "## Embedded frame without a title") {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestCheckJSON(t *testing.T) {
	out, _, err := command(t, badPage, "check", "--format", "json", "--weight", "-")
	if !errors.Is(err, errFindings) || strings.Count(out, "\n") != 1 {
		t.Fatalf("%v\n%s", err, out)
	}
	var page struct {
		Path        string
		Blocking    int
		Diagnostics []struct {
			Code, Severity, Message          string
			Line, Column, EndLine, EndColumn int
			Fixes                            []struct{ Edits []struct{ Start, End int } }
		}
		Weight struct{ HTML int }
	}
	if err := json.Unmarshal([]byte(out), &page); err != nil {
		t.Fatal(err)
	}
	if page.Path != "-" || page.Blocking == 0 || page.Weight.HTML == 0 {
		t.Errorf("%+v", page)
	}
	found := false
	for _, d := range page.Diagnostics {
		if d.Code == "typo-apostrophe" {
			e := d.Fixes[0].Edits[0]
			found = d.Line == 7 && d.Column == 2 && d.EndColumn == 3 && badPage[e.Start:e.End] == "'"
		}
	}
	if !found {
		t.Error("the apostrophe is not where it is")
	}
}

// TestSARIF holds what the schema of SARIF 2.1.0 asks of each part that is
// printed: required properties, closed lists of words, counts from 1, indexes
// inside of their arrays.
func TestSARIF(t *testing.T) {
	out, _, err := command(t, badPage, "check", "--format", "sarif", "-")
	if !errors.Is(err, errFindings) {
		t.Fatal(err)
	}
	var log sarifLog
	dec := json.NewDecoder(strings.NewReader(out))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&log); err != nil {
		t.Fatal(err)
	}
	if log.Version != "2.1.0" || len(log.Runs) != 1 || log.Runs[0].Tool.Driver.Name == "" || log.Runs[0].ColumnKind != "unicodeCodePoints" {
		t.Errorf("%+v", log)
	}
	run := log.Runs[0]
	seen := map[string]bool{}
	for _, r := range run.Tool.Driver.Rules {
		if r.ID == "" || seen[r.ID] {
			t.Errorf("rule %q is empty or there twice", r.ID)
		}
		seen[r.ID] = true
	}
	levels := map[string]bool{"none": true, "note": true, "warning": true, "error": true}
	place := func(code string, r sarifRegion) {
		if r.StartLine < 1 || r.StartColumn < 1 || r.EndLine < r.StartLine || r.EndLine == r.StartLine && r.EndColumn < r.StartColumn {
			t.Errorf("%s: region %+v", code, r)
		}
	}
	if len(run.Results) == 0 {
		t.Fatal("no result")
	}
	for _, r := range run.Results {
		if r.RuleIndex < 0 || r.RuleIndex >= len(run.Tool.Driver.Rules) || run.Tool.Driver.Rules[r.RuleIndex].ID != r.RuleID || !levels[r.Level] || r.Message.Text == "" || len(r.Locations) != 1 {
			t.Errorf("%+v", r)
		}
		if (r.Kind == "review") != (r.Level == "none") || r.Kind != "review" && r.Kind != "fail" {
			t.Errorf("%s: kind %s, level %s", r.RuleID, r.Kind, r.Level)
		}
		place(r.RuleID, r.Locations[0].Physical.Region)
		for _, f := range r.Fixes {
			if f.Description.Text == "" || len(f.Changes) != 1 || len(f.Changes[0].Replacements) == 0 {
				t.Errorf("%s: fix %+v", r.RuleID, f)
			}
			for _, x := range f.Changes[0].Replacements {
				place(r.RuleID, x.Deleted)
			}
		}
	}
}

// TestSARIFSchema validates the output with OASIS' own schema, which go-sarif
// carries. It reads the output into its types first: what they do not know is
// caught by TestSARIF.
func TestSARIFSchema(t *testing.T) {
	for _, text := range []string{badPage, goodPage, "Sans en-tête, {% transcription %}\n\n:::callout\n"} {
		out, _, _ := command(t, text, "check", "--format", "sarif", "-")
		report, err := sarif.FromBytes([]byte(out))
		if err != nil {
			t.Fatal(err)
		}
		if err := report.Validate(); err != nil {
			t.Errorf("%v in\n%s", err, out)
		}
	}
}

// TestCheckSeeds: the two reference pages, as an editor has them: what they were
// chosen for is found with fixes, --fix mends a copy, and a second --fix has
// nothing left to do.
func TestCheckSeeds(t *testing.T) {
	seeds, _ := filepath.Glob("../../../shared/seeds/*.txt")
	if len(seeds) == 0 {
		t.Skip("the reference pages are not here")
	}
	files := map[string]string{}
	for _, name := range seeds {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files[strings.TrimSuffix(filepath.Base(name), ".txt")+".md"] = string(data)
	}
	dir := checkSite(t, files)
	found := func(args ...string) map[string]int {
		out, errs, err := command(t, "", append([]string{"check", "--format", "json"}, append(args, dir)...)...)
		if !errors.Is(err, errFindings) {
			t.Fatal(err, errs)
		}
		fixes := map[string]int{}
		for _, line := range strings.Split(strings.TrimSpace(out), "\n") {
			var p checkedPage
			if err := json.Unmarshal([]byte(line), &p); err != nil {
				t.Fatal(err)
			}
			for _, d := range p.Diagnostics {
				fixes[d.Code] += 1 + 100*len(d.Fixes)
			}
		}
		return fixes
	}
	before := found()
	for _, code := range []string{"transcription-speaker-mismatch", "video-raw-iframe", "iframe-title-generic", "video-no-transcription", "link-file-info", "img-alt", "fm-image-alt"} {
		if before[code] < 100 {
			t.Errorf("%s is not found, or has no fix", code)
		}
	}
	after := found("--fix")
	for _, code := range []string{"video-raw-iframe", "iframe-title-generic", "typo-apostrophe", "typo-nbsp-before", "list-continuation", "link-to-video", "transcription-html", "br-spacing"} {
		if before[code] == 0 || after[code] != 0 {
			t.Errorf("%s: %d before, %d once fixed", code, before[code], after[code])
		}
	}
	for _, code := range []string{"transcription-speaker-mismatch", "video-no-transcription", "link-file-info", "img-alt"} {
		if after[code] == 0 {
			t.Errorf("%s needs a person and was mended without one", code)
		}
	}
	mended := map[string]string{}
	for name := range files {
		data, _ := os.ReadFile(filepath.Join(dir, name))
		mended[name] = string(data)
	}
	found("--fix")
	for name, text := range mended {
		if again, _ := os.ReadFile(filepath.Join(dir, name)); string(again) != text || text == files[name] {
			t.Errorf("%s: mended %v, mended twice otherwise %v", name, text != files[name], string(again) != text)
		}
	}
}

// TestCheckFolder: places in other pages of the folder, videos they share, the
// glossary of apercu.yaml.
func TestCheckFolder(t *testing.T) {
	dir := checkSite(t, map[string]string{
		"apercu.yaml":     "glossary:\n  DGCL: direction générale des collectivités locales\n",
		"content/aide.md": "---\ntitle: Aide\ndescription: De l’aide.\n---\n\n## Nous écrire\n\nÉcrivez.\n",
		"content/page.md": "---\ntitle: Page\ndescription: Une page.\n---\n\n[Écrire](/aide/#nous-ecrire), [trouver](/aide/#nous-ecrir), dit la DGCL.\n",
	})
	out, errs, err := command(t, "", "check", "--lang", "fr", "--site", dir, filepath.Join(dir, "content"))
	if !errors.Is(err, errFindings) || strings.Count(out, "\n") != 2 || !strings.Contains(out, diag.French("« #nous-ecrir ». [link-anchor-missing]")) || !strings.Contains(out, "DGCL. [acronym]") {
		t.Errorf("%v\n%s%s", err, out, errs)
	}
	_, _, _ = command(t, "", "check", "--fix", "--site", dir, filepath.Join(dir, "content"))
	if text, _ := os.ReadFile(filepath.Join(dir, "content/page.md")); !strings.Contains(string(text), "[trouver](/aide/#nous-ecrire)") || !strings.Contains(string(text), "dit la DGCL") {
		t.Errorf("mended\n%s", text)
	}
}
