package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
)

// This file reads reference definitions, `[label]: address "title"`. They
// print nothing. markdown-it 13 takes the whole paragraph and trims it;
// 14 reads line by line and drops the indent of each.

func readReference(s *blockState, start, end int, probe interrupts) bool {
	if s.tooFar(start) || at(s.src, s.lines[start].first()) != '[' {
		return false
	}
	var d definition
	ok := false
	if s.o.MarkdownIt >= 14 {
		d, ok = s.definition14(start)
	} else {
		d, ok = s.definition13(start)
	}
	if !ok {
		return false
	}
	s.refs.add(d.label, reference{d.href, d.title})
	s.defined = append(s.defined, d)
	s.line = d.end
	node := ast.NewLinkReferenceDefinition([]byte(d.label), []byte(d.href), []byte(d.title))
	s.add(node, start, d.end)
	return true
}

type definition struct {
	label, href, title string
	end                int // line after it
}

// means what it gives, wherever it stands.
func (d *definition) means(other *definition) bool {
	return d.label == other.label && d.href == other.href && d.title == other.title
}

// definition13 follows rules_block/reference.js of markdown-it 13.
func (s *blockState) definition13(start int) (d definition, ok bool) {
	l := &s.lines[start]
	for pos := l.first() + 1; pos < l.end; pos++ {
		if s.src[pos] == ']' && s.src[pos-1] != '\\' {
			if pos+1 == l.end || at(s.src, pos+1) != ':' {
				return d, false
			}
			break
		}
	}
	last := s.lazyEnd(start, s.lineMax, inReference)
	text := trim(joined(s.src, s.segments(start, last, s.blkIndent, false)))
	labelEnd := labelEnd(text)
	if labelEnd < 0 {
		return d, false
	}
	lines, ok := d.read(text, labelEnd, s.o.MarkdownIt)
	d.end = start + 1 + lines
	return d, ok
}

// labelEnd is the offset of the ] that ends the label of a definition.
func labelEnd(text string) int {
	for i := 1; i < len(text); i++ {
		switch text[i] {
		case '[':
			return -1
		case ']':
			if at(text, i+1) != ':' {
				return -1
			}
			return i
		case '\\':
			i++
		}
	}
	return -1
}

// read gives the number of line ends that the definition reaches over. One
// swallowed by the address after a backslash is not counted, by either version;
// 14 stops there.
func (d *definition) read(text string, labelEnd, version int) (lines int, ok bool) {
	start := skipLinkBlanks(text, labelEnd+2, len(text))
	limit := len(text)
	if i := strings.IndexByte(text[start:], '\n'); i >= 0 && version >= 14 {
		limit = start + i + 1
	}
	dest, pos := linkDestination(text, start, limit, version)
	if pos < 0 {
		return 0, false
	}
	d.href = normalizeLink(dest)
	if !validLink(d.href) {
		return 0, false
	}
	destEnd := pos
	swallowed := strings.Count(text[start:destEnd], "\n")
	if version < 14 || swallowed == 0 {
		pos = skipLinkBlanks(text, pos, len(text))
		title, next := linkTitle(text, pos, len(text), version)
		if next >= 0 && pos > destEnd {
			d.title, pos = title, next
		} else {
			pos = destEnd
		}
		pos = skipBlanks(text, pos)
		if pos < len(text) && text[pos] != '\n' && d.title != "" {
			// What looked like a title has something after it: not a title.
			d.title = ""
			pos = skipBlanks(text, destEnd)
		}
		if pos < len(text) && text[pos] != '\n' {
			return 0, false
		}
	}
	d.label = normalizeLabel(text[1:labelEnd])
	return strings.Count(text[:pos], "\n") - swallowed, d.label != ""
}

// definition14 follows rules_block/reference.mjs of markdown-it 14: the text
// grows a line at a time, only where the definition goes on. It is enough to
// join all lines that could belong to it, each without its indent.
func (s *blockState) definition14(start int) (d definition, ok bool) {
	first := &s.lines[start]
	if i := strings.IndexByte(s.src[first.first():first.end], ']'); i > 0 && at(s.src, first.first()+i+1) != ':' &&
		s.src[first.first()+i-1] != '\\' {
		return d, false
	}
	last := s.lazyEnd(start, s.lineMax, inReference)
	var b strings.Builder
	for n := start; n < last; n++ {
		l := &s.lines[n]
		b.WriteString(s.src[l.first():min(l.end+1, len(s.src))])
	}
	text := b.String()
	labelEnd := labelEnd(text)
	if labelEnd < 0 {
		return d, false
	}
	lines, ok := d.read(text, labelEnd, s.o.MarkdownIt)
	d.end = start + 1 + lines
	return d, ok
}
