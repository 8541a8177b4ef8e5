package check

import (
	"strings"

	"apercu/app/check/scan"
	"apercu/app/diag"
	"apercu/app/source"
)

var shortcodeUnclosed = &Analyzer{
	Name: "shortcode-unclosed", Severity: diag.Error,
	Help: Help{
		Title: diag.T("Bloc ouvert et jamais fermé", "Block opened and never closed"),
		Why: diag.T("Sans sa fin, un bloc avale le reste de la page ou arrête la publication du site.",
			"Without its end a block swallows the rest of the page or stops the site from being published."),
		Bad:  ":::callout À retenir\nLe service ouvre lundi.\n\n## La suite",
		Good: ":::callout À retenir\nLe service ouvre lundi.\n:::\n\n## La suite",
	},
	Run: func(p *Pass) {
		codes, _ := p.shortcodes()
		for _, c := range codes {
			if c.Paired {
				p.unclosedTags(c.Name)
			}
		}
		for _, c := range p.Page.Containers {
			switch {
			case c.Name == "":
				p.Find(c.Open, diag.T("Cette marque ferme un bloc qui n’est pas ouvert.", "This mark closes a block that is not open."),
					fix(diag.T("Retirer la marque", "Remove the mark"), remove(p.ownLines(c.Open))))
			case c.Close.Len() == 0:
				marker := p.File.Slice(c.Marker)
				p.Find(c.Open, diag.T("Il manque « %s » à la fin de ce bloc.", "“%s” is missing at the end of this block.", marker),
					fix(diag.T("Fermer le bloc avant le titre suivant", "Close the block before the next heading"), p.closing(c.Open.End, marker)))
			}
		}
	},
}

func (p *Pass) unclosedTags(name string) {
	for _, t := range p.Page.Tags {
		if t.Open != '%' || t.Pair >= 0 {
			continue
		}
		switch end := "{% end" + name + " %}"; t.Name {
		case name:
			p.Find(t.Span, diag.T("Il manque « %s » à la fin de ce bloc.", "“%s” is missing at the end of this block.", end),
				fix(diag.T("Fermer le bloc avant le titre suivant", "Close the block before the next heading"), p.closing(t.Span.End, end)))
		case "end" + name:
			p.Find(t.Span, diag.T("Cette balise ferme un bloc « %s » qui n’est pas ouvert.", "This tag closes a “%s” block that is not open.", name),
				fix(diag.T("Retirer la balise", "Remove the tag"), remove(p.ownLines(t.Span))))
		}
	}
}

// closing inserts an end mark after the last text before the next heading,
// block of the same kind or end of the page.
func (p *Pass) closing(from int, mark string) diag.Edit {
	at := from
	start := p.Page.LineAt(from) + 1
	for i := start; i < len(p.Page.Lines); i++ {
		l := p.Page.Lines[i]
		if l.Kind == scan.HeadingLine || l.Kind == scan.ContainerLine && mark[0] == p.File.Text()[l.Span.Start+l.Indent] ||
			l.Kind == scan.TemplateLine && strings.HasPrefix(mark, "{%") && strings.Contains(p.File.Slice(l.Span), strings.TrimPrefix(strings.Fields(mark)[1], "end")) {
			break
		}
		if l.Kind != scan.BlankLine {
			at = l.Span.End
		}
	}
	return insert(at, "\n"+mark)
}

// ownLines extends a span to whole lines, line ending included, when nothing
// else stands on them, so that removing it leaves no blank.
func (p *Pass) ownLines(s source.Span) source.Span {
	first, last := p.File.LineSpan(p.File.Line(s.Start)), p.File.LineSpan(p.File.Line(s.End))
	if !p.blank(first.Start, s.Start) || !p.blank(s.End, last.End) {
		return s
	}
	text := p.File.Text()
	end := last.End
	if strings.HasPrefix(text[end:], "\r\n") {
		end += 2
	} else if strings.HasPrefix(text[end:], "\n") {
		end++
	}
	return span(first.Start, end)
}
