package scan

import (
	"strings"

	"apercu/app/source"
)

// This file sorts lines into headings, lists, tables, containers and
// paragraphs; headings and tables are those of the tree. Indented text is a
// paragraph: Eleventy turns indented code off.

// Heading is a heading of the page: "## Titre", an underlined one, or <h2>.
type Heading struct {
	Span   source.Span // the whole line or element
	Marker source.Span // the #s; empty for others
	Text   source.Span
	Level  int
	HTML   int // index in Page.Elements of the start tag, -1 for Markdown
	Line   int // index in Page.Lines
}

// Container is a ::: or ??? block.
type Container struct {
	Open   source.Span // the opening line
	Marker source.Span // ::: with the blank after it left out
	Name   string      // "accordion" for ???, "accordionsgroup" for ????
	Title  source.Span // empty when there is none
	Close  source.Span // the closing line; empty when it is missing
	Line   int
	Last   int // line of the closing marker, or the last line
}

// Paragraph is a run of text lines.
type Paragraph struct {
	Span        source.Span // first to last line, list marker left out
	First, Last int         // lines
	Item        bool        // in a list item
	Quote       bool
}

// Table is a pipe table: its header line, its delimiter line, its rows.
type Table struct {
	Span        source.Span
	First, Last int
	Header      []source.Span // cells
}

func (p *Page) blocks() {
	p.cutLines()
	p.headings()
	p.tables()
	p.markers()
	p.htmlHeadings()
	p.containers()
	p.paragraphs()
}

func (p *Page) cutLines() {
	for i := p.Body.Start; i < p.Body.End; {
		end := lineEnd(p.text[:p.Body.End], i)
		next := nextLine(p.text[:p.Body.End], end)
		if end > i && p.text[end-1] == '\r' {
			end--
		}
		l := Line{Span: source.Span{Start: i, End: end}}
		for l.Indent < l.Span.Len() && (p.text[i+l.Indent] == ' ' || p.text[i+l.Indent] == '\t') {
			l.Indent++
		}
		l.Kind = p.lineKind(l)
		p.Lines = append(p.Lines, l)
		i = next
	}
}

func (p *Page) lineKind(l Line) LineKind {
	at := l.Span.Start + l.Indent
	if at >= l.Span.End {
		return BlankLine
	}
	rest := p.text[at:l.Span.End]
	switch k := p.Kind(at); {
	case p.only(at, l.Span.End, Code) && (k == Code):
		if _, n := fenceRun(rest, 0); n >= 3 || p.codeBlockAt(at) {
			return CodeLine
		}
		return TextLine
	case p.only(at, l.Span.End, Template):
		return TemplateLine
	case p.only(at, l.Span.End, Comment):
		return CommentLine
	case k == Markup && rest[0] == '<':
		return MarkupLine
	case k == Template || k == Comment:
		return TextLine
	case atx(rest) > 0:
		return HeadingLine
	case strings.HasPrefix(rest, ":::") || strings.HasPrefix(rest, "???"):
		return ContainerLine
	case rest[0] == '>':
		return QuoteLine
	case isRule(rest):
		return RuleLine
	case listMarker(p.text[:l.Span.End], at) > 0:
		return ItemLine
	}
	return TextLine
}

// codeBlockAt tells the inside of a fence or <pre> from a line that is one code span.
func (p *Page) codeBlockAt(at int) bool {
	return at > p.Body.Start && p.Kind(at-1) == Code || p.text[at] != '`'
}

// only reports whether the bytes of a run are blanks or of that kind.
func (p *Page) only(start, end int, k Kind) bool {
	for i := start; i < end; i++ {
		if p.Kind(i) != k && p.text[i] != ' ' && p.text[i] != '\t' {
			return false
		}
	}
	return true
}

// atx is the level of "## Titre", 0 for other text.
func atx(s string) int {
	n := 0
	for n < len(s) && s[n] == '#' {
		n++
	}
	if n == 0 || n > 6 || n < len(s) && s[n] != ' ' && s[n] != '\t' {
		return 0
	}
	return n
}

func isRule(s string) bool {
	c, n := s[0], 0
	if c != '-' && c != '*' && c != '_' {
		return false
	}
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case c:
			n++
		case ' ', '\t':
		default:
			return false
		}
	}
	return n >= 3
}

