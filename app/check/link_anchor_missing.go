package check

import (
	"strings"

	"apercu/app/diag"
)

var linkAnchorMissing = &Analyzer{
	Name: "link-anchor-missing", Severity: diag.Warning, Ref: "RGAA 6.1", Needs: NeedsRender,
	Help: Help{
		Title: diag.T("Ancre qui n’existe pas", "Anchor that does not exist"),
		Why: diag.T("Le lien ne fait rien : l’endroit visé a changé de nom ou n’a jamais eu d’identifiant.",
			"The link does nothing: its target was renamed or never had an identifier."),
		Bad:  "[Voir les aides](#aides-aux-communes)\n\n<h2 id=\"aides\">Aides</h2>",
		Good: "[Voir les aides](#aides)\n\n<h2 id=\"aides\">Aides</h2>",
	},
	Run: func(p *Pass) {
		ids := p.Rendered.ids()
		for _, l := range p.links() {
			target, anchor, ok := strings.Cut(l.url, "#")
			anchor = unescapePath(anchor)
			if !ok || anchor == "" || dynamic(l.url) || anchor == "top" {
				continue
			}
			known := ids
			if target != "" {
				if known = p.anchorsOf(target); known == nil {
					continue
				}
			}
			if known[anchor] {
				continue
			}
			names := make([]string, 0, len(known))
			for name := range known {
				names = append(names, name)
			}
			var fixes []diag.Fix
			if near := diag.Nearest(anchor, names); near != "" && l.dest.Len() > 0 {
				fixes = append(fixes, fix(exact("Viser « #"+near+" »", "Aim at “#"+near+"”"), replace(l.dest, target+"#"+near)))
			}
			p.Find(l.span, diag.T("L’ancre « #%s » n’existe pas.", "The anchor “#%s” does not exist.", anchor), fixes...)
		}
	},
}

// anchorsOf are the ids of another page of the site, nil when they are not known.
func (p *Pass) anchorsOf(path string) map[string]bool {
	if p.Site == nil || !local(path) {
		return nil
	}
	page, ok := p.Site.PageAt(path)
	if !ok || page.Anchors == nil {
		return nil
	}
	out := map[string]bool{}
	for _, a := range page.Anchors {
		out[a] = true
	}
	return out
}
