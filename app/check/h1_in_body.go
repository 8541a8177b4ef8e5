package check

import (
	"strconv"
	"strings"

	"apercu/app/check/scan"
	"apercu/app/diag"
)

var h1InBody = &Analyzer{
	Name: "h1-in-body", Severity: diag.Warning, Ref: "RGAA 9.1.1",
	Help: Help{
		Title: diag.T("Titre de niveau 1 dans le texte", "Level 1 heading in the text"),
		Why: diag.T("La maquette affiche déjà le titre de la page au niveau 1 ; dans le texte, les titres commencent au niveau 2 (##).",
			"The layout already shows the title of the page at level 1; in the text, headings start at level 2 (##)."),
		Bad:  "# Mobiliser les équipes\n\nTexte.",
		Good: "## Mobiliser les équipes\n\nTexte.",
	},
	Run: func(p *Pass) {
		first := true
		for _, h := range p.Page.Headings {
			if h.Level != 1 {
				continue
			}
			var fixes []diag.Fix
			if first {
				fixes = append(fixes, fix(diag.T("Descendre tous les titres d’un niveau", "Move all headings one level down"), p.shiftHeadings()...))
			}
			first = false
			p.Find(h.Span, diag.T("Le niveau 1 est déjà pris par le titre de la page : commencez par ##.", "Level 1 is already taken by the title of the page: start with ##."), fixes...)
		}
	},
}

func (p *Pass) shiftHeadings() []diag.Edit {
	var edits []diag.Edit
	for _, h := range p.Page.Headings {
		edits = append(edits, p.setLevel(h, min(h.Level+1, 6))...)
	}
	return edits
}

// setLevel rewrites the level of a heading; an underlined one becomes a # one.
func (p *Pass) setLevel(h scan.Heading, level int) []diag.Edit {
	switch {
	case level == h.Level:
		return nil
	case h.HTML >= 0:
		e := p.Page.Elements[h.HTML]
		digit := strconv.Itoa(level)
		edits := []diag.Edit{replace(span(e.Span.Start+2, e.Span.Start+3), digit)}
		if e.Pair >= 0 {
			end := p.Page.Elements[e.Pair].Span
			edits = append(edits, replace(span(end.Start+3, end.Start+4), digit))
		}
		return edits
	case h.Marker.Len() == 0:
		return []diag.Edit{replace(h.Span, strings.Repeat("#", level)+" "+p.File.Slice(h.Text))}
	case level > h.Level:
		return []diag.Edit{insert(h.Marker.End, strings.Repeat("#", level-h.Level))}
	}
	return []diag.Edit{remove(span(h.Marker.Start+level, h.Marker.End))}
}
