//go:build js && wasm

package main

import (
	"strconv"
	"strings"
	"syscall/js"

	"apercu/app/session"
	"apercu/app/source"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/renderer/html"
)

// STAND-IN until app/render is there.
func builtinRenderer() session.Renderer {
	md := goldmark.New(goldmark.WithRendererOptions(html.WithUnsafe()))
	return func(path string, f *source.File, prev *session.Page) *session.Page {
		p := &session.Page{Before: "<!doctype html><html lang=fr><body><main class=fr-container>", After: "</main></body></html>"}
		seen := map[string]int{}
		line := 0
		for _, para := range strings.Split(f.Text(), "\n\n") {
			var b strings.Builder
			_ = md.Convert([]byte(para), &b)
			n := strings.Count(para, "\n") + 1
			h := b.String()
			seen[h]++
			id := strconv.Itoa(len(h)) + h + strconv.Itoa(seen[h])
			p.Blocks = append(p.Blocks, session.Block{ID: id, HTML: h, Lines: [2]int{line, line + n}})
			line += n + 1
		}
		return p
	}
}

func (w *worker) site(_ js.Value, args []js.Value) any {
	return ""
}
