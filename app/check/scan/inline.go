package scan

import (
	"strings"

	"apercu/app/source"
)

// This file reads, from left to right, comments, HTML tags and addresses, and
// finds the parts of the links and of the code that the tree has.

// Element is an HTML start or end tag.
type Element struct {
	Span  source.Span
	Name  string // lower case
	End   bool
	Attrs []Attr
	Pair  int // index in Page.Elements of the other tag, -1 when none
}

// Attr is an attribute of an HTML tag.
type Attr struct {
	Span  source.Span // with the blank before it, so that deleting it leaves clean text
	Name  string      // lower case
	Value string
	At    source.Span // the value, quotes left out; empty when it has none
}

// Attr is the attribute of that name; ok is false when there is none.
func (e Element) Attr(name string) (Attr, bool) {
	for _, a := range e.Attrs {
		if a.Name == name {
			return a, true
		}
	}
	return Attr{}, false
}

// Value is the value of an attribute, "" when there is none.
func (e Element) Value(name string) string {
	a, _ := e.Attr(name)
	return a.Value
}

// HasClass reports whether the class attribute holds that class.
func (e Element) HasClass(class string) bool {
	for _, c := range strings.Fields(e.Value("class")) {
		if c == class {
			return true
		}
	}
	return false
}

// Remark is an HTML comment. Closed is false when --> is missing: browsers then
// take the rest of the page as comment; here it ends with its line.
type Remark struct {
	Span   source.Span
	Closed bool
}

// Link is a Markdown link or image, or an autolink.
type Link struct {
	Span  source.Span // from [ or ! to ), attributes left out
	Text  source.Span // between the brackets
	Dest  source.Span // the address, angle brackets left out
	Title source.Span // with its quotes; empty when there is none
	Attrs source.Span // {…} glued to the link; empty when there is none
	Image bool
	Auto  bool // <https://…>
	Ref   bool // [text][name]: Dest is in the line that defines the name
	Named bool // [name] or [name][]: the text is the name, another text breaks the link
}

type bracket struct {
	at    int
	image bool
}

type inlineReader struct {
	p    *Page
	text string // up to the end of the body
	i    int
	open []bracket
	last map[string]bool        // raw elements that have no end tag further on
	defs map[string]source.Span // addresses by the name that a line defines
	refs map[int]string         // by index in Page.Links: the name it refers to
}

func (p *Page) inlines() {
	r := &inlineReader{p: p, text: p.text[:p.Body.End], i: p.Body.Start, last: map[string]bool{}, defs: map[string]source.Span{}, refs: map[int]string{}}
	for r.i < len(r.text) {
		if r.lineStart() && r.fence() {
			continue
		}
		r.step()
	}
	r.references()
}

// references gives links that name a definition its address.
func (r *inlineReader) references() {
	if len(r.refs) == 0 {
		return
	}
	kept := r.p.Links[:0]
	for i, l := range r.p.Links {
		if name, ok := r.refs[i]; ok {
			if l.Dest, ok = r.defs[name]; !ok {
				continue
			}
		}
		kept = append(kept, l)
	}
	r.p.Links = kept
}

