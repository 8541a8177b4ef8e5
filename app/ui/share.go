package ui

import (
	"fmt"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// This file holds the share dialog: the link, where it survives, and what else
// to send when it is too long. The link is a snapshot; it is made by
// web/editor/share.ts, which tells its state in "share" events.

type shareEvent struct {
	Title    string     `json:"title"`
	Author   string     `json:"author"`
	Link     string     `json:"link"`
	TooLarge bool       `json:"tooLarge"`
	Patch    patchState `json:"patch"`
	Copied   string     `json:"copied"`
	Images   int        `json:"images"`
	Comments int        `json:"comments"`
	Repo     repository `json:"repo"`
}

type patchState struct {
	URL    string `json:"url"`
	State  string `json:"state"` // none, fetching, ready, or why not
	Status int    `json:"status"`
	Link   string `json:"link"`
}

// Characters of a whole link that each kind of channel still carries.
const (
	anywhere   = 2000
	noOutlook  = 4000
	chatLimit  = 16000
	forgeLimit = 32000
)

// reach is where a link of a length arrives, in words; kind is the remark's.
func (m *Model) reach(length int) (kind, words string) {
	switch {
	case length <= anywhere:
		return "ok", m.say("Ce lien passe partout : messagerie, Outlook, tchat, GitHub.", "This link arrives everywhere: mail, Outlook, chat, GitHub.")
	case length <= noOutlook:
		return "ok", m.say("Évitez Outlook : il coupe les liens de plus de 2 000 caractères. Ailleurs, ce lien passe.", "Avoid Outlook: it cuts links longer than 2,000 characters. Anywhere else this link arrives.")
	case length <= chatLimit:
		return "warn", m.say("Ce lien passe dans GitHub et Tchap. Ni Outlook ni Slack ne le gardent entier.", "This link arrives in GitHub and Tchap. Neither Outlook nor Slack keeps it whole.")
	case length <= forgeLimit:
		return "warn", m.say("Ce lien ne passe que dans GitHub.", "This link arrives in GitHub only.")
	}
	return "bad", m.say("Ce lien est trop long pour toutes les messageries : envoyez le fichier de relecture.", "This link is too long for every channel: send the review file.")
}

type shareContext struct {
	Note   string `json:"note"`
	Author string `json:"author"`
}

func (d *dialogs) beginShare() {
	c := contextOf[shareContext](d.m)
	d.v["note"], d.v["author"], d.v["base"] = c.Note, c.Author, d.m.share.Patch.URL
}

func (d *dialogs) shareSheet() sheet {
	m := d.m
	length := len([]rune(m.share.Link))
	long := m.share.TooLarge || length > noOutlook
	s := sheet{title: m.say("Partager un aperçu", "Share a preview"), wide: true}
	s.body = append(s.body,
		para(m.say("Le lien ouvre la page telle qu’elle est maintenant, en lecture seule. Ce que vous écrirez ensuite n’y sera pas.", "The link opens the page as it is now, read-only. What you write next will not be in it.")),
	)
	if !m.share.TooLarge && length <= forgeLimit {
		s.body = append(s.body, d.linkField("share-link", m.say("Lien d’aperçu", "Preview link"), m.share.Link))
	}
	s.body = append(s.body, app.Div().ID("share-reach").Attr("role", "status").Body(d.reachRemark(length)))
	if length > forgeLimit {
		s.body = append(s.body, app.Details().Body(
			app.Summary().Text(m.say("Copier le lien quand même", "Copy the link anyway")),
			d.linkField("share-link", m.say("Lien d’aperçu", "Preview link"), m.share.Link),
			d.shareCopies(m.share.Link, ""),
		))
	} else if m.share.Link != "" {
		s.body = append(s.body, d.shareCopies(m.share.Link, ""))
	}
	s.body = append(s.body, d.copiedRemark())
	if m.share.Images > 0 {
		n := m.share.Images
		s.body = append(s.body, remark("warn", para(m.say("Les images ne sont pas dans le lien : %d %s sur votre ordinateur seulement.", "Images are not in the link: %d %s on your computer only.", n, m.plural(n, "est", "sont", "is", "are")))))
	} else {
		s.body = append(s.body, app.P().Class("hint").Text(m.say("Les images ne sont pas dans le lien : seules celles du site s’afficheront.", "Images are not in the link: only those of the site will show.")))
	}
	s.body = append(s.body,
		app.Div().Class("grid-2").Body(
			d.shareInput("author", m.say("Votre nom (facultatif)", "Your name (optional)")),
			d.shareInput("note", m.say("Message pour le relecteur (facultatif)", "Message for the reader (optional)")),
		),
		remark("info", para(m.say("Toute personne qui a ce lien peut lire le texte. Le contenu est dans le lien, il n’est envoyé à aucun serveur. Ne partagez pas d’informations sensibles.", "Anyone who has this link can read the text. The content is in the link, it is sent to no server. Do not share sensitive information."))),
		d.patchPart(long),
		app.Div().Class("share-more").Body(
			app.H3().Text(m.say("Autres façons de partager", "Other ways to share")),
			app.Div().Class("acts").Body(
				command("reviewFile", nil).Class("btn", "btn-line").Body(icon("document"), app.Text(m.say("Fichier de relecture", "Review file"))),
				app.Button().Type("button").Class("btn", "btn-line").Body(icon("share"), app.Text(m.say("Proposer sur GitHub ou GitLab", "Propose on GitHub or GitLab"))).
					OnClick(func(app.Context, app.Event) {
						// This dialog goes first: its fields must not become the other's.
						d.hide()
						m.door.Run("propose", nil)
					}),
			),
			app.P().Class("hint").Text(m.say("Le fichier de relecture s’ouvre sans connexion, avec l’aperçu, le texte et les remarques ; il n’a pas de limite de taille.", "The review file opens without a connection, with the preview, the text and the comments; it has no size limit.")),
		),
	)
	return s
}

func (d *dialogs) reachRemark(length int) app.UI {
	m := d.m
	if m.share.TooLarge {
		return remark("bad", para(m.say("La page est trop grande pour un lien : envoyez le fichier de relecture.", "The page is too large for a link: send the review file.")))
	}
	if length == 0 {
		return app.P().Text(m.say("Le lien se prépare…", "The link is being made…"))
	}
	kind, words := m.reach(length)
	body := []app.UI{app.P().Body(app.Strong().Text(m.say("%s caractères. ", "%s characters. ", m.thousands(length))), app.Text(words))}
	if length > noOutlook && m.share.Patch.State != "ready" {
		body = append(body, para(m.say("Plus sûr : le lien des seules modifications, ou le fichier de relecture, ci-dessous.", "Safer: the link of the changes alone, or the review file, below.")))
	}
	return remark(kind, body...)
}

// thousands prints 12 345 in French, 12,345 in English.
func (m *Model) thousands(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + m.say("\u202f", ",") + s[i:]
	}
	return s
}

