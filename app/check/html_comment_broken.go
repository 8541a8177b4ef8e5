package check

import (
	"strings"

	"apercu/app/diag"
)

var htmlCommentBroken = &Analyzer{
	Name: "html-comment-broken", Severity: diag.Error, Ref: "RGAA 8.2, 10.2",
	Help: Help{
		Title: diag.T("Commentaire HTML mal fermé", "HTML comment not closed"),
		Why: diag.T("Tout ce qui suit disparaît de la page, pied de page compris.",
			"Everything after it vanishes from the page, the footer included."),
		Bad:  "<!-- transcription ->\n\nLa suite.",
		Good: "<!-- transcription -->\n\nLa suite.",
	},
	Run: func(p *Pass) {
		for _, c := range p.Page.Comments {
			if c.Closed {
				continue
			}
			var edit diag.Edit
			text := strings.TrimRight(p.File.Slice(c.Span), " \t\r")
			if i := strings.LastIndex(text, "->"); i > 4 {
				edit = replace(span(c.Span.Start+i, c.Span.Start+i+2), "-->")
			} else if i := strings.LastIndex(text, "--"); i > 4 && i+2 == len(text) {
				edit = insert(c.Span.Start+i+2, ">")
			} else {
				edit = insert(c.Span.Start+len(text), " -->")
			}
			p.Find(c.Span, diag.T("Ce commentaire n’est pas fermé par « --> » : la suite de la page disparaît.", "This comment is not closed by “-->”: the rest of the page vanishes."),
				fix(diag.T("Fermer le commentaire", "Close the comment"), edit))
		}
	},
}
