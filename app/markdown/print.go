package markdown

import (
	"strconv"
	"strings"

	"github.com/yuin/goldmark/util"
)

// This file prints tokens as HTML, byte for byte as markdown-it's renderer:
// which tag is followed by a line end depends on its neighbours.

type printer struct {
	o          *Options
	buf        []byte
	start      int // where the HTML of the current block starts in buf
	quoteImage string
	marks      []mark // places that depend on the rest of the page
	heading    *token // the heading whose slug is being written
}

// block starts the HTML of another block.
func (p *printer) block() {
	p.start, p.marks, p.heading, p.quoteImage = len(p.buf), p.marks[:0], nil, ""
}

// kept are the marks of the block, for it to keep.
func (p *printer) kept() []mark { return append([]mark(nil), p.marks...) }

// mark is a place in a block's HTML that holds what the rest of the page
// decides: the index of a token, or a slug.
type mark struct {
	at, n   int32  // bytes from the start of the block's HTML
	index   int32  // index of the token within its block; -1 for a slug
	slug    string // before it is made unique
	written bool   // the slug is an id that the author wrote
	again   bool   // same slug as the mark before: the permalink of that heading
}

func itoa(n int) string { return strconv.Itoa(n) }

func (p *printer) out(parts ...string) {
	for _, s := range parts {
		p.buf = append(p.buf, s...)
	}
}

// text writes with & < > " escaped.
func (p *printer) text(s string) { p.buf = appendText(p.buf, s) }

func appendText(buf []byte, s string) []byte {
	last := 0
	for i := 0; i < len(s); i++ {
		if e := entities[s[i]]; e != 0 {
			buf = append(append(buf, s[last:i]...), entityNames[e]...)
			last = i + 1
		}
	}
	return append(buf, s[last:]...)
}

// entities are the indices into entityNames of the bytes that have a name.
var entities = [256]byte{'&': 1, '<': 2, '>': 3, '"': 4}

var entityNames = [...]string{1: "&amp;", "&lt;", "&gt;", "&quot;"}

// index writes the index of a token; the page adds the tokens before the block.
func (p *printer) index(i int) {
	at := len(p.buf)
	p.buf = strconv.AppendInt(p.buf, int64(i), 10)
	p.marks = append(p.marks, mark{at: int32(at - p.start), n: int32(len(p.buf) - at), index: int32(i)})
}

// slug writes the place of the current heading's id, still empty.
func (p *printer) slug() {
	again := len(p.marks) > 0 && p.heading.columns == 1
	p.heading.columns = 1
	p.marks = append(p.marks, mark{at: int32(len(p.buf) - p.start), index: -1, slug: p.heading.info, written: p.heading.auto, again: again})
}

func (p *printer) attributes(t *token) {
	for _, a := range t.attrs {
		p.buf = append(p.buf, ' ')
		p.text(a.name)
		p.out(`="`)
		if before, ok := strings.CutSuffix(a.value, slugPlace); ok && p.heading != nil {
			p.out(before)
			p.slug()
		} else {
			p.text(a.value)
		}
		p.buf = append(p.buf, '"')
	}
}

// tokens prints a run of whole blocks.
func (p *printer) tokens(tokens []token) {
	for i := range tokens {
		t := &tokens[i]
		switch t.kind {
		case tInline:
			p.inline(t.children)
		case tHTMLBlock:
			p.out(t.content)
		case tCodeBlock:
			p.out("<pre")
			p.attributes(t)
			p.out("><code>")
			p.text(t.content)
			p.out("</code></pre>\n")
		case tFence:
			p.fence(t)
		case tContainer:
			if t.container().Def.Kind != "" {
				if p.o.Official {
					p.printOfficial(t, i)
				} else {
					p.printContainer(t, i)
				}
				continue
			}
			if t.nesting > 0 {
				t.joinAttr("class", t.container().Def.Name)
			}
			p.tag(tokens, i)
		case tTable:
			if p.o.Official {
				p.officialTable(tokens, i)
				continue
			}
			if t.nesting > 0 && p.o.TableClass != "" {
				// The sites' own rule for table_open: no attribute, no line end.
				p.out(`<table class="`, p.o.TableClass, `">`)
				continue
			}
			p.tag(tokens, i)
		case tHeadCell:
			if p.o.Official && t.nesting > 0 {
				t.setAttr("scope", "col")
			}
			p.tag(tokens, i)
		default:
			if t.meta && t.kind == tHeading {
				p.heading = t
			}
			p.tag(tokens, i)
		}
	}
}

