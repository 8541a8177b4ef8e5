//go:build js && wasm

package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io/fs"
	"syscall/js"

	"apercu/app/session"
	"apercu/app/site"
	"apercu/app/theme"
)

// renderer opens a site: pack is its folder, nil for the built-in theme alone.
func renderer(pack fs.FS) (session.Renderer, error) {
	s, err := site.Open(pack, theme.FS(), site.Options{})
	if err != nil {
		return nil, fmt.Errorf("opening the site: %w", err)
	}
	return session.FromSite(s), nil
}

// site takes the bytes of a pack (zip), or null. The answer is what was wrong
// with it, empty when nothing: the site before then stays.
func (w *worker) site(_ js.Value, args []js.Value) any {
	var pack fs.FS
	if args[0].Truthy() {
		data := make([]byte, args[0].Length())
		js.CopyBytesToGo(data, args[0])
		archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			return fmt.Sprintf("reading the site's pack: %v", err)
		}
		pack = archive
	}
	r, err := renderer(pack)
	if err != nil {
		return err.Error()
	}
	w.session.SetRenderer(r)
	return ""
}
