package check

import (
	"strings"
	"unicode"

	"apercu/app/diag"
	"apercu/app/source"
)

const acronymRule = "acronym"

var acronym = &Analyzer{
	Name: acronymRule, Severity: diag.Info, Off: true, Ref: "WCAG 3.1.4",
	Help: Help{
		Title: diag.T("Sigle jamais développé", "Acronym never expanded"),
		Why: diag.T("Qui arrive par un moteur de recherche ne connaît pas vos sigles : développez-les la première fois. Les sigles du glossaire (apercu.yaml, clé glossary) sont proposés avec leur sens.",
			"Those who come from a search engine do not know your acronyms: expand them once. Those of the glossary (apercu.yaml, key glossary) are proposed with their meaning."),
		Bad:  "Le dossier est suivi par la DGCL.",
		Good: "Le dossier est suivi par la direction générale des collectivités locales (DGCL).",
		Limit: diag.T("Avec un glossaire, seuls ses sigles sont cherchés ; sans lui, tous le sont, sans proposition. L’article devant le sigle reste à relire.",
			"With a glossary, its acronyms alone are looked for; without one, all are, with no proposal. The article before the acronym is yours to read again."),
	},
	Run: func(p *Pass) {
		found := p.acronyms()
		if len(p.Glossary) > 0 {
			for _, s := range found {
				word := p.File.Slice(s)
				if words := p.Glossary[word]; words != "" && !strings.Contains(fold(p.Page.Plain(p.Page.Body)), fold(words)) {
					p.Find(s, diag.T("Sigle non développé : %s.", "Acronym not expanded: %s.", word), ask(diag.T("Développer d’après le glossaire", "Expand from the glossary"), replace(s, words+" ("+word+")")))
				}
			}
			return
		}
		var d diag.Diagnostic
		var names []string
		for _, s := range found {
			word := p.File.Slice(s)
			d.Related = append(d.Related, diag.Related{Span: s, Message: exact(word, word)})
			names = append(names, word)
		}
		if len(names) > 0 {
			d.Span = d.Related[0].Span
			d.Message = diag.T("Sigles non développés : %s.", "Acronyms not expanded: %s.", strings.Join(names, ", "))
			p.Report(d)
		}
	},
}

// acronyms are the first places of words of 3 to 8 capitals that no parenthesis
// expands.
func (p *Pass) acronyms() []source.Span {
	body := p.File.Slice(p.Page.Body)
	seen := map[string]bool{}
	var out []source.Span
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
					out = append(out, span(s.span.Start+i, s.span.Start+j))
				}
			}
			i = max(i, j)
		}
	})
	return out
}
