package ui

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// This file holds the dialogs of a link to a page and of a link to a document.
// A link says where it goes; a document also says its format and its weight
// (DSFR, RGAA 13.3).

type linkContext struct {
	Text    string `json:"text"`
	URL     string `json:"url"`
	Editing bool   `json:"editing"`
	From    int    `json:"from"`
	To      int    `json:"to"`
}

func (d *dialogs) beginLink() {
	c := contextOf[linkContext](d.m)
	d.v["text"], d.v["url"] = c.Text, c.URL
	if looksLikeAddress(c.Text) && c.URL == "" {
		d.v["text"], d.v["url"] = "", c.Text
	}
}

func looksLikeAddress(s string) bool {
	return strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "mailto:")
}

var (
	bareHost = regexp.MustCompile(`^www\.[^\s/@]+\.[a-z]{2,}(/\S*)?$`)
	bareMail = regexp.MustCompile(`^[^\s/@:#?]+@[^\s/@]+\.[a-z]{2,}$`)
)

// wholeAddress completes an address that would be read as a page beside this one.
func wholeAddress(s string) string {
	switch {
	case bareHost.MatchString(s):
		return "https://" + s
	case bareMail.MatchString(s):
		return "mailto:" + s
	}
	return s
}

// vague are link texts that say nothing when read alone.
var vague = map[string]bool{"ici": true, "cliquez ici": true, "cliquer ici": true, "lire la suite": true, "en savoir plus": true, "lien": true, "plus": true, "voir": true, "here": true, "click here": true, "read more": true, "more": true, "link": true}

func (d *dialogs) link() sheet {
	m := d.m
	c := contextOf[linkContext](m)
	text, url := strings.TrimSpace(d.v["text"]), wholeAddress(strings.TrimSpace(d.v["url"]))
	s := sheet{
		title:  m.say("Lien", "Link"),
		action: m.say("Insérer le lien", "Insert the link"),
		ready:  text != "" && url != "",
		body: []app.UI{
			d.field("url", m.say("Adresse", "Address"), m.say("Une page du site (/formations/), un autre site (https://…), une adresse (mailto:…) ou un titre de cette page (#titre).", "A page of the site (/training/), another site (https://…), an address (mailto:…) or a heading of this page (#heading)."), app.Input().Type("text").Attr("inputmode", "url").AutoFocus(true)),
			d.field("text", m.say("Texte du lien", "Link text"), m.say("Il se comprend seul, sans la phrase autour.", "It makes sense alone, without the sentence around."), app.Input().Type("text")),
		},
		do: func(app.Context) {
			m.door.Run("insertLink", map[string]any{"text": text, "url": url, "from": c.From, "to": c.To})
		},
	}
	if c.Editing {
		s.title, s.action = m.say("Modifier le lien", "Edit the link"), m.say("Modifier", "Change")
	}
	if vague[strings.ToLower(text)] {
		s.body = append(s.body, remark("warn", para(m.say("« %s » ne dit pas où mène le lien (RGAA 6.1).", "“%s” does not say where the link goes (RGAA 6.1).", text))))
	} else if looksLikeAddress(text) {
		s.body = append(s.body, remark("warn", para(m.say("Une adresse n’est pas un texte de lien : écrivez le nom de la page.", "An address is no link text: write the name of the page."))))
	}
	return s
}

type documentContext struct {
	Text   string  `json:"text"`
	URL    string  `json:"url"`
	Name   string  `json:"name"`
	Format string  `json:"format"`
	Bytes  float64 `json:"bytes"`
}

func (d *dialogs) beginDocument() {
	c := contextOf[documentContext](d.m)
	if d.v["text"] == "" {
		d.v["text"] = c.Text
	}
	if c.Name == "" {
		return
	}
	d.v["url"], d.v["format"], d.v["weight"] = c.URL, c.Format, d.m.weight(c.Bytes)
	if d.v["text"] == "" {
		d.v["text"] = d.m.say("Télécharger le document", "Download the document")
	}
}

