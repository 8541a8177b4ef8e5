package check

import "apercu/app/diag"

var imgFileMissing = &Analyzer{
	Name: "img-file-missing", Severity: diag.Error, Needs: NeedsSite,
	Help: Help{
		Title: diag.T("Image qui n’existe pas", "Image that does not exist"),
		Why: diag.T("Le fichier manque, ou son nom diffère par une majuscule : la page montre un cadre cassé.",
			"The file is missing, or its name differs by a capital letter: the page shows a broken frame."),
		Bad:  "![Plan d’accès](./Plan.png)",
		Good: "![Plan d’accès](./plan.png)",
	},
	Run: func(p *Pass) {
		for _, x := range p.images() {
			if !local(x.path) {
				continue
			}
			if _, near, ok := p.lookup(x.path); !ok {
				fixes := caseFix(near, x.src)
				if x.tag >= 0 && near != "" {
					fixes = caseFix(`"`+near+`"`, x.src)
				}
				p.Find(x.span, diag.T("Image introuvable : %s.", "Image not found: %s.", x.path), fixes...)
			}
		}
	},
}
