package ui

import (
	"strings"
	"testing"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// barOf prints the bar of the review page.
func barOf(v viewEvent, lang string) string {
	m := newModel(nil)
	m.view, m.prefs.Lang = v, lang
	return strings.ReplaceAll(app.HTMLString((&viewBar{m: m}).Render()), "\u00a0", " ")
}

// Each way in which a link may fail says what happened and offers a way out.
func TestViewMessages(t *testing.T) {
	for _, c := range []struct {
		view viewEvent
		says string
		out  string
	}{
		{viewEvent{State: "none"}, "ne contient pas d’aperçu", "viewFile"},
		{viewEvent{State: "newer"}, "version plus récente", "viewReload"},
		{viewEvent{State: "damaged"}, "son contenu a changé en route", "viewFile"},
		{viewEvent{State: "damaged", Truncated: true, Received: 40, Expected: 5650}, "40 caractères reçus sur 5\u202f650", "viewFile"},
		{viewEvent{State: "damaged", Truncated: true}, "coupé dès le début", "viewFile"},
		{viewEvent{State: "base-changed", URL: "https://h.example/a.md"}, "https://h.example/a.md", "viewFile"},
		{viewEvent{State: "base-missing", Problem: "status", Status: 404}, "répondu 404", "viewRetry"},
		{viewEvent{State: "remote", Problem: "large", URL: "https://h.example/a.md"}, "2 Mio", "viewRetry"},
		{viewEvent{State: "asking", URL: "https://h.example/a.md"}, "Télécharger depuis h.example", "viewAgree"},
		{viewEvent{State: "stopped"}, "n’a pas pu démarrer", "viewReload"},
	} {
		if got := barOf(c.view, "fr"); !strings.Contains(got, c.says) || !strings.Contains(got, c.out) {
			t.Errorf("%+v:\n%s", c.view, got)
		}
		if got := barOf(c.view, "en"); strings.Contains(got, "lien") {
			t.Errorf("%+v speaks French in English:\n%s", c.view, got)
		}
	}
}

// What a link says of itself is text, and its address a link only over https.
func TestViewIsText(t *testing.T) {
	evil := `"><img src=x onerror=hit(1)><script>hit(1)</script>`
	got := barOf(viewEvent{State: "shown", Title: evil, Note: evil, Author: evil, Path: evil, Truncated: true}, "fr")
	if strings.Contains(got, "<img") || strings.Contains(got, "<script") {
		t.Errorf("the link's words are markup:\n%s", got)
	}
	got = barOf(viewEvent{State: "remote", Problem: "unreachable", URL: "javascript:hit(1)"}, "fr")
	if strings.Contains(got, "href=") {
		t.Errorf("an address that is no https one is a link:\n%s", got)
	}
}

func TestDifferencesAreTold(t *testing.T) {
	m := newModel(nil)
	m.view = viewEvent{State: "shown", Showing: "differences", Current: 1, Changes: []viewChange{
		{Kind: "changed", Summary: text{"Titre modifié", "Title changed"}, Before: "A", After: "B", Block: -1},
		{Kind: "removed", Summary: text{"Image supprimée", "Image removed"}, Before: "[x]", Block: 3},
	}}
	got := app.HTMLString(differences(m))
	for _, want := range []string{"Différences (2)", "1 suppression, 1 modification", "Différence 2 sur 2", "aria-current", "Alt+ArrowDown"} {
		if !strings.Contains(strings.ReplaceAll(got, "\u00a0", " "), want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}
