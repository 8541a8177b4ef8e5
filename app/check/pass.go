package check

import (
	"strings"

	"apercu/app/check/scan"
	"apercu/app/diag"
	"apercu/app/document"
	"apercu/app/markdown"
	"apercu/app/source"
)

// Pass is one page given to the rules.
type Pass struct {
	File     *source.File
	Document *document.Document
	Page     *scan.Page // the body as typed
	Rendered *Rendered  // nil when the page was not rendered
	Site     Site       // nil when it is not known
	Today    string
	English  bool // the page is not in French
	Glossary map[string]string

	markdown *markdown.Converter
	analyzer *Analyzer
	found    []diag.Diagnostic
	echo     []bool // by diagnostic: seen in the rendered page, not in the source
	head     *header
	videos   []video
	hasVideo bool

	allLinks  []link
	allImages []image
	segments  []segment
	languages bool // some element has a lang attribute
}

func newPass(in Input) *Pass {
	p := &Pass{File: in.File, Document: in.Document, Rendered: in.Rendered, Site: in.Site, Today: in.Today, Glossary: in.Config.Glossary}
	if p.Document == nil {
		p.Document = document.Parse(in.File)
	}
	if p.markdown = in.Markdown; p.markdown == nil {
		p.markdown = scan.Usual()
	}
	p.Page = scan.New(in.File, p.Document.Body, p.markdown)
	p.head = newHeader(p.Document)
	p.English = p.english()
	for _, e := range p.Page.Elements {
		_, ok := e.Attr("lang")
		p.languages = p.languages || ok
	}
	return p
}

// english reports whether the page is not in French: its front matter says so,
// or its path does, as sites with an /en/ folder do.
func (p *Pass) english() bool {
	for _, key := range []string{"lang", "locale"} {
		if v := p.head.str(key); v != "" {
			return !strings.HasPrefix(v, "fr")
		}
	}
	name := "/" + p.File.Name()
	return strings.Contains(name, "/en/") || strings.HasSuffix(name, ".en.md")
}

// Report adds a diagnostic of the rule that runs.
func (p *Pass) Report(d diag.Diagnostic) {
	p.fill(&d)
	p.found, p.echo = append(p.found, d), append(p.echo, false)
}

// ReportRendered adds a diagnostic seen in the rendered page. It is dropped
// when the same rule found something at the same place of the source.
//
// When something could not be rendered, or is written by a template that no site
// gives its data, what is missing may explain what is found: it is unsure.
func (p *Pass) ReportRendered(d diag.Diagnostic) {
	p.fill(&d)
	d.Unsure = d.Unsure || p.Rendered.Partial || p.Site == nil && strings.Contains(p.File.Slice(d.Span), "{{")
	p.found, p.echo = append(p.found, d), append(p.echo, true)
}

func (p *Pass) fill(d *diag.Diagnostic) {
	d.Code, d.Ref = p.analyzer.Name, p.analyzer.Ref
	if d.Severity == diag.Error { // the zero value: a rule lowers its severity by naming another
		d.Severity = p.analyzer.Severity
	}
}

// Find reports a message at a span with its fixes, best first.
func (p *Pass) Find(span source.Span, message diag.Text, fixes ...diag.Fix) {
	p.Report(diag.Diagnostic{Span: span, Message: message, Fixes: fixes})
}

// Doubt reports what the rule cannot decide.
func (p *Pass) Doubt(span source.Span, message diag.Text, fixes ...diag.Fix) {
	p.Report(diag.Diagnostic{Span: span, Message: message, Fixes: fixes, Unsure: true})
}

func (p *Pass) withoutEchoes() []diag.Diagnostic {
	out := make([]diag.Diagnostic, 0, len(p.found))
	for i, d := range p.found {
		if !p.echo[i] || !p.heard(d, i) {
			out = append(out, d)
		}
	}
	return out
}

// heard reports whether the rule already spoke of that place.
func (p *Pass) heard(d diag.Diagnostic, i int) bool {
	for j, o := range p.found {
		if o.Code == d.Code && (!p.echo[j] || j < i) && o.Span.Start <= d.Span.End && d.Span.Start <= o.Span.End {
			return true
		}
	}
	return false
}

// fix is a change that needs nothing more from the author.
func fix(title diag.Text, edits ...diag.Edit) diag.Fix { return diag.Fix{Title: title, Edits: edits} }

// ask is a change that leaves a word to write.
func ask(title diag.Text, edits ...diag.Edit) diag.Fix {
	return diag.Fix{Title: title, Edits: edits, Needs: true}
}

// exact is a Text that holds words of the page: no formatting is done.
func exact(fr, en string) diag.Text { return diag.Text{FR: fr, EN: en} }

func replace(s source.Span, text string) diag.Edit { return diag.Edit{Span: s, New: text} }
func remove(s source.Span) diag.Edit               { return diag.Edit{Span: s} }
func insert(at int, text string) diag.Edit {
	return diag.Edit{Span: source.Span{Start: at, End: at}, New: text}
}
func span(start, end int) source.Span { return source.Span{Start: start, End: end} }

// Site is what a rule may ask of the site. Paths are from its root, with
// slashes and without a leading one.
type Site interface {
	// File looks for a file. Without an exact one, real is the path of a file
	// whose name differs in case only, "" when there is none. size is in bytes,
	// -1 when it is not known.
	File(path string) (real string, size int64, ok bool)
	// Pages are the pages of the site, this one included; nil when unknown.
	Pages() []PageFacts
	// Generated reports whether the site also has pages that no file of its own
	// stands for: pagination, JavaScript. A missing page is then not for certain.
	Generated() bool
	// PageAt is the page published at a path such as /blog/; slashes at its ends
	// do not matter.
	PageAt(path string) (PageFacts, bool)
	// Anchors are the ids of a page by its path; ok is false when they are not
	// known for certain. The first answer about a page may take as long as
	// rendering it.
	Anchors(path string) (ids map[string]bool, ok bool)
	// VideoPages are the paths of the pages that show a video, by its key.
	VideoPages(key string) []string
	// ReadVideos is what VideoPages needs first, in pieces; nothing once it is done.
	ReadVideos() []func()
	// TagsLike are the tags of the site's pages that differ from one by case,
	// accents, blanks or plural only, itself included, with their number of uses.
	TagsLike(tag string) map[string]int
	// Layouts are the names that front matter may give; nil when unknown.
	Layouts() []string
	// Shortcodes are the tags that pages may use besides Nunjucks'; nil when unknown.
	Shortcodes() []Shortcode
	// Inherited is the value that the page gets from directory data and layouts; "" when none.
	Inherited(path, key string) string
	// BaseURL is the address at which the site is published, "" when unknown.
	BaseURL() string
}

// PageFacts is what a rule may know of another page.
type PageFacts struct {
	Path, URL, Title string
	Tags             []string
}

// Shortcode is a tag that the site declares.
type Shortcode struct {
	Name   string
	Paired bool
}
