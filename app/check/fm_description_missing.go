package check

import (
	"strings"
	"unicode/utf8"

	"apercu/app/diag"
)

var fmDescriptionMissing = &Analyzer{
	Name: "fm-description-missing", Severity: diag.Warning, Ref: "DSFR",
	Help: Help{
		Title: diag.T("Page sans description", "Page without a description"),
		Why: diag.T("La carte, le partage et les moteurs de recherche affichent alors le slogan du site, le même pour toutes les pages.",
			"The card, shares and search engines then show the site’s slogan, the same for all pages."),
		Bad:  "---\ntitle: Acheter durable\n---\n\nQuatre gestes pour des achats plus sobres.",
		Good: "---\ntitle: Acheter durable\ndescription: Quatre gestes pour des achats plus sobres.\n---\n",
	},
	Run: func(p *Pass) {
		k, ok := p.head.key("description")
		if !p.head.readable() || strings.TrimSpace(p.head.str("description")) != "" || p.inherited("description") != "" || p.unpublished() {
			return
		}
		at := p.headerSpan()
		if ok {
			at = k.Key
		} else if t, ok := p.head.key("title"); ok {
			at = t.Key.Union(t.Value)
		}
		text, title := p.opening(), diag.T("Reprendre le début du texte", "Use the beginning of the text")
		if text == "" {
			text, title = p.toComplete(), diag.T("Ajouter une description à compléter", "Add a description to complete")
		}
		p.Find(at, diag.T("Cette page n’a pas de description.", "This page has no description."), p.set(title, true, text, "description")...)
	},
}

// unpublished reports whether the page says that it is no page: permalink: false.
func (p *Pass) unpublished() bool {
	k, ok := p.head.key("permalink")
	return ok && k.Data == false
}

// opening is the first paragraph of prose, cut after a word at 160 characters.
func (p *Pass) opening() string {
	for _, g := range p.Page.Paragraphs {
		text := p.Page.Plain(g.Span)
		if g.Item || len(strings.Fields(text)) < 5 {
			continue
		}
		if utf8.RuneCountInString(text) <= 160 {
			return text
		}
		cut := string([]rune(text)[:159])
		if i := strings.LastIndexByte(cut, ' '); i > 0 {
			cut = cut[:i]
		}
		return strings.TrimRight(cut, " ,;:\u00a0") + "…"
	}
	return ""
}
