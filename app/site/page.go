package site

import (
	"io/fs"
	"path"
	"strings"
	"time"

	"apercu/app/diag"
	"apercu/app/document"
	"apercu/app/eleventy"
	"apercu/app/source"
	"apercu/app/template/value"
)

// This file finds out what Eleventy knows of a page before it renders it: its
// data, its date, its address, and the `page` variable made of them.

// Page is a page as the site sees it, before rendering.
type Page struct {
	Path        string // from the site's root: content/fr/blog/a.md
	URL         string // "" when the page has none (permalink: false)
	Data        *value.Object
	Variable    *value.Object // `page` in templates
	Layout      string
	Diagnostics []diag.Diagnostic // in bytes of the page's file

	site     *Site
	mistakes map[string]diag.Diagnostic // in templates of the data, by name
	others   []*Page                    // further pages of a paginated template: data and addresses
}

type recorded struct{ data, page *value.Object }

// Record fixes what Describe answers for a path: the data and the `page`
// variable that a build of the site computed. It is called before rendering.
func (s *Site) Record(name string, data, page *value.Object) {
	s.recorded[clean(name)] = recorded{data, page}
}

// Describe gives a page's data and address.
func (s *Site) Describe(name string, doc *document.Document) *Page {
	name = clean(name)
	p := &Page{Path: name, site: s}
	if r, ok := s.recorded[name]; ok {
		p.Data, p.Variable = mergeRecorded(s.globals, r.data), r.page
		if url, ok := r.page.At("url").(string); ok {
			p.URL = url
		}
		s.recordedPages(p)
		p.checkDate(doc)
	} else if kept := s.keptPage(name, doc); kept != nil {
		return kept
	} else {
		p.Data = s.pageData(name, doc.Data)
		p.mistakes = map[string]diag.Diagnostic{}
		s.describe(p, doc)
		p.checkComputed(doc)
	}
	p.Layout, _ = p.Data.At("layout").(string)
	if !p.Data.Has("layout") && s.Layout(s.Config.Layout) != nil {
		p.Layout = s.Config.Layout
	}
	p.checkLayout(s, doc)
	p.checkPermalink(s, doc)
	return p
}

// mergeRecorded: what was recorded is the outcome of the cascade, it replaces.
func mergeRecorded(globals, data *value.Object) *value.Object {
	out := globals.Clone()
	for _, k := range data.Keys() {
		out.Set(k, data.At(k))
	}
	return out
}

// recordedPages adds the pagination that a recording leaves to do.
func (s *Site) recordedPages(p *Page) {
	pages := s.paginated(p.Data)
	if pages == nil {
		return
	}
	first := p.Data
	outputs := make([]string, len(pages))
	for n, more := range pages {
		at := *p
		at.Data = overlay(first, more)
		outputs[n], _ = s.outputPath(&at, n)
	}
	if output, ok := p.Variable.At("outputPath").(string); ok && p.URL != "" {
		outputs[0] = "/" + strings.TrimPrefix(strings.TrimPrefix(output, "./"), "_site/")
	}
	setAddresses(pages[0], 0, outputs)
	p.Data = overlay(first, pages[0])
}

// overlay is data with more over it: what is there is replaced, not merged.
func overlay(data, more *value.Object) *value.Object {
	out := data.Clone()
	for _, k := range more.Keys() {
		out.Set(k, more.At(k))
	}
	return out
}

func (s *Site) describe(p *Page, doc *document.Document) {
	inputPath := "./" + p.Path
	v := value.NewObject(9)
	v.Set("date", s.date(p, doc))
	v.Set("inputPath", inputPath)
	v.Set("fileSlug", eleventy.FileSlug(inputPath, s.Config.Content))
	v.Set("filePathStem", eleventy.FilePathStem(inputPath, s.Config.Content))
	v.Set("outputFileExtension", "html")
	v.Set("templateSyntax", "njk")
	if strings.HasSuffix(p.Path, ".md") {
		v.Set("templateSyntax", "njk,md")
	}
	p.Variable = v
	pages := s.paginated(p.Data)
	if pages == nil {
		s.place(p, 0)
		return
	}
	all := make([]*Page, len(pages))
	outputs := make([]string, len(pages))
	for n, more := range pages {
		page := *p
		page.Data, page.Variable = overlay(p.Data, more), v.Clone()
		outputs[n], _ = s.outputPath(&page, n)
		all[n] = &page
	}
	for n, page := range all {
		setAddresses(page.Data, n, outputs)
		s.place(page, n)
	}
	p.Data, p.Variable, p.URL, p.others = all[0].Data, all[0].Variable, all[0].URL, all[1:]
}

