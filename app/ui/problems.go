package ui

import (
	"fmt"
	"strings"
	"time"

	"apercu/app/check"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// problems lists what stands between the page and its publication: where, why,
// and the fixes that are one click away. The most harmful comes first; what a
// check could not decide stands apart and is never counted as an error. The list
// never takes the focus from the text.
type problems struct {
	app.Compo
	m *Model

	shown  string          // severity that is shown, "" for all
	search string          // words that a shown finding holds
	open   map[string]bool // rules whose every finding is shown
	said   string          // what the status says
}

// quiet is how long the counts stay the same before they are announced.
const quiet = 1500 * time.Millisecond

// first is how many findings of a rule are shown before one asks for the others.
const first = 3

func (p *problems) OnMount(ctx app.Context) {
	p.open = map[string]bool{}
	p.m.watch(ctx, "summary", "problems", "audit", "ignored", "weight")
	if app.IsClient {
		announce := func() { ctx.After(quiet, p.announce) }
		p.m.watchers["summary"] = append(p.m.watchers["summary"], announce)
	}
	toSlot(ctx, "slot-problems")
}

// announce says the counts, once they stand still and when they are others.
func (p *problems) announce(app.Context) {
	if now := p.m.score(); time.Since(p.m.summed) >= quiet-50*time.Millisecond && now != p.said {
		p.said = now
	}
}

func (p *problems) Render() app.UI {
	m := p.m
	class := "problems"
	if !m.problemsShown() {
		class += " problems-full"
	}
	return app.Section().Class(class).ID("problems").Aria("label", m.say("Problèmes", "Problems")).
		Hidden(!m.problemsShown() && m.prefs.Pane != "problems").
		Body(
			app.P().Class("sr").Attr("role", "status").Text(p.said),
			p.head(),
			p.filters(),
			app.Div().Class("problems-body").Body(p.body()...),
		)
}

func (p *problems) head() app.UI {
	m := p.m
	running := m.audit.State == "running"
	audit := m.say("Vérification complète", "Complete check")
	if running {
		audit = m.say("Vérification…", "Checking…")
	}
	return app.Div().Class("problems-head").Body(
		app.H2().ID("problems-title").TabIndex(-1).Text(m.score()),
		app.If(fixable(m.list.all) > 1, func() app.UI {
			return command("fixes", map[string]string{"code": ""}).Class("btn", "btn-line", "btn-tiny").Aria("haspopup", "dialog").
				Text(m.say("Corriger les %d certains", "Fix the %d certain ones", fixable(m.list.all)))
		}),
		command("audit", nil).Class("btn", "btn-line", "btn-tiny").Aria("disabled", yes(running)).
			Title(m.say("Examine la page telle qu’elle s’affiche : contrastes, noms, structure", "Examines the rendered page with axe-core: contrast, names, structure")).Text(audit),
		app.Button().Type("button").Class("btn", "btn-icon", "btn-tiny", "wide").OnClick(func(app.Context, app.Event) { m.toggleProblems() }).
			Body(icon("close"), app.Span().Class("sr").Text(m.say("Fermer la liste des problèmes", "Close the problem list"))),
	)
}

// severities are the filters with their counts, in the order of harm.
func (p *problems) severities() [][3]string {
	m, l := p.m, p.m.list
	return [][3]string{
		{"error", m.say("Bloquants", "Blocking"), fmt.Sprint(l.Blocking)},
		{"warning", m.say("À améliorer", "To improve"), fmt.Sprint(l.Warnings)},
		{"info", m.say("Conseils", "Advice"), fmt.Sprint(l.Infos)},
		{"unsure", m.say("À vérifier", "To check"), fmt.Sprint(l.Unsure)},
	}
}

func (p *problems) filters() app.UI {
	m := p.m
	if len(m.list.all) == 0 {
		return app.Div().Class("problems-filters").Hidden(true)
	}
	buttons := []app.UI{}
	for _, s := range p.severities() {
		name := s[0]
		buttons = append(buttons, app.Button().Type("button").Class("btn", "btn-tiny", "chip", "chip-"+name).Aria("pressed", yes(p.shown == name)).
			OnClick(func(app.Context, app.Event) {
				if p.shown == name {
					p.shown = ""
				} else {
					p.shown = name
				}
			}, app.EventScope(name)).
			Body(app.Span().Class("chip-count").Text(s[2]), app.Text(" "+s[1])))
	}
	return app.Div().Class("problems-filters").Body(
		app.Div().Class("chips").Attr("role", "group").Aria("label", m.say("Montrer seulement", "Show only")).Body(buttons...),
		app.Input().Type("search").Class("input", "problems-search").Aria("label", m.say("Filtrer les problèmes", "Filter the problems")).
			Placeholder(m.say("Filtrer", "Filter")).Value(p.search).
			OnInput(func(ctx app.Context, _ app.Event) { p.search = input(ctx) }),
	)
}

// body is the list, what is to be checked by a person, what was set aside, and
// what no check can see.
func (p *problems) body() []app.UI {
	m := p.m
	certain, unsure := p.kept(m.list.certain), p.kept(m.list.unsure)
	body := []app.UI{p.auditState()}
	switch {
	case len(m.list.all) == 0 && m.heard:
		body = append(body, app.P().Class("problems-none").Body(icon("ok"), app.Text(m.say("Aucun problème trouvé.", "No problem found."))))
	case len(certain)+len(unsure) == 0 && m.heard:
		body = append(body, app.P().Class("problems-none").Text(m.say("Aucun problème ne correspond à ce filtre.", "No problem matches this filter.")))
	}
	if len(certain) > 0 {
		body = append(body, app.Ol().Class("problems-list").Body(p.lines(certain)...))
	}
	if len(unsure) > 0 {
		body = append(body,
			app.H3().Class("problems-part").Text(m.say("À vérifier par vous", "For you to check")),
			app.P().Class("hint").Text(m.say("Une vérification automatique ne peut pas trancher : ces points ne comptent pas comme des erreurs.", "An automatic check cannot decide: these do not count as errors.")),
			app.Ol().Class("problems-list").Body(p.lines(unsure)...))
	}
	return append(body, p.ignoredPart(), p.foot())
}

func (p *problems) foot() app.UI {
	m := p.m
	return app.P().Class("problems-foot", "hint").Body(
		app.Text(m.say("Les vérifications automatiques ne couvrent qu’une partie du RGAA : relisez aussi l’aperçu. ", "Automatic checks cover a part of RGAA only: read the preview too. ")),
		command("rule", map[string]string{"code": ""}).Class("link-button").Text(m.say("Toutes les règles", "All rules")),
		app.Text(" · "),
		command("weight", nil).Class("link-button").Text(m.weightLabel()),
	)
}

func (p *problems) auditState() app.UI {
	m := p.m
	switch {
	case m.audit.State == "failed":
		return remark("warn", para(m.audit.Message))
	case m.audit.State == "done" && m.audit.Version < m.summary.Version:
		return app.P().Class("hint").Text(m.say("Le texte a changé depuis la vérification complète : relancez-la pour l’avoir à jour.", "The text changed since the complete check: run it again to have it up to date."))
	case m.audit.State == "done":
		return app.P().Class("hint").ID("audit-done").Attr("role", "status").Text(m.say("Vérification complète faite : %d %s", "Complete check done: %d %s", len(m.audit.Found), m.plural(len(m.audit.Found), "remarque d’axe-core.", "remarques d’axe-core.", "remark of axe-core.", "remarks of axe-core.")))
	}
	return app.P().Hidden(true)
}

// kept are the groups that the filters let through.
func (p *problems) kept(groups []group) (out []group) {
	for _, g := range groups {
		left := group{code: g.code}
		for _, d := range g.items {
			if p.passes(d) {
				left.items = append(left.items, d)
			}
		}
		if len(left.items) > 0 {
			out = append(out, left)
		}
	}
	return out
}

func (p *problems) passes(d diagnostic) bool {
	kind, _, _ := kindOf(p.m, d)
	if p.shown != "" && p.shown != kind {
		return false
	}
	words := strings.ToLower(d.Message.in(p.m.prefs.Lang) + " " + d.Hint.in(p.m.prefs.Lang) + " " + d.Ref + " " + d.Code + " " + p.m.ruleTitle(d.Code))
	return strings.Contains(words, strings.ToLower(strings.TrimSpace(p.search)))
}

// lines shows a rule that found several things under its title.
func (p *problems) lines(groups []group) (out []app.UI) {
	m := p.m
	for _, g := range groups {
		if len(g.items) == 1 {
			out = append(out, p.item(g.items[0], false))
			continue
		}
		shown := g.items
		if len(shown) > first && !p.open[g.code] {
			shown = shown[:first]
		}
		kind, iconName, word := kindOf(m, g.items[0])
		inner := []app.UI{}
		for i, d := range shown {
			inner = append(inner, p.item(d, i > 0))
		}
		title := m.ruleTitle(g.code)
		if title == "" {
			title = g.items[0].Message.in(m.prefs.Lang)
		}
		out = append(out, app.Li().Class("problem-group", "problem-"+kind).Body(
			app.Div().Class("problem-group-head").Body(
				icon(iconName),
				app.H3().Body(app.Span().Class("sr").Text(word+m.say(" : ", ": ")), app.Text(title+" ("+fmt.Sprint(len(g.items))+")")),
				app.If(fixable(g.items) > 1, func() app.UI {
					return command("fixes", map[string]string{"code": g.code}).Class("btn", "btn-tiny").Aria("haspopup", "dialog").
						Aria("label", m.say("Tout corriger (%d) : %s", "Fix all (%d): %s", fixable(g.items), title)).
						Text(m.say("Tout corriger (%d)", "Fix all (%d)", fixable(g.items)))
				}),
			),
			app.Ol().Class("problems-inner").Body(inner...),
			app.If(len(shown) < len(g.items), func() app.UI {
				return app.Button().Type("button").Class("link-button").OnClick(func(app.Context, app.Event) { p.open[g.code] = true }, app.EventScope(g.code)).
					Text(m.say("Montrer les %d autres", "Show the %d others", len(g.items)-len(shown)))
			}),
		))
	}
	return out
}

// item is one finding; again is set when the one above is of the same rule.
func (p *problems) item(d diagnostic, again bool) app.UI {
	m := p.m
	advice := m.advice(d)
	if again && d.Hint.FR == "" {
		advice = ""
	}
	kind, iconName, word := kindOf(m, d)
	return app.Li().Class("problem", "problem-"+kind).DataSet("line", d.Line).Body(
		icon(iconName),
		app.Div().Class("problem-words").Body(
			app.P().Class("problem-message").Body(app.Span().Class("sr").Text(word+m.say(" : ", ": ")), app.Text(d.Message.in(m.prefs.Lang))),
			app.If(advice != "", func() app.UI { return app.P().Class("hint").Text(advice) }),
			app.P().Class("where").Body(app.Text(m.where(d)), p.more(d)),
		),
		app.Div().Class("acts").Body(p.acts(d)...),
	)
}

// advice is what a finding says more: its own words or, where no fix shows what
// to do, why the rule is there and how to mend.
func (m *Model) advice(d diagnostic) string {
	if d.Hint.FR != "" {
		return d.Hint.in(m.prefs.Lang)
	}
	if help, ok := check.Doc(d.Code); ok && len(d.Fixes) == 0 {
		return text{help.Why.FR, help.Why.EN}.in(m.prefs.Lang)
	}
	return ""
}

// where is the line and the reference of a finding.
func (m *Model) where(d diagnostic) string {
	place := m.say("ligne %d", "line %d", d.Line+1)
	if d.Line < 0 {
		place = m.say("mise en page du site", "site’s layout")
	} else if grouped(d) {
		place = m.say("%d endroits, le premier ligne %d", "%d places, the first on line %d", d.Places, d.Line+1)
	}
	if d.Ref != "" {
		place += " · " + strings.ReplaceAll(d.Ref, " ", "\u00a0") // "RGAA 4.1" stays on its line
	}
	return place
}

// more are the way to the rule's page and to setting the finding aside.
func (p *problems) more(d diagnostic) app.UI {
	m := p.m
	message := d.Message.in(m.prefs.Lang)
	return app.Span().Class("problem-more").Body(
		app.If(m.ruleTitle(d.Code) != "" || strings.HasPrefix(d.HelpURL, "https://"), func() app.UI {
			return app.Span().Body(app.Text(" · "), command("rule", map[string]string{"code": d.Code, "url": d.HelpURL, "title": message}).Class("link-button").Aria("haspopup", "dialog").
				Body(app.Text(m.say("En savoir plus", "Learn more")), app.Span().Class("sr").Text(m.say(" : ", ": ")+message)))
		}),
		app.If(d.Key != "", func() app.UI {
			return app.Span().Body(app.Text(" · "), command("ignore", ignoredLine{Key: d.Key, Code: d.Code, Message: d.Message}).Class("link-button").Aria("haspopup", "dialog").
				Body(app.Text(m.say("Ignorer", "Ignore")), app.Span().Class("sr").Text(m.say(" : ", ": ")+message)))
		}),
	)
}

func (p *problems) acts(d diagnostic) []app.UI {
	m := p.m
	acts := []app.UI{}
	for i, f := range d.Fixes {
		if i == 2 {
			break
		}
		if grouped(d) {
			acts = append(acts, command("fixes", map[string]string{"code": d.Code}).Class("btn", "btn-tiny").Aria("haspopup", "dialog").
				Aria("label", fixName(m, f, d.Message.in(m.prefs.Lang))).Text(fixLabel(m, f)))
			break
		}
		acts = append(acts, command("applyFix", applyArgs{d.Version, f.Edits, f.Needs, d.From}).Class("btn", "btn-tiny").Title(f.Title.in(m.prefs.Lang)).
			Aria("label", fixName(m, f, m.where(d))).Text(fixLabel(m, f)))
	}
	if d.Line < 0 {
		return acts
	}
	return append(acts, command("reveal", map[string]int{"version": d.Version, "from": d.From, "to": d.To}).Class("btn", "btn-tiny", "btn-icon", "problem-go").
		Title(m.say("Aller à la ligne %d", "Go to line %d", d.Line+1)).
		Body(icon("right"), app.Span().Class("sr").Text(m.say("Aller à la ligne %d", "Go to line %d", d.Line+1))))
}

// applyArgs are those of the command applyFix: Needs puts the caret at From.
type applyArgs struct {
	Version int      `json:"version"`
	Edits   []change `json:"edits"`
	Needs   bool     `json:"needs"`
	From    int      `json:"from"`
}

// fixName tells buttons of the same word apart; it begins with that word
// (WCAG 2.5.3).
func fixName(m *Model, f fix, where string) string {
	label, title := fixLabel(m, f), f.Title.in(m.prefs.Lang)
	if label != title {
		label = m.say("%s : %s", "%s: %s", label, title)
	}
	return fmt.Sprintf("%s, %s", label, where)
}

// fixLabel is short on the button; its accessible name says more.
func fixLabel(m *Model, f fix) string {
	if t := f.Title.in(m.prefs.Lang); len([]rune(t)) <= 26 {
		return t
	}
	if f.Needs {
		return m.say("Compléter", "Complete")
	}
	return m.say("Corriger", "Fix")
}

func kindOf(m *Model, d diagnostic) (kind, iconName, word string) {
	switch {
	case d.Unsure:
		return "unsure", "help", m.say("À vérifier", "To check")
	case d.Severity == "error":
		return "error", "error", m.say("Erreur", "Error")
	case d.Severity == "warning":
		return "warning", "warning", m.say("Avertissement", "Warning")
	}
	return "info", "note", m.say("Information", "Information")
}
