package check

import (
	"strings"
	"unicode/utf8"

	"apercu/app/diag"
)

var fmDescriptionQuality = &Analyzer{
	Name: "fm-description-quality", Severity: diag.Info, Ref: "DSFR",
	Help: Help{
		Title: diag.T("Description trop longue ou égale au titre", "Description too long or equal to the title"),
		Why: diag.T("Au-delà de 200 caractères elle est coupée ; égale au titre, elle n’ajoute rien.",
			"Beyond 200 characters it is cut; equal to the title it adds nothing."),
		Bad:  "---\ntitle: Agenda\ndescription: Agenda\n---\n",
		Good: "---\ntitle: Agenda\ndescription: Les rendez-vous du trimestre et comment s’y inscrire.\n---\n",
	},
	Run: func(p *Pass) {
		k, ok := p.head.key("description")
		text := strings.TrimSpace(p.head.str("description"))
		if !ok || text == "" {
			return
		}
		if n := utf8.RuneCountInString(text); n > 200 {
			p.Find(k.Value, diag.T("Description de %d caractères : visez 200 au plus.", "Description of %d characters: aim for 200 at most.", n))
		} else if strings.EqualFold(text, strings.TrimSpace(p.head.str("title"))) {
			p.Find(k.Value, diag.T("La description répète le titre.", "The description repeats the title."))
		}
	},
}
