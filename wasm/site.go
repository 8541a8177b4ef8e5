//go:build js && wasm

package main

import (
	"fmt"
	"io/fs"
	"syscall/js"
	"time"

	"apercu/app/check"
	"apercu/app/session"
	"apercu/app/site"
	"apercu/app/theme"
)

// openSite opens a site: pack is its folder, nil for the built-in theme alone.
func openSite(pack fs.FS) (*site.Site, error) {
	s, err := site.Open(pack, theme.FS(), site.Options{Now: time.Now(), ShowErrors: true})
	if err != nil {
		return nil, fmt.Errorf("opening the site: %w", err)
	}
	return s, nil
}

// site takes the bytes of a pack (zip), or null. The answer is what was wrong
// with it, empty when nothing: the site before then stays.
func (w *worker) site(_ js.Value, args []js.Value) any {
	pack, err := readPack(args[0])
	if err != nil {
		return err.Error()
	}
	s, err := openSite(pack)
	if err != nil {
		return err.Error()
	}
	w.session.SetRenderer(session.FromSite(s))
	w.opened = s
	w.checks, w.job = session.Checks{}, nil
	if pack != nil {
		facts := check.FactsOf(s, pack)
		facts.Incomplete = !facts.Listed
		w.checks.Site = facts
		if text, err := fs.ReadFile(pack, "apercu.yaml"); err == nil {
			w.checks.Config, _ = check.ReadConfig(string(text))
		}
	}
	return ""
}

func readPack(value js.Value) (fs.FS, error) {
	if !value.Truthy() {
		return nil, nil
	}
	data := make([]byte, value.Length())
	js.CopyBytesToGo(data, value)
	pack, err := site.Unpack(data)
	if err != nil {
		return nil, fmt.Errorf("reading the site's pack: %w", err)
	}
	return pack, nil
}
