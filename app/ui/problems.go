package ui

import (
	"fmt"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// problems lists what Go has to say about the page: where, why, and the fixes
// that are one click away. It never takes the focus from the text.
type problems struct {
	app.Compo
	m *Model
}

func (p *problems) OnMount(ctx app.Context) {
	p.m.watch(ctx, "summary", "problems")
	toSlot(ctx, "slot-problems")
}

func (p *problems) Render() app.UI {
	m := p.m
	class := "problems"
	if !m.problemsShown() {
		class += " problems-full"
	}
	return app.Section().Class(class).ID("problems").Aria("label", m.say("Problèmes", "Problems")).
		Hidden(!m.problemsShown() && m.prefs.Pane != "problems").
		Body(
			app.Div().Class("problems-head").Body(
				app.H2().Text(p.heading()),
				app.If(p.certain() > 1, func() app.UI {
					return app.Button().Type("button").Class("btn", "btn-line", "btn-tiny").
						Text(m.say("Corriger les %d certains", "Fix the %d certain ones", p.certain())).OnClick(p.fixAll)
				}),
				app.Button().Type("button").Class("btn", "btn-icon", "btn-tiny", "wide").OnClick(func(app.Context, app.Event) { m.toggleProblems() }).
					Body(icon("close"), app.Span().Class("sr").Text(m.say("Fermer la liste des problèmes", "Close the problem list"))),
			),
			p.list(),
		)
}

func (p *problems) heading() string {
	m := p.m
	errors, warnings := m.counts()
	n := errors + warnings
	switch {
	case !m.heard:
		return m.say("Vérification en cours", "Checking")
	case n == 0 && len(m.summary.Diagnostics) > 0:
		return m.say("À vérifier par vous", "For you to check")
	case n == 0:
		return m.say("Rien à corriger", "Nothing to fix")
	}
	return m.say("%d %s avant publication", "%d %s before publishing", n, m.plural(n, "point", "points", "point", "points"))
}

func (p *problems) list() app.UI {
	m := p.m
	if len(m.summary.Diagnostics) == 0 {
		return app.Div().Class("problems-none").Body(
			icon("ok"),
			app.P().Text(m.say("Aucun problème trouvé. Les vérifications automatiques ne couvrent qu’une partie du RGAA : relisez aussi l’aperçu.", "No problem found. Automatic checks cover a part of RGAA only: read the preview too.")),
		)
	}
	return app.Ol().Class("problems-list").Body(app.Range(m.summary.Diagnostics).Slice(func(i int) app.UI {
		return p.item(m.summary.Diagnostics[i])
	}))
}

func (p *problems) item(d diagnostic) app.UI {
	m := p.m
	kind, iconName, word := kindOf(m, d)
	where := m.say("ligne %d", "line %d", d.Line+1)
	if d.Ref != "" {
		where += " · " + d.Ref
	}
	acts := []app.UI{}
	for i, f := range d.Fixes {
		if i == 2 {
			break
		}
		acts = append(acts, app.Button().Type("button").Class("btn", "btn-tiny").Title(f.Title.in(m.prefs.Lang)).
			Aria("label", fixName(m, f, where)).
			Text(fixLabel(m, f)).OnClick(p.apply(d, f), app.EventScope(d.Code, d.From, d.To, i, m.summary.Version)))
	}
	acts = append(acts, app.Button().Type("button").Class("btn", "btn-tiny", "btn-icon").Title(m.say("Aller à la ligne %d", "Go to line %d", d.Line+1)).
		Body(icon("right"), app.Span().Class("sr").Text(m.say("Aller à la ligne %d", "Go to line %d", d.Line+1))).
		OnClick(p.reveal(d), app.EventScope(d.From, d.To, m.summary.Version)))
	return app.Li().Class("problem", "problem-"+kind).Body(
		icon(iconName),
		app.P().Class("problem-message").Body(
			app.Span().Class("sr").Text(word+" : "),
			app.Text(d.Message.in(m.prefs.Lang)),
			app.If(d.Hint.FR != "", func() app.UI { return app.Span().Class("hint").Text(d.Hint.in(m.prefs.Lang)) }),
		),
		app.Span().Class("where").Text(where),
		app.Div().Class("acts").Body(acts...),
	)
}

// fixName tells buttons of the same word apart; it begins with that word
// (WCAG 2.5.3).
func fixName(m *Model, f fix, where string) string {
	label, title := fixLabel(m, f), f.Title.in(m.prefs.Lang)
	if label != title {
		label = m.say("%s : %s", "%s: %s", label, title)
	}
	return fmt.Sprintf("%s, %s", label, where)
}

// fixLabel is short on the button; its accessible name says more.
func fixLabel(m *Model, f fix) string {
	if t := f.Title.in(m.prefs.Lang); len([]rune(t)) <= 26 {
		return t
	}
	if f.Needs {
		return m.say("Compléter", "Complete")
	}
	return m.say("Corriger", "Fix")
}

func kindOf(m *Model, d diagnostic) (kind, iconName, word string) {
	switch {
	case d.Unsure:
		return "unsure", "help", m.say("À vérifier", "To check")
	case d.Severity == "error":
		return "error", "error", m.say("Erreur", "Error")
	case d.Severity == "warning":
		return "warning", "warning", m.say("Avertissement", "Warning")
	}
	return "info", "note", m.say("Information", "Information")
}

func (p *problems) reveal(d diagnostic) app.EventHandler {
	version := p.m.summary.Version
	return func(app.Context, app.Event) {
		p.m.door.Run("reveal", map[string]int{"version": version, "from": d.From, "to": d.To})
	}
}

func (p *problems) apply(d diagnostic, f fix) app.EventHandler {
	version := p.m.summary.Version
	return func(app.Context, app.Event) {
		p.m.door.Run("apply", map[string]any{"version": version, "edits": f.Edits})
		if f.Needs {
			p.m.door.Run("reveal", map[string]int{"version": version, "from": d.From, "to": d.From})
		}
	}
}

// certain counts the problems whose fix needs nothing more from the writer.
func (p *problems) certain() int { return len(p.certainEdits()) }

// certainEdits are the edits of each such problem, those that overlap an
// earlier one left out.
func (p *problems) certainEdits() [][]change {
	var all [][]change
	end := -1
	for _, d := range p.m.summary.Diagnostics {
		if d.Unsure || len(d.Fixes) == 0 || d.Fixes[0].Needs || len(d.Fixes[0].Edits) == 0 {
			continue
		}
		edits := d.Fixes[0].Edits
		if edits[0].From < end {
			continue
		}
		for _, e := range edits {
			end = max(end, e.To+1)
		}
		all = append(all, edits)
	}
	return all
}

func (p *problems) fixAll(app.Context, app.Event) {
	var edits []change
	for _, e := range p.certainEdits() {
		edits = append(edits, e...)
	}
	p.m.door.Run("apply", map[string]any{"version": p.m.summary.Version, "edits": edits})
}
