package ui

import (
	"strconv"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

func (d *dialogs) beginTable() { d.v["rows"], d.v["columns"] = "3", "3" }

// table asks for a size; the header row always comes on top of it.
func (d *dialogs) table() sheet {
	m := d.m
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
			app.Div().Class("grid-2").Body(
				d.field("columns", m.say("Colonnes", "Columns"), "", number(12).AutoFocus(true)),
				d.field("rows", m.say("Lignes, sans l’en-tête", "Rows, without the header"), "", number(100)),
			),
			remark("info", para(m.say("Tab passe d’une cellule à l’autre, et ajoute une ligne à la fin. Vous pouvez aussi coller des cellules d’un tableur dans le texte.", "Tab moves from cell to cell, and adds a row at the end. You can also paste a spreadsheet’s cells in the text."))),
			para(m.say("Une cellule tient sur une ligne. Pour des cellules fusionnées, préférez deux tableaux simples ou une liste : ils se lisent mieux au lecteur d’écran.", "A cell fits on one line. Instead of merged cells, prefer two simple tables or a list: screen readers read them better.")),
		},
		do: func(app.Context) {
			m.door.Run("insertTable", map[string]int{"rows": rows, "columns": columns})
		},
	}
}
