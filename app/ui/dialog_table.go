package ui

import (
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// tableContext is the table under the caret.
type tableContext struct {
	Kind    string `json:"kind"` // "markdown", "html", "" for none
	Caption string `json:"caption"`
}

func (d *dialogs) beginTable() {
	d.v["rows"], d.v["columns"] = "3", "3"
	d.v["caption"] = contextOf[tableContext](d.m).Caption
}

// table asks for a caption and a size; the header row always comes on top of it.
// On an existing table it gives the caption alone.
func (d *dialogs) table() sheet {
	m := d.m
	c := contextOf[tableContext](m)
	caption := strings.TrimSpace(d.v["caption"])
	field := d.field("caption", m.say("Titre du tableau", "Title of the table"),
		m.say("Ce que le tableau contient, avant d’y entrer (RGAA 5.4). Le DSFR le rend obligatoire.", "What the table holds, before one enters it (RGAA 5.4). DSFR makes it mandatory."),
		app.Input().Type("text").AutoFocus(true))
	if c.Kind != "" {
		return d.existingTable(c, caption, field)
	}
	rows, _ := strconv.Atoi(d.v["rows"])
	columns, _ := strconv.Atoi(d.v["columns"])
	number := func(most int) app.HTMLInput {
		return app.Input().Type("number").Min(1).Max(most).Required(true)
	}
	return sheet{
		title:  m.say("Tableau", "Table"),
		action: m.say("Insérer le tableau", "Insert the table"),
		ready:  rows >= 1 && rows <= 100 && columns >= 1 && columns <= 12,
		body: []app.UI{
			field,
			app.Div().Class("grid-2").Body(
				d.field("columns", m.say("Colonnes", "Columns"), "", number(12)),
				d.field("rows", m.say("Lignes, sans l’en-tête", "Rows, without the header"), "", number(100)),
			),
			d.how(caption),
			para(m.say("Tab passe d’une cellule à l’autre, et ajoute une ligne à la fin. Vous pouvez aussi coller des cellules d’un tableur dans le texte.", "Tab moves from cell to cell, and adds a row at the end. You can also paste a spreadsheet’s cells in the text.")),
			para(m.say("Pour des cellules fusionnées, préférez deux tableaux simples ou une liste : ils se lisent mieux au lecteur d’écran.", "Instead of merged cells, prefer two simple tables or a list: screen readers read them better.")),
		},
		do: func(app.Context) {
			m.door.Run("insertTable", map[string]any{"rows": rows, "columns": columns, "caption": caption, "shortcode": m.names.Captions})
		},
	}
}

// how says in what a table is written, since Markdown has no caption.
func (d *dialogs) how(caption string) app.UI {
	m := d.m
	switch {
	case caption == "":
		return remark("warn", para(m.say("Sans titre, le tableau s’écrit en Markdown et restera signalé dans les problèmes.", "Without a title the table is written in Markdown, and stays among the problems.")))
	case m.names.Captions:
		return remark("info", para(m.say("Le titre s’écrit avec la balise « table » du site, autour d’un tableau Markdown.", "The title is written with the site’s “table” tag, around a Markdown table.")))
	}
	return remark("info", para(m.say("Markdown ne connaît pas le titre d’un tableau : celui-ci s’écrit en HTML, que tous les sites publient. Dans ses cellules, le gras s’écrit <strong>.", "Markdown has no table title: this one is written in HTML, which every site publishes. In its cells, bold is written <strong>.")))
}

// existingTable gives a title to the table under the caret, or changes it.
func (d *dialogs) existingTable(c tableContext, caption string, field app.UI) sheet {
	m := d.m
	s := sheet{
		title:  m.say("Titre du tableau", "Title of the table"),
		action: m.say("Ajouter le titre", "Add the title"),
		ready:  caption != "",
		body:   []app.UI{field},
		do: func(app.Context) {
			m.door.Run("captionTable", map[string]any{"caption": caption, "shortcode": m.names.Captions})
		},
	}
	if c.Caption != "" {
		s.action = m.say("Modifier", "Change")
	}
	if c.Kind == "markdown" {
		if caption != "" {
			s.body = append(s.body, d.how(caption))
		}
		s.left = app.Button().Type("button").Class("btn", "btn-line").Text(m.say("Aligner les colonnes", "Align the columns")).OnClick(func(app.Context, app.Event) {
			d.hide()
			m.door.Run("alignTable", nil)
		})
	}
	return s
}
