package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// This file reads what web/bench/browser.ts measured.

// spread is a set of times in milliseconds.
type spread struct {
	P50 float64 `json:"p50"`
	P95 float64 `json:"p95"`
	Max float64 `json:"max"`
	N   int     `json:"n"`
}

// keystroke is the time from the key's event to the changed preview, and two
// parts of it: edit sent to patch received, patch received to DOM changed.
type keystroke struct {
	Total  spread `json:"total"`
	Render spread `json:"render"`
	Patch  spread `json:"patch"`
}

type browserResults struct {
	Browser string `json:"browser"`
	Bytes   struct {
		Total int            `json:"total"`
		Wasm  int            `json:"wasm"`
		Files map[string]int `json:"files"`
	} `json:"bytes"`
	Starts struct {
		First  float64              `json:"first"`
		Editor float64              `json:"editor"`
		Second float64              `json:"second"`
		All    map[string][]float64 `json:"all"`
	} `json:"starts"`
	Typing map[string]struct {
		Ours keystroke `json:"ours"`
		Peer keystroke `json:"peer"`
	} `json:"typing"` // by KB
	Tasks struct {
		mainThread
		Over50 int        `json:"over50"`
		Inside []string   `json:"inside"`
		Peer   mainThread `json:"peer"` // of the JavaScript pipeline
		// Kinds are key, frame, both (a key within a frame's task) and other: how
		// many, and their means.
		Kinds map[string]struct {
			N   int     `json:"n"`
			Ms  float64 `json:"ms"`
			CPU float64 `json:"cpu"`
		} `json:"kinds"`
	} `json:"tasks"`
	Memory struct {
		Edits   int `json:"edits"`
		Samples []struct {
			Edits  int     `json:"edits"`
			Heap   float64 `json:"heap"`   // bytes, JavaScript of the page
			Worker float64 `json:"worker"` // bytes, WebAssembly of the renderer
			Page   float64 `json:"page"`   // bytes, WebAssembly of the interface
		} `json:"samples"`
	} `json:"memory"`
}

// mainThread sums the tasks of a page's main thread up; times in milliseconds.
type mainThread struct {
	Longest    float64 `json:"longest"`
	LongestCPU float64 `json:"longestCPU"`
	Over16     int     `json:"over16"`
	Tasks      int     `json:"tasks"`
}

var browserParts = []string{"bytes", "starts", "typing", "tasks", "memory"}

func (b *bench) browser() error {
	var wanted []string
	for _, name := range browserParts {
		if len(b.only) == 0 || b.only[name] {
			wanted = append(wanted, name)
		}
	}
	if len(wanted) == 0 {
		return nil
	}
	if err := needNode(); err != nil {
		return err
	}
	pages := filepath.Join(work, "pages")
	if err := writePages(pages); err != nil {
		return err
	}
	out := filepath.Join(work, "browser.json")
	if len(b.only) > 0 { // what is not measured again is kept
		data, _ := json.MarshalIndent(b.r.Browser, "", "  ")
		if err := os.WriteFile(out, data, 0o644); err != nil {
			return err
		}
	}
	args := []string{filepath.Join(folder, "run.mjs"), pages, out, "--only=" + strings.Join(wanted, ",")}
	if b.quick {
		args = append(args, "--quick")
	}
	if err := command(".", "node", args...).Run(); err != nil {
		return err
	}
	data, err := os.ReadFile(out)
	if err != nil {
		return err
	}
	b.r.Browser = browserResults{}
	return json.Unmarshal(data, &b.r.Browser)
}

// sizes of the pages that are typed in, in KB.
var sizes = []int{2, 10, 50, 100, 500}

func writePages(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for _, kb := range sizes {
		name := filepath.Join(dir, fmt.Sprintf("page-%d.md", kb))
		if err := os.WriteFile(name, []byte(page(uint64(kb), kb*1000)), 0o644); err != nil {
			return err
		}
	}
	return nil
}
