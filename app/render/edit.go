package render

import (
	"apercu/app/markdown"
	"apercu/app/site"
	"apercu/app/source"
	"apercu/app/template"
)

// This file renders what costs little: a change between tags. It can do so away
// from the site, with what the template made of the page in hand (Body), since
// such a change runs no tag and asks for no data.

// EditWindow is how many bytes of Markdown Edit reads again at most: some
// milliseconds in WebAssembly.
const EditWindow = 16 << 10

// Edit is Render for a text that differs little from that of prev: it gives nil
// where Render would do more than read a window of the Markdown again, that is
// where the front matter differs, a tag has to be run, or the window is large.
// So its time has a bound, for who cannot wait. prev must not be nil.
func Edit(f *source.File, prev *Page) *Page {
	if prev.markdown == nil || prev.memory != nil {
		return nil
	}
	p := &Page{Path: prev.Path, site: prev.site, described: prev.described, URL: prev.URL, Data: prev.Data}
	if p.Doc, p.reused.FrontMatter = prev.Doc.WithBody(f); !p.reused.FrontMatter {
		if p.Doc = p.site.Document(p.Path, f); !bareText(prev.Doc) || !bareText(p.Doc) {
			return nil
		}
	}
	if !p.takeOver(prev) {
		return nil
	}
	if p.reused.Body {
		p.convert(prev)
	} else if md, reused := p.site.Markdown().UpdateWithin(prev.markdown, p.body.Output, EditWindow); md != nil {
		p.converted(md, prev, reused)
	} else {
		return nil
	}
	p.tell()
	return p
}

// Body is what the template made of a page, as far as Edit needs it.
type Body struct {
	template.Printed
	Untagged bool // the page holds no tag: what is printed is its text
}

// Body is false for a page that Edit never takes up: it is no Markdown, or its
// template has mistakes to tell.
func (p *Page) Body() (b Body, ok bool) {
	nunjucks, md := engines(p.Path, p.Data)
	if !nunjucks || !md || p.markdown == nil || p.memory != nil {
		return b, false
	}
	if p.untagged {
		return Body{Untagged: true}, true
	}
	b.Printed, ok = p.body.Printed()
	return b, ok
}

// Text is what the Markdown of a page with that body is read from.
func (b Body) Text(s *site.Site, name string, f *source.File) string {
	if b.Untagged {
		return f.Slice(s.Document(name, f).Body)
	}
	return b.Output
}

// Page is the page of a file, for Edit: without layout, data and address. md is
// its Text, converted by the site's converter; of the site, only what is in its
// configuration counts.
func (b Body) Page(s *site.Site, name string, f *source.File, md *markdown.Result) *Page {
	p := &Page{Path: name, site: s, Doc: s.Document(name, f), described: &site.Page{Path: name}}
	if b.Untagged {
		p.bodyAsItIs()
	} else {
		p.body = b.Result()
	}
	p.converted(md, nil, markdown.Reused{})
	p.tell()
	return p
}
