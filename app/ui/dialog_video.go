package ui

import (
	"strings"

	"apercu/app/video"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// shortcodeContext is the shortcode under the caret, or what was selected.
type shortcodeContext struct {
	Editing bool     `json:"editing"`
	Name    string   `json:"name"`
	Args    []string `json:"args"`
	Content string   `json:"content"`
	Title   string   `json:"title"` // of the video that a transcript is added to
}

func (d *dialogs) beginVideo() {
	c := contextOf[shortcodeContext](d.m)
	if !c.Editing {
		if _, ok := d.recognizer().Recognize(c.Content); ok {
			d.v["address"] = strings.TrimSpace(c.Content)
		}
		return
	}
	if len(c.Args) > 0 {
		d.v["address"] = c.Args[0]
	}
	if len(c.Args) > 1 {
		d.v["title"] = c.Args[1]
	}
}

// video takes any form of address and shows what it understood; what it does not
// understand stays in the field and nothing is inserted.
func (d *dialogs) video() sheet {
	m := d.m
	c := contextOf[shortcodeContext](m)
	address := strings.TrimSpace(d.v["address"])
	found, ok := d.recognize(c, address)
	title := strings.TrimSpace(d.v["title"])
	s := sheet{
		title:  m.say("Vidéo", "Video"),
		action: m.say("Insérer la vidéo", "Insert the video"),
		ready:  ok,
		body: []app.UI{app.Div().Class("field").Body(
			app.Label().For("d-address").Class("label").Text(m.say("Adresse, identifiant ou code d’intégration", "Address, identifier or embed code")),
			app.Textarea().ID("d-address").Class("input").Rows(3).Attr("value", d.v["address"]).Attr("spellcheck", "false").AutoFocus(true).
				Aria("describedby", "d-address-hint").Aria("invalid", yes(address != "" && !ok)).OnInput(d.bind("address")),
			app.P().Class("hint").ID("d-address-hint").Text(m.say("Collez ce que vous avez : l’adresse de la page, dai.ly, youtu.be, un <iframe> entier.", "Paste what you have: the page’s address, dai.ly, youtu.be, a whole <iframe>.")),
		)},
	}
	if c.Editing {
		s.title, s.action = m.say("Modifier la vidéo", "Edit the video"), m.say("Modifier", "Change")
	}
	switch {
	case ok:
		s.body = append(s.body, d.foundVideo(found))
	case address != "":
		s.body = append(s.body, app.Div().Attr("role", "alert").Body(remark("warn",
			app.P().Body(app.Strong().Text(m.say("Cette vidéo n’est pas reconnue. Rien ne sera inséré.", "This video is not recognised. Nothing will be inserted."))),
			para(m.say("Formes acceptées : dailymotion.com/video/x9fznfq, dai.ly/x9fznfq, youtube.com/watch?v=…, youtu.be/…, vimeo.com/…, une instance PeerTube (…/w/…), ou leur code <iframe>.", "Accepted forms: dailymotion.com/video/x9fznfq, dai.ly/x9fznfq, youtube.com/watch?v=…, youtu.be/…, vimeo.com/…, a PeerTube instance (…/w/…), or their <iframe> code.")),
		)))
	}
	s.body = append(s.body,
		d.field("title", m.say("Titre de la vidéo", "Title of the video"), m.say("Lu par les lecteurs d’écran à la place du lecteur vidéo (RGAA 2.1).", "Read by screen readers for the player (RGAA 2.1)."), app.Input().Type("text")),
		app.Label().Class("choice").Hidden(c.Editing).Body(
			app.Input().Type("checkbox").Checked(d.v["then"] == "yes").OnChange(func(ctx app.Context, _ app.Event) {
				d.v["then"] = map[bool]string{true: "yes"}[chosen(ctx)]
			}),
			app.Span().Body(app.Text(m.say("Ajouter ensuite la transcription", "Then add the transcript")), app.Small().Text(m.say("Obligatoire pour toute vidéo parlée (RGAA 4.1).", "Required for any spoken video (RGAA 4.1)."))),
		),
	)
	s.do = func(app.Context) { d.insertVideo(c, found, title) }
	return s
}

// recognizer knows the site's own PeerTube instances.
func (d *dialogs) recognizer() video.Recognizer { return video.Recognizer{Hosts: d.m.names.Hosts} }

// recognize reads the field. In an existing shortcode a bare identifier is of
// the provider that the shortcode names.
func (d *dialogs) recognize(c shortcodeContext, address string) (video.Video, bool) {
	if c.Editing && len(c.Args) > 0 && address == c.Args[0] {
		if v, ok := d.recognizer().Recognize("{% " + c.Name + ` "` + address + `" %}`); ok {
			return v, true
		}
	}
	return d.recognizer().Recognize(address)
}

func (d *dialogs) foundVideo(v video.Video) app.UI {
	m := d.m
	return app.Div().Class("found").Attr("role", "status").Body(
		app.Div().Class("found-poster").Aria("hidden", "true").Body(icon("video")),
		app.Div().Body(
			app.P().Body(app.Strong().Text(m.say("Vidéo %s reconnue", "%s video recognised", v.Provider.Name()))),
			app.P().Body(app.Code().Text(v.ID)),
			app.P().Class("hint").Text(m.say("Rien n’est demandé à %s avant l’accord du visiteur.", "Nothing is asked of %s before the visitor agrees.", v.Provider.Name())),
		),
	)
}

func (d *dialogs) insertVideo(c shortcodeContext, v video.Video, title string) {
	m := d.m
	args := []string{argument(v)}
	if title != "" || len(c.Args) > 1 {
		args = append(args, title)
	}
	switch {
	case c.Editing && c.Name == string(v.Provider):
		m.door.Run("editShortcode", map[string]any{"args": args})
	case c.Editing:
		m.door.Run("replaceShortcode", map[string]any{"name": string(v.Provider), "args": args})
	default:
		m.door.Run("insertShortcode", map[string]any{"name": string(v.Provider), "args": args})
	}
	if d.v["then"] == "yes" {
		m.door.Run("transcription", map[string]any{"title": title})
	}
}

// argument is what the shortcode of that provider takes: the identifier, or the
// address where an identifier does not name the host or the show.
func argument(v video.Video) string {
	switch v.Provider {
	case video.PeerTube, video.Acast:
		return v.PageURL()
	}
	return v.ID
}
