package check

import (
	"strings"

	"apercu/app/diag"
)

var linkHTTP = &Analyzer{
	Name: "link-http", Severity: diag.Warning,
	Help: Help{
		Title: diag.T("Lien en http", "http link"),
		Why: diag.T("Sans chiffrement, la page visée peut être lue ou modifiée en chemin. Presque tous les sites répondent en https : vérifiez, puis corrigez.",
			"Without encryption the target can be read or changed on its way. Nearly all sites answer over https: check, then correct."),
		Bad:  "[Sénat](http://www.senat.fr/)",
		Good: "[Sénat](https://www.senat.fr/)",
		Limit: diag.T("Aperçu n’ouvre aucune adresse : essayez le lien après la correction.",
			"Aperçu opens no address: try the link after the fix."),
	},
	Run: func(p *Pass) {
		for _, l := range p.links() {
			if !strings.HasPrefix(l.url, "http://") || l.dest.Len() < 7 || strings.HasPrefix(l.url, "http://localhost") || strings.HasPrefix(l.url, "http://127.") {
				continue
			}
			p.Find(l.span, diag.T("Préférez l’adresse en https.", "Prefer the https address."), fix(diag.T("Passer en https", "Switch to https"), insert(l.dest.Start+len("http"), "s")))
		}
	},
}
