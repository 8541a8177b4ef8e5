package check

import (
	"apercu/app/check/scan"
	"apercu/app/diag"
	"apercu/app/source"
)

var brSpacing = &Analyzer{
	Name: "br-spacing", Severity: diag.Warning, Ref: "RGAA 8.9",
	Help: Help{
		Title: diag.T("<br> pour faire de l’espace", "<br> used to make space"),
		Why: diag.T("L’espace entre les blocs appartient à la mise en page ; des <br> le faussent sur petit écran et se lisent comme des lignes vides.",
			"Space between blocks belongs to the layout; <br>s spoil it on small screens and read as empty lines."),
		Bad:  "Un paragraphe.\n\n<br>\n\nUn autre.",
		Good: "Un paragraphe.\n\nUn autre.",
	},
	Run: func(p *Pass) {
		var spots []spot
		for i, l := range p.Page.Lines {
			if l.Kind == scan.TableLine || l.Kind == scan.CodeLine {
				continue
			}
			if l.Kind == scan.MarkupLine && p.onlyBreaks(l) {
				spots = append(spots, p.breakLine(i))
				continue
			}
			spots = append(spots, p.repeatedBreaks(l)...)
		}
		p.grouped(spots, "Un <br> fait de l’espace : une ligne vide suffit.", "A <br> makes space: a blank line is enough.",
			"%d <br> font de l’espace : une ligne vide suffit.", "%d <br>s make space: a blank line is enough.")
	},
}

// breakLine takes a line of <br> away, or leaves it empty where it parts two
// lines of text: they would otherwise become one paragraph.
func (p *Pass) breakLine(i int) spot {
	l := p.Page.Lines[i]
	if i > 0 && i+1 < len(p.Page.Lines) && p.Page.Lines[i-1].Kind != scan.BlankLine && p.Page.Lines[i+1].Kind != scan.BlankLine {
		return spot{span: l.Span}
	}
	return spot{span: p.ownLines(l.Span)}
}

// repeatedBreaks are two <br> or more in a row inside a line of text, and the
// end tag </br>, which does not exist.
func (p *Pass) repeatedBreaks(l scan.Line) []spot {
	var out []spot
	run := source.Span{}
	count := 0
	flush := func() {
		if count > 1 {
			out = append(out, spot{run, "<br>"})
		}
		count = 0
	}
	for _, e := range p.elementsOn(l) {
		switch {
		case e.Name != "br":
			flush()
		case count > 0 && p.blank(run.End, e.Span.Start):
			run, count = run.Union(e.Span), count+1
		default:
			flush()
			run, count = e.Span, 1
			if e.End {
				out, count = append(out, spot{e.Span, "<br>"}), 0
			}
		}
	}
	flush()
	return out
}
