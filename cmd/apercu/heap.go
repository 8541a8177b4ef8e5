package main

import (
	"os"
	"runtime"
	"runtime/debug"
)

// This file sets the garbage collector for a run over many pages, which is
// short and leaves nearly all of what it allocates behind.

// firstHeap is how large the heap gets before the first collection: more than
// a site of some hundred pages needs.
const firstHeap = 64 << 20

// manyPages is how many pages make it worth preparing the heap for them.
const manyPages = 50

// heapFor prepares for that many pages. The first collection comes late; the
// ones after it at five times what is live, as in all commands.
func heapFor(pages int) {
	if pages < manyPages || os.Getenv("GOGC") != "" {
		return
	}
	debug.SetGCPercent(-1) // the block of largePages would start a collection
	largePages()
	debug.SetGCPercent(100 * firstHeap / (4 << 20)) // of 4 MB, the least it counts from
	runtime.AddCleanup(new([16]byte), func(percent int) { debug.SetGCPercent(percent) }, 400)
}
