package main

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path"
	"sort"
	"strings"
	"sync"
	"testing/fstest"

	"apercu/app/check"
)

// This file makes of a site's folder what the editor takes: one zip file with
// what rendering and the preview need. `apercu pack` writes it, `build` puts it
// beside the editor, `serve` makes it anew when site.json is asked for, so that
// a reload of the editor sees what changed in the folder. All three leave out
// the same files, and say which.

// siteDir is a site's folder.
type siteDir struct {
	dir  string
	node bool // run the site's own JavaScript data files
	root fs.FS

	mu       sync.Mutex
	asked    string // what Node was asked about: names, sizes and times
	computed fstest.MapFS
	name     string // of the pack made last
	data     []byte
	said     map[string]bool
	errs     io.Writer
}

// openSite opens a folder; what is left out of its packs is said on errs, once.
func openSite(dir string, node bool, errs io.Writer) (*siteDir, error) {
	info, err := os.Stat(dir)
	if err != nil {
		return nil, fmt.Errorf("opening the site: %w", err)
	}
	if !info.IsDir() {
		return nil, fmt.Errorf("opening the site: %s is not a folder", dir)
	}
	return &siteDir{dir: dir, node: node, root: os.DirFS(dir), said: map[string]bool{}, errs: errs}, nil
}

// serve answers site.json, which names the pack, and the pack's own address,
// which carries its hash.
func (s *siteDir) serve(w http.ResponseWriter, name string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case name == "site.json":
		if err := s.make(); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return true
		}
		w.Header().Set("Cache-Control", "no-cache")
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprintf(w, "{\"pack\":%q}\n", s.name)
	case s.name != "" && name == s.name:
		w.Header().Set("Cache-Control", "no-cache")
		w.Header().Set("Content-Type", "application/zip")
		_, _ = w.Write(s.data)
	default:
		return false
	}
	return true
}

// pack gives the zip file, the name that goes with its content, and how many
// files are in it.
func (s *siteDir) pack() (data []byte, name string, n int, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.make(); err != nil {
		return nil, "", 0, err
	}
	r, err := zip.NewReader(bytes.NewReader(s.data), int64(len(s.data)))
	if err != nil {
		return nil, "", 0, err
	}
	return s.data, s.name, len(r.File), nil
}

func (s *siteDir) make() error {
	files, err := listSite(s.root)
	if err != nil {
		return err
	}
	for _, f := range files.heavy {
		s.say("%s: %s, left out of the pack (the limit is %s)", f.name, mebibytes(f.size), mebibytes(f.limit))
	}
	s.compute(files.modules)
	layers := fstest.MapFS{}
	for name, file := range s.computed {
		layers[name] = file
	}
	sizes, err := json.Marshal(files.sizes) // sorted by path
	if err != nil {
		return err
	}
	layers[check.FileList] = &fstest.MapFile{Data: sizes}
	names := files.packed
	for name := range layers {
		names = append(names, name)
	}
	sort.Strings(names)
	data, err := zipFiles(layered{layers, s.root}, names)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(data)
	s.data, s.name = data, "site-"+hex.EncodeToString(sum[:4])+".zip"
	return nil
}

// say writes a line that was not written before.
func (s *siteDir) say(format string, args ...any) {
	if line := fmt.Sprintf(format, args...); !s.said[line] {
		s.said[line] = true
		fmt.Fprintln(s.errs, line)
	}
}

// kinds are the files that rendering and the preview read, with the size above
// which one is left out, in bytes; a site's own scripts, its build and its
// packages stay at home. The browser packs a folder by the same limit for texts
// (web/editor/fsaccess.ts).
var kinds = map[string]int64{}

const (
	textLimit  = 4 << 20
	imageLimit = 1 << 20
)

func init() {
	for _, ext := range []string{".njk", ".html", ".md", ".json", ".yaml", ".yml", ".toml", ".css"} {
		kinds[ext] = textLimit
	}
	for _, ext := range []string{".svg", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif"} {
		kinds[ext] = imageLimit
	}
}

func mebibytes(n int64) string { return fmt.Sprintf("%.1f MiB", float64(n)/(1<<20)) }

// siteList is what a walk of the site's folder finds.
type siteList struct {
	packed  []string
	heavy   []heavyFile
	modules []module
	// sizes of all files by path: what is left out of a pack is still known to exist.
	sizes map[string]int64
}

type heavyFile struct {
	name        string
	size, limit int64 // bytes
}

func listSite(root fs.FS) (siteList, error) {
	list := siteList{sizes: map[string]int64{}}
	data := dataFolder(root)
	err := fs.WalkDir(root, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		base := path.Base(name)
		if e.IsDir() && name != "." && (strings.HasPrefix(base, ".") || base == "node_modules" || base == "_site") {
			return fs.SkipDir
		}
		if !e.Type().IsRegular() {
			return nil
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		list.sizes[name] = info.Size()
		limit, taken := kinds[strings.ToLower(path.Ext(name))]
		switch {
		case taken && info.Size() <= limit:
			list.packed = append(list.packed, name)
		case taken:
			list.heavy = append(list.heavy, heavyFile{name, info.Size(), limit})
		case isDataModule(name, data):
			list.modules = append(list.modules, module{name, fmt.Sprint(info.Size(), info.ModTime().UnixNano())})
		}
		return nil
	})
	if err != nil {
		return list, fmt.Errorf("reading the site: %w", err)
	}
	return list, nil
}

// layered reads from the first file system that has the file.
type layered []fs.FS

func (l layered) Open(name string) (fs.File, error) {
	var err error
	for _, fsys := range l {
		var f fs.File
		if f, err = fsys.Open(name); err == nil {
			return f, nil
		}
	}
	return nil, err
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
