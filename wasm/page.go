//go:build js && wasm

package main

import "apercu/app/ui"

// runPage runs the interface; it returns when the page goes away.
func runPage() { ui.Run() }
