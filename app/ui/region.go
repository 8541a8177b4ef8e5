package ui

import (
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// toSlot moves the element of the component of ctx into the shell's slot, in
// place of the still picture there. go-app keeps updating the element where it
// stands: it never replaces a component's root, nor a child of root.
func toSlot(ctx app.Context, slot string) {
	ctx.Defer(func(ctx app.Context) {
		if app.IsServer {
			return
		}
		place := app.Window().GetElementByID(slot)
		if !place.Truthy() {
			return
		}
		place.Call("replaceChildren", ctx.JSSrc())
	})
}

// root draws every region once; each then moves to its slot.
type root struct {
	app.Compo
	m    *Model
	view bool // the review page of a link
}

func (r *root) OnMount(ctx app.Context) {
	if app.IsClient {
		r.m.later = func(does func()) {
			ctx.After(time.Millisecond, func(ctx app.Context) {
				does()
				ctx.PreventUpdate()
			})
		}
	}
	r.m.door.Subscribe(func(json string) {
		ctx.Dispatch(func(ctx app.Context) {
			r.m.receive(json)
			ctx.PreventUpdate() // those who watch the event are drawn, not all of this
		})
	})
	ctx.Defer(func(app.Context) { r.m.door.Run("drawn", nil) })
}

func (r *root) Render() app.UI {
	m := r.m
	if r.view {
		return app.Div().ID("app-root").Body(
			&viewBar{m: m},
			&review{m: m},
			&dialogs{m: m},
		)
	}
	return app.Div().ID("app-root").Body(
		&header{m: m},
		&toolbar{m: m},
		&strip{m: m},
		&details{m: m},
		&problems{m: m},
		&previewBar{m: m},
		&review{m: m},
		&status{m: m},
		&tabs{m: m},
		&dialogs{m: m},
	)
}

// Run starts the interface in the page; it returns when the page goes away.
func Run() {
	m := newModel(&browserDoor{})
	view := app.IsClient && app.Window().Get("document").Get("body").Get("dataset").Get("route").Truthy()
	app.RouteWithRegexp(".*", func() app.Composer { return &root{m: m, view: view} })
	app.RunWhenOnBrowser()
}
