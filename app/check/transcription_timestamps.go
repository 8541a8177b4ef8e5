package check

import (
	"strings"

	"apercu/app/diag"
	"apercu/app/source"
)

var transcriptionTimestamps = &Analyzer{
	Name: "transcription-timestamps", Severity: diag.Info, Ref: "DSFR",
	Help: Help{
		Title: diag.T("Codes temporels dans une transcription", "Time codes in a transcript"),
		Why: diag.T("Lus à voix haute, les codes temporels coupent chaque phrase de chiffres.",
			"Read aloud, time codes cut every sentence with figures."),
		Bad:  "{% transcription \"Transcription : bilan\" %}\n00:01:12 Bonjour à tous.\n{% endtranscription %}",
		Good: "{% transcription \"Transcription : bilan\" %}\nBonjour à tous.\n{% endtranscription %}",
	},
	Run: func(p *Pass) {
		var spots []spot
		for _, x := range p.transcripts() {
			p.Page.Prose(x.body, func(s source.Span) {
				text := p.File.Slice(s)
				for i := 0; i < len(text); i++ {
					if n := timeCode(text, i); n > 0 {
						spots = append(spots, spot{span: span(s.Start+i, s.Start+i+n)})
						i += n
					}
				}
			})
		}
		p.grouped(spots, "Un code temporel à retirer.", "A time code to remove.", "%d codes temporels à retirer.", "%d time codes to remove.")
	},
}

// timeCode is the length of a time code at i with the arrow, brackets and
// blanks that go with it. Without brackets or an arrow it needs hours, minutes
// and seconds, or to start its line: "à 10:30" is a time of day.
func timeCode(s string, i int) int {
	if i > 0 && (s[i-1] >= '0' && s[i-1] <= '9' || s[i-1] == ':') {
		return 0
	}
	j, open := i, byte(0)
	if s[j] == '[' || s[j] == '(' {
		open = s[j]
		j++
	}
	parts, j := clock(s, j)
	if parts < 2 {
		return 0
	}
	if rest := strings.TrimLeft(s[j:], " "); strings.HasPrefix(rest, "-->") {
		if n, k := clock(s, len(s)-len(strings.TrimLeft(rest[3:], " "))); n >= 2 {
			j, parts = k, 3
		}
	}
	if open != 0 {
		if j >= len(s) || s[j] != ']' && s[j] != ')' {
			return 0
		}
		j++
	} else if parts < 3 && strings.TrimSpace(s[:i]) != "" {
		return 0
	}
	for j < len(s) && s[j] == ' ' {
		j++
	}
	return j - i
}

// clock reads "00:12", "00:01:12" or "00:01:12,500" and gives how many parts it has.
func clock(s string, j int) (parts, end int) {
	for {
		k := j
		for k < len(s) && k < j+2 && '0' <= s[k] && s[k] <= '9' {
			k++
		}
		if k == j || parts > 0 && k != j+2 {
			return 0, j
		}
		parts, j = parts+1, k
		if j >= len(s) || s[j] != ':' || parts == 3 {
			break
		}
		j++
	}
	if j+3 < len(s) && (s[j] == ',' || s[j] == '.') && '0' <= s[j+1] && s[j+1] <= '9' && '0' <= s[j+2] && s[j+2] <= '9' {
		for j++; j < len(s) && '0' <= s[j] && s[j] <= '9'; j++ {
		}
	}
	return parts, j
}
