package check

import (
	"archive/zip"
	"encoding/json"
	"io/fs"
	"path"
	"slices"
	"strings"

	"apercu/app/diag"
	"apercu/app/document"
	"apercu/app/render"
	"apercu/app/site"
	"apercu/app/source"
	"apercu/app/template/value"
)

// This file gives the rules what site and render know.

// RenderedPage is a page of render as the rules on published HTML read it. It
// renders the layouts; while someone types, a Rendered with the content and its
// map alone is enough.
func RenderedPage(p *render.Page) *Rendered {
	before, after := p.Frame()
	return &Rendered{Content: p.Content, Map: p.Map, Before: before, After: after, Partial: Partial(p.Diagnostics)}
}

// unrendered are the codes of rendering that leave a hole in the page.
var unrendered = map[string]bool{"template-error": true, "template-missing": true, "template-syntax": true, "filter-unknown": true, "filter-foreign": true, "shortcode-unknown": true, "tag-unexpected": true}

// Partial reports whether some of a page could not be rendered.
func Partial(rendering []diag.Diagnostic) bool {
	return slices.ContainsFunc(rendering, func(d diag.Diagnostic) bool { return unrendered[d.Code] })
}

// Page checks a rendered page: what rendering found and what the rules find, each
// mistake once. Site, Today and Config come from in; the rest from the page.
func Page(p *render.Page, in Input) []diag.Diagnostic {
	in.File, in.Document, in.Markdown = p.Doc.File, p.Doc, p.Markdown()
	if in.Rendered == nil {
		in.Rendered = RenderedPage(p)
	}
	return Merge(p.Diagnostics, Run(in))
}

// FactsOf are the facts of an open site and of the files it was opened on.
// Every page's front matter is read once: make it once for many pages. Without
// files the shortcodes alone are known; a pack does not hold all files.
func FactsOf(s *site.Site, fsys fs.FS) *Facts {
	f := NewFacts(fsys)
	f.readList(fsys)
	_, packed := fsys.(*zip.Reader)
	f.Incomplete = packed && !f.Listed
	f.Base = s.Config.URL
	for _, c := range s.Shortcodes() {
		f.AllShortcodes = append(f.AllShortcodes, Shortcode{c.Name, c.Paired})
	}
	if fsys == nil {
		return f
	}
	f.readLayouts(s)
	f.readPages(s, fsys)
	f.Source = func(name string) string {
		text, _ := fs.ReadFile(fsys, name) // a page that is gone shows nothing
		return string(text)
	}
	f.AnchorsOf = func(name string) (map[string]bool, bool) { return anchorsOf(s, fsys, name) }
	return f
}

// anchorsOf renders a page for its ids. They are not certain when some of the
// page could not be rendered: what is missing may have any.
func anchorsOf(s *site.Site, fsys fs.FS, name string) (map[string]bool, bool) {
	text, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, false
	}
	page := render.Render(s, name, source.NewFile(name, string(text)), nil)
	ids := map[string]bool{}
	addIDs(ids, tags(page.Full()))
	for _, d := range append(page.LayoutDiagnostics(), page.Diagnostics...) {
		if d.Severity == diag.Error {
			return nil, false
		}
	}
	return ids, true
}

// FileList is the name, in a pack, of the list of all files of the site: a JSON
// object of sizes in bytes by path, -1 for one that is not known. A pack leaves documents and large images out;
// with the list the rules still know that they exist, and how heavy they are.
const FileList = ".apercu/files.json"

func (f *Facts) readList(fsys fs.FS) {
	if fsys == nil {
		return
	}
	data, err := fs.ReadFile(fsys, FileList)
	if err != nil {
		return // a folder, or a pack made without the list
	}
	var sizes map[string]int64
	if json.Unmarshal(data, &sizes) != nil {
		return // not our list: as if there were none
	}
	f.Listed = true
	for name, size := range sizes {
		// A file of no bytes may stand for one whose name alone is in the pack.
		if own := f.sizes[name]; fs.ValidPath(name) && (size >= 0 || own == 0) {
			f.Add(name, size)
		}
	}
}

func (f *Facts) readLayouts(s *site.Site) {
	for name := range f.sizes {
		for _, folder := range []string{s.Config.Layouts, s.Config.Includes, s.Config.Content + "/" + s.Config.Includes} {
			rest, ok := strings.CutPrefix(name, folder+"/")
			if ext := path.Ext(rest); ok && (ext == ".njk" || ext == ".html" || ext == ".md" || ext == ".liquid") {
				f.AllLayouts = append(f.AllLayouts, rest)
			}
		}
	}
	for _, name := range []string{"layouts/base.njk", "layouts/home.njk", "layouts/page.njk", "layouts/post.njk"} {
		if !contains(f.AllLayouts, name) && s.Layout(name) != nil {
			f.AllLayouts = append(f.AllLayouts, name)
		}
	}
}

// readPages lists the pages of the content folder and what each inherits.
func (f *Facts) readPages(s *site.Site, fsys fs.FS) {
	inherited := map[string]*value.Object{}
	for name := range f.sizes {
		f.AlsoGenerated = f.AlsoGenerated || strings.HasSuffix(name, ".11ty.js") || strings.HasSuffix(name, ".11ty.cjs")
		if path.Ext(name) != ".md" && path.Ext(name) != ".njk" || !strings.HasPrefix(name, s.Config.Content+"/") || strings.Contains(name, "/_includes/") {
			continue
		}
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			continue // a file that cannot be read is no page to link to
		}
		doc := document.Parse(source.NewFile(name, string(data)))
		f.AlsoGenerated = f.AlsoGenerated || doc.Data.Has("pagination")
		page := s.Describe(name, doc)
		facts := PageFacts{Path: name, URL: page.URL}
		facts.Title, _ = value.Text(page.Data.At("title"))
		facts.Tags = textsOf(doc.Data.At("tags"))
		f.AllPages = append(f.AllPages, facts)
		inherited[name] = page.Data
	}
	f.Inherit = func(name, key string) string {
		text, _ := value.Text(inherited[name].At(key))
		return text
	}
}

func textsOf(v value.Value) []string {
	if s, ok := value.Text(v); ok && s != "" {
		return []string{s}
	}
	list, ok := v.(*value.Array)
	if !ok {
		return nil
	}
	var out []string
	for _, e := range list.Elems {
		if s, ok := value.Text(e); ok {
			out = append(out, s)
		}
	}
	return out
}

// sameMistake maps a code of rendering to the rule that says the same with its
// documentation.
var sameMistake = map[string]string{"shortcode-unknown": "shortcode-unknown", "tag-unexpected": "shortcode-unclosed", "template-syntax": "shortcode-unclosed",
	"layout-missing": "fm-layout-unknown", "id-duplicate": "duplicate-id", "date-invalid": "fm-date-invalid"}

// Merge puts what rendering and the rules found together, each mistake once:
// the rule's word is kept, with the fixes of the other when it has none.
func Merge(rendered, rules []diag.Diagnostic) []diag.Diagnostic {
	out := append([]diag.Diagnostic(nil), rules...)
	for _, d := range rendered {
		twin := -1
		for i, r := range out[:len(rules)] {
			if (r.Code == d.Code || r.Code == sameMistake[d.Code]) && r.Span.Start <= d.Span.End && d.Span.Start <= r.Span.End {
				twin = i
			}
		}
		switch {
		case twin < 0:
			out = append(out, d)
		default:
			out[twin].Unsure = out[twin].Unsure && d.Unsure
			if len(out[twin].Fixes) == 0 {
				out[twin].Fixes = d.Fixes
			}
		}
	}
	diag.Sort(out)
	return out
}
