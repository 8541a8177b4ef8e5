package ask

import (
	"errors"
	"slices"

	"apercu/app/check"
	"apercu/app/diag"
	"apercu/app/source"
)

// mendAnswer is every certain fix of the page, made until none is left.
type mendAnswer struct {
	Edits []ruleChange `json:"edits"`
	Ended bool         `json:"ended"` // nothing certain is left to fix
}

type ruleChange struct {
	change
	Rule string `json:"rule"`
}

func init() {
	// mend: Code is the rule whose findings count, "" for all; Ignored are keys of
	// findings, or rules, that the author set aside.
	type args struct {
		Code    string
		Ignored []string
	}
	question("mend", func(c Context, a args, _ []byte) (any, error) {
		if c.Mend == nil {
			return nil, errors.New("there is no renderer here")
		}
		m, err := c.Mend(func(f *source.File, d diag.Diagnostic) bool {
			return (a.Code == "" || d.Code == a.Code) && !slices.Contains(a.Ignored, d.Code) && !slices.Contains(a.Ignored, check.Key(f, d))
		})
		if err != nil {
			return nil, err
		}
		f := source.NewFile("", c.Text)
		answer := mendAnswer{Edits: []ruleChange{}, Ended: m.Ended}
		for _, e := range m.Edits {
			answer.Edits = append(answer.Edits, ruleChange{change{f.UTF16(e.Span.Start), f.UTF16(e.Span.End), e.New}, e.Rule})
		}
		return answer, nil
	})
}
