// Package check says what stands between a page and a page that everyone can
// use: DSFR and RGAA duties, video and transcript first, then structure, links,
// images, front matter and French typography.
//
// A rule is an Analyzer: a value with a stable name, its documentation in two
// languages and a function over a Pass, in the manner of go/analysis. A rule
// sees the source as typed (scan), the front matter (document), the rendered
// page with its map to the source, and the site's facts through the small
// interface Site; it reads no disk, no clock, no screen.
//
// The package refuses to guess: a rule that cannot decide sets Unsure, and a
// fix changes the fewest bytes that mend the mistake; a fix that leaves a word
// to write has Needs set. The invariant, held by the tests for every rule: an
// applied fix leaves its diagnostic gone and a second run has nothing to fix.
package check

import (
	"sort"

	"apercu/app/diag"
	"apercu/app/document"
	"apercu/app/markdown"
	"apercu/app/source"
)

// Analyzer is one rule.
type Analyzer struct {
	Name     string // stable code, kebab-case
	Severity diag.Severity
	Ref      string // "RGAA 4.2", "DSFR"; empty when none
	Off      bool   // runs only when the configuration asks for it
	French   bool   // does not apply to pages in another language
	Needs    Needs  // without it the rule finds nothing
	Help     Help
	Prepare  func(*Pass) []func() // what Run needs that takes long, each a piece of its own; may be nil
	Run      func(*Pass)
}

// Needs says what a rule cannot do without.
type Needs uint8

const (
	NeedsSite   Needs = 1 << iota // Input.Site
	NeedsRender                   // Input.Rendered
)

// Help is the documentation of a rule. The examples are Markdown: the rule
// finds Bad and does not find Good (a test holds both).
type Help struct {
	Title diag.Text // what is found, a short noun phrase
	Why   diag.Text // whom it harms and how to mend it, one to three sentences
	Bad   string
	Good  string
	Limit diag.Text // what the rule leaves to a person, and why; often empty
}

// Input is what is known of a page.
type Input struct {
	File     *source.File
	Document *document.Document  // nil: parsed from File
	Rendered *Rendered           // nil: rules on the rendered page do not run
	Markdown *markdown.Converter // the site's; nil: the usual one
	Site     Site                // nil: rules on the site do not run
	Today    string              // "2006-01-02"; "": dates are not compared with today
	Config   Config
	// Images are sizes in bytes of images that are not in the site, by the
	// address that the page writes: those pasted into the page.
	Images map[string]int64
}

// Config turns rules on and off. The zero Config is the default set.
type Config struct {
	Only     []string                 // when not empty, these rules alone run
	Enabled  map[string]bool          // by rule: true runs one that is off, false stops one
	Severity map[string]diag.Severity // by rule, in place of its own
	Glossary map[string]string        // what the acronyms that pages should expand stand for
}

func (c Config) runs(a *Analyzer) bool {
	if len(c.Only) > 0 {
		for _, name := range c.Only {
			if name == a.Name {
				return true
			}
		}
		return false
	}
	if on, ok := c.Enabled[a.Name]; ok {
		return on
	}
	return !a.Off
}

// Run gives what the rules find in a page, in the order of the text.
func Run(in Input) []diag.Diagnostic {
	j := Begin(in)
	for !j.Step() {
	}
	return j.Found()
}

// Lookup is the rule of that name, nil when there is none.
func Lookup(name string) *Analyzer {
	i := sort.Search(len(All), func(i int) bool { return All[i].Name >= name })
	if i < len(All) && All[i].Name == name {
		return All[i]
	}
	return nil
}

// Doc is the documentation of a rule.
func Doc(name string) (Help, bool) {
	if a := Lookup(name); a != nil {
		return a.Help, true
	}
	return Help{}, false
}
