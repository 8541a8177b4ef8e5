package ui

import (
	"fmt"
	"path"
	"regexp"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// imageContext is an image that was pasted, dropped or chosen, or none yet; or the
// one of the text that the caret is in.
type imageContext struct {
	ID     int     `json:"id"`
	Name   string  `json:"name"`
	File   string  `json:"file"` // a name that works everywhere
	Bytes  float64 `json:"bytes"`
	URL    string  `json:"url"` // blob: address, for the thumbnail
	Width  int     `json:"width"`
	Height int     `json:"height"`

	Editing bool   `json:"editing"`
	Alt     string `json:"alt"`
	Path    string `json:"path"`
	Rest    string `json:"rest"` // what is written after the address: a title
	From    int    `json:"from"`
	To      int    `json:"to"`
}

const (
	heavyImage = 500_000 // bytes from which a page image is slow on a phone
	wideImage  = 2000    // pixels; the widest column of a page is 1,200
)

// beginImage proposes a path: where the page's other images are, beside it
// otherwise, under a name that the page does not use.
func (d *dialogs) beginImage() {
	c := contextOf[imageContext](d.m)
	if c.Editing {
		d.v["path"], d.v["alt"] = c.Path, c.Alt
		if c.Alt == "" {
			d.v["role"] = "decorative"
		}
	}
	if c.File == "" {
		return
	}
	page := d.m.text()
	d.v["proposed"] = freeName(page, imageFolder(page)+c.File)
	d.v["path"] = d.v["proposed"]
}

var imageAddress = regexp.MustCompile(`!\[[^\]\n]*\]\(<?([^)\s>]+)`)

// imageFolder is the folder that the page's own images are in, the first of the
// most used; "./" when it has none.
func imageFolder(page string) string {
	uses, best := map[string]int{}, "./"
	for _, m := range imageAddress.FindAllStringSubmatch(page, -1) {
		i := strings.LastIndexByte(m[1], '/')
		if i < 0 || strings.Contains(m[1], "://") || strings.HasPrefix(m[1], "//") || strings.Contains(m[1], "{") {
			continue
		}
		folder := m[1][:i+1]
		if uses[folder]++; uses[folder] > uses[best] {
			best = folder
		}
	}
	return best
}

// freeName is the path, numbered when the page has it: browsers call every
// pasted image "image.png".
func freeName(page, wanted string) string {
	ext := path.Ext(wanted)
	stem := strings.TrimSuffix(wanted, ext)
	name := wanted
	for n := 2; strings.Contains(page, strings.TrimSuffix(name, ext)+"."); n++ {
		name = fmt.Sprintf("%s-%d%s", stem, n, ext)
	}
	return name
}

// lighter is the offer of a WebP copy for the image of the dialog; nil while
// there is none.
func (d *dialogs) lighter(c imageContext) *lighterEvent {
	if e := d.m.lighter; c.ID > 0 && e.ID == c.ID && e.Bytes > 0 {
		return &e
	}
	return nil
}

// facts are the weight and the size of the image, and that it stays as it is.
func (d *dialogs) facts(c imageContext) string {
	m := d.m
	s := m.weight(c.Bytes)
	if c.Width > 0 {
		s += fmt.Sprintf(" · %d × %d px", c.Width, c.Height)
	}
	if e := m.lighter; e.ID == c.ID && e.Bytes == 0 {
		s += m.say(". Gardée telle quelle.", ". Kept as it is.")
	}
	return s
}

// image asks for the alternative text, or that the image is decorative: one of
// the two is always an answer (RGAA 1.1 and 1.2).
func (d *dialogs) image() sheet {
	m := d.m
	c := contextOf[imageContext](m)
	webp := d.lighter(c)
	asWebP := webp != nil && d.v["format"] != "original"
	d.followFormat(asWebP)
	file, alt := strings.TrimSpace(d.v["path"]), strings.TrimSpace(d.v["alt"])
	decorative := d.v["role"] == "decorative"
	s := sheet{
		title:  m.say("Image", "Image"),
		action: m.say("Insérer l’image", "Insert the image"),
		ready:  file != "" && (decorative || alt != ""),
		do: func(app.Context) {
			if decorative {
				alt = ""
			}
			args := map[string]any{"path": file, "alt": alt, "lighter": asWebP}
			if c.Editing {
				args["from"], args["to"], args["rest"] = c.From, c.To, c.Rest
			}
			m.door.Run("insertImage", args)
		},
	}
	if c.Editing {
		s.title, s.action = m.say("Modifier l’image", "Edit the image"), m.say("Modifier", "Change")
	}
	if c.Editing {
		s.body = append(s.body, para(m.say("L’image du texte, à l’endroit du curseur.", "The image of the text where the caret is.")))
	} else if c.URL == "" {
		s.body = append(s.body, app.Div().Class("drop").DataSet("drop-for", "image").Body(
			app.P().Text(m.say("Déposez une image, ou collez-la dans le texte.", "Drop an image, or paste it in the text.")),
			d.chooser("image", m.say("Choisir une image", "Choose an image"), "image/*"),
		))
	} else {
		s.body = append(s.body, app.Div().Class("thumb").Body(
			app.Img().Src(c.URL).Alt(""),
			app.Div().Body(
				app.P().Body(app.Strong().Text(c.Name)),
				app.P().Class("hint").Text(d.facts(c)),
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
		s.body = append(s.body, d.field("alt", m.say("Texte alternatif", "Alternative text"), m.say("Ce que l’image apprend, en une phrase, sans « image de ».", "What the image tells, in a sentence, without “image of”."), app.Input().Type("text").AutoFocus(c.URL != "" || c.Editing)))
	}
	if webp != nil {
		s.body = append(s.body, d.formats(c, *webp, asWebP))
	}
	s.body = append(s.body, d.field("path", m.say("Chemin dans le site", "Path in the site"), m.say("L’image est gardée avec cette page et téléchargée avec elle : ajoutez-la à ce chemin.", "The image is kept with this page and downloaded with it: add it at this path."), app.Input().Type("text")))
	if !asWebP && (c.Bytes > heavyImage || c.Width > wideImage) {
		s.body = append(s.body, remark("warn", para(m.say("Cette image est lourde pour une page : réduisez-la à 1 200 px de large, en WebP de préférence.", "This image is heavy for a page: reduce it to 1,200 px wide, in WebP preferably."))))
	}
	return s
}

// followFormat gives the proposed path the ending of the chosen format. A path
// that was typed stays.
func (d *dialogs) followFormat(asWebP bool) {
	original := d.v["proposed"]
	light := strings.TrimSuffix(original, path.Ext(original)) + ".webp"
	switch {
	case original == "" || d.v["path"] != original && d.v["path"] != light:
	case asWebP:
		d.v["path"] = light
	default:
		d.v["path"] = original
	}
}

// formats offers the lighter copy, chosen first, or the file as it is.
func (d *dialogs) formats(c imageContext, webp lighterEvent, asWebP bool) app.UI {
	m := d.m
	format := func(name, label, hint string, on bool) app.UI {
		return app.Label().Class("choice").Body(
			app.Input().Type("radio").Name("format").Value(name).Checked(on).OnChange(func(app.Context, app.Event) { d.v["format"] = name }, app.EventScope(name)),
			app.Span().Body(app.Text(label), app.Small().Text(hint)),
		)
	}
	saved := int(100 * (1 - webp.Bytes/c.Bytes))
	return app.FieldSet().Body(
		app.Legend().Class("label").Text(m.say("Fichier", "File")),
		app.Div().Class("pick").Body(
			format("webp", m.say("WebP allégé", "Lighter WebP"), fmt.Sprintf("%s · %d × %d px · −%d\u00a0%%", m.weight(webp.Bytes), webp.Width, webp.Height, saved), asWebP),
			format("original", m.say("Original", "Original"), fmt.Sprintf("%s · %d × %d px", m.weight(c.Bytes), c.Width, c.Height), !asWebP),
		),
	)
}
