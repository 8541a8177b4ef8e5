package check

import (
	"sort"

	"apercu/app/diag"
	"apercu/app/source"
)

// wordsPerHeading is the number of words above which a text without headings is long.
const wordsPerHeading = 350

// wordsInPart is the same under a heading: a part of a structured page may be
// longer before it tires.
const wordsInPart = 2 * wordsPerHeading

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
		// The title of an accordion is a heading once published.
		var marks []int
		for _, h := range p.Page.Headings {
			marks = append(marks, h.Span.Start)
		}
		for _, c := range p.Page.Containers {
			if c.Title.Len() > 0 {
				marks = append(marks, c.Open.Start)
			}
		}
		sort.Ints(marks)
		words, start, next, limit := 0, -1, 0, wordsPerHeading
		if len(marks) > 0 {
			limit = wordsInPart
		}
		for _, g := range p.Page.Paragraphs {
			for next < len(marks) && marks[next] < g.Span.Start {
				words, start = 0, -1
				next++
			}
			if p.inTranscript(g.Span.Start) {
				continue
			}
			if start < 0 {
				start = g.Span.Start
			}
			if words += p.Page.Words(g.Span); words > limit {
				p.Find(source.Span{Start: start, End: p.File.LineSpan(p.File.Line(start)).End}, diag.T("Plus de %d mots à partir d’ici sans intertitre.", "More than %d words from here on without a heading.", limit))
				return
			}
		}
	},
}
