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
	d, ok := s.definition(start)
	if !ok {
		return false
	}
	// They outlive the text: pages made from this one by Update share them.
	d.label, d.href, d.title = strings.Clone(d.label), strings.Clone(d.href), strings.Clone(d.title)
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

// fewLines is how far a definition usually reaches; only one that is still open
// there needs the whole paragraph, so that a list of them takes linear time.
const fewLines = 8

func (s *blockState) definition(start int) (d definition, ok bool) {
	if !s.labelLike(start) {
		return d, false
	}
	last := s.lazyEnd(start, s.lineMax, inReference)
	if start+fewLines < last {
		d, ok, open := s.readDefinition(start, start+fewLines)
		if !open {
			return d, ok
		}
	}
	d, ok, _ = s.readDefinition(start, last)
	return d, ok
}

// labelLike is the cheap look: the first ] of the line, unless escaped, must
// have a colon after it. markdown-it 13 does the same.
func (s *blockState) labelLike(start int) bool {
	l := &s.lines[start]
	for pos := l.first() + 1; pos < l.end; pos++ {
		if s.src[pos] == ']' && s.src[pos-1] != '\\' {
			return pos+1 < l.end && s.src[pos+1] == ':'
		}
	}
	return true
}

// readDefinition reads the definition on lines [start, last); open says that
// more lines could change the answer. markdown-it 13 keeps the indent of the
// lines that follow, 14 drops it.
func (s *blockState) readDefinition(start, last int) (d definition, ok, open bool) {
	text := ""
	if s.o.MarkdownIt >= 14 {
		var b strings.Builder
		for n := start; n < last; n++ {
			l := &s.lines[n]
			b.WriteString(s.src[l.first():min(l.end+1, len(s.src))])
		}
		text = b.String()
	} else {
		text = trim(joined(s.src, s.segments(start, last, s.blkIndent, false)))
	}
	end, nested := labelEnd(text)
	if end < 0 {
		return d, false, !nested
	}
	lines, ok, open := d.read(text, end, s.o.MarkdownIt)
	d.end = start + 1 + lines
	return d, ok, open
}

// labelEnd is the offset of the ] that ends the label of a definition, or -1;
// nested says that it is known to be none.
func labelEnd(text string) (end int, nested bool) {
	for i := 1; i < len(text); i++ {
		switch text[i] {
		case '[':
			return -1, true
		case ']':
			if at(text, i+1) != ':' {
				return -1, true
			}
			return i, false
		case '\\':
			i++
		}
	}
	return -1, false
}

// read gives the number of line ends that the definition reaches over. One
// swallowed by the address after a backslash is not counted, by either version;
// 14 stops there. open says that the text was over before the definition.
func (d *definition) read(text string, labelEnd, version int) (lines int, ok, open bool) {
	start := skipLinkBlanks(text, labelEnd+2, len(text))
	limit := len(text)
	if i := strings.IndexByte(text[start:], '\n'); i >= 0 && version >= 14 {
		limit = start + i + 1
	}
	dest, pos := linkDestination(text, start, limit)
	if pos < 0 || pos >= len(text) {
		open = true
	}
	if pos < 0 {
		return 0, false, open
	}
	d.href = normalizeLink(dest)
	if !validLink(d.href) {
		return 0, false, open
	}
	destEnd := pos
	swallowed := strings.Count(text[start:destEnd], "\n")
	if version < 14 || swallowed == 0 {
		pos = skipLinkBlanks(text, pos, len(text))
		title, next := linkTitle(text, pos, len(text))
		open = open || pos >= len(text) || next < 0 && strings.IndexByte("\"'(", text[pos]) >= 0 || next >= len(text)
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
			return 0, false, open
		}
	}
	d.label = normalizeLabel(text[1:labelEnd])
	return strings.Count(text[:pos], "\n") - swallowed, d.label != "", open
}
