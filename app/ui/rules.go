package ui

import (
	"slices"
	"strings"

	"apercu/app/check"
	"apercu/app/diag"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// This file shows the pages of the rules, from their documentation in package
// check: what is found, whom it harms, a bad and a good example. Their address is
// #regles/CODE; #regles is the list of all.

type ruleContext struct {
	Code  string `json:"code"`
	URL   string `json:"url"`   // of a rule of axe-core
	Title string `json:"title"` // of one that is not ours
}

func (d *dialogs) rule() sheet {
	m := d.m
	c := contextOf[ruleContext](m)
	a := check.Lookup(c.Code)
	all := command("rule", ruleContext{}).Class("btn").Text(m.say("Toutes les règles", "All rules"))
	switch {
	case a != nil:
		return sheet{title: a.Help.Title.In(m.prefs.Lang), wide: true, body: m.ruleBody(a), left: all}
	case c.Code != "" && c.URL != "":
		return sheet{title: c.Title, left: all, body: []app.UI{
			para(m.say("Cette règle vient d’axe-core, qui examine la page rendue. Sa description, en anglais, est sur le site de son éditeur :", "This rule comes from axe-core, which examines the rendered page. Its description is on its publisher’s site:")),
			app.P().Body(app.A().Href(c.URL).Target("_blank").Rel("noopener noreferrer").Text(c.URL)),
		}}
	}
	return sheet{title: m.say("Règles de vérification", "Rules"), wide: true, body: m.ruleList()}
}

func (m *Model) ruleBody(a *check.Analyzer) []app.UI {
	lang := m.prefs.Lang
	facts := []string{severityWord(m, a.Severity)}
	if a.Ref != "" {
		facts = append(facts, a.Ref)
	}
	if a.French {
		facts = append(facts, m.say("pages en français", "pages in French"))
	}
	if a.Off {
		facts = append(facts, m.say("désactivée par défaut", "off by default"))
	}
	if a.Needs&check.NeedsSite != 0 {
		facts = append(facts, m.say("demande le dossier du site", "needs the site’s folder"))
	}
	limit := []app.UI{}
	if text := a.Help.Limit.In(lang); text != "" {
		limit = append(limit, app.P().Class("hint").Text(m.say("Limite : ", "Limit: ")+text))
	}
	return slices.Concat([]app.UI{
		app.P().Class("rule-facts", "hint").Body(app.Code().Text(a.Name), app.Text(" · "+strings.Join(facts, " · "))),
		para(a.Help.Why.In(lang)),
	}, limit, []app.UI{
		app.H3().Text(m.say("À éviter", "Avoid")),
		app.Pre().Class("rule-example", "rule-bad").Body(app.Code().Text(a.Help.Bad)),
		app.H3().Text(m.say("Préférer", "Prefer")),
		app.Pre().Class("rule-example", "rule-good").Body(app.Code().Text(a.Help.Good)),
	})
}

func severityWord(m *Model, s diag.Severity) string {
	switch s {
	case diag.Error:
		return m.say("bloquant", "blocking")
	case diag.Warning:
		return m.say("à améliorer", "to improve")
	}
	return m.say("conseil", "advice")
}

// ruleList is every rule by its title, most severe first.
func (m *Model) ruleList() []app.UI {
	body := []app.UI{para(m.say("Les vérifications automatiques ne couvrent qu’une partie du RGAA. Voici ce qu’Aperçu regarde :", "Automatic checks cover a part of RGAA only. This is what Aperçu looks at:"))}
	for _, s := range []diag.Severity{diag.Error, diag.Warning, diag.Info} {
		items := []app.UI{}
		for _, a := range check.All {
			if a.Severity != s {
				continue
			}
			line := []app.UI{command("rule", ruleContext{Code: a.Name}).Class("link-button").Text(a.Help.Title.In(m.prefs.Lang))}
			if a.Ref != "" {
				line = append(line, app.Span().Class("hint").Text(" "+a.Ref))
			}
			items = append(items, app.Li().Body(line...))
		}
		title := map[diag.Severity]string{diag.Error: m.say("Bloquants", "Blocking"), diag.Warning: m.say("À améliorer", "To improve"), diag.Info: m.say("Conseils", "Advice")}[s]
		body = append(body, app.H3().Text(title), app.Ul().Class("rule-list").Body(items...))
	}
	return body
}
