package template_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"apercu/app/diag"
	"apercu/app/internal/golden"
	"apercu/app/source"
	"apercu/app/template"
	"apercu/app/template/value"
)

// goldenCase is one named case of a txtar file: NAME.njk, and when they matter
// NAME.json (context), NAME.opts (options), NAME/OTHER (another template),
// NAME.html (output) and NAME.diag (diagnostics).
type goldenCase struct {
	name, text, html, diag string
	ctx                    *value.Object
	opts                   goldenOptions
	files                  files
}

type goldenOptions struct{ Autoescape, TrimBlocks, LstripBlocks, ThrowOnUndefined, ShowErrors bool }

func TestGolden(t *testing.T) {
	golden.Run(t, "testdata/*.txt", func(a *golden.Archive) {
		for _, c := range goldenCases(a.T, a.Files()) {
			res := template.New(template.Options{Autoescape: c.opts.Autoescape, TrimBlocks: c.opts.TrimBlocks, LstripBlocks: c.opts.LstripBlocks,
				ThrowOnUndefined: c.opts.ThrowOnUndefined, ShowErrors: c.opts.ShowErrors, Loader: c.files, Shortcodes: shortcodes()}).
				Parse(source.NewFile("page.md", c.text), source.Span{End: len(c.text)}).Render(c.ctx)
			if res.Map.Len() != len(res.Output) {
				a.Errorf("%s: the map covers %d of %d bytes", c.name, res.Map.Len(), len(res.Output))
			}
			a.Check(c.name+".html", res.Output+"\n")
			a.Check(c.name+".diag", tell(source.NewFile("page.md", c.text), res.Diagnostics))
		}
	})
}

func owner(name string) string {
	if i := strings.IndexAny(name, "./"); i >= 0 {
		return name[:i]
	}
	return name
}

func goldenCases(t *testing.T, sections []txtar.File) []*goldenCase {
	var cases []*goldenCase
	by := map[string]*goldenCase{}
	for _, f := range sections {
		name := owner(f.Name)
		c := by[name]
		if c == nil {
			c = &goldenCase{name: name, files: files{}, opts: goldenOptions{Autoescape: true}}
			by[name] = c
			cases = append(cases, c)
		}
		text := strings.TrimSuffix(string(f.Data), "\n")
		switch rest := f.Name[len(name):]; rest {
		case ".njk":
			c.text = text
		case ".json":
			c.ctx = object(t, text)
		case ".opts":
			if err := json.Unmarshal(f.Data, &c.opts); err != nil {
				t.Fatal(f.Name, err)
			}
		case ".html":
			c.html = text
		case ".diag":
			c.diag = string(f.Data)
		default:
			c.files[rest[1:]] = text
		}
	}
	return cases
}

// shortcodes are the custom tags that the goldens use.
func shortcodes() map[string]*template.Shortcode {
	return map[string]*template.Shortcode{
		"show": {Name: "show", Call: func(c *template.Call) (string, error) {
			return fmt.Sprintf("[%s %s]", list(c.Args), value.ToString(mustJSON(c.Kwargs))), nil
		}},
		"box": {Name: "box", Paired: true, Call: func(c *template.Call) (string, error) {
			return "<box " + list(c.Args) + ">" + c.Content + "</box>", nil
		}},
		"fails": {Name: "fails", Call: func(*template.Call) (string, error) { return "", errors.New("no such video") }},
	}
}

func list(vs []value.Value) string {
	s, _ := value.ToJSON(value.NewArray(vs...), nil)
	return value.ToString(s)
}

func mustJSON(o *value.Object) value.Value {
	if o == nil {
		return "-"
	}
	s, _ := value.ToJSON(o, nil)
	return s
}

// tell prints diagnostics with 1-based lines and columns.
func tell(f *source.File, ds []diag.Diagnostic) string {
	var b strings.Builder
	for _, d := range ds {
		fmt.Fprintf(&b, "%s %s %s: %s", place(f, d.Span), d.Severity, d.Code, d.Message.EN)
		if d.Hint.EN != "" {
			fmt.Fprintf(&b, " (%s)", d.Hint.EN)
		}
		b.WriteString("\n")
		for _, r := range d.Related {
			fmt.Fprintf(&b, "  %s %s\n", place(f, r.Span), r.Message.EN)
		}
		for _, x := range d.Fixes {
			if fixed, err := diag.Apply(f.Text(), x.Edits); err == nil {
				fmt.Fprintf(&b, "  fix %q: %q\n", x.Title.EN, fixed)
			} else {
				fmt.Fprintf(&b, "  fix %q FAILS: %v\n", x.Title.EN, err)
			}
		}
	}
	return b.String()
}

func place(f *source.File, s source.Span) string {
	a, z := f.Position(s.Start), f.Position(s.End)
	return fmt.Sprintf("%d:%d-%d:%d", a.Line+1, a.Column+1, z.Line+1, z.Column+1)
}
