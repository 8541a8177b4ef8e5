package ui

import (
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// This file lists the pages kept in this browser, with what may happen to them
// there said plainly, the files opened lately and the pages of the site's
// folder. Deleting puts in the trash, with the way back beside it.

type documentLine struct {
	ID      string  `json:"id"`
	Name    string  `json:"name"`
	Path    string  `json:"path"`
	Title   string  `json:"title"`
	Updated float64 `json:"updated"` // Unix milliseconds
	Filed   float64 `json:"filed"`
	Bytes   int     `json:"bytes"`
	Open    bool    `json:"open"`
}

func (l documentLine) title() string {
	if l.Title != "" {
		return l.Title
	}
	return l.Name
}

type recentLine struct {
	Name string  `json:"name"`
	At   float64 `json:"at"`
}

type siteLine struct {
	Name  string   `json:"name"`
	Pages []string `json:"pages"`
}

type documentsContext struct {
	List      []documentLine `json:"list"`
	Trash     []documentLine `json:"trash"`
	Recent    []recentLine   `json:"recent"`
	Deleted   string         `json:"deleted"` // just put in the trash
	Site      *siteLine      `json:"site"`
	Persisted string         `json:"persisted"` // yes, no, unknown
	Kept      bool           `json:"kept"`
}

// sitePagesShown is how many pages of a folder are listed; searching finds the others.
const sitePagesShown = 30

func (d *dialogs) documents() sheet {
	m := d.m
	c := contextOf[documentsContext](m)
	search := strings.ToLower(strings.TrimSpace(d.v["search"]))
	body := []app.UI{
		app.Div().Class("field").Body(
			app.Label().For("d-search").Class("label").Text(m.say("Chercher une page", "Find a page")),
			app.Input().ID("d-search").Class("input").Type("search").AutoFocus(true).Value(d.v["search"]).OnInput(d.bind("search"), app.EventScope(d.shown, "search")),
		),
		d.deletedLine(c),
		d.documentList(c.List, search),
		&keptFocus{Turn: m.opened, Name: d.v["focus"]},
	}
	body = append(body, d.siteFolder(c.Site, search), d.recent(c.Recent), d.trash(c), d.keepingWords(c))
	return sheet{
		title: m.say("Mes pages", "My pages"),
		wide:  true,
		left: app.Div().Class("acts").Body(
			d.leave("newPage", nil, "new", m.say("Nouvelle page", "New page")),
			d.leave("open", nil, "open", m.say("Ouvrir un fichier", "Open a file")),
			command("folder", nil).Class("btn").Body(icon("docs"), app.Text(m.say("Ouvrir le dossier du site", "Open the site’s folder"))),
		),
		body: body,
	}
}

// leave is a button that closes the dialog and runs a command.
func (d *dialogs) leave(name string, args any, iconName, label string) app.UI {
	return app.Button().Type("button").Class("btn").Body(icon(iconName), app.Text(label)).
		OnClick(func(app.Context, app.Event) {
			d.hide()
			d.m.door.Run(name, args)
		}, app.EventScope(name, label))
}

func matches(search string, texts ...string) bool {
	for _, t := range texts {
		if strings.Contains(strings.ToLower(t), search) {
			return true
		}
	}
	return search == ""
}

func (d *dialogs) documentList(list []documentLine, search string) app.UI {
	m := d.m
	var rows []app.UI
	for _, line := range list {
		if matches(search, line.title(), line.Name, line.Path) {
			rows = append(rows, d.documentRow(line))
		}
	}
	if len(rows) == 0 {
		words := m.say("Aucune page ne correspond.", "No page matches.")
		if search == "" {
			words = m.say("Rien n’est encore gardé dans ce navigateur.", "Nothing is kept in this browser yet.")
		}
		return app.P().Class("hint").Attr("role", "status").Text(words)
	}
	return app.Ul().Class("rows").Aria("label", m.say("Pages de ce navigateur", "Pages of this browser")).Body(rows...)
}

func (d *dialogs) documentRow(line documentLine) app.UI {
	m := d.m
	if d.v["rename"] == line.ID {
		return app.Li().Class("row").Body(d.renameRow(line))
	}
	state := m.say("modifiée le %s", "changed on %s", m.moment(line.Updated))
	if line.Filed == 0 {
		state += m.say(" · dans aucun fichier", " · in no file")
	}
	title := []app.UI{app.Strong().Text(line.title())}
	if line.Open {
		title = append(title, app.Span().Class("badge").Text(m.say("ouverte", "open")))
	}
	return app.Li().Class("row").Body(
		app.Button().Type("button").Class("row-open").ID("open-"+line.ID).
			OnClick(func(app.Context, app.Event) {
				d.hide()
				m.door.Run("docOpen", map[string]string{"id": line.ID})
			}, app.EventScope("open", line.ID)).
			Body(app.Span().Class("row-title").Body(title...), app.Span().Class("hint").Text(line.Name+" · "+state)),
		app.Div().Class("acts").Body(
			d.rowAct("edit", m.say("Renommer", "Rename"), line, func() {
				d.v["rename"], d.v["name"], d.v["focus"] = line.ID, line.Name, "d-name"
			}),
			d.rowAct("docs", m.say("Dupliquer", "Duplicate"), line, d.onDocument("docDuplicate", line.ID, "docs-"+line.ID)),
			d.rowAct("trash", m.say("Supprimer", "Delete"), line, d.onDocument("docDelete", line.ID, "d-undo")),
		),
	)
}

// onDocument runs a command, after which the list is drawn anew; focus is where
// the keyboard then goes on, when what it was on is gone.
func (d *dialogs) onDocument(name, id, focus string) func() {
	return func() {
		d.v["focus"] = focus
		d.m.door.Run(name, map[string]string{"id": id})
	}
}

func (d *dialogs) rowAct(iconName, label string, line documentLine, do func()) app.UI {
	return app.Button().Type("button").Class("btn", "btn-icon", "btn-tiny").ID(iconName+"-"+line.ID).Title(label).
		Body(icon(iconName), app.Span().Class("sr").Text(label+" : "+line.title())).
		OnClick(func(app.Context, app.Event) { do() }, app.EventScope(label, line.ID, line.Name))
}

// keptFocus keeps the keyboard in the dialog: the element of that name gets the
// focus when the list is another, or when what had it is gone; or else the search.
type keptFocus struct {
	app.Compo

	Turn int // of the list
	Name string

	seen int
}

func (k *keptFocus) OnMount(app.Context) { k.seen = k.Turn }

func (k *keptFocus) OnUpdate(ctx app.Context) {
	ctx.Defer(func(app.Context) {
		if k.seen != k.Turn && k.Name != "" {
			focusNow(k.Name)
		}
		k.seen = k.Turn
		for _, name := range []string{k.Name, "d-search"} {
			if app.Window().Get("document").Get("activeElement").Get("localName").String() == "body" && name != "" {
				focusNow(name)
			}
		}
	})
}

func (k *keptFocus) Render() app.UI { return app.Span().Hidden(true) }

func (d *dialogs) renameRow(line documentLine) app.UI {
	m := d.m
	done := func() {
		name := d.v["name"]
		d.v["rename"], d.v["focus"] = "", "edit-"+line.ID
		m.door.Run("docRename", map[string]string{"id": line.ID, "name": name})
	}
	return app.Div().Class("row-rename").Body(
		app.Label().For("d-name").Class("label").Text(m.say("Nom du fichier", "File name")),
		app.Input().ID("d-name").Class("input").Type("text").Value(d.v["name"]).OnInput(d.bind("name"), app.EventScope(line.ID)).
			On("keydown", func(_ app.Context, e app.Event) {
				switch e.Get("key").String() {
				case "Enter":
					e.PreventDefault()
					done()
				case "Escape":
					e.PreventDefault()
					d.v["rename"], d.v["focus"] = "", "edit-"+line.ID
				}
			}, app.EventScope(line.ID)),
		app.Button().Type("button").Class("btn", "btn-line", "btn-tiny").Text(m.say("Renommer", "Rename")).
			OnClick(func(app.Context, app.Event) { done() }, app.EventScope("done", line.ID)),
	)
}

// deletedLine takes the last deletion back; it is there to be announced.
func (d *dialogs) deletedLine(c documentsContext) app.UI {
	m := d.m
	var body []app.UI
	for _, line := range c.Trash {
		if line.ID == c.Deleted {
			body = append(body, remark("info", app.P().Text(m.say("« %s » est dans la corbeille.", "“%s” is in the trash.", line.title())),
				app.Button().Type("button").Class("btn", "btn-line", "btn-tiny").ID("d-undo").Text(m.say("Annuler la suppression", "Undo the deletion")).
					OnClick(func(app.Context, app.Event) { d.onDocument("docRestore", line.ID, "open-"+line.ID)() }, app.EventScope("undo", line.ID))))
		}
	}
	return app.Div().Attr("role", "status").Body(body...)
}

func (d *dialogs) trash(c documentsContext) app.UI {
	m := d.m
	if len(c.Trash) == 0 {
		return app.Span().Hidden(true)
	}
	rows := app.Range(c.Trash).Slice(func(i int) app.UI {
		line := c.Trash[i]
		return app.Li().Class("row").Body(
			app.Span().Class("row-words").Body(app.Strong().Text(line.title()), app.Span().Class("hint").Text(line.Name)),
			app.Div().Class("acts").Body(
				d.wordAct(m.say("Restaurer", "Restore"), line, d.onDocument("docRestore", line.ID, "open-"+line.ID)),
				d.wordAct(m.say("Supprimer pour toujours", "Delete for ever"), line, d.onDocument("docPurge", line.ID, "d-search")),
			),
		)
	})
	return app.Details().Class("more").Body(
		app.Summary().Text(m.say("Corbeille (%d)", "Trash (%d)", len(c.Trash))),
		app.Ul().Class("rows").Body(rows),
	)
}

func (d *dialogs) wordAct(label string, line documentLine, do func()) app.UI {
	return app.Button().Type("button").Class("btn", "btn-tiny", "btn-line").Aria("label", label+" : "+line.title()).Text(label).
		OnClick(func(app.Context, app.Event) { do() }, app.EventScope(label, line.ID))
}

func (d *dialogs) recent(list []recentLine) app.UI {
	m := d.m
	if len(list) == 0 {
		return app.Span().Hidden(true)
	}
	return app.Section().Class("more").Body(
		app.H3().Text(m.say("Fichiers ouverts récemment", "Files opened lately")),
		app.Ul().Class("rows").Body(app.Range(list).Slice(func(i int) app.UI {
			return app.Li().Class("row").Body(app.Button().Type("button").Class("row-open").
				OnClick(func(app.Context, app.Event) {
					d.hide()
					m.door.Run("recentOpen", map[string]int{"index": i})
				}, app.EventScope(i, list[i].Name)).
				Body(app.Span().Class("row-title").Text(list[i].Name), app.Span().Class("hint").Text(m.moment(list[i].At))))
		})),
	)
}

func (d *dialogs) siteFolder(site *siteLine, search string) app.UI {
	m := d.m
	if site == nil {
		return app.P().Class("hint").Text(m.say("Le dossier du site donne à l’aperçu ses modèles, ses données et ses images. Le navigateur demande votre accord ; le contenu reste sur cet ordinateur.", "The site’s folder gives the preview its templates, data and images. The browser asks for your consent; the content stays on this computer."))
	}
	var rows []app.UI
	hidden := 0
	for _, path := range site.Pages {
		if !matches(search, path) {
			continue
		}
		if len(rows) == sitePagesShown {
			hidden++
			continue
		}
		rows = append(rows, app.Li().Class("row").Body(app.Button().Type("button").Class("row-open").Text(path).
			OnClick(func(app.Context, app.Event) {
				d.hide()
				m.door.Run("sitePage", map[string]string{"path": path})
			}, app.EventScope(path))))
	}
	body := []app.UI{
		app.H3().Text(m.say("Dossier du site : %s", "Site folder: %s", site.Name)),
		app.Ul().Class("rows").Aria("label", m.say("Pages du dossier", "Pages of the folder")).Body(rows...),
	}
	if hidden > 0 {
		body = append(body, app.P().Class("hint").Text(m.say("Et %d autres : cherchez par leur nom.", "And %d more: search by name.", hidden)))
	}
	body = append(body, command("folderClose", nil).Class("btn", "btn-tiny", "btn-line").Text(m.say("Fermer le dossier", "Close the folder")))
	return app.Section().Class("more").Body(body...)
}

// keepingWords says what the browser's store is, without reassuring.
func (d *dialogs) keepingWords(c documentsContext) app.UI {
	m := d.m
	if !c.Kept {
		return remark("bad", para(m.say("Ce navigateur n’enregistre rien (navigation privée, stockage bloqué ou plein). Téléchargez une copie de vos textes.", "This browser keeps nothing (private browsing, storage blocked or full). Download a copy of your texts.")))
	}
	promise := map[string]string{
		"yes":     m.say("Ce navigateur s’est engagé à ne pas les effacer de lui-même.", "This browser promised not to clear them by itself."),
		"no":      m.say("Ce navigateur ne s’est pas engagé à les garder : il peut les effacer s’il manque de place.", "This browser did not promise to keep them: it may clear them when space is short."),
		"unknown": m.say("Ce navigateur ne dit pas s’il les garde quand la place manque.", "This browser does not say whether it keeps them when space is short."),
	}[c.Persisted]
	return remark("info",
		para(m.say("Vos textes restent dans ce navigateur. Vider les données de navigation les supprime ; Safari les efface après 7 jours sans visite. Enregistrez un fichier.", "Your texts stay in this browser. Clearing browsing data deletes them; Safari erases them after 7 days without a visit. Save a file.")),
		para(promise))
}
