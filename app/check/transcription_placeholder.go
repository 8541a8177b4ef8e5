package check

import "apercu/app/diag"

var transcriptionPlaceholder = &Analyzer{
	Name: "transcription-placeholder", Severity: diag.Error, Ref: "RGAA 4.2",
	Help: Help{
		Title: diag.T("Transcription annoncée mais absente", "Transcript announced but not there"),
		Why: diag.T("« À venir » ne dit rien de ce que la vidéo raconte. Attendez la transcription pour publier, ou retirez l’annonce et la vidéo.",
			"“Coming soon” says nothing of what the video tells. Wait for the transcript before publishing, or take the announcement and the video out."),
		Bad:  "*Transcription*\n\nÀ venir",
		Good: "{% transcription \"Transcription : visite du centre\" %}\n**Anne Durand :** Bienvenue dans nos locaux, où travaillent quarante personnes.\n{% endtranscription %}",
	},
	Run: func(p *Pass) {
		message := diag.T("La transcription est promise, mais elle n’est pas là.", "The transcript is promised, but it is not there.")
		for _, x := range p.transcripts() {
			if p.Page.Words(x.body) < 40 && announces(p.Page.Plain(x.body)) {
				p.Find(p.block(x.tag), message)
			}
		}
		for i, g := range p.Page.Paragraphs {
			plain := p.Page.Plain(g.Span)
			if !speaksOfTranscript(plain) || len(plain) > 120 || p.inTranscript(g.Span.Start) {
				continue
			}
			if announces(plain) {
				p.Find(g.Span, message)
			} else if i+1 < len(p.Page.Paragraphs) && len(plain) < 40 {
				next := p.Page.Paragraphs[i+1]
				if text := p.Page.Plain(next.Span); len(text) < 40 && announces(text) {
					p.Find(g.Span.Union(next.Span), message)
				}
			}
		}
		for _, h := range p.Page.Headings {
			if plain := p.Page.Plain(h.Text); speaksOfTranscript(plain) {
				for _, g := range p.Page.Paragraphs {
					if g.Span.Start > h.Span.End {
						if text := p.Page.Plain(g.Span); len(text) < 40 && announces(text) {
							p.Find(h.Span.Union(g.Span), message)
						}
						break
					}
				}
			}
		}
	},
}

// inTranscript reports whether an offset lies in a {% transcription %} block.
func (p *Pass) inTranscript(offset int) bool {
	for _, t := range p.Page.Tags {
		if t.Open == '%' && t.Name == "transcription" && p.block(t).Contains(offset) {
			return true
		}
	}
	return false
}
