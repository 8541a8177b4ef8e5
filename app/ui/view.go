package ui

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// viewBar is the top of the review page: what this page is, who sends it, what
// is wrong with the link, and what can be done. All that a link says of itself
// is printed as text.
type viewBar struct {
	app.Compo
	m *Model
}

// viewEvent mirrors ViewEvent of web/editor/bridge.ts.
type viewEvent struct {
	State      string       `json:"state"`
	Title      string       `json:"title"`
	Note       string       `json:"note"`
	Author     string       `json:"author"`
	Path       string       `json:"path"`
	Created    float64      `json:"created"` // Unix milliseconds
	Truncated  bool         `json:"truncated"`
	Received   int          `json:"received"`
	Expected   int          `json:"expected"`
	URL        string       `json:"url"`
	Problem    string       `json:"problem"`
	Status     int          `json:"status"`
	Comparable bool         `json:"comparable"`
	Showing    string       `json:"showing"` // page, differences, source, source-differences
	Changes    []viewChange `json:"changes"`
	Current    int          `json:"current"`
	Unsent     bool         `json:"unsent"`
}

type viewChange struct {
	Kind    string `json:"kind"`
	Summary text   `json:"summary"`
	Before  string `json:"before"`
	After   string `json:"after"`
	Block   int    `json:"block"`
}

// reviewing reports whether this is the review page rather than the editor.
func (m *Model) reviewing() bool { return m.view.State != "" }

func (b *viewBar) OnMount(ctx app.Context) {
	b.m.watch(ctx, "view")
	toSlot(ctx, "slot-header")
}

func (b *viewBar) Render() app.UI {
	m := b.m
	v := m.view
	body := []app.UI{b.head()}
	if v.State == "shown" {
		if v.Truncated {
			body = append(body, remark("warn",
				para(m.arrived(m.say("Voici le début du texte ; demandez à l’expéditeur le fichier de relecture ou un lien GitHub.", "Here is the beginning of the text; ask the sender for the review file or a GitHub link.")))))
		}
		if v.Note != "" {
			body = append(body, app.Div().Class("view-note").Body(
				app.P().Class("hint").Text(b.from()),
				app.P().Class("view-note-text").Text(v.Note),
			))
		}
		body = append(body, b.actions())
	} else {
		body = append(body, app.Div().Class("view-message").Attr("role", "status").Body(b.message()...))
	}
	body = append(body, app.Input().ID("file-view").Class("sr").Type("file").TabIndex(-1).Aria("hidden", "true").
		Accept(".md,.markdown,.njk,.html,.txt,text/markdown,text/plain").DataSet("file-for", "view"))
	return app.Div().Class("view-bar").Body(body...)
}

func (b *viewBar) from() string {
	m := b.m
	if m.view.Author != "" {
		return m.say("Message de %s :", "Message from %s:", m.view.Author)
	}
	return m.say("Message de l’expéditeur :", "Message from the sender:")
}

func (b *viewBar) head() app.UI {
	m := b.m
	v := m.view
	title := v.Title
	if title == "" && v.State == "shown" {
		title = v.Path
	}
	if title == "" {
		title = m.say("Aperçu d’une page", "Preview of a page")
	}
	facts := []app.UI{app.Span().Class("badge", "badge-warn").Text(m.say("Page non publiée", "Page not published"))}
	fact := func(s string) {
		if s != "" {
			facts = append(facts, app.Span().Text(s))
		}
	}
	if v.State == "shown" {
		if v.Created > 0 {
			fact(m.say("Version du %s", "Version of %s", day(v.Created, m.prefs.Lang)))
		}
		if v.Author != "" {
			fact(m.say("par %s", "by %s", v.Author))
		}
		if host := hostOf(v.URL); host != "" {
			fact(m.say("fichier public de %s", "public file of %s", host))
		}
		facts = append(facts, app.Span().Class("extra").Text(v.Path), app.Span().Class("extra").Text("Aperçu, version "+m.world.Build))
	}
	other, name := "en", "English"
	if m.prefs.Lang == "en" {
		other, name = "fr", "Français"
	}
	return app.Div().Class("view-head").Body(
		app.Span().Class("logo").Body(app.Span().Class("logo-mark").Aria("hidden", "true"), app.Span().Class("sr").Text("Aperçu")),
		app.Div().Class("view-names").Body(
			app.H1().Class("view-title").Text(title),
			app.P().Class("view-facts").Body(facts...),
		),
		command("prefs", map[string]string{"lang": other}).Class("btn", "btn-tiny", "view-lang").Lang(other).Text(name),
	)
}

// arrived says how much of a cut link there is, then what to do.
func (m *Model) arrived(then string) string {
	v := m.view
	if v.Expected == 0 {
		return m.say("Ce lien a été coupé dès le début. ", "This link was cut near its start. ") + then
	}
	return m.say("Ce lien est incomplet : %s caractères reçus sur %s. ", "This link is incomplete: %s characters received of %s. ", m.thousands(v.Received), m.thousands(v.Expected)) + then
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Host
}

