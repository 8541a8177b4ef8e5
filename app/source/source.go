// Package source holds the text of one file and its positions: byte spans,
// lines, columns, and the one conversion between UTF-8 bytes (Go) and UTF-16
// code units (the browser).
//
// It knows nothing of Markdown, templates or diagnostics, and never changes a
// byte of the text: line endings, a byte order mark and invalid UTF-8 stay as
// they are. Lines and columns are 0-based here; only what is printed for a
// person adds one.
package source

import (
	"sort"
	"strings"
	"sync"
	"unicode/utf8"
)

// Span is a half-open range of bytes [Start, End) in a text.
type Span struct{ Start, End int }

// Len is the number of bytes covered.
func (s Span) Len() int { return s.End - s.Start }

// Contains reports whether the byte offset lies in the span; an empty span
// contains its own position.
func (s Span) Contains(offset int) bool {
	return s.Start <= offset && (offset < s.End || s.Start == s.End && offset == s.Start)
}

// Shift moves the span by n bytes.
func (s Span) Shift(n int) Span { return Span{s.Start + n, s.End + n} }

// Union is the smallest span covering both.
func (s Span) Union(t Span) Span { return Span{min(s.Start, t.Start), max(s.End, t.End)} }

// Position is a place in a file, all counts 0-based.
type Position struct {
	Line   int // lines before this one; CRLF, CR and LF each end a line
	Column int // Unicode code points before this one on its line
	UTF16  int // UTF-16 code units before this one on its line
}

// File is an immutable text with a name and an index of its lines.
// It is safe for concurrent use.
type File struct {
	name string
	text string

	once  sync.Once
	lines []int // byte offset at which each line starts
}

// NewFile gives a file of that name (a path, for messages) and text.
func NewFile(name, text string) *File { return &File{name: name, text: text} }

// Name is the path given to NewFile.
func (f *File) Name() string { return f.name }

// Text is the whole text, unchanged.
func (f *File) Text() string { return f.text }

// Slice is the text covered by a span, clipped to the file.
func (f *File) Slice(s Span) string {
	start, end := f.clip(s.Start), f.clip(s.End)
	if end < start {
		end = start
	}
	return f.text[start:end]
}

func (f *File) clip(offset int) int { return max(0, min(offset, len(f.text))) }

func (f *File) starts() []int {
	f.once.Do(func() { f.lines = lineStarts(f.text) })
	return f.lines
}

func lineStarts(text string) []int {
	starts := make([]int, 1, strings.Count(text, "\n")+2)
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\r':
			if i+1 < len(text) && text[i+1] == '\n' {
				i++
			}
			starts = append(starts, i+1)
		case '\n':
			starts = append(starts, i+1)
		}
	}
	return starts
}

// Lines is the number of lines; an empty text has one.
func (f *File) Lines() int { return len(f.starts()) }

// Line is the 0-based line on which the byte offset lies.
func (f *File) Line(offset int) int {
	starts := f.starts()
	offset = f.clip(offset)
	return sort.Search(len(starts), func(i int) bool { return starts[i] > offset }) - 1
}

// LineSpan is the span of a 0-based line without its line ending.
// A line out of range gives an empty span at the nearer end of the file.
func (f *File) LineSpan(line int) Span {
	starts := f.starts()
	switch {
	case line < 0:
		return Span{}
	case line >= len(starts):
		return Span{len(f.text), len(f.text)}
	}
	end := len(f.text)
	if line+1 < len(starts) {
		end = starts[line+1]
	}
	for end > starts[line] && (f.text[end-1] == '\n' || f.text[end-1] == '\r') {
		end--
	}
	return Span{starts[line], end}
}

// Position converts a byte offset; one inside a code point counts as at its start.
func (f *File) Position(offset int) Position {
	offset = f.clip(offset)
	line := f.Line(offset)
	p := Position{Line: line}
	for i, r := range f.text[f.starts()[line]:] {
		if f.starts()[line]+i >= offset || f.starts()[line]+i+utf8.RuneLen(orError(r)) > offset {
			break
		}
		p.Column++
		p.UTF16 += utf16Len(r)
	}
	return p
}

// Offset is the byte offset of a 0-based line and a 0-based column in code
// points, clipped to the line.
func (f *File) Offset(line, column int) int {
	span := f.LineSpan(line)
	for i := range f.text[span.Start:span.End] {
		if column == 0 {
			return span.Start + i
		}
		column--
	}
	return span.End
}

// UTF16 is the number of UTF-16 code units before a byte offset, counted from
// the start of the file, as CodeMirror and the DOM count them.
func (f *File) UTF16(offset int) int {
	n := 0
	for _, r := range f.text[:f.clip(offset)] {
		n += utf16Len(r)
	}
	return n
}

// FromUTF16 is the byte offset of a position in UTF-16 code units from the
// start of the file, clipped to it.
func (f *File) FromUTF16(units int) int {
	for i, r := range f.text {
		if units <= 0 {
			return i
		}
		units -= utf16Len(r)
	}
	return len(f.text)
}

func utf16Len(r rune) int {
	if r >= 0x10000 {
		return 2
	}
	return 1
}

// orError gives invalid bytes (read as one RuneError of one byte) their length.
func orError(r rune) rune {
	if r == utf8.RuneError {
		return 'x'
	}
	return r
}
