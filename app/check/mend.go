package check

import (
	"fmt"
	"sort"
	"strings"

	"apercu/app/diag"
	"apercu/app/render"
	"apercu/app/site"
	"apercu/app/source"
)

// This file makes all certain fixes of a page at once, for "Tout corriger" and
// apercu check --fix. One fix may give way to another (a heading that gets its
// space is then seen to be of the wrong level), so the rules run again on the
// mended text until there is nothing left to fix.

// Mended is a page with its certain fixes made.
type Mended struct {
	Text  string
	Edits []RuleEdit // of the text as given, in order; they do not overlap
	Ended bool       // nothing is left to fix; false when the rounds ran out
}

// RuleEdit is an edit with the rule that asked for it first.
type RuleEdit struct {
	diag.Edit
	Rule string
}

// maxRounds bounds the fixing of a page: two fixes might undo one another.
const maxRounds = 8

// Mend fixes a text until find gives no certain fix any more. It changes
// nothing when mended again.
func Mend(text string, find func(text string) []diag.Diagnostic) (Mended, error) {
	m := Mended{Text: text}
	for range maxRounds {
		round := certain(find(m.Text))
		if len(round) == 0 {
			m.Ended = true
			break
		}
		next, err := diag.Apply(m.Text, plain(round))
		if err != nil {
			return m, fmt.Errorf("applying the fixes of a page: %w", err)
		}
		m.Edits = compose(m.Edits, round, m.Text)
		m.Text = next
	}
	kept := m.Edits[:0]
	for _, e := range m.Edits {
		if text[e.Span.Start:e.Span.End] != e.New { // fixed there and back
			kept = append(kept, e)
		}
	}
	m.Edits = kept
	return m, nil
}

// MendPage mends the text of a page of a site; keep says which findings count.
func MendPage(s *site.Site, name, text string, in Input, keep func(*source.File, diag.Diagnostic) bool) (Mended, error) {
	return Mend(text, func(text string) []diag.Diagnostic {
		f := source.NewFile(name, text)
		var kept []diag.Diagnostic
		for _, d := range Page(render.Render(s, name, f, nil), in) {
			if keep(f, d) {
				kept = append(kept, d)
			}
		}
		return kept
	})
}

func plain(edits []RuleEdit) []diag.Edit {
	out := make([]diag.Edit, len(edits))
	for i, e := range edits {
		out[i] = e.Edit
	}
	return out
}

// compose makes one list of edits of two in a row: first lead from the original
// to middle, then on. Edits of both that touch in middle become one.
func compose(first, then []RuleEdit, middle string) []RuleEdit {
	inOrder(first)
	inOrder(then)
	var out []RuleEdit
	grown := 0 // of middle over the original, up to where we are
	for len(first) > 0 || len(then) > 0 {
		lo, hi := -1, -1 // of what touches, in middle
		before, rule := grown, ""
		var made []RuleEdit
		ones, touching := 0, 0
		for {
			if len(first) > ones {
				e := first[ones]
				start, end := e.Span.Start+grown, e.Span.Start+grown+len(e.New)
				if next := len(then) == touching || start <= then[touching].Span.Start; lo < 0 && next || lo >= 0 && start <= hi && touching > 0 {
					if lo < 0 {
						lo, rule = start, e.Rule
					}
					hi = max(hi, end)
					grown += len(e.New) - e.Span.Len()
					ones++
					continue
				}
			}
			if len(then) > touching {
				e := then[touching]
				if lo < 0 || e.Span.Start <= hi {
					if lo < 0 {
						lo, rule = e.Span.Start, e.Rule
					}
					hi = max(hi, e.Span.End)
					made = append(made, e)
					touching++
					continue
				}
			}
			break
		}
		var b strings.Builder
		at := lo
		for _, e := range made {
			b.WriteString(middle[at:e.Span.Start] + e.New)
			at = e.Span.End
		}
		b.WriteString(middle[at:hi])
		out = append(out, RuleEdit{diag.Edit{Span: span(lo-before, hi-grown), New: b.String()}, rule})
		first, then = first[ones:], then[touching:]
	}
	return out
}

func inOrder(edits []RuleEdit) {
	sort.SliceStable(edits, func(i, j int) bool {
		a, b := edits[i].Span, edits[j].Span
		return a.Start < b.Start || a.Start == b.Start && a.End < b.End
	})
}
