package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
)

// This file reads containers (markdown-it-container) and prints the ones of
// the DSFR theme, as its sites have them, mistakes included:
//
//   - a line of marks closes the outermost open container with as few marks,
//     so that a nested one needs more marks outside;
//   - the title keeps the blank before it;
//   - a group of accordions closes as an accordion, `</div></section>`;
//   - the image of a quote is the one of the quote opened last.

// ContainerBlock is a container in the tree.
type ContainerBlock struct {
	ast.BaseBlock
	Def    *Container
	Info   string // what follows the opening marks
	Markup string // the opening marks
	Closed bool   // its closing line was found
}

// KindContainer is the kind of ContainerBlock.
var KindContainer = ast.NewNodeKind("Container")

// Kind implements ast.Node.
func (c *ContainerBlock) Kind() ast.NodeKind { return KindContainer }

// Dump implements ast.Node.
func (c *ContainerBlock) Dump(src []byte, level int) {
	ast.DumpHelper(c, src, level, map[string]string{"Info": c.Info}, nil)
}

// accepts says whether the text after the marks names the container.
func (c *Container) accepts(info string) bool {
	switch info = trim(info); c.Kind {
	case "accordion":
		return !strings.ContainsAny(info, "\u2028\u2029")
	case "callout", "quote", "highlight":
		_, ok := argument(info, c.Kind)
		return ok
	case "alert":
		kind, _ := alertKind(info)
		return kind != ""
	}
	name, _, _ := strings.Cut(info, " ")
	return name == c.Name
}

// argument is what follows the word, with the blank before it.
func argument(info, word string) (rest string, ok bool) {
	rest, ok = strings.CutPrefix(info, word)
	if !ok || rest == "" {
		return "", ok
	}
	return rest, len(trimLeft(rest)) < len(rest)
}

func alertKind(info string) (kind, title string) {
	for _, kind := range [...]string{"info", "warning", "error", "success"} {
		if title, ok := argument(info, kind); ok {
			return kind, title
		}
	}
	return "", ""
}

// marks counts how many bytes from pos on repeat the marker.
func marks(src, marker string, pos, end int) int {
	n := 0
	for pos+n < end && src[pos+n] == marker[n%len(marker)] {
		n++
	}
	return n
}

func containerRule(def *Container) func(s *blockState, start, end int, probe interrupts) bool {
	return func(s *blockState, start, end int, probe interrupts) bool {
		l := &s.lines[start]
		pos := l.first()
		if at(s.src, pos) != def.Marker[0] {
			return false
		}
		count := marks(s.src, def.Marker, pos, l.end) / len(def.Marker)
		if count < 3 {
			return false
		}
		after := pos + count*len(def.Marker)
		info := s.src[after:l.end]
		if !def.accepts(info) {
			return false
		}
		if probe != 0 {
			return true
		}
		n, closed := s.containerEnd(def.Marker, start, end, count)
		oldMax := s.lineMax
		s.lineMax = n // no lazy line goes past the closing marks
		s.open(&ContainerBlock{Def: def, Info: info, Markup: s.src[pos:after], Closed: closed}, start)
		s.tokenize(start+1, n)
		s.lineMax = oldMax
		s.line = n
		if closed {
			s.line++
		}
		s.close(start, s.line)
		return true
	}
}

func (s *blockState) containerEnd(marker string, start, end, count int) (n int, closed bool) {
	for n = start + 1; n < end; n++ {
		l := &s.lines[n]
		pos := l.first()
		if pos < l.end && l.indent < s.blkIndent {
			return n, false
		}
		if at(s.src, pos) != marker[0] || s.tooFar(n) {
			continue
		}
		got := marks(s.src, marker, pos, l.end) / len(marker)
		if got >= count && skipBlanks(s.src, pos+got*len(marker)) >= l.end {
			return n, true
		}
	}
	return n, false
}

// printContainer writes the opening or closing HTML of the theme's containers.
func (p *printer) printContainer(t *token, index int) {
	c, info := t.container(), trim(t.info)
	opening := t.nesting > 0
	switch {
	case c.Def.Kind == "callout" && opening:
		title, _ := argument(info, "callout")
		p.out("\n<div class=\"fr-callout\">\n    <", p.o.CalloutTitleTag, " class=\"fr-callout__title\">")
		p.text(title)
		p.out("</", p.o.CalloutTitleTag, ">\n    <div class=\"fr-callout__text\">\n")
	case c.Def.Kind == "callout":
		p.out("</div></div>\n")
	case c.Def.Kind == "highlight" && opening:
		p.out("\n<div class=\"fr-highlight\">\n    <p>\n")
	case c.Def.Kind == "highlight":
		p.out("\n    </p>\n</div>\n")
	case c.Def.Kind == "quote" && opening:
		p.quoteImage, _ = argument(info, "quote")
		p.out("\n<figure class=\"fr-quote fr-quote--column\">\n  <blockquote>\n")
	case c.Def.Kind == "quote":
		p.closeQuote()
	case c.Def.Kind == "alert" && opening:
		p.openAlert(info)
	case c.Def.Kind == "alert":
		p.out("</div>\n")
	case c.Def.Kind == "accordion" && opening:
		p.openAccordion(info, index)
	case c.Def.Kind == "accordion":
		p.out("</div></section>\n")
	}
}

func (p *printer) closeQuote() {
	p.out("\n    ")
	if p.quoteImage != "" {
		p.out("\n    <figcaption>\n        <div class=\"fr-quote__image\">\n            <img src=\"")
		p.text(p.quoteImage)
		p.out("\" class=\"fr-responsive-img\" alt=\"\" />\n        </div>\n    </figcaption>")
	}
	p.out("\n  </blockquote>\n</figure>\n<br>\n\n")
}

func (p *printer) openAlert(info string) {
	kind, title := alertKind(info)
	p.out("\n<div class=\"fr-alert fr-alert--", kind, " ")
	if title == "" {
		p.out("fr-alert--sm\">\n    \n")
		return
	}
	p.out("\">\n    <h3 class=\"fr-alert__title\">")
	p.text(title)
	p.out("</h3>\n")
}

func (p *printer) openAccordion(title string, index int) {
	if title == "accordionsgroup" {
		p.out("<div class=\"fr-accordions-group\">")
		return
	}
	p.out("\n<section class=\"fr-accordion\">\n    <h3 class=\"fr-accordion__title\">\n" +
		"        <button class=\"fr-accordion__btn\" aria-expanded=\"false\" aria-controls=\"accordion-")
	p.index(index)
	p.out("\">\n            ")
	p.text(title)
	p.out("\n        </button>\n    </h3>\n    <div class=\"fr-collapse\" id=\"accordion-")
	p.index(index)
	p.out("\">\n")
}
