package check

import (
	"hash/fnv"
	"sort"
	"strconv"
	"strings"

	"apercu/app/diag"
	"apercu/app/source"
)

// harm orders rules of the same severity: the lower, the more people are
// stopped, or the more of the page is lost. Rules that are not listed come after.
var harm = rank(
	"html-comment-broken", "fm-none", "shortcode-unknown", "shortcode-unclosed", "fm-layout-unknown", "fm-date-invalid",
	"video-no-transcription", "transcription-speaker-mismatch", "transcription-placeholder", "transcription-empty", "transcription-several", "shortcode-after-list",
	"transcription-title", "video-id-invalid", "iframe-title", "script-in-content", "fm-title-missing", "img-no-alt-attr", "link-empty-text", "link-empty-href", "table-header",
	"heading-empty", "heading-no-space", "duplicate-id", "fm-image-missing-file", "img-file-missing", "link-file-missing", "link-page-missing",
	"video-raw-iframe", "iframe-third-party", "img-alt", "iframe-title-generic", "h1-in-body", "heading-skip", "bold-as-heading", "link-generic", "link-ambiguous", "table-caption",
	"fake-list", "transcription-outside", "transcription-cues", "transcription-no-speakers", "link-file-info", "link-url-text", "img-alt-poor", "link-new-window", "link-anchor-missing",
	"html-stray-end", "list-continuation", "br-spacing", "inline-style", "presentational-tag", "fm-description-missing", "fm-image-shape", "title-duplicate", "fm-tag-variant",
)

func rank(names ...string) map[string]int {
	m := map[string]int{}
	for i, n := range names {
		m[n] = i - len(names)
	}
	return m
}

// Summary is what stands between a page and its publication.
type Summary struct {
	Blocking int // certain errors
	Warnings int // certain warnings
	Infos    int
	Unsure   int // "À vérifier", whatever their severity
	Groups   []Group
}

// Group is all that one rule found.
type Group struct {
	Code        string
	Severity    diag.Severity // the worst of the group
	Unsure      bool          // all of it
	Diagnostics []diag.Diagnostic
}

// Summarize counts diagnostics and groups them by rule, most harmful first:
// certain before unsure, by severity, then by harm, never by number.
func Summarize(ds []diag.Diagnostic) Summary {
	var s Summary
	at := map[string]int{}
	for _, d := range ds {
		switch {
		case d.Unsure:
			s.Unsure++
		case d.Severity == diag.Error:
			s.Blocking++
		case d.Severity == diag.Warning:
			s.Warnings++
		default:
			s.Infos++
		}
		i, ok := at[d.Code]
		if !ok {
			i = len(s.Groups)
			at[d.Code] = i
			s.Groups = append(s.Groups, Group{Code: d.Code, Severity: d.Severity, Unsure: true})
		}
		g := &s.Groups[i]
		g.Severity, g.Unsure = min(g.Severity, d.Severity), g.Unsure && d.Unsure
		g.Diagnostics = append(g.Diagnostics, d)
	}
	sort.SliceStable(s.Groups, func(i, j int) bool { return lessHarm(s.Groups[i], s.Groups[j]) })
	return s
}

func lessHarm(a, b Group) bool {
	if a.Unsure != b.Unsure {
		return b.Unsure
	}
	if a.Severity != b.Severity {
		return a.Severity < b.Severity
	}
	if harm[a.Code] != harm[b.Code] {
		return harm[a.Code] < harm[b.Code]
	}
	return a.Code < b.Code
}

// Sentence says it in one line: "3 points bloquants".
func (s Summary) Sentence() diag.Text {
	switch {
	case s.Blocking == 1:
		return diag.T("1 point bloquant", "1 blocking point")
	case s.Blocking > 1:
		return diag.T("%d points bloquants", "%d blocking points", s.Blocking)
	case s.Warnings > 0:
		return diag.T("Rien de bloquant, %d à améliorer", "Nothing blocking, %d to improve", s.Warnings)
	case s.Unsure > 0:
		return diag.T("Rien de bloquant, %d à vérifier", "Nothing blocking, %d to check", s.Unsure)
	case s.Infos == 1:
		return diag.T("Rien de bloquant, 1 conseil", "Nothing blocking, 1 piece of advice")
	case s.Infos > 1:
		return diag.T("Rien de bloquant, %d conseils", "Nothing blocking, %d pieces of advice", s.Infos)
	}
	return diag.T("Rien à signaler", "Nothing to report")
}

// Key names a finding so that an author can set it aside and find it set aside
// later, wherever it moved in the page: the rule, and the words it points at. Two
// findings of a rule on the same words share a key, and a finding that stands for
// many places (typography) has the rule's name as its key. It is stable over versions.
func Key(f *source.File, d diag.Diagnostic) string {
	if Grouped(d) {
		return d.Code
	}
	h := fnv.New64a()
	h.Write([]byte(strings.Join(strings.Fields(f.Slice(d.Span)), " ")))
	return d.Code + "-" + strconv.FormatUint(h.Sum64(), 36)
}

// Grouped reports whether a finding stands for many places of the page, all mended
// by one fix.
func Grouped(d diag.Diagnostic) bool {
	return len(d.Related) > 1 && len(d.Fixes) > 0 && len(d.Fixes[0].Edits) == len(d.Related)
}

// FixAll gathers the first fix of each diagnostic that needs nothing more from
// the author, leaving out those whose edits overlap one already taken: Mend
// runs the checks again for these.
func FixAll(ds []diag.Diagnostic) []diag.Edit { return plain(certain(ds)) }

func certain(ds []diag.Diagnostic) []RuleEdit {
	var out []RuleEdit
	for _, d := range ds {
		if d.Unsure {
			continue
		}
		for _, f := range d.Fixes {
			if f.Needs {
				continue
			}
			if !overlap(out, f.Edits) {
				for _, e := range f.Edits {
					out = append(out, RuleEdit{e, d.Code})
				}
			}
			break
		}
	}
	return out
}

func overlap(taken []RuleEdit, more []diag.Edit) bool {
	for _, a := range taken {
		for _, b := range more {
			if a.Span == b.Span || a.Span.Start < b.Span.End && b.Span.Start < a.Span.End || a.Span.Len() == 0 && b.Span.Start < a.Span.Start && a.Span.Start < b.Span.End || b.Span.Len() == 0 && a.Span.Start < b.Span.Start && b.Span.Start < a.Span.End {
				return true
			}
		}
	}
	return false
}