// day prints Unix milliseconds as the reader's day and time.
func day(ms float64, lang string) string {
	if app.IsServer {
		return fmt.Sprint(int64(ms))
	}
	options := map[string]any{"dateStyle": "long", "timeStyle": "short"}
	return app.Window().Get("Date").New(ms).Call("toLocaleString", lang, options).String()
}

func (b *viewBar) actions() app.UI {
	m := b.m
	v := m.view
	show := func(what, iconName, label string) app.UI {
		return command("viewShow", map[string]string{"what": what}).Class("btn", "btn-line").Aria("pressed", yes(v.Showing == what)).
			Body(icon(iconName), app.Text(label))
	}
	buttons := []app.UI{show("page", "eye", m.say("Page", "Page"))}
	if v.Comparable {
		buttons = append(buttons, show("differences", "history", m.say("Différences", "Differences")))
	}
	buttons = append(buttons, show("source", "code", m.say("Texte source", "Source")))
	if v.Comparable {
		buttons = append(buttons, show("source-differences", "list", m.say("Différences du texte source", "Differences of the source")))
	} else {
		buttons = append(buttons, command("viewFile", nil).Class("btn", "btn-line").Body(icon("open"), app.Text(m.say("Comparer avec un fichier", "Compare with a file"))))
	}
	buttons = append(buttons, command("viewCopy", nil).Class("btn", "btn-main").Body(icon("edit"), app.Text(m.say("Modifier une copie", "Edit a copy"))))
	return app.Div().Class("view-acts", "acts").Body(buttons...)
}

// message says why there is no page, and the way out.
func (b *viewBar) message() []app.UI {
	m := b.m
	v := m.view
	host := hostOf(v.URL)
	act := func(name, label string) app.UI {
		return command(name, nil).Class("btn", "btn-line").Text(label)
	}
	acts := func(buttons ...app.UI) app.UI { return app.Div().Class("acts").Body(buttons...) }
	choose := act("viewFile", m.say("Choisir un fichier", "Choose a file"))
	editor := act("viewHome", m.say("Ouvrir l’éditeur", "Open the editor"))
	switch v.State {
	case "opening":
		return []app.UI{para(m.say("La page s’ouvre…", "The page is opening…"))}
	case "fetching":
		return []app.UI{para(m.say("Téléchargement depuis %s…", "Downloading from %s…", host))}
	case "asking":
		return []app.UI{
			remark("info",
				para(m.say("Ce lien ne porte que les modifications d’un fichier public. Il faut le télécharger :", "This link carries only the changes to a public file. It has to be downloaded:")),
				app.P().Class("address").Text(v.URL),
				para(m.say("%s apprendra seulement que ce fichier est lu.", "%s will only learn that this file is read.", host))),
			acts(command("viewAgree", nil).Class("btn", "btn-main").Text(m.say("Télécharger depuis %s", "Download from %s", host)), choose),
		}
	case "none":
		return []app.UI{
			remark("info", para(m.say("Cette adresse ne contient pas d’aperçu. Le lien a peut-être été coupé juste après « view » : redemandez-le, ou ouvrez un fichier de relecture.", "This address holds no preview. The link was perhaps cut right after “view”: ask for it again, or open a review file."))),
			acts(choose, editor),
		}
	case "newer":
		return []app.UI{
			remark("warn", para(m.say("Ce lien a été créé avec une version plus récente d’Aperçu. Rechargez la page ; si cela ne suffit pas, demandez le fichier de relecture.", "This link was made with a newer version of Aperçu. Reload the page; if that is not enough, ask for the review file."))),
			acts(act("viewReload", m.say("Recharger", "Reload")), choose),
		}
	case "damaged":
		said := m.say("Ce lien est abîmé : son contenu a changé en route. Rien n’est affiché, car le texte pourrait être faux. Redemandez le lien, ou le fichier de relecture.", "This link is damaged: its checksum does not match. Nothing is shown, since the text could be wrong. Ask for the link again, or for the review file.")
		if v.Truncated {
			said = m.arrived(m.say("Rien ne peut être affiché : redemandez le lien, ou le fichier de relecture.", "Nothing can be shown: ask for the link again, or for the review file."))
		}
		return []app.UI{remark("bad", para(said)), acts(choose, editor)}
	case "base-changed":
		return []app.UI{
			remark("warn",
				para(m.say("Ce lien porte des modifications d’un fichier qui a changé depuis :", "This link carries changes to a file that has changed since:")),
				app.P().Class("address").Text(v.URL),
				para(m.say("Déposez ici la version du fichier à partir de laquelle le lien a été fait, ou demandez un lien complet.", "Drop here the version of the file that the link was made from, or ask for a whole link."))),
			acts(choose),
		}
	case "base-missing":
		return []app.UI{
			remark("warn",
				para(m.say("Ce lien porte les modifications d’un fichier qui n’a pas pu être lu :", "This link carries the changes to a file that could not be read:")),
				app.P().Class("address").Text(v.URL),
				para(m.remoteProblem(v.Problem, v.Status)),
				para(m.say("Déposez ici ce fichier pour voir la page.", "Drop that file here to see the page."))),
			acts(command("viewRetry", nil).Class("btn", "btn-line").Text(m.say("Réessayer", "Try again")), choose),
		}
	case "remote":
		body := []app.UI{
			para(m.say("Ce lien désigne un fichier public qui n’a pas pu être lu :", "This link names a public file that could not be read:")),
			app.P().Class("address").Text(v.URL),
			para(m.remoteProblem(v.Problem, v.Status)),
		}
		if v.Problem == "unreachable" {
			body = append(body, app.P().Body(
				app.Text(m.say("Vous pouvez l’", "You can ")),
				app.If(strings.HasPrefix(v.URL, "https://"), func() app.UI {
					return app.A().Href(v.URL).Target("_blank").Rel("noopener noreferrer").Text(m.say("ouvrir dans un autre onglet", "open it in another tab"))
				}),
				app.Text(m.say(", l’enregistrer, puis le déposer ici.", ", save it, then drop it here.")),
			))
		}
		return []app.UI{remark("warn", body...), acts(command("viewRetry", nil).Class("btn", "btn-line").Text(m.say("Réessayer", "Try again")), choose)}
	case "stopped":
		return []app.UI{remark("bad", para(m.say("L’aperçu n’a pas pu démarrer dans ce navigateur. Rechargez la page.", "The preview could not start in this browser. Reload the page."))), acts(act("viewReload", m.say("Recharger", "Reload")))}
	}
	return nil
}

