package ui

import "github.com/maxence-charriere/go-app/v10/pkg/app"

// toolbar offers what the text can be given. Arrows move in it, one Tab stop;
// data-toggle names what aria-pressed follows, as web/editor/editor.ts writes
// it from the caret. Only H2 to H4: the page's title is its H1.
type toolbar struct {
	app.Compo
	m *Model
}

func (t *toolbar) OnMount(ctx app.Context) {
	t.m.watch(ctx)
	toSlot(ctx, "slot-toolbar")
}

func (t *toolbar) tool(name, iconName, label, keys string) app.HTMLButton {
	b := command(name, nil).Class("tool").TabIndex(-1).Title(withKeys(label, keys))
	if keys != "" {
		b = b.Aria("keyshortcuts", ariaKeys(keys))
	}
	return b.Body(icon(iconName), app.Span().Class("word").Text(label))
}

// sign is a tool whose icon is enough at any width, as in every word processor.
func (t *toolbar) sign(name, iconName, label, keys string) app.HTMLButton {
	b := command(name, nil).Class("tool").TabIndex(-1).Title(withKeys(label, keys))
	if keys != "" {
		b = b.Aria("keyshortcuts", ariaKeys(keys))
	}
	return b.Body(icon(iconName), app.Span().Class("sr").Text(label))
}

func (t *toolbar) toggle(b app.HTMLButton, names string) app.HTMLButton {
	return b.DataSet("toggle", names).Aria("pressed", "false")
}

func (t *toolbar) drop(menuID, iconName, label string) app.HTMLButton {
	return menuButton(menuID).Class("tool").TabIndex(-1).Title(label).
		Body(icon(iconName), app.Span().Class("word").Text(label), app.Span().Class("icon i-down caret").Aria("hidden", "true"))
}

func withKeys(label, keys string) string {
	if keys == "" {
		return label
	}
	return label + " (" + keys + ")"
}

func line() app.UI { return app.Span().Class("tool-sep").Aria("hidden", "true") }

func (t *toolbar) Render() app.UI {
	m := t.m
	return app.Div().Class("toolbar").Attr("role", "toolbar").Aria("label", m.say("Mise en forme", "Formatting")).Aria("orientation", "horizontal").Body(
		t.drop("menu-heading", "title", m.say("Titre", "Heading")),
		t.toggle(t.sign("bold", "bold", m.say("Gras", "Bold"), "Ctrl+B"), "bold"),
		t.toggle(t.sign("italic", "italic", m.say("Italique", "Italic"), "Ctrl+I"), "italic"),
		line(),
		t.toggle(t.tool("bulletList", "list", m.say("Liste", "List"), m.say("Ctrl+Maj+8", "Ctrl+Shift+8")), "bulletList"),
		t.toggle(t.sign("orderedList", "ordered", m.say("Liste numérotée", "Numbered list"), m.say("Ctrl+Maj+7", "Ctrl+Shift+7")), "orderedList"),
		t.toggle(t.tool("quote", "quote", m.say("Citation", "Quote"), m.say("Ctrl+Maj+.", "Ctrl+Shift+.")), "quote"),
		t.tool("table", "table", m.say("Tableau", "Table"), ""),
		line(),
		t.toggle(t.tool("link", "link", m.say("Lien", "Link"), "Ctrl+K"), "link"),
		t.tool("image", "image", m.say("Image", "Image"), ""),
		t.tool("document", "document", m.say("Document", "Document"), ""),
		line(),
		t.tool("video", "video", m.say("Vidéo", "Video"), ""),
		t.tool("transcription", "transcript", m.say("Transcription", "Transcript"), ""),
		t.drop("menu-box", "box", m.say("Encadré", "Box")),
		app.Span().Class("tool-space"),
		t.sign("undo", "undo", m.say("Annuler", "Undo"), "Ctrl+Z"),
		t.sign("redo", "redo", m.say("Rétablir", "Redo"), "Ctrl+Y"),
		t.headings(),
		t.boxes(),
	)
}

func (t *toolbar) headings() app.UI {
	m := t.m
	level := func(n, class, label string) app.UI {
		return command("heading"+n, nil).Class("menu-item").Attr("role", "menuitem").TabIndex(-1).
			Body(app.Span().Class(class).Text(label), app.Span().Class("keys").Aria("hidden", "true").Text(map[string]string{"2": "##", "3": "###", "4": "####"}[n]))
	}
	return menu("menu-heading", m.say("Titre", "Heading"),
		level("2", "h2", m.say("Titre de partie (H2)", "Section (H2)")),
		level("3", "h3", m.say("Titre de sous-partie (H3)", "Subsection (H3)")),
		level("4", "h4", m.say("Titre de détail (H4)", "Detail (H4)")),
		separator(),
		item("strike", nil, "text", m.say("Barré", "Struck"), ""),
		item("code", nil, "code", m.say("Code", "Code"), "Ctrl+E"),
	)
}

func (t *toolbar) boxes() app.UI {
	m := t.m
	box := func(name, iconName, label, use string) app.UI {
		return command(name, nil).Class("menu-item").Attr("role", "menuitem").TabIndex(-1).
			Body(icon(iconName), app.Span().Body(app.Text(label), app.Small().Text(use)))
	}
	return menu("menu-box", m.say("Encadré", "Box"),
		box("callout", "box", m.say("Mise en avant", "Callout"), m.say("Un encadré avec un titre", "A box with a title")),
		box("highlight", "quote", m.say("Mise en exergue", "Highlight"), m.say("Un filet à gauche du texte", "A rule at the left of the text")),
		box("quoteBox", "transcript", m.say("Citation mise en forme", "Styled quote"), m.say("Avec une image en option", "With an optional image")),
		box("accordion", "down", m.say("Accordéon", "Accordion"), m.say("Un titre qui déplie son contenu", "A heading that unfolds its content")),
		separator(),
		box("info", "note", m.say("Alerte d’information", "Information alert"), m.say("Pour un événement, pas une remarque", "For an event, not a remark")),
		box("success", "ok", m.say("Alerte de succès", "Success alert"), m.say("Une action a réussi", "An action succeeded")),
		box("warning", "warning", m.say("Alerte d’attention", "Warning alert"), m.say("Un risque à connaître", "A risk to know")),
		box("error", "error", m.say("Alerte d’erreur", "Error alert"), m.say("Quelque chose ne marche pas", "Something does not work")),
	)
}
