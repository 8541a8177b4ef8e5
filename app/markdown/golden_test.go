package markdown

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"apercu/app/internal/golden"
)

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
	golden.Run(t, "testdata/*.txt", func(a *golden.Archive) {
		common := ""
		for _, line := range strings.Split(a.Comment(), "\n") {
			if options, ok := strings.CutPrefix(line, "options:"); ok {
				common = options
			}
		}
		for name, text := range a.Cases(".md") {
			options, own := a.Section(name + ".options")
			if !own {
				options = common
			}
			o, err := goldenOptions(options)
			if err != nil {
				a.Fatalf("%s: %v", name, err)
			}
			r := New(o).Convert(text)
			clashes := ""
			for _, c := range r.Clashes {
				clashes += c.ID + "\n"
			}
			a.Check(name+".html", r.HTML)
			a.Check(name+".clashes", clashes)
		}
	})
}
