package ask

import (
	"errors"
	"html"
	"regexp"
	"strings"

	"apercu/app/diag"
)

// tableAnswer is a Markdown table written in HTML, the one way to give it a
// caption that every site publishes: Markdown has none.
type tableAnswer struct {
	HTML    string `json:"html"`
	Refusal *text  `json:"refusal,omitempty"`
}

var (
	cellLine   = regexp.MustCompile(`\n(</?t[hd]\b|</tr>)`)
	headerCell = regexp.MustCompile(`<th( [^>]*)?>`)
)

func init() {
	// captionTable: Markdown is the table alone. What stands in its cells becomes
	// what the open site makes of it; a template tag there would be printed now
	// and not when the site is built, so that such a table stays.
	question("captionTable", func(c Context, args struct{ Markdown, Caption string }, _ []byte) (any, error) {
		if c.Render == nil {
			return nil, errors.New("there is no renderer here")
		}
		for _, tag := range []string{"{{", "{%", "{#"} {
			if strings.Contains(args.Markdown, tag) {
				return refuseTable(diag.T("Ce tableau contient des balises de modèle : il ne peut pas être réécrit en HTML. Gardez-le, et annoncez-le par une phrase.",
					"This table has template tags: it cannot be rewritten in HTML. Keep it, and introduce it with a sentence.")), nil
			}
		}
		printed := ""
		for _, b := range c.Render("", args.Markdown).Blocks {
			printed += b.HTML
		}
		head, end := strings.Index(printed, "<thead"), strings.LastIndex(printed, "</table>")
		if head < 0 || end < head {
			return refuseTable(diag.T("Ce n’est pas un tableau Markdown complet : il lui manque une ligne d’en-tête ou sa ligne de tirets.",
				"This is no complete Markdown table: its header or its line of dashes is missing.")), nil
		}
		rows := cellLine.ReplaceAllString(strings.TrimSpace(printed[head:end]), "$1")
		rows = headerCell.ReplaceAllStringFunc(rows, func(th string) string {
			if strings.Contains(th, " scope=") {
				return th
			}
			return `<th scope="col"` + strings.TrimPrefix(th, "<th")
		})
		return tableAnswer{HTML: "<div class=\"fr-table\">\n<table>\n<caption>" + html.EscapeString(args.Caption) + "</caption>\n" + rows + "\n</table>\n</div>"}, nil
	})
}

func refuseTable(why diag.Text) tableAnswer {
	s := sentence(why)
	return tableAnswer{Refusal: &s}
}
