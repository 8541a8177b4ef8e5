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
	Prepare: func(p *Pass) []func() {
		var pages []func()
		for _, l := range p.anchorLinks() {
			if l.page != "" {
				pages = append(pages, func() { p.Site.Anchors(l.page) })
			}
		}
		return pages
	},
	Run: func(p *Pass) {
		var own map[string]bool // ids of this page
		for _, l := range p.anchorLinks() {
			known := own
			if l.page != "" {
				var ok bool
				if known, ok = p.Site.Anchors(l.page); !ok {
					continue
				}
			} else if own == nil {
				own = p.Rendered.ids()
				known = own
			}
			if known[l.anchor] {
				continue
			}
			names := make([]string, 0, len(known))
			for name := range known {
				names = append(names, name)
			}
			var fixes []diag.Fix
			if near := diag.Nearest(l.anchor, names); near != "" && l.dest.Len() > 0 {
				fixes = append(fixes, fix(exact("Viser « #"+near+" »", "Aim at “#"+near+"”"), replace(l.dest, l.target+"#"+near)))
			}
			message := diag.T("L’ancre « #%s » n’existe pas.", "The anchor “#%s” does not exist.", l.anchor)
			if l.page != "" {
				message = diag.T("La page visée n’a pas d’ancre « #%s ».", "The target page has no anchor “#%s”.", l.anchor)
			}
			p.Find(l.span, message, fixes...)
		}
	},
}

// anchorLink is a link to a place in a page.
type anchorLink struct {
	link
	target, anchor string // what stands before and after #; the anchor without escapes
	page           string // the path of another page, "" for this one
}

// anchorLinks are the links with an anchor in this page or in one of the site.
func (p *Pass) anchorLinks() []anchorLink {
	var out []anchorLink
	for _, l := range p.links() {
		target, anchor, ok := strings.Cut(l.url, "#")
		if !ok || anchor == "" || anchor == "top" || strings.HasPrefix(anchor, ":~:") || dynamic(l.url) {
			continue
		}
		x := anchorLink{link: l, target: target, anchor: unescapePath(anchor)}
		if target != "" {
			page, ok := p.pageOf(target)
			if !ok {
				continue
			}
			if page.Path != p.File.Name() {
				x.page = page.Path
			}
		}
		out = append(out, x)
	}
	return out
}

// pageOf is the page of the site at an address, its own domain included.
func (p *Pass) pageOf(address string) (PageFacts, bool) {
	if p.Site == nil {
		return PageFacts{}, false
	}
	if base := strings.TrimSuffix(p.Site.BaseURL(), "/"); base != "" {
		if rest, ok := strings.CutPrefix(address, base); ok && (rest == "" || rest[0] == '/') {
			address = "/" + strings.TrimPrefix(rest, "/")
		}
	}
	if !strings.HasPrefix(address, "/") || strings.HasPrefix(address, "//") {
		return PageFacts{}, false
	}
	address, _, _ = strings.Cut(address, "?")
	return p.Site.PageAt(strings.TrimSuffix(address, "index.html"))
}
