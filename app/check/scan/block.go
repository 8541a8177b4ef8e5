package scan

import (
	"strings"

	"apercu/app/source"
)

// This file sorts lines into headings, lists, tables, containers and
// paragraphs. Indented text is a paragraph: Eleventy turns indented code off.

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
	p.underlined()
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

// underlined turns a text line over === or --- into a heading.
func (p *Page) underlined() {
	for i := 1; i < len(p.Lines); i++ {
		l := p.Lines[i]
		s := strings.TrimSpace(p.Slice(l.Span))
		if s == "" || l.Kind == CodeLine || p.Lines[i-1].Kind != TextLine || strings.Trim(s, "=") != "" && strings.Trim(s, "-") != "" {
			continue
		}
		p.Lines[i].Kind = HeadingLine
		p.mark(l.Span, Syntax)
	}
}

// markers makes headings and hides the markers of lines from typography.
func (p *Page) markers() {
	for i, l := range p.Lines {
		at := l.Span.Start + l.Indent
		switch l.Kind {
		case HeadingLine:
			p.heading(i, at)
		case ItemLine:
			p.mark(source.Span{Start: at, End: listMarker(p.text[:l.Span.End], at)}, Syntax)
		case QuoteLine:
			p.mark(source.Span{Start: at, End: at + 1}, Syntax)
		case RuleLine:
			p.mark(l.Span, Syntax)
		}
	}
}

func (p *Page) heading(i, at int) {
	l := p.Lines[i]
	h := Heading{Span: l.Span, HTML: -1, Line: i}
	if n := atx(p.text[at:l.Span.End]); n > 0 {
		h.Level, h.Marker = n, source.Span{Start: at, End: at + n}
		h.Text = p.trim(source.Span{Start: at + n, End: l.Span.End})
		for h.Text.Len() > 0 && p.text[h.Text.End-1] == '#' {
			h.Text.End--
		}
		p.mark(source.Span{Start: h.Text.End, End: l.Span.End}, Syntax)
		p.mark(h.Marker, Syntax)
	} else { // the underline of the line before
		h.Level = 2
		if strings.TrimSpace(p.Slice(l.Span))[0] == '=' {
			h.Level = 1
		}
		before := p.Lines[i-1]
		p.Lines[i-1].Kind = HeadingLine
		h.Text, h.Line = p.trim(before.Span), i-1
		h.Span = before.Span.Union(l.Span)
	}
	for h.Text.Len() > 0 && p.Kind(h.Text.End-1) == Syntax { // {.class}
		h.Text.End--
	}
	h.Text = p.trim(h.Text)
	p.Headings = append(p.Headings, h)
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
	for i := 0; i+1 < len(p.Lines); i++ {
		head, delim := p.Lines[i], p.Lines[i+1]
		if head.Kind != TextLine || !isDelimiterRow(p.Slice(delim.Span)) || !strings.Contains(p.Slice(head.Span), "|") {
			continue
		}
		t := Table{First: i, Header: p.cells(head.Span)}
		for i < len(p.Lines) && (p.Lines[i].Kind == TextLine || i == t.First+1) {
			p.Lines[i].Kind = TableLine
			i++
		}
		t.Last = i - 1
		t.Span = head.Span.Union(p.Lines[t.Last].Span)
		p.mark(delim.Span, Syntax)
		p.Tables = append(p.Tables, t)
	}
}

func isDelimiterRow(s string) bool {
	s = strings.TrimSpace(s)
	return strings.Contains(s, "-") && strings.Contains(s, "|") && strings.Trim(s, "|-: \t") == ""
}

func (p *Page) cells(line source.Span) []source.Span {
	line = p.trim(line)
	if line.Len() > 0 && p.text[line.Start] == '|' {
		line.Start++
	}
	if line.Len() > 0 && p.text[line.End-1] == '|' {
		line.End--
	}
	var out []source.Span
	start := line.Start
	for i := line.Start; i <= line.End; i++ {
		if i == line.End || p.text[i] == '|' && p.text[i-1] != '\\' && p.Kind(i) == Text {
			out = append(out, p.trim(source.Span{Start: start, End: i}))
			start = i + 1
		}
	}
	return out
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
