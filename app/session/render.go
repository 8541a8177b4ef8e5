package session

import (
	"hash/fnv"
	"strconv"

	"apercu/app/render"
	"apercu/app/site"
	"apercu/app/source"
)

// FromSite renders with a site's templates and data, or with the built-in theme
// alone when it was opened without a folder.
//
// Reused from the page before: what render reuses; the layout around the content
// while the front matter is the same (a layout may read the content, so the
// session asks for it again when typing pauses, see Settle); the loose tags of
// blocks that did not change.
func FromSite(s *site.Site) Renderer {
	return func(path string, f *source.File, prev *Page) *Page {
		var before *render.Page
		var old *plain
		if prev != nil {
			before, old = prev.Memo.(*render.Page), prev.plain
		}
		r := render.Render(s, path, f, before)
		page := pageOf(r, old)
		page.settle = func() Layout {
			before, after := r.Frame()
			return Layout{before, after}
		}
		if before != nil && r.Reused().FrontMatter {
			page.Layout = prev.Layout
		} else {
			page.Layout, page.settle = page.settle(), nil
		}
		return page
	}
}

// edited is the page of a text that costs little to render after prev, nil when
// it costs more (render.Edit).
func edited(f *source.File, prev *Page) *Page {
	before, ok := prev.Memo.(*render.Page)
	if !ok {
		return nil
	}
	r := render.Edit(f, before)
	if r == nil {
		return nil
	}
	page := pageOf(r, prev.plain)
	page.Layout = prev.Layout
	return page
}

func pageOf(r *render.Page, old *plain) *Page {
	page := &Page{URL: r.URL, Diagnostics: r.Diagnostics, Memo: r}
	page.plain = newPlain(blocksOf(r), old)
	page.Blocks = page.plain.group()
	return page
}

func blocksOf(p *render.Page) []Block {
	out := make([]Block, len(p.Blocks))
	for i, b := range p.Blocks {
		out[i] = Block{b.ID, b.HTML, b.Lines}
	}
	return out
}

// joined is one block made of several.
func joined(blocks []Block) Block {
	h := fnv.New64a()
	size := 0
	for _, b := range blocks {
		_, _ = h.Write([]byte(b.ID))
		_, _ = h.Write([]byte{' '})
		size += len(b.HTML)
	}
	html := make([]byte, 0, size)
	all := Block{ID: "g" + strconv.FormatUint(h.Sum64(), 36), Lines: blocks[0].Lines}
	for _, b := range blocks {
		html = append(html, b.HTML...)
		all.Lines[0] = min(all.Lines[0], b.Lines[0])
		all.Lines[1] = max(all.Lines[1], b.Lines[1])
	}
	all.HTML = string(html)
	return all
}
