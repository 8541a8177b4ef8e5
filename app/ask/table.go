package ask

import (
	"errors"
	"strings"

	"apercu/app/check"
	"apercu/app/diag"
)

// tableAnswer is a Markdown table written in HTML, the one way to give it a
// caption that every site publishes: Markdown has none.
type tableAnswer struct {
	HTML    string `json:"html"`
	Refusal *text  `json:"refusal,omitempty"`
}

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
		table, ok := check.CaptionTable(printed, args.Caption)
		if !ok {
			return refuseTable(diag.T("Ce n’est pas un tableau Markdown complet : il lui manque une ligne d’en-tête ou sa ligne de tirets.",
				"This is no complete Markdown table: its header or its line of dashes is missing.")), nil
		}
		return tableAnswer{HTML: table}, nil
	})
}

func refuseTable(why diag.Text) tableAnswer {
	s := sentence(why)
	return tableAnswer{Refusal: &s}
}
