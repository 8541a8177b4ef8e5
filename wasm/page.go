//go:build js && wasm

package main

import (
	"encoding/json"
	"syscall/js"

	"apercu/app/render"
	"apercu/app/session"
	"apercu/app/site"
	"apercu/app/ui"
)

// runPage runs the interface; it returns when the page goes away.
func runPage() {
	n := &near{}
	js.Global().Set("apercuNear", js.ValueOf(map[string]any{
		"open":    js.FuncOf(n.open),
		"step":    js.FuncOf(n.step),
		"change":  js.FuncOf(n.change),
		"edit":    js.FuncOf(n.edit),
		"collect": js.FuncOf(n.collect),
	}))
	ui.Run()
}

// near renders in the page itself what costs little: the preview then changes in
// the same frame as the text, where the worker's answer comes a frame later. It
// holds nothing but the document that the worker holds too, and nothing at all
// before open. web/editor/near.ts says when it is asked what.
//
//	open(path, text, version, configuration JSON, output | null, places, bytes, limit)
//	step() → 0: call it again, 1: done, 2: the worker's
//	change(from, to, text, version)
//	edit() → [patch JSON, line table | null], or null: it is for the worker
//	collect()
//
// What open takes beside the text is what the worker's body() gives.
type near struct {
	outlet
	session *session.Near
	config  string // that session was made for
}

func (n *near) open(_ js.Value, args []js.Value) any {
	if config := args[3].String(); n.session == nil || config != n.config {
		var c site.Config
		if err := json.Unmarshal([]byte(config), &c); err != nil {
			panic(err) // the worker wrote it
		}
		n.session, n.config = session.NewNear(c), config
	}
	body := render.Body{Untagged: args[4].IsNull()}
	if !body.Untagged {
		body.Output, body.Bytes, body.Limit = args[4].String(), args[6].Int(), args[7].Int()
		session.SetPlaces(&body, integers(args[5]))
	}
	n.session.Open(args[0].String(), args[1].String(), args[2].Int(), body)
	return nil
}

func (n *near) step(js.Value, []js.Value) any { return int(n.session.Step()) }

func (n *near) change(_ js.Value, args []js.Value) any {
	n.session.Edit(changeOf(args), args[3].Int())
	return nil
}

func (n *near) edit(js.Value, []js.Value) any {
	patch := n.session.Quick()
	if patch == nil {
		return nil
	}
	return n.patch(patch)
}
