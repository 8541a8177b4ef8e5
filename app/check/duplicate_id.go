package check

import (
	"strconv"
	"strings"

	"apercu/app/diag"
	"apercu/app/source"
)

var duplicateID = &Analyzer{
	Name: "duplicate-id", Severity: diag.Error, Ref: "RGAA 8.2.1",
	Help: Help{
		Title: diag.T("Identifiant utilisé deux fois", "Identifier used twice"),
		Why: diag.T("Un lien ou un bouton qui vise cet identifiant n’atteint que le premier ; le second ne répond plus.",
			"A link or button that aims at this identifier only reaches the first one; the second no longer works."),
		Bad:  "<p id=\"aide\">Un</p>\n\n<p id=\"aide\">Deux</p>",
		Good: "<p id=\"aide\">Un</p>\n\n<p id=\"aide-2\">Deux</p>",
	},
	Run: func(p *Pass) {
		seen, all, used := map[string]source.Span{}, map[string]bool{}, map[string]int{}
		for _, e := range p.Page.Elements {
			all[e.Value("id")] = true
		}
		for _, e := range p.Page.Elements {
			a, ok := e.Attr("id")
			if !ok || a.Value == "" || e.End || strings.Contains(a.Value, "{{") {
				continue
			}
			first, again := seen[a.Value]
			if !again {
				seen[a.Value] = a.At
				continue
			}
			other := ""
			for other == "" || all[other] {
				used[a.Value]++
				other = a.Value + "-" + strconv.Itoa(used[a.Value]+1)
			}
			all[other] = true
			p.Report(diag.Diagnostic{Span: a.At, Message: diag.T("L’identifiant « %s » est déjà pris dans cette page.", "The identifier “%s” is already taken in this page.", a.Value),
				Related: []diag.Related{{Span: first, Message: diag.T("Premier usage", "First use")}},
				Fixes:   []diag.Fix{fix(exact("Renommer en « "+other+" »", "Rename to “"+other+"”"), replace(a.At, other))}})
		}
		if p.Rendered == nil {
			return
		}
		for _, d := range p.Rendered.duplicates() {
			if _, known := seen[d.id]; !known {
				p.ReportRendered(diag.Diagnostic{Span: p.Rendered.source(d.out), Message: diag.T("Sur la page publiée, l’identifiant « %s » est utilisé plusieurs fois.", "In the published page the identifier “%s” is used several times.", d.id)})
			}
		}
	},
}
