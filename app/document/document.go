// Package document opens one page: it finds the front matter, decodes it, says
// where each key and each value stands in the file, and prepares edits that
// change one value and nothing else.
//
// The rules are those of Eleventy (gray-matter 4 with js-yaml 3). Where
// Eleventy would stop the build, the mistake becomes a diagnostic and as much
// of the page as can be trusted is kept: a wrong line in the front matter
// costs that line, never the body. The package renders nothing, and it never
// rewrites a file: edits are the caller's to apply.
//
// Invariants: every span lies inside of the file; applying no edit gives the
// file back byte for byte.
package document

import (
	"strings"

	"apercu/app/diag"
	"apercu/app/document/yaml"
	"apercu/app/source"
	"apercu/app/template/value"
)

// MaxBytes is the size beyond which a page is not rendered further.
const MaxBytes = 2 << 20

// Document is a page cut into its parts. It is immutable.
type Document struct {
	File *source.File

	// Format is the language of the front matter: "yaml", "json", "toml",
	// "javascript" (which is refused), another name (unknown), or "" when
	// there is no front matter.
	Format string

	FrontMatter source.Span // text between the fences
	Block       source.Span // the same with its fences, line endings included
	Body        source.Span // what is rendered

	Data *value.Object // never nil
	Root value.Value   // what the front matter decodes to, when it is no mapping

	Keys []Key // in the order of the file, parents before their children

	Diagnostics []diag.Diagnostic

	root     *yaml.Node // of YAML and JSON, nil when it could not be read whole
	offset   int        // of the file, where root's text starts
	end      int        // of the file, where the closing fence starts
	version4 bool       // of js-yaml
	broken   bool       // the front matter has a mistake that stops its editing
}

// Key is one key of the front matter, or one item of a list in it.
type Key struct {
	Path  []string    // names from the top; the place of a list item is a decimal number from 0
	Key   source.Span // bytes of the key as written; of the dash for a list item in lines
	Value source.Span // bytes of the value as written, quotes included; empty when nothing is written
	Style yaml.Style
	Kind  yaml.Kind
	Data  value.Value
}

// Parse reads a page. It always gives a document.
func Parse(f *source.File) *Document { return ParseFor(f, 2) }

// ParseFor reads a page as that version of Eleventy does: from 3 on, YAML has
// the types of js-yaml 4 (12:30 is text).
func ParseFor(f *source.File, eleventy int) *Document {
	d := &Document{File: f, Data: value.NewObject(0), version4: eleventy >= 3}
	limit := d.checkBytes()
	fence := findFence(f.Text()[:limit])
	d.Body = source.Span{Start: fence.body, End: max(limit, fence.body)}
	if fence.found {
		d.Format = fence.format
		d.FrontMatter = source.Span{Start: fence.inner, End: fence.innerEnd}
		d.Block = source.Span{Start: fence.open, End: fence.body}
		d.readFrontMatter(fence)
	} else {
		d.checkMissedFence(fence.open)
	}
	diag.Sort(d.Diagnostics)
	return d
}

// Same reports that two files have the same front matter, so that what was
// read of one holds for the other: its bytes up to the body are equal.
func (d *Document) Same(f *source.File) bool {
	old, text := d.File.Text(), f.Text()
	start := d.Body.Start
	return d.reusable() && len(text) <= MaxBytes && len(text) >= start && text[:start] == old[:start]
}

// reusable: without a closed front matter, a change in the body may change
// where the front matter ends.
func (d *Document) reusable() bool {
	if d.Format == "" || len(d.File.Text()) > MaxBytes {
		return false
	}
	for _, x := range d.Diagnostics {
		if x.Span.End > d.Body.Start || x.Code == "front-matter-unclosed" || x.Code == "file-not-utf-8" {
			return false
		}
	}
	return true
}

// WithBody is the document of a file whose front matter is the Same; nothing
// is decoded again. ok is false when the body needs a look of its own (bytes
// that are not UTF-8).
func (d *Document) WithBody(f *source.File) (doc *Document, ok bool) {
	if !d.Same(f) {
		return nil, false
	}
	c := source.Changed(d.File.Text(), f.Text())
	if !validBytes(c.Around(f.Text())) || binaryAt(f.Text()) >= 0 { // the rest was looked at before
		return nil, false
	}
	f.Follow(d.File, c)
	n := *d
	n.File = f
	n.Body.End = len(f.Text())
	return &n, true
}

// Renamed is the document of another file with the same text.
func (d *Document) Renamed(f *source.File) *Document {
	n := *d
	n.File = f
	return &n
}

// Empty reports a front matter that holds nothing but blanks and comments.
func (d *Document) Empty() bool { return isEmptyBlock(d.File.Slice(d.FrontMatter)) }

// Key is the entry at a path; nil when the front matter has none.
func (d *Document) Key(path ...string) *Key {
	for i := range d.Keys {
		if samePath(d.Keys[i].Path, path) {
			return &d.Keys[i]
		}
	}
	return nil
}

func samePath(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// DecodeYAML is the value of a YAML text, a data file for instance.
func DecodeYAML(text string) (value.Value, error) { return yaml.Decode(text) }

// newline is the line ending of the file: that of its first line.
func (d *Document) newline() string {
	text := d.File.Text()
	if i := strings.IndexByte(text, '\n'); i > 0 && text[i-1] == '\r' {
		return "\r\n"
	}
	return "\n"
}

func (d *Document) report(x diag.Diagnostic) { d.Diagnostics = append(d.Diagnostics, x) }
