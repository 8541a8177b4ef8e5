package ui

import (
	"fmt"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// tabs choose the one pane that a phone shows.
type tabs struct {
	app.Compo
	m *Model
}

func (t *tabs) OnMount(ctx app.Context) {
	t.m.watch(ctx, "summary", "audit", "ignored")
	ctx.Defer(func(ctx app.Context) {
		if app.IsServer {
			return
		}
		// The slot itself is the grid: its buttons become its children.
		slot := app.Window().GetElementByID("slot-tabs")
		if slot.Truthy() {
			slot.Call("replaceChildren", ctx.JSSrc())
		}
	})
}

func (t *tabs) Render() app.UI {
	m := t.m
	tab := func(pane, label string, more ...app.UI) app.UI {
		return command("pane", map[string]string{"pane": pane}).Class("tab").Aria("pressed", yes(m.prefs.Pane == pane)).
			Body(append([]app.UI{app.Text(label)}, more...)...)
	}
	errors, warnings := m.counts()
	var count []app.UI
	// As in the header: what stops the publication, else what is to improve.
	if n := errors; n > 0 || warnings > 0 {
		class := "count"
		if errors == 0 {
			class, n = "count count-warn", warnings
		}
		count = append(count, app.Span().Class(class).Text(fmt.Sprint(n)))
	}
	return app.Div().Class("tabs-row").Body(
		tab("text", m.say("Texte", "Text")),
		tab("preview", m.say("Aperçu", "Preview")),
		tab("problems", m.say("Problèmes", "Problems"), count...),
	)
}
