package check

import (
	"strings"

	"apercu/app/diag"
)

var linkEmptyHref = &Analyzer{
	Name: "link-empty-href", Severity: diag.Error, Ref: "RGAA 6.1",
	Help: Help{
		Title: diag.T("Lien qui ne mène nulle part", "Link that leads nowhere"),
		Why: diag.T("L’adresse a été oubliée, ou remplacée par # en attendant.",
			"The address was forgotten, or replaced with # in the meantime."),
		Bad:  "[Inscription]()",
		Good: "[Inscription](/inscription/)",
	},
	Run: func(p *Pass) {
		for _, l := range p.links() {
			if url := strings.TrimSpace(l.url); url == "" || url == "#" {
				p.Find(l.span, diag.T("Ce lien ne mène nulle part.", "This link leads nowhere."))
			}
		}
	},
}
