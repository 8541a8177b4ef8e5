package check

import (
	"strings"
	"unicode"

	"apercu/app/check/scan"
	"apercu/app/diag"
	"apercu/app/source"
)

var allCaps = &Analyzer{
	Name: "all-caps", Severity: diag.Info,
	Help: Help{
		Title: diag.T("Phrase en capitales", "Sentence in capitals"),
		Why: diag.T("Les capitales se lisent lentement, et certains lecteurs d’écran les épellent.",
			"Capitals read slowly, and some screen readers spell them out."),
		Bad:  "INFORMATION IMPORTANTE POUR TOUS LES AGENTS",
		Good: "Information importante pour tous les agents",
	},
	Run: func(p *Pass) {
		for _, l := range p.Page.Lines {
			if l.Kind != scan.TextLine && l.Kind != scan.ItemLine && l.Kind != scan.QuoteLine {
				continue
			}
			var read []string
			p.Page.Prose(l.Span, func(s source.Span) { read = append(read, p.File.Slice(s)) })
			plain := strings.Trim(strings.Join(read, " "), " *_")
			if !allCapitals(plain, 20) || len(strings.Fields(plain)) < 3 || shortWords(plain) {
				continue
			}
			var fixes []diag.Fix
			if text := p.File.Slice(l.Span); strings.Contains(text, plain) {
				at := l.Span.Start + strings.Index(text, plain)
				fixes = append(fixes, ask(diag.T("Écrire en minuscules", "Write in lower case"), replace(span(at, at+len(plain)), sentenceCase(plain))))
			}
			p.Find(l.Span, diag.T("Phrase en capitales : écrivez-la en minuscules.", "Sentence in capitals: write it in lower case."), fixes...)
		}
	},
}

// shortWords reports whether a text is made of acronyms rather than words.
func shortWords(s string) bool {
	for _, w := range strings.Fields(s) {
		if len(w) > 6 {
			return false
		}
	}
	return true
}

func sentenceCase(s string) string {
	r := []rune(strings.ToLower(s))
	for i := range r {
		if unicode.IsLetter(r[i]) {
			r[i] = unicode.ToUpper(r[i])
			break
		}
	}
	return string(r)
}