// label is the name of a reference as Markdown compares it.
func label(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

func (r *inlineReader) lineStart() bool {
	return r.i == r.p.Body.Start || r.text[r.i-1] == '\n'
}

// fence passes a fenced code block; list and quote markers may stand before it.
func (r *inlineReader) fence() bool {
	j := r.i
	for j < len(r.text) && (r.text[j] == ' ' || r.text[j] == '\t' || r.text[j] == '>') {
		j++
	}
	if k := listMarker(r.text, j); k > 0 {
		j = skipBlank(r.text, k, len(r.text))
	}
	if _, n := fenceRun(r.text, j); n < 3 {
		return false
	}
	end, ok := r.p.tree.code[j]
	if !ok || r.p.kinds[j-r.p.Body.Start] == Template {
		return false
	}
	end = nextLine(r.text, lineEnd(r.text, max(end, j)))
	r.p.mark(source.Span{Start: j, End: end}, Code)
	r.i, r.open = end, nil
	return true
}

func fenceRun(text string, i int) (byte, int) {
	if i >= len(text) || text[i] != '`' && text[i] != '~' {
		return 0, 0
	}
	n := i
	for n < len(text) && text[n] == text[i] {
		n++
	}
	return text[i], n - i
}

func lineEnd(text string, i int) int {
	if j := strings.IndexByte(text[i:], '\n'); j >= 0 {
		return i + j
	}
	return len(text)
}

func nextLine(text string, end int) int { return min(end+1, len(text)) }

// step reads one construct or one byte.
func (r *inlineReader) step() {
	if r.p.kinds[r.i-r.p.Body.Start] == Template {
		r.i++
		return
	}
	switch c := r.text[r.i]; c {
	case '\\':
		r.i = min(r.i+2, len(r.text))
		if r.i > 0 && r.text[r.i-1] == '\n' {
			r.i-- // a line start must be seen as such
		}
	case '`':
		r.codeSpan()
	case '<':
		r.angle()
	case '!':
		if strings.HasPrefix(r.text[r.i:], "![") {
			r.open = append(r.open, bracket{r.i, true})
			r.p.mark(source.Span{Start: r.i, End: r.i + 2}, Markup)
			r.i += 2
			return
		}
		r.i++
	case '[':
		r.open = append(r.open, bracket{r.i, false})
		r.i++
	case ']':
		r.closeBracket()
	case '{':
		r.attributes()
	case '\n':
		r.i++
		if r.i < len(r.text) && (r.text[r.i] == '\n' || strings.HasPrefix(r.text[r.i:], "\r\n")) {
			r.open = nil // no link goes over a blank line
		}
	case 'h', 'w', 'f', 'm':
		r.address()
	case '@':
		r.mail()
	default:
		r.i++
	}
}

func (r *inlineReader) codeSpan() {
	if end, ok := r.p.tree.code[r.i]; ok && end > r.i {
		r.p.mark(source.Span{Start: r.i, End: end}, Code)
		r.i = end
		return
	}
	_, n := fenceRun(r.text, r.i)
	r.i += n
}

// angle reads what starts with <: a comment, an autolink or a tag.
func (r *inlineReader) angle() {
	rest := r.text[r.i:]
	switch {
	case strings.HasPrefix(rest, "<!--"):
		r.comment()
	case len(rest) > 1 && (isLetter(rest[1]) || rest[1] == '/'):
		if !r.autolink() && !r.element() {
			r.i++
		}
	default:
		r.i++
	}
}

func (r *inlineReader) comment() {
	c := Remark{Closed: true}
	end := strings.Index(r.text[r.i+4:], "-->")
	stop := r.i + 4 + end + 3
	// A comment that swallows another "<!--" was most likely not closed.
	if end < 0 || strings.Contains(r.text[r.i+4:r.i+4+end], "<!--") {
		c.Closed, stop = false, lineEnd(r.text, r.i)
	}
	c.Span = source.Span{Start: r.i, End: stop}
	r.p.Comments = append(r.p.Comments, c)
	r.p.mark(c.Span, Comment)
	r.i = stop
}

func (r *inlineReader) autolink() bool {
	end := strings.IndexAny(r.text[r.i+1:], "> \n")
	if end < 0 || r.text[r.i+1+end] != '>' {
		return false
	}
	inner := source.Span{Start: r.i + 1, End: r.i + 1 + end}
	s := r.text[inner.Start:inner.End]
	if !strings.Contains(s, "://") && !strings.HasPrefix(s, "mailto:") && !(strings.Contains(s, "@") && !strings.ContainsAny(s, "=\"'/")) {
		return false
	}
	l := Link{Span: source.Span{Start: r.i, End: inner.End + 1}, Text: inner, Dest: inner, Auto: true}
	if _, ok := r.p.tree.links[r.i]; ok {
		r.p.Links = append(r.p.Links, l)
	}
	r.p.mark(l.Span, Address)
	r.i = l.Span.End
	return true
}

// rawElements hold text that is not prose.
var rawElements = map[string]bool{"script": true, "style": true, "pre": true, "code": true, "kbd": true, "textarea": true}

func (r *inlineReader) element() bool {
	e, ok := r.tag()
	if !ok {
		return false
	}
	r.p.Elements = append(r.p.Elements, e)
	r.p.mark(e.Span, Markup)
	r.i = e.Span.End
	if !e.End && rawElements[e.Name] && !r.last[e.Name] {
		if j := indexFold(r.text[r.i:], "</"+e.Name); j >= 0 {
			r.p.mark(source.Span{Start: r.i, End: r.i + j}, Code)
			r.i += j
		} else {
			r.last[e.Name] = true
		}
	}
	return true
}

// tag reads one HTML tag, attributes included. Template tags may stand anywhere in it.
func (r *inlineReader) tag() (Element, bool) {
	e, i := Element{Pair: -1}, r.i+1
	if r.text[i] == '/' {
		e.End = true
		i++
	}
	name := i
	for i < len(r.text) && (isLetter(r.text[i]) || '0' <= r.text[i] && r.text[i] <= '9' || r.text[i] == '-' || r.text[i] == ':') {
		i++
	}
	if i == name {
		return e, false
	}
	e.Name = strings.ToLower(r.text[name:i])
	for i < len(r.text) {
		start := i
		i = r.skip(i)
		switch {
		case i >= len(r.text):
			return e, false
		case r.text[i] == '>':
			e.Span = source.Span{Start: r.i, End: i + 1}
			return e, true
		case r.text[i] == '/':
			i++
			continue
		case r.text[i] == '<':
			return e, false
		}
		a, next := r.attr(start, i)
		if next == i {
			return e, false
		}
		e.Attrs = append(e.Attrs, a)
		i = next
	}
	return e, false
}

// skip passes blanks and template tags; a blank line ends the search since a tag
// in a paragraph cannot go over one.
func (r *inlineReader) skip(i int) int {
	for i < len(r.text) {
		c := r.text[i]
		if c != ' ' && c != '\t' && c != '\n' && c != '\r' && r.p.kinds[i-r.p.Body.Start] != Template {
			break
		}
		i++
	}
	return i
}

func (r *inlineReader) attr(start, i int) (Attr, int) {
	name := i
	for i < len(r.text) && strings.IndexByte(" \t\r\n=/>\"'<", r.text[i]) < 0 {
		i++
	}
	a := Attr{Name: strings.ToLower(r.text[name:i]), At: source.Span{Start: i, End: i}}
	if i == name { // a stray quote
		i++
		a.Span = source.Span{Start: start, End: i}
		return a, i
	}
	j := r.skip(i)
	if j < len(r.text) && r.text[j] == '=' {
		i = r.value(skipBlank(r.text, j+1, len(r.text)), &a)
	}
	a.Span = source.Span{Start: start, End: i}
	return a, i
}

func (r *inlineReader) value(i int, a *Attr) int {
	if i >= len(r.text) {
		a.At = source.Span{Start: i, End: i}
		return i
	}
	if q := r.text[i]; q == '"' || q == '\'' {
		start := i + 1
		for i = start; i < len(r.text) && (r.text[i] != q || r.p.kinds[i-r.p.Body.Start] == Template); i++ {
		}
		a.At = source.Span{Start: start, End: i}
		a.Value = unescape(r.text[start:i])
		return min(i+1, len(r.text))
	}
	start := i
	for i < len(r.text) && (strings.IndexByte(" \t\r\n>", r.text[i]) < 0 || r.p.kinds[i-r.p.Body.Start] == Template) {
		i++
	}
	a.At, a.Value = source.Span{Start: start, End: i}, unescape(r.text[start:i])
	return i
}

func unescape(s string) string {
	if strings.IndexByte(s, '&') < 0 {
		return s
	}
	return strings.NewReplacer("&amp;", "&", "&quot;", `"`, "&#39;", "'", "&lt;", "<", "&gt;", ">", "&nbsp;", "\u00a0").Replace(s)
}

// closeBracket ends a link of the tree. What looks like one and is none, in a
// block of HTML for instance, is not listed, but its address is no prose.
func (r *inlineReader) closeBracket() {
	at := r.i
	r.i++
	if len(r.open) == 0 {
		return
	}
	b := r.open[len(r.open)-1]
	r.open = r.open[:len(r.open)-1]
	l := Link{Image: b.image}
	l.Text = source.Span{Start: b.at + 1, End: at}
	if b.image {
		l.Text.Start++
	}
	made, isLink := r.p.tree.links[b.at]
	end, ok := r.destination(at+1, &l)
	switch {
	case ok:
	case isLink && made > at:
		l.Ref, l.Dest, l.Title, end = true, source.Span{}, source.Span{}, made
		name := r.text[min(at+2, made):max(made-1, min(at+2, made))]
		if strings.TrimSpace(name) == "" || r.text[at+1] != '[' {
			name, l.Named = r.text[l.Text.Start:at], true
			for i := l.Text.Start; i < at; i++ {
				if r.p.Kind(i) == Text {
					r.p.mark(source.Span{Start: i, End: i + 1}, Address)
				}
			}
		}
		r.refs[len(r.p.Links)] = label(name)
	default:
		if at+1 < len(r.text) && r.text[at+1] == ':' && r.onlyBlankBefore(b.at) {
			r.definition(b.at, at)
		}
		return
	}
	l.Span = source.Span{Start: b.at, End: end}
	r.p.mark(source.Span{Start: b.at, End: l.Text.Start}, Markup)
	r.p.mark(source.Span{Start: at, End: end}, Destination)
	r.i = end
	if a, ok := r.attributeList(end); ok {
		l.Attrs = a
		r.p.mark(a, Syntax)
		r.i = a.End
	}
	if isLink {
		r.p.Links = append(r.p.Links, l)
	}
}

func (r *inlineReader) onlyBlankBefore(at int) bool {
	start := strings.LastIndexByte(r.text[:at], '\n') + 1
	return strings.TrimSpace(r.text[max(start, r.p.Body.Start):at]) == ""
}

func (r *inlineReader) definition(start, at int) {
	end := lineEnd(r.text, at)
	name := label(r.text[start+1 : at])
	if _, ok := r.defs[name]; !ok {
		r.defs[name] = r.defined(skipBlank(r.text, at+2, len(r.text)))
	}
	r.p.mark(source.Span{Start: start, End: end}, Destination)
	r.i = end
}

// defined is the address of a definition.
func (r *inlineReader) defined(i int) source.Span {
	if i < len(r.text) && r.text[i] == '<' {
		if n := strings.IndexAny(r.text[i:], ">\n"); n > 0 && r.text[i+n] == '>' {
			return source.Span{Start: i + 1, End: i + n}
		}
	}
	end := i
	for end < len(r.text) && (r.text[end] > ' ' || r.p.kinds[end-r.p.Body.Start] == Template) {
		end++
	}
	return source.Span{Start: i, End: end}
}

// destination reads "(address "title")" from i.
func (r *inlineReader) destination(i int, l *Link) (int, bool) {
	if i >= len(r.text) || r.text[i] != '(' {
		return 0, false
	}
	i = r.blanks(i + 1)
	start := i
	if i < len(r.text) && r.text[i] == '<' {
		end := strings.IndexAny(r.text[i:], ">\n")
		if end < 0 || r.text[i+end] != '>' {
			return 0, false
		}
		l.Dest = source.Span{Start: i + 1, End: i + end}
		i += end + 1
	} else {
		i = r.bare(i)
		l.Dest = source.Span{Start: start, End: i}
	}
	i = r.blanks(i)
	if i < len(r.text) && strings.IndexByte(`"'(`, r.text[i]) >= 0 && i > l.Dest.End {
		end := r.title(i)
		if end < 0 {
			return 0, false
		}
		l.Title = source.Span{Start: i, End: end}
		i = r.blanks(end)
	}
	if i >= len(r.text) || r.text[i] != ')' {
		return 0, false
	}
	return i + 1, true
}

func (r *inlineReader) blanks(i int) int {
	for i < len(r.text) && (r.text[i] == ' ' || r.text[i] == '\t' || r.text[i] == '\n' && !r.blankAt(i+1)) {
		i++
	}
	return i
}

func (r *inlineReader) blankAt(i int) bool { return i >= len(r.text) || r.text[i] == '\n' }

// bare reads an address without angle brackets: parentheses balance, a
// template tag may hold anything.
func (r *inlineReader) bare(i int) int {
	depth := 0
	for i < len(r.text) {
		c := r.text[i]
		switch {
		case r.p.kinds[i-r.p.Body.Start] == Template:
		case c == '\\' && i+1 < len(r.text):
			i++
		case c <= ' ':
			return i
		case c == '(':
			if depth++; depth > 32 { // CommonMark's own limit
				return i
			}
		case c == ')':
			if depth == 0 {
				return i
			}
			depth--
		}
		i++
	}
	return min(i, len(r.text))
}

func (r *inlineReader) title(i int) int {
	close := r.text[i]
	if close == '(' {
		close = ')'
	}
	for j := i + 1; j < len(r.text); j++ {
		switch {
		case r.text[j] == '\\':
			j++
		case r.text[j] == close:
			return j + 1
		case r.text[j] == '\n' && r.blankAt(j+1):
			return -1
		}
	}
	return -1
}

// attributes passes over "{.class #id key=value}" of markdown-it-attrs.
func (r *inlineReader) attributes() {
	if a, ok := r.attributeList(r.i); ok {
		r.p.mark(a, Syntax)
		r.i = a.End
		return
	}
	r.i++
}

func (r *inlineReader) attributeList(i int) (source.Span, bool) {
	if i >= len(r.text) || r.text[i] != '{' || r.p.kinds[i-r.p.Body.Start] == Template {
		return source.Span{}, false
	}
	end := 0 // of the list, from i+1; template tags may stand in it
	for i+1+end < len(r.text) && (strings.IndexByte("{}\n", r.text[i+1+end]) < 0 || r.p.kinds[i+1+end-r.p.Body.Start] == Template) {
		end++
	}
	if i+1+end >= len(r.text) || r.text[i+1+end] != '}' {
		return source.Span{}, false
	}
	inner := strings.TrimSpace(r.text[i+1 : i+1+end])
	if inner == "" || inner[0] != '.' && inner[0] != '#' && strings.IndexByte(inner, '=') < 0 {
		return source.Span{}, false
	}
	return source.Span{Start: i, End: i + end + 2}, true
}

// address marks a bare URL.
func (r *inlineReader) address() {
	rest := r.text[r.i:]
	known := strings.HasPrefix(rest, "http://") || strings.HasPrefix(rest, "https://") || strings.HasPrefix(rest, "www.") ||
		strings.HasPrefix(rest, "ftp://") || strings.HasPrefix(rest, "mailto:")
	if !known || r.i > r.p.Body.Start && IsWordByte(r.text[r.i-1]) {
		r.i++
		return
	}
	end := strings.IndexAny(rest, " \t\r\n<>\"|`")
	if end < 0 {
		end = len(rest)
	}
	for k := range rest[:end] { // no-break spaces and closing quotes end it too
		if s := rest[k:]; strings.HasPrefix(s, "\u00a0") || strings.HasPrefix(s, "\u202f") || strings.HasPrefix(s, "»") || strings.HasPrefix(s, "{{") || strings.HasPrefix(s, "{%") {
			end = k
			break
		}
	}
	if strings.IndexByte(rest[:end], '(') < 0 {
		if k := strings.IndexByte(rest[:end], ')'); k >= 0 {
			end = k
		}
	}
	if len(r.open) > 0 {
		if k := strings.IndexByte(rest[:end], ']'); k >= 0 {
			end = k
		}
	}
	for end > 0 && strings.IndexByte(".,;:!?*_'", rest[end-1]) >= 0 {
		end--
	}
	r.p.mark(source.Span{Start: r.i, End: r.i + end}, Address)
	r.i += max(end, 1)
}

// mail marks an e-mail address from the @ in its middle.
func (r *inlineReader) mail() {
	i, j := r.i, r.i+1
	for i > r.p.Body.Start && (IsWordByte(r.text[i-1]) || strings.IndexByte("._+-", r.text[i-1]) >= 0) {
		i--
	}
	for j < len(r.text) && (IsWordByte(r.text[j]) || strings.IndexByte(".-_", r.text[j]) >= 0) {
		j++
	}
	for j > r.i+1 && r.text[j-1] == '.' {
		j--
	}
	if i < r.i && strings.IndexByte(r.text[r.i:j], '.') > 0 {
		r.p.mark(source.Span{Start: i, End: j}, Address)
	}
	r.i = j
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

// indexFold is strings.Index for ASCII whatever the case.
func indexFold(s, sub string) int {
	for i := 0; i+len(sub) <= len(s); i++ {
		if strings.EqualFold(s[i:i+len(sub)], sub) {
			return i
		}
	}
	return -1
}

// void elements have no end tag.
var void = map[string]bool{"area": true, "base": true, "br": true, "col": true, "embed": true, "hr": true, "img": true,
	"input": true, "link": true, "meta": true, "source": true, "track": true, "wbr": true, "path": true, "circle": true, "rect": true, "use": true}

// pairElements joins start and end tags of the same name, innermost first.
func (p *Page) pairElements() {
	open := map[string][]int{}
	for i := range p.Elements {
		e := &p.Elements[i]
		if void[e.Name] {
			continue
		}
		if !e.End {
			open[e.Name] = append(open[e.Name], i)
			continue
		}
		if stack := open[e.Name]; len(stack) > 0 {
			j := stack[len(stack)-1]
			open[e.Name] = stack[:len(stack)-1]
			e.Pair, p.Elements[j].Pair = j, i
		}
	}
}

// Inner is the span between a start tag and its end tag; empty without one.
func (p *Page) Inner(e Element) source.Span {
	if e.End || e.Pair < 0 {
		return source.Span{Start: e.Span.End, End: e.Span.End}
	}
	return source.Span{Start: e.Span.End, End: p.Elements[e.Pair].Span.Start}
}

// Whole is the span of an element from its start tag to its end tag.
func (p *Page) Whole(e Element) source.Span {
	if e.End || e.Pair < 0 {
		return e.Span
	}
	return e.Span.Union(p.Elements[e.Pair].Span)
}
