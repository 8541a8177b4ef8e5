// Package render turns a page's file into its HTML, in the order Eleventy
// does: front matter, then Nunjucks over the whole body, then Markdown, then
// the layouts.
//
// It always gives a page: mistakes are diagnostics, and what they do not touch
// is there. It keeps track of where everything came from, by composing the map
// of the template (output to file) with the blocks of the Markdown (HTML to
// template output).
//
// It reads nothing but the file it is given and the site, and keeps nothing:
// the memo is the previous Page, handed back by the caller. Invariant: a page
// made with a previous one equals the page made without.
package render

import (
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	"apercu/app/diag"
	"apercu/app/document"
	"apercu/app/markdown"
	"apercu/app/site"
	"apercu/app/source"
	"apercu/app/sourcemap"
	"apercu/app/template"
	"apercu/app/template/value"
)

// Page is one rendering of a file. It is immutable.
type Page struct {
	Path string
	URL  string // "" when the site publishes the page nowhere
	Doc  *document.Document
	Data *value.Object // the data cascade's outcome

	Content string        // HTML before any layout
	Blocks  []Block       // of Content, in order; their HTML joined is Content
	Map     sourcemap.Map // Content → file

	Diagnostics []diag.Diagnostic // in bytes of the file

	site      *site.Site
	described *site.Page
	body      *template.Result
	bundles   *site.Bundles // what the body put aside; may be nil
	markdown  *markdown.Result
	places    []place        // of the Markdown's blocks, those that print nothing included
	sums      []uint64       // hashes of the blocks
	untagged  bool           // the body is its own output
	change    *source.Change // in the file, when the template's output changed as the text did
	reused    Reused
	inner     bool    // made for the content of another page
	memory    *memory // of a page without Blocks and Map, nil for others

	once      sync.Once
	full      string
	frame     [2]string
	inLayouts []diag.Diagnostic
}

// Block is a top-level block of the content.
type Block struct {
	ID    string // hash of HTML, "-" and its occurrence; unique in the page
	HTML  string
	Lines [2]int // 0-based, half-open, lines of the file
}

// Reused says what a page took over from the previous one.
type Reused struct {
	FrontMatter bool
	Body        bool // nothing of the body was rendered again
	Template    bool // no tag was run again
	Blocks      int  // Markdown blocks that were not parsed again
}

// Reused is for tests and measurements.
func (p *Page) Reused() Reused { return p.reused }

// Markdown is what read the page's Markdown.
func (p *Page) Markdown() *markdown.Converter { return p.site.Markdown() }

// Converted is the page's Markdown; nil when it is none.
func (p *Page) Converted() *markdown.Result { return p.markdown }

// Render makes the page of a file; name is its path from the site's root.
// s may be nil: the page then has no layout and no shortcodes. prev, which may
// be nil, is an earlier page of the same path and site.
//
// What is reused, and when: the front matter when the bytes up to the body are
// the same, or when there is none in both; the template's output when the body is the same too, or
// changed between its tags only (template/edit.go); Markdown
// blocks outside of what the converter holds safe around the change.
func Render(s *site.Site, name string, f *source.File, prev *Page) *Page {
	if s == nil {
		s = bare()
	}
	if prev != nil && (prev.site != s || prev.Path != name || prev.memory != nil) {
		prev = nil
	}
	return (&Page{Path: name, site: s}).render(f, prev)
}

// Plain is Render without Blocks, Map and Frame, for who only prints the page:
// they are a tenth of its time. It is made in the memory of used, a plain page
// that nobody reads any more, of this site or another; nil is none. That is
// another tenth of the time of a site.
func Plain(s *site.Site, name string, f *source.File, used *Page) *Page {
	if s == nil {
		s = bare()
	}
	p := &Page{Path: name, site: s, memory: &memory{}}
	if used != nil && !s.ChangesLists(f.Text()) { // a list of the site may hold what was printed
		p.memory = used.memory
	}
	return p.render(f, nil)
}

// memory holds what a plain page prints, up to the next one.
type memory struct {
	body     template.Result
	markdown markdown.Result
	laidOut  [2]template.Result // by one layout and the next, which reads it
}

func (p *Page) render(f *source.File, prev *Page) *Page {
	p.document(f, prev)
	p.template(prev)
	p.convert(prev)
	p.tell()
	return p
}

