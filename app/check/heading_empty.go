package check

import (
	"strings"

	"apercu/app/diag"
	"apercu/app/source"
)

var headingEmpty = &Analyzer{
	Name: "heading-empty", Severity: diag.Error, Ref: "RGAA 9.1.2",
	Help: Help{
		Title: diag.T("Titre vide", "Empty heading"),
		Why: diag.T("Un lecteur d’écran annonce « titre » puis rien. Une mise en avant sans titre en produit un aussi.",
			"A screen reader says “heading” and then nothing. A callout without a title makes one too."),
		Bad:  ":::callout\nLe service ouvre lundi.\n:::",
		Good: ":::callout À retenir\nLe service ouvre lundi.\n:::",
	},
	Run: func(p *Pass) {
		for _, h := range p.Page.Headings {
			if p.says(h.Text) || h.Text.Len() == 0 && h.HTML >= 0 && p.Page.Elements[h.HTML].Pair < 0 {
				continue
			}
			p.Find(h.Span, diag.T("Ce titre est vide.", "This heading is empty."), fix(diag.T("Retirer le titre vide", "Remove the empty heading"), remove(p.ownLines(h.Span))))
		}
		for _, c := range p.Page.Containers {
			if c.Name == "callout" && !p.says(c.Title) && p.printsEmptyHeading(c.Open) {
				p.Find(c.Open, diag.T("Cette mise en avant n’a pas de titre : elle affiche un titre vide.", "This callout has no title: it shows an empty heading."),
					ask(diag.T("Ajouter un titre", "Add a title"), insert(c.Open.End, " "+p.toComplete())))
			}
		}
		if p.Rendered != nil {
			p.emptyRenderedHeadings()
		}
	},
}

// printsEmptyHeading reports whether the line that opens a callout prints an empty
// heading: a site may have its callouts' titles as paragraphs. Without the
// rendered page, it is taken for what DSFR asks.
func (p *Pass) printsEmptyHeading(open source.Span) bool {
	if p.Rendered == nil {
		return true
	}
	for i, e := range p.Rendered.elements() {
		if headingLevel(e.name) == 0 || e.closing || p.Rendered.named(i) {
			continue
		}
		if at := p.Rendered.source(e.out); at.Start <= open.End && open.Start <= at.End {
			return true
		}
	}
	return false
}

// says reports whether a span has something to read: words, an image with an
// alternative, or a template that may print some.
func (p *Pass) says(s source.Span) bool {
	if strings.TrimSpace(p.Page.Plain(s)) != "" {
		return true
	}
	for _, t := range p.Page.Tags {
		if s.Start <= t.Span.Start && t.Span.End <= s.End && t.Open != '#' {
			return true
		}
	}
	return p.saidByImage(s)
}

func (p *Pass) saidByImage(s source.Span) bool {
	for _, e := range p.Page.Elements {
		if s.Start <= e.Span.Start && e.Span.End <= s.End && (e.Value("alt") != "" || e.Value("aria-label") != "" || e.Name == "svg" && !e.End && e.Value("aria-hidden") != "true" && e.Value("role") == "img") {
			return true
		}
	}
	return false
}

func (p *Pass) emptyRenderedHeadings() {
	es := p.Rendered.elements()
	for i, e := range es {
		if headingLevel(e.name) == 0 || e.closing || p.Rendered.named(i) {
			continue
		}
		p.ReportRendered(diag.Diagnostic{Span: p.Rendered.source(e.out), Message: diag.T("Sur la page publiée, ce titre est vide.", "In the published page this heading is empty.")})
	}
}
