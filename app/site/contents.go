package site

import (
	"io/fs"
	"strings"

	"apercu/app/source"
	"apercu/app/template/value"
)

// This file gives collections' items their content, which feeds and lists of
// extracts read as post.templateContent (or post.content, from Eleventy 3 on).
// To know it, every page of the site must be rendered: that is done once, and
// only when a template asks for it.

// asksContents: a template's text reads the content of other pages.
func asksContents(text string) bool { return strings.Contains(text, ".templateContent") }

// WithContents gives the context's collections the rendered pages when the
// page's text, or a template of the site, asks for them. Rendering is the
// caller's; the pages it renders in turn see collections without contents.
func (p *Page) WithContents(ctx *value.Object, text string, renderPage func(name string, f *source.File) string) {
	s := p.site
	if s.fsys == nil || !s.contentsAsked && !asksContents(text) {
		return
	}
	s.contentsOnce.Do(func() {
		all, _ := s.collections.At("all").(*value.Array)
		contents := map[string]string{}
		for _, item := range all.Elems {
			name := clean(value.ToString(value.Member(item, "inputPath")))
			data, err := fs.ReadFile(s.fsys, name)
			if _, done := contents[name]; done || err != nil {
				continue
			}
			contents[name] = renderPage(name, source.NewFile(name, string(data)))
		}
		s.withContents = s.fillContents(contents)
	})
	if s.ChangesLists(text) {
		ctx.Set("collections", copyLists(s.withContents, 2)) // as Context does
	} else {
		ctx.Set("collections", s.withContents)
	}
}

// fillContents copies the collections, with the content in each item. An item
// is the same in every list, as templates may compare them.
func (s *Site) fillContents(contents map[string]string) *value.Object {
	copies := map[*value.Object]*value.Object{}
	out := value.NewObject(s.collections.Len())
	for _, name := range s.collections.Keys() {
		list, ok := s.collections.At(name).(*value.Array)
		if !ok {
			continue
		}
		filled := value.NewArray()
		for _, e := range list.Elems {
			item, ok := e.(*value.Object)
			if !ok {
				continue
			}
			if copies[item] == nil {
				html := contents[clean(value.ToString(item.At("inputPath")))]
				copies[item] = item.Clone()
				copies[item].Set("templateContent", html)
				copies[item].Set("content", html)
			}
			filled.Elems = append(filled.Elems, copies[item])
		}
		out.Set(name, filled)
	}
	return out
}
