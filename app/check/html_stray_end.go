package check

import (
	"strings"

	"apercu/app/diag"
	"apercu/app/source"
)

var htmlStrayEnd = &Analyzer{
	Name: "html-stray-end", Severity: diag.Warning, Ref: "RGAA 8.2", Needs: NeedsRender,
	Help: Help{
		Title: diag.T("Balise de fin sans début, ou balise jamais fermée", "End tag without a start, or tag never closed"),
		Why: diag.T("Le navigateur répare à sa façon : un bloc non fermé peut emporter tout le bas de la page.",
			"The browser mends it its own way: a block left open may take the whole bottom of the page along."),
		Bad:  "<div>\n\nTexte.\n",
		Good: "<div>\n\nTexte.\n\n</div>\n",
	},
	Run: func(p *Pass) {
		said := map[source.Span]bool{}
		for _, e := range p.Rendered.elements() {
			// A paragraph that a block closed is for html-nesting.
			if e.pair >= 0 || voidElements[e.name] && !e.closing || e.name == "p" || e.name == "br" || optionalEnd[e.name] && !e.closing || inSVG[e.name] {
				continue
			}
			at := p.Rendered.source(e.out)
			// The markup that the site's own Markdown gives a group of accordions is
			// unbalanced (markdown-it containers of eleventy-dsfr): no author can mend it.
			if said[at] || strings.HasPrefix(p.File.Slice(at), "???") {
				continue
			}
			said[at] = true
			if e.closing {
				p.Find(at, diag.T("</%s> ne ferme rien.", "</%s> closes nothing.", e.name))
			} else {
				p.Find(at, diag.T("<%s> n’est jamais fermé.", "<%s> is never closed.", e.name))
			}
		}
	},
}

// optionalEnd are elements whose end tag HTML lets authors leave out.
var optionalEnd = map[string]bool{"li": true, "dt": true, "dd": true, "tr": true, "td": true, "th": true, "thead": true, "tbody": true, "tfoot": true, "option": true, "colgroup": true}

var inSVG = map[string]bool{"path": true, "circle": true, "rect": true, "use": true, "line": true, "polygon": true, "ellipse": true}
