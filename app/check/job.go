package check

import "apercu/app/diag"

// Job is a run of the rules in pieces, for a caller that has something more
// urgent to do between two of them: the next key typed.
type Job struct {
	in   Input
	pass *Pass
	next int // in All
	read bool
}

// Begin prepares a run; no rule has run yet.
func Begin(in Input) *Job { return &Job{in: in} }

// Step runs the next piece, at most one rule, and reports whether it was the
// last. Reading the page is a piece of its own.
func (j *Job) Step() (done bool) {
	if !j.read {
		j.read = true
		j.pass = newPass(j.in)
		return false
	}
	if j.pass == nil { // reading panicked, and the caller went on
		return true
	}
	for j.next < len(All) {
		a := All[j.next]
		j.next++
		if j.applies(a) {
			j.pass.analyzer = a
			a.Run(j.pass)
			break
		}
	}
	return j.next >= len(All)
}

func (j *Job) applies(a *Analyzer) bool {
	p := j.pass
	return j.in.Config.runs(a) && !(a.French && p.English) && !(a.Needs&NeedsSite != 0 && p.Site == nil) && !(a.Needs&NeedsRender != 0 && p.Rendered == nil)
}

// Found is what the rules that ran found, in the order of the text.
func (j *Job) Found() []diag.Diagnostic {
	if j.pass == nil {
		return nil
	}
	found := j.pass.withoutEchoes()
	for i := range found {
		if s, ok := j.in.Config.Severity[found[i].Code]; ok {
			found[i].Severity = s
		}
	}
	diag.Sort(found)
	return found
}
