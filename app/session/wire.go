package session

import (
	"strconv"
	"unicode/utf8"

	"apercu/app/check"
	"apercu/app/diag"
	"apercu/app/source"
)

// This file writes the messages of web/editor/bridge.ts that leave the worker.
// JSON by hand: encoding/json walks the same values by reflection, ten times
// slower in WebAssembly, and would bring its weight for these two shapes.

// AppendPatch appends a Patch message without its line table, which travels as
// an array of integers.
func AppendPatch(b []byte, p *Patch) []byte {
	b = append(b, `{"type":"patch","version":`...)
	b = strconv.AppendInt(b, int64(p.Version), 10)
	b = append(b, `,"since":`...)
	b = strconv.AppendInt(b, int64(p.Since), 10)
	b = append(b, `,"reset":`...)
	b = strconv.AppendBool(b, p.Reset)
	if p.Layout != nil {
		b = append(b, `,"layout":{"before":`...)
		b = appendString(b, p.Layout.Before)
		b = append(b, `,"after":`...)
		b = appendString(b, p.Layout.After)
		b = append(b, '}')
	}
	b = append(b, `,"splices":[`...)
	for i, s := range p.Splices {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendSplice(b, s)
	}
	return append(b, "]}"...)
}

func appendSplice(b []byte, s Splice) []byte {
	b = append(b, `{"at":`...)
	b = strconv.AppendInt(b, int64(s.At), 10)
	b = append(b, `,"remove":`...)
	b = strconv.AppendInt(b, int64(s.Remove), 10)
	b = append(b, `,"blocks":[`...)
	for i, block := range s.Blocks {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, `{"id":`...)
		b = appendString(b, block.ID)
		b = append(b, `,"html":`...)
		b = appendString(b, block.HTML)
		b = append(b, '}')
	}
	return append(b, "]}"...)
}

// AppendSummary appends a Summary message about the last page with what was found
// in it.
func (s *Session) AppendSummary(b []byte, found []diag.Diagnostic) []byte {
	b = append(b, `{"type":"summary","version":`...)
	b = strconv.AppendInt(b, int64(s.shown), 10)
	b = append(b, `,"path":`...)
	b = appendString(b, s.path)
	b = append(b, `,"url":`...)
	b = appendString(b, s.url())
	b = append(b, `,"diagnostics":[`...)
	for i, d := range found {
		if i > 0 {
			b = append(b, ',')
		}
		b = s.appendDiagnostic(b, d)
	}
	return append(b, "]}"...)
}

func (s *Session) url() string {
	if s.page == nil {
		return ""
	}
	return s.page.URL
}

func (s *Session) appendDiagnostic(b []byte, d diag.Diagnostic) []byte {
	b = append(b, `{"code":`...)
	b = appendString(b, d.Code)
	b = append(b, `,"key":`...)
	b = appendString(b, check.Key(s.file, d))
	b = append(b, `,"severity":`...)
	b = appendString(b, d.Severity.String())
	b = append(b, ',')
	b = s.appendRange(b, d.Span)
	b = append(b, `,"column":`...)
	b = strconv.AppendInt(b, int64(s.file.Position(d.Span.Start).Column), 10)
	b = append(b, `,"message":`...)
	b = appendText(b, d.Message)
	if d.Hint != (diag.Text{}) {
		b = append(b, `,"hint":`...)
		b = appendText(b, d.Hint)
	}
	if d.Ref != "" {
		b = append(b, `,"ref":`...)
		b = appendString(b, d.Ref)
	}
	if d.Unsure {
		b = append(b, `,"unsure":true`...)
	}
	if check.Grouped(d) {
		// Hundreds of places, which the edits of the fix give too.
		b = append(b, `,"places":`...)
		b = strconv.AppendInt(b, int64(len(d.Related)), 10)
	} else {
		b = s.appendRelated(b, d.Related)
	}
	b = s.appendFixes(b, d.Fixes)
	return append(b, '}')
}

func (s *Session) appendRelated(b []byte, related []diag.Related) []byte {
	if len(related) == 0 {
		return b
	}
	b = append(b, `,"related":[`...)
	for i, r := range related {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, '{')
		b = s.appendRange(b, r.Span)
		b = append(b, `,"message":`...)
		b = appendText(b, r.Message)
		b = append(b, '}')
	}
	return append(b, ']')
}

func (s *Session) appendFixes(b []byte, fixes []diag.Fix) []byte {
	if len(fixes) == 0 {
		return b
	}
	b = append(b, `,"fixes":[`...)
	for i, f := range fixes {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, `{"title":`...)
		b = appendText(b, f.Title)
		b = append(b, `,"needs":`...)
		b = strconv.AppendBool(b, f.Needs)
		b = append(b, `,"edits":[`...)
		for k, e := range f.Edits {
			if k > 0 {
				b = append(b, ',')
			}
			b = append(b, `{"from":`...)
			b = strconv.AppendInt(b, int64(s.units(e.Span.Start)), 10)
			b = append(b, `,"to":`...)
			b = strconv.AppendInt(b, int64(s.units(e.Span.End)), 10)
			b = append(b, `,"text":`...)
			b = appendString(b, e.New)
			b = append(b, '}')
		}
		b = append(b, "]}"...)
	}
	return append(b, ']')
}

// appendRange writes the members from, to and line of a span.
func (s *Session) appendRange(b []byte, span source.Span) []byte {
	b = append(b, `"from":`...)
	b = strconv.AppendInt(b, int64(s.units(span.Start)), 10)
	b = append(b, `,"to":`...)
	b = strconv.AppendInt(b, int64(s.units(max(span.Start, span.End))), 10)
	b = append(b, `,"line":`...)
	return strconv.AppendInt(b, int64(s.file.Line(span.Start)), 10)
}

// units converts a byte offset of the rendered text. The index is that of the
// newest text, the same one when no edit came since.
func (s *Session) units(offset int) int {
	if s.text.s == s.file.Text() {
		return s.text.unitOffset(offset)
	}
	return s.file.UTF16(offset)
}

func appendText(b []byte, t diag.Text) []byte {
	b = append(b, `{"fr":`...)
	b = appendString(b, t.In("fr"))
	b = append(b, `,"en":`...)
	b = appendString(b, t.EN)
	return append(b, '}')
}

const hex = "0123456789abcdef"

// appendString writes a JSON string; bytes that are not UTF-8 become U+FFFD.
func appendString(b []byte, s string) []byte {
	b = append(b, '"')
	from := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError && size == 1 {
				b = append(append(b, s[from:i]...), "\uFFFD"...)
				from = i + 1
			}
			i += size
			continue
		}
		if c < 0x20 || c == '"' || c == '\\' {
			b = append(b, s[from:i]...)
			b = appendEscape(b, c)
			from = i + 1
		}
		i++
	}
	return append(append(b, s[from:]...), '"')
}

func appendEscape(b []byte, c byte) []byte {
	switch c {
	case '"', '\\':
		return append(b, '\\', c)
	case '\n':
		return append(b, '\\', 'n')
	case '\t':
		return append(b, '\\', 't')
	case '\r':
		return append(b, '\\', 'r')
	}
	return append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
}

// AppendFailure appends a WorkerFailed message: the renderer works again with
// the next edit.
func AppendFailure(b []byte, err error) []byte {
	version := 0
	if f, ok := err.(*Failure); ok {
		version = f.Version
	}
	b = append(b, `{"type":"failed","version":`...)
	b = strconv.AppendInt(b, int64(version), 10)
	b = append(b, `,"message":`...)
	b = appendString(b, err.Error())
	return append(b, `,"restarted":true}`...)
}
