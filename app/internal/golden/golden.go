// Package golden runs cases that are text: txtar archives that hold inputs and
// what they give, and lines of answers recorded from the tools that we copy.
// Only tests import it. It never decides what is right: with -update it writes
// what was given, and the difference is for a person to read.
package golden

import (
	"bufio"
	"flag"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/pmezard/go-difflib/difflib"
	"github.com/rogpeppe/go-internal/txtar"
)

var (
	update    = flag.Bool("update", false, "write what the cases give into testdata")
	reference = flag.String("reference", "", "recorded answers to read instead of testdata's")
)

// Update tells whether -update was asked for.
func Update() bool { return *update }

// Archive is one file of cases.
type Archive struct {
	*testing.T
	archive *txtar.Archive
	at      int // of archive.Files, the section that was used last
}

// Run calls run for each file that pattern matches, in a test of that name. It
// fails when there is none.
func Run(t *testing.T, pattern string, run func(a *Archive)) {
	t.Helper()
	files, err := filepath.Glob(filepath.FromSlash(pattern))
	if err != nil || len(files) == 0 {
		t.Fatalf("no file of cases is %s (%v)", pattern, err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), filepath.Ext(file)), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			run(&Archive{T: t, archive: archive})
			if !*update {
				return
			}
			if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// Comment is the text before the first section.
func (a *Archive) Comment() string { return string(a.archive.Comment) }

// Files are the sections, in their order.
func (a *Archive) Files() []txtar.File { return a.archive.Files }

// Section is the text of a section, and whether there is one of that name.
func (a *Archive) Section(name string) (string, bool) {
	if i := a.index(name); i >= 0 {
		return string(a.archive.Files[i].Data), true
	}
	return "", false
}

// Cases gives each section whose name ends with suffix: its name without it, and
// its text.
func (a *Archive) Cases(suffix string) iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		for _, f := range slices.Clone(a.archive.Files) {
			name, ok := strings.CutSuffix(f.Name, suffix)
			if !ok {
				continue
			}
			a.at = a.index(f.Name)
			if !yield(name, string(f.Data)) {
				return
			}
		}
	}
}

// Check holds got against the section; one that is absent is empty. With
// -update got becomes the section, after the one that was used last when new.
func (a *Archive) Check(name, got string) {
	a.Helper()
	want, there := a.Section(name)
	switch {
	case got == want:
	case !*update:
		diff, _ := difflib.GetUnifiedDiffString(difflib.UnifiedDiff{
			A: difflib.SplitLines(want), B: difflib.SplitLines(got), FromFile: "want", ToFile: "got", Context: 3})
		a.Errorf("%s:\n%s", name, diff)
	case there && got == "":
		a.archive.Files = slices.Delete(a.archive.Files, a.index(name), a.index(name)+1)
		return
	case there:
		a.archive.Files[a.index(name)].Data = []byte(got)
	default:
		a.archive.Files = slices.Insert(a.archive.Files, a.at+1, txtar.File{Name: name, Data: []byte(got)})
	}
	if i := a.index(name); i >= 0 {
		a.at = i
	}
}

func (a *Archive) index(name string) int {
	return slices.IndexFunc(a.archive.Files, func(f txtar.File) bool { return f.Name == name })
}

// shown is how many wrong answers are printed.
const shown = 40

// Recorded gives each line of the file to answer, which returns what we say and
// what the tool that we copy said.
func Recorded(t *testing.T, file string, answer func(line string) (got, want string)) {
	t.Helper()
	if *reference != "" {
		file = *reference
	}
	f, err := os.Open(filepath.FromSlash(file))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	n, wrong := 0, 0
	for lines.Scan() {
		n++
		if got, want := answer(lines.Text()); got != want {
			if wrong++; wrong <= shown {
				t.Errorf("%s\n got %s\nwant %s", lines.Text(), got, want)
			}
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d of %d cases right", n-wrong, n)
	if n == 0 || wrong > 0 {
		t.Errorf("%d of %d cases wrong", wrong, n)
	}
}
