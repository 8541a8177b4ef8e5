package check

import (
	"strings"

	"apercu/app/check/scan"
	"apercu/app/diag"
)

// obsoleteAttrs are attributes of <iframe> that HTML no longer has.
var obsoleteAttrs = map[string]bool{"frameborder": true, "scrolling": true, "marginwidth": true, "marginheight": true, "align": true, "type": true, "longdesc": true,
	"allowtransparency": true, "webkitallowfullscreen": true, "mozallowfullscreen": true, "border": true}

var iframeObsoleteAttrs = &Analyzer{
	Name: "iframe-obsolete-attrs", Severity: diag.Info, Ref: "RGAA 8.2",
	Help: Help{
		Title: diag.T("Attributs de cadre disparus de HTML", "Frame attributes that HTML no longer has"),
		Why: diag.T("Ces attributs rendent le code non valide et la présentation se règle par le composant.",
			"These attributes make the code invalid; the component takes care of the looks."),
		Bad:  "<iframe title=\"Carte\" src=\"/carte/\" frameborder=\"0\" width=\"100%\"></iframe>",
		Good: "<iframe title=\"Carte\" src=\"/carte/\"></iframe>",
	},
	Run: func(p *Pass) {
		for _, e := range p.Page.Elements {
			if e.Name != "iframe" || e.End {
				continue
			}
			var names []string
			var edits []diag.Edit
			for _, a := range e.Attrs {
				if obsoleteAttrs[a.Name] || percentSize(a) {
					names, edits = append(names, a.Name), append(edits, remove(a.Span))
				}
			}
			if len(edits) > 0 {
				p.Find(e.Span, diag.T("Attributs qui n’existent plus : %s.", "Attributes that no longer exist: %s.", strings.Join(names, ", ")),
					fix(diag.T("Retirer ces attributs", "Remove these attributes"), edits...))
			}
		}
	},
}

// percentSize: HTML sizes are whole pixels.
func percentSize(a scan.Attr) bool {
	return (a.Name == "width" || a.Name == "height") && strings.HasSuffix(a.Value, "%")
}