// listMarker is the offset after "- ", "* ", "+ ", "1. " or "1) " at i, 0 when
// there is none.
func listMarker(text string, i int) int {
	if i >= len(text) {
		return 0
	}
	j := i
	switch c := text[i]; {
	case c == '-' || c == '*' || c == '+':
		j++
	case '0' <= c && c <= '9':
		for j < len(text) && j < i+9 && '0' <= text[j] && text[j] <= '9' {
			j++
		}
		if j >= len(text) || text[j] != '.' && text[j] != ')' {
			return 0
		}
		j++
	default:
		return 0
	}
	if j < len(text) && text[j] != ' ' && text[j] != '\t' && text[j] != '\n' && text[j] != '\r' {
		return 0
	}
	return j
}

// headings takes the headings from the tree; a line that only looks like one is text.
func (p *Page) headings() {
	for _, b := range p.tree.headings {
		p.heading(b)
	}
	is := map[int]bool{}
	for _, h := range p.Headings {
		for i := h.Line; i < len(p.Lines) && p.Lines[i].Span.Start < h.Span.End; i++ {
			is[i] = true
			if k := p.Lines[i].Kind; k != ItemLine && k != QuoteLine {
				p.Lines[i].Kind = HeadingLine
			}
		}
	}
	for i, l := range p.Lines {
		if l.Kind == HeadingLine && !is[i] {
			p.Lines[i].Kind = TextLine
		}
	}
}

func (p *Page) heading(b block) {
	h := Heading{Span: b.span, Level: b.level, HTML: -1, Line: p.LineAt(b.span.Start)}
	if n := atx(p.Slice(b.span)); n > 0 {
		h.Marker = source.Span{Start: b.span.Start, End: b.span.Start + n}
		h.Text = p.trim(source.Span{Start: h.Marker.End, End: b.span.End})
		for h.Text.Len() > 0 && p.text[h.Text.End-1] == '#' {
			h.Text.End--
		}
		p.mark(source.Span{Start: h.Text.End, End: b.span.End}, Syntax)
		p.mark(h.Marker, Syntax)
	} else { // underlined
		h.Text = source.Span{Start: b.span.Start, End: b.span.Start}
		if i := strings.LastIndexByte(p.Slice(b.span), '\n'); i >= 0 {
			p.mark(source.Span{Start: b.span.Start + i + 1, End: b.span.End}, Syntax)
			h.Text.End = b.span.Start + i
		}
		for h.Text.Len() > 0 && p.text[h.Text.End-1] == '\r' {
			h.Text.End--
		}
		h.Text = p.trim(h.Text)
	}
	for h.Text.Len() > 0 && p.Kind(h.Text.End-1) == Syntax { // {.class}
		h.Text.End--
	}
	h.Text = p.trim(h.Text)
	p.Headings = append(p.Headings, h)
}

// markers hides the markers of lines from typography.
func (p *Page) markers() {
	for _, l := range p.Lines {
		at := l.Span.Start + l.Indent
		switch l.Kind {
		case ItemLine:
			p.mark(source.Span{Start: at, End: listMarker(p.text[:l.Span.End], at)}, Syntax)
		case QuoteLine:
			p.mark(source.Span{Start: at, End: at + 1}, Syntax)
		case RuleLine:
			p.mark(l.Span, Syntax)
		}
	}
}

func (p *Page) trim(s source.Span) source.Span {
	for s.Start < s.End && (p.text[s.Start] == ' ' || p.text[s.Start] == '\t') {
		s.Start++
	}
	for s.End > s.Start && (p.text[s.End-1] == ' ' || p.text[s.End-1] == '\t') {
		s.End--
	}
	return s
}

// htmlHeadings merges <h1> to <h6> into the list, in order.
func (p *Page) htmlHeadings() {
	for i, e := range p.Elements {
		if e.End || len(e.Name) != 2 || e.Name[0] != 'h' || e.Name[1] < '1' || e.Name[1] > '6' {
			continue
		}
		h := Heading{Span: p.Whole(e), Text: p.Inner(e), Level: int(e.Name[1] - '0'), HTML: i, Line: p.LineAt(e.Span.Start)}
		at := len(p.Headings)
		for at > 0 && p.Headings[at-1].Span.Start > h.Span.Start {
			at--
		}
		p.Headings = append(p.Headings, Heading{})
		copy(p.Headings[at+1:], p.Headings[at:])
		p.Headings[at] = h
	}
}

