//go:build js && wasm

package main

import (
	"runtime"
	"syscall/js"
	"unsafe"

	"apercu/app/session"
	"apercu/app/site"
)

// renderer is a session that JavaScript holds: what the worker and the page's
// own renderer have in common.
type renderer struct {
	session *session.Session
	opened  *site.Site
	over    func(*site.Site) session.Renderer
	edited  func()
	buffer  []byte // reused from one answer to the next
	memory  runtime.MemStats
	clean   uint64 // bytes allocated in all when garbage was last collected
}

func newRenderer(s *site.Site, over func(*site.Site) session.Renderer) renderer {
	return renderer{session: session.New(over(s)), opened: s, over: over, edited: func() {}}
}

// use puts another site around the document.
func (r *renderer) use(s *site.Site) {
	r.session.SetRenderer(r.over(s))
	r.opened = s
}

func (r *renderer) open(_ js.Value, args []js.Value) any {
	r.edited()
	r.session.Open(args[0].String(), args[1].String(), args[2].Int())
	return nil
}

func (r *renderer) change(_ js.Value, args []js.Value) any {
	r.edited()
	change := session.Change{From: args[0].Int(), To: args[1].Int(), Text: args[2].String()}
	r.session.Edit([]session.Change{change}, args[3].Int())
	return nil
}

// collect is called in pauses, so that keys do not wait for the collector: it ran
// in one of eleven of a 100 KB page, p95 of an edit 64 ms, and 36 when it ran
// between them, with the same 85 MB of memory.
func (r *renderer) collect(js.Value, []js.Value) any {
	runtime.ReadMemStats(&r.memory)
	if r.memory.TotalAlloc-r.clean > 8<<20 { // far from main's 400 %
		runtime.GC()
		r.clean = r.memory.TotalAlloc
	}
	return nil
}

// patch is a patch as [JSON, line table | null].
func (r *renderer) patch(p *session.Patch) any {
	r.buffer = session.AppendPatch(r.buffer[:0], p)
	return []any{r.text(), lineTable(p.Lines)}
}

// failure is a failure as [JSON].
func (r *renderer) failure(err error) any {
	r.buffer = session.AppendFailure(r.buffer[:0], err)
	return []any{r.text()}
}

// text gives the buffer to JavaScript, which copies it: no string of its own.
func (r *renderer) text() js.Value {
	return js.ValueOf(unsafe.String(unsafe.SliceData(r.buffer), len(r.buffer)))
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
