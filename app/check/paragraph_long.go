package check

import (
	"strings"

	"apercu/app/diag"
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
	},
}
