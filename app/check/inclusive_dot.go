package check

import (
	"strings"

	"apercu/app/diag"
)

// doublets are the endings that brackets or full stops add inside a word.
var doublets = []string{"(e)s", "(e)", "(ne)", "(ne)s", "(trice)", "(trice)s", "(rice)", "(le)s", "(se)s", "(s)e(s)", "(ère)s", "(es)", ".e.s", ".es ", ".rice.s", ".rices", ".trice.s", ".ne.s", ".ère.s"}

var inclusiveDot = &Analyzer{
	Name: "inclusive-dot", Severity: diag.Info, French: true, Ref: "Circulaire du 21 novembre 2017",
	Help: Help{
		Title: diag.T("Point médian ou parenthèses dans un mot", "Middle dot or brackets inside a word"),
		Why: diag.T("Un lecteur d’écran coupe le mot. Préférez les deux formes (« les agentes et les agents ») ou un mot neutre.",
			"A screen reader cuts the word. Prefer both forms (“les agentes et les agents”) or a neutral word."),
		Bad:  "Les agent·es sont invité·es.",
		Good: "Les agentes et les agents sont invités.",
	},
	Run: func(p *Pass) {
		d := diag.Diagnostic{}
		p.prose(func(s segment) {
			text := p.File.Slice(s.span)
			for i := 1; i < len(text); i++ {
				n := 0
				if strings.HasPrefix(text[i:], "·") || strings.HasPrefix(text[i:], "•") && isLetter(p.before(s.span.Start+i)) {
					if isLetter(p.before(s.span.Start+i)) && isLetter(p.after(s.span.Start+i+len("·"))) {
						n = len("·")
					}
				} else if (text[i] == '(' || text[i] == '.') && isLetter(p.before(s.span.Start+i)) {
					for _, x := range doublets {
						if strings.HasPrefix(text[i:], x) && len(x) > n {
							n = len(x)
						}
					}
				}
				if n > 0 {
					start, end := i, i+n
					for start > 0 && text[start-1] != ' ' {
						start--
					}
					for end < len(text) && text[end] != ' ' && text[end] != ',' {
						end++
					}
					d.Related = append(d.Related, diag.Related{Span: span(s.span.Start+start, s.span.Start+end), Message: exact("« "+strings.TrimRight(text[start:end], " .,")+" »", "“"+strings.TrimRight(text[start:end], " .,")+"”")})
					i = end
				}
			}
		})
		if len(d.Related) > 0 {
			d.Span = d.Related[0].Span
			d.Message = diag.T("%d mots coupés par un point médian ou des parenthèses.", "%d words cut by a middle dot or brackets.", len(d.Related))
			if len(d.Related) == 1 {
				d.Message = diag.T("Un mot coupé par un point médian ou des parenthèses.", "A word cut by a middle dot or brackets.")
			}
			p.Report(d)
		}
	},
}
