package site

import (
	"archive/zip"
	"bytes"
	"errors"
	"io/fs"
	"strings"
)

// This file opens a pack: the zip file that the editor is given of a site.
// A pack may come from anyone, so its size is bounded before it is unpacked.

// maxUnpacked is how many bytes a pack may hold once unpacked.
const maxUnpacked = 256 << 20

// Unpack gives the files of a pack. When all of them lie in one folder, as
// when a person zips a folder, that folder is the root.
func Unpack(data []byte) (fs.FS, error) {
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, errors.New("this is not a zip file")
	}
	total := uint64(0)
	for _, f := range r.File {
		if total += f.UncompressedSize64; total > maxUnpacked {
			return nil, errors.New("the pack is larger than 256 MiB")
		}
	}
	if root := soleFolder(r.File); root != "" {
		return fs.Sub(r, root)
	}
	return r, nil
}

func soleFolder(files []*zip.File) string {
	root := ""
	for _, f := range files {
		first, _, nested := strings.Cut(f.Name, "/")
		if !nested || root != "" && first != root {
			return ""
		}
		root = first
	}
	switch root {
	case "content", "_includes", "_data":
		return ""
	}
	return root
}
