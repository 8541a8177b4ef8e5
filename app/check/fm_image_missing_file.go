package check

import "apercu/app/diag"

var fmImageMissingFile = &Analyzer{
	Name: "fm-image-missing-file", Severity: diag.Error, Needs: NeedsSite,
	Help: Help{
		Title: diag.T("Image de la page introuvable", "Page image not found"),
		Why: diag.T("Une image absente arrête la publication, ou laisse un cadre cassé sur la carte.",
			"A missing image stops publication, or leaves a broken frame on the card."),
		Bad:  "---\ntitle: Agenda\nimage:\n  path: ./Agenda.webp\n---\n",
		Good: "---\ntitle: Agenda\nimage:\n  path: ./agenda.webp\n---\n",
	},
	Run: func(p *Pass) {
		for _, path := range [][]string{{"image", "path"}, {"image", "src"}, {"image"}} {
			k, ok := p.head.key(path...)
			address := p.head.str(path...)
			if !ok || !local(address) {
				continue
			}
			if _, near, ok := p.lookup(address); !ok {
				p.Find(k.Value, diag.T("Image introuvable : %s.", "Image not found: %s.", address), p.nearest(near, path...)...)
			}
			return
		}
	},
}
