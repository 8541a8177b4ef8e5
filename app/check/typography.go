package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"apercu/app/check/scan"
	"apercu/app/document/yaml"
	"apercu/app/source"
)

// This file gives the typography rules the prose of a page: its body without
// templates, tags, addresses, code and markers, and the few texts of the
// front matter that people read. They scan bytes by hand: regular expressions
// are slow in WebAssembly and these rules see every byte.

const (
	nbsp  = "\u00a0" // before : and inside « »
	nnbsp = "\u202f" // before ; ! ?
)

// headerTexts are the keys whose values are prose.
var headerTexts = map[string]bool{"title": true, "description": true, "alt": true, "summary": true, "caption": true}

// segment is a run of prose on one line.
type segment struct {
	span   source.Span
	header bool
}

// prose calls yield with each run of prose of the page.
func (p *Pass) prose(yield func(segment)) {
	if p.segments == nil {
		p.segments = []segment{}
		p.headerProse()
		p.Page.Prose(p.Page.Body, func(s source.Span) { p.segments = append(p.segments, segment{span: s}) })
	}
	for _, s := range p.segments {
		yield(s)
	}
}

// headerProse adds the values of the front matter that people read.
func (p *Pass) headerProse() {
	for _, k := range p.Document.Keys {
		last := k.Path[len(k.Path)-1]
		if k.Kind != yaml.Scalar || !headerTexts[last] || k.Style == yaml.Literal || k.Style == yaml.Folded {
			continue
		}
		text := p.File.Slice(k.Value)
		s := k.Value
		if k.Style == yaml.Single || k.Style == yaml.Double {
			s = span(s.Start+1, s.End-1)
		}
		// An escaped quote is two bytes for one character: left alone.
		if s.Len() <= 0 || strings.ContainsAny(text, "\n\\<`{") || k.Style == yaml.Single && strings.Contains(p.File.Slice(s), "''") || hostOf(text) != "" {
			continue
		}
		p.segments = append(p.segments, segment{s, true})
	}
}

// before and after are the characters on each side of an offset, a line end at
// the edges of the file.
func (p *Pass) before(offset int) rune {
	if offset <= 0 {
		return '\n'
	}
	r, _ := utf8.DecodeLastRuneInString(p.File.Text()[max(0, offset-4):offset])
	return r
}

func (p *Pass) after(offset int) rune {
	if offset >= len(p.File.Text()) {
		return '\n'
	}
	r, _ := utf8.DecodeRuneInString(p.File.Text()[offset:])
	return r
}

// closes reports whether a mark such as ? may end there: a blank, a quote or
// the end of the line follows, not a word (" :smile:", " !important").
func closes(r rune) bool {
	return r == ' ' || r == '\t' || r == '\n' || r == '\r' || r == '\u00a0' || r == '\u202f' || strings.ContainsRune("\"'*_)]»”’<|;!?…{\\", r)
}

func isLetter(r rune) bool { return unicode.IsLetter(r) }

// inTable reports whether an offset is in a pipe table, where blanks align columns.
func (p *Pass) inTable(offset int) bool {
	if len(p.Page.Tables) == 0 || offset < p.Page.Body.Start {
		return false
	}
	return p.Page.Lines[p.Page.LineAt(offset)].Kind == scan.TableLine
}
