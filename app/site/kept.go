package site

import (
	"strings"

	"apercu/app/document"
	"apercu/app/source"
)

// This file keeps the pages that opening the site read (Options.Keep), for
// whoever renders them next. Together with reading on all processors it took a
// site of 500 pages from 170 to 134 ms. A page is taken as it was read when its
// text is the same, and as it was described unless its address or its data come
// from templates, which see the collections that are known by now.

func (s *Site) keep(pages []read) {
	s.kept = make(map[string]read, len(pages))
	for _, p := range pages {
		if p.doc == nil {
			continue
		}
		if p.page != nil && p.page.templated() {
			p.page = nil
		}
		s.kept[p.path] = p
	}
}

// templated: its data or its address were found by rendering.
func (p *Page) templated() bool {
	permalink, _ := p.Data.At("permalink").(string)
	return strings.Contains(permalink, "{") || p.Data.Has("eleventyComputed") || p.Data.Has("pagination")
}

// Text is the text of a page that was kept.
func (s *Site) Text(name string) (text string, ok bool) {
	p, ok := s.kept[clean(name)]
	if !ok {
		return "", false
	}
	return p.doc.File.Text(), true
}

// Document is the page of that path, decoded.
func (s *Site) Document(name string, f *source.File) *document.Document {
	if p, ok := s.kept[clean(name)]; ok && p.doc.File.Text() == f.Text() {
		return p.doc.Renamed(f)
	}
	return document.ParseFor(f, s.Config.Markdown.Eleventy)
}

// keptPage is what was found out about a page when its document was kept.
func (s *Site) keptPage(name string, doc *document.Document) *Page {
	k, ok := s.kept[name]
	if !ok || k.page == nil || doc.Data != k.doc.Data {
		return nil
	}
	return k.page
}
