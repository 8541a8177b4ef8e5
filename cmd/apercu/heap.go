package main

import (
	"os"
	"runtime"
	"runtime/debug"
)

// collectLate sets the garbage collector for a run over many pages, which is
// short and leaves nearly all of what it allocates behind. The first collection
// comes at 64 MB, which the site of some hundred pages never reaches (5 % less
// processor time, 4 MB more memory for 500 pages); the ones after it at five
// times what is live, as in all commands.
//
// Large pages (MADV_HUGEPAGE) take another 15 % off where memory is free in
// large pieces, but where it is not, as right after another large program, the
// kernel moves memory about to make them, and the run takes up to twice as long.
func collectLate() {
	if os.Getenv("GOGC") != "" {
		return
	}
	debug.SetGCPercent(1600) // of 4 MB, the least it counts from
	runtime.AddCleanup(new([16]byte), func(percent int) { debug.SetGCPercent(percent) }, 400)
}
