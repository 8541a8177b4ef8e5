package ui

import (
	"fmt"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// imageContext is an image that was pasted, dropped or chosen; or none yet.
type imageContext struct {
	Name   string  `json:"name"`
	Path   string  `json:"path"`
	Bytes  float64 `json:"bytes"`
	URL    string  `json:"url"` // blob: address, for the thumbnail
	Width  int     `json:"width"`
	Height int     `json:"height"`
}

const (
	heavyImage = 500_000 // bytes from which a page image is slow on a phone
	wideImage  = 2000    // pixels; the widest column of a page is 1,200
)

func (d *dialogs) beginImage() {
	c := contextOf[imageContext](d.m)
	d.v["path"] = c.Path
}

// image asks for the alternative text, or that the image is decorative: one of
// the two is always an answer (RGAA 1.1 and 1.2).
func (d *dialogs) image() sheet {
	m := d.m
	c := contextOf[imageContext](m)
	path, alt := strings.TrimSpace(d.v["path"]), strings.TrimSpace(d.v["alt"])
	decorative := d.v["role"] == "decorative"
	s := sheet{
		title:  m.say("Image", "Image"),
		action: m.say("Insérer l’image", "Insert the image"),
		ready:  path != "" && (decorative || alt != ""),
		do: func(app.Context) {
			if decorative {
				alt = ""
			}
			m.door.Run("insertImage", map[string]string{"path": path, "alt": alt})
		},
	}
	if c.URL == "" {
		s.body = append(s.body, app.Div().Class("drop").DataSet("drop-for", "image").Body(
			app.P().Text(m.say("Déposez une image, ou collez-la dans le texte.", "Drop an image, or paste it in the text.")),
			d.chooser("image", m.say("Choisir une image", "Choose an image"), "image/*"),
		))
	} else {
		s.body = append(s.body, app.Div().Class("thumb").Body(
			app.Img().Src(c.URL).Alt(""),
			app.Div().Body(
				app.P().Body(app.Strong().Text(c.Name)),
				app.P().Class("hint").Text(fmt.Sprintf("%s · %d × %d px", m.weight(c.Bytes), c.Width, c.Height)),
			),
		))
	}
	role := func(name, label, hint string, on bool) app.UI {
		return app.Label().Class("choice").Body(
			app.Input().Type("radio").Name("role").Value(name).Checked(on).OnChange(func(app.Context, app.Event) { d.v["role"] = name }, app.EventScope(name)),
			app.Span().Body(app.Text(label), app.Small().Text(hint)),
		)
	}
	s.body = append(s.body,
		app.FieldSet().Body(
			app.Legend().Class("label").Text(m.say("Cette image…", "This image…")),
			app.Div().Class("pick").Body(
				role("informative", m.say("apporte une information", "carries information"), m.say("On la décrit.", "It is described."), !decorative),
				role("decorative", m.say("est décorative", "is decorative"), m.say("Les lecteurs d’écran l’ignorent.", "Screen readers skip it."), decorative),
			),
		),
	)
	if !decorative {
		s.body = append(s.body, d.field("alt", m.say("Texte alternatif", "Alternative text"), m.say("Ce que l’image apprend, en une phrase, sans « image de ».", "What the image tells, in a sentence, without “image of”."), app.Input().Type("text").AutoFocus(c.URL != "")))
	}
	s.body = append(s.body, d.field("path", m.say("Chemin dans le site", "Path in the site"), m.say("L’image est gardée avec cette page et téléchargée avec elle : ajoutez-la à ce chemin.", "The image is kept with this page and downloaded with it: add it at this path."), app.Input().Type("text")))
	if c.Bytes > heavyImage || c.Width > wideImage {
		s.body = append(s.body, remark("warn", para(m.say("Cette image est lourde pour une page : réduisez-la à 1 200 px de large, en WebP de préférence.", "This image is heavy for a page: reduce it to 1,200 px wide, in WebP preferably."))))
	}
	return s
}
