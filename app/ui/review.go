package ui

import (
	"fmt"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// review is the list of comments, beside the preview: on the review page always,
// in the editor when the page came with comments. A comment is put on what is
// selected in the preview, or on the whole page.
type review struct {
	app.Compo
	m *Model

	draft string // what is being written
	open  bool   // on a phone, where the page comes first
}

type commentsEvent struct {
	List          []commentItem `json:"list"`
	Selection     string        `json:"selection"`
	SelectionLine int           `json:"selectionLine"`
	Author        string        `json:"author"`
	Link          string        `json:"link"`
	Digest        string        `json:"digest"`
	Copied        string        `json:"copied"`
}

type commentItem struct {
	ID       int    `json:"id"`
	Author   string `json:"author"`
	Text     string `json:"text"`
	Quote    string `json:"quote"`
	Line     int    `json:"line"`
	Detached bool   `json:"detached"`
}

func (r *review) OnMount(ctx app.Context) {
	r.m.watch(ctx, "comments", "view")
	toSlot(ctx, "slot-review")
}

func (r *review) Render() app.UI {
	m := r.m
	if m.reviewing() {
		if m.view.State != "shown" {
			return app.Div().Class("review-none").Hidden(true)
		}
	} else if len(m.comments.List) == 0 {
		return app.Div().Class("review-none").Hidden(true)
	}
	body := []app.UI{}
	if m.view.Showing == "differences" {
		body = append(body, differences(m))
	}
	body = append(body, r.comments())
	box := app.Div().Class("review")
	if r.unfolded() {
		box = box.Class("review-open")
	}
	return box.Body(body...)
}

// unfolded: on a phone the part opens by a button, or when a passage is selected.
func (r *review) unfolded() bool { return r.open || r.m.comments.Selection != "" || r.draft != "" }

func (r *review) comments() app.UI {
	m := r.m
	n := len(m.comments.List)
	body := []app.UI{
		app.Div().Class("review-head").Body(
			app.H2().ID("review-title").Text(m.say("Remarques (%d)", "Comments (%d)", n)),
			app.Button().Type("button").Class("btn", "btn-line", "review-fold").Aria("expanded", yes(r.unfolded())).
				Text(m.say("Lire et écrire", "Read and write")).
				OnClick(func(app.Context, app.Event) { r.open = !r.open }),
		),
	}
	if n == 0 {
		body = append(body, app.P().Class("hint").Text(m.say("Sélectionnez un passage dans l’aperçu, puis écrivez votre remarque ici.", "Select a passage in the preview, then write your comment here.")))
	} else {
		items := make([]app.UI, n)
		for i, c := range m.comments.List {
			items[i] = r.item(i, c)
		}
		body = append(body, app.Ol().Class("comments").Body(items...))
	}
	if m.reviewing() {
		body = append(body, r.form(), r.sending())
	}
	return app.Section().Class("review-part", "review-comments").Aria("labelledby", "review-title").Body(body...)
}

func (r *review) item(i int, c commentItem) app.UI {
	m := r.m
	body := []app.UI{app.P().Class("comment-head").Body(
		app.Span().Class("count", "count-none").Text(fmt.Sprint(i+1)),
		app.If(c.Author != "", func() app.UI { return app.Strong().Text(c.Author) }),
		app.If(c.Detached, func() app.UI {
			return app.Span().Class("badge").Text(m.say("détaché : le passage a changé", "detached: the passage has changed"))
		}),
	)}
	if c.Quote != "" {
		body = append(body, app.Blockquote().Class("comment-quote").Text(shortened(c.Quote, 160)))
	}
	body = append(body, app.P().Class("comment-text").Text(c.Text))
	acts := []app.UI{}
	if c.Quote != "" && !c.Detached {
		acts = append(acts, command("reviewReveal", map[string]int{"id": c.ID}).Class("btn", "btn-line", "btn-tiny").
			Body(app.Text(m.say("Montrer", "Show")), app.Span().Class("sr").Text(m.say(" le passage de la remarque %d", " the passage of comment %d", i+1))))
	}
	acts = append(acts, command("reviewDrop", map[string]int{"id": c.ID}).Class("btn", "btn-tiny").
		Body(app.Text(m.say("Supprimer", "Delete")), app.Span().Class("sr").Text(m.say(" la remarque %d", " comment %d", i+1))))
	return app.Li().Class("comment").Body(append(body, app.Div().Class("acts").Body(acts...))...)
}

func (r *review) form() app.UI {
	m := r.m
	on := m.say("Sur toute la page.", "On the whole page.")
	if m.comments.Selection != "" {
		on = m.say("Sur : « %s »", "On: “%s”", shortened(m.comments.Selection, 120))
	}
	return app.Form().Class("stack-s", "comment-form").AutoComplete(false).
		OnSubmit(func(ctx app.Context, e app.Event) {
			e.PreventDefault()
			if strings.TrimSpace(r.draft) == "" {
				focusOn(ctx, "comment-text")
				return
			}
			text := r.draft
			r.draft = ""
			if app.IsClient { // a field keeps what was typed whatever its element says
				app.Window().GetElementByID("comment-text").Set("value", "")
			}
			m.door.Run("reviewAdd", map[string]string{"text": text, "author": m.comments.Author})
			focusOn(ctx, "comment-text")
		}).
		Body(
			app.P().ID("comment-on").Class("hint").Attr("role", "status").Text(on),
			app.Div().Class("field").Body(
				app.Label().For("comment-text").Class("label").Text(m.say("Votre remarque", "Your comment")),
				app.Textarea().ID("comment-text").Class("input").Rows(3).Aria("describedby", "comment-on").Text(r.draft).
					OnInput(func(ctx app.Context, _ app.Event) { r.draft = input(ctx) }),
			),
			app.Div().Class("field").Body(
				app.Label().For("comment-author").Class("label").Text(m.say("Votre nom (facultatif)", "Your name (optional)")),
				app.Input().ID("comment-author").Class("input").Type("text").MaxLength(80).Value(m.comments.Author).
					OnInput(func(ctx app.Context, _ app.Event) { m.comments.Author = input(ctx) }),
			),
			app.Div().Class("acts").Body(app.Button().Type("submit").Class("btn", "btn-line").Text(m.say("Ajouter la remarque", "Add the comment"))),
		)
}

// sending gives the comments back to the author of the page.
func (r *review) sending() app.UI {
	m := r.m
	c := m.comments
	if len(c.List) == 0 {
		return app.Span().Hidden(true)
	}
	body := []app.UI{
		app.H3().Text(m.say("Renvoyer mes remarques", "Send my comments back")),
		app.Div().Class("acts").Body(
			app.Button().Type("button").Class("btn", "btn-main").Text(m.say("Faire le lien à renvoyer", "Make the link to send back")).
				OnClick(func(app.Context, app.Event) {
					m.door.Run("reviewSend", map[string]string{"digest": m.digest()})
				}),
			command("reviewFile", nil).Class("btn", "btn-line").Text(m.say("Fichier de relecture", "Review file")),
		),
	}
	if c.Link != "" {
		kind, words := m.reach(len([]rune(c.Link)))
		body = append(body,
			app.Div().Class("field").Body(
				app.Label().For("review-link").Class("label").Text(m.say("Lien avec vos remarques", "Link with your comments")),
				app.Input().ID("review-link").Class("input", "share-link").Type("text").ReadOnly(true).Value(c.Link),
			),
			remark(kind, app.P().Body(app.Strong().Text(m.say("%s caractères. ", "%s characters. ", m.thousands(len([]rune(c.Link))))), app.Text(words))),
			app.Div().Class("field").Body(
				app.Label().For("review-digest").Class("label").Text(m.say("Résumé à coller dans un message ou une demande", "Summary to paste in a message or a request")),
				app.Textarea().ID("review-digest").Class("input").ReadOnly(true).Rows(5).Text(c.Digest),
			),
			app.Div().Class("acts").Body(
				command("reviewCopy", map[string]string{"as": "link", "text": c.Link}).Class("btn", "btn-line").Text(m.say("Copier le lien", "Copy the link")),
				command("reviewCopy", map[string]string{"as": "digest", "text": c.Digest + "\n" + c.Link + "\n"}).Class("btn", "btn-line").Text(m.say("Copier le résumé et le lien", "Copy the summary and the link")),
			),
		)
	}
	words := map[string]string{
		"":        "",
		"refused": m.say("Le navigateur a refusé la copie : le texte est sélectionné, copiez-le avec Ctrl+C.", "The browser refused to copy: the text is selected, copy it with Ctrl+C."),
	}
	said, known := words[c.Copied]
	if !known {
		said = m.say("Copié.", "Copied.")
	}
	body = append(body, app.P().Attr("role", "status").Text(said))
	return app.Div().Class("stack-s").Body(body...)
}

// digest is the review in plain text.
func (m *Model) digest() string {
	var b strings.Builder
	title := m.view.Title
	if title == "" {
		title = m.view.Path
	}
	b.WriteString(m.say("Relecture de « %s » : %d %s", "Review of “%s”: %d %s", title, len(m.comments.List), m.plural(len(m.comments.List), "remarque", "remarques", "comment", "comments")) + "\n")
	for i, c := range m.comments.List {
		fmt.Fprintf(&b, "\n%d. ", i+1)
		if c.Quote != "" {
			b.WriteString(m.say("« %s » (ligne %d)", "“%s” (line %d)", shortened(c.Quote, 120), c.Line+1))
			if c.Detached {
				b.WriteString(m.say(", passage modifié depuis", ", passage changed since"))
			}
			b.WriteString("\n   ")
		}
		b.WriteString(strings.ReplaceAll(c.Text, "\n", "\n   "))
		if c.Author != "" {
			b.WriteString(" — " + c.Author)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// shortened cuts between words.
func shortened(s string, most int) string {
	r := []rune(s)
	if len(r) <= most {
		return s
	}
	cut := most
	for cut > most/2 && r[cut] != ' ' {
		cut--
	}
	return strings.TrimSpace(string(r[:cut])) + "…"
}
