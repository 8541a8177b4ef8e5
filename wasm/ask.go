//go:build js && wasm

package main

import (
	"syscall/js"

	"apercu/app/ask"
	"apercu/app/check"
	"apercu/app/compare"
	"apercu/app/diag"
	"apercu/app/render"
	"apercu/app/session"
	"apercu/app/site"
	"apercu/app/source"
)

// ask answers a question of the interface about the document as it now is.
func (w *worker) ask(_ js.Value, args []js.Value) any {
	var bytes []byte
	if args[2].Truthy() {
		bytes = make([]byte, args[2].Length())
		js.CopyBytesToGo(bytes, args[2])
	}
	c := ask.Context{
		Text:              w.session.Text(),
		Render:            otherText(w.opened),
		DailymotionPlayer: w.opened.Config.DailymotionPlayer,
		PeerTubeHosts:     w.opened.Config.PeerTubeHosts,
		Offer:             w.offer,
		Weigh:             func(images map[string]int64) (check.Weight, bool) { return w.session.Weigh(w.checks, images) },
		Mend: func(counts func(*source.File, diag.Diagnostic) bool) (check.Mended, error) {
			return check.MendPage(w.opened, w.session.Path(), w.session.Text(), check.Input{Site: w.checks.Site, Today: w.checks.Today, Config: w.checks.Config}, counts)
		},
	}
	return ask.Answer(c, args[0].String(), []byte(args[1].String()), bytes)
}

// otherText renders a text that is not the open document, with the same site
// and in the same blocks as the preview.
func otherText(s *site.Site) func(path, text string) ask.Rendered {
	renderPage := session.FromSite(s)
	return func(path, text string) ask.Rendered {
		page := renderPage(path, source.NewFile(path, text), nil)
		out := ask.Rendered{Before: page.Layout.Before, After: page.Layout.After}
		out.Data = page.Memo.(*render.Page).Doc.Data
		for _, b := range page.Blocks {
			out.Blocks = append(out.Blocks, compare.Block{HTML: b.HTML, Lines: b.Lines})
		}
		return out
	}
}

// offer is what a page of the open site can name.
func (w *worker) offer() ask.Offer {
	s := w.opened
	n := ask.Offer{Site: w.checks.Site != nil, Lang: s.Config.Lang, Layouts: s.Layouts(), Filters: s.Filters()}
	for _, c := range s.Shortcodes() {
		n.Shortcodes = append(n.Shortcodes, ask.Name{Name: c.Name, Params: append([]string{}, c.Params...), Paired: c.Paired, Help: c.Description, Own: c.Own})
	}
	for _, c := range s.Components() {
		n.Components = append(n.Components, ask.Name{Name: c.Name, Params: []string{}, Help: c.Help})
	}
	if n.Site {
		for _, p := range w.checks.Site.Pages() {
			n.Tags = append(n.Tags, p.Tags...)
		}
	}
	return n
}
