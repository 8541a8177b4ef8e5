package ui

import (
	"fmt"
	"slices"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// noticeList shows what just happened, over the workspace, and how to take it
// back. It is announced politely (role=status), an alert at once; it never takes
// the focus and never goes away while it has it.
type noticeList struct {
	app.Compo
	m *Model
}

func (n *noticeList) OnMount(ctx app.Context) { n.m.watch(ctx, "notice", "notices") }

func (n *noticeList) Render() app.UI {
	m := n.m
	return app.Div().Class("notices").Body(
		app.Div().Attr("role", "status").Class("stack-s").Body(n.those(false)...),
		app.Div().Attr("role", "alert").Class("stack-s").Body(n.those(true)...),
		app.Span().Hidden(true).Text(fmt.Sprint(len(m.notices))),
	)
}

func (n *noticeList) those(bad bool) []app.UI {
	m := n.m
	var out []app.UI
	for _, e := range m.notices {
		if (e.Kind == "bad") != bad {
			continue
		}
		iconName := map[string]string{"bad": "error", "warn": "warning", "info": "note"}[e.Kind]
		acts := []app.UI{}
		if e.Action != "" {
			acts = append(acts, app.Button().Type("button").Class("btn", "btn-line", "btn-tiny").Text(e.Action).
				OnClick(func(app.Context, app.Event) {
					m.drop(e.ID)
					m.door.Run("noticeAction", map[string]int{"id": e.ID})
				}, app.EventScope(e.ID)))
		}
		acts = append(acts, app.Button().Type("button").Class("btn", "btn-icon", "btn-tiny").
			Body(icon("close"), app.Span().Class("sr").Text(m.say("Fermer ce message", "Close this message"))).
			OnClick(func(app.Context, app.Event) { m.drop(e.ID) }, app.EventScope(e.ID)))
		out = append(out, app.Div().Class("notice", "notice-"+e.Kind).Body(icon(iconName), app.P().Text(e.Text), app.Div().Class("acts").Body(acts...)))
	}
	return out
}

// shownFor is how long a notice stays that only says that all went well.
const shownFor = 10 * time.Second

// dropLater takes a notice away, unless someone is about to act on one.
func (m *Model) dropLater(id int) {
	if !app.IsClient {
		return
	}
	time.AfterFunc(shownFor, func() {
		if app.Window().Get("document").Call("querySelector", ".notices :focus, .notices:hover").Truthy() {
			m.dropLater(id)
			return
		}
		m.later(func() { m.drop(id) })
	})
}

// notify adds a notice. An older one with the same action goes: taking back the
// last paste is no longer possible after another.
func (m *Model) notify(e noticeEvent) {
	m.notices = slices.DeleteFunc(m.notices, func(old noticeEvent) bool {
		return old.Text == e.Text || e.Action != "" && old.Action == e.Action
	})
	m.notices = append(m.notices, e)
	if e.Kind == "info" && e.Action == "" {
		m.dropLater(e.ID)
	}
	if len(m.notices) > 3 {
		m.notices = m.notices[1:]
	}
}

// drop forgets a notice.
func (m *Model) drop(id int) {
	m.notices = slices.DeleteFunc(m.notices, func(e noticeEvent) bool { return e.ID == id })
	m.changed("notices")
}
