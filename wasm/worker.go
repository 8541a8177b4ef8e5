//go:build js && wasm

package main

import (
	"encoding/json"
	"syscall/js"
	"time"

	"apercu/app/session"
	"apercu/app/site"
)

// This file is the worker's side: functions that web/editor/worker.ts
// calls, each answering before it returns. Messages are those of
// web/editor/bridge.ts.
//
//	open(path, text, version)
//	change(from, to, text, version)
//	update() → [patch JSON, line table | null] or [failure JSON]
//	settle() → patch JSON, "" when there is nothing to add
//	collect()
//	body() → what the page's own renderer needs to go on from here (page.go):
//	         [version, configuration JSON, output | null, places, bytes, limit], or null
//	check(ms) → summary JSON, "" when the rules need more time: call again
//	site(pack | null) → error message or ""
//	ask(name, JSON, bytes | null) → JSON, see app/ask

type worker struct {
	outlet
	session *session.Session
	opened  *site.Site
	checks  session.Checks
	job     *session.Job // the rules, under way; nil after an edit
}

func runWorker() {
	builtin, err := openSite(nil)
	if err != nil {
		panic(err) // the theme is embedded
	}
	w := &worker{session: session.New(session.FromSite(builtin)), opened: builtin}
	js.Global().Set("apercuRender", js.ValueOf(map[string]any{
		"open":    js.FuncOf(w.open),
		"change":  js.FuncOf(w.change),
		"update":  js.FuncOf(w.update),
		"settle":  js.FuncOf(w.settle),
		"collect": js.FuncOf(w.collect),
		"body":    js.FuncOf(w.body),
		"check":   js.FuncOf(w.check),
		"site":    js.FuncOf(w.site),
		"ask":     js.FuncOf(w.ask),
	}))
	js.Global().Call("apercuReady")
	select {}
}

func (w *worker) open(_ js.Value, args []js.Value) any {
	w.job = nil
	w.session.Open(args[0].String(), args[1].String(), args[2].Int())
	return nil
}

func (w *worker) change(_ js.Value, args []js.Value) any {
	w.job = nil
	w.session.Edit([]session.Change{changeOf(args)}, args[3].Int())
	return nil
}

func (w *worker) update(js.Value, []js.Value) any {
	patch, err := w.session.Update()
	if err != nil {
		w.buffer = session.AppendFailure(w.buffer[:0], err)
		return []any{w.text()}
	}
	return w.patch(patch)
}

func (w *worker) body(js.Value, []js.Value) any {
	body, ok := w.session.Body()
	if !ok {
		return nil
	}
	config, err := json.Marshal(w.opened.Config)
	if err != nil {
		panic(err) // it is plain data
	}
	if body.Untagged {
		return []any{w.session.Version(), string(config), nil, nil, 0, 0}
	}
	return []any{w.session.Version(), string(config), body.Output, bytes(session.Places(body)), body.Bytes, body.Limit}
}

func (w *worker) settle(js.Value, []js.Value) any {
	patch := w.session.Settle()
	if patch == nil {
		return ""
	}
	w.buffer = session.AppendPatch(w.buffer[:0], patch)
	return w.text()
}

// check runs rules for about that many milliseconds. An edit makes it start
// again.
func (w *worker) check(_ js.Value, args []js.Value) any {
	if w.job == nil {
		w.checks.Today = time.Now().Format(time.DateOnly)
		w.job = w.session.Check(w.checks)
	}
	until := time.Now().Add(time.Duration(args[0].Int()) * time.Millisecond)
	for !w.job.Step() {
		if time.Now().After(until) {
			return ""
		}
	}
	w.buffer = w.session.AppendSummary(w.buffer[:0], w.job.Found())
	w.job = nil
	return w.text()
}
