package document

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/pmezard/go-difflib/difflib"

	"apercu/app/diag"
	"apercu/app/internal/golden"
	"apercu/app/source"
	"apercu/app/template/value"
)

// unescape gives cases the bytes that a text file does not show well: ␍ ␉ ␀ are
// \r \t \0, ␛ is a byte order mark, ⟦E9⟧ that byte, ⟦eof⟧ takes away the line end.
var unescape = strings.NewReplacer("␍", "\r", "␉", "\t", "␀", "\x00", "␛", bom, "⟦E9⟧", "\xE9", "⟦eof⟧\n", "")
var escape = strings.NewReplacer("\r", "␍", "\t", "␉", "\x00", "␀", bom, "␛", "\xE9", "⟦E9⟧")

// TestGolden reads testdata/*.txt: each NAME.md is parsed; NAME.out holds its
// format, data, keys, body and diagnostics, and what each fix makes of it.
func TestGolden(t *testing.T) {
	golden.Run(t, "testdata/*.txt", func(a *golden.Archive) {
		for name, text := range a.Cases(".md") {
			if edits, ok := a.Section(name + ".edit"); ok {
				a.Check(name+".out", edited(a.T, text, edits))
			} else {
				a.Check(name+".out", printed(text))
			}
		}
	})
}

func plain(v value.Value) string {
	s, err := value.ToJSON(v, nil)
	if err != nil {
		return "error: " + err.Error()
	}
	text, _ := s.(string)
	return text
}

func printed(md string) string {
	f := source.NewFile("page.md", unescape.Replace(md))
	d := Parse(f)
	var b strings.Builder
	fmt.Fprintf(&b, "format %q data %s\n", d.Format, plain(d.Data))
	for _, k := range d.Keys {
		fmt.Fprintf(&b, "  %s: %q %s\n", strings.Join(k.Path, "."), escape.Replace(f.Slice(k.Value)), where(f, k.Value))
	}
	fmt.Fprintf(&b, "body %s %q\n", where(f, d.Body), escape.Replace(f.Slice(d.Body)))
	for _, x := range d.Diagnostics {
		fmt.Fprintf(&b, "%s %s %s: %s\n", where(f, x.Span), x.Severity, x.Code, x.Message.FR)
		if x.Hint.FR != "" {
			fmt.Fprintf(&b, "  hint: %s\n", x.Hint.FR)
		}
		for _, r := range x.Related {
			fmt.Fprintf(&b, "  %s %s\n", where(f, r.Span), r.Message.FR)
		}
		for _, fix := range x.Fixes {
			text, err := diag.Apply(f.Text(), fix.Edits)
			fmt.Fprintf(&b, "  fix: %s\n", fix.Title.FR)
			if err != nil {
				fmt.Fprintf(&b, "    %v\n", err)
			}
			for _, line := range changed(f.Text(), text) {
				fmt.Fprintf(&b, "    %s\n", escape.Replace(line))
			}
			for _, again := range Parse(source.NewFile("page.md", text)).Diagnostics {
				if again.Code == x.Code && again.Span == x.Span {
					b.WriteString("    STILL THERE\n")
				}
			}
		}
	}
	return b.String()
}

// changed lists the lines taken away and added.
func changed(a, b string) (out []string) {
	m := difflib.NewMatcher(strings.SplitAfter(a, "\n"), strings.SplitAfter(b, "\n"))
	x, y := strings.SplitAfter(a, "\n"), strings.SplitAfter(b, "\n")
	for _, op := range m.GetOpCodes() {
		if op.Tag == 'e' {
			continue
		}
		for _, l := range x[op.I1:op.I2] {
			out = append(out, "- "+strings.TrimSuffix(l, "\n"))
		}
		for _, l := range y[op.J1:op.J2] {
			out = append(out, "+ "+strings.TrimSuffix(l, "\n"))
		}
	}
	return out
}

func where(f *source.File, s source.Span) string {
	p, q := f.Position(s.Start), f.Position(s.End)
	return fmt.Sprintf("%d:%d-%d:%d", p.Line+1, p.Column+1, q.Line+1, q.Column+1)
}

// edited runs "set PATH JSON" and "delete PATH" lines one after the other and
// shows the lines that each changes.
func edited(t *testing.T, md, script string) string {
	var b strings.Builder
	text := unescape.Replace(md)
	for _, line := range strings.Split(strings.TrimSpace(script), "\n") {
		verb, rest, _ := strings.Cut(line, " ")
		path, arg, _ := strings.Cut(rest, " ")
		d := Parse(source.NewFile("page.md", text))
		var edits []diag.Edit
		var err error
		if verb == "set" {
			var raw any
			if err := json.Unmarshal([]byte(arg), &raw); err != nil {
				t.Fatalf("%s: %v", line, err)
			}
			edits, err = d.Set(strings.Split(path, "."), value.From(raw))
		} else {
			edits, err = d.Delete(strings.Split(path, "."))
		}
		fmt.Fprintf(&b, "%s\n", line)
		if r, ok := err.(*Refusal); ok {
			fmt.Fprintf(&b, "  refused: %s\n", r.Reason.FR)
			continue
		}
		next, err := diag.Apply(text, edits)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range changed(text, next) {
			fmt.Fprintf(&b, "  %s\n", escape.Replace(l))
		}
		text = next
	}
	return b.String()
}

// TestTooLarge: a file over the limit is cut at a line, which is told.
func TestTooLarge(t *testing.T) {
	line := strings.Repeat("é", 40) + "\n"
	text := "---\ntitle: a\n---\n" + strings.Repeat(line, MaxBytes/len(line)+10)
	d := Parse(source.NewFile("big.md", text))
	if len(d.Diagnostics) != 1 || d.Diagnostics[0].Code != "file-too-large" || d.Data.At("title") != value.Value("a") {
		t.Fatalf("%v", d.Diagnostics)
	}
	if d.Body.End > MaxBytes || d.Body.End < MaxBytes-len(line) || text[d.Body.End-1] != '\n' {
		t.Errorf("body ends at %d", d.Body.End)
	}
	one := "x" + strings.Repeat("é", MaxBytes)
	if d := Parse(source.NewFile("one.md", one)); d.Body.End > MaxBytes || !strings.HasSuffix(d.File.Slice(d.Body), "é") {
		t.Errorf("a single line is cut at %d, inside of a character", d.Body.End)
	}
}
