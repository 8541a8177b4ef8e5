package document

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"apercu/app/diag"
	"apercu/app/document/yaml"
	"apercu/app/source"
	"apercu/app/template/value"
)

// realPages reads the inputs of recorded pages, or skips the test.
func realPages(t testing.TB) map[string]string {
	const folder = "../../../shared/conformance/"
	pages := map[string]string{}
	for _, name := range []string{"pages.jsonl", "quirks.jsonl"} {
		f, err := os.Open(folder + name)
		if err != nil {
			t.Skip("recorded pages are not here: ", folder+name)
		}
		defer f.Close()
		lines := bufio.NewScanner(f)
		lines.Buffer(nil, 1<<24)
		for lines.Scan() {
			var r struct{ Site, Path, Input string }
			if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
				t.Fatal(err)
			}
			pages[r.Site+"/"+r.Path] = r.Input
		}
	}
	return pages
}

// TestFormKeepsBytes: on every real page, setting a value to itself asks for
// no edit; setting another one changes bytes inside of its span only, and
// setting the first one again gives the file back.
func TestFormKeepsBytes(t *testing.T) {
	set, restored, refused := 0, 0, map[string]int{}
	for name, text := range realPages(t) {
		d := Parse(source.NewFile(name, text))
		if d.File.Slice(d.Block)+d.File.Slice(d.Body) != strings.TrimPrefix(text, bom) {
			t.Errorf("%s: front matter and body do not add up to the file", name)
		}
		for _, k := range d.Keys {
			if k.Kind != yaml.Scalar {
				continue
			}
			if edits, err := d.Set(k.Path, k.Data); err == nil && edits != nil {
				t.Errorf("%s: %v: setting a value to itself asks for edits", name, k.Path)
			}
			for _, v := range []value.Value{other(k.Data), "Guide : l'été, \"ici\" #1"} {
				edits, err := d.Set(k.Path, v)
				if r, ok := err.(*Refusal); ok {
					refused[r.Reason.EN]++
					continue
				}
				set++
				next, err := diag.Apply(text, edits)
				if err != nil || len(edits) != 1 {
					t.Fatalf("%s: %v: %v %v", name, k.Path, edits, err)
				}
				if s := edits[0].Span; k.Style != yaml.Absent && s != k.Value {
					t.Errorf("%s: %v: edit of %v reaches outside of the value %v", name, k.Path, s, k.Value)
				}
				back := Parse(source.NewFile(name, next))
				again, err := back.Set(k.Path, k.Data)
				if err != nil {
					t.Errorf("%s: %v cannot be set back: %v", name, k.Path, err)
					continue
				}
				if back.Key(k.Path...).Style != k.Style || d.File.Slice(k.Value) != canonicalText(k) {
					continue // written with quotes now, or with needless ones before
				}
				restored++
				if got, _ := diag.Apply(next, again); got != text {
					t.Errorf("%s: %v: not restored: %q", name, k.Path, d.File.Slice(k.Value))
				}
			}
		}
	}
	t.Logf("%d values set, %d restored, refused %v", set, restored, refused)
	if restored == 0 {
		t.Error("no value was set and restored")
	}
}

// canonicalText is how this package would write the value of a key; a scalar
// written otherwise (needless quotes, 1.50) cannot come back from its value alone.
func canonicalText(k Key) string {
	style := k.Style
	if _, ok := k.Data.(string); !ok {
		style = yaml.Plain
	}
	text, _ := scalarText(k.Data, style, surroundings{quotes: yaml.Double})
	return text
}

func other(v value.Value) value.Value {
	switch v := v.(type) {
	case float64:
		return v + 1
	case bool:
		return !v
	case value.Date:
		return value.Date{Time: v.Time.Add(24 * time.Hour)}
	}
	return "Une autre valeur"
}

// TestAddAndDelete: on every real page, adding a key and deleting it gives the file back.
func TestAddAndDelete(t *testing.T) {
	done := 0
	for name, text := range realPages(t) {
		d := Parse(source.NewFile(name, text))
		if d.Format == "" || d.root == nil {
			continue
		}
		edits, err := d.Set([]string{"apercuTest"}, "x")
		if err != nil {
			continue
		}
		next, _ := diag.Apply(text, edits)
		edits, err = Parse(source.NewFile(name, next)).Delete([]string{"apercuTest"})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if back, _ := diag.Apply(next, edits); back != text {
			t.Errorf("%s: adding and deleting a key does not give the file back", name)
		}
		done++
	}
	t.Logf("%d pages", done)
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"---\na: 1\n---\nx", "---\na: [b, {c: d}\n---\n", "---json\n{\"a\":1}\n---\n", "---\n\ta: \"x\n---\n", bom + "---\r\na: |\r\n  x\r\n---\r\n", "---\n? [a]\n: *b\n---", "---\n<<: {a: 1}\na: 2\n---\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d := Parse(source.NewFile("f.md", text))
		inside := func(what string, s source.Span) {
			if s.Start < 0 || s.End < s.Start || s.End > len(text) {
				t.Fatalf("%s: span %v outside of %d bytes", what, s, len(text))
			}
		}
		inside("body", d.Body)
		inside("block", d.Block)
		inside("front matter", d.FrontMatter)
		for _, k := range d.Keys {
			inside(fmt.Sprint(k.Path), k.Value)
			inside(fmt.Sprint(k.Path), k.Key)
			if edits, err := d.Set(k.Path, "x: y"); err == nil {
				if _, err := diag.Apply(text, edits); err != nil {
					t.Fatal(err)
				}
			}
		}
		for _, x := range d.Diagnostics {
			inside(x.Code, x.Span)
			for _, fix := range x.Fixes {
				if _, err := diag.Apply(text, fix.Edits); err != nil {
					t.Fatalf("%s: %v", x.Code, err)
				}
			}
		}
	})
}

func TestWithBody(t *testing.T) {
	d := Parse(source.NewFile("a.md", "---\ntitle: a\n---\ntexte"))
	for text, want := range map[string]bool{
		"---\ntitle: a\n---\nautre":    true,
		"---\ntitle: a\n---\n":         true,
		"---\ntitle: b\n---\ntexte":    false,
		"---\ntitle: a\n---\n\xE9":     false,
		"---\ntitle: a\n--- \ntexte":   false,
		"---\ntitle: a\nb: 1\n---\nxx": false,
	} {
		f := source.NewFile("a.md", text)
		got, ok := d.WithBody(f)
		if ok != want {
			t.Errorf("%q: reused %v", text, ok)
		}
		if ok && (f.Slice(got.Body) != f.Slice(Parse(f).Body) || got.Data != d.Data) {
			t.Errorf("%q: body %q", text, f.Slice(got.Body))
		}
	}
}
