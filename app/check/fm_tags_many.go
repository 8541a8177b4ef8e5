package check

import "apercu/app/diag"

var fmTagsMany = &Analyzer{
	Name: "fm-tags-many", Severity: diag.Info, Ref: "DSFR",
	Help: Help{
		Title: diag.T("Plus de six étiquettes", "More than six tags"),
		Why: diag.T("Au-delà de six, plus personne ne les lit et la carte déborde.",
			"Beyond six no one reads them and the card overflows."),
		Bad:  "---\ntitle: Agenda\ntags: [a, b, c, d, e, f, g]\n---\n",
		Good: "---\ntitle: Agenda\ntags: [a, b, c]\n---\n",
	},
	Run: func(p *Pass) {
		if tags := p.head.list("tags"); len(tags) > 6 {
			k, _ := p.head.key("tags")
			p.Find(k.Key, diag.T("%d étiquettes : gardez les six plus utiles.", "%d tags: keep the six most useful.", len(tags)))
		}
	},
}