// tell collects what was found on the way.
func (p *Page) tell() {
	p.Diagnostics = append(p.Diagnostics, p.Doc.Diagnostics...)
	p.Diagnostics = append(p.Diagnostics, p.described.Diagnostics...)
	p.Diagnostics = append(p.Diagnostics, p.body.Diagnostics...)
	p.clashes()
	diag.Sort(p.Diagnostics)
}

var bare = sync.OnceValue(func() *site.Site {
	s, _ := site.Open(nil, nil, site.Options{})
	return s
})

func (p *Page) document(f *source.File, prev *Page) {
	if prev != nil {
		if d, ok := prev.Doc.WithBody(f); ok {
			p.Doc, p.described = d, prev.described
			p.reused.FrontMatter = true
		}
	}
	if p.Doc == nil {
		p.Doc = p.site.Document(p.Path, f)
	}
	if p.described == nil && prev != nil && bareText(p.Doc) && bareText(prev.Doc) {
		p.described = prev.described
	}
	if p.described == nil {
		p.described = p.site.Describe(p.Path, p.Doc)
	}
	p.URL, p.Data = p.described.URL, p.described.Data
}

// bareText: no front matter, and nothing to say about that.
func bareText(d *document.Document) bool { return d.Format == "" && len(d.Diagnostics) == 0 }

// template renders the body.
func (p *Page) template(prev *Page) {
	if p.takeOver(prev) {
		return
	}
	f, span := p.Doc.File, p.Doc.Body
	text := f.Slice(span)
	p.bundles = &site.Bundles{}
	ctx := p.described.Context(text, span.Start, p.bundles)
	p.contents(ctx, text)
	if t := p.site.Environment().Parse(f, span); p.memory != nil {
		p.body = t.RenderIn(&p.memory.body, ctx)
	} else {
		p.body = t.Render(ctx)
	}
}

// takeOver has the body without running a tag: from the previous page, or
// because the body is its own output, having no delimiter or being none that
// Nunjucks is to see.
func (p *Page) takeOver(prev *Page) bool {
	text := p.Doc.File.Slice(p.Doc.Body)
	if p.reused.FrontMatter && text == prev.Doc.File.Slice(prev.Doc.Body) {
		p.body, p.bundles = prev.body, prev.bundles
		p.reused.Body = true
		return true
	}
	c, same := p.changed(prev)
	if same && p.edited(prev, c) {
		return true
	}
	if nunjucks, _ := engines(p.Path, p.Data); nunjucks && tagged(text) {
		return false
	}
	if p.bodyAsItIs(); same && prev.untagged {
		p.change = &c
	}
	return true
}

// bodyAsItIs: no tag is run, the body is its own output.
func (p *Page) bodyAsItIs() {
	text := p.Doc.File.Slice(p.Doc.Body)
	p.body = &template.Result{Output: text, Map: sourcemap.Identity(len(text), p.Doc.Body.Start)}
	p.untagged = true
}

// tagged says that a tag may begin somewhere in the text.
func tagged(text string) bool {
	for {
		i := strings.IndexByte(text, '{')
		if i < 0 || i+1 == len(text) {
			return false
		}
		if c := text[i+1]; c == '{' || c == '%' || c == '#' {
			return true
		}
		text = text[i+1:]
	}
}

// changed finds where the body differs from that of the previous page; ok is
// false when more than the body does.
func (p *Page) changed(prev *Page) (c source.Change, ok bool) {
	if prev == nil || p.described != prev.described || p.Doc.Body.Start != prev.Doc.Body.Start {
		return c, false
	}
	old, text := prev.Doc.File.Text(), p.Doc.File.Text()
	if p.Doc.Body.End < len(text) || prev.Doc.Body.End < len(old) {
		return c, false
	}
	start := p.Doc.Body.Start
	c = source.Changed(old[start:], text[start:])
	return source.Change{Start: c.Start + start, OldEnd: c.OldEnd + start, NewEnd: c.NewEnd + start}, true
}

