package ui

import "github.com/maxence-charriere/go-app/v10/pkg/app"

// This file holds the pages of help: shortcuts, about, accessibility.

type shortcut struct{ frKeys, enKeys, fr, en string }

var textShortcuts = []shortcut{
	{"Ctrl+B", "Ctrl+B", "Gras", "Bold"},
	{"Ctrl+I", "Ctrl+I", "Italique", "Italic"},
	{"Ctrl+E", "Ctrl+E", "Code", "Code"},
	{"Ctrl+K", "Ctrl+K", "Lien", "Link"},
	{"Ctrl+Maj+8", "Ctrl+Shift+8", "Liste", "List"},
	{"Ctrl+Maj+7", "Ctrl+Shift+7", "Liste numérotée", "Numbered list"},
	{"Ctrl+Maj+.", "Ctrl+Shift+.", "Citation", "Quote"},
	{"Alt+Maj+→ ou Ctrl+]", "Alt+Shift+→ or Ctrl+]", "Augmenter le retrait", "Indent"},
	{"Alt+Maj+← ou Ctrl+[", "Alt+Shift+← or Ctrl+[", "Réduire le retrait", "Outdent"},
	{"Ctrl+Z", "Ctrl+Z", "Annuler", "Undo"},
	{"Ctrl+Y", "Ctrl+Y", "Rétablir", "Redo"},
	{"Ctrl+Maj+V", "Ctrl+Shift+V", "Coller en texte brut", "Paste as plain text"},
	{"Ctrl+Espace", "Ctrl+Space", "Proposer des mots du site", "Suggest words of the site"},
}

var pageShortcuts = []shortcut{
	{"Ctrl+S", "Ctrl+S", "Enregistrer dans un fichier", "Save to a file"},
	{"Ctrl+O", "Ctrl+O", "Ouvrir un fichier", "Open a file"},
	{"Ctrl+Maj+L", "Ctrl+Shift+L", "Partager", "Share"},
	{"Ctrl+F", "Ctrl+F", "Rechercher", "Find"},
	{"Ctrl+H", "Ctrl+H", "Remplacer", "Replace"},
	{"Ctrl+Entrée", "Ctrl+Enter", "Voir dans l’aperçu", "See in the preview"},
	{"F6", "F6", "Passer d’un volet à l’autre", "Move between panes"},
	{"Échap puis Tab", "Escape then Tab", "Sortir du texte si Tab indente", "Leave the text when Tab indents"},
	{"Ctrl+/", "Ctrl+/", "Cette aide", "This help"},
}

func (d *dialogs) help() sheet {
	m := d.m
	return sheet{
		title: m.say("Raccourcis clavier", "Keyboard shortcuts"),
		body: []app.UI{
			app.P().Class("hint").Text(m.say("Sur Mac, Cmd remplace Ctrl. Les autres actions sont dans la barre d’outils et les menus.", "On a Mac, Cmd replaces Ctrl. The other actions are in the toolbar and the menus.")),
			d.keys(m.say("Texte", "Text"), textShortcuts),
			d.keys(m.say("Page", "Page"), pageShortcuts),
		},
	}
}

func (d *dialogs) keys(caption string, all []shortcut) app.UI {
	m := d.m
	return app.Table().Class("keys-table").Body(
		app.Caption().Text(caption),
		app.TBody().Body(app.Range(all).Slice(func(i int) app.UI {
			s := all[i]
			return app.Tr().Body(
				app.Th().Scope("row").Text(text{s.fr, s.en}.in(m.prefs.Lang)),
				app.Td().Body(app.Kbd().Text(text{s.frKeys, s.enKeys}.in(m.prefs.Lang))),
			)
		})),
	)
}

func (d *dialogs) about() sheet {
	m := d.m
	return sheet{
		title: m.say("À propos d’Aperçu", "About Aperçu"),
		body: []app.UI{
			para(m.say("La page telle qu’elle sera publiée, pendant que vous l’écrivez, dans votre navigateur, sans serveur.", "The page as it will be published, while you write it, in your browser, without a server.")),
			remark("info",
				para(m.say("Vos textes restent dans ce navigateur. Vider les données de navigation les supprime ; Safari les efface après 7 jours sans visite. Enregistrez un fichier.", "Your texts stay in this browser. Clearing browsing data deletes them; Safari erases them after 7 days without a visit. Save a file.")),
			),
			para(m.say("Outil libre, non officiel. L’aperçu utilise le Système de Design de l’État (© Service d’information du Gouvernement, Licence Ouverte 2.0, usage réservé aux sites de l’État en .gouv.fr), version 1.14.4. L’outil lui-même n’en reprend ni la marque, ni les couleurs, ni la police.", "Free software, not official. The preview uses the French State’s Design System (© Service d’information du Gouvernement, Licence Ouverte 2.0, for State sites on .gouv.fr only), version 1.14.4. The tool itself borrows neither its mark, nor its colours, nor its font.")),
			para(m.say("Le code d’Aperçu est sous licence MIT.", "Aperçu’s own code is under the MIT licence.")),
			app.P().Class("hint").Text(m.say("Version : %s", "Build: %s", m.world.Build)),
		},
		left: command("statement", nil).Class("btn").Text(m.say("Accessibilité de l’outil", "Accessibility of this tool")),
	}
}

