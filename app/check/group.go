package check

import (
	"apercu/app/diag"
	"apercu/app/source"
)

// This file groups what is frequent and small: one line a rule in the problem
// list, all places in Related, one fix for all of them.

// spot is one occurrence: the bytes and what they should be.
type spot struct {
	span source.Span
	new  string
}

// group reports all spots of a rule as one diagnostic at the first of them.
// The message is given the count.
func (p *Pass) group(spots []spot, one, many func(n int) diag.Text) {
	if len(spots) == 0 {
		return
	}
	d := diag.Diagnostic{Span: spots[0].span, Message: many(len(spots))}
	if len(spots) == 1 {
		d.Message = one(1)
	}
	edits := make([]diag.Edit, len(spots))
	for i, s := range spots {
		edits[i] = replace(s.span, s.new)
		d.Related = append(d.Related, diag.Related{Span: s.span, Message: change(p.File.Slice(s.span), s.new)})
	}
	title := diag.T("Tout corriger", "Fix all")
	if len(spots) == 1 {
		title = diag.T("Corriger", "Fix")
	}
	d.Fixes = []diag.Fix{fix(title, edits...)}
	p.Report(d)
}

// change shows a replacement for the preview; no-break spaces are made visible.
func change(old, new string) diag.Text {
	if new == "" {
		return exact("supprimer « "+visible(old)+" »", "delete “"+visible(old)+"”")
	}
	return exact("« "+visible(old)+" » → « "+visible(new)+" »", "“"+visible(old)+"” → “"+visible(new)+"”")
}

func visible(s string) string {
	out := make([]rune, 0, len(s))
	for _, r := range s {
		switch r {
		case ' ':
			r = '␣'
		case '\u00a0', '\u202f':
			r = '⍽'
		case '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad':
			r = '¤'
		case '\n':
			r = '↵'
		}
		out = append(out, r)
	}
	return string(out)
}

// counted is the pair of messages of a group: the second takes the count.
func (p *Pass) grouped(spots []spot, frOne, enOne, frMany, enMany string) {
	p.group(spots,
		func(int) diag.Text { return exact(frOne, enOne) },
		func(n int) diag.Text { return diag.T(frMany, enMany, n) })
}
