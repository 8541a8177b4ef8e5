package check

import (
	"strings"

	"apercu/app/diag"
)

var linkEmptyText = &Analyzer{
	Name: "link-empty-text", Severity: diag.Error, Ref: "RGAA 6.2",
	Help: Help{
		Title: diag.T("Lien sans texte", "Link without text"),
		Why: diag.T("Un lecteur d’écran lit l’adresse lettre à lettre, ou rien. Une image seule dans un lien doit porter une alternative.",
			"A screen reader spells the address, or says nothing. An image alone in a link needs an alternative."),
		Bad:  "[](https://www.numerique.gouv.fr)",
		Good: "[Site de la direction du numérique](https://www.numerique.gouv.fr)",
	},
	Run: func(p *Pass) {
		message := diag.T("Ce lien n’a pas de texte.", "This link has no text.")
		for _, l := range p.links() {
			if l.auto || p.says(l.text) || l.html >= 0 && p.Page.Elements[l.html].Pair < 0 || l.html >= 0 && (p.Page.Elements[l.html].Value("aria-label") != "" || p.Page.Elements[l.html].Value("aria-hidden") == "true") {
				continue
			}
			p.Find(l.span, message, ask(diag.T("Écrire le texte du lien", "Write the text of the link"), insert(l.text.End, p.targetTitle(l.url))))
		}
		if p.Rendered == nil {
			return
		}
		for i, e := range p.Rendered.elements() {
			if e.name == "a" && !e.closing && e.value("href") != "" && e.value("aria-hidden") != "true" && !p.Rendered.named(i) {
				p.ReportRendered(diag.Diagnostic{Span: p.Rendered.source(e.out), Message: message})
			}
		}
	},
}

// targetTitle is the title of the page of the site to which a link leads, or
// the words to complete.
func (p *Pass) targetTitle(url string) string {
	if p.Site != nil && local(url) {
		path, _, _ := strings.Cut(url, "#")
		if other, ok := p.Site.PageAt(path); ok && other.Title != "" {
			return other.Title
		}
	}
	return p.toComplete()
}
