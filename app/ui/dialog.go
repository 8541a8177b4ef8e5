package ui

import (
	"encoding/json"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// dialogs holds the one dialog and the notices. The dialog is the browser's own
// (showModal): it keeps the focus inside, closes on Escape and gives the focus
// back. Its content is chosen by the model's name for it; the fields of the open
// one are in v, forgotten when it closes.
type dialogs struct {
	app.Compo
	m *Model

	v     map[string]string
	shown string
	seen  int // of the model's questions, the last one that filled v
	modal int // of the model's questions, the last one that the browser shows
	found transcriptFound
}

// sheet is what a dialog is made of.
type sheet struct {
	title  string
	wide   bool
	read   bool // to be read before it is done: the keyboard can scroll it
	body   []app.UI
	left   app.UI // at the left of the foot, nil for none
	action string // the main button, "" when there is only Close
	ready  bool   // the main button can be pressed
	do     func(ctx app.Context)
	enter  func() // Enter in a field of a dialog without a main button
}

// content is the part that scrolls. One that is only read takes the focus, so
// that arrows scroll it.
func (s sheet) content() app.UI {
	body := app.Div().Class("dialog-body").Body(s.body...)
	if s.action != "" && !s.read {
		return body
	}
	return body.TabIndex(0).Attr("role", "region").Aria("labelledby", "dialog-title")
}

func (d *dialogs) OnMount(ctx app.Context) {
	d.v = map[string]string{}
	d.m.watch(ctx, "open", "file", "share", "weight", "lighter", "names", "fixes")
	if app.IsClient {
		d.m.watchers["open"] = append(d.m.watchers["open"], func() { ctx.Dispatch(d.show) })
	}
	toSlot(ctx, "slot-dialogs")
}

func (d *dialogs) Render() app.UI {
	return app.Div().Class("overlays").Body(
		d.dialog(),
		&noticeList{m: d.m},
	)
}

// sheets gives the content of each dialog by its name.
func (d *dialogs) sheets(name string) (sheet, bool) {
	build, ok := map[string]func() sheet{
		"link":          d.link,
		"image":         d.image,
		"document":      d.document,
		"table":         d.table,
		"video":         d.video,
		"transcription": d.transcription,
		"encoding":      d.encoding,
		"documents":     d.documents,
		"versions":      d.versions,
		"conflict":      d.conflict,
		"export":        d.export,
		"share":         d.shareSheet,
		"propose":       d.propose,
		"help":          d.help,
		"about":         d.about,
		"fixes":         d.fixes,
		"ignore":        d.ignore,
		"rule":          d.rule,
		"weight":        d.pageWeight,
		"statement":     d.statement,
	}[name]
	if !ok {
		return sheet{}, false
	}
	return build(), true
}

func (d *dialogs) dialog() app.UI {
	m := d.m
	name := m.dialog
	if name != d.shown || d.seen != m.opened {
		d.begin(name)
	}
	s, ok := d.sheets(name)
	if !ok {
		return app.Dialog().ID("dialog").Class("dialog").On("close", d.closed)
	}
	class := "dialog"
	if s.wide {
		class += " dialog-wide"
	}
	foot := []app.UI{}
	if s.left != nil {
		foot = append(foot, app.Div().Class("grow").Body(s.left))
	}
	if s.action == "" {
		foot = append(foot, app.Button().Type("button").Class("btn", "btn-line").Text(m.say("Fermer", "Close")).OnClick(d.cancel))
	} else {
		foot = append(foot,
			app.Button().Type("button").Class("btn", "btn-line").Text(m.say("Annuler", "Cancel")).OnClick(d.cancel),
			app.Button().Type("submit").Class("btn", "btn-main").ID("dialog-do").Aria("disabled", yes(!s.ready)).Text(s.action),
		)
	}
	return app.Dialog().ID("dialog").Class(class).DataSet("name", name).Aria("labelledby", "dialog-title").
		On("close", d.closed).
		Body(
			app.Form().Attr("method", "dialog").AutoComplete(false).
				OnSubmit(func(ctx app.Context, e app.Event) {
					e.PreventDefault()
					s, ok := d.sheets(m.dialog)
					switch {
					case ok && s.enter != nil:
						s.enter()
					case !ok || s.do == nil:
					case s.ready:
						d.hide()
						s.do(ctx)
					default:
						d.focusMissing()
					}
				}).
				Body(
					app.Div().Class("dialog-head").Body(
						app.H2().ID("dialog-title").Text(s.title),
						app.Button().Type("button").Class("btn", "btn-icon", "btn-tiny").OnClick(d.cancel).
							Body(icon("close"), app.Span().Class("sr").Text(m.say("Fermer", "Close"))),
					),
					s.content(),
					app.Div().Class("dialog-foot").Body(foot...),
				),
		)
}

// begin fills the fields of a dialog that opens, from what the editor said; or
// of the open one, when a file was chosen for it: what was typed stays.
func (d *dialogs) begin(name string) {
	if name != d.shown {
		d.v, d.found = map[string]string{}, transcriptFound{}
	}
	d.shown, d.seen = name, d.m.opened
	if name == "" {
		return
	}
	if fill, ok := map[string]func(){
		"link": d.beginLink, "image": d.beginImage, "document": d.beginDocument,
		"share": d.beginShare, "propose": d.beginPropose,
		"table": d.beginTable, "video": d.beginVideo, "transcription": d.beginTranscription,
	}[name]; ok {
		fill()
	}
}

// show opens the browser's dialog once it is drawn.
func (d *dialogs) show(ctx app.Context) {
	ctx.Defer(func(app.Context) {
		e := app.Window().GetElementByID("dialog")
		// Shown once for each question: Escape may have closed it meanwhile.
		if d.m.dialog == "" || !e.Truthy() || d.modal == d.m.opened {
			return
		}
		d.modal = d.m.opened
		if !e.Get("open").Bool() {
			e.Call("showModal")
		}
	})
}

// focusMissing goes to the first field that has to be filled: the main button
// can always be pressed, and then says what it waits for.
func (d *dialogs) focusMissing() {
	if app.IsServer {
		return
	}
	fields := app.Window().GetElementByID("dialog").Call("querySelectorAll", "textarea, input[type=text], input[type=number]")
	for i := range fields.Get("length").Int() {
		if f := fields.Index(i); f.Get("value").String() == "" {
			f.Call("focus")
			return
		}
	}
}

func (d *dialogs) cancel(app.Context, app.Event) { d.hide() }

// closed: the browser closed it (Escape). Its event comes late: by then the next
// dialog may be open already, or asked for and not drawn yet.
func (d *dialogs) closed(app.Context, app.Event) {
	e := app.Window().GetElementByID("dialog")
	if e.Truthy() && e.Get("open").Bool() || d.modal != d.m.opened {
		return
	}
	d.m.closeDialog()
}

// hide closes the dialog.
func (d *dialogs) hide() {
	d.m.closeDialog()
	if app.IsServer {
		return
	}
	if e := app.Window().GetElementByID("dialog"); e.Truthy() && e.Get("open").Bool() {
		e.Call("close")
	}
}

// contextOf decodes the editor's context of the open dialog.
func contextOf[T any](m *Model) (v T) {
	if len(m.context) > 0 {
		_ = json.Unmarshal(m.context, &v)
	}
	return v
}

// bind is the handler of a field whose value is v[name].
func (d *dialogs) bind(name string) app.EventHandler {
	return func(ctx app.Context, _ app.Event) { d.v[name] = input(ctx) }
}

// field is a labelled line of text of the dialog.
func (d *dialogs) field(name, label, hint string, in app.HTMLInput) app.UI {
	id := "d-" + name
	body := []app.UI{
		app.Label().For(id).Class("label").Text(label),
		in.ID(id).Class("input").Value(d.v[name]).OnInput(d.bind(name), app.EventScope(d.shown, name)),
	}
	if hint != "" {
		body[1] = in.ID(id).Class("input").Value(d.v[name]).Aria("describedby", id+"-hint").OnInput(d.bind(name), app.EventScope(d.shown, name))
		body = append(body, app.P().Class("hint").ID(id+"-hint").Text(hint))
	}
	return app.Div().Class("field").Body(body...)
}
