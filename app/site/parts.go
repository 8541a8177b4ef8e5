package site

import (
	"path"
	"strings"

	"apercu/app/markdown"
	"apercu/app/source"
	"apercu/app/template/value"
)

// Parts are a site that something else has read: a recording of a build.
type Parts struct {
	Config      Config
	Includes    map[string]string // path from the root → text
	Globals     *value.Object
	Collections *value.Object     // name → items
	URLs        map[string]string // url → input path
	Files       map[string]string // path from the root → text
	Shortcodes  []ShortcodePart
	Filters     []string // names of filters that the site has in JavaScript
}

// ShortcodePart is a shortcode given by its template alone.
type ShortcodePart struct {
	Name     string
	Params   []string
	Paired   bool
	Template string
}

// DefaultConfig is the configuration of a site without apercu.yaml.
func DefaultConfig() Config { return defaults() }

// New makes a site of its parts.
func New(p Parts, o Options) *Site {
	s := &Site{Config: p.Config, urls: p.URLs, files: p.Files, globals: p.Globals, collections: p.Collections, recorded: map[string]recorded{}}
	if s.globals == nil {
		s.globals = value.NewObject(0)
	}
	if s.collections == nil {
		s.collections = value.NewObject(0)
	}
	s.foreignFilters = map[string]bool{}
	for _, name := range p.Filters {
		s.foreignFilters[name] = true
	}
	s.loader = newLoader(s.Config)
	s.loader.texts = p.Includes
	for _, sc := range p.Shortcodes {
		f := source.NewFile(path.Join("shortcodes", sc.Name+".njk"), sc.Template)
		s.loader.shortcodes = append(s.loader.shortcodes, Shortcode{Name: sc.Name, Params: sc.Params, Paired: sc.Paired, file: f, body: source.Span{End: len(sc.Template)}})
	}
	s.readTemplates()
	s.build(o)
	return s
}

// Bare is a site of which nothing is known but its configuration: it reads
// documents and their Markdown. It can neither describe a page nor run a template.
func Bare(c Config) *Site {
	s := &Site{Config: c, options: c.Markdown.options(c.Lang)}
	s.markdown = markdown.New(s.options)
	return s
}

func newLoader(c Config) *loader {
	return &loader{includes: c.Includes, layouts: c.Layouts, content: c.Content, files: map[string]*source.File{}}
}

func splitPath(p string) []string { return strings.Split(p, ".") }