// weight prints bytes as French pages do: 240 Ko, 2,3 Mo.
func (m *Model) weight(bytes float64) string {
	kilo, mega := m.say("Ko", "KB"), m.say("Mo", "MB")
	if bytes < 999_500 {
		return fmt.Sprintf("%d\u00a0%s", max(1, int(math.Round(bytes/1000))), kilo)
	}
	n := strconv.FormatFloat(bytes/1e6, 'f', 1, 64)
	n = strings.TrimSuffix(n, ".0")
	if m.prefs.Lang != "en" {
		n = strings.Replace(n, ".", ",", 1)
	}
	return n + "\u00a0" + mega
}

func (d *dialogs) document() sheet {
	m := d.m
	c := contextOf[documentContext](m)
	text, url := strings.TrimSpace(d.v["text"]), strings.TrimSpace(d.v["url"])
	format, weight := strings.TrimSpace(d.v["format"]), strings.TrimSpace(d.v["weight"])
	if format == "" {
		format = formatOf(url)
	}
	whole := fmt.Sprintf("%s (%s – %s)", text, format, weight)
	s := sheet{
		title:  m.say("Document à télécharger", "Document to download"),
		action: m.say("Insérer le lien", "Insert the link"),
		ready:  text != "" && url != "" && format != "" && weight != "",
		do: func(app.Context) {
			m.door.Run("insertLink", map[string]any{"text": whole, "url": url})
		},
	}
	s.body = []app.UI{
		app.Div().Class("drop").DataSet("drop-for", "document").Body(
			app.P().Text(m.say("Déposez le fichier : son format et son poids sont lus ici, il n’est envoyé nulle part.", "Drop the file: its format and weight are read here, it is sent nowhere.")),
			d.chooser("document", m.say("Choisir un fichier", "Choose a file"), ""),
			app.If(c.Name != "", func() app.UI { return app.P().Body(app.Strong().Text(c.Name)) }),
		),
		d.field("text", m.say("Texte du lien", "Link text"), "", app.Input().Type("text").AutoFocus(true)),
		d.field("url", m.say("Adresse sur le site", "Address on the site"), "", app.Input().Type("text")),
		app.Div().Class("grid-2").Body(
			d.field("format", m.say("Format", "Format"), m.say("PDF, ODT, CSV…", "PDF, ODT, CSV…"), app.Input().Type("text").Placeholder(formatOf(url))),
			d.field("weight", m.say("Poids", "Weight"), m.say("240 Ko, 2,3 Mo…", "240 KB, 2.3 MB…"), app.Input().Type("text")),
		),
	}
	if s.ready {
		s.body = append(s.body, remark("ok", app.P().Body(app.Text(m.say("Les visiteurs liront : ", "Visitors will read: ")), app.Strong().Text(whole))))
	} else if url != "" && weight == "" {
		s.body = append(s.body, remark("info", para(m.say("Le format et le poids sont obligatoires : on sait ce qu’on va recevoir avant de cliquer.", "Format and weight are required: one knows what comes before clicking."))))
	}
	return s
}

func formatOf(url string) string {
	name, _, _ := strings.Cut(url, "?")
	if i := strings.LastIndexByte(name, '.'); i > 0 && len(name)-i <= 5 && !strings.Contains(name[i:], "/") {
		return strings.ToUpper(name[i+1:])
	}
	return ""
}

// chooser is a button over a file input; the bytes come back as an event.
func (d *dialogs) chooser(purpose, label, accept string) app.UI {
	id := "choose-" + purpose
	return app.Span().Class("chooser").Body(
		app.Input().ID(id).Class("sr").Type("file").Accept(accept).DataSet("file-for", purpose),
		app.Label().For(id).Class("btn", "btn-line").Body(icon("open"), app.Text(label)),
	)
}
