package check

import (
	"strings"

	"apercu/app/diag"
)

// units take a no-break space after their number.
var units = []string{"%", "€", "M€", "k€", "Md€", "Ko", "Mo", "Go", "To", "ko", "kWh", "MWh", "GWh", "kg", "km", "°C", "Mt"}

var typoPercentUnits = &Analyzer{
	Name: "typo-percent-units", Severity: diag.Info, French: true, Ref: "Lexique de l’Imprimerie nationale",
	Help: Help{
		Title: diag.T("Nombre collé à son unité, ou séparé par une espace ordinaire", "Number glued to its unit, or parted by an ordinary space"),
		Why: diag.T("L’espace insécable garde le nombre et son unité sur la même ligne.",
			"The no-break space keeps the number and its unit on one line."),
		Bad:  "Soit 4,4% des émissions.",
		Good: "Soit 4,4\u00a0% des émissions.",
	},
	Run: func(p *Pass) {
		var spots []spot
		p.prose(func(s segment) {
			text := p.File.Slice(s.span)
			for i := 1; i < len(text); i++ {
				if text[i-1] < '0' || text[i-1] > '9' {
					continue
				}
				j := i
				for j < len(text) && text[j] == ' ' {
					j++
				}
				// Glued letters may be a name (4Go, 5To): only % and € are sure.
				if unit := unitAt(text[j:]); unit != "" && (j > i || unit == "%" || unit == "€") {
					if j > i+1 {
						j = i + 1
					}
					spots = append(spots, spot{span(s.span.Start+i-1, s.span.Start+j), text[i-1:i] + nbsp})
				}
			}
		})
		p.grouped(spots, "Une espace insécable manque entre un nombre et son unité.", "A no-break space is missing between a number and its unit.",
			"%d espaces insécables manquent entre un nombre et son unité.", "%d no-break spaces are missing between a number and its unit.")
	},
}

// unitAt is the unit that a text starts with, when no letter follows it.
func unitAt(s string) string {
	best := ""
	for _, u := range units {
		if rest, ok := strings.CutPrefix(s, u); ok && len(u) > len(best) {
			if r := []rune(rest[:min(4, len(rest))]); len(r) == 0 || !isLetter(r[0]) {
				best = u
			}
		}
	}
	return best
}
