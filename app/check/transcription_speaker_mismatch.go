package check

import (
	"strings"

	"apercu/app/diag"
)

var transcriptionSpeakerMismatch = &Analyzer{
	Name: "transcription-speaker-mismatch", Severity: diag.Error, Ref: "RGAA 4.2",
	Help: Help{
		Title: diag.T("Transcription au nom d’une personne absente de la page", "Transcript in the name of someone the page never mentions"),
		Why: diag.T("Le nom vient le plus souvent d’une page copiée : il attribue les paroles de quelqu’un à quelqu’un d’autre.",
			"The name most often comes from a copied page: it lends someone’s words to someone else."),
		Bad:  "**Intervention de Paul Martin, directeur**\n\n{% transcription \"Anne DURAND\" %}\n<p>Paul Martin : bonjour à toutes et à tous.</p>\n{% endtranscription %}",
		Good: "**Intervention de Paul Martin, directeur**\n\n{% transcription \"Paul Martin\" %}\n<p>Paul Martin : bonjour à toutes et à tous.</p>\n{% endtranscription %}",
	},
	Run: func(p *Pass) {
		for _, x := range p.transcripts() {
			if len(x.tag.Args) == 0 || !x.tag.Args[0].Literal {
				continue
			}
			at := x.tag.Args[0].Span
			rest := p.File.Text()[:at.Start] + "\n" + p.File.Text()[at.End:]
			folded := fold(rest)
			for _, name := range personsOf(x.title) {
				if containsWord(folded, fold(surname(name))) {
					continue
				}
				p.Find(at, diag.T("« %s » n’est cité nulle part ailleurs dans cette page : est-ce bien la personne qui parle ?", "“%s” is mentioned nowhere else in this page: is this really who speaks?", name),
					p.otherSpeakers(x, name, rest)...)
			}
		}
	},
}

// otherSpeakers offers the persons that the page speaks of, most mentioned
// first: at most two, and the author has to confirm.
func (p *Pass) otherSpeakers(x transcript, wrong, rest string) []diag.Fix {
	best, counts := []string{}, map[string]int{}
	lower := fold(rest)
	for _, name := range mentions(rest) {
		counts[name] = strings.Count(lower, fold(name))
		// Written without capitals too, it is no name: "intelligence artificielle".
		if counts[name] < 2 || strings.Contains(rest, strings.ToLower(name)) {
			continue
		}
		best = append(best, name)
		for i := len(best) - 1; i > 0 && counts[best[i]] > counts[best[i-1]]; i-- {
			best[i], best[i-1] = best[i-1], best[i]
		}
	}
	var out []diag.Fix
	for _, name := range best[:min(2, len(best))] {
		out = append(out, ask(exact("Remplacer par « "+name+" »", "Replace with “"+name+"”"),
			replace(x.tag.Args[0].Span, `"`+strings.Replace(x.title, wrong, name, 1)+`"`)))
	}
	return out
}
