package check

import (
	"strings"

	"apercu/app/diag"
)

var imgAlt = &Analyzer{
	Name: "img-alt", Severity: diag.Warning, Ref: "RGAA 1.1, 1.2",
	Help: Help{
		Title: diag.T("Image à l’alternative vide", "Image with an empty alternative"),
		Why: diag.T("Vide veut dire « décorative » : un lecteur d’écran la passe. Si elle apporte une information, décrivez-la en une phrase.",
			"Empty means “decorative”: a screen reader skips it. If it informs, describe it in one sentence."),
		Bad:  "![](chiffres.webp)",
		Good: "![42 % des achats sont faits en ligne](chiffres.webp)",
	},
	Run: func(p *Pass) {
		for _, x := range p.images() {
			if x.alt != "" || x.none {
				continue
			}
			if x.html >= 0 && (p.Page.Elements[x.html].Value("aria-hidden") == "true" || p.Page.Elements[x.html].Value("role") == "presentation") {
				continue
			}
			var fixes []diag.Fix
			describe := diag.T("Décrire l’image", "Describe the image")
			switch {
			case x.tag < 0 && x.at.Start > 0:
				fixes = append(fixes, ask(describe, replace(x.at, p.toComplete())))
			case x.tag >= 0 && x.at.Len() > 0:
				fixes = append(fixes, ask(describe, replace(x.at, `"`+p.toComplete()+`"`)))
			case x.tag >= 0:
				fixes = append(fixes, ask(describe, insert(x.src.End, `, "`+p.toComplete()+`"`)))
			}
			p.Doubt(x.span, diag.T("Cette image est-elle décorative ? Sinon, décrivez-la.", "Is this image decorative? If not, describe it."), fixes...)
		}
	},
}

func fileOf(path string) string {
	if i := strings.IndexAny(path, "?#"); i >= 0 {
		path = path[:i]
	}
	return path[strings.LastIndexByte(path, '/')+1:]
}
