package check

import (
	"apercu/app/check/scan"
	"apercu/app/diag"
	"apercu/app/source"
)

var transcriptionOutside = &Analyzer{
	Name: "transcription-outside", Severity: diag.Warning, Ref: "RGAA 4.1, DSFR",
	Help: Help{
		Title: diag.T("Transcription hors de son composant", "Transcript outside of its component"),
		Why: diag.T("Le composant place la transcription sous la vidéo, la replie et l’annonce aux lecteurs d’écran ; un simple texte se confond avec la suite.",
			"The component puts the transcript under the video, folds it and announces it to screen readers; plain text blends with what follows."),
		Bad:  "{% dailymotion \"x8abc12\" %}\n\n*Transcription*\n\nBonjour à tous et merci d’être venus si nombreux.",
		Good: "{% dailymotion \"x8abc12\" %}\n\n{% transcription \"Transcription : ouverture\" %}\nBonjour à tous et merci d’être venus si nombreux.\n{% endtranscription %}",
		Limit: diag.T("Une transcription sur une autre page est signalée à vérifier : Aperçu ne la lit pas.",
			"A transcript on another page is to be checked: Aperçu does not read it."),
	},
	Run: func(p *Pass) {
		if len(p.media()) == 0 {
			return
		}
		message := diag.T("Cette transcription n’est pas dans son composant, sous la vidéo.", "This transcript is not in its component, under the video.")
		for _, g := range p.Page.Paragraphs {
			if text := p.Page.Plain(g.Span); !p.inTranscript(g.Span.Start) && isTranscriptTitle(text) && g.First == g.Last {
				p.outside(g.Span, text, message)
			}
		}
		for _, h := range p.Page.Headings {
			if text := p.Page.Plain(h.Text); isTranscriptTitle(text) && !p.inTranscript(h.Span.Start) {
				p.outside(h.Span, text, message)
			}
		}
		for _, l := range p.Page.Links {
			if text := p.Page.Plain(l.Text); !l.Image && speaksOfTranscript(text) && !p.inTranscript(l.Span.Start) {
				p.Doubt(l.Span, diag.T("La transcription est derrière un lien : mieux vaut son composant, sous la vidéo.", "The transcript is behind a link: its component under the video is better."))
			}
		}
	},
}

func isTranscriptTitle(plain string) bool {
	if len(plain) >= 60 {
		return false
	}
	words := wordsOf(plain)
	return len(words) > 0 && speaksOfTranscript(words[0]) && !announces(plain)
}

// outside reports a transcript typed under a title of its own, to the next
// heading, tag of a medium or end of the page.
func (p *Pass) outside(title source.Span, text string, message diag.Text) {
	i := p.Page.LineAt(title.End)
	last := i
	for j := i + 1; j < len(p.Page.Lines); j++ {
		switch l := p.Page.Lines[j]; l.Kind {
		case scan.BlankLine:
			continue
		case scan.HeadingLine, scan.TemplateLine, scan.ContainerLine, scan.RuleLine, scan.CommentLine:
		case scan.MarkupLine:
			if p.Page.Plain(l.Span) == "" {
				break
			}
			last = j
			continue
		default:
			last = j
			continue
		}
		break
	}
	body := span(title.End, p.Page.Lines[last].Span.End)
	if last == i || announces(p.Page.Plain(body)) && p.Page.Words(body) < shortTranscript {
		return
	}
	if text = trimCounters(text); text == "" || len(wordsOf(text)) == 1 {
		text = "Transcription : " + orElse(p.about(), p.toComplete())
	}
	p.Find(title, message, fix(diag.T("Mettre dans le composant « transcription »", "Put in the “transcription” component"),
		replace(title, `{% transcription "`+text+`" %}`), insert(body.End, "\n{% endtranscription %}")))
}
