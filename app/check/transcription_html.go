package check

import (
	"strings"

	"apercu/app/diag"
)

var transcriptionHTML = &Analyzer{
	Name: "transcription-html", Severity: diag.Info, Ref: "RGAA 8.9",
	Help: Help{
		Title: diag.T("Balises <p> et <br> dans une transcription", "<p> and <br> tags in a transcript"),
		Why: diag.T("Une ligne vide suffit entre deux paragraphes ; les balises tapées à la main se ferment mal et cassent la page.",
			"A blank line between two paragraphs is enough; tags typed by hand are closed wrongly and break the page."),
		Bad:  "{% transcription \"Transcription : bilan\" %}\n<p>Bonjour.<br>\nMerci d’être là.</p>\n{% endtranscription %}",
		Good: "{% transcription \"Transcription : bilan\" %}\nBonjour.\n\nMerci d’être là.\n{% endtranscription %}",
	},
	Run: func(p *Pass) {
		for _, x := range p.transcripts() {
			n, first := 0, diag.Diagnostic{}
			for _, e := range p.Page.Elements {
				if x.body.Start <= e.Span.Start && e.Span.Start < x.body.End && !e.End && (e.Name == "p" || e.Name == "br") {
					if n == 0 {
						first.Span = e.Span
					}
					n++
				}
			}
			if n == 0 {
				continue
			}
			first.Message = diag.T("Des <p> et <br> dans cette transcription (%d) : une ligne vide entre deux paragraphes suffit.", "<p> and <br> tags in this transcript (%d): a blank line between paragraphs is enough.", n)
			if p.onlyParagraphs(x.body) {
				var out []string
				for _, c := range p.cues(x.body) {
					out = append(out, strings.ReplaceAll(c.mark, "\x00", "\u00a0"))
				}
				first.Fixes = []diag.Fix{fix(diag.T("Écrire en paragraphes Markdown", "Write as Markdown paragraphs"), replace(x.body, "\n"+strings.Join(out, "\n\n")+"\n"))}
			}
			p.Report(first)
		}
	},
}
