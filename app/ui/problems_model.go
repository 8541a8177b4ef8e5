package ui

import (
	"slices"

	"apercu/app/check"
	"apercu/app/diag"
	"apercu/app/source"
)

// This file makes one list of what stands between the page and its publication:
// what rendering and the rules found, what the complete check found, less what
// the author set aside. Its order is check's, by harm.

// auditEvent is the complete check (axe-core) of the preview. Its findings count
// in Version's text.
type auditEvent struct {
	State   string       `json:"state"` // "", running, done, failed
	Version int          `json:"version"`
	Message string       `json:"message"`
	Found   []diagnostic `json:"found"`
}

// ignoredEvent is what the author of this document set aside, and why.
type ignoredEvent struct {
	List []ignoredLine `json:"list"`
}

type ignoredLine struct {
	Key     string  `json:"key"` // of the finding; a rule's name: all it finds
	Code    string  `json:"code"`
	Message text    `json:"message"`
	Reason  string  `json:"reason"`
	At      float64 `json:"at"` // Unix milliseconds
}

// group is what one rule found, in the order of the text.
type group struct {
	code  string
	items []diagnostic
}

// listing is the list as it is shown.
type listing struct {
	all     []diagnostic // not ignored, in the order shown
	certain []group
	unsure  []group
	check.Summary
}

// relist makes the list again after an event.
func (m *Model) relist() {
	var found []diagnostic
	for _, d := range m.summary.Diagnostics {
		d.Version = m.summary.Version
		found = append(found, d)
	}
	for _, d := range m.audit.Found {
		d.Version = m.audit.Version
		if !slices.ContainsFunc(m.summary.Diagnostics, func(ours diagnostic) bool { return saysTheSame(ours, d) }) {
			found = append(found, d)
		}
	}
	found = slices.DeleteFunc(found, m.setAside)
	var certain, unsure []diag.Diagnostic
	for i, d := range found {
		// The span carries the index through the sorting.
		x := diag.Diagnostic{Code: d.Code, Severity: severityOf(d.Severity), Unsure: d.Unsure, Span: source.Span{Start: i}}
		if d.Unsure {
			unsure = append(unsure, x)
		} else {
			certain = append(certain, x)
		}
	}
	l := listing{Summary: check.Summarize(append(certain, unsure...))}
	l.certain = l.groups(check.Summarize(certain), found)
	l.unsure = l.groups(check.Summarize(unsure), found)
	m.list = l
}

func (l *listing) groups(s check.Summary, found []diagnostic) (out []group) {
	for _, g := range s.Groups {
		made := group{code: g.Code}
		for _, d := range g.Diagnostics {
			made.items = append(made.items, found[d.Span.Start])
		}
		l.all = append(l.all, made.items...)
		out = append(out, made)
	}
	return out
}

func (m *Model) setAside(d diagnostic) bool {
	return slices.ContainsFunc(m.ignored.List, func(i ignoredLine) bool { return i.Key == d.Key || i.Key == d.Code })
}

func severityOf(name string) diag.Severity {
	switch name {
	case "error":
		return diag.Error
	case "warning":
		return diag.Warning
	}
	return diag.Info
}

// ourWord are the rules that say what axe-core says, in better words and with
// fixes.
var ourWord = map[string][]string{
	"axe-image-alt": {"img-alt", "img-no-alt-attr", "img-alt-poor"}, "axe-link-name": {"link-empty-text", "link-generic"}, "axe-frame-title": {"iframe-title", "iframe-title-generic"},
	"axe-frame-title-unique": {"iframe-title-generic", "video-duplicate"}, "axe-heading-order": {"heading-skip"}, "axe-empty-heading": {"heading-empty"}, "axe-duplicate-id": {"duplicate-id"},
	"axe-duplicate-id-aria": {"duplicate-id"}, "axe-page-has-heading-one": {"h1-in-body", "fm-title-missing"}, "axe-empty-table-header": {"table-header"},
	"axe-identical-links-same-purpose": {"link-ambiguous"}, "axe-image-redundant-alt": {"img-alt-poor"}, "axe-list": {"html-nesting"}, "axe-listitem": {"html-nesting"},
}

func saysTheSame(ours, axe diagnostic) bool {
	return ours.Line == axe.Line && slices.Contains(ourWord[axe.Code], ours.Code)
}

// score is what stands between this page and its publication, in one line.
func (m *Model) score() string {
	switch {
	case !m.heard:
		return m.say("Vérification en cours", "Checking")
	case m.list.Blocking > 0:
		return m.list.Sentence().In(m.prefs.Lang) + m.say(" avant publication", " before publishing")
	}
	return m.list.Sentence().In(m.prefs.Lang)
}

// fixable counts the findings whose fix is certain.
func fixable(items []diagnostic) int {
	n := 0
	for _, d := range items {
		if certainFix(d) {
			n++
		}
	}
	return n
}

func certainFix(d diagnostic) bool {
	return !d.Unsure && slices.ContainsFunc(d.Fixes, func(f fix) bool { return !f.Needs && len(f.Edits) > 0 })
}

// grouped: the finding stands for many places, all mended by its one fix.
func grouped(d diagnostic) bool { return d.Places > 1 }

// ruleTitle names a rule in a few words; its code when it is not one of ours.
func (m *Model) ruleTitle(code string) string {
	if help, ok := check.Doc(code); ok {
		return help.Title.In(m.prefs.Lang)
	}
	return ""
}
