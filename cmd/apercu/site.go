package main

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path"
	"sort"
	"strings"
	"testing/fstest"

	"apercu/app/check"
)

// sitePack is a site's folder as the editor takes it: one zip file with what
// rendering needs, at an address that carries its hash, and site.json that
// names it. It is read again at each request of site.json, so that a reload of
// the editor sees what changed in the folder.
type sitePack struct{ dir string }

func openSite(dir string) (*sitePack, error) {
	info, err := os.Stat(dir)
	if err != nil {
		return nil, fmt.Errorf("opening the site: %w", err)
	}
	if !info.IsDir() {
		return nil, fmt.Errorf("opening the site: %s is not a folder", dir)
	}
	return &sitePack{dir}, nil
}

// serve answers site.json and the pack's own address.
func (s *sitePack) serve(w http.ResponseWriter, _ *http.Request, name string) bool {
	if name != "site.json" && !(strings.HasPrefix(name, "site-") && strings.HasSuffix(name, ".zip")) {
		return false
	}
	data, err := s.zip()
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return true
	}
	w.Header().Set("Cache-Control", "no-cache")
	if name == "site.json" {
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprintf(w, "{\"pack\":%q}\n", packName(data))
		return true
	}
	w.Header().Set("Content-Type", "application/zip")
	_, _ = w.Write(data)
	return true
}

func packName(data []byte) string {
	sum := sha256.Sum256(data)
	return "site-" + hex.EncodeToString(sum[:4]) + ".zip"
}

// packed are the files that rendering and the preview read; a site's own
// scripts, its build and its packages stay at home.
var packed = map[string]bool{
	".njk": true, ".html": true, ".md": true, ".json": true, ".yaml": true, ".yml": true, ".toml": true,
	".css": true, ".svg": true, ".png": true, ".jpg": true, ".jpeg": true, ".webp": true, ".avif": true, ".gif": true,
}

// packLimit is the size above which one image is left out, in bytes.
const packLimit = 1 << 20

func (s *sitePack) zip() ([]byte, error) {
	root := os.DirFS(s.dir)
	names, err := packedFiles(root)
	if err != nil {
		return nil, err
	}
	list, err := fileList(root)
	if err != nil {
		return nil, err
	}
	return zipFiles(layered{fstest.MapFS{check.FileList: list}, root}, append(names, check.FileList))
}

// packedFiles lists what goes into a pack, sorted.
func packedFiles(root fs.FS) ([]string, error) {
	var names []string
	err := fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		base := path.Base(name)
		if entry.IsDir() && name != "." && (strings.HasPrefix(base, ".") || base == "node_modules" || base == "_site") {
			return fs.SkipDir
		}
		if entry.Type().IsRegular() && packed[strings.ToLower(path.Ext(name))] {
			if info, err := entry.Info(); err == nil && info.Size() <= packLimit {
				names = append(names, name)
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("reading the site: %w", err)
	}
	sort.Strings(names)
	return names, nil
}

// fileList is the size of every file of the site by its path, as JSON: what is too
// heavy for the pack is still known to exist.
func fileList(root fs.FS) (*fstest.MapFile, error) {
	sizes := map[string]int64{}
	err := fs.WalkDir(root, ".", func(name string, e fs.DirEntry, err error) error {
		base := path.Base(name)
		switch {
		case err != nil:
			return err
		case e.IsDir() && name != "." && (strings.HasPrefix(base, ".") || base == "node_modules" || base == "_site"):
			return fs.SkipDir
		case e.Type().IsRegular():
			info, err := e.Info()
			if err != nil {
				return err
			}
			sizes[name] = info.Size()
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("listing the site's files: %w", err)
	}
	data, err := json.Marshal(sizes) // sorted by path
	return &fstest.MapFile{Data: data}, err
}

// zipFiles is deterministic: the same files give the same bytes.
func zipFiles(root fs.FS, names []string) ([]byte, error) {
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for _, name := range names {
		data, err := fs.ReadFile(root, name)
		if err != nil {
			return nil, fmt.Errorf("reading the site: %w", err)
		}
		w, err := archive.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate})
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(data); err != nil {
			return nil, err
		}
	}
	if err := archive.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