// edited takes the template's output over from the previous page, changed as
// the text between its tags was.
func (p *Page) edited(prev *Page, c source.Change) bool {
	old, text, start := prev.Doc.File.Text(), p.Doc.File.Text(), p.Doc.Body.Start
	if !site.Inert(old[start:], text[start:], source.Change{Start: c.Start - start, OldEnd: c.OldEnd - start, NewEnd: c.NewEnd - start}) {
		return false
	}
	body, ok := prev.body.Edited(old, text, c)
	if !ok {
		return false
	}
	p.body, p.bundles, p.change = body, prev.bundles, &c
	p.reused.Template = true
	return true
}

// contents lets the page read the content of others, which do not in turn.
func (p *Page) contents(ctx *value.Object, text string) {
	if p.inner {
		return
	}
	p.described.WithContents(ctx, text, func(name string, f *source.File) string {
		inner := &Page{Path: name, site: p.site, inner: true, memory: &memory{}}
		return inner.render(f, nil).Content
	})
}

// convert runs Markdown over what the template printed; a page that is not
// Markdown is one block.
func (p *Page) convert(prev *Page) {
	if p.reused.Body {
		p.Content, p.Blocks, p.Map, p.markdown, p.places, p.sums = prev.Content, prev.Blocks, prev.Map, prev.markdown, prev.places, prev.sums
		p.reused.Blocks = len(p.Blocks)
		return
	}
	if _, md := engines(p.Path, p.Data); !md {
		p.single()
		return
	}
	switch c := p.site.Markdown(); {
	case prev != nil && prev.markdown != nil:
		md, reused := c.Update(prev.markdown, p.body.Output)
		p.converted(md, prev, reused)
	case p.memory != nil:
		p.converted(c.ConvertIn(&p.memory.markdown, p.body.Output), nil, markdown.Reused{})
	default:
		p.converted(c.Convert(p.body.Output), prev, markdown.Reused{})
	}
}

func (p *Page) converted(md *markdown.Result, prev *Page, reused markdown.Reused) {
	p.markdown, p.reused.Blocks = md, reused.Blocks
	p.Content = md.HTML
	if p.memory == nil {
		p.cut(prev, reused)
		p.identify(prev)
	}
}

// engines are those that render a page: by its name, or by what its data says
// in templateEngineOverride ("md", "njk", "njk,md", or false for none). A page
// without a name or of an unknown kind is Markdown, as a text being written is.
func engines(name string, data *value.Object) (nunjucks, md bool) {
	switch v := data.At("templateEngineOverride").(type) {
	case string:
		if v != "" {
			return strings.Contains(v, "njk"), strings.Contains(v, "md")
		}
	case bool:
		if !v {
			return false, false
		}
	}
	switch path.Ext(name) {
	case ".njk", ".html":
		return true, false
	}
	return true, true
}

func (p *Page) single() {
	p.Content, p.Map = p.body.Output, p.body.Map
	if p.Content != "" {
		p.Blocks = []Block{{ID: identifier(sum(p.Content), 0), HTML: p.Content, Lines: p.lines(p.Doc.Body)}}
	}
}

// place is where a block of the Markdown stands in the file.
type place struct {
	span  source.Span
	lines [2]int // 0-based, half-open
}

// cut makes the blocks and the map of the content. Where the text changed in one
// place, the blocks before it stand where they stood, and those after it moved
// as the rest of the file did.
func (p *Page) cut(prev *Page, reused markdown.Reused) {
	blocks := p.markdown.Blocks
	p.places = make([]place, len(blocks))
	head, tail := 0, len(blocks)
	if p.change != nil && prev.places != nil {
		head = copy(p.places[:reused.Head], prev.places)
		tail = len(blocks) - (reused.Blocks - head)
		bytes, lines := p.change.Delta(), p.Doc.File.Lines()-prev.Doc.File.Lines()
		for i, at := range prev.places[len(prev.places)-(len(blocks)-tail):] {
			p.places[tail+i] = place{at.span.Shift(bytes), [2]int{at.lines[0] + lines, at.lines[1] + lines}}
		}
	}
	for i := head; i < tail; i++ {
		span, ok := p.body.Map.SourceSpan(blocks[i].Source)
		if !ok {
			span = source.Span{Start: p.Doc.Body.Start, End: p.Doc.Body.Start}
		}
		p.places[i] = place{span, p.lines(span)}
	}
	p.Blocks = make([]Block, 0, len(blocks))
	var m sourcemap.Builder
	m.Grow(len(blocks))
	for i, b := range blocks {
		m.Generated(b.HTML.Len(), p.places[i].span)
		if b.HTML.Len() > 0 {
			p.Blocks = append(p.Blocks, Block{HTML: p.Content[b.HTML.Start:b.HTML.End], Lines: p.places[i].lines})
		}
	}
	p.Map = m.Map()
}