// tag is Renderer.renderToken.
func (p *printer) tag(tokens []token, i int) {
	t := &tokens[i]
	if t.hidden {
		return
	}
	if t.block() && t.nesting >= 0 && i > 0 && tokens[i-1].hidden {
		p.buf = append(p.buf, '\n')
	}
	if t.nesting < 0 {
		p.out("</", t.tag())
	} else {
		p.out("<", t.tag())
		p.attributes(t)
	}
	if t.nesting == 0 && p.o.XHTML {
		p.out(" /")
	}
	p.buf = append(p.buf, '>')
	if t.block() && p.lineEnd(tokens, i) {
		p.buf = append(p.buf, '\n')
	}
}

func (p *printer) lineEnd(tokens []token, i int) bool {
	t := &tokens[i]
	if t.nesting <= 0 || i+1 >= len(tokens) {
		return true
	}
	next := &tokens[i+1]
	return !(next.kind == tInline || next.hidden || next.nesting < 0 && next.tag() == t.tag())
}

func (p *printer) inline(tokens []token) {
	for i := range tokens {
		t := &tokens[i]
		switch t.kind {
		case tText, tSpecial:
			p.text(t.content)
		case tSoftBreak:
			if p.o.Breaks {
				p.lineBreak()
			} else {
				p.buf = append(p.buf, '\n')
			}
		case tHardBreak:
			p.lineBreak()
		case tCodeInline:
			p.out("<code")
			p.attributes(t)
			p.out(">")
			p.text(t.content)
			p.out("</code>")
		case tHTMLInline:
			p.out(t.content)
		case tImage:
			t.setAttr("alt", p.plain(t.children))
			p.tag(tokens, i)
		default:
			p.tag(tokens, i)
		}
	}
}

func (p *printer) lineBreak() {
	if p.o.XHTML {
		p.out("<br />\n")
		return
	}
	p.out("<br>\n")
}

// plain is the text of an image's description. markdown-it 14 keeps raw HTML
// and hard breaks in it, 13 drops them; escapes were made text before, but only
// outside of descriptions: 13 and 14 both drop them here.
func (p *printer) plain(tokens []token) string {
	if len(tokens) == 1 && tokens[0].kind == tText {
		return tokens[0].content
	}
	var b strings.Builder
	for i := range tokens {
		t := &tokens[i]
		switch t.kind {
		case tText:
			b.WriteString(t.content)
		case tImage:
			b.WriteString(p.plain(t.children))
		case tSoftBreak:
			b.WriteByte('\n')
		case tHardBreak:
			if p.o.MarkdownIt >= 14 {
				b.WriteByte('\n')
			}
		case tHTMLInline:
			if p.o.MarkdownIt >= 14 {
				b.WriteString(t.content)
			}
		}
	}
	return b.String()
}

// fence prints a fenced block: as Prism's plugin where that is on.
func (p *printer) fence(t *token) {
	info := trim(unescape(t.info))
	language := info
	if i := strings.IndexFunc(info, isSpaceRune); i >= 0 {
		language = info[:i]
	}
	if p.o.Mermaid && language == "mermaid" {
		p.out(`<pre class="mermaid">`, t.content, "</pre>\n")
		return
	}
	if p.o.Highlight && language != "" {
		p.highlighted(t.content, language)
		return
	}
	onPre := p.o.Attributes && p.o.AttrsVersion >= Attrs50 && !p.o.FenceAttrsOnCode && len(t.attrs) > 0
	attrs := t.attrs
	p.out("<pre")
	if onPre {
		p.attributes(t)
		attrs = nil
	}
	p.out("><code")
	if info != "" {
		attrs = append([]attribute(nil), attrs...)
		c := token{attrs: attrs}
		c.joinAttr("class", p.o.LangPrefix+language)
		attrs = c.attrs
	}
	p.attributes(&token{attrs: attrs})
	p.out(">")
	p.text(t.content)
	p.out("</code></pre>\n")
}

func (p *printer) string() string { return util.BytesToReadOnlyString(p.buf) }
