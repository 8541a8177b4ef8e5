package check

import (
	"strings"

	"apercu/app/diag"
)

var linkPageMissing = &Analyzer{
	Name: "link-page-missing", Severity: diag.Error, Ref: "RGAA 6.1", Needs: NeedsSite,
	Help: Help{
		Title: diag.T("Lien vers une page absente du site", "Link to a page the site does not have"),
		Why: diag.T("La page a changé d’adresse ou n’a pas été publiée : le lien mène à une erreur 404.",
			"The page moved or was not published: the link leads to a 404 error."),
		Bad:  "[Nos formations](/formation/)",
		Good: "[Nos formations](/formations/)",
	},
	Run: func(p *Pass) {
		pages := p.Site.Pages()
		if pages == nil {
			return
		}
		for _, l := range p.links() {
			if !strings.HasPrefix(l.url, "/") || strings.HasPrefix(l.url, "//") || dynamic(l.url) || l.dest.Len() == 0 {
				continue
			}
			path := l.url
			if i := strings.IndexAny(path, "?#"); i >= 0 {
				path = path[:i]
			}
			if ext := extension(path); path == "/" || ext != "" && ext != "html" || p.hasPage(path) {
				continue
			}
			if _, _, ok := p.lookup(path); ok {
				continue
			}
			var fixes []diag.Fix
			urls := make([]string, 0, len(pages))
			for _, other := range pages {
				urls = append(urls, other.URL)
			}
			if near := diag.Nearest(path, urls); near != "" {
				fixes = append(fixes, fix(exact("Écrire « "+near+" »", "Write “"+near+"”"), replace(l.dest, near+strings.TrimPrefix(l.url, path))))
			}
			p.Report(diag.Diagnostic{Span: l.span, Message: diag.T("Le site n’a pas de page « %s ».", "The site has no page “%s”.", path), Fixes: fixes, Unsure: p.Site.Generated()})
		}
	},
}
