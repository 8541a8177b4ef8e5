package check

import (
	"strings"

	"apercu/app/diag"
)

var titleDuplicate = &Analyzer{
	Name: "title-duplicate", Severity: diag.Warning, Ref: "RGAA 8.6.1", Needs: NeedsSite,
	Help: Help{
		Title: diag.T("Titre déjà porté par une autre page", "Title already used by another page"),
		Why: diag.T("Dans les onglets, l’historique et la recherche, rien ne distingue les deux pages.",
			"Nothing tells the two pages apart in tabs, history and search."),
		Bad:  "---\ntitle: À propos\n---\n",
		Good: "---\ntitle: À propos du service des achats\n---\n",
	},
	Run: func(p *Pass) {
		title := strings.TrimSpace(p.head.str("title"))
		k, ok := p.head.key("title")
		if !ok || title == "" || dynamic(title) {
			return
		}
		for _, other := range p.Site.Pages() {
			if other.Path != p.File.Name() && other.Path != "" && strings.EqualFold(strings.TrimSpace(other.Title), title) && languageOf(other.Path) == languageOf(p.File.Name()) {
				p.Find(k.Value, diag.T("Une autre page porte déjà ce titre : %s.", "Another page already has this title: %s.", other.Path))
				return
			}
		}
	},
}

func languageOf(path string) string {
	if strings.Contains("/"+path, "/en/") {
		return "en"
	}
	return "fr"
}
