package site

import (
	"io/fs"
	"path"
	"runtime"
	"sort"
	"strings"
	"sync"
	"sync/atomic"
	"unsafe"

	"apercu/app/diag"
	"apercu/app/document"
	"apercu/app/source"
	"apercu/app/template/value"
)

// Open reads a site. fsys is its folder or its pack, theme what it falls back
// on; either may be nil. What cannot be read is in the site's Diagnostics; the
// error is only for an fsys that cannot be listed at all.
func Open(fsys, theme fs.FS, o Options) (*Site, error) {
	if fsys != nil {
		if _, err := fs.ReadDir(fsys, "."); err != nil {
			return nil, err
		}
	}
	s := &Site{fsys: fsys, urls: map[string]string{}, recorded: map[string]recorded{}, collections: value.NewObject(0), local: map[string]*value.Object{}}
	s.readConfig(fsys)
	s.loader = newLoader(s.Config)
	s.loader.site, s.loader.theme = fsys, theme
	parts := []func(){s.loader.readShortcodes, s.readTemplates, func() { s.readGlobals(theme) }, s.listContent}
	each(len(parts), func(i int) { parts[i]() }) // 0.5 ms less than one after the other
	if fsys != nil {
		s.readLocalData(fsys)
	}
	s.build(o)
	if fsys != nil {
		s.collect(o.Keep)
		// The addresses are known now: locale_url needs them.
		s.build(o)
	}
	return s, nil
}

// readGlobals reads the data that all pages have.
func (s *Site) readGlobals(theme fs.FS) {
	s.globals = over(s.readData(theme, "_data"), s.readData(s.fsys, s.Config.Data))
	s.configGlobals()
	s.themeGlobals()
	if v, ok := s.packageJSON(s.fsys); ok {
		s.globals.Set("pkg", v)
	}
}

// listContent lists the files of the content folder, once for all who ask.
func (s *Site) listContent() {
	if s.fsys == nil {
		return
	}
	_ = fs.WalkDir(s.fsys, s.Config.Content, func(p string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			s.content = append(s.content, p)
		}
		return nil
	})
}

// over puts the site's data over the theme's: maps join, all else is replaced.
func over(theme, site *value.Object) *value.Object {
	out := theme.Clone()
	for _, k := range site.Keys() {
		low, ok1 := out.At(k).(*value.Object)
		high, ok2 := site.At(k).(*value.Object)
		if ok1 && ok2 {
			out.Set(k, over(low, high))
		} else {
			out.Set(k, site.At(k))
		}
	}
	return out
}

// themeGlobals are what the configuration of eleventy-dsfr adds to the data.
func (s *Site) themeGlobals() {
	if !s.globals.Has("pagePrefix") {
		s.globals.Set("pagePrefix", "page-")
	}
	if s.globals.Has("availableLang") {
		return
	}
	i18n, _ := s.globals.At("i18n").(*value.Object)
	index, _ := i18n.At("index").(*value.Object)
	if v, ok := index.Get("availableLang"); ok {
		s.globals.Set("availableLang", v)
	} else {
		s.globals.Set("availableLang", value.NewArray(s.Config.Lang))
	}
}

// packageJSON is `pkg`, which Eleventy makes of the site's package.json.
func (s *Site) packageJSON(fsys fs.FS) (value.Value, bool) {
	if fsys == nil {
		return nil, false
	}
	if _, err := fs.Stat(fsys, "package.json"); err != nil {
		return nil, false
	}
	return s.readDataFile(fsys, "package.json")
}

// configGlobals lets templates that read `metadata` see apercu.yaml.
func (s *Site) configGlobals() {
	if s.Config.Name == "" && s.Config.URL == "" {
		return
	}
	meta, _ := s.globals.At("metadata").(*value.Object)
	meta = meta.Clone()
	if s.Config.Name != "" {
		meta.Set("title", s.Config.Name)
	}
	if s.Config.URL != "" {
		meta.Set("url", s.Config.URL)
	}
	s.globals.Set("metadata", meta)
}

