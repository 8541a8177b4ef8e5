package check

import (
	"strings"

	"apercu/app/diag"
)

var transcriptionSeveral = &Analyzer{
	Name: "transcription-several", Severity: diag.Error, Ref: "RGAA 8.2, 7.1",
	Help: Help{
		Title: diag.T("Plusieurs transcriptions dans une page", "Several transcripts in one page"),
		Why: diag.T("Quand le site donne à toutes le même identifiant, un clic sur l’une ouvre l’autre et plus rien ne se referme.",
			"When the site gives all of them the same identifier, a click on one opens another and nothing closes any more."),
		Bad:  "{% transcription \"Première partie\" %}\nBonjour.\n{% endtranscription %}\n\n{% transcription \"Seconde partie\" %}\nMerci.\n{% endtranscription %}",
		Good: "{% transcription \"Transcription : les deux parties\" %}\n**Première partie**\n\nBonjour.\n\n**Seconde partie**\n\nMerci.\n{% endtranscription %}",
	},
	Run: func(p *Pass) {
		xs := p.transcripts()
		if len(xs) < 2 || p.Rendered != nil && len(p.Rendered.duplicates()) == 0 {
			return
		}
		var edits []diag.Edit
		var moved strings.Builder
		first := xs[0]
		d := diag.Diagnostic{Span: xs[1].tag.Span, Message: diag.T("%d transcriptions dans cette page : elles peuvent se bloquer l’une l’autre.", "%d transcripts in this page: they may block one another.", len(xs))}
		for _, x := range xs[1:] {
			d.Related = append(d.Related, diag.Related{Span: x.tag.Span, Message: diag.T("Autre transcription", "Other transcript")})
			if x.tag.Pair < 0 || first.tag.Pair < 0 {
				p.Report(d)
				return
			}
			moved.WriteString("\n")
			if x.title != "" {
				moved.WriteString("**" + x.title + "**\n\n")
			}
			moved.WriteString(strings.Trim(p.File.Slice(x.body), "\r\n") + "\n")
			whole := p.block(x.tag)
			edits = append(edits, remove(span(whole.Start, min(whole.End+1, len(p.File.Text())))))
		}
		edits = append(edits, insert(first.body.End, moved.String()))
		d.Fixes = []diag.Fix{fix(diag.T("Réunir en une seule transcription", "Merge into one transcript"), edits...)}
		p.Report(d)
	},
}
