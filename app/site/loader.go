package site

import (
	"io/fs"
	"path"
	"sort"
	"strings"
	"sync"

	"apercu/app/document"
	"apercu/app/source"
	"apercu/app/template"
	"apercu/app/template/value"
)

// This file finds templates: the site's own first, then the built-in theme's.
// Names are those that include, import and layout use; Eleventy looks in the
// includes folder, then in the content folder.

type loader struct {
	includes, layouts, content string
	site, theme                fs.FS             // either may be nil
	texts                      map[string]string // of a site given by parts, path → text

	mu         sync.Mutex
	files      map[string]*source.File
	shortcodes []Shortcode
}

// Load implements template.Loader.
func (l *loader) Load(name string) (*source.File, error) {
	name = clean(name)
	l.mu.Lock()
	f := l.files[name]
	l.mu.Unlock()
	if f != nil {
		return f, nil
	}
	name = strings.Clone(name) // it may be part of a page's output, whose memory others use next
	for _, folder := range []string{l.includes, l.layouts, l.content, ""} {
		if text, ok := l.read(path.Join(folder, name)); ok {
			return l.keep(name, source.NewFile(path.Join(folder, name), text)), nil
		}
	}
	if l.theme != nil {
		if data, err := fs.ReadFile(l.theme, path.Join("_includes", name)); err == nil {
			return l.keep(name, source.NewFile(path.Join("_includes", name), string(data))), nil
		}
	}
	return nil, &fs.PathError{Op: "load", Path: name, Err: fs.ErrNotExist}
}

func (l *loader) keep(name string, f *source.File) *source.File {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.files[name] = f
	return f
}

func (l *loader) read(name string) (string, bool) {
	if text, ok := l.texts[name]; ok {
		return text, true
	}
	if l.site == nil || !fs.ValidPath(name) {
		return "", false
	}
	data, err := fs.ReadFile(l.site, name)
	return string(data), err == nil
}

// clean makes a template or file name a path from the root.
func clean(name string) string {
	if fs.ValidPath(name) && name != "." && strings.IndexByte(name, '\\') < 0 {
		return name // as nearly all are: nothing is copied
	}
	return strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(name, `\`, "/")), "/")
}

// names lists what stands in a folder of the includes, the site's and the
// theme's, without repeating a name.
func (l *loader) names(folder string) []string {
	seen := map[string]bool{}
	for p := range l.texts {
		if rest, ok := strings.CutPrefix(p, path.Join(l.includes, folder)+"/"); ok {
			seen[rest] = true
		}
	}
	for _, in := range []struct {
		fsys fs.FS
		dir  string
	}{{l.site, path.Join(l.includes, folder)}, {l.theme, path.Join("_includes", folder)}} {
		if in.fsys == nil {
			continue
		}
		entries, _ := fs.ReadDir(in.fsys, in.dir)
		for _, e := range entries {
			if !e.IsDir() {
				seen[e.Name()] = true
			}
		}
	}
	var out []string
	for name := range seen {
		out = append(out, name)
	}
	sort.Strings(out)
	return out
}

// mutators are the JavaScript methods that change a list in place.
var mutators = []string{".push", ".reverse", ".sort", ".splice", ".pop", ".shift", ".unshift", ".fill"}

// changesLists looks for the calls of such a method: from the parentheses on,
// of which a text has fewer than of anything else in them.
func changesLists(text string) bool {
	for {
		name, rest, found := strings.Cut(text, "(")
		if !found {
			return false
		}
		for _, m := range mutators {
			if strings.HasSuffix(name, m) {
				return true
			}
		}
		text = rest
	}
}

// each goes through the texts of the site's templates.
func (l *loader) each(do func(text string)) {
	for _, text := range l.texts {
		do(text)
	}
	if l.site == nil {
		return
	}
	walkTemplates(l.site, l.includes, l.layouts, func(p string) {
		data, _ := fs.ReadFile(l.site, p)
		do(string(data))
	})
}

// walkTemplates goes through the files of the includes folder, and of the
// layouts' when that stands elsewhere.
func walkTemplates(site fs.FS, includes, layouts string, do func(name string)) {
	folders := []string{includes}
	if layouts != includes && !strings.HasPrefix(layouts, includes+"/") {
		folders = append(folders, layouts)
	}
	for _, folder := range folders {
		_ = fs.WalkDir(site, folder, func(p string, e fs.DirEntry, err error) error {
			if err == nil && !e.IsDir() {
				do(p)
			}
			return nil
		})
	}
}

// Layout is a layout template with its own front matter.
type Layout struct {
	Name string
	Doc  *document.Document
	Data *value.Object

	once     sync.Once
	template *template.Template
}

// LayoutTemplate is the layout's own template, parsed once.
func (s *Site) LayoutTemplate(l *Layout) *template.Template {
	l.once.Do(func() { l.template = s.env.Parse(l.Doc.File, l.Doc.Body) })
	return l.template
}

// Layout finds a layout as Eleventy does: the name as it is, then with the
// extensions of templates. It is nil when there is none.
func (s *Site) Layout(name string) *Layout {
	if name == "" {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if l, ok := s.layouts[name]; ok {
		return l
	}
	var found *Layout
	for _, ext := range []string{"", ".njk", ".html"} {
		if f, err := s.loader.Load(name + ext); err == nil {
			d := document.Parse(f)
			found = &Layout{Name: name, Doc: d, Data: d.Data}
			break
		}
	}
	s.layouts[name] = found
	return found
}
