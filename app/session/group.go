package session

import "strings"

// This file joins blocks that cannot stand alone. Markdown cuts a page into
// top-level blocks, but raw HTML may open an element in one and close it in
// another: each alone would be repaired by the browser into something else than
// the page. Blocks from an element's start tag to its end tag become one.
//
// An element that is never closed joins nothing: each block is then repaired on
// its own, and writing "<div>" does not swallow the page below it.

// tag is one without its other half in its block.
type tag struct {
	name string
	end  bool
}

// plain are the blocks before grouping, with their loose tags: nearly every
// block has none.
type plain struct {
	blocks []Block
	tags   [][]tag
}

// newPlain finds the tags, looking only at blocks between the common start and
// the common end of prev's.
func newPlain(blocks []Block, prev *plain) *plain {
	p := &plain{blocks, make([][]tag, len(blocks))}
	start, end := 0, len(blocks)
	if prev != nil {
		var oldEnd int
		start, oldEnd, end = trim(prev.blocks, blocks)
		copy(p.tags[:start], prev.tags)
		copy(p.tags[end:], prev.tags[oldEnd:])
	}
	for i := start; i < end; i++ {
		p.tags[i] = looseTags(blocks[i].HTML)
	}
	return p
}

// group gives the blocks to show: p's own when none has to be joined.
func (p *plain) group() []Block {
	until := p.joins()
	if until == nil {
		return p.blocks
	}
	out := make([]Block, 0, len(p.blocks))
	for i := 0; i < len(p.blocks); {
		end := i
		for k := i; k <= end; k++ {
			end = max(end, until[k])
		}
		if end == i {
			out = append(out, p.blocks[i])
		} else {
			out = append(out, joined(p.blocks[i:end+1]))
		}
		i = end + 1
	}
	return out
}

// joins says of each block how far it reaches: to itself, or to the block that
// closes what it opens. nil when none reaches further.
func (p *plain) joins() []int {
	type opened struct {
		name  string
		block int
	}
	var stack []opened
	var until []int
	for i, tags := range p.tags {
		for _, t := range tags {
			if !t.end {
				stack = append(stack, opened{t.name, i})
				continue
			}
			for k := len(stack) - 1; k >= 0; k-- {
				if stack[k].name != t.name {
					continue
				}
				if until == nil {
					until = make([]int, len(p.blocks))
				}
				until[stack[k].block] = max(until[stack[k].block], i)
				stack = stack[:k]
				break
			}
		}
	}
	return until
}

// void elements have no end tag; an end tag of p is never missed.
var void = map[string]bool{
	"area": true, "base": true, "br": true, "col": true, "embed": true, "hr": true, "img": true, "input": true,
	"link": true, "meta": true, "param": true, "source": true, "track": true, "wbr": true, "p": true,
}

// rawText elements hold text, not tags.
var rawText = map[string]bool{"script": true, "style": true, "textarea": true, "title": true, "iframe": true, "xmp": true}

// looseTags reads HTML as far as telling tags from text needs it.
func looseTags(html string) []tag {
	var open []tag
	for {
		at := strings.IndexByte(html, '<')
		if at < 0 {
			return open
		}
		html = html[at+1:]
		if strings.HasPrefix(html, "!--") {
			_, rest, ok := strings.Cut(html[3:], "-->")
			if !ok {
				return open
			}
			html = rest
			continue
		}
		t, closed, rest := readTag(html)
		html = rest
		if t.name == "" || closed || void[t.name] {
			continue
		}
		if t.end {
			open = closeTag(open, t)
			continue
		}
		if rawText[t.name] {
			html = afterEnd(html, t.name)
			continue
		}
		open = append(open, t)
	}
}

// closeTag takes away the last start tag of that name and what it left open.
func closeTag(open []tag, t tag) []tag {
	for i := len(open) - 1; i >= 0 && !open[i].end; i-- {
		if open[i].name == t.name {
			return open[:i]
		}
	}
	return append(open, t)
}

// readTag reads what follows a "<"; the name is empty when it is no tag.
// closed: it ends with "/>" (SVG; on others the browser ignores it, but nobody
// writes that to open an element).
func readTag(s string) (t tag, closed bool, rest string) {
	if s != "" && s[0] == '/' {
		t.end = true
		s = s[1:]
	}
	n := 0
	for n < len(s) && isNameByte(s[n], n) {
		n++
	}
	if n == 0 {
		return tag{}, false, s
	}
	t.name = strings.ToLower(s[:n])
	var quote byte
	for i := n; i < len(s); i++ {
		switch c := s[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case (c == '"' || c == '\'') && s[i-1] == '=':
			quote = c
		case c == '>':
			return t, s[i-1] == '/' && i > n, s[i+1:]
		}
	}
	return tag{}, false, s
}

func isNameByte(c byte, at int) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || at > 0 && (c >= '0' && c <= '9' || c == '-')
}

// afterEnd is what follows the end tag of an element of raw text.
func afterEnd(s, name string) string {
	lower := strings.ToLower(s)
	at := strings.Index(lower, "</"+name)
	if at < 0 {
		return ""
	}
	_, rest, _ := strings.Cut(s[at:], ">")
	return rest
}