// place computes the page's data and finds its address; n is its number when it
// is one of several. A permalink may use page.fileSlug and page.date, and
// computed data the address in turn, as Eleventy allows.
func (s *Site) place(p *Page, n int) {
	base, v := p.Data, p.Variable
	s.computed(p, base, nil)
	output, ok := s.outputPath(p, n)
	if ok {
		p.URL = outputURL(output)
		v.Set("url", p.URL)
		v.Set("outputPath", s.outputFolder()+output)
	} else {
		v.Set("url", false)
		v.Set("outputPath", false)
	}
	v.Set("lang", s.lang(p))
	s.computed(p, base, p.mistakes)
	p.Variable = s.intern(p.Path+" "+output, v)
}

// outputFolder is how Eleventy writes it in page.outputPath.
func (s *Site) outputFolder() string {
	if s.Config.Markdown.Eleventy >= 3 {
		return "./_site"
	}
	return "_site"
}

// maxInterned bounds the page variables kept; they are small.
const maxInterned = 500

// intern gives the same object for the same page variable, so that what was
// kept under it stays good while the author edits the title. place is what else
// two variables must have in common to be compared.
func (s *Site) intern(place string, v *value.Object) *value.Object {
	s.mu.Lock()
	defer s.mu.Unlock()
	if old := s.variables[place]; old != nil && sameVariable(old, v) {
		return old
	}
	if s.variables == nil || len(s.variables) >= maxInterned {
		s.variables = map[string]*value.Object{}
	}
	s.variables[place] = v
	return v
}

// sameVariable compares page variables: what describe and place set in them.
func sameVariable(a, b *value.Object) bool {
	if a.Len() != b.Len() {
		return false
	}
	for _, k := range a.Keys() {
		if !value.StrictEqual(a.At(k), b.At(k)) {
			return false
		}
	}
	return true
}

// lang is the first folder of the address when it is a language, the
// language of the data, or the site's.
func (s *Site) lang(p *Page) string {
	first, _, _ := strings.Cut(strings.TrimPrefix(p.URL, "/"), "/")
	if len(first) == 2 && first >= "aa" && first <= "zz" {
		return first
	}
	if lang, ok := p.Data.At("lang").(string); ok && lang != "" {
		return lang
	}
	return s.Config.Lang
}

// outputPath is the file that the page is written to, from the output folder.
func (s *Site) outputPath(p *Page, n int) (string, bool) {
	permalink := p.Data.At("permalink")
	if o, ok := permalink.(*value.Object); ok && o.Has("build") {
		permalink = o.At("build")
	}
	switch v := permalink.(type) {
	case bool:
		if !v {
			return "", false
		}
	case string:
		if v != "" {
			if p.Data.At("dynamicPermalink") != value.Value(false) {
				v = s.renderText("permalink", v, s.context(p), p.mistakes)
			}
			out := path.Clean("/" + v) // Eleventy normalises it, too: "/fr/" + page.filePathStem
			if strings.HasSuffix(v, "/") || v == "" {
				out = strings.TrimSuffix(out, "/") + "/index.html"
			}
			return out, true
		}
	}
	stem := "/" + strings.TrimSuffix(strings.TrimPrefix(p.Path, s.Config.Content+"/"), path.Ext(p.Path))
	if path.Base(stem) == "index" {
		return extraFolder(stem+".html", n), true
	}
	return extraFolder(stem+"/index.html", n), true
}

