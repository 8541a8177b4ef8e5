package check

import "apercu/app/diag"

// shortTranscript is the number of words under which a transcript cannot be
// that of a video: some fifteen seconds of speech.
const shortTranscript = 40

var transcriptionEmpty = &Analyzer{
	Name: "transcription-empty", Severity: diag.Error, Ref: "RGAA 4.2",
	Help: Help{
		Title: diag.T("Transcription vide ou coupée", "Empty or cut transcript"),
		Why: diag.T("Le bloc est là, mais il contient moins de 40 mots : le texte a sans doute été perdu en chemin.",
			"The block is there but holds fewer than 40 words: the text was most likely lost on the way."),
		Bad: "{% transcription \"Transcription : bilan de l’année\" %}\nBonjour à tous.\n{% endtranscription %}",
		Good: "{% transcription \"Transcription : bilan de l’année\" %}\n**Anne Durand :** Bonjour à tous. Cette année, nos équipes ont ouvert trois nouveaux services en ligne, que vingt mille personnes ont déjà utilisés. " +
			"Nous avons aussi revu chaque formulaire avec celles et ceux qui les remplissent, pour qu’ils soient plus courts.\n{% endtranscription %}",
	},
	Run: func(p *Pass) {
		for _, x := range p.transcripts() {
			words := p.Page.Words(x.body)
			if x.tag.Pair < 0 || words >= shortTranscript || announces(p.Page.Plain(x.body)) {
				continue
			}
			if inner := p.File.Slice(x.body); hasExpression(p, x) && inner != "" {
				continue // its text comes from elsewhere
			}
			message := diag.T("Cette transcription est vide ou coupée : %d mots.", "This transcript is empty or cut: %d words.", words)
			if words == 1 {
				message = diag.T("Cette transcription est vide ou coupée : 1 mot.", "This transcript is empty or cut: 1 word.")
			}
			p.Find(p.block(x.tag), message)
		}
	},
}

// hasExpression reports whether a block prints or includes something.
func hasExpression(p *Pass, x transcript) bool {
	for _, t := range p.Page.Tags {
		if x.body.Start <= t.Span.Start && t.Span.End <= x.body.End && t.Open != '#' {
			return true
		}
	}
	return false
}
