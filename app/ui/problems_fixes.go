package ui

import (
	"strings"
	"unicode/utf16"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// This file shows what "Tout corriger" would change, before it does: each place
// with the words around it, before and after. The worker makes the changes, until
// nothing certain is left to fix (check.Mend); applying them is one step to undo.

// shownFixes is how many places of a rule are shown.
const shownFixes = 12

// around is how much text is shown on each side of a change, in UTF-16 code units.
const around = 28

// fixesEvent is every change, counted in Version's text; Code is the rule, ""
// for all of them.
type fixesEvent struct {
	State   string       `json:"state"` // running, done, failed
	Code    string       `json:"code"`
	Version int          `json:"version"`
	Edits   []ruleChange `json:"edits"`
}

type ruleChange struct {
	change
	Rule string `json:"rule"`
}

func (d *dialogs) fixes() sheet {
	m, all := d.m, d.m.mended
	n := len(all.Edits)
	s := sheet{title: m.say("Tout corriger", "Fix all"), wide: true, read: true}
	said := m.say("Voici ce qui changera. Annuler (Ctrl+Z) rend le texte d’avant en une fois.", "This is what will change. Undo (Ctrl+Z) gives the text back in one step.")
	switch {
	case all.State == "running":
		said = m.say("Aperçu prépare les corrections…", "Aperçu prepares the fixes…")
	case all.State == "failed":
		said = m.say("Les corrections n’ont pas pu être préparées. Le texte n’a pas changé.", "The fixes could not be prepared. The text did not change.")
	case n == 0:
		said = m.say("Il n’y a plus rien à corriger ici.", "There is nothing left to fix here.")
	default:
		s.action = m.say("Corriger %d %s", "Fix %d %s", n, m.plural(n, "endroit", "endroits", "place", "places"))
		s.ready = true
		s.do = func(app.Context) {
			m.door.Run("applyFixes", applyArgs{Version: all.Version, Edits: plainChanges(all.Edits)})
		}
	}
	s.body = []app.UI{app.P().Attr("role", "status").Text(said)}
	if n == 0 {
		return s
	}
	units := utf16.Encode([]rune(m.text()))
	for _, code := range rulesOf(all.Edits) {
		s.body = append(s.body, d.fixesOf(code, units)...)
	}
	return s
}

func plainChanges(edits []ruleChange) (out []change) {
	for _, e := range edits {
		out = append(out, e.change)
	}
	return out
}

func rulesOf(edits []ruleChange) (out []string) {
	seen := map[string]bool{}
	for _, e := range edits {
		if !seen[e.Rule] {
			seen[e.Rule] = true
			out = append(out, e.Rule)
		}
	}
	return out
}

func (d *dialogs) fixesOf(code string, units []uint16) []app.UI {
	m := d.m
	items, n := []app.UI{}, 0
	for _, e := range m.mended.Edits {
		if e.Rule != code {
			continue
		}
		if n++; n <= shownFixes {
			items = append(items, excerpt(m, units, e.change))
		}
	}
	title := m.ruleTitle(code)
	if title == "" {
		title = code
	}
	body := []app.UI{
		app.H3().Text(m.say("%s : %d %s", "%s: %d %s", title, n, m.plural(n, "endroit", "endroits", "place", "places"))),
		app.Ul().Class("excerpts").Body(items...),
	}
	if n > shownFixes {
		body = append(body, app.P().Class("hint").Text(m.say("… et %d autres.", "… and %d others.", n-shownFixes)))
	}
	return body
}

// excerpt is one place: the words before, what goes, what comes, the words after.
func excerpt(m *Model, units []uint16, e change) app.UI {
	from, to := min(e.From, len(units)), min(e.To, len(units))
	start, end := max(0, from-around), min(len(units), to+around)
	before := string(utf16.Decode(units[start:from]))
	after := string(utf16.Decode(units[to:end]))
	if i := strings.LastIndexByte(before, '\n'); i >= 0 {
		before = before[i+1:]
	} else if start > 0 {
		before = "…" + before
	}
	if i := strings.IndexByte(after, '\n'); i >= 0 {
		after = after[:i]
	} else if end < len(units) {
		after += "…"
	}
	old := string(utf16.Decode(units[from:to]))
	body := []app.UI{app.Span().Text(before)}
	if old != "" {
		body = append(body, app.Span().Class("sr").Text(m.say(" avant : ", " before: ")), app.Del().Text(visible(old)))
	}
	if e.Text != "" {
		body = append(body, app.Span().Class("sr").Text(m.say(" après : ", " after: ")), app.Ins().Text(visible(e.Text)))
	}
	return app.Li().Body(append(body, app.Span().Text(after))...)
}

// visible shows blanks that one could not tell apart.
var visibleBlanks = strings.NewReplacer("\u00a0", "⍽", "\u202f", "⍽", " ", "·", "\n", "↵", "\u200b", "¤", "\u00ad", "¤")

func visible(s string) string {
	if r := []rune(s); len(r) > 120 {
		s = string(r[:119]) + "…"
	}
	if strings.TrimSpace(strings.ReplaceAll(s, "\u202f", "")) == "" || strings.ContainsAny(s, "\u00a0\u202f\u200b\u00ad") {
		return visibleBlanks.Replace(s)
	}
	return s
}
