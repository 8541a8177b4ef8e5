package check

import (
	"strings"

	"apercu/app/check/scan"
	"apercu/app/diag"
)

// bullets are the characters typed in place of a list marker.
var bullets = []string{"•", "·", "‣", "▪", "●", "◦", "➡️", "➡", "→", "➔", "✅", "✔️", "✔", "☑️", "–", "—"}

var fakeList = &Analyzer{
	Name: "fake-list", Severity: diag.Warning, Ref: "RGAA 9.3",
	Help: Help{
		Title: diag.T("Fausse liste", "Fake list"),
		Why: diag.T("Un lecteur d’écran annonce une vraie liste et le nombre de ses points ; ici il lit des puces au milieu des phrases.",
			"A screen reader announces a real list and its length; here it reads bullets in the middle of sentences."),
		Bad:  "• les mairies ;\n• les écoles.",
		Good: "* les mairies ;\n* les écoles.",
	},
	Run: func(p *Pass) {
		lines := p.Page.Lines
		for i := 0; i < len(lines); i++ {
			first := i
			var edits []diag.Edit
			for i < len(lines) && lines[i].Kind == scan.TextLine {
				at := lines[i].Span.Start + lines[i].Indent
				n := bulletAt(p.File.Slice(span(at, lines[i].Span.End)))
				if n == 0 {
					break
				}
				edits = append(edits, replace(span(at, at+n), "* "))
				i++
			}
			if len(edits) == 0 || len(edits) == 1 && dash(p.File.Text()[edits[0].Span.Start:]) {
				i = max(i, first)
				continue
			}
			if first > 0 && lines[first-1].Kind == scan.TextLine {
				edits[0] = replace(edits[0].Span, "\n* ")
			}
			p.Find(lines[first].Span.Union(lines[i-1].Span), diag.T("Cette liste est faite à la main : commencez chaque point par « * ».", "This list is made by hand: start each item with “*”."),
				fix(diag.T("En faire une vraie liste", "Make it a real list"), edits...))
			i--
		}
	},
}

// bulletAt is the length of a false list marker, with the blanks after it.
func bulletAt(s string) int {
	for _, b := range bullets {
		rest, ok := strings.CutPrefix(s, b)
		if !ok {
			continue
		}
		text := strings.TrimLeft(rest, " \t\u00a0\u202f")
		if text == "" || dash(b) && len(text) == len(rest) {
			return 0
		}
		return len(s) - len(text)
	}
	// "-mot": a hyphen glued to its word, not a number nor a rule.
	if len(s) > 2 && s[0] == '-' && (s[1] >= 'a' && s[1] <= 'z' || s[1] >= 'A' && s[1] <= 'Z' || s[1] >= 0xC3) {
		return 1
	}
	return 0
}

// dash reports whether a text starts with a dash: alone, it may open a dialogue.
func dash(s string) bool { return strings.HasPrefix(s, "–") || strings.HasPrefix(s, "—") }
