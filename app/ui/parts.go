package ui

import (
	"encoding/json"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// This file holds the small pieces that every region is made of. A button says
// what it does in data-command; web/editor/menu.ts listens for all of them, so
// that the same button works from a menu, a tool or a dialog.

func icon(name string) app.UI {
	return app.Span().Class("icon", "i-"+name).Aria("hidden", "true")
}

// command is a button that runs a command of the editor.
func command(name string, args any) app.HTMLButton {
	b := app.Button().Type("button").DataSet("command", name)
	if args != nil {
		data, err := json.Marshal(args)
		if err != nil {
			panic(err)
		}
		b = b.DataSet("args", string(data))
	}
	return b
}

// menuButton opens the menu of that id.
func menuButton(menu string) app.HTMLButton {
	return app.Button().Type("button").Aria("haspopup", "menu").Aria("expanded", "false").Aria("controls", menu)
}

// menu is a list of items under a name, closed until its button is pressed.
func menu(id, label string, items ...app.UI) app.UI {
	return app.Div().ID(id).Class("menu").Attr("role", "menu").Aria("label", label).Hidden(true).Body(items...)
}

// item is one line of a menu. keys is its shortcut, "" for none.
func item(name string, args any, iconName, label, keys string) app.UI {
	b := command(name, args).Class("menu-item").Attr("role", "menuitem").TabIndex(-1)
	body := []app.UI{}
	if iconName != "" {
		body = append(body, icon(iconName))
	}
	body = append(body, app.Span().Text(label))
	if keys != "" {
		b = b.Aria("keyshortcuts", ariaKeys(keys))
		body = append(body, app.Span().Class("keys").Aria("hidden", "true").Text(keys))
	}
	return b.Body(body...)
}

// choiceItem is a line of a menu that can be on.
func choiceItem(name string, args any, iconName, label string, on bool) app.UI {
	return command(name, args).Class("menu-item").Attr("role", "menuitemradio").TabIndex(-1).
		Aria("checked", yes(on)).Body(icon(iconName), app.Span().Text(label))
}

func separator() app.UI { return app.Div().Class("menu-sep").Attr("role", "separator") }

func yes(b bool) string {
	if b {
		return "true"
	}
	return "false"
}

var ariaNames = strings.NewReplacer("Ctrl", "Control", "Maj", "Shift", "Entrée", "Enter")

// ariaKeys turns what we print ("Ctrl+Maj+7") into what aria-keyshortcuts says.
func ariaKeys(keys string) string { return ariaNames.Replace(keys) }

// remark is a coloured line with an icon: kind is info, ok, warn or bad.
func remark(kind string, body ...app.UI) app.UI {
	name := map[string]string{"info": "note", "ok": "ok", "warn": "warning", "bad": "error"}[kind]
	return app.Div().Class("remark", "remark-"+kind).Body(icon(name), app.Div().Body(body...))
}

func para(text string) app.UI { return app.P().Text(text) }

// input is the value of the element that an event comes from.
func input(ctx app.Context) string { return ctx.JSSrc().Get("value").String() }

// chosen reports whether the box that an event comes from is ticked.
func chosen(ctx app.Context) bool { return ctx.JSSrc().Get("checked").Bool() }

// focusOn gives the focus to an element once it is drawn.
func focusOn(ctx app.Context, id string) {
	ctx.Defer(func(app.Context) { focusNow(id) })
}

// focusNow gives the focus to an element that is there.
func focusNow(id string) {
	if app.IsServer {
		return
	}
	if e := app.Window().GetElementByID(id); e.Truthy() {
		e.Call("focus")
	}
}