// outputURL is the address of an output file.
func outputURL(output string) string {
	if strings.HasSuffix(output, "/index.html") {
		return strings.TrimSuffix(output, "index.html")
	}
	return output
}

// renderText renders a short template of the data: a permalink.
// A mistake in it is kept, under the name of the data, when mistakes is not nil.
func (s *Site) renderText(name, text string, ctx *value.Object, mistakes map[string]diag.Diagnostic) string {
	if !strings.Contains(text, "{") {
		return text
	}
	f := source.NewFile("", text)
	result := s.env.Parse(f, source.Span{End: len(text)}).RenderText(ctx, 0)
	for _, d := range result.Diagnostics {
		if _, told := mistakes[name]; d.Severity == diag.Error && mistakes != nil && !told {
			mistakes[name] = d
		}
	}
	return result.Output
}

// checkComputed reports what went wrong in templates of the data, at the
// place of each: Eleventy stops there.
func (p *Page) checkComputed(doc *document.Document) {
	for _, name := range sortedKeys(p.mistakes) {
		span := source.Span{Start: doc.Block.Start, End: doc.Block.Start}
		for _, k := range []*document.Key{doc.Key(name), doc.Key("eleventyComputed", name)} {
			if k != nil {
				span = k.Value
			}
		}
		d := p.mistakes[name]
		p.Diagnostics = append(p.Diagnostics, diag.Diagnostic{
			Code: d.Code, Severity: diag.Error, Span: span, Hint: d.Hint,
			Message: diag.Text{FR: "Dans `" + name + "` : " + d.Message.FR, EN: "In `" + name + "`: " + d.Message.In("en")},
		})
	}
}

// computed renders eleventyComputed's texts over the data that the page has
// without them. They may use each other in any order, so it is done twice; a
// text that uses its own name sees the value below.
func (s *Site) computed(p *Page, base *value.Object, mistakes map[string]diag.Diagnostic) {
	o, ok := base.At("eleventyComputed").(*value.Object)
	if !ok {
		return
	}
	data := base.Clone()
	for pass := range 2 {
		found := mistakes
		if pass == 0 {
			found = nil // a text may still miss what comes after it
		}
		p.Data = data
		ctx := s.context(p)
		for _, k := range o.Keys() {
			ctx.Set(k, base.At(k))
			v := s.compute(k, o.At(k), base.At(k), ctx, found)
			data.Set(k, v)
			ctx.Set(k, v)
		}
	}
	p.Data = data
}

func (s *Site) compute(name string, from, old value.Value, ctx *value.Object, mistakes map[string]diag.Diagnostic) value.Value {
	switch from := from.(type) {
	case string:
		return s.renderText(name, from, ctx, mistakes)
	case *value.Object:
		under, _ := old.(*value.Object)
		inner := under.Clone()
		for _, k := range from.Keys() {
			inner.Set(k, s.compute(name, from.At(k), inner.At(k), ctx, mistakes))
		}
		return inner
	}
	return from
}

// Keywords are the dates that Eleventy asks of git or of the disk.
var keywords = map[string]bool{"git last modified": true, "last modified": true, "git created": true, "created": true}

// PageDate is Eleventy's page.date for the `date` of the data: keyword is set
// for "git Last Modified" and the like, ok is false when Eleventy stops.
func PageDate(v value.Value) (date value.Value, keyword string, ok bool) {
	switch v := v.(type) {
	case value.Date:
		return v, "", !v.Invalid
	case string:
		if k := strings.ToLower(v); keywords[k] {
			return nil, k, true
		}
		d, ok := eleventy.ParseISO(v)
		return d, "", ok
	}
	return v, "", true
}

// date is page.date: the data's, the file name's, or when the file was changed.
func (s *Site) date(p *Page, doc *document.Document) value.Value {
	v := p.Data.At("date")
	if !value.Truthy(v) {
		if day, ok := eleventy.PathDate(p.Path); ok {
			if d, ok := eleventy.ParseISO(day); ok {
				return d
			}
		}
		return s.modified(p.Path)
	}
	d, keyword, _ := PageDate(v)
	p.checkDate(doc)
	if keyword != "" || d == nil {
		return s.modified(p.Path)
	}
	return d
}