// lines are those that a span of the file touches.
func (p *Page) lines(span source.Span) [2]int {
	f := p.Doc.File
	first := f.Line(span.Start)
	last := first
	if span.End > span.Start {
		last = f.Line(span.End - 1)
	}
	return [2]int{first, last + 1}
}

// identify gives each block its id. The hashes of blocks that are the same as
// in the previous page, from either end, are taken over.
func (p *Page) identify(prev *Page) {
	n := len(p.Blocks)
	p.sums = make([]uint64, n)
	head, tail, m := 0, 0, 0
	if prev != nil && len(prev.sums) == len(prev.Blocks) {
		m = len(prev.Blocks)
		for ; head < min(n, m) && p.Blocks[head].HTML == prev.Blocks[head].HTML; head++ {
			p.sums[head] = prev.sums[head]
		}
		for ; tail < min(n, m)-head && p.Blocks[n-1-tail].HTML == prev.Blocks[m-1-tail].HTML; tail++ {
			p.sums[n-1-tail] = prev.sums[m-1-tail]
		}
	}
	for i := head; i < n-tail; i++ {
		p.sums[i] = sum(p.Blocks[i].HTML)
	}
	if changed := len(p.sums) - head - tail; prev == nil || changed+m-head-tail > few {
		p.number(prev, head)
		return
	}
	// Only blocks like those that came or went can have another number.
	moved := append(append([]uint64(nil), p.sums[head:n-tail]...), prev.sums[head:m-tail]...)
	var seen [few]int
	for i := range p.Blocks {
		k := slices.Index(moved, p.sums[i])
		switch {
		case i >= head && k >= 0:
			p.Blocks[i].ID = identifier(p.sums[i], seen[k])
		case i < head:
			p.Blocks[i].ID = prev.Blocks[i].ID
		default:
			p.Blocks[i].ID = prev.Blocks[m-n+i].ID
		}
		if k >= 0 {
			seen[k]++
		}
	}
}

// few is how many blocks an edit changes, old and new ones, when its cost is to
// be that of the edit: a map of all of a page's blocks was half of the time of a
// key on 100 KB.
const few = 8

// number counts the blocks that are the same, from the start; the ids of the
// first ones are those of the previous page.
func (p *Page) number(prev *Page, head int) {
	seen := make(map[uint64]int, len(p.Blocks))
	for i := range p.Blocks {
		if i < head {
			p.Blocks[i].ID = prev.Blocks[i].ID
		} else {
			p.Blocks[i].ID = identifier(p.sums[i], seen[p.sums[i]])
		}
		seen[p.sums[i]]++
	}
}

// sum is FNV-1a, 64 bits: the same in every program and release.
func sum(html string) uint64 {
	h := uint64(14695981039346656037)
	for i := 0; i < len(html); i++ {
		h = (h ^ uint64(html[i])) * 1099511628211
	}
	return h
}

func identifier(sum uint64, occurrence int) string {
	return strconv.FormatUint(sum, 36) + "-" + strconv.Itoa(occurrence)
}

// clashes reports ids that the author gave twice: markdown-it-anchor stops the build.
func (p *Page) clashes() {
	if p.markdown == nil {
		return
	}
	for _, c := range p.markdown.Clashes {
		span, ok := p.body.Map.SourceSpan(p.markdown.Blocks[c.Block].Source)
		if !ok {
			continue
		}
		p.Diagnostics = append(p.Diagnostics, diag.Diagnostic{
			Code: "id-duplicate", Severity: diag.Error, Span: p.Doc.File.LineSpan(p.Doc.File.Line(span.Start)),
			Message: diag.T("L’identifiant « %s » est déjà donné à un autre titre.", "The id “%s” is already given to another heading.", c.ID),
			Hint:    diag.T("Choisissez-en un autre : la publication du site s’arrête ici.", "Choose another one: the site's build stops here."),
		})
	}
}
