//go:build js && wasm

package main

import (
	"runtime"
	"syscall/js"
	"time"
	"unsafe"

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
//	check(ms) → summary JSON, "" when the rules need more time: call again
//	site(pack | null) → error message or ""
//	ask(name, JSON, bytes | null) → JSON, see app/ask

type worker struct {
	session *session.Session
	opened  *site.Site
	checks  session.Checks
	job     *session.Job // the rules, under way; nil after an edit
	buffer  []byte       // reused from one answer to the next
	memory  runtime.MemStats
	clean   uint64 // bytes allocated in all when garbage was last collected
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
	change := session.Change{From: args[0].Int(), To: args[1].Int(), Text: args[2].String()}
	w.session.Edit([]session.Change{change}, args[3].Int())
	return nil
}

func (w *worker) update(js.Value, []js.Value) any {
	patch, err := w.session.Update()
	if err != nil {
		w.buffer = session.AppendFailure(w.buffer[:0], err)
		return []any{w.text()}
	}
	w.buffer = session.AppendPatch(w.buffer[:0], patch)
	return []any{w.text(), lineTable(patch.Lines)}
}

func (w *worker) settle(js.Value, []js.Value) any {
	patch := w.session.Settle()
	if patch == nil {
		return ""
	}
	w.buffer = session.AppendPatch(w.buffer[:0], patch)
	return w.text()
}

// collect is called in pauses, so that keys do not wait for the collector: it ran
// in one of eleven of a 100 KB page, p95 of an edit 64 ms, and 36 when it ran
// between them, with the same 85 MB of memory.
func (w *worker) collect(js.Value, []js.Value) any {
	runtime.ReadMemStats(&w.memory)
	if w.memory.TotalAlloc-w.clean > 8<<20 { // far from main's 400 %
		runtime.GC()
		w.clean = w.memory.TotalAlloc
	}
	return nil
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

// text gives the buffer to JavaScript, which copies it: no string of its own.
func (w *worker) text() js.Value {
	return js.ValueOf(unsafe.String(unsafe.SliceData(w.buffer), len(w.buffer)))
}

// lineTable copies the table into a Uint8Array (little endian, as WebAssembly's
// memory is), null when it did not change.
func lineTable(lines []int32) any {
	if lines == nil {
		return nil
	}
	array := js.Global().Get("Uint8Array").New(4 * len(lines))
	if len(lines) > 0 {
		js.CopyBytesToJS(array, unsafe.Slice((*byte)(unsafe.Pointer(&lines[0])), 4*len(lines)))
	}
	return array
}
