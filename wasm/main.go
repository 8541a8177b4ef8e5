//go:build js && wasm

// Command wasm is the application in the browser. One binary plays two roles:
// in a page it runs the interface (go-app), in a Worker it renders. Which one is
// told by the absence of a document.
//
// Only the page's role knows go-app, only the worker's knows the renderer's
// session; here they meet theme, site and check.
package main

import (
	"runtime/debug"
	"syscall/js"
)

func main() {
	debug.SetMemoryLimit(80 << 20)
	if js.Global().Get("document").IsUndefined() {
		// The default (100) collects several times per page rendered; 400 nearly
		// halves the time of a whole document for some megabytes more, and the limit
		// brings the collector back before the heap's budget of 96 MB.
		debug.SetGCPercent(400)
		runWorker()
		return
	}
	// 3 MB are in use here, and a key of a 100 KB page leaves 1.3 MB behind: at 400
	// the collector came within every twelfth key (17 ms). Near collects between
	// keys, and 2,000 edits of a 50 KB page take 45 MB, where 400 took 31.
	debug.SetGCPercent(1000)
	runPage()
}
