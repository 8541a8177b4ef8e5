package theme

import (
	"embed"
	"io/fs"
)

//go:embed all:files
var files embed.FS

//go:embed sample.fr.md
var sampleFR string

//go:embed sample.en.md
var sampleEN string

// FS holds the theme as a site's folder does: _includes/ and _data/.
func FS() fs.FS {
	sub, err := fs.Sub(files, "files")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return sub
}

// Sample is a page that shows what the theme has, in the language "en" or in
// French.
func Sample(lang string) string {
	if lang == "en" {
		return sampleEN
	}
	return sampleFR
}