// linkField is a read-only line that a click selects.
func (d *dialogs) linkField(name, label, link string) app.UI {
	id := "d-" + name
	return app.Div().Class("field").Body(
		app.Label().For(id).Class("label").Text(label),
		app.Input().ID(id).Class("input", "share-link").Type("text").ReadOnly(true).Value(link).
			On("focus", func(ctx app.Context, _ app.Event) { ctx.JSSrc().Call("select") }),
	)
}

// shareInput changes the link as it is typed.
func (d *dialogs) shareInput(name, label string) app.UI {
	id := "d-" + name
	return app.Div().Class("field").Body(
		app.Label().For(id).Class("label").Text(label),
		app.Input().ID(id).Class("input").Type("text").MaxLength(400).Value(d.v[name]).
			OnInput(func(ctx app.Context, _ app.Event) {
				d.v[name] = input(ctx)
				d.m.door.Run("shareSet", map[string]string{"note": d.v["note"], "author": d.v["author"]})
			}, app.EventScope(name)),
	)
}

// shareCopies are the three shapes of a link. suffix names them apart.
func (d *dialogs) shareCopies(link, suffix string) app.UI {
	m := d.m
	title := m.share.Title
	if title == "" {
		title = m.title()
	}
	button := func(as, iconName, label, text string) app.UI {
		return command("shareCopy", map[string]string{"as": as + suffix, "text": text}).Class("btn", "btn-line").Body(icon(iconName), app.Text(label))
	}
	return app.Div().Class("acts").Body(
		button("link", "link", m.say("Copier le lien", "Copy the link"), link),
		button("markdown", "code", m.say("Copier pour GitHub", "Copy for GitHub"), markdownLink(m.say("Aperçu : ", "Preview: ")+title, link)),
		button("message", "text", m.say("Copier pour la messagerie", "Copy for mail"), m.shareMessage(title, link, d.v["note"])),
	)
}

