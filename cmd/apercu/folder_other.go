//go:build !unix

package main

import (
	"io/fs"
	"os"
)

func openFolder(name string) fs.FS { return os.DirFS(name) }
