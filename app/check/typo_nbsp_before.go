package check

import (
	"strings"

	"apercu/app/check/scan"
	"apercu/app/diag"
)

var typoNbspBefore = &Analyzer{
	Name: "typo-nbsp-before", Severity: diag.Info, French: true, Ref: "Lexique de l’Imprimerie nationale",
	Help: Help{
		Title: diag.T("Espace ordinaire devant un signe double", "Ordinary space before a double mark"),
		Why: diag.T("L’espace ordinaire laisse le signe seul au début de la ligne suivante.",
			"An ordinary space lets the mark stand alone at the start of the next line."),
		Bad:  "Pourquoi trier ses données ?",
		Good: "Pourquoi trier ses données\u202f?",
	},
	Run: func(p *Pass) {
		var spots []spot
		p.prose(func(s segment) {
			text := p.File.Slice(s.span)
			for i := 0; i < len(text); i++ {
				if text[i] != ' ' {
					continue
				}
				j := i + 1
				for j < len(text) && text[j] == ' ' {
					j++
				}
				at := s.span.Start + i
				if want := spaceBefore(text[j:]); want != "" && p.wordBefore(at) && closes(p.after(s.span.Start+j+markLen(text[j:]))) {
					spots = append(spots, spot{span(at, s.span.Start+j), want})
				}
				i = j - 1
			}
		})
		p.grouped(spots, "Une espace insécable manque devant un signe.", "A no-break space is missing before a mark.",
			"%d espaces insécables manquent devant « ; : ! ? » ou un guillemet.", "%d no-break spaces are missing before “; : ! ?” or a closing quote.")
	},
}

// spaceBefore is the no-break space that goes before the mark that a text
// starts with, "" for another text.
func spaceBefore(s string) string {
	switch {
	case s == "":
		return ""
	case s[0] == ';' || s[0] == '!' || s[0] == '?':
		return nnbsp
	case s[0] == ':' && !strings.HasPrefix(s, "::"), strings.HasPrefix(s, "»"):
		return nbsp
	}
	return ""
}

func markLen(s string) int {
	if strings.HasPrefix(s, "»") {
		return len("»")
	}
	return 1
}

// wordBefore reports whether text stands before an offset on its line: not the
// margin, a marker or the edge of a table cell.
func (p *Pass) wordBefore(at int) bool {
	r := p.before(at)
	return r != '\n' && r != ' ' && r != '\t' && r != '|' && r != '\u00a0' && r != '\u202f' && !(at-1 >= p.Page.Body.Start && r != ')' && r != ']' && p.Page.Kind(at-1) == scan.Syntax)
}
