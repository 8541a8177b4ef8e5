package session

import (
	"apercu/app/check"
	"apercu/app/diag"
	"apercu/app/render"
)

// Checks is what the rules know besides the page.
type Checks struct {
	Site   check.Site // nil: rules on the site do not run
	Config check.Config
	Today  string // "2006-01-02"
}

// Findings is what rendering and the rules have to say of the last good page. A
// rule that panics is a bug of ours: what rendering said stays.
func (s *Session) Findings(checks Checks) (found []diag.Diagnostic) {
	if s.page == nil {
		return nil
	}
	found = s.page.Diagnostics
	page, ok := s.page.Memo.(*render.Page)
	if !ok {
		return found
	}
	defer func() {
		if recover() != nil {
			found = s.page.Diagnostics
		}
	}()
	return check.Merge(found, check.Run(check.Input{
		File:     page.Doc.File,
		Document: page.Doc,
		Rendered: check.RenderedPage(page),
		Site:     checks.Site,
		Today:    checks.Today,
		Config:   checks.Config,
	}))
}
