// Package web holds the built front end inside the binary.
//
// In a clean clone there is only a stand-in, so that everything compiles and is
// tested without Node; Built tells the two apart. The package serves nothing:
// `apercu serve` and `apercu build` do.
package web

import (
	"embed"
	"encoding/json"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

// Files is the built front end, one file a path as a browser asks for it, with
// .br and .gz beside those that are worth compressing.
func Files() fs.FS {
	files, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err) // the directory is embedded by the line above
	}
	return files
}

// Info is what web/build.mjs says of its work (apercu-build.json).
type Info struct {
	ID     string `json:"id"`     // short hash of the scripts, styles and WebAssembly
	Repair string `json:"repair"` // the script of 404.html
	Policy string `json:"policy"` // Content-Security-Policy of the application's pages
	DSFR   string `json:"dsfr"`   // version of the DSFR inside
}

// Built reports whether the front end is inside, and what it is.
func Built() (Info, bool) {
	var info Info
	data, err := fs.ReadFile(Files(), "apercu-build.json")
	if err != nil || json.Unmarshal(data, &info) != nil {
		return Info{}, false
	}
	return info, true
}
