package check

import (
	"strconv"

	"apercu/app/check/scan"
	"apercu/app/diag"
)

var headingSkip = &Analyzer{
	Name: "heading-skip", Severity: diag.Warning, Ref: "RGAA 9.1.1",
	Help: Help{
		Title: diag.T("Niveau de titre sauté", "Heading level skipped"),
		Why: diag.T("Qui parcourt la page de titre en titre croit avoir manqué une partie. Pour un titre plus petit, gardez le niveau et ajoutez une classe.",
			"Those who go from heading to heading believe that they missed a part. For a smaller heading keep the level and add a class."),
		Bad:  "## Services\n\n#### Services web",
		Good: "## Services\n\n### Services web {.fr-h4}",
	},
	Run: func(p *Pass) {
		levels := nested(p.Page.Headings)
		var d *diag.Diagnostic
		var plain, sized []diag.Edit
		before := 1
		for i, h := range p.Page.Headings {
			if h.Level > before+1 {
				if d == nil {
					d = &diag.Diagnostic{Span: h.Span, Message: diag.T("On passe du niveau %d au niveau %d : il manque un niveau.", "Level %d is followed by level %d: one is missing.", before, h.Level)}
				} else {
					d.Related = append(d.Related, diag.Related{Span: h.Span, Message: diag.T("Ici aussi, du niveau %d au niveau %d", "Here too, from level %d to level %d", before, h.Level)})
				}
			}
			before = h.Level
			edits := p.setLevel(h, levels[i])
			plain, sized = append(plain, edits...), append(sized, edits...)
			if len(edits) > 0 && h.Marker.Len() > 0 && h.Text.End == p.Page.Lines[h.Line].Span.End {
				sized = append(sized, insert(h.Text.End, " {.fr-h"+strconv.Itoa(h.Level)+"}"))
			}
		}
		if d != nil {
			d.Fixes = []diag.Fix{fix(diag.T("Renuméroter les titres", "Renumber the headings"), plain...)}
			if len(sized) > len(plain) {
				d.Fixes = append(d.Fixes, fix(diag.T("Renuméroter, même taille", "Renumber, same size"), sized...))
			}
			p.Report(*d)
			return
		}
		p.renderedOutline()
	},
}

// nested gives each heading the level that its place asks for: one below the
// nearest heading above it that outranks it.
func nested(hs []scan.Heading) []int {
	type level struct{ old, new int }
	stack := []level{{1, 1}}
	out := make([]int, len(hs))
	for i, h := range hs {
		for len(stack) > 1 && stack[len(stack)-1].old >= h.Level {
			stack = stack[:len(stack)-1]
		}
		out[i] = 1
		if h.Level > 1 {
			out[i] = stack[len(stack)-1].new + 1
			stack = append(stack, level{h.Level, out[i]})
		}
	}
	return out
}

// renderedOutline looks for a skip among the headings as published: those of
// the layout before the content, of callouts and of components count.
func (p *Pass) renderedOutline() {
	if p.Rendered == nil {
		return
	}
	before := max(1, p.Rendered.lastLevelBefore())
	for _, e := range p.Rendered.elements() {
		level := headingLevel(e.name)
		if level == 0 || e.closing {
			continue
		}
		if level > before+1 {
			p.ReportRendered(diag.Diagnostic{Span: p.Rendered.source(e.out),
				Message: diag.T("Sur la page publiée, on passe ici du niveau %d au niveau %d.", "In the published page, level %d is followed here by level %d.", before, level)})
		}
		before = level
	}
}

func headingLevel(name string) int {
	if len(name) == 2 && name[0] == 'h' && '1' <= name[1] && name[1] <= '6' {
		return int(name[1] - '0')
	}
	return 0
}
