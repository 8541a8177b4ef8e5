package check

import "apercu/app/diag"

// Job is a run of the rules in pieces, for a caller that has something more
// urgent to do between two of them: the next key typed.
type Job struct {
	in   Input
	pass *Pass
	next int      // in All
	todo []func() // what the rule before next still needs, then its Run
	read bool
}

// Begin prepares a run; no rule has run yet.
func Begin(in Input) *Job { return &Job{in: in} }

// Step runs the next piece, at most one rule, and reports whether it was the
// last. Reading the page is a piece of its own, and so is each thing that a
// rule prepares.
func (j *Job) Step() (done bool) {
	if !j.read {
		j.read = true
		j.pass = newPass(j.in)
		return false
	}
	if j.pass == nil { // reading panicked, and the caller went on
		return true
	}
	for len(j.todo) == 0 && j.next < len(All) {
		a := All[j.next]
		j.next++
		if !j.applies(a) {
			continue
		}
		j.pass.analyzer = a
		if a.Prepare != nil {
			j.todo = a.Prepare(j.pass)
		}
		j.todo = append(j.todo, func() { a.Run(j.pass) })
	}
	if len(j.todo) > 0 {
		piece := j.todo[0]
		j.todo = j.todo[1:]
		piece()
	}
	return len(j.todo) == 0 && j.next >= len(All)
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