// pageExtensions are those of files that become pages.
var pageExtensions = map[string]bool{".md": true, ".njk": true, ".html": true}

type item struct {
	path  string
	page  *Page
	date  int64 // milliseconds
	value *value.Object
	late  bool // pages through the list of all collections: it is in `all` only, in Eleventy 3 in none
}

// collect reads every page's front matter and makes the collections.
func (s *Site) collect(keep bool) {
	pages := s.readPages()
	var items []item
	for _, p := range pages {
		if p.page != nil {
			items = append(items, p.items...)
			s.register(p.page)
		}
	}
	// Templates that page through collections come when these are known.
	s.collections = collections(items)
	known := len(items)
	for _, p := range pages {
		if p.doc == nil || p.page != nil {
			continue
		}
		page := s.Describe(p.path, p.doc)
		s.register(page)
		found := itemsOf(page)
		for i := range found {
			found[i].late = found[i].page.Data.At("pagination").(*value.Object).At("data") == "collections"
			if !found[i].late || s.Config.Markdown.Eleventy < 3 {
				items = append(items, found[i])
			}
		}
	}
	if len(items) > known {
		s.collections = collections(items)
	}
	s.addForeignCollections(pages)
	if keep {
		s.keep(pages)
	}
}

// read is a page as opening the site found it.
type read struct {
	path        string
	doc         *document.Document // nil when it could not be read
	page        *Page              // nil when it waits for the collections
	items       []item             // of the page
	collections []string           // those its text names
}

// readPages reads the pages on all processors, in the order of their paths.
func (s *Site) readPages() []read {
	var pages []read
	for _, p := range s.content {
		if s.Config.Content == "." && (strings.HasPrefix(p, s.Config.Includes+"/") || strings.HasPrefix(p, "node_modules/")) {
			continue
		}
		if pageExtensions[path.Ext(p)] {
			pages = append(pages, read{path: p})
		}
	}
	each(len(pages), func(i int) {
		p := &pages[i]
		data, err := fs.ReadFile(s.fsys, p.path)
		if err != nil {
			return
		}
		text := unsafe.String(unsafe.SliceData(data), len(data)) // nobody else has it
		p.doc = document.ParseFor(source.NewFile(p.path, text), s.Config.Markdown.Eleventy)
		p.collections = collectionsIn(text)
		if page := s.Describe(p.path, p.doc); !pagesCollections(page.Data) {
			p.page, p.items = page, itemsOf(page)
		}
	})
	return pages
}

