package check

import (
	"strings"

	"apercu/app/check/scan"
	"apercu/app/diag"
)

// presentational are tags that only say how text looks, with the Markdown mark
// that says what it means ("" when nothing does).
var presentational = map[string]string{"center": "", "font": "", "u": "", "big": "", "tt": "", "b": "**", "i": "*", "strike": "~~"}

var presentationalTag = &Analyzer{
	Name: "presentational-tag", Severity: diag.Warning, Ref: "RGAA 10.1.1, 8.9",
	Help: Help{
		Title: diag.T("Balise de présentation", "Presentational tag"),
		Why: diag.T("<center>, <font> ou <u> disent à quoi le texte ressemble, pas ce qu’il est ; un texte souligné passe pour un lien.",
			"<center>, <font> or <u> say what text looks like, not what it is; underlined text passes for a link."),
		Bad:  "Un mot <b>important</b>.",
		Good: "Un mot **important**.",
	},
	Run: func(p *Pass) {
		for _, e := range p.Page.Elements {
			mark, ok := presentational[e.Name]
			if !ok || e.End || strings.Contains(e.Value("class"), "icon") || e.Value("aria-hidden") != "" {
				continue
			}
			var fixes []diag.Fix
			if f, ok := p.unwrap(e, mark); ok {
				fixes = append(fixes, f)
			}
			p.Find(e.Span, diag.T("<%s> ne dit que l’apparence : retirez-la.", "<%s> only says what it looks like: take it out.", e.Name), fixes...)
		}
	},
}

// unwrap replaces a pair of tags by Markdown marks, or takes them away.
func (p *Pass) unwrap(e scan.Element, mark string) (diag.Fix, bool) {
	if e.Pair < 0 {
		return diag.Fix{}, false
	}
	inner := p.File.Slice(p.Page.Inner(e))
	if mark != "" && (inner == "" || strings.TrimSpace(inner) != inner || strings.Contains(inner, "\n")) {
		return diag.Fix{}, false
	}
	title := diag.T("Retirer la balise", "Remove the tag")
	if mark != "" {
		title = exact("Remplacer par "+mark, "Replace with "+mark)
	}
	return fix(title, replace(e.Span, mark), replace(p.Page.Elements[e.Pair].Span, mark)), true
}
