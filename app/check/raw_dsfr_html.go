package check

import (
	"apercu/app/diag"
	"apercu/app/source"
)

// dsfrBlocks are DSFR components that pages can have without HTML, with the
// container that opens them ("" when it takes more than an edit).
var dsfrBlocks = []struct{ class, name, open string }{
	{"fr-accordion", "accordéon (???)", ""}, {"fr-alert", "alerte (:::info, :::warning…)", ""}, {"fr-callout", "mise en avant (:::callout)", ""}, {"fr-card", "carte (component)", ""},
	{"fr-highlight", "mise en exergue (:::highlight)", ":::highlight"}, {"fr-quote", "citation (:::quote)", ""}, {"fr-table", "tableau Markdown", ""}, {"fr-tile", "tuile (component)", ""},
}

var rawDSFRHTML = &Analyzer{
	Name: "raw-dsfr-html", Severity: diag.Info, Ref: "DSFR",
	Help: Help{
		Title: diag.T("Composant DSFR tapé en HTML", "DSFR component typed as HTML"),
		Why: diag.T("Le code recopié ne suit pas les mises à jour du système de design, et une balise oubliée casse la page.",
			"Copied code does not follow the updates of the design system, and one forgotten tag breaks the page."),
		Bad:  "<div class=\"fr-highlight\">\n\nLe service ouvre lundi.\n\n</div>",
		Good: ":::highlight\nLe service ouvre lundi.\n:::",
		Limit: diag.T("Seule la mise en exergue se remplace en un clic : les autres composants ont un titre, une icône ou une image à reprendre.",
			"Only the highlight is replaced in one click: the other components have a title, an icon or an image to take over."),
	},
	Run: func(p *Pass) {
		for i, e := range p.Page.Elements {
			if e.End || e.Name == "a" || e.Name == "button" {
				continue
			}
			for _, b := range dsfrBlocks {
				// Markdown has no caption: a table that has one is HTML.
				if !e.HasClass(b.class) || b.class == "fr-table" && p.has(i, "caption") {
					continue
				}
				var fixes []diag.Fix
				if b.open != "" && e.Pair >= 0 && p.aloneOnLine(e.Span) && p.aloneOnLine(p.Page.Elements[e.Pair].Span) {
					fixes = append(fixes, ask(exact("Remplacer par "+b.open, "Replace with "+b.open), replace(e.Span, b.open), replace(p.Page.Elements[e.Pair].Span, ":::")))
				}
				p.Find(e.Span, diag.T("Ce bloc HTML existe comme composant : %s.", "This HTML block exists as a component: %s.", b.name), fixes...)
				break
			}
		}
	},
}

// aloneOnLine reports whether nothing else stands on the lines of a span.
func (p *Pass) aloneOnLine(s source.Span) bool {
	return p.ownLines(s) != s || p.File.Text() == p.File.Slice(s)
}
