package check

import (
	"strings"
	"unicode"

	"apercu/app/diag"
)

var acronym = &Analyzer{
	Name: "acronym", Severity: diag.Info, Off: true, Ref: "WCAG 3.1.4",
	Help: Help{
		Title: diag.T("Sigle jamais développé", "Acronym never expanded"),
		Why: diag.T("Qui arrive par un moteur de recherche ne connaît pas vos sigles : développez-les la première fois.",
			"Those who come from a search engine do not know your acronyms: expand them once."),
		Bad:  "Le dossier est suivi par la DGCL.",
		Good: "Le dossier est suivi par la direction générale des collectivités locales (DGCL).",
	},
	Run: func(p *Pass) {
		body := p.File.Slice(p.Page.Body)
		seen := map[string]bool{}
		var d diag.Diagnostic
		var names []string
		p.prose(func(s segment) {
			text := p.File.Slice(s.span)
			for i := 0; i < len(text); i++ {
				j := i
				for j < len(text) && text[j] >= 'A' && text[j] <= 'Z' {
					j++
				}
				if j-i >= 3 && j-i <= 8 && !unicode.IsLetter(p.before(s.span.Start+i)) && !unicode.IsLetter(p.after(s.span.Start+j)) && !seen[text[i:j]] {
					word := text[i:j]
					seen[word] = true
					if !strings.Contains(body, "("+word+")") && !strings.Contains(body, word+" (") && !strings.Contains(body, word+nbsp+"(") {
						d.Related = append(d.Related, diag.Related{Span: span(s.span.Start+i, s.span.Start+j), Message: exact(word, word)})
						names = append(names, word)
					}
				}
				i = max(i, j)
			}
		})
		if len(names) > 0 {
			d.Span = d.Related[0].Span
			d.Message = diag.T("Sigles non développés : %s.", "Acronyms not expanded: %s.", strings.Join(names, ", "))
			p.Report(d)
		}
	},
}
