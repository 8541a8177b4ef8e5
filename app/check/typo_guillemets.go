package check

import (
	"strings"

	"apercu/app/check/scan"
	"apercu/app/diag"
	"apercu/app/source"
)

var typoGuillemets = &Analyzer{
	Name: "typo-guillemets", Severity: diag.Info, French: true, Ref: "Lexique de l’Imprimerie nationale, DSFR",
	Help: Help{
		Title: diag.T("Guillemets droits ou anglais", "Straight or English quotation marks"),
		Why: diag.T("En français, on écrit « ainsi », avec une espace insécable de chaque côté.",
			"French uses « these », with a no-break space on each side."),
		Bad:  "Le mot \"sobriété\" revient souvent.",
		Good: "Le mot «\u00a0sobriété\u00a0» revient souvent.",
	},
	Run: func(p *Pass) {
		var spots []spot
		for _, l := range p.Page.Lines {
			if l.Kind == scan.BlankLine || l.Kind == scan.CodeLine || l.Kind == scan.TemplateLine || l.Kind == scan.CommentLine {
				continue
			}
			spots = append(spots, p.straightQuotes(l.Span)...)
			spots = append(spots, p.frenchQuotes(l.Span)...)
		}
		sortSpots(spots)
		p.grouped(spots, "Un guillemet à écrire à la française, avec une espace insécable.", "A quotation mark to write the French way, with a no-break space.",
			"%d guillemets à écrire à la française, avec des espaces insécables.", "%d quotation marks to write the French way, with no-break spaces.")
	},
}

func sortSpots(s []spot) {
	for i := 1; i < len(s); i++ {
		for j := i; j > 0 && s[j].span.Start < s[j-1].span.Start; j-- {
			s[j], s[j-1] = s[j-1], s[j]
		}
	}
}

// straightQuotes pairs the " of a line, and “ with ”. An odd number, or marks that
// open where they should close (a size in inches), are left alone.
func (p *Pass) straightQuotes(line source.Span) []spot {
	text := p.File.Text()
	var out []spot
	var straight []int
	for i := line.Start; i < line.End; i++ {
		if p.Page.Kind(i) != scan.Text {
			continue
		}
		switch {
		case text[i] == '"' && (i == 0 || text[i-1] != '\\'):
			straight = append(straight, i)
		case strings.HasPrefix(text[i:line.End], "“"):
			if j := strings.Index(text[i:line.End], "”"); j > 0 && p.Page.Kind(i+j) == scan.Text {
				out = append(out, p.quotes(span(i, i+len("“")), span(i+j, i+j+len("”")))...)
			}
		}
	}
	if len(straight)%2 != 0 {
		return out
	}
	for k := 0; k+1 < len(straight); k += 2 {
		open, close := straight[k], straight[k+1]
		if before, after := p.before(open), p.after(close+1); isLetter(before) || before >= '0' && before <= '9' || isLetter(after) || close == open+1 || technical(text[open+1:close]) {
			continue
		}
		out = append(out, p.quotes(span(open, open+1), span(close, close+1))...)
	}
	return out
}

// technical reports whether what is quoted is an address, a path or a value of
// code rather than words.
func technical(s string) bool {
	return !strings.ContainsAny(strings.TrimSpace(s), " \u00a0\u202f") && strings.ContainsAny(s, "/=_{}<>\\@") || strings.HasPrefix(s, "{{") || strings.HasPrefix(s, "http")
}

// quotes makes « and » of two marks, with the blanks inside of them.
func (p *Pass) quotes(open, close source.Span) []spot {
	text := p.File.Text()
	for open.End < close.Start && text[open.End] == ' ' {
		open.End++
	}
	for close.Start > open.End && text[close.Start-1] == ' ' {
		close.Start--
	}
	return []spot{{open, "«" + nbsp}, {close, nbsp + "»"}}
}

// frenchQuotes gives « its no-break space and » one where there is none. An
// ordinary space before » is for typo-nbsp-before.
func (p *Pass) frenchQuotes(line source.Span) []spot {
	text := p.File.Slice(line)
	var out []spot
	for i := 0; i < len(text); i++ {
		at := line.Start + i
		if text[i] != "«"[0] || p.Page.Kind(at) != scan.Text {
			continue
		}
		switch {
		case strings.HasPrefix(text[i:], "«"):
			end := i + len("«")
			for end < len(text) && text[end] == ' ' {
				end++
			}
			if !strings.HasPrefix(text[end:], nbsp) && !strings.HasPrefix(text[end:], nnbsp) && end < len(text) {
				out = append(out, spot{span(at, line.Start+end), "«" + nbsp})
			}
		case strings.HasPrefix(text[i:], "»"):
			if r := p.before(at); i > 0 && r != '\u00a0' && r != '\u202f' && r != ' ' {
				out = append(out, spot{span(at, at+len("»")), nbsp + "»"})
			}
		}
	}
	return out
}
