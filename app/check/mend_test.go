package check

import (
	"math/rand/v2"
	"strings"
	"testing"

	"apercu/app/diag"
	"apercu/app/source"
)

// TestCompose: two lists of edits in a row and the one list made of them give
// the same text.
func TestCompose(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	random := func(text string) []RuleEdit {
		var out []RuleEdit
		for at := r.IntN(3); at <= len(text) && len(out) < 6; at += 1 + r.IntN(4) {
			end := min(at+r.IntN(3), len(text))
			out = append(out, RuleEdit{diag.Edit{Span: span(at, end), New: strings.Repeat("x", r.IntN(4))}, "a"})
			at = end
		}
		return out
	}
	for range 20_000 {
		text := "abcdefghijklmnopqrst"[:r.IntN(20)]
		first := random(text)
		middle, err := diag.Apply(text, plain(first))
		if err != nil {
			t.Fatal(err)
		}
		then := random(middle)
		want, err := diag.Apply(middle, plain(then))
		if err != nil {
			t.Fatal(err)
		}
		both := compose(first, then, middle)
		got, err := diag.Apply(text, plain(both))
		if err != nil || got != want {
			t.Fatalf("%q by %v then %v\nwant %q\ngot  %q (%v) by %v", text, first, then, want, got, err, both)
		}
	}
}

// TestMendStops: fixes that undo one another do not go on for ever, and what
// ends as it was is no edit.
func TestMendStops(t *testing.T) {
	m, err := Mend("a b", func(text string) []diag.Diagnostic {
		other := map[string]string{"a b": "c", "c b": "a"}[text]
		return []diag.Diagnostic{{Code: "x", Fixes: []diag.Fix{fix(diag.T("x", "x"), replace(span(0, 1), other))}}}
	})
	if err != nil || m.Ended || m.Text != "a b" || len(m.Edits) != 0 {
		t.Errorf("%+v, %v", m, err)
	}
}

// TestMendRules: only what counts is mended, and each edit names its rule.
func TestMendRules(t *testing.T) {
	text := "---\ntitle: a\ndescription: b\n---\n\nL'eau, \"l'air\"...\n\n##Titre\n"
	m, err := MendPage(nil, "a.md", text, Input{}, func(_ *source.File, d diag.Diagnostic) bool {
		return d.Code == "heading-no-space" || d.Code == "typo-apostrophe"
	})
	rules := ""
	for _, e := range m.Edits {
		rules += e.Rule + " "
	}
	if err != nil || !m.Ended || rules != "typo-apostrophe typo-apostrophe heading-no-space " || !strings.Contains(m.Text, "L’eau, \"l’air\"...\n\n## Titre") {
		t.Errorf("%v, %s\n%s", err, rules, m.Text)
	}
}

// TestCertainFixes: of two that overlap the first is made, and none that needs
// a word or is unsure.
func TestCertainFixes(t *testing.T) {
	at := func(start, end int, needs, unsure bool) diag.Diagnostic {
		return diag.Diagnostic{Code: "x", Unsure: unsure, Fixes: []diag.Fix{{Needs: needs, Edits: []diag.Edit{replace(span(start, end), "x")}}}}
	}
	got := FixAll([]diag.Diagnostic{at(0, 4, false, false), at(2, 6, false, false), at(8, 9, true, false), at(10, 11, false, true), at(12, 13, false, false)})
	if len(got) != 2 || got[0].Span.Start != 0 || got[1].Span.Start != 12 {
		t.Errorf("got %v", got)
	}
}
