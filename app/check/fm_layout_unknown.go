package check

import (
	"apercu/app/diag"
)

var fmLayoutUnknown = &Analyzer{
	Name: "fm-layout-unknown", Severity: diag.Error, Needs: NeedsSite,
	Help: Help{
		Title: diag.T("Maquette inconnue du site", "Layout unknown to the site"),
		Why: diag.T("Une maquette introuvable arrête la publication de tout le site.",
			"A layout that cannot be found stops the whole site from being published."),
		Bad:  "---\ntitle: Agenda\nlayout: layout/post.njk\n---\n",
		Good: "---\ntitle: Agenda\nlayout: layouts/post.njk\n---\n",
	},
	Run: func(p *Pass) {
		k, ok := p.head.key("layout")
		name := p.head.str("layout")
		known := p.Site.Layouts()
		if !ok || name == "" || known == nil || contains(known, name) || contains(known, name+".njk") {
			return
		}
		near := diag.Nearest(name, known)
		for _, other := range known {
			if near == "" && fileOf(other) == fileOf(name) {
				near = other
			}
		}
		p.Find(k.Value, diag.T("La maquette « %s » n’existe pas dans ce site.", "The layout “%s” does not exist in this site.", name), p.nearest(near, "layout")...)
	},
}

// nearest offers to write a known value under a key.
func (p *Pass) nearest(value string, path ...string) []diag.Fix {
	if value == "" {
		return nil
	}
	return p.set(exact("Écrire « "+value+" »", "Write “"+value+"”"), false, value, path...)
}
