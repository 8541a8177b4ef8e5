//go:build js && wasm

package main

import (
	"syscall/js"

	"apercu/app/session"
	"apercu/app/ui"
)

// runPage runs the interface; it returns when the page goes away.
func runPage() {
	n := &near{}
	js.Global().Set("apercuNear", js.ValueOf(map[string]any{
		"site":    js.FuncOf(n.site),
		"open":    js.FuncOf(n.open),
		"change":  js.FuncOf(n.change),
		"render":  js.FuncOf(n.render),
		"edit":    js.FuncOf(n.edit),
		"collect": js.FuncOf(n.collect),
	}))
	ui.Run()
}

// near renders in the page itself what costs little: the preview then changes in
// the same frame as the text, where the worker's answer comes a frame later. It
// holds nothing but the document that the worker holds too, and nothing at all
// before site. web/editor/near.ts says when it is asked what.
//
//	site(pack | null) → error message or ""
//	open(path, text, version)
//	change(from, to, text, version)
//	render() → error message or "": the whole page, not shown
//	edit() → [patch JSON, line table | null], or null: it is for the worker
//	collect()
type near struct{ renderer }

func (n *near) site(_ js.Value, args []js.Value) any {
	s, _, err := openPack(args[0])
	if err != nil {
		return err.Error()
	}
	if n.session == nil {
		n.renderer = newRenderer(s, session.Content)
	} else {
		n.use(s)
	}
	return ""
}

func (n *near) render(js.Value, []js.Value) any {
	if _, err := n.session.Update(); err != nil {
		return err.Error()
	}
	return ""
}

func (n *near) edit(js.Value, []js.Value) any {
	patch := n.session.Quick()
	if patch == nil {
		return nil
	}
	return n.patch(patch)
}
