package check

import (
	"apercu/app/diag"
	"apercu/app/document/yaml"
	"apercu/app/template/value"
)

var fmDateQuoted = &Analyzer{
	Name: "fm-date-quoted", Severity: diag.Warning,
	Help: Help{
		Title: diag.T("Date entre guillemets", "Date between quotes"),
		Why: diag.T("Entre guillemets, la date devient un texte : les modèles du site affichent « Invalid DateTime ».",
			"Between quotes the date becomes a text: the site’s templates print “Invalid DateTime”."),
		Bad:  "---\ntitle: Agenda\ndate: \"2025-03-12\"\n---\n",
		Good: "---\ntitle: Agenda\ndate: 2025-03-12\n---\n",
	},
	Run: func(p *Pass) {
		k, ok := p.head.key("date")
		text, _ := value.Text(k.Data)
		if ok && (k.Style == yaml.Single || k.Style == yaml.Double) && isoDate(text) {
			p.Find(k.Value, diag.T("Entre guillemets, cette date n’est plus une date.", "Between quotes this date is no longer a date."), fix(diag.T("Retirer les guillemets", "Remove the quotes"), replace(k.Value, text)))
		}
	},
}
