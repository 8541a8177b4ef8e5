package ui

import (
	"fmt"
	"time"

	"apercu/app/template/value"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// header is the bar at the top: what is open and whether it is kept, files,
// page details, problems, sharing, and the menu of everything else.
type header struct {
	app.Compo
	m *Model
}

func (h *header) OnMount(ctx app.Context) {
	h.m.watch(ctx, "document", "save", "changed", "summary", "panel", "problems", "world", "audit", "ignored")
	toSlot(ctx, "slot-header")
}

func (h *header) Render() app.UI {
	m := h.m
	return app.Div().Class("topbar-row").Body(
		app.Span().Class("logo").Body(
			app.Span().Class("logo-mark").Aria("hidden", "true"),
			app.Span().Class("logo-name").Text("Aperçu"),
		),
		app.Div().Class("doc").Body(
			app.H1().Class("doc-title").ID("document-title").Body(
				command("documents", nil).Class("doc-open").Title(m.say("Mes pages", "My pages")).Aria("haspopup", "dialog").Text(m.title()),
			),
			app.P().Class("doc-state").Body(
				app.Span().Class("file").Text(m.doc.Name),
				app.Span().Class("file").Aria("hidden", "true").Text("·"),
				app.Span().ID("save-state").Attr("role", "status").Body(m.saveState()...),
				app.If(m.save.State == "saved" && !m.doc.Filed, func() app.UI {
					return app.Span().Class("file").Text(m.say("· Fichier : non enregistré", "· File: not saved"))
				}),
			),
		),
		h.files(),
		app.Div().Class("topbar-group", "gaps").Body(
			command("details", nil).Class("btn", "btn-line", "wide").Aria("pressed", yes(m.panel == "details")).
				Body(icon("info"), app.Span().Text(m.say("Informations", "Details"))),
			h.check(),
			command("share", nil).Class("btn", "btn-main").Aria("keyshortcuts", "Control+Shift+L").
				Body(app.Span().Text(m.say("Partager", "Share"))),
			menuButton("menu-more").Class("btn", "btn-icon").Title(m.say("Autres actions", "More actions")).
				Body(icon("more"), app.Span().Class("sr").Text(m.say("Autres actions", "More actions"))),
		),
		h.more(),
		app.Input().ID("file-open").Class("sr").Type("file").TabIndex(-1).Aria("hidden", "true").
			Accept(".md,.markdown,.njk,.html,.txt,.zip,text/markdown,text/plain").DataSet("file-for", "open"),
		app.Input().ID("folder-open").Class("sr").Type("file").TabIndex(-1).Aria("hidden", "true").
			Attr("webkitdirectory", true).Multiple(true).DataSet("file-for", "folder"),
	)
}

func (h *header) files() app.UI {
	m := h.m
	button := func(name, iconName, label, keys, word string) app.UI {
		return command(name, nil).Class("btn").Title(keys).
			Body(icon(iconName), app.Span().Class(word).Text(label))
	}
	return app.Div().Class("topbar-group", "wide").Body(
		button("newPage", "new", m.say("Nouvelle page", "New page"), m.say("Nouvelle page", "New page"), "word-3"),
		button("open", "open", m.say("Ouvrir", "Open"), m.say("Ouvrir un fichier (Ctrl+O)", "Open a file (Ctrl+O)"), "word-3"),
		button("save", "save", m.say("Enregistrer", "Save"), m.say("Enregistrer dans un fichier (Ctrl+S)", "Save to a file (Ctrl+S)"), "word-2"),
	)
}

// check counts what stops the publication; when nothing does, what is to improve.
func (h *header) check() app.UI {
	m := h.m
	errors, warnings := m.counts()
	class, n := "count", errors
	switch {
	case !m.heard:
		class = ""
	case errors == 0 && warnings == 0:
		class = "count count-none"
	case errors == 0:
		class, n = "count count-warn", warnings
	}
	return command("check", nil).Class("btn", "btn-line", "wide").Aria("pressed", yes(m.problemsShown())).Title(m.score()).Body(
		icon("check"),
		app.Span().Text(m.say("Vérifier", "Check")),
		app.If(class != "", func() app.UI {
			return app.Span().Class(class).Body(
				app.Span().Aria("hidden", "true").Text(fmt.Sprint(n)),
				app.Span().Class("sr").Text(m.say(" : ", ": ")+m.score()),
			)
		}),
	)
}

// more is the menu of what is needed less often, and of everything on a phone.
func (h *header) more() app.UI {
	m := h.m
	theme := func(name, iconName, label string) app.UI {
		return choiceItem("prefs", map[string]string{"theme": name}, iconName, label, m.prefs.Theme == name)
	}
	lang := func(name, label string) app.UI {
		return choiceItem("prefs", map[string]string{"lang": name}, "globe", label, m.prefs.Lang == name)
	}
	return menu("menu-more", m.say("Autres actions", "More actions"),
		item("newPage", nil, "new", m.say("Nouvelle page", "New page"), ""),
		item("open", nil, "open", m.say("Ouvrir…", "Open…"), "Ctrl+O"),
		item("save", nil, "save", m.say("Enregistrer dans un fichier", "Save to a file"), "Ctrl+S"),
		item("details", nil, "info", m.say("Informations de la page", "Page details"), ""),
		item("export", nil, "share", m.say("Exporter…", "Export…"), ""),
		item("documents", nil, "docs", m.say("Mes pages", "My pages"), ""),
		item("versions", nil, "history", m.say("Versions", "Versions"), ""),
		separator(),
		item("search", nil, "search", m.say("Rechercher", "Find"), "Ctrl+F"),
		item("replace", nil, "edit", m.say("Remplacer", "Replace"), "Ctrl+H"),
		choiceItem("prefs", map[string]bool{"sync": !m.prefs.Sync}, "eye", m.say("Faire suivre l’aperçu", "Preview follows the text"), m.prefs.Sync),
		choiceItem("prefs", map[string]bool{"tabIndents": !m.prefs.TabIndents}, "keyboard", m.say("La touche Tab indente (Échap puis Tab pour sortir)", "Tab indents (Escape then Tab to leave)"), m.prefs.TabIndents),
		separator(),
		theme("light", "sun", m.say("Thème clair", "Light theme")),
		theme("dark", "moon", m.say("Thème sombre", "Dark theme")),
		theme("system", "system", m.say("Thème du système", "System theme")),
		separator(),
		lang("fr", "Français"),
		lang("en", "English"),
		separator(),
		item("help", nil, "keyboard", m.say("Raccourcis clavier", "Keyboard shortcuts"), "Ctrl+/"),
		item("rule", ruleContext{}, "check", m.say("Règles de vérification", "Rules"), ""),
		item("weight", nil, "document", m.say("Poids de la page", "Page weight"), ""),
		item("statement", nil, "access", m.say("Accessibilité de l’outil", "Accessibility of this tool"), ""),
		item("about", nil, "help", m.say("À propos", "About"), ""),
	)
}

// title is the page's, or the file's name.
func (m *Model) title() string {
	if m.page != nil {
		if v, ok := m.page.Data.Get("title"); ok && !value.IsNil(v) {
			if t := value.ToString(v); t != "" {
				return t
			}
		}
	}
	if m.doc.Name != "" {
		return m.doc.Name
	}
	return m.say("Nouvelle page", "New page")
}

// saveState says where the last key is. "Enregistré" only once it is stored.
func (m *Model) saveState() []app.UI {
	words := func(s string) []app.UI { return []app.UI{app.Text(s)} }
	switch m.save.State {
	case "saved":
		where := m.say(" dans ce navigateur", " in this browser")
		if m.doc.Filed {
			where = m.say(" dans un fichier et dans ce navigateur", " in a file and in this browser")
		}
		return []app.UI{
			app.Text(m.say("Enregistré", "Saved")),
			app.Span().Class("state-where").Text(where),
			app.Text(m.say(" à %s", " at %s", clock(m.save.At))),
		}
	case "failed":
		return words(m.say("Ce navigateur n’enregistre rien : téléchargez une copie", "This browser keeps nothing: download a copy"))
	case "stale":
		return words(m.say("Modifié dans un autre onglet", "Changed in another tab"))
	case "waiting", "saving":
		return words(m.say("Enregistrement…", "Saving…"))
	}
	return nil
}

// clock prints Unix milliseconds as the browser's local time of day.
func clock(ms float64) string {
	if app.IsServer {
		return time.UnixMilli(int64(ms)).UTC().Format("15:04")
	}
	date := app.Window().Get("Date").New(ms)
	return fmt.Sprintf("%02d:%02d", date.Call("getHours").Int(), date.Call("getMinutes").Int())
}
