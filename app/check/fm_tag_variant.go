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
		for _, k := range p.head.list("tags") {
			tag, _ := value.Text(k.Data)
			uses := p.Site.TagsLike(tag)
			own, best := uses[tag]-p.own(tag), ""
			for other, n := range uses {
				if other != tag && n > own && (n > uses[best] || n == uses[best] && other < best) {
					best = other
				}
			}
			if best != "" {
				p.Find(k.Value, diag.T("« %s » ressemble à l’étiquette « %s », déjà en usage.", "“%s” looks like the tag “%s”, already in use.", tag, best), p.nearest(best, k.Path...)...)
			}
		}
	},
}

// own is 1 when the site's list counts the page's own use of a tag.
func (p *Pass) own(tag string) int {
	for _, other := range p.Site.Pages() {
		if other.Path == p.File.Name() && contains(other.Tags, tag) {
			return 1
		}
	}
	return 0
}

var tagSigns = strings.NewReplacer("-", "", "_", "", " ", "", "'", "")

// tagKey is what two spellings of one tag have in common.
func tagKey(s string) string {
	s = tagSigns.Replace(fold(s))
	return strings.TrimSuffix(strings.TrimSuffix(s, "s"), "x")
}
