package check

import "apercu/app/diag"

var inlineStyle = &Analyzer{
	Name: "inline-style", Severity: diag.Warning, Ref: "RGAA 10.1",
	Help: Help{
		Title: diag.T("Style écrit dans le texte", "Style written in the text"),
		Why: diag.T("Une couleur ou une taille posée à la main échappe au mode sombre, aux contrastes du DSFR et à la politique de sécurité du site.",
			"A colour or size set by hand escapes dark mode, DSFR contrasts and the site’s security policy."),
		Bad:  "<span style=\"color:#3a6d48\">Important</span>",
		Good: "**Important**",
	},
	Run: func(p *Pass) {
		for _, e := range p.Page.Elements {
			a, ok := e.Attr("style")
			if !ok || e.End {
				continue
			}
			var fixes []diag.Fix
			if !p.keepsRatio(e.Span.Start) {
				fixes = append(fixes, fix(diag.T("Retirer le style", "Remove the style"), remove(a.Span)))
			}
			p.Find(a.Span, diag.T("Pas de style dans le texte : laissez faire les composants.", "No style in the text: let the components do it."), fixes...)
		}
	},
}

// keepsRatio reports whether a tag is an embedded video or the div around it,
// whose style goes away with the fix of video-raw-iframe, not alone.
func (p *Pass) keepsRatio(offset int) bool {
	for _, v := range p.media() {
		if v.element >= 0 && v.whole.Contains(offset) {
			return true
		}
	}
	return false
}
