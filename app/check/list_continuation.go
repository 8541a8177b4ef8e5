package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"apercu/app/check/scan"
	"apercu/app/diag"
	"apercu/app/source"
)

var listContinuation = &Analyzer{
	Name: "list-continuation", Severity: diag.Warning, Ref: "RGAA 9.3",
	Help: Help{
		Title: diag.T("Ligne collée au dernier point d’une liste", "Line glued to the last item of a list"),
		Why: diag.T("Sans ligne vide, Markdown prend cette ligne pour la suite du point qui précède.",
			"Without a blank line Markdown takes this line as part of the item above."),
		Bad:  "* un point ;\nEnsuite :\n* un autre.",
		Good: "* un point ;\n\nEnsuite :\n\n* un autre.",
	},
	Run: func(p *Pass) {
		lines := p.Page.Lines
		for _, g := range p.Page.Paragraphs {
			if !g.Item || g.Last == g.First {
				continue
			}
			for i := g.First + 1; i <= g.Last; i++ {
				if lines[i].Indent > lines[g.First].Indent || !p.newThought(lines[i-1].Span, lines[i].Span) {
					continue
				}
				edits := []diag.Edit{insert(lines[i].Span.Start, "\n")}
				if g.Last+1 < len(lines) && lines[g.Last+1].Kind == scan.ItemLine {
					edits = append(edits, insert(lines[g.Last+1].Span.Start, "\n"))
				}
				p.Find(lines[i].Span, diag.T("Cette ligne est prise dans le point de liste qui précède.", "This line is taken into the list item above."),
					fix(diag.T("Laisser une ligne vide", "Leave a blank line"), edits...))
				break
			}
		}
	},
}

// newThought reports whether a line starts a sentence of its own after one that
// is over: a sentence typed over two lines, an image under its step and a hard
// break are meant to go on.
func (p *Pass) newThought(before, line source.Span) bool {
	above := p.File.Slice(before)
	if strings.HasSuffix(above, "  ") || strings.HasSuffix(above, "\\") || strings.HasSuffix(strings.TrimSpace(above), "<br>") {
		return false
	}
	above = strings.TrimRight(above, " *_)»\u00a0\u202f")
	if above == "" || strings.IndexByte(".;:!?,", above[len(above)-1]) < 0 && !strings.HasSuffix(above, "…") {
		return false
	}
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(p.Page.Plain(line), "« \u00a0"))
	text := strings.TrimSpace(p.File.Slice(line))
	return unicode.IsUpper(r) && !strings.HasPrefix(text, "![") && !strings.HasPrefix(text, "<")
}
