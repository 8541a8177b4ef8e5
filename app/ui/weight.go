package ui

import (
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// This file shows what a visitor downloads to read the page: its HTML, its
// images, what third parties would add, and what would save most.

// weightEvent mirrors the answer of the question "weigh" (app/ask), in bytes.
type weightEvent struct {
	Version int   `json:"version"` // 0: not weighed yet
	HTML    int64 `json:"html"`
	Images  int64 `json:"images"`
	Items   []struct {
		Path  string `json:"path"`
		Bytes int64  `json:"bytes"` // -1 when not known
	} `json:"items"`
	Unknown      int      `json:"unknown"`
	ThirdParties []string `json:"thirdParties"`
	Savings      []struct {
		Bytes   int64 `json:"bytes"`
		Message text  `json:"message"`
		From    int   `json:"from"`
		To      int   `json:"to"`
		Line    int   `json:"line"`
	} `json:"savings"`
}

func (m *Model) weightLabel() string {
	if m.heavy.Version == 0 {
		return m.say("Poids de la page", "Page weight")
	}
	return m.say("Poids de la page : %s", "Page weight: %s", m.weight(float64(m.heavy.HTML+m.heavy.Images)))
}

func (d *dialogs) pageWeight() sheet {
	m := d.m
	w := m.heavy
	s := sheet{title: m.say("Poids de la page", "Page weight"), wide: true}
	if w.Version == 0 {
		s.body = []app.UI{para(m.say("La page n’est pas encore pesée : attendez que l’aperçu soit prêt.", "The page is not weighed yet: wait until the preview is ready."))}
		return s
	}
	row := func(name, value string) app.UI {
		return app.Tr().Body(app.Th().Scope("row").Text(name), app.Td().Text(value))
	}
	images := m.weight(float64(w.Images))
	if w.Images == 0 {
		images = m.say("0 Ko", "0 KB")
	}
	rows := []app.UI{
		row(m.say("Page HTML, mise en page comprise", "HTML page, layout included"), m.weight(float64(w.HTML))),
		row(m.say("Images de la page (%d)", "Images of the page (%d)", len(w.Items)), images),
		row(m.say("Total", "Total"), m.weight(float64(w.HTML+w.Images))),
	}
	s.body = []app.UI{
		app.Table().Class("weight-table").Body(app.Caption().Class("sr").Text(m.say("Ce qu’un visiteur télécharge", "What a visitor downloads")), app.TBody().Body(rows...)),
		app.P().Class("hint").Text(m.say("Avant compression par le serveur ; les styles, polices et scripts communs à tout le site ne sont pas comptés.", "Before compression by the server; styles, fonts and scripts common to the whole site are not counted.")),
	}
	if w.Unknown > 0 {
		s.body = append(s.body, remark("info", para(m.say("%d %s d’un poids inconnu : ouvrez le dossier du site pour le savoir.", "%d %s of unknown weight: open the site’s folder to know.", w.Unknown, m.plural(w.Unknown, "image", "images", "image", "images")))))
	}
	if len(w.ThirdParties) > 0 {
		s.body = append(s.body, app.H3().Text(m.say("Tiers", "Third parties")),
			para(m.say("Ces sites reçoivent une demande du visiteur, et ajoutent leur poids (un lecteur vidéo : environ 1,5 Mo) : dès l’ouverture si la page les intègre sans attendre, après son accord sinon.", "These sites receive a request from the visitor, and add their weight (a video player: about 1.5 MB): at once when the page embeds them outright, after consent otherwise.")),
			app.P().Text(strings.Join(w.ThirdParties, ", ")))
	}
	return d.savings(s)
}

func (d *dialogs) savings(s sheet) sheet {
	m := d.m
	w := m.heavy
	s.body = append(s.body, app.H3().Text(m.say("Ce qui allégerait le plus", "What would save most")))
	if len(w.Savings) == 0 {
		s.body = append(s.body, para(m.say("Rien de notable : la page est légère.", "Nothing notable: the page is light.")))
		return s
	}
	items := []app.UI{}
	for i, x := range w.Savings {
		if i == 8 {
			break
		}
		items = append(items, app.Li().Body(
			app.Strong().Text("−"+m.weight(float64(x.Bytes))+" "), app.Text(x.Message.in(m.prefs.Lang)+m.say(" (ligne %d)", " (line %d)", x.Line+1)),
		))
	}
	s.body = append(s.body, app.Ol().Class("savings").Body(items...))
	return s
}
