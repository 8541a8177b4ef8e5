//go:build js && wasm

package main

// runPage runs the interface; it returns when the page goes away.
func runPage() {
	select {}
}
