package main

import (
	"encoding/json"
	"io"
	"net/url"
	"path/filepath"
	"sort"
	"strings"

	"apercu/app/check"
	"apercu/app/diag"
	"apercu/app/source"
)

// This file prints findings as SARIF 2.1.0 (OASIS), which code hosts and
// editors read. Columns are in Unicode code points, as columnKind says.

type sarifLog struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool       sarifTool     `json:"tool"`
	Language   string        `json:"language"`
	ColumnKind string        `json:"columnKind"`
	Newlines   []string      `json:"newlineSequences"`
	Results    []sarifResult `json:"results"`
}

type sarifTool struct {
	Driver sarifDriver `json:"driver"`
}

type sarifDriver struct {
	Name     string      `json:"name"`
	Language string      `json:"language"`
	Rules    []sarifRule `json:"rules"`
}

type sarifRule struct {
	ID               string         `json:"id"`
	ShortDescription *sarifText     `json:"shortDescription,omitempty"`
	FullDescription  *sarifText     `json:"fullDescription,omitempty"`
	Help             *sarifText     `json:"help,omitempty"`
	Default          *sarifDefault  `json:"defaultConfiguration,omitempty"`
	Properties       map[string]any `json:"properties,omitempty"`
}

type sarifDefault struct {
	Level   string `json:"level"`
	Enabled bool   `json:"enabled"`
}

type sarifText struct {
	Text     string `json:"text"`
	Markdown string `json:"markdown,omitempty"`
}

type sarifResult struct {
	RuleID    string          `json:"ruleId"`
	RuleIndex int             `json:"ruleIndex"`
	Kind      string          `json:"kind"`
	Level     string          `json:"level"`
	Message   sarifText       `json:"message"`
	Locations []sarifLocation `json:"locations"`
	Related   []sarifLocation `json:"relatedLocations,omitempty"`
	Fixes     []sarifFix      `json:"fixes,omitempty"`
}

type sarifLocation struct {
	ID       *int          `json:"id,omitempty"`
	Physical sarifPhysical `json:"physicalLocation"`
	Message  *sarifText    `json:"message,omitempty"`
}

type sarifPhysical struct {
	Artifact sarifArtifact `json:"artifactLocation"`
	Region   sarifRegion   `json:"region"`
}

type sarifArtifact struct {
	URI string `json:"uri"`
}

type sarifRegion struct {
	StartLine   int `json:"startLine"`
	StartColumn int `json:"startColumn"`
	EndLine     int `json:"endLine"`
	EndColumn   int `json:"endColumn"`
}

type sarifFix struct {
	Description sarifText     `json:"description"`
	Changes     []sarifChange `json:"artifactChanges"`
}

type sarifChange struct {
	Artifact     sarifArtifact      `json:"artifactLocation"`
	Replacements []sarifReplacement `json:"replacements"`
}

type sarifReplacement struct {
	Deleted  sarifRegion `json:"deletedRegion"`
	Inserted *sarifText  `json:"insertedContent,omitempty"`
}

func (o checkOptions) printSARIF(out io.Writer, results []*checked) error {
	rules, index := o.sarifRules(results)
	run := sarifRun{Tool: sarifTool{sarifDriver{Name: "Aperçu", Language: o.lang, Rules: rules}}, Language: o.lang, ColumnKind: "unicodeCodePoints", Newlines: []string{"\r\n", "\n", "\r"}, Results: []sarifResult{}}
	for _, r := range results {
		for _, d := range r.found {
			run.Results = append(run.Results, o.sarifResult(r, d, index[d.Code]))
		}
	}
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(sarifLog{"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", []sarifRun{run}})
}

// sarifRules are the rules of check and the codes of rendering that occur.
func (o checkOptions) sarifRules(results []*checked) ([]sarifRule, map[string]int) {
	var rules []sarifRule
	index := map[string]int{}
	for _, a := range check.All {
		index[a.Name] = len(rules)
		rule := sarifRule{ID: a.Name, ShortDescription: &sarifText{Text: a.Help.Title.In(o.lang)}, FullDescription: &sarifText{Text: a.Help.Why.In(o.lang)},
			Help: &sarifText{Text: a.Help.Why.In(o.lang), Markdown: a.Markdown(o.lang)}, Default: &sarifDefault{sarifLevel(a.Severity), !a.Off}}
		if a.Ref != "" {
			rule.Properties = map[string]any{"tags": strings.Split(a.Ref, ", ")}
		}
		rules = append(rules, rule)
	}
	var others []string
	for _, r := range results {
		for _, d := range r.found {
			if _, ok := index[d.Code]; !ok {
				index[d.Code] = -1
				others = append(others, d.Code)
			}
		}
	}
	sort.Strings(others)
	for _, code := range others {
		index[code] = len(rules)
		rules = append(rules, sarifRule{ID: code})
	}
	return rules, index
}

func sarifLevel(s diag.Severity) string {
	switch s {
	case diag.Error:
		return "error"
	case diag.Warning:
		return "warning"
	}
	return "note"
}

func (o checkOptions) sarifResult(r *checked, d diag.Diagnostic, rule int) sarifResult {
	at := sarifArtifact{sarifURI(r.page.name)}
	out := sarifResult{RuleID: d.Code, RuleIndex: rule, Kind: "fail", Level: sarifLevel(d.Severity), Message: sarifText{Text: d.Message.In(o.lang)},
		Locations: []sarifLocation{{Physical: sarifPhysical{at, region(r.file, d.Span)}}}}
	if d.Unsure { // 3.27.10: a kind other than fail has the level none
		out.Kind, out.Level = "review", "none"
	}
	for i, x := range d.Related {
		out.Related = append(out.Related, sarifLocation{&i, sarifPhysical{at, region(r.file, x.Span)}, &sarifText{Text: x.Message.In(o.lang)}})
	}
	for _, f := range d.Fixes {
		if len(f.Edits) == 0 { // the schema wants at least one replacement
			continue
		}
		change := sarifChange{Artifact: at}
		for _, e := range f.Edits {
			part := sarifReplacement{Deleted: region(r.file, e.Span)}
			if e.New != "" {
				part.Inserted = &sarifText{Text: e.New}
			}
			change.Replacements = append(change.Replacements, part)
		}
		out.Fixes = append(out.Fixes, sarifFix{sarifText{Text: f.Title.In(o.lang)}, []sarifChange{change}})
	}
	return out
}

// region counts lines and columns from 1; the end is exclusive.
func region(f *source.File, s source.Span) sarifRegion {
	start, end := f.Position(s.Start), f.Position(s.End)
	return sarifRegion{start.Line + 1, start.Column + 1, end.Line + 1, end.Column + 1}
}

// sarifURI is a relative reference with forward slashes.
func sarifURI(name string) string {
	if name == "-" {
		name = "stdin.md"
	}
	return (&url.URL{Path: filepath.ToSlash(name)}).String()
}
