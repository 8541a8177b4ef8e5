package check

import (
	"apercu/app/check/scan"
	"apercu/app/diag"
)

// blockShortcodes print blocks; their indented HTML is what a list swallows.
var blockShortcodes = map[string]bool{"transcription": true, "dailymotion": true, "youtube": true, "vimeo": true, "peertube": true, "audio": true, "video": true,
	"image": true, "imageSync": true, "imageContent": true, "table": true}

var shortcodeAfterList = &Analyzer{
	Name: "shortcode-after-list", Severity: diag.Error, Ref: "RGAA 8.2, 4.2",
	Help: Help{
		Title: diag.T("Composant collé à la liste qui le précède", "Component glued to the list above it"),
		Why: diag.T("Markdown prend l’HTML indenté du composant pour la suite du dernier point : une transcription s’y coupe après son premier paragraphe.",
			"Markdown takes the component’s indented HTML as part of the last item: a transcript is cut there after its first paragraph."),
		Bad:  "* Premier point\n* Dernier point\n\n{% transcription \"Transcription : bilan\" %}\nBonjour.\n{% endtranscription %}",
		Good: "* Premier point\n* Dernier point\n\n<!-- -->\n\n{% transcription \"Transcription : bilan\" %}\nBonjour.\n{% endtranscription %}",
	},
	Run: func(p *Pass) {
		for _, t := range p.Page.Tags {
			if t.Open != '%' || !blockShortcodes[t.Name] {
				continue
			}
			i := p.Page.LineAt(t.Span.Start)
			l := p.Page.Lines[i]
			if l.Span.Start+l.Indent != t.Span.Start || l.Indent > 0 || !p.afterList(i) || p.Rendered != nil && !p.Rendered.insideItem(t.Span) {
				continue
			}
			p.Find(t.Span, diag.T("La liste qui précède va avaler ce composant.", "The list above will swallow this component."),
				fix(diag.T("Séparer le composant de la liste", "Separate the component from the list"), insert(t.Span.Start, "<!-- -->\n\n")))
		}
	},
}

// afterList reports whether the nearest text above a line is in a list.
func (p *Pass) afterList(i int) bool {
	for i--; i >= 0; i-- {
		switch l := p.Page.Lines[i]; l.Kind {
		case scan.BlankLine:
		case scan.ItemLine:
			return true
		case scan.TextLine:
			if l.Indent == 0 && (i == 0 || p.Page.Lines[i-1].Kind == scan.BlankLine) {
				return false
			}
		default:
			return false
		}
	}
	return false
}
