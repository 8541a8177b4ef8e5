package ui

import (
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// This file sets a finding aside, with the reason, and takes it back. What was
// set aside is kept beside the document in this browser, never in the file; it
// is found again by the rule and the words it points at (check.Key).

func (d *dialogs) ignore() sheet {
	m := d.m
	c := contextOf[ignoredLine](m)
	all := d.v["scope"] == "rule"
	s := sheet{
		title:  m.say("Ignorer ce problème", "Ignore this problem"),
		action: m.say("Ignorer", "Ignore"),
		ready:  strings.TrimSpace(d.v["reason"]) != "",
		do: func(app.Context) {
			c.Reason = strings.TrimSpace(d.v["reason"])
			if all {
				c.Key = c.Code
			}
			m.door.Run("ignoreFinding", c)
		},
	}
	s.body = []app.UI{
		app.P().Class("problem-quote").Text(c.Message.in(m.prefs.Lang)),
		d.field("reason", m.say("Pourquoi ?", "Why?"), m.say("Pour vous et pour qui relira la page.", "For you and for whoever reviews the page."), app.Input().Type("text").MaxLength(200).Required(true)),
		para(m.say("Le motif est gardé avec cette page dans ce navigateur, pas dans le fichier.", "The reason is kept with this page in this browser, not in the file.")),
	}
	if title := m.ruleTitle(c.Code); title != "" && c.Key != c.Code {
		s.body = append(s.body, app.Label().Class("choice").Body(
			app.Input().Type("checkbox").Checked(all).OnChange(func(ctx app.Context, _ app.Event) {
				d.v["scope"] = map[bool]string{true: "rule"}[chosen(ctx)]
			}),
			app.Span().Text(m.say("Ignorer toute la règle « %s » dans cette page", "Ignore the whole rule “%s” in this page", title)),
		))
	}
	return s
}

// ignoredPart is what was set aside, and the way back.
func (p *problems) ignoredPart() app.UI {
	m := p.m
	list := m.ignored.List
	if len(list) == 0 {
		return app.Div().Hidden(true)
	}
	return app.Details().Class("problems-ignored").Body(
		app.Summary().Text(m.say("Ignorés (%d)", "Ignored (%d)", len(list))),
		app.Ul().Body(app.Range(list).Slice(func(i int) app.UI {
			line := list[i]
			what := line.Message.in(m.prefs.Lang)
			if title := m.ruleTitle(line.Code); line.Key == line.Code && title != "" {
				what = m.say("Toute la règle : %s", "The whole rule: %s", title)
			}
			return app.Li().Body(
				app.Span().Class("grow").Body(app.Text(what), app.Span().Class("hint").Text(m.say("Motif : %s", "Reason: %s", line.Reason))),
				command("unignore", map[string]string{"key": line.Key}).Class("btn", "btn-line", "btn-tiny").
					Body(app.Text(m.say("Rétablir", "Restore")), app.Span().Class("sr").Text(m.say(" : ", ": ")+what)),
			)
		})),
	)
}
