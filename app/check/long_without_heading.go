package check

import (
	"apercu/app/diag"
	"apercu/app/source"
)

// wordsPerHeading is the number of words above which a text without headings is long.
const wordsPerHeading = 350

var longWithoutHeading = &Analyzer{
	Name: "long-without-heading", Severity: diag.Info, Ref: "RGAA 9.1",
	Help: Help{
		Title: diag.T("Texte long sans intertitre", "Long text without headings"),
		Why: diag.T("On parcourt une page avant de la lire : un intertitre tous les 200 à 300 mots permet d’y trouver son chemin.",
			"People scan a page before they read it: a heading every 200 to 300 words lets them find their way."),
		Bad:  longText,
		Good: "## Un intertitre\n\nTrente mots.\n\n## Un autre\n\nEncore trente mots.",
	},
	Run: func(p *Pass) {
		words, start := 0, -1
		next := 0
		for _, g := range p.Page.Paragraphs {
			for next < len(p.Page.Headings) && p.Page.Headings[next].Span.Start < g.Span.Start {
				words, start = 0, -1
				next++
			}
			if p.inTranscript(g.Span.Start) {
				continue
			}
			if start < 0 {
				start = g.Span.Start
			}
			if words += p.Page.Words(g.Span); words > wordsPerHeading {
				p.Find(source.Span{Start: start, End: p.File.LineSpan(p.File.Line(start)).End}, diag.T("Plus de %d mots à partir d’ici sans intertitre.", "More than %d words from here on without a heading.", wordsPerHeading))
				return
			}
		}
	},
}
