//go:build js && wasm

package main

import (
	"syscall/js"

	"apercu/app/ask"
)

// ask answers a question of the interface about the document as it now is.
func (w *worker) ask(_ js.Value, args []js.Value) any {
	var bytes []byte
	if args[2].Truthy() {
		bytes = make([]byte, args[2].Length())
		js.CopyBytesToGo(bytes, args[2])
	}
	return ask.Answer(ask.Context{Text: w.session.Text()}, args[0].String(), []byte(args[1].String()), bytes)
}
