package check

import "apercu/app/diag"

var imgNoAltAttr = &Analyzer{
	Name: "img-no-alt-attr", Severity: diag.Error, Ref: "RGAA 1.1.1",
	Help: Help{
		Title: diag.T("Image sans alternative", "Image without an alternative"),
		Why: diag.T("Sans attribut alt, un lecteur d’écran lit le nom du fichier.",
			"Without an alt attribute a screen reader reads the name of the file."),
		Bad:  "<img src=\"plan.png\">",
		Good: "<img src=\"plan.png\" alt=\"Plan d’accès par la rue de Grenelle\">",
	},
	Run: func(p *Pass) {
		message := diag.T("Cette image n’a pas d’alternative.", "This image has no alternative.")
		for _, x := range p.images() {
			if x.none {
				at := x.span.Start + len("<img")
				p.Find(x.span, message, ask(diag.T("Décrire l’image", "Describe the image"), insert(at, ` alt="`+p.toComplete()+`"`)),
					fix(diag.T("Marquer comme décorative", "Mark as decorative"), insert(at, ` alt=""`)))
			}
		}
		if p.Rendered == nil {
			return
		}
		for _, e := range p.Rendered.elements() {
			if e.name == "img" && !e.has("alt") && e.value("aria-hidden") != "true" {
				p.ReportRendered(diag.Diagnostic{Span: p.Rendered.source(e.out), Message: message})
			}
		}
	},
}
