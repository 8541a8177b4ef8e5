package check

import (
	"strings"
	"unicode/utf8"

	"apercu/app/check/scan"
	"apercu/app/diag"
)

var boldAsHeading = &Analyzer{
	Name: "bold-as-heading", Severity: diag.Warning, Ref: "RGAA 9.1.3",
	Help: Help{
		Title: diag.T("Texte en gras à la place d’un titre", "Bold text in place of a heading"),
		Why: diag.T("L’œil y voit un titre, un lecteur d’écran n’en voit pas : la partie est introuvable dans la liste des titres.",
			"The eye sees a heading, a screen reader does not: the part cannot be found in the list of headings."),
		Bad:  "**Les aides aux communes**\n\nTrois aides existent.",
		Good: "## Les aides aux communes\n\nTrois aides existent.",
	},
	Run: func(p *Pass) {
		for i, g := range p.Page.Paragraphs {
			if g.First != g.Last || g.Item || g.Quote || i == len(p.Page.Paragraphs)-1 {
				continue
			}
			text := strings.TrimSpace(p.File.Slice(g.Span))
			inner, ok := emphasised(text)
			plain := p.Page.Plain(g.Span)
			if !ok || plain == "" || utf8.RuneCountInString(plain) >= 120 || strings.ContainsAny(plain[len(plain)-1:], ".,;:!?") || strings.HasSuffix(plain, "…") || strings.HasSuffix(plain, "»") ||
				isTranscriptTitle(plain) || p.afterMedium(g.First) || p.inTranscript(g.Span.Start) {
				continue
			}
			p.Find(g.Span, diag.T("Ce texte en gras joue un rôle de titre : faites-en un vrai.", "This bold text plays the part of a heading: make it one."),
				fix(diag.T("En faire un titre", "Make it a heading"), replace(g.Span, strings.Repeat("#", p.levelAt(g.Span.Start))+" "+inner)))
		}
	},
}

// emphasised is the text between the marks that surround a whole line.
func emphasised(s string) (string, bool) {
	for _, mark := range []string{"***", "**", "__", "*", "_"} {
		if len(s) > 2*len(mark) && strings.HasPrefix(s, mark) && strings.HasSuffix(s, mark) {
			inner := s[len(mark) : len(s)-len(mark)]
			if strings.Contains(inner, mark) || strings.TrimSpace(inner) != inner || strings.HasPrefix(inner, mark[:1]) {
				return "", false
			}
			return inner, true
		}
	}
	return "", false
}

// levelAt is the level of a heading under the one above an offset.
func (p *Pass) levelAt(offset int) int {
	level := 1
	for _, h := range p.Page.Headings {
		if h.Span.Start >= offset {
			break
		}
		level = h.Level
	}
	return min(level+1, 6)
}

// afterMedium reports whether the nearest content above a line is a video or an
// image: the bold line is then its caption.
func (p *Pass) afterMedium(line int) bool {
	for i := line - 1; i >= 0; i-- {
		l := p.Page.Lines[i]
		text := p.File.Slice(l.Span)
		switch {
		case l.Kind == scan.BlankLine || l.Kind == scan.CommentLine || l.Kind == scan.MarkupLine && p.onlyBreaks(l):
			continue
		case l.Kind == scan.TemplateLine:
			for _, t := range p.Page.Tags {
				if l.Span.Contains(t.Span.Start) && (players[t.Name] || strings.HasPrefix(t.Name, "image")) {
					return true
				}
			}
			return false
		case strings.HasPrefix(strings.TrimSpace(text), "!["), strings.Contains(text, "<iframe"), strings.Contains(text, "</iframe"), strings.Contains(text, "<img"), strings.Contains(text, "</video"):
			return true
		}
		return false
	}
	return false
}

// onlyBreaks reports whether a line holds nothing but <br>.
func (p *Pass) onlyBreaks(l scan.Line) bool {
	found := false
	for _, e := range p.elementsOn(l) {
		if e.Name != "br" {
			return false
		}
		found = true
	}
	return found && p.Page.Plain(l.Span) == ""
}

// elementsOn are the tags that start on a line.
func (p *Pass) elementsOn(l scan.Line) []scan.Element {
	es := p.Page.Elements
	lo, hi := 0, len(es)
	for lo < hi {
		if mid := (lo + hi) / 2; es[mid].Span.Start < l.Span.Start {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	end := lo
	for end < len(es) && es[end].Span.Start < l.Span.End {
		end++
	}
	return es[lo:end]
}