// differences is the list of what changed, with the way from one to the next.
func differences(m *Model) app.UI {
	v := m.view
	counts := map[string]int{}
	for _, c := range v.Changes {
		counts[c.Kind]++
	}
	body := []app.UI{app.H2().ID("changes-title").Text(m.say("Différences (%d)", "Differences (%d)", len(v.Changes)))}
	if len(v.Changes) == 0 {
		body = append(body, para(m.say("Les deux versions montrent la même page.", "Both versions show the same page.")))
	} else {
		body = append(body,
			app.P().Class("hint").Text(m.changeCounts(counts)),
			app.Div().Class("acts").Body(
				command("viewPrevious", nil).Class("btn", "btn-line", "btn-tiny").Aria("keyshortcuts", "Alt+ArrowUp").Title(m.say("Alt+Flèche haut", "Alt+Up arrow")).Text(m.say("Précédente", "Previous")),
				command("viewNext", nil).Class("btn", "btn-line", "btn-tiny").Aria("keyshortcuts", "Alt+ArrowDown").Title(m.say("Alt+Flèche bas", "Alt+Down arrow")).Text(m.say("Suivante", "Next")),
			),
		)
	}
	now := ""
	items := make([]app.UI, len(v.Changes))
	for i, c := range v.Changes {
		if i == v.Current {
			now = m.say("Différence %d sur %d : %s", "Difference %d of %d: %s", i+1, len(v.Changes), c.Summary.in(m.prefs.Lang))
		}
		items[i] = changeItem(m, i, c)
	}
	body = append(body, app.P().ID("change-now").Class("sr").Attr("role", "status").Text(now))
	if len(items) > 0 {
		body = append(body, app.Ol().Class("changes").Body(items...))
	}
	return app.Section().Class("review-part").Aria("labelledby", "changes-title").Body(body...)
}

// changeCounts leaves out what there is none of.
func (m *Model) changeCounts(counts map[string]int) string {
	var parts []string
	add := func(n int, one, many, en string) {
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, m.plural(n, one, many, en, en)))
		}
	}
	add(counts["added"], "ajout", "ajouts", "added")
	add(counts["removed"], "suppression", "suppressions", "removed")
	add(counts["changed"], "modification", "modifications", "changed")
	return strings.Join(parts, ", ")
}

var changeSigns = map[string]string{"added": "+", "removed": "−", "changed": "≠"}

func changeItem(m *Model, i int, c viewChange) app.UI {
	b := command("viewChange", map[string]int{"index": i}).Class("change", "change-"+c.Kind)
	if i == m.view.Current {
		b = b.Aria("current", "true")
	}
	body := []app.UI{
		app.Span().Class("change-sign").Aria("hidden", "true").Text(changeSigns[c.Kind]),
		app.Span().Class("change-name").Text(c.Summary.in(m.prefs.Lang)),
	}
	if c.Before != "" && c.Before != c.After {
		body = append(body, app.Span().Class("change-words").Body(app.Span().Class("sr").Text(m.say("Avant : ", "Before: ")), app.Del().Text(shortened(c.Before, 90))))
	}
	if c.After != "" && c.Before != c.After {
		body = append(body, app.Span().Class("change-words").Body(app.Span().Class("sr").Text(m.say("Après : ", "After: ")), app.Ins().Text(shortened(c.After, 90))))
	}
	return app.Li().Body(b.Body(body...))
}
