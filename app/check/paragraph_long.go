package check

import (
	"strings"

	"apercu/app/diag"
	"apercu/app/source"
)

// wordsPerParagraph is the number of words above which a paragraph is long.
const wordsPerParagraph = 150

// longText is an example long enough for the rules on length.
var longText = strings.TrimSpace(strings.Repeat("Le service aide chaque commune à choisir ses outils. ", 45))

var paragraphLong = &Analyzer{
	Name: "paragraph-long", Severity: diag.Info,
	Help: Help{
		Title: diag.T("Paragraphe trop long", "Paragraph too long"),
		Why: diag.T("Au-delà de 150 mots, on perd le fil, surtout sur un petit écran. Une idée, un paragraphe.",
			"Beyond 150 words readers lose the thread, on a small screen most of all. One idea, one paragraph."),
		Bad:  longText,
		Good: "Le service aide chaque commune.\n\nIl est gratuit.",
	},
	Run: func(p *Pass) {
		for _, g := range p.Page.Paragraphs {
			if n := p.Page.Words(g.Span); n > wordsPerParagraph {
				p.Find(g.Span, diag.T("Paragraphe de %d mots : coupez-le.", "Paragraph of %d words: split it.", n))
			}
		}
		for _, e := range p.Page.Elements {
			if e.Name != "p" || e.End || e.Pair < 0 {
				continue
			}
			inner := p.Page.Inner(e)
			// One whose long part is a run of text lines was counted above.
			if n := p.Page.Words(inner); n > wordsPerParagraph && !p.holdsParagraph(inner) {
				p.Find(p.Page.Whole(e), diag.T("Paragraphe de %d mots : coupez-le.", "Paragraph of %d words: split it.", n))
			}
		}
	},
}

// holdsParagraph reports whether a long paragraph already reported lies in a span.
func (p *Pass) holdsParagraph(s source.Span) bool {
	for _, g := range p.Page.Paragraphs {
		if s.Start <= g.Span.Start && g.Span.Start < s.End && p.Page.Words(g.Span) > wordsPerParagraph {
			return true
		}
	}
	return false
}
