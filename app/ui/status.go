package ui

import (
	"fmt"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// status is the line at the bottom. What changes without the writer asking is
// not announced here: the save state in the bar and the notices are.
type status struct {
	app.Compo
	m *Model
}

func (s *status) OnMount(ctx app.Context) {
	s.m.watch(ctx, "caret", "world", "changed", "document", "notice", "notices", "weight")
	toSlot(ctx, "slot-status")
}

func (s *status) Render() app.UI {
	m := s.m
	return app.Div().Class("status-row").Body(
		s.network(),
		s.engine(),
		app.Span().ID("status-position").Text(s.position()),
		app.Span().ID("status-words").Text(fmt.Sprintf("%s · %d min", m.say("%d %s", "%d %s", m.words, m.plural(m.words, "mot", "mots", "word", "words")), minutes(m.words))),
		app.If(m.heavy.Version > 0, func() app.UI {
			return command("weight", nil).Class("btn", "extra").Aria("haspopup", "dialog").Title(m.say("Ce qu’un visiteur télécharge", "What a visitor downloads")).Text(m.weightLabel())
		}),
		app.Span().Class("extra").Text(m.doc.Encoding+" · "+m.doc.Ending),
		app.If(m.world.Update, func() app.UI {
			return command("update", nil).Class("btn").Body(icon("redo"), app.Text(m.say("Nouvelle version : mettre à jour", "New version: update")))
		}),
		app.Span().Class("grow"),
		app.If(m.summary.URL != "", func() app.UI {
			return app.Span().Class("extra").Title(m.say("Adresse de la page sur le site", "Address of the page on the site")).Text(m.summary.URL)
		}),
		menuButton("menu-more").Class("btn").Body(icon("globe"), app.Text(m.say("Français", "English"))),
	)
}

func (s *status) network() app.UI {
	m := s.m
	switch {
	case !m.world.Online:
		return app.Span().Class("good").Body(icon("dot"), app.Text(m.say("Hors ligne", "Offline")))
	case m.world.OfflineReady:
		return app.Span().Class("good").Body(icon("dot"), app.Text(m.say("Utilisable hors ligne", "Works offline")))
	}
	return app.Span().Body(icon("dot"), app.Text(m.say("En ligne", "Online")))
}

func (s *status) engine() app.UI {
	m := s.m
	switch m.world.Engine {
	case "loading":
		return app.Span().Text(m.say("Aperçu en préparation, %d %%", "Preview on its way, %d%%", m.world.Percent))
	case "restarting":
		return app.Span().Class("bad").Text(m.say("L’aperçu redémarre", "The preview is restarting"))
	case "failed":
		return app.Span().Class("bad").Text(m.say("Aperçu arrêté", "Preview stopped"))
	}
	return app.Span().Hidden(true)
}

func (s *status) position() string {
	m := s.m
	at := m.say("Ligne %d, colonne %d", "Line %d, column %d", max(1, m.caret.Line), max(1, m.caret.Column))
	if m.caret.Selected == 0 {
		return at
	}
	return at + m.say(" (%d sélectionnés)", " (%d selected)", m.caret.Selected)
}
