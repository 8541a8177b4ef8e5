package check

import (
	"strings"

	"apercu/app/diag"
)

// vague are link texts that say nothing of where they lead.
var vague = map[string]bool{"ici": true, "cliquez ici": true, "cliquer ici": true, "lien": true, "ce lien": true, "en savoir plus": true, "savoir plus": true, "plus d'informations": true,
	"plus d'infos": true, "lire la suite": true, "suite": true, "voir": true, "voir plus": true, "pdf": true, "telecharger": true, "le site": true, "site": true, "site web": true,
	"cette page": true, "la page": true, "page": true, "article": true, "l'article": true, "document": true, "doc": true, "acceder": true, "decouvrir": true, "consulter": true,
	"here": true, "click here": true, "link": true, "more": true, "read more": true, "learn more": true, "download": true, "website": true, "revoir": true, "inscription": false,
	"la": true, "par ici": true, "plus": true, "details": true, "info": true, "infos": true, "support": true, "replay": true, "video": true, "slides": true, "lien vers le site": true}

var linkGeneric = &Analyzer{
	Name: "link-generic", Severity: diag.Warning, Ref: "RGAA 6.1.1",
	Help: Help{
		Title: diag.T("Texte de lien trop vague", "Link text too vague"),
		Why: diag.T("Lu seul, dans la liste des liens de la page, « ici » ne dit pas où l’on va.",
			"Read alone, in the page’s list of links, “here” does not say where one goes."),
		Bad:  "Le programme est [ici](/programme/).",
		Good: "Consultez le [programme de la journée](/programme/).",
		Limit: diag.T("Un texte n’est proposé que si la page visée est du site : sinon, c’est à vous de choisir les mots de la phrase qui disent où l’on va.",
			"A text is proposed only when the target is a page of the site: otherwise choose the words of the sentence that say where one goes."),
	},
	Run: func(p *Pass) {
		for _, l := range p.links() {
			text := strings.Trim(fold(l.plain), " .:!>»→")
			if !vague[text] || l.html >= 0 && p.Page.Elements[l.html].Value("aria-label") != "" {
				continue
			}
			d := diag.Diagnostic{Span: l.span, Message: diag.T("« %s » ne dit pas où mène ce lien.", "“%s” does not say where this link leads.", l.plain)}
			if title := p.targetTitle(l.url); title != p.toComplete() {
				d.Fixes = append(d.Fixes, ask(diag.T("Reprendre le titre de la page visée", "Use the title of the target page"), l.reword(title)))
			}
			p.Report(d)
		}
	},
}
