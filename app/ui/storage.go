package ui

import (
	"fmt"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// This file shows, under the tools, what stays true until someone acts: nothing
// is kept here, another tab writes this page, the draft is not what the file
// holds, a new version waits. One line at a time, the gravest first. It mirrors
// KeepingEvent in web/editor/bridge.ts.

type keepingEvent struct {
	Role    string  `json:"role"` // writer, reader, stale
	Broken  bool    `json:"broken"`
	Draft   float64 `json:"draft"` // Unix milliseconds, 0 for none
	Changes int     `json:"changes"`
}

// strip is the line under the tools.
type strip struct {
	app.Compo
	m *Model

	read  bool // "reading only" was accepted for this page
	later bool // the new version was put off
}

func (s *strip) OnMount(ctx app.Context) {
	s.m.watch(ctx, "keeping", "world", "document", "strip")
	toSlot(ctx, "slot-strip")
}

func (s *strip) Render() app.UI {
	line, alert := s.line()
	role := "status"
	if alert {
		role = "alert"
	}
	// The live region is there before its words are.
	return app.Div().Class("strip").Attr("role", role).ID("strip").Body(line...)
}

func (s *strip) line() (line []app.UI, alert bool) {
	m := s.m
	k := m.keeping
	if k.Role != "reader" {
		s.read = false
	}
	switch {
	case k.Role == "stale":
		return s.of("warning", "bad", m.say("Un autre onglet a modifié cette page : celui-ci n’enregistre plus.", "Another tab changed this page: this one no longer saves."),
			act("saveCopy", m.say("Enregistrer une copie", "Save a copy")),
			act("showOther", m.say("Afficher l’autre version", "Show the other version"))), true
	case k.Broken:
		return s.of("error", "bad", m.say("Ce navigateur n’enregistre rien. Téléchargez une copie de votre texte avant de fermer.", "This browser keeps nothing. Download a copy of your text before closing."),
			act("exportMd", m.say("Télécharger une copie", "Download a copy"))), true
	case k.Role == "reader" && s.read:
		return s.of("eye", "info", m.say("Lecture seule : un autre onglet écrit dans cette page.", "Read only: another tab writes this page."),
			act("takeOver", m.say("Prendre la main", "Take over"))), false
	case k.Role == "reader":
		return s.of("eye", "warn", m.say("Déjà ouvert dans un autre onglet. Ici, vous lisez ; vos autres pages restent libres.", "Already open in another tab. Here you read; your other pages stay free."),
			app.Button().Type("button").Class("btn", "btn-tiny", "btn-line").Text(m.say("Lecture seule", "Read only")).OnClick(s.dismiss(&s.read), app.EventScope("read")),
			act("takeOver", m.say("Prendre la main", "Take over"))), false
	case k.Draft > 0:
		return s.of("history", "info", s.draftWords(),
			act("draftCompare", m.say("Comparer", "Compare")),
			act("draftBack", m.say("Revenir au fichier", "Back to the file")),
			closing("draftKeep", m.say("Garder le brouillon et fermer ce message", "Keep the draft and close this message"))), false
	case m.world.Update && !s.later:
		return s.of("redo", "info", m.say("Nouvelle version — Mettre à jour quand vous voulez. Votre page revient telle quelle.", "New version — update when you like. Your page comes back as it is."),
			act("update", m.say("Mettre à jour", "Update")),
			app.Button().Type("button").Class("btn", "btn-tiny").Text(m.say("Plus tard", "Later")).OnClick(s.dismiss(&s.later), app.EventScope("later"))), false
	}
	return nil, false
}

func (s *strip) draftWords() string {
	m := s.m
	k := m.keeping
	if k.Changes == 0 {
		return m.say("Brouillon du %s, différent du fichier.", "Draft of %s, not the same as the file.", m.day(k.Draft))
	}
	return m.say("Brouillon du %s, %d %s dans le fichier.", "Draft of %s, %d %s in the file.", m.day(k.Draft), k.Changes,
		m.plural(k.Changes, "modification non enregistrée", "modifications non enregistrées", "change not saved", "changes not saved"))
}

func (s *strip) of(iconName, kind, words string, acts ...app.UI) []app.UI {
	return []app.UI{app.Div().Class("strip-line", "strip-"+kind).Body(icon(iconName), app.P().Text(words), app.Div().Class("acts").Body(acts...))}
}

func (s *strip) dismiss(what *bool) app.EventHandler {
	return func(app.Context, app.Event) {
		*what = true
		s.m.changed("strip")
	}
}

// act is a small button that runs a command.
func act(name, label string) app.UI {
	return command(name, nil).Class("btn", "btn-tiny", "btn-line").Text(label)
}

func closing(name, label string) app.UI {
	return command(name, nil).Class("btn", "btn-icon", "btn-tiny").Body(icon("close"), app.Span().Class("sr").Text(label))
}

var monthsFR = [...]string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"}

var monthsEN = [...]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}

// day prints Unix milliseconds as the browser's local day: "12 mars".
func (m *Model) day(ms float64) string {
	if app.IsServer {
		return m.dayOf(1, 0)
	}
	date := app.Window().Get("Date").New(ms)
	return m.dayOf(date.Call("getDate").Int(), date.Call("getMonth").Int())
}

func (m *Model) dayOf(day, month int) string {
	if m.prefs.Lang == "en" {
		return fmt.Sprintf("%d %s", day, monthsEN[month])
	}
	if day == 1 {
		return "1er " + monthsFR[month]
	}
	return fmt.Sprintf("%d %s", day, monthsFR[month])
}

// moment is a day and a time: "12 mars à 14:32".
func (m *Model) moment(ms float64) string {
	return m.day(ms) + m.say(" à ", " at ") + clock(ms)
}
