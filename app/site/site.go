// Package site is what a page is rendered with: the templates, the data, the
// collections and the switches of one Eleventy site, read from an fs.FS (a
// folder, a zip pack, nothing at all) over the built-in theme.
//
// It is the one door to the world for everything below it: no file, clock or
// language is reached in another way. It runs no JavaScript: what a site
// computes in its configuration or in .11tydata.js files is asked of a pack
// (apercu pack) or done without, and said. It renders no page: render does.
//
// A Site does not change once open, memory of its own work aside, and is safe
// for concurrent use.
package site

import (
	"io/fs"
	"sync"
	"time"

	"apercu/app/diag"
	"apercu/app/eleventy"
	"apercu/app/markdown"
	"apercu/app/source"
	"apercu/app/template"
	"apercu/app/template/filter"
	"apercu/app/template/value"
)

// Site is an open site.
type Site struct {
	Config Config
	// Diagnostics tell what of the site is not read here: JavaScript data,
	// files that cannot be decoded. Each names its file; spans are in it.
	Diagnostics []FileDiagnostic

	env      *template.Environment
	markdown *markdown.Converter
	options  markdown.Options

	loader         *loader
	globals        *value.Object
	collections    *value.Object
	eleventy       *value.Object     // the variable
	urls           map[string]string // url → input path, as locale_url needs it
	files          map[string]string
	recorded       map[string]recorded
	foreignFilters map[string]bool
	ownFilters     map[string]filter.Func // beside Nunjucks' own
	fsys           fs.FS
	local          map[string]*value.Object // data files beside pages, by path without extension
	now            time.Time
	mutates        bool            // a template changes lists in place
	content        []string        // files of the content folder, in order
	kept           map[string]read // see kept.go

	memo memo // of shortcodes

	contentsAsked bool // a template reads the content of pages in collections
	contentsOnce  sync.Once
	withContents  *value.Object // collections with it, made when first asked for

	mu        sync.Mutex
	layouts   map[string]*Layout
	templates map[string]*template.Template // of shortcodes
	variables map[string]*value.Object      // `page` by its place
	bases     map[base]*value.Object        // data that pages inherit
}

// FileDiagnostic is a remark on one of the site's own files.
type FileDiagnostic struct {
	Path string
	diag.Diagnostic
}

// Options are what only the program knows.
type Options struct {
	Now        time.Time // for pages that have no date; the zero time stands for 1970
	ShowErrors bool      // a preview shows mistakes at their place
	Lang       string    // of these messages: "en", anything else is French

	// Keep holds on to the pages that Open reads, for a program that goes on to
	// render the site and ends: each is read from the disk, and its front matter
	// decoded, once instead of three times and twice.
	Keep bool
}

// Environment is the template environment of the site's pages.
func (s *Site) Environment() *template.Environment { return s.env }

// Markdown is the converter of the site's pages.
func (s *Site) Markdown() *markdown.Converter { return s.markdown }

// MarkdownOptions are the converter's switches.
func (s *Site) MarkdownOptions() markdown.Options { return s.options }

// Shortcodes lists the names of the site's shortcodes and their parameters,
// for completion and checks.
func (s *Site) Shortcodes() []Shortcode { return s.loader.shortcodes }

// build makes the environment once all parts are there.
func (s *Site) build(o Options) {
	s.now = o.Now
	if s.now.IsZero() {
		s.now = time.Unix(0, 0)
	}
	s.layouts, s.bases = map[string]*Layout{}, map[base]*value.Object{}
	s.eleventy = s.eleventyVariable()
	s.options = s.Config.Markdown.options(s.Config.Lang)
	s.markdown = markdown.New(s.options)
	filters := eleventy.Filters(eleventy.Options{
		PathPrefix:   s.Config.PathPrefix,
		DefaultLang:  s.Config.Lang,
		URLs:         s.urls,
		Translations: translations(s.globals),
		Contractions: s.Config.Markdown.Eleventy >= 3, // its slugify is version 2
		DatesGMT:     s.Config.Markdown.Eleventy >= 3,
	})
	for name, f := range s.filters() {
		filters[name] = f
	}
	s.ownFilters = filters
	s.env = template.New(template.Options{
		Autoescape:   true,
		TrimBlocks:   true,
		LstripBlocks: true,
		Loader:       s.loader,
		Filters:      filters,
		Globals:      map[string]value.Value{"nanoid": fallbackNanoid()},
		Shortcodes:   s.shortcodes(),
		Foreign:      s.foreign,
		ShowErrors:   o.ShowErrors,
		Lang:         o.Lang,
	})
}

// readTemplates finds out what the site's templates do.
func (s *Site) readTemplates() {
	s.loader.each(func(text string) {
		s.mutates = s.mutates || changesLists(text)
		s.contentsAsked = s.contentsAsked || asksContents(text)
	})
}

// foreign reports filters that the site may have in JavaScript: those that a
// recording names, and any name in a site's folder, whose configuration is not
// read. Without a site an unknown filter is a mistake.
func (s *Site) foreign(name string) bool { return s.fsys != nil || s.foreignFilters[name] }

// translations finds the texts of the i18n filter where the theme's versions
// keep them: i18n.index.translations, i18n.translations, or i18n itself.
func translations(globals *value.Object) *value.Object {
	at, _ := globals.At("i18n").(*value.Object)
	if index, ok := at.At("index").(*value.Object); ok {
		at = index
	}
	if inner, ok := at.At("translations").(*value.Object); ok {
		at = inner
	}
	return at
}

// fallbackNanoid serves macros imported without context, which do not see the
// page's own counter: the same id each time, as nothing there tells two uses apart.
func fallbackNanoid() *value.Func {
	return &value.Func{Name: "nanoid", Call: func([]value.Value, *value.Object) (value.Value, error) {
		return "nanoid", nil
	}}
}

// File is a file of the site, for readFILE-like filters and for images; ok is
// false when there is none.
func (s *Site) File(path string) (text string, ok bool) {
	path = clean(path)
	if text, ok = s.files[path]; ok || s.fsys == nil {
		return text, ok
	}
	data, err := fs.ReadFile(s.fsys, path)
	return string(data), err == nil
}

// Template loads a template by name, as include does.
func (s *Site) Template(name string) (*source.File, error) { return s.loader.Load(name) }
