package ui

import "github.com/maxence-charriere/go-app/v10/pkg/app"

// This file holds the questions about files: what to do with one that changed
// on the disk, and how to take the page away.

type conflictContext struct {
	Name string `json:"name"`
}

// conflict never chooses: closing it leaves the file and the text as they are.
func (d *dialogs) conflict() sheet {
	m := d.m
	c := contextOf[conflictContext](m)
	return sheet{
		title: m.say("Le fichier a changé sur le disque", "The file changed on the disk"),
		body: []app.UI{
			para(m.say("« %s » n’est plus celui que vous avez ouvert : un autre logiciel ou une autre personne l’a modifié. Rien n’a été écrit.", "“%s” is no longer the file you opened: another program or person changed it. Nothing was written.", c.Name)),
			app.Div().Class("choices").Body(
				d.choose("conflictCompare", "search", m.say("Voir les différences", "See the differences"),
					m.say("Le contenu du disque devient une version, à comparer avec votre texte.", "What the disk holds becomes a version, to compare with your text.")),
				d.choose("conflictBoth", "docs", m.say("Garder les deux", "Keep both"),
					m.say("Votre texte part dans un autre fichier ; celui-ci reste comme il est.", "Your text goes to another file; this one stays as it is.")),
				d.choose("conflictReplace", "save", m.say("Remplacer le fichier", "Replace the file"),
					m.say("Votre texte l’emporte. Ce que le fichier contenait reste dans les versions.", "Your text wins. What the file held stays among the versions.")),
			),
		},
	}
}

// choose is one of a few ways on, as a large button that closes the dialog.
func (d *dialogs) choose(name, iconName, label, hint string) app.UI {
	return app.Button().Type("button").Class("way").
		OnClick(func(app.Context, app.Event) {
			d.hide()
			d.m.door.Run(name, nil)
		}, app.EventScope(name)).
		Body(icon(iconName), app.Span().Class("way-words").Body(app.Strong().Text(label), app.Span().Class("hint").Text(hint)))
}

type exportContext struct {
	Images  int  `json:"images"`
	InPlace bool `json:"inPlace"`
}

func (d *dialogs) export() sheet {
	m := d.m
	c := contextOf[exportContext](m)
	images := m.say("Aucune image à joindre.", "No image to go with it.")
	if c.Images > 0 {
		images = m.say("Avec %d %s.", "With %d %s.", c.Images, m.plural(c.Images, "image", "images", "image", "images"))
	}
	ways := []app.UI{
		d.choose("exportMd", "text", m.say("Page Markdown (.md)", "Markdown page (.md)"), m.say("Le fichier du site, tel quel, à l’octet près.", "The site’s file, byte for byte.")),
		d.choose("exportZip", "image", m.say("Page et images (.zip)", "Page and images (.zip)"), images),
		d.choose("exportHtml", "globe", m.say("Contenu seul (.html)", "Content only (.html)"), m.say("Pour relire ou archiver. Ni bloc-marque, ni mise en forme, ni polices de l’État : leur usage est réservé à ses sites.", "To read or keep. Without the State’s mark, look or fonts: their use is reserved for its sites.")),
		d.choose("print", "document", m.say("Imprimer l’aperçu", "Print the preview"), m.say("Sur papier ou en PDF (Ctrl+P).", "On paper or as PDF (Ctrl+P).")),
	}
	if c.InPlace {
		ways = append([]app.UI{d.choose("saveAs", "save", m.say("Enregistrer sous…", "Save as…"), m.say("Choisissez le fichier ; ensuite Ctrl+S le réécrit.", "Choose the file; Ctrl+S rewrites it from then on."))}, ways...)
	}
	return sheet{title: m.say("Exporter", "Export"), body: []app.UI{app.Div().Class("choices").Body(ways...)}}
}
