package markdown

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/pmezard/go-difflib/difflib"
	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "write what the cases give into testdata")

// goldenOptions reads a line such as "14 eleventy attrs=50 containers anchors".
func goldenOptions(line string) (Options, error) {
	o := Default(13)
	o.HTML = true
	for _, word := range strings.Fields(line) {
		name, value, _ := strings.Cut(word, "=")
		n, _ := strconv.Atoi(value)
		switch name {
		case "13", "14":
			o.MarkdownIt, _ = strconv.Atoi(name)
		case "commonmark":
			o = CommonMark(o.MarkdownIt)
		case "eleventy":
			o.NoIndentedCode = true
		case "attrs":
			o.Attributes, o.AttrsVersion = true, n
		case "containers":
			o.Containers = DSFR(13, "callout", "highlight", "quote", "alert", "accordion", "boite").Containers
		case "table":
			o.TableClass = "fr-table"
		case "anchors":
			o.Anchors = DSFRAnchor([]int{1, 2, 3, 4}, nil)
		case "linkify":
			o.Linkify = true
		case "typographer":
			o.Typographer = true
		case "breaks":
			o.Breaks = true
		case "official":
			o.Official, o.Lang = true, value
		case "nohtml":
			o.HTML = false
		case "highlight":
			o.Highlight, o.Mermaid = true, true
		default:
			return o, fmt.Errorf("unknown option %q", word)
		}
	}
	return o, nil
}

// TestGolden runs testdata/<construct>.txt: NAME.md, the options on the line
// "options: …" of the file's comment or in NAME.options, gives NAME.html, and
// NAME.clashes when an id stands twice.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden files: %v", err)
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		goldenFile(t, file, archive)
		if *update {
			if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func goldenFile(t *testing.T, file string, archive *txtar.Archive) {
	common := ""
	for _, line := range strings.Split(string(archive.Comment), "\n") {
		if options, ok := strings.CutPrefix(line, "options:"); ok {
			common = options
		}
	}
	sections := map[string]string{}
	for _, f := range archive.Files {
		sections[f.Name] = string(f.Data)
	}
	var out []txtar.File
	for _, f := range archive.Files {
		name, ok := strings.CutSuffix(f.Name, ".md")
		if !ok {
			continue
		}
		options, own := sections[name+".options"]
		if !own {
			options = common
		}
		o, err := goldenOptions(options)
		if err != nil {
			t.Fatalf("%s: %s: %v", file, name, err)
		}
		r := New(o).Convert(string(f.Data))
		clashes := ""
		for _, c := range r.Clashes {
			clashes += c.ID + "\n"
		}
		if got, want := r.HTML, sections[name+".html"]; got != want && !*update {
			diff, _ := difflib.GetUnifiedDiffString(difflib.UnifiedDiff{A: difflib.SplitLines(want), B: difflib.SplitLines(got), FromFile: "want", ToFile: "got", Context: 2})
			t.Errorf("%s: %s:\n%s", file, name, diff)
		}
		if want := sections[name+".clashes"]; clashes != want && !*update {
			t.Errorf("%s: %s: clashes %q, want %q", file, name, clashes, want)
		}
		if own {
			out = append(out, txtar.File{Name: name + ".options", Data: []byte(options)})
		}
		out = append(out, f, txtar.File{Name: name + ".html", Data: []byte(r.HTML)})
		if clashes != "" {
			out = append(out, txtar.File{Name: name + ".clashes", Data: []byte(clashes)})
		}
	}
	if *update {
		archive.Files = out
	}
}
