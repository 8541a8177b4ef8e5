package check

import (
	"strings"

	"apercu/app/diag"
)

var fmTitlePunct = &Analyzer{
	Name: "fm-title-punct", Severity: diag.Info,
	Help: Help{
		Title: diag.T("Point final ou espace en trop dans le titre", "Full stop or extra space in the title"),
		Why: diag.T("Le titre est repris tel quel sur les cartes et dans les listes.",
			"The title is shown as it is on cards and in lists."),
		Bad:  "---\ntitle: Acheter durable.\n---\n",
		Good: "---\ntitle: Acheter durable\n---\n",
	},
	Run: func(p *Pass) {
		title := p.head.str("title")
		clean := strings.Join(strings.FieldsFunc(title, func(r rune) bool { return r == ' ' || r == '\t' || r == '\n' }), " ")
		if strings.HasSuffix(clean, ".") && !strings.HasSuffix(clean, "..") && !strings.HasSuffix(clean, "etc.") && strings.Count(clean, ".") == 1 {
			clean = strings.TrimRight(clean[:len(clean)-1], " ")
		}
		if k, ok := p.head.key("title"); ok && clean != title && clean != "" {
			p.Find(k.Value, diag.T("Pas de point final ni d’espace en trop dans un titre.", "No full stop and no extra space in a title."), p.set(diag.T("Nettoyer le titre", "Clean the title"), false, clean, "title")...)
		}
	},
}
