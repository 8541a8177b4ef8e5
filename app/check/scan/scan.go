// Package scan reads the source of a page as its author typed it: template
// tags, HTML tags, comments, code, links, headings, paragraphs, and what is
// left, the prose. Every part is a span of bytes of the file.
//
// What is code, a link, an image, a heading or a table is what the Markdown tree
// says (tree.go). The rest is read here, because most mistakes are what Markdown
// did not understand ("##Titre", "• point", a shortcode swallowed by a list): a
// tree no longer shows them, and a fix must edit the author's bytes. It decides nothing, reports nothing and never renders; a construct that it
// cannot read is prose or is skipped. The invariant: each byte of the body has
// exactly one Kind, and spans lie inside the file in the order of the text.
package scan

import (
	"apercu/app/markdown"
	"apercu/app/source"
)

// Kind says what a byte of the file belongs to.
type Kind uint8

const (
	Text        Kind = iota // what people read: typography applies here only
	Header                  // front matter
	Template                // {% %}, {{ }}, {# #}
	Comment                 // <!-- -->
	Markup                  // HTML tags, the brackets of links
	Code                    // code spans, fences, the content of script, style, pre and code
	Address                 // bare URLs, autolinks, e-mail addresses: read, never corrected
	Destination             // "](…)" of a link
	Syntax                  // list and heading markers, container lines, attribute lists
)

// Page is a file cut into its parts. It is immutable.
type Page struct {
	File       *source.File
	Body       source.Span
	Tags       []Tag       // template tags, in order
	Elements   []Element   // HTML start and end tags, in order
	Comments   []Remark    // HTML comments
	Links      []Link      // Markdown links and images, in order of their end
	Lines      []Line      // lines of the body, in order
	Headings   []Heading   // Markdown and HTML headings, in order
	Containers []Container // ::: and ??? blocks, in order of opening
	Paragraphs []Paragraph // runs of text lines, list items' first paragraphs included
	Tables     []Table     // pipe tables

	text  string
	kinds []Kind // one a byte of the body
	tree  *tree
}

// New scans the body of a file. The span is what follows the front matter; c is
// the site's Markdown, nil for the usual one.
func New(f *source.File, body source.Span, c *markdown.Converter) *Page {
	text := f.Text()
	body.Start = max(0, min(body.Start, len(text)))
	body.End = max(body.Start, min(body.End, len(text)))
	p := &Page{File: f, Body: body, text: text, kinds: make([]Kind, body.Len())}
	p.templates()
	p.tree = p.readTree(c)
	p.inlines()
	p.pairTags()
	p.pairElements()
	p.blocks()
	p.tree = nil
	return p
}

// Kind is what the byte at an offset belongs to; Header outside of the body.
func (p *Page) Kind(offset int) Kind {
	if offset < p.Body.Start || offset >= p.Body.End {
		return Header
	}
	return p.kinds[offset-p.Body.Start]
}

// mark gives a kind to a span, leaving template tags as they are: Nunjucks
// runs before Markdown, so a tag is a tag even in a code block.
func (p *Page) mark(s source.Span, k Kind) {
	for i := max(s.Start, p.Body.Start); i < min(s.End, p.Body.End); i++ {
		if j := i - p.Body.Start; p.kinds[j] != Template {
			p.kinds[j] = k
		}
	}
}

// Prose calls yield with each run of prose inside span, cut at line ends.
func (p *Page) Prose(span source.Span, yield func(source.Span)) {
	start := -1
	for i := max(span.Start, p.Body.Start); i < min(span.End, p.Body.End); i++ {
		if p.kinds[i-p.Body.Start] == Text && p.text[i] != '\n' && p.text[i] != '\r' {
			if start < 0 {
				start = i
			}
			continue
		}
		if start >= 0 {
			yield(source.Span{Start: start, End: i})
			start = -1
		}
	}
	if start >= 0 {
		yield(source.Span{Start: start, End: min(span.End, p.Body.End)})
	}
}

// Plain is the prose inside a span as a reader sees it: emphasis marks
// and markup left out, runs of blanks made one space.
func (p *Page) Plain(span source.Span) string {
	out := make([]byte, 0, span.Len())
	blank := true
	for i := max(span.Start, p.Body.Start); i < min(span.End, p.Body.End); i++ {
		k, c := p.kinds[i-p.Body.Start], p.text[i]
		switch {
		case k != Text && k != Code && k != Address:
			continue
		case k == Text && (c == '*' || c == '_' && !p.inWord(i) || c == '\\'):
			continue
		case c == ' ' || c == '\n' || c == '\r' || c == '\t':
			if !blank {
				out = append(out, ' ')
			}
			blank = true
			continue
		}
		out = append(out, c)
		blank = false
	}
	for len(out) > 0 && out[len(out)-1] == ' ' {
		out = out[:len(out)-1]
	}
	return string(out)
}

func (p *Page) inWord(i int) bool {
	return i > p.Body.Start && i+1 < p.Body.End && IsWordByte(p.text[i-1]) && IsWordByte(p.text[i+1])
}

// Words counts the words of the prose inside a span.
func (p *Page) Words(span source.Span) int {
	n, in := 0, false
	for i := max(span.Start, p.Body.Start); i < min(span.End, p.Body.End); i++ {
		word := p.kinds[i-p.Body.Start] == Text && (IsWordByte(p.text[i]) || in && (p.text[i] == '\'' || p.text[i] == '-'))
		if word && !in {
			n++
		}
		in = word
	}
	return n
}

// IsWordByte reports whether a byte is part of a word: ASCII letters and digits,
// and all of UTF-8's other bytes except those of French quotes, dashes, no-break
// spaces and the like (lead byte 0xC2 or 0xE2 and what follows it are not told
// apart here; a guillemet alone counts as part of a word).
func IsWordByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c >= 0xC3 && c != 0xE2
}

// Line is one line of the body.
type Line struct {
	Span   source.Span // without its line ending
	Indent int         // blanks before its first other character
	Kind   LineKind
}

// LineKind is what a line is to the block structure.
type LineKind uint8

const (
	BlankLine LineKind = iota
	TextLine           // paragraph text, or the continuation of a list item
	HeadingLine
	ItemLine  // starts a list item
	QuoteLine // starts with >
	TableLine
	CodeLine      // a fence or what it holds
	ContainerLine // ::: or ???
	MarkupLine    // starts with an HTML tag or is nothing but tags
	TemplateLine  // nothing but template tags
	CommentLine   // nothing but a comment
	RuleLine      // --- or ***
)

// LineAt is the index in Lines of the line that holds an offset of the body.
func (p *Page) LineAt(offset int) int {
	lo, hi := 0, len(p.Lines)
	for lo < hi {
		mid := (lo + hi) / 2
		if p.Lines[mid].Span.Start <= offset {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return max(0, lo-1)
}

// Slice is the text of a span.
func (p *Page) Slice(s source.Span) string { return p.File.Slice(s) }
