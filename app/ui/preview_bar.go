package ui

import "github.com/maxence-charriere/go-app/v10/pkg/app"

// previewBar says what the preview is and gives it the width of a device.
type previewBar struct {
	app.Compo
	m *Model
}

func (p *previewBar) OnMount(ctx app.Context) {
	p.m.watch(ctx, "world")
	toSlot(ctx, "slot-previewbar")
}

func (p *previewBar) Render() app.UI {
	m := p.m
	width := func(name, iconName, label string) app.UI {
		return command("width", map[string]string{"width": name}).Class("btn").Aria("pressed", yes(m.prefs.Width == name)).
			Body(icon(iconName), app.Text(label))
	}
	return app.Div().Class("preview-tools").Attr("role", "group").Aria("label", m.say("Largeur de l’aperçu", "Width of the preview")).Body(
		app.Span().Class("grow", "preview-name").Text(m.say("Aperçu – page non publiée", "Preview – page not published")),
		width("mobile", "phone", m.say("Mobile", "Mobile")),
		width("tablet", "tablet", m.say("Tablette", "Tablet")),
		width("desktop", "desktop", m.say("Bureau", "Desktop")),
	)
}
