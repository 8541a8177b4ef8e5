// Package diag is what the tool has to say about an author's text: a
// Diagnostic points at bytes of the file, says in French and in English what
// is wrong and how to mend it, and may carry fixes that are one click away.
//
// A Diagnostic is the author's mistake and never a Go error; rendering goes on
// after it. The package prints nothing, reads nothing and decides nothing.
package diag

import (
	"fmt"
	"sort"
	"strings"

	"apercu/app/source"
)

// Severity orders diagnostics by harm.
type Severity int

const (
	// Error: the page breaks, or someone certainly cannot use it.
	Error Severity = iota
	// Warning: probably wrong, needs a look.
	Warning
	// Info: style, or worth knowing.
	Info
)

// String is the stable lower-case name used in JSON output.
func (s Severity) String() string {
	switch s {
	case Error:
		return "error"
	case Warning:
		return "warning"
	}
	return "info"
}

// Text is one sentence in the two languages of the interface.
type Text struct{ FR, EN string }

// T builds a Text with the same arguments in both languages, as fmt.Sprintf does.
func T(fr, en string, args ...any) Text {
	if len(args) == 0 {
		return Text{fr, en}
	}
	return Text{fmt.Sprintf(fr, args...), fmt.Sprintf(en, args...)}
}

// In is the sentence in that language ("en"; anything else is French), as it is
// printed: in French, with its no-break spaces.
func (t Text) In(lang string) string {
	if lang == "en" && t.EN != "" {
		return t.EN
	}
	return French(t.FR)
}

// French keeps signs on the line of their word: sentences are written with
// ordinary spaces, and get no-break ones here, before ; : ! ? » % and after «.
// A sign that begins something else (:::info, ???) is left, and so is code
// between `backquotes`. What already has its no-break spaces is unchanged.
// web/editor/strings.ts does the same for the editor's own words.
func French(s string) string {
	if !strings.Contains(s, " ") || !strings.ContainsAny(s, ";:!?»«%") {
		return s
	}
	var b strings.Builder
	code := false
	for i, r := range s {
		switch {
		case r == '`':
			code = !code
		case r == ' ' && !code && (signAt(s[i+1:]) || strings.HasSuffix(s[:i], "«")):
			r = '\u00a0'
		}
		b.WriteRune(r)
	}
	return b.String()
}

// signAt reports whether s begins with a sign that stands alone.
func signAt(s string) bool {
	if strings.HasPrefix(s, "»") {
		return true
	}
	if s == "" || !strings.ContainsRune(";:!?%", rune(s[0])) {
		return false
	}
	after := s[1:]
	return after == "" || strings.ContainsRune(" \n.,;)!", rune(after[0])) || strings.HasPrefix(after, "\u00a0")
}

// Diagnostic is one remark on a file.
type Diagnostic struct {
	Code     string // stable, kebab-case: "shortcode-unclosed"
	Severity Severity
	Span     source.Span // bytes of the file, front matter included
	Message  Text        // what is wrong, one sentence
	Hint     Text        // how to mend it, when the message does not say
	Ref      string      // "RGAA 4.2", "DSFR"; empty when none
	Unsure   bool        // the check could not decide: shown as "À vérifier", never counted as an error
	Related  []Related   // the other end of a mistake with two ends
	Fixes    []Fix       // best first
}

// Related is another place that the message speaks of.
type Related struct {
	Span    source.Span
	Message Text
}

// Fix is a change that mends the mistake. Title is a verb phrase.
// Its edits do not overlap.
type Fix struct {
	Title Text
	Edits []Edit
	// Needs is true when the author has to complete the result (a placeholder
	// is left in the text): such a fix is never part of "fix all".
	Needs bool
}

// Edit replaces the bytes of Span by New; an empty span inserts.
type Edit struct {
	Span source.Span
	New  string
}

// Apply gives text with the edits made. Edits are in bytes of text, in any
// order; it fails when two overlap or one lies outside of the text, and the
// text is then unchanged.
func Apply(text string, edits []Edit) (string, error) {
	sorted := append([]Edit(nil), edits...)
	sort.SliceStable(sorted, func(i, j int) bool { return sorted[i].Span.Start < sorted[j].Span.Start })
	var b strings.Builder
	at := 0
	for _, e := range sorted {
		if e.Span.Start < at || e.Span.End < e.Span.Start || e.Span.End > len(text) {
			return text, fmt.Errorf("edit of bytes %d to %d overlaps another or lies outside of the text", e.Span.Start, e.Span.End)
		}
		b.WriteString(text[at:e.Span.Start])
		b.WriteString(e.New)
		at = e.Span.End
	}
	b.WriteString(text[at:])
	return b.String(), nil
}

// Sort orders by place in the file, then by severity, then by code.
func Sort(ds []Diagnostic) {
	sort.SliceStable(ds, func(i, j int) bool {
		a, b := ds[i], ds[j]
		if a.Span.Start != b.Span.Start {
			return a.Span.Start < b.Span.Start
		}
		if a.Severity != b.Severity {
			return a.Severity < b.Severity
		}
		return a.Code < b.Code
	})
}

// HasErrors reports whether one of them is a certain error.
func HasErrors(ds []Diagnostic) bool {
	for _, d := range ds {
		if d.Severity == Error && !d.Unsure {
			return true
		}
	}
	return false
}

// Nearest is the known name closest to a mistyped one, for "did you mean":
// at most two edits away, or one in names of up to four letters; "" when none is.
func Nearest(name string, known []string) string {
	best, limit := "", 2
	if len(name) <= 4 {
		limit = 1
	}
	for _, k := range known {
		if d := distance(name, k, limit); d <= limit && k != name && (best == "" || d < distance(name, best, limit) || d == distance(name, best, limit) && k < best) {
			best = k
		}
	}
	return best
}

// distance is the Damerau-Levenshtein distance (adjacent transpositions count
// one), cut off above limit.
func distance(a, b string, limit int) int {
	x, y := []rune(strings.ToLower(a)), []rune(strings.ToLower(b))
	if d := len(x) - len(y); d > limit || -d > limit {
		return limit + 1
	}
	prev2, prev, cur := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(x); i++ {
		cur[0] = i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				cur[j] = min(cur[j], prev2[j-2]+1)
			}
		}
		prev2, prev, cur = prev, cur, prev2
	}
	return prev[len(y)]
}