// statement is the accessibility statement of the tool itself. It claims what
// the tests check, and says what nobody has checked.
func (d *dialogs) statement() sheet {
	m := d.m
	return sheet{
		title: m.say("Accessibilité de l’outil", "Accessibility of this tool"),
		wide:  true,
		body: []app.UI{
			para(m.say("Aperçu vise la conformité au RGAA 4.1, niveau AA (WCAG 2.2). Cette page parle de l’outil ; l’accessibilité de vos pages est dans « Vérifier ».", "Aperçu aims at RGAA 4.1, level AA (WCAG 2.2). This page is about the tool; the accessibility of your pages is under “Check”.")),
			app.H3().Text(m.say("État", "State")),
			para(m.say("Aucun audit par un tiers n’a été fait : l’outil est déclaré non conforme au sens du RGAA, faute d’audit. Ce qui suit est vérifié par des tests automatiques à chaque version.", "No third party has audited it: in RGAA’s sense the tool is declared not conformant, for want of an audit. What follows is checked by automatic tests at each version.")),
			app.Ul().Body(
				app.Li().Text(m.say("Tout se fait au clavier, sans piège : Tab sort du texte.", "Everything works from the keyboard, without a trap: Tab leaves the text.")),
				app.Li().Text(m.say("L’outil axe ne trouve aucun défaut sur l’éditeur, les panneaux et les dialogues, dans les deux thèmes.", "The axe tool finds no defect in the editor, the panels and the dialogs, in both themes.")),
				app.Li().Text(m.say("Texte agrandi au double, mouvement réduit, couleurs forcées, écran de 320 px de large.", "Text twice as large, reduced motion, forced colours, a screen 320 px wide.")),
			),
			app.H3().Text(m.say("Limites connues", "Known limits")),
			app.Ul().Body(
				app.Li().Text(m.say("L’aperçu montre votre page : ses défauts sont les siens.", "The preview shows your page: its defects are the page’s.")),
				app.Li().Text(m.say("Les lecteurs vidéo viennent d’autres sites et peuvent avoir des défauts.", "Video players come from other sites and may have defects.")),
				app.Li().Text(m.say("Aucun essai avec un lecteur d’écran sur matériel réel n’est encore consigné.", "No test with a screen reader on real hardware is recorded yet.")),
			),
			app.H3().Text(m.say("Signaler un défaut", "Report a defect")),
			para(m.say("Écrivez à la personne qui vous donne accès à cet outil : elle l’héberge et peut vous aider.", "Write to whoever gives you access to this tool: they host it and can help you.")),
		},
	}
}

type encodingContext struct {
	Name        string `json:"name"`
	UTF8        string `json:"utf8"`
	Windows1252 string `json:"windows1252"`
}

// encoding offers the only other encoding that French files are found in, with
// the same words read both ways.
func (d *dialogs) encoding() sheet {
	m := d.m
	c := contextOf[encodingContext](m)
	return sheet{
		title:  m.say("Ce fichier n’est pas en UTF-8", "This file is not UTF-8"),
		action: m.say("Ouvrir en Windows-1252", "Open as Windows-1252"),
		ready:  true,
		body: []app.UI{
			para(m.say("« %s » a sans doute été écrit en Windows-1252. Comparez :", "“%s” was probably written in Windows-1252. Compare:", c.Name)),
			app.Dl().Class("kept").Body(
				app.Div().Body(app.Dt().Text("UTF-8"), app.Dd().Text(c.UTF8)),
				app.Div().Body(app.Dt().Text("Windows-1252"), app.Dd().Text(c.Windows1252)),
			),
			app.P().Class("hint").Text(m.say("Il sera enregistré en UTF-8, que le site attend. Le document ouvert ne change que si vous acceptez.", "It will be saved in UTF-8, which the site expects. The open document changes only if you accept.")),
		},
		do: func(app.Context) { m.door.Run("openAs", map[string]string{"encoding": "windows-1252"}) },
	}
}
