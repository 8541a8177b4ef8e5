package check

import "apercu/app/diag"

// pageKeys are the keys that layouts of the theme and Eleventy read.
var pageKeys = []string{"title", "description", "date", "layout", "tags", "image", "permalink", "eleventyNavigation", "type", "series", "video", "slides", "callout", "draft", "lang",
	"locale", "showBreadcrumb", "segments", "slugOverride", "eleventyExcludeFromCollections", "eleventyComputed", "pagination", "templateEngineOverride", "author", "summary", "override:tags"}

// otherKeys are common words that are close to a key of the theme and are not it.
var otherKeys = map[string]bool{"data": true, "late": true, "dates": true, "tag": false, "role": true, "types": true, "images": true, "videos": true, "slide": true, "titles": true,
	"authors": true, "auteur": true, "auteurs": true, "serie": false, "lane": true, "land": true, "style": true, "toc": true, "locales": true, "languages": true, "slug": true}

var fmKeyTypo = &Analyzer{
	Name: "fm-key-typo", Severity: diag.Warning,
	Help: Help{
		Title: diag.T("Clé d’en-tête mal orthographiée", "Misspelt header key"),
		Why: diag.T("Une clé inconnue est ignorée sans un mot : la page quitte sa série, ou perd sa description.",
			"An unknown key is silently ignored: the page leaves its series, or loses its description."),
		Bad:  "---\ntitle: Agenda\ndescripton: Les rendez-vous du trimestre\n---\n",
		Good: "---\ntitle: Agenda\ndescription: Les rendez-vous du trimestre\n---\n",
		Limit: diag.T("Deux clés différentes pour la même chose ne sont pas reconnues : chaque site a les siennes.",
			"Two different keys for the same thing are not recognised: each site has its own."),
	},
	Run: func(p *Pass) {
		for _, k := range p.Document.Keys {
			if len(k.Path) != 1 || contains(pageKeys, k.Path[0]) || otherKeys[k.Path[0]] {
				continue
			}
			near := diag.Nearest(k.Path[0], pageKeys)
			if near == "" {
				continue
			}
			if _, both := p.head.key(near); both {
				continue
			}
			p.Doubt(k.Key, diag.T("Clé inconnue « %s » : vouliez-vous écrire « %s » ?", "Unknown key “%s”: did you mean “%s”?", k.Path[0], near), fix(exact("Écrire « "+near+" »", "Write “"+near+"”"), replace(k.Key, near)))
		}
	},
}
