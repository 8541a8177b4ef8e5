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

// Job looks for what rendering and the rules have to say of the last good page,
// in pieces: the next edit comes first, and makes another job of it.
type Job struct {
	rendered []diag.Diagnostic
	rules    *check.Job // nil when rendering alone speaks
}

// Check begins a job on the last good page.
func (s *Session) Check(checks Checks) *Job {
	in, ok := s.input(checks)
	if !ok {
		return &Job{rendered: s.diagnostics()}
	}
	s.examined, s.rules = s.page, check.Begin(in)
	return &Job{s.page.Diagnostics, s.rules}
}

// input is the last good page as the rules read it, with the layout as shown.
func (s *Session) input(checks Checks) (in check.Input, ok bool) {
	if s.page == nil {
		return in, false
	}
	page, ok := s.page.Memo.(*render.Page)
	if !ok {
		return in, false
	}
	return check.Input{
		File:     page.Doc.File,
		Document: page.Doc,
		Markdown: page.Markdown(),
		Rendered: &check.Rendered{Content: page.Content, Map: page.Map, Before: s.page.Layout.Before, After: s.page.Layout.After, Partial: check.Partial(page.Diagnostics)},
		Site:     checks.Site,
		Today:    checks.Today,
		Config:   checks.Config,
	}, true
}

func (s *Session) diagnostics() []diag.Diagnostic {
	if s.page == nil {
		return nil
	}
	return s.page.Diagnostics
}

// Step does the next piece and reports whether it was the last. A rule that
// panics is a bug of ours: the others go on.
func (j *Job) Step() (done bool) {
	if j.rules == nil {
		return true
	}
	defer func() {
		if recover() != nil {
			done = false
		}
	}()
	return j.rules.Step()
}

// Found is what there is to say.
func (j *Job) Found() (found []diag.Diagnostic) {
	if j.rules == nil {
		return j.rendered
	}
	defer func() {
		if recover() != nil {
			found = j.rendered
		}
	}()
	return check.Merge(j.rendered, j.rules.Found())
}

// Findings does the whole job at once.
func (s *Session) Findings(checks Checks) []diag.Diagnostic {
	j := s.Check(checks)
	for !j.Step() {
	}
	return j.Found()
}

// Weigh adds up what the last good page makes a visitor download. images are the
// sizes of those that only the editor has, by the address that the page writes.
func (s *Session) Weigh(checks Checks, images map[string]int64) (w check.Weight, ok bool) {
	// What the rules read of this page is not read again: a key may be waiting.
	if s.page != nil && s.examined == s.page {
		if w, ok := s.rules.Weigh(images); ok {
			return w, true
		}
	}
	in, ok := s.input(checks)
	if !ok {
		return w, false
	}
	in.Images = images
	return check.WeighPage(in), true
}
