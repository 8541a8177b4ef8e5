package check

import (
	"apercu/app/diag"
	"apercu/app/source"
)

// blockElements close an open <p> when a browser meets them.
var blockElements = map[string]bool{"address": true, "article": true, "aside": true, "blockquote": true, "details": true, "dialog": true, "div": true, "dl": true, "fieldset": true,
	"figcaption": true, "figure": true, "footer": true, "form": true, "h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true, "header": true, "hr": true, "main": true,
	"nav": true, "ol": true, "p": true, "pre": true, "section": true, "table": true, "ul": true}

var htmlNesting = &Analyzer{
	Name: "html-nesting", Severity: diag.Info, Ref: "RGAA 8.2", Needs: NeedsRender,
	Help: Help{
		Title: diag.T("Bloc dans un paragraphe", "Block inside a paragraph"),
		Why: diag.T("Le navigateur ferme le paragraphe avant le bloc et laisse un paragraphe vide après. Une ligne vide avant et après le composant suffit le plus souvent.",
			"The browser closes the paragraph before the block and leaves an empty one after it. A blank line before and after the component is usually enough."),
		Bad:  "Un texte <div>et un bloc</div>",
		Good: "Un texte\n\n<div>et un bloc</div>",
	},
	Run: func(p *Pass) {
		said := map[source.Span]bool{}
		open := false
		for _, e := range p.Rendered.elements() {
			switch {
			case e.name == "p":
				open = !e.closing
			case open && !e.closing && blockElements[e.name]:
				open = false
				if at := p.Rendered.source(e.out); !said[at] {
					said[at] = true
					p.Find(at, diag.T("Sur la page publiée, <%s> est pris dans un paragraphe.", "In the published page <%s> is inside a paragraph.", e.name))
				}
			}
		}
	},
}
