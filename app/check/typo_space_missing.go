package check

import (
	"strings"

	"apercu/app/check/scan"
	"apercu/app/diag"
)

var typoSpaceMissing = &Analyzer{
	Name: "typo-space-missing", Severity: diag.Info, French: true, Ref: "Lexique de l’Imprimerie nationale",
	Help: Help{
		Title: diag.T("Espace oubliée devant un signe double", "Space missing before a double mark"),
		Why: diag.T("En français, une espace insécable précède ; : ! et ?.",
			"In French a no-break space goes before ; : ! and ?."),
		Bad:  "Les objectifs suivants:",
		Good: "Les objectifs suivants\u00a0:",
	},
	Run: func(p *Pass) {
		var spots []spot
		p.prose(func(s segment) {
			text := p.File.Slice(s.span)
			for i := 0; i < len(text); i++ {
				want := spaceBefore(text[i:])
				if want == "" || text[i] >= 0x80 || i > 0 && isMark(text[i-1]) {
					continue
				}
				at := s.span.Start + i
				if before := p.before(at); !(isLetter(before) || before == ')' && i > 0 || before == '»') || i == 0 && at > p.Page.Body.Start && p.Page.Kind(at-1) == scan.Address || !closesWord(p.after(at+1)) || entity(text, i) || i > 0 && emojiCode(text, i) {
					continue
				}
				spots = append(spots, spot{span(at, at), want})
			}
		})
		p.insertions(spots)
	},
}

// insertions groups missing spaces, showing the word before each.
func (p *Pass) insertions(spots []spot) {
	if len(spots) == 0 {
		return
	}
	d := diag.Diagnostic{Span: span(spots[0].span.Start, spots[0].span.Start+1), Message: diag.T("%d espaces manquent devant « ; : ! ? ».", "%d spaces are missing before “; : ! ?”.", len(spots))}
	title := diag.T("Tout corriger", "Fix all")
	if len(spots) == 1 {
		d.Message, title = diag.T("Une espace manque devant un signe.", "A space is missing before a mark."), diag.T("Corriger", "Fix")
	}
	var edits []diag.Edit
	for _, s := range spots {
		mark := p.File.Slice(span(s.span.Start, s.span.Start+1))
		edits = append(edits, insert(s.span.Start, s.new))
		d.Related = append(d.Related, diag.Related{Span: span(s.span.Start, s.span.Start+1), Message: change(mark, s.new+mark)})
	}
	d.Fixes = []diag.Fix{fix(title, edits...)}
	p.Report(d)
}

func isMark(c byte) bool { return c == ';' || c == ':' || c == '!' || c == '?' }

// closesWord is closes without what follows a mark in code or an address.
func closesWord(r rune) bool { return closes(r) && r != '\\' && r != '{' && r != '|' }

// entity reports whether the semicolon at i ends "&nbsp;".
func entity(text string, i int) bool {
	if text[i] != ';' {
		return false
	}
	j := i - 1
	for j >= 0 && (text[j] >= 'a' && text[j] <= 'z' || text[j] >= 'A' && text[j] <= 'Z' || text[j] >= '0' && text[j] <= '9' || text[j] == '#') {
		j--
	}
	return j >= 0 && text[j] == '&'
}

// emojiCode reports whether the colon at i ends ":smile:".
func emojiCode(text string, i int) bool {
	if text[i] != ':' {
		return false
	}
	word := text[strings.LastIndexByte(text[:i], ' ')+1 : i]
	return strings.Contains(word, ":")
}
