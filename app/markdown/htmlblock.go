package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
)

// This file reads blocks of raw HTML: the seven ways to start one (CommonMark
// 4.6), each with its end.

func readHTMLBlock(s *blockState, start, end int, probe interrupts) bool {
	l := &s.lines[start]
	if s.tooFar(start) || !s.o.HTML || at(s.src, l.first()) != '<' {
		return false
	}
	text := s.src[l.first():l.end]
	kind := htmlBlockKind(text, s.o.MarkdownIt)
	if kind == 0 {
		return false
	}
	if probe != 0 {
		return kind != 7
	}
	n := start + 1
	if !htmlBlockEnds(kind, text) {
		for ; n < end; n++ {
			l := &s.lines[n]
			if l.indent < s.blkIndent {
				break
			}
			text := s.src[l.first():max(l.first(), l.end)]
			if htmlBlockEnds(kind, text) {
				if text != "" {
					n++
				}
				break
			}
		}
	}
	s.line = n
	h := ast.NewHTMLBlock(ast.HTMLBlockType(kind))
	h.Lines().AppendAll(s.segments(start, n, s.blkIndent, true))
	s.add(h, start, n)
	return true
}

// htmlBlockKind is CommonMark's number of the start condition, 0 for none.
func htmlBlockKind(text string, version int) int {
	switch {
	case startsWithTag(text, verbatimTags, false):
		return 1
	case strings.HasPrefix(text, "<!--"):
		return 2
	case strings.HasPrefix(text, "<?"):
		return 3
	case len(text) > 2 && text[1] == '!' && text[2] >= 'A' && text[2] <= 'Z':
		return 4
	case strings.HasPrefix(text, "<![CDATA["):
		return 5
	case startsWithTag(text, blockTags(version), true):
		return 6
	}
	if n := htmlTag(text, 0); n > 0 && trimLeft(text[n:]) == "" {
		return 7
	}
	return 0
}

func htmlBlockEnds(kind int, text string) bool {
	switch kind {
	case 1:
		return endsVerbatim(text)
	case 2:
		return strings.Contains(text, "-->")
	case 3:
		return strings.Contains(text, "?>")
	case 4:
		return strings.IndexByte(text, '>') >= 0
	case 5:
		return strings.Contains(text, "]]>")
	}
	return text == ""
}

// endsVerbatim finds </script>, </pre>, </style> or </textarea> in any case.
func endsVerbatim(text string) bool {
	for {
		i := strings.Index(text, "</")
		if i < 0 {
			return false
		}
		text = text[i+2:]
		if n := nameLength(text); n > 0 && at(text, n) == '>' && verbatimTags[strings.ToLower(text[:n])] {
			return true
		}
	}
}

func nameLength(text string) int {
	n := 0
	for n < len(text) && (isLetter(text[n]) || isDigit(text[n])) {
		n++
	}
	return n
}

// startsWithTag matches `<name` (or `</name`) followed by a blank, > or the end
// of the line, and /> where slash is set.
func startsWithTag(text string, names map[string]bool, slash bool) bool {
	if text == "" || text[0] != '<' {
		return false
	}
	text = text[1:]
	if slash && at(text, 0) == '/' {
		text = text[1:]
	}
	n := nameLength(text)
	if n == 0 || n > 10 || !names[strings.ToLower(text[:n])] {
		return false
	}
	rest := text[n:]
	return rest == "" || rest[0] == '>' || len(trimLeft(rest)) < len(rest) || slash && strings.HasPrefix(rest, "/>")
}

var verbatimTags = map[string]bool{"script": true, "pre": true, "style": true, "textarea": true}

const commonBlockTags = "address article aside base basefont blockquote body caption center col colgroup dd details dialog dir div dl dt " +
	"fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend li link main menu " +
	"menuitem nav noframes ol optgroup option p param section summary table tbody td tfoot th thead title tr track ul"

var blockTags13, blockTags14 = tagSet(commonBlockTags + " source"), tagSet(commonBlockTags + " search")

func blockTags(version int) map[string]bool {
	if version >= 14 {
		return blockTags14
	}
	return blockTags13
}

func tagSet(names string) map[string]bool {
	set := map[string]bool{}
	for _, name := range strings.Fields(names) {
		set[name] = true
	}
	return set
}
