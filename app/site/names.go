package site

import (
	"io/fs"
	"path"
	"regexp"
	"sort"
	"strings"

	"apercu/app/template/filter"
)

// This file lists what a page of the site can name, for completion and forms:
// the site's own first, the theme's after them, each once.

// Component is a template of the folder components/ of the includes.
type Component struct {
	Name string // "card", as component("card", …) and components/card.njk name it
	Help string // the comment that the template begins with, "" when there is none
}

// Layouts lists the layouts that a page may name, as it writes them
// ("layouts/post.njk"). A layout is a template that prints `content`, in the
// layouts folder or in the includes, components and shortcodes left out.
func (s *Site) Layouts() []string {
	l := s.loader
	seen := map[string]bool{}
	add := func(name, text string) {
		folder, _, _ := strings.Cut(name, "/")
		switch path.Ext(name) {
		case ".njk", ".html", ".md":
			seen[name] = folder != "components" && folder != "shortcodes" && printsContent.MatchString(text)
		}
	}
	for _, root := range []string{l.layouts, l.includes} {
		if root == "" {
			continue
		}
		for p, text := range l.texts {
			if rest, ok := strings.CutPrefix(p, root+"/"); ok {
				add(rest, text)
			}
		}
		walk(l.site, root, add)
	}
	walk(l.theme, "_includes", func(name, text string) {
		if _, known := seen[name]; !known {
			add(name, text)
		}
	})
	var out []string
	for name, is := range seen {
		if is {
			out = append(out, name)
		}
	}
	sort.Strings(out)
	return out
}

// printsContent finds {{ content }} and what may follow it ({{ content | safe }}).
var printsContent = regexp.MustCompile(`\{\{-?\s*content\s*(\||-?\}\})`)

// walk gives the files under a folder, named from it.
func walk(fsys fs.FS, root string, file func(name, text string)) {
	if fsys == nil || !fs.ValidPath(root) {
		return
	}
	_ = fs.WalkDir(fsys, root, func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return nil
		}
		if data, err := fs.ReadFile(fsys, p); err == nil {
			file(strings.TrimPrefix(p, root+"/"), string(data))
		}
		return nil
	})
}

// Components lists the components, alphabetically. Files that hold what the
// others share (component.njk, macros.njk) are none.
func (s *Site) Components() []Component {
	var out []Component
	for _, file := range s.loader.names("components") {
		name, ok := strings.CutSuffix(file, ".njk")
		if !ok || name == "component" || name == "macros" {
			continue
		}
		if f, err := s.loader.Load("components/" + file); err == nil {
			out = append(out, Component{name, firstComment(f.Text())})
		}
	}
	return out
}

// helpLength is how much of a comment is help, in bytes.
const helpLength = 300

// firstComment is the comment that a template begins with, on one line, cut at a
// word when it is long.
func firstComment(text string) string {
	rest, ok := strings.CutPrefix(strings.TrimSpace(text), "{#")
	comment, _, closed := strings.Cut(rest, "#}")
	if !ok || !closed {
		return ""
	}
	comment = strings.Join(strings.Fields(strings.Trim(comment, "- \n")), " ")
	if len(comment) > helpLength {
		comment = comment[:strings.LastIndexByte(comment[:helpLength], ' ')] + " …"
	}
	return comment
}

// Filters lists the names of the filters, alphabetically: those of Nunjucks, of
// Eleventy and its theme, and those that a pack says the site has in JavaScript.
func (s *Site) Filters() []string {
	seen := map[string]bool{}
	for name := range filter.Builtins() {
		seen[name] = true
	}
	for name := range s.ownFilters {
		seen[name] = true
	}
	for name := range s.foreignFilters {
		seen[name] = true
	}
	var out []string
	for name := range seen {
		out = append(out, name)
	}
	sort.Strings(out)
	return out
}
