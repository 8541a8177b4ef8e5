package check

import (
	"strings"

	"apercu/app/diag"
	"apercu/app/source"
)

var njkExpression = &Analyzer{
	Name: "njk-expression", Severity: diag.Info,
	Help: Help{
		Title: diag.T("Expression dynamique dans le texte", "Dynamic expression in the text"),
		Why: diag.T("Ce que la page affiche dépend d’autres données du site : l’aperçu peut différer, et une faute de frappe peut tout arrêter.",
			"What the page shows depends on other data of the site: the preview may differ, and a typo may stop everything."),
		Bad:  "Page mise à jour le {{ date }}.",
		Good: "Page mise à jour le 12 mars 2025.",
	},
	Run: func(p *Pass) {
		n, first := 0, source.Span{}
		for _, t := range p.Page.Tags {
			if t.Open == '{' || t.Open == '%' && (t.Name == "set" || t.Name == "if" || t.Name == "for") {
				if n == 0 {
					first = t.Span
				}
				n++
			}
		}
		if n > 0 {
			p.Find(first, diag.T("Expressions dynamiques dans cette page : %d. L’aperçu peut différer du site.", "Dynamic expressions in this page: %d. The preview may differ from the site.", n))
		}
		p.printedObjects()
	},
}

// printedObjects finds "{{ image }}" where image is a map: the site prints
// "[object Object]".
func (p *Pass) printedObjects() {
	for _, t := range p.Page.Tags {
		if t.Open != '{' {
			continue
		}
		name := strings.Trim(p.File.Slice(t.Span), "{}- \t")
		if _, ok := p.head.key(name, "path"); ok {
			p.Report(diag.Diagnostic{Severity: diag.Warning, Span: t.Span, Message: diag.T("« %s » est un ensemble de champs : le site affichera « [object Object] ».", "“%s” is a set of fields: the site will print “[object Object]”.", name),
				Fixes: []diag.Fix{fix(exact("Écrire « "+name+".path »", "Write “"+name+".path”"), replace(t.Span, "{{ "+name+".path }}"))}})
		}
	}
}