// checkDate reports a date that stops Eleventy.
func (p *Page) checkDate(doc *document.Document) {
	v := p.Data.At("date")
	if !value.Truthy(v) {
		return
	}
	if _, _, ok := PageDate(v); ok {
		return
	}
	span := source.Span{Start: doc.Block.Start, End: doc.Block.Start}
	if k := doc.Key("date"); k != nil {
		span = k.Value
	}
	p.Diagnostics = append(p.Diagnostics, diag.Diagnostic{
		Code: "date-invalid", Severity: diag.Error, Span: span,
		Message: diag.T("La date « %s » n’est pas comprise.", "The date “%s” is not understood.", value.ToString(v)),
		Hint:    diag.T("Écrivez-la année-mois-jour : 2025-03-16.", "Write year-month-day: 2025-03-16."),
	})
}

// checkLayout warns of a layout that is not there: Eleventy stops.
func (p *Page) checkLayout(s *Site, doc *document.Document) {
	if p.Layout == "" || s.Layout(p.Layout) != nil || len(s.loader.texts) == 0 && s.loader.site == nil && s.loader.theme == nil {
		return
	}
	span := source.Span{Start: doc.Block.Start, End: doc.Block.Start}
	if k := doc.Key("layout"); k != nil {
		span = k.Value
	}
	var names []string
	for _, name := range s.loader.names("layouts") {
		names = append(names, "layouts/"+name)
	}
	d := diag.Diagnostic{
		Code: "layout-missing", Severity: diag.Warning, Span: span,
		Message: diag.T("Le gabarit « %s » n’existe pas : la page s’affiche sans habillage.", "There is no layout “%s”: the page shows without its frame.", p.Layout),
	}
	if near := diag.Nearest(p.Layout, names); near != "" && doc.Key("layout") != nil {
		d.Hint = diag.T("Vouliez-vous écrire « %s » ?", "Did you mean “%s”?", near)
		if edits, err := doc.Set([]string{"layout"}, near); err == nil {
			d.Fixes = []diag.Fix{{Title: diag.T("Remplacer par « %s »", "Replace by “%s”", near), Edits: edits}}
		}
	}
	p.Diagnostics = append(p.Diagnostics, d)
}

// checkPermalink: Eleventy 3 refuses an address that ends with neither a slash nor
// an extension, unless the site's configuration allows it.
func (p *Page) checkPermalink(s *Site, doc *document.Document) {
	k := doc.Key("permalink")
	if s.Config.Markdown.Eleventy < 3 || k == nil || p.URL == "" || strings.HasSuffix(p.URL, "/") || path.Ext(p.URL) != "" {
		return
	}
	d := diag.Diagnostic{
		Code: "permalink-extension", Severity: diag.Warning, Span: k.Value,
		Message: diag.T("L’adresse « %s » ne finit ni par une barre oblique ni par une extension : la publication du site peut s’arrêter ici.", "The address “%s” ends with neither a slash nor an extension: the site's build may stop here.", p.URL),
	}
	if text, ok := p.Data.At("permalink").(string); ok {
		if edits, err := doc.Set([]string{"permalink"}, text+"/"); err == nil {
			d.Fixes = []diag.Fix{{Title: diag.T("Ajouter la barre oblique", "Add the slash"), Edits: edits}}
		}
	}
	p.Diagnostics = append(p.Diagnostics, d)
}

// modified is when the file was changed, now for one that is not there.
func (s *Site) modified(name string) value.Date {
	t := s.now
	if s.fsys != nil && fs.ValidPath(name) {
		// A zip file without dates says 1979: its pages are new.
		if info, err := fs.Stat(s.fsys, name); err == nil && info.ModTime().Year() >= 1981 {
			t = info.ModTime()
		}
	}
	return value.Date{Time: t.UTC().Truncate(time.Millisecond)}
}