var markdownText = strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`, "<", `\<`, "`", "\\`", "\n", " ")

// markdownLink is for a comment or a pull request: a bare address could lose its end.
func markdownLink(text, link string) string {
	return "[" + markdownText.Replace(text) + "](" + link + ")"
}

func (m *Model) shareMessage(title, link, note string) string {
	text := m.say("Bonjour,\n\nVoici l’aperçu de la page « %s », qui n’est pas publiée :\n%s\n", "Hello,\n\nHere is the preview of the page “%s”, which is not published:\n%s\n", title, link)
	if note = strings.TrimSpace(note); note != "" {
		text += "\n" + note + "\n"
	}
	return text + m.say("\nSi le lien s’ouvre mal, demandez-moi le fichier de relecture.\n", "\nIf the link does not open well, ask me for the review file.\n")
}

// copiedRemark says what was copied; it is a live region from the start.
func (d *dialogs) copiedRemark() app.UI {
	m := d.m
	words := ""
	switch {
	case m.share.Copied == "refused":
		words = m.say("Le navigateur a refusé la copie : le lien est sélectionné, copiez-le avec Ctrl+C.", "The browser refused to copy: the link is selected, copy it with Ctrl+C.")
	case m.share.Copied == "file":
		words = m.say("Le fichier de relecture est dans vos téléchargements.", "The review file is in your downloads.")
	case m.share.Copied == "page":
		words = m.say("Le texte de la page est copié.", "The text of the page is copied.")
	case m.share.Copied != "":
		words = m.say("Copié.", "Copied.")
	}
	kind := "ok"
	if m.share.Copied == "refused" {
		kind = "warn"
	}
	return app.Div().ID("share-copied").Attr("role", "status").Body(
		app.If(words != "", func() app.UI { return remark(kind, para(words)) }),
	)
}

// patchPart makes the link that carries only what changed.
func (d *dialogs) patchPart(open bool) app.UI {
	m := d.m
	p := m.share.Patch
	body := []app.UI{
		app.Summary().Text(m.say("Lien court : seulement vos modifications", "Short link: only your changes")),
		para(m.say("Si la page est déjà publiée dans un dépôt public, le lien peut ne porter que ce qui change. Le fichier publié est alors téléchargé, ici et chez le relecteur.", "If the page is already in a public repository, the link can carry only what changes. The published file is then downloaded, here and by the reader.")),
		app.Div().Class("field").Body(
			app.Label().For("d-base").Class("label").Text(m.say("Adresse du fichier publié (https)", "Address of the published file (https)")),
			app.Input().ID("d-base").Class("input").Type("text").Attr("inputmode", "url").Placeholder("https://github.com/…/blob/main/content/page.md").
				Value(d.v["base"]).Aria("describedby", "d-base-hint").OnInput(d.bind("base"), app.EventScope("base")),
			app.P().Class("hint").ID("d-base-hint").Text(m.say("Celle de la page du fichier sur GitHub convient.", "That of the file’s page on GitHub will do.")),
		),
		app.Div().Class("acts").Body(
			app.Button().Type("button").Class("btn", "btn-line").Text(m.say("Télécharger le fichier et faire le lien court", "Download the file and make the short link")).
				OnClick(func(app.Context, app.Event) {
					m.door.Run("sharePatch", map[string]string{"url": d.v["base"]})
				}),
		),
		app.Div().Attr("role", "status").Body(d.patchState(p)),
	}
	if p.State == "ready" {
		body = append(body,
			d.linkField("share-patch", m.say("Lien court", "Short link"), p.Link),
			d.shareCopies(p.Link, "-patch"),
		)
	}
	return app.Details().Class("share-patch").Open(open || p.State != "none" && p.State != "").Body(body...)
}

func (d *dialogs) patchState(p patchState) app.UI {
	m := d.m
	switch p.State {
	case "", "none":
		return app.Span().Hidden(true)
	case "fetching":
		return app.P().Text(m.say("Téléchargement du fichier publié…", "Downloading the published file…"))
	case "ready":
		length := len([]rune(p.Link))
		kind, words := m.reach(length)
		return remark(kind, app.P().Body(app.Strong().Text(m.say("%s caractères. ", "%s characters. ", m.thousands(length))), app.Text(words)))
	}
	return remark("bad", para(m.remoteProblem(p.State, p.Status)))
}

// remoteProblem says why a public file could not be had, and what to do.
func (m *Model) remoteProblem(problem string, status int) string {
	switch problem {
	case "address":
		return m.say("Ce n’est pas une adresse https complète.", "This is not a complete https address.")
	case "status":
		return m.say("Le site a répondu %d : le fichier n’est pas à cette adresse, ou n’est pas public.", "The site answered %d: the file is not at this address, or is not public.", status)
	case "large":
		return m.say("Le fichier dépasse 2 Mio.", "The file is larger than 2 MiB.")
	case "binary":
		return m.say("Ce n’est pas un fichier de texte, ou il est dans un ancien encodage.", "This is not a UTF-8 text file.")
	}
	return m.say("Le fichier n’a pas pu être lu : vous êtes hors ligne, ou ce site interdit aux autres pages de le lire. L’adresse « brute » d’un fichier GitHub fonctionne.", "The file could not be read: you are offline, or that site forbids other pages to read it (CORS). The “raw” address of a GitHub file works.")
}
