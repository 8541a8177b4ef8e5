package check

import (
	"strings"

	"apercu/app/diag"
)

var scriptInContent = &Analyzer{
	Name: "script-in-content", Severity: diag.Error, Ref: "RGAA 7.1",
	Help: Help{
		Title: diag.T("Script dans une page de contenu", "Script in a content page"),
		Why: diag.T("La politique de sécurité du site le bloque, ou devrait : un script lit tout ce que l’internaute saisit.",
			"The site’s security policy blocks it, or should: a script reads all that visitors type."),
		Bad:  "<button onclick=\"ouvrir()\">Ouvrir</button>",
		Good: "[Ouvrir le formulaire](/formulaire/)",
	},
	Run: func(p *Pass) {
		for _, e := range p.Page.Elements {
			if e.Name == "script" && !e.End && e.Value("type") != "application/ld+json" {
				p.Find(p.Page.Whole(e), diag.T("Pas de script dans une page de contenu.", "No script in a content page."))
			}
			for _, a := range e.Attrs {
				if len(a.Name) > 3 && strings.HasPrefix(a.Name, "on") && a.Value != "" || a.Name == "href" && strings.HasPrefix(strings.ToLower(strings.TrimSpace(a.Value)), "javascript:") {
					p.Find(a.Span, diag.T("« %s » exécute un script : pas de script dans une page de contenu.", "“%s” runs a script: no script in a content page.", a.Name))
				}
			}
		}
	},
}
