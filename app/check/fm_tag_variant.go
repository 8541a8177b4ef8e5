package check

import (
	"strings"

	"apercu/app/diag"
	"apercu/app/template/value"
)

var fmTagVariant = &Analyzer{
	Name: "fm-tag-variant", Severity: diag.Warning, Needs: NeedsSite,
	Help: Help{
		Title: diag.T("Étiquette presque identique à une autre", "Tag almost the same as another"),
		Why: diag.T("Deux graphies font deux pages d’étiquette, ou deux pages à la même adresse.",
			"Two spellings make two tag pages, or two pages at the same address."),
		Bad:  "---\ntitle: Agenda\ntags:\n  - videos\n---\n",
		Good: "---\ntitle: Agenda\ntags:\n  - Vidéo\n---\n",
	},
	Run: func(p *Pass) {
		uses := map[string]int{}
		for _, other := range p.Site.Pages() {
			if other.Path != p.File.Name() {
				for _, t := range other.Tags {
					uses[t]++
				}
			}
		}
		for _, k := range p.head.list("tags") {
			tag, _ := value.Text(k.Data)
			best := ""
			for other, n := range uses {
				if other != tag && tagKey(other) == tagKey(tag) && n > uses[tag] && (n > uses[best] || n == uses[best] && other < best) {
					best = other
				}
			}
			if best != "" {
				p.Find(k.Value, diag.T("« %s » ressemble à l’étiquette « %s », déjà en usage.", "“%s” looks like the tag “%s”, already in use.", tag, best), p.nearest(best, k.Path...)...)
			}
		}
	},
}

// tagKey is what two spellings of one tag have in common.
func tagKey(s string) string {
	s = strings.NewReplacer("-", "", "_", "", " ", "", "'", "").Replace(fold(s))
	return strings.TrimSuffix(strings.TrimSuffix(s, "s"), "x")
}
