package check

import (
	"apercu/app/diag"
)

var videoNoTranscription = &Analyzer{
	Name: "video-no-transcription", Severity: diag.Error, Ref: "RGAA 4.1",
	Help: Help{
		Title: diag.T("Vidéo ou podcast sans transcription", "Video or podcast without a transcript"),
		Why: diag.T("Une personne sourde, ou qui ne peut pas lancer le son, n’a accès à rien. La transcription se place juste sous la vidéo, ou bien un lien y mène.",
			"Someone who is deaf, or cannot play sound, gets nothing. The transcript stands right under the video, or a link leads to it."),
		Bad:  "{% dailymotion \"x8abc12\" %}\n\nLa suite de la page.",
		Good: "{% dailymotion \"x8abc12\" %}\n\n{% transcription \"Transcription : lancement du service\" %}\n**Anne Durand :** Bienvenue à toutes et à tous.\n{% endtranscription %}",
		Limit: diag.T("Aperçu ne voit ni les sous-titres ni l’audiodescription du lecteur.",
			"Aperçu sees neither the captions nor the audio description of the player."),
	},
	Run: func(p *Pass) {
		media := p.media()
		for i, v := range media {
			end := p.Page.Body.End
			if i+1 < len(media) {
				end = media[i+1].span.Start
			}
			if p.transcribed(v.span.End, end) {
				continue
			}
			message := diag.T("Cette vidéo n’a pas de transcription.", "This video has no transcript.")
			if v.audio {
				message = diag.T("Cet enregistrement sonore n’a pas de transcription.", "This sound recording has no transcript.")
			}
			p.Find(v.span, message, p.insertTranscript(v))
		}
	},
}

// transcribed reports whether a transcript, the title of one or a link to one
// stands between two offsets of the body.
func (p *Pass) transcribed(from, to int) bool {
	for _, t := range p.Page.Tags {
		if t.Open == '%' && t.Name == "transcription" && from <= t.Span.Start && t.Span.Start < to {
			return true
		}
	}
	for _, g := range p.Page.Paragraphs {
		if from <= g.Span.Start && g.Span.Start < to && speaksOfTranscript(p.Page.Plain(g.Span)) {
			return true
		}
	}
	for _, h := range p.Page.Headings {
		if from <= h.Span.Start && h.Span.Start < to && speaksOfTranscript(p.Page.Plain(h.Text)) {
			return true
		}
	}
	for _, c := range p.Page.Containers {
		if from <= c.Open.Start && c.Open.Start < to && speaksOfTranscript(p.Page.Plain(c.Title)) {
			return true
		}
	}
	for _, e := range p.Page.Elements {
		if !e.End && from <= e.Span.Start && e.Span.Start < to && (e.Name == "a" || e.Name == "p" || e.Name == "summary" || e.Name == "button") && speaksOfTranscript(p.Page.Plain(p.Page.Inner(e))) {
			return true
		}
	}
	return false
}