// containers reads ::: and ??? blocks. A marker line without a name closes the
// innermost open one whose marker is not longer, as markdown-it-container does.
func (p *Page) containers() {
	var open []int
	for i, l := range p.Lines {
		if l.Kind != ContainerLine {
			continue
		}
		at := l.Span.Start + l.Indent
		c, n := p.text[at], 0
		for at+n < l.Span.End && p.text[at+n] == c {
			n++
		}
		marker := source.Span{Start: at, End: at + n}
		rest := p.trim(source.Span{Start: at + n, End: l.Span.End})
		if rest.Len() == 0 {
			p.mark(l.Span, Syntax)
			if k := p.lastOpen(open, c, n); k >= 0 {
				p.Containers[open[k]].Close, p.Containers[open[k]].Last = l.Span, i
				open = open[:k]
			} else {
				p.Containers = append(p.Containers, Container{Open: l.Span, Marker: marker, Line: i, Last: i})
			}
			continue
		}
		b := Container{Open: l.Span, Marker: marker, Line: i, Last: len(p.Lines) - 1}
		p.nameContainer(&b, c, rest)
		open = append(open, len(p.Containers))
		p.Containers = append(p.Containers, b)
	}
}

func (p *Page) nameContainer(b *Container, c byte, rest source.Span) {
	if c == '?' && p.Slice(rest) != "accordionsgroup" {
		b.Name, b.Title = "accordion", rest
		p.mark(b.Marker, Syntax)
		return
	}
	end := rest.Start
	for end < rest.End && IsWordByte(p.text[end]) {
		end++
	}
	b.Name = p.text[rest.Start:end]
	b.Title = p.trim(source.Span{Start: end, End: rest.End})
	p.mark(source.Span{Start: b.Marker.Start, End: end}, Syntax)
}

func (p *Page) lastOpen(open []int, c byte, n int) int {
	for k := len(open) - 1; k >= 0; k-- {
		m := p.Containers[open[k]].Marker
		if p.text[m.Start] == c && m.Len() <= n {
			return k
		}
	}
	return -1
}

func (p *Page) tables() {
	for _, b := range p.tree.tables {
		t := Table{Span: b.span, First: p.LineAt(b.span.Start), Header: b.cells}
		for t.Last = t.First; t.Last < len(p.Lines) && p.Lines[t.Last].Span.Start < b.span.End; t.Last++ {
			if k := p.Lines[t.Last].Kind; t.Last > t.First || k != ItemLine && k != QuoteLine {
				p.Lines[t.Last].Kind = TableLine
			}
		}
		t.Last--
		if t.First < t.Last {
			p.mark(p.Lines[t.First+1].Span, Syntax)
		}
		p.Tables = append(p.Tables, t)
	}
}

// paragraphs joins text lines. A paragraph of a list item goes on over lazy
// continuation lines, as in CommonMark.
func (p *Page) paragraphs() {
	for i := 0; i < len(p.Lines); i++ {
		l := p.Lines[i]
		if l.Kind != TextLine && l.Kind != ItemLine && l.Kind != QuoteLine {
			continue
		}
		start := l.Span.Start + l.Indent
		switch l.Kind {
		case ItemLine:
			start = skipBlank(p.text, listMarker(p.text[:l.Span.End], start), l.Span.End)
		case QuoteLine:
			start = skipBlank(p.text, start+1, l.Span.End)
		}
		g := Paragraph{First: i, Item: l.Kind == ItemLine, Quote: l.Kind == QuoteLine}
		for i+1 < len(p.Lines) && (p.Lines[i+1].Kind == TextLine || g.Quote && p.Lines[i+1].Kind == QuoteLine) {
			i++
		}
		g.Last = i
		g.Span = source.Span{Start: min(start, p.Lines[i].Span.End), End: p.Lines[i].Span.End}
		p.Paragraphs = append(p.Paragraphs, g)
	}
}
