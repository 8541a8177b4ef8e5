package check

import (
	"strings"

	"apercu/app/diag"
)

var linkAbsoluteInternal = &Analyzer{
	Name: "link-absolute-internal", Severity: diag.Info, Needs: NeedsSite,
	Help: Help{
		Title: diag.T("Adresse complète vers une page du site lui-même", "Full address to a page of the site itself"),
		Why: diag.T("Depuis l’aperçu ou le site de test, ce lien quitte la version que l’on relit.",
			"From the preview or the staging site, this link leaves the version under review."),
		Bad:  "[Formations](https://exemple.gouv.fr/formations/)",
		Good: "[Formations](/formations/)",
	},
	Run: func(p *Pass) {
		base := strings.TrimSuffix(p.Site.BaseURL(), "/")
		if base == "" {
			return
		}
		for _, l := range p.links() {
			rest, ok := strings.CutPrefix(l.url, base)
			if !ok || rest != "" && rest[0] != '/' || l.dest.Len() < len(base) || !p.ownPath(rest) {
				continue
			}
			if rest == "" {
				rest = "/"
			}
			p.Find(l.span, diag.T("Lien vers le site lui-même : l’adresse courte suffit.", "Link to the site itself: the short address is enough."), fix(diag.T("Raccourcir l’adresse", "Shorten the address"), replace(l.dest, rest)))
		}
	},
}

// ownPath reports whether a path is a page of the site rather than another
// application on the same host; without a list of pages every path is.
func (p *Pass) ownPath(path string) bool {
	pages := p.Site.Pages()
	if pages == nil {
		return true
	}
	if i := strings.IndexAny(path, "?#"); i >= 0 {
		path = path[:i]
	}
	if fileKinds[extension(path)] != "" {
		_, _, ok := p.lookup(path)
		return ok
	}
	return p.hasPage(path)
}

// hasPage reports whether a page is published at a path from the root of the site.
func (p *Pass) hasPage(path string) bool {
	_, ok := p.Site.PageAt(strings.TrimSuffix(path, "index.html"))
	return ok
}
