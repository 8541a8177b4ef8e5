package check

import (
	"unicode/utf8"

	"apercu/app/diag"
)

var fmTitleLong = &Analyzer{
	Name: "fm-title-long", Severity: diag.Info, Ref: "RGAA 8.6",
	Help: Help{
		Title: diag.T("Titre de page trop long", "Page title too long"),
		Why: diag.T("Au-delà de 70 caractères, il est coupé sur la carte, dans l’onglet et dans les résultats de recherche.",
			"Beyond 70 characters it is cut on the card, in the tab and in search results."),
		Bad:  "---\ntitle: Présentation du catalogue des outils mis à la disposition des communes et de leurs groupements\n---\n",
		Good: "---\ntitle: Un catalogue d’outils pour les communes\n---\n",
	},
	Run: func(p *Pass) {
		k, _ := p.head.key("title")
		if n := utf8.RuneCountInString(p.head.str("title")); n > 70 {
			p.Find(k.Value, diag.T("Titre de %d caractères : visez 70 au plus.", "Title of %d characters: aim for 70 at most.", n))
		}
	},
}