// each calls do with 0 to n-1, on all processors.
func each(n int, do func(i int)) {
	workers := min(runtime.GOMAXPROCS(0), n)
	if workers < 2 {
		for i := range n {
			do(i)
		}
		return
	}
	var next atomic.Int64
	var all sync.WaitGroup
	for range workers {
		all.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	all.Wait()
}

// pagesCollections: the data asks for pages of a collection.
func pagesCollections(data *value.Object) bool {
	o, _ := data.At("pagination").(*value.Object)
	name, _ := o.At("data").(string)
	return name == "collections" || strings.HasPrefix(name, "collections.")
}

// register keeps a page's addresses.
func (s *Site) register(page *Page) {
	for _, p := range page.all() {
		if p.URL != "" {
			s.urls[p.URL] = "./" + p.Path
		}
	}
}

// itemsOf is what a page adds to collections: of a paginated template only the
// first page, unless it says otherwise.
func itemsOf(page *Page) (items []item) {
	o, _ := page.Data.At("pagination").(*value.Object)
	all := value.Truthy(o.At("addAllPagesToCollections"))
	for i, p := range page.all() {
		if i == 0 || all {
			items = append(items, item{path: p.Path, page: p, date: dateOf(p.Variable.At("date")), value: itemValue(p)})
		}
	}
	return items
}

// all is the page and the further ones of a paginated template.
func (p *Page) all() []*Page { return append([]*Page{p}, p.others...) }

// addForeignCollections gives an empty list for collections that templates use
// and no tag makes: the site's configuration makes them, in JavaScript, and
// nothing must stop because of that. Each is named in the site's Diagnostics.
func (s *Site) addForeignCollections(pages []read) {
	names := map[string]string{}
	add := func(found []string, p string) {
		for _, name := range found {
			if names[name] == "" {
				names[name] = p
			}
		}
	}
	walkTemplates(s.fsys, s.Config.Includes, s.Config.Layouts, func(p string) {
		if !pageExtensions[path.Ext(p)] {
			return
		}
		if data, err := fs.ReadFile(s.fsys, p); err == nil {
			add(collectionsIn(string(data)), p)
		}
	})
	for _, p := range pages {
		add(p.collections, p.path)
	}
	for _, name := range sortedKeys(names) {
		if s.collections.Has(name) {
			continue
		}
		s.collections.Set(name, value.NewArray())
		s.report(names[name], diag.Diagnostic{
			Code: "site-collection", Severity: diag.Info,
			Message: diag.T("La collection « %s » est faite par la configuration du site : elle est vide ici.", "The collection “%s” is made by the site's configuration: it is empty here.", name),
		})
	}
}

// collectionsIn lists the names after "collections." in a text.
func collectionsIn(text string) (names []string) {
	for {
		before, rest, found := strings.Cut(text, ".")
		if !found {
			return names
		}
		if strings.HasSuffix(before, "collections") {
			if name := identifier(rest); name != "" {
				names = append(names, name)
			}
		}
		text = rest
	}
}

// identifier is the JavaScript name at the start of a text.
func identifier(text string) string {
	n := 0
	for n < len(text) && (text[n] == '_' || text[n] == '$' || text[n] >= 'a' && text[n] <= 'z' || text[n] >= 'A' && text[n] <= 'Z' || n > 0 && text[n] >= '0' && text[n] <= '9') {
		n++
	}
	return text[:n]
}

func dateOf(v value.Value) int64 {
	if d, ok := v.(value.Date); ok {
		return d.Time.UnixMilli()
	}
	return 0
}

// itemValue is a page as collections hold it.
func itemValue(p *Page) *value.Object {
	o := value.NewObject(8)
	data := p.Data.CloneFor(1)
	data.Set("page", p.Variable)
	for _, k := range []string{"inputPath", "url", "outputPath", "fileSlug", "filePathStem", "date"} {
		o.Set(k, p.Variable.At(k))
	}
	o.Set("page", p.Variable)
	o.Set("data", data)
	return o
}

// collections groups pages by tag, in Eleventy's order: by date, then by path.
func collections(items []item) *value.Object {
	items = append([]item(nil), items...)
	sort.SliceStable(items, func(i, j int) bool {
		a, b := &items[i], &items[j]
		return a.date < b.date || a.date == b.date && a.path < b.path
	})
	lists := map[string]*value.Array{"all": value.NewArray()}
	order := []string{"all"}
	add := func(name string, v value.Value) {
		if lists[name] == nil {
			lists[name] = value.NewArray()
			order = append(order, name)
		}
		lists[name].Elems = append(lists[name].Elems, v)
	}
	for _, it := range items {
		if excluded(it.page.Data) {
			continue
		}
		add("all", it.value)
		if it.late {
			continue
		}
		if tags, ok := it.page.Data.At("tags").(*value.Array); ok {
			for _, t := range tags.Elems {
				add(value.ToString(t), it.value)
			}
		}
	}
	// The theme's own collection, which its configuration makes.
	sort.SliceStable(items, func(i, j int) bool { return items[i].path < items[j].path })
	var byPath []value.Value
	for _, it := range items {
		if !it.late && !excluded(it.page.Data) {
			byPath = append(byPath, it.value)
		}
	}
	out := value.NewObject(len(order) + 1)
	for _, name := range order {
		out.Set(name, lists[name])
	}
	if !out.Has("allSortedByPathAsc") {
		out.Set("allSortedByPathAsc", value.NewArray(byPath...))
	}
	return out
}

// excluded: other pages do not list this one. A draft is in no collection of
// what the theme's configuration builds.
func excluded(data *value.Object) bool {
	return value.Truthy(data.At("eleventyExcludeFromCollections")) || value.Truthy(data.At("draft"))
}
