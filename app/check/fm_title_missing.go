package check

import (
	"strings"

	"apercu/app/diag"
	"apercu/app/template/value"
)

var fmTitleMissing = &Analyzer{
	Name: "fm-title-missing", Severity: diag.Error, Ref: "RGAA 8.5, 8.6",
	Help: Help{
		Title: diag.T("Page sans titre", "Page without a title"),
		Why: diag.T("Le titre nomme l’onglet, la carte et le résultat de recherche ; c’est la première chose qu’un lecteur d’écran annonce.",
			"The title names the tab, the card and the search result; it is the first thing a screen reader says."),
		Bad:  "---\ntitle:\n---\n\nTexte.",
		Good: "---\ntitle: Acheter durable\n---\n\nTexte.",
	},
	Run: func(p *Pass) {
		k, ok := p.head.key("title")
		if !p.head.readable() || ok && strings.TrimSpace(value.ToString(k.Data)) != "" && !value.IsNil(k.Data) || p.inherited("title") != "" {
			return
		}
		at := p.headerSpan()
		if ok {
			at = k.Key
		}
		title := ""
		for _, h := range p.Page.Headings {
			if title = p.Page.Plain(h.Text); title != "" {
				break
			}
		}
		name := diag.T("Reprendre le premier intertitre", "Use the first heading")
		if title == "" {
			title, name = p.toComplete(), diag.T("Ajouter un titre à compléter", "Add a title to complete")
		}
		p.Find(at, diag.T("Cette page n’a pas de titre.", "This page has no title."), p.set(name, true, title, "title")...)
	},
}
