package yaml

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"apercu/app/source"
	"apercu/app/template/value"
)

var update = flag.Bool("update", false, "write testdata/values.txt anew")

// TestValues reads testdata/values.txt: texts between lines of dashes, each
// with "=> " and what it decodes to as JSON, or the mistake and its place.
// The answers were checked against js-yaml (see reference_test.go).
func TestValues(t *testing.T) {
	data, err := os.ReadFile("testdata/values.txt")
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	cases := strings.Split(string(data), "----\n")
	for i, c := range cases {
		text, want, _ := strings.Cut(c, "=> ")
		input := strings.NewReplacer("␉", "\t", "␍", "\r", "␀", "\x00").Replace(strings.TrimSuffix(text, "\n"))
		got := answer(input)
		if !*update && got+"\n" != want {
			t.Errorf("%q\n\tgot  %s\n\twant %s", input, got, want)
		}
		if i > 0 {
			out.WriteString("----\n")
		}
		out.WriteString(text + "=> " + got + "\n")
	}
	if *update {
		if err := os.WriteFile("testdata/values.txt", []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func answer(text string) string {
	v, err := Decode(text)
	if e, ok := err.(*Error); ok {
		return fmt.Sprintf("! %s %d %s", e.Code, e.Span.Start, e.Detail)
	}
	if v == nil {
		return "undefined"
	}
	b, _ := json.Marshal(plainData(v))
	return string(b)
}

// TestVersion4: what js-yaml 4 reads in another way (checked against 4.1).
func TestVersion4(t *testing.T) {
	for text, want := range map[string][2]string{
		"12:30": {"750", `"12:30"`}, "1:02:03": {"3723", `"1:02:03"`}, "-1:30.5": {"-90.5", `"-1:30.5"`},
		"012": {"10", "12"}, "-017": {"-15", "-17"}, "00": {"0", "0"}, "0.5": {"0.5", "0.5"}, "012.5": {`"012.5"`, "12.5"},
		"0o17": {`"0o17"`, "15"}, "0o8": {`"0o8"`, `"0o8"`}, "0b101": {"5", "5"}, "0x1F": {"31", "31"}, "089": {`"089"`, "89"},
		"yes": {`"yes"`, `"yes"`}, "1.50": {"1.5", "1.5"}, "2024-01-05 10:00:00": {`{"$date":"2024-01-05T10:00:00.000Z"}`, `{"$date":"2024-01-05T10:00:00.000Z"}`},
	} {
		for i, parse := range []func(string) (*Node, error){Parse, Parse4} {
			root, err := parse("[" + text + "]")
			if err != nil {
				t.Fatal(err)
			}
			got, _ := json.Marshal(plainData(root.Value).([]any)[0])
			if string(got) != want[i] {
				t.Errorf("%s: version %d gives %s, want %s", text, 3+i, got, want[i])
			}
		}
	}
}

// TestSpans: the spans of scalars cover their text, quotes included.
func TestSpans(t *testing.T) {
	text := "\uFEFFa: 'x'  # c\nb:\n  - \"é\"\n  - |\n    l1\n    l2\n  - {c: d}\ne: long\n  text\nf: &z 1\n"
	root, err := Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	var walk func(n *Node)
	walk = func(n *Node) {
		if n.Kind == Scalar {
			got = append(got, text[n.Span.Start:n.Span.End])
		}
		for _, p := range n.Pairs {
			walk(p.Key)
			walk(p.Value)
		}
		for _, i := range n.Items {
			walk(i)
		}
	}
	walk(root)
	want := []string{"a", "'x'", "b", `"é"`, "|\n    l1\n    l2", "c", "d", "e", "long\n  text", "f", "1"}
	if strings.Join(got, "¦") != strings.Join(want, "¦") {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if p := root.Pairs[3].Value; text[p.Props.Start:p.Props.End] != "&z" {
		t.Errorf("anchor at %v", p.Props)
	}
}

func TestLimits(t *testing.T) {
	for name, text := range map[string]string{
		"depth": strings.Repeat("[", 10000),
		"bomb":  "a: &a [1,1,1,1,1,1,1,1,1]\n" + bomb(12),
		"cycle": "a: &a [*a]\n",
	} {
		if _, err := Parse(text); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func bomb(levels int) string {
	var b strings.Builder
	for i := 0; i < levels; i++ {
		fmt.Fprintf(&b, "%c: &%c [%s]\n", 'b'+i, 'b'+i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*%c,", 'a'+i), 9), ","))
	}
	return b.String()
}

func FuzzParse(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		root, err := Parse(text)
		if e, ok := err.(*Error); ok {
			if !inside(e.Span, len(text)) {
				t.Fatalf("error at %v of %d bytes", e.Span, len(text))
			}
			return
		}
		checkNode(t, root, source.Span{Start: 0, End: len(text)})
	})
}

func inside(s source.Span, n int) bool { return 0 <= s.Start && s.Start <= s.End && s.End <= n }

// checkNode: spans lie in their parent's, and values are of known types.
func checkNode(t *testing.T, n *Node, in source.Span) {
	if n == nil {
		return
	}
	if n.Span.Start < in.Start || n.Span.End > in.End || n.Span.End < n.Span.Start {
		t.Fatalf("span %v outside of %v", n.Span, in)
	}
	switch n.Value.(type) {
	case string, bool, float64, value.Null, value.Date, *value.Array, *value.Object:
	default:
		t.Fatalf("value %T", n.Value)
	}
	for _, p := range n.Pairs {
		checkNode(t, p.Key, n.Span)
		checkNode(t, p.Value, n.Span)
	}
	for _, i := range n.Items {
		checkNode(t, i, n.Span)
	}
}
