package ui

import (
	"fmt"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// This file lists the versions of the open page and what differs from the text
// as it is: in words first, then in the source. Restoring one is a change like
// any other: it can be undone, and what it replaces is a version too.

type versionLine struct {
	ID   int     `json:"id"`
	At   float64 `json:"at"` // Unix milliseconds
	Kind string  `json:"kind"`
	Name string  `json:"name"`
}

type changeLine struct {
	Kind    string `json:"kind"` // added, removed, changed
	Summary text   `json:"summary"`
	Before  string `json:"before"`
	After   string `json:"after"`
}

type versionsContext struct {
	List     []versionLine `json:"list"`
	Selected int           `json:"selected"`
	Changes  []changeLine  `json:"changes"`
	Same     bool          `json:"same"`  // as the present text
	Words    bool          `json:"words"` // the renderer said what differs
	ReadOnly bool          `json:"readOnly"`
	Kept     bool          `json:"kept"`
}

func (d *dialogs) versions() sheet {
	m := d.m
	c := contextOf[versionsContext](m)
	s := sheet{title: m.say("Versions", "Versions"), wide: true}
	if !c.Kept {
		s.body = []app.UI{remark("bad", para(m.say("Ce navigateur n’enregistre rien : il n’y a pas de version à retrouver.", "This browser keeps nothing: there is no version to come back to.")))}
		return s
	}
	s.body = []app.UI{
		app.Div().Class("versions").Body(d.versionList(c), d.versionShown(c)),
		d.versionName(),
	}
	s.enter = d.keepVersion
	return s
}

func (d *dialogs) versionList(c versionsContext) app.UI {
	m := d.m
	if len(c.List) == 0 {
		return para(m.say("Aucune version pour l’instant : une première est gardée dès que vous modifiez la page, puis toutes les quelques minutes.", "No version yet: a first one is kept as soon as you change the page, then every few minutes."))
	}
	return app.Ol().Class("rows", "version-list").Aria("label", m.say("Versions, la plus récente d’abord", "Versions, newest first")).Body(app.Range(c.List).Slice(func(i int) app.UI {
		v := c.List[i]
		return app.Li().Class("row").Body(command("versionShow", map[string]int{"id": v.ID}).Class("row-open").Aria("pressed", yes(v.ID == c.Selected)).
			Body(app.Span().Class("row-title").Text(m.versionTitle(v)), app.Span().Class("hint").Text(m.moment(v.At))))
	}))
}

func (m *Model) versionTitle(v versionLine) string {
	switch {
	case v.Name != "":
		return v.Name
	case v.Kind == "filed":
		return m.say("Dans le fichier", "In the file")
	case v.Kind == "restored":
		return m.say("Avant une restauration", "Before a restore")
	}
	return m.say("Automatique", "Automatic")
}

func (d *dialogs) versionShown(c versionsContext) app.UI {
	m := d.m
	if c.Selected == 0 {
		return app.Div().Class("version-shown").Body(app.P().Class("hint").Text(m.say("Choisissez une version pour voir ce qui la sépare de votre texte.", "Choose a version to see how it differs from your text.")))
	}
	if c.Same {
		return app.Div().Class("version-shown").Body(app.P().Attr("role", "status").Text(m.say("Cette version est votre texte actuel.", "This version is your present text.")))
	}
	body := []app.UI{
		app.H3().Text(m.say("De cette version à votre texte", "From this version to your text")),
		d.changesInWords(c),
		&versionSource{m: m, ID: c.Selected},
	}
	if !c.ReadOnly {
		body = append(body, d.leave("versionRestore", map[string]int{"id": c.Selected}, "undo", m.say("Restaurer cette version", "Restore this version")))
	}
	return app.Div().Class("version-shown").Body(body...)
}

// versionSource is the place in which web/editor/versions.ts draws the source's
// differences: it tells the editor when it is there, or for another version.
type versionSource struct {
	app.Compo
	m *Model

	ID int
}

func (v *versionSource) OnMount(ctx app.Context)  { v.drawn(ctx) }
func (v *versionSource) OnUpdate(ctx app.Context) { v.drawn(ctx) }

func (v *versionSource) drawn(ctx app.Context) {
	ctx.Defer(func(app.Context) { v.m.door.Run("versionDrawn", nil) })
}

func (v *versionSource) Render() app.UI {
	return app.Div().ID("version-source").Class("version-source").DataSet("version", v.ID)
}

func (d *dialogs) changesInWords(c versionsContext) app.UI {
	m := d.m
	if !c.Words {
		return app.Span().Hidden(true)
	}
	if len(c.Changes) == 0 {
		return app.P().Attr("role", "status").Text(m.say("Rien ne change dans la page publiée ; seul le texte source diffère.", "Nothing changes in the published page; only the source text differs."))
	}
	return app.Ul().Class("changes").Aria("label", m.say("%d différences", "%d differences", len(c.Changes))).Body(app.Range(c.Changes).Slice(func(i int) app.UI {
		ch := c.Changes[i]
		body := []app.UI{app.Strong().Text(ch.Summary.in(m.prefs.Lang))}
		if ch.Before != "" {
			body = append(body, app.Del().Text(shorten(ch.Before)))
		}
		if ch.After != "" {
			body = append(body, app.Ins().Text(shorten(ch.After)))
		}
		return app.Li().Body(body...)
	}))
}

func shorten(s string) string {
	if r := []rune(s); len(r) > 160 {
		return string(r[:159]) + "…"
	}
	return s
}

func (d *dialogs) versionName() app.UI {
	m := d.m
	return app.Div().Class("version-name").Body(
		d.field("name", m.say("Garder le texte actuel sous un nom", "Keep the present text under a name"), "", app.Input().Type("text").MaxLength(80)),
		app.Button().Type("button").Class("btn", "btn-line").Text(m.say("Garder cette version", "Keep this version")).
			OnClick(func(app.Context, app.Event) { d.keepVersion() }, app.EventScope(fmt.Sprint(d.seen))),
	)
}

// keepVersion gives the present text the name in the field, which is then empty.
func (d *dialogs) keepVersion() {
	name := d.v["name"]
	if name == "" {
		d.focusMissing()
		return
	}
	d.v["name"] = ""
	if app.IsClient { // a field keeps what was typed whatever its element says
		app.Window().GetElementByID("d-name").Set("value", "")
	}
	d.m.door.Run("versionName", map[string]string{"name": name})
}
