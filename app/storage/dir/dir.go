// Package dir keeps documents in a folder: a storage.Store of files, for
// programs on a computer (cmd/apercu) and for tests. It may touch the disk,
// which packages beside it may not; nothing that the browser runs imports it.
//
// Nothing is ever changed in place. Each save is a whole new file that takes
// the place of the one before with all that it holds, or not at all: a program
// that dies, or a disk that is full, leaves the save before. Writers take turns
// (lock.go), readers wait for nobody.
//
// Each file is a line of JSON, what is known of it (in UTF-8), and then its
// bytes, whatever they are:
//
//	pages/ID/page                  a document, and its text
//	pages/ID/images/PATH.image     an image
//	versions/00000042.version      a version, and its text
//	versions/last                  the highest number of those dropped
//	lock                           whose turn it is to write
//
// Names are made of what any file system takes (name.go).
package dir

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"

	"apercu/app/storage"
)

// Store is a storage.Store in a folder.
type Store struct {
	root string
	// create opens a new file to write to; tests make it fail.
	create func(folder string) (file, error)
}

var _ storage.Store = (*Store)(nil)

// Open opens the store in a folder, and makes the folder when it is not there.
func Open(root string) (*Store, error) {
	for _, name := range []string{"pages", "versions"} {
		if err := os.MkdirAll(filepath.Join(root, name), 0o700); err != nil {
			return nil, fmt.Errorf("opening the store: %w", err)
		}
	}
	root, err := filepath.Abs(root)
	if err != nil {
		return nil, fmt.Errorf("opening the store: %w", err)
	}
	return &Store{root: root, create: createFile}, nil
}

// folder is where a document lies with its images.
func (s *Store) folder(id string) string { return filepath.Join(s.root, "pages", fileName(id)) }

func (s *Store) page(id string) string { return filepath.Join(s.folder(id), "page") }

// ───────────────────────── documents ─────────────────────────

// List gives what is not in the trash, last changed first.
func (s *Store) List() ([]storage.Summary, error) {
	return s.summaries(func(d storage.Document) (bool, storage.Millis) { return d.Deleted == 0, d.Updated })
}

// Trash gives what is in the trash, last deleted first.
func (s *Store) Trash() ([]storage.Summary, error) {
	return s.summaries(func(d storage.Document) (bool, storage.Millis) { return d.Deleted != 0, d.Deleted })
}

func (s *Store) summaries(want func(storage.Document) (bool, storage.Millis)) ([]storage.Summary, error) {
	folders, err := os.ReadDir(filepath.Join(s.root, "pages"))
	if err != nil {
		return nil, fmt.Errorf("listing documents: %w", err)
	}
	var out []storage.Summary
	for _, folder := range folders {
		d, err := load(filepath.Join(s.root, "pages", folder.Name(), "page"))
		if errors.Is(err, storage.ErrNotFound) {
			continue // purged meanwhile, or nothing but images
		}
		if err != nil {
			return nil, fmt.Errorf("listing documents: %w", err)
		}
		if ok, _ := want(d); ok {
			bytes := len(d.Text)
			d.Text = ""
			out = append(out, storage.Summary{Document: d, Bytes: bytes})
		}
	}
	sort.Slice(out, func(i, j int) bool {
		_, a := want(out[i].Document)
		_, b := want(out[j].Document)
		return a > b || a == b && out[i].ID < out[j].ID
	})
	return out, nil
}

// Load gives a document, also from the trash.
func (s *Store) Load(id string) (storage.Document, error) { return load(s.page(id)) }

func load(name string) (storage.Document, error) {
	var d storage.Document
	text, err := read(name, &d)
	if errors.Is(err, fs.ErrNotExist) {
		return d, storage.ErrNotFound
	}
	d.Text = string(text)
	return d, err
}

// Save keeps d if d.Revision is the revision stored (0 for a new one).
func (s *Store) Save(d storage.Document, now storage.Millis) (storage.Document, error) {
	unlock, err := s.lock()
	if err != nil {
		return d, err
	}
	defer unlock()
	old, err := s.Load(d.ID)
	if err != nil && !errors.Is(err, storage.ErrNotFound) {
		return d, err
	}
	if d.Revision != old.Revision {
		return d, storage.ErrStale
	}
	next := storage.Next(d, old, now)
	return next, s.put(next)
}

func (s *Store) put(d storage.Document) error {
	text := d.Text
	d.Text = ""
	return s.write(s.page(d.ID), d, []byte(text))
}

// Delete puts a document in the trash.
func (s *Store) Delete(id string, now storage.Millis) error {
	return s.change(id, func(d *storage.Document) { d.Deleted = max(now, 1) })
}

// Restore takes a document out of the trash.
func (s *Store) Restore(id string) error {
	return s.change(id, func(d *storage.Document) { d.Deleted = 0 })
}

// change rewrites what is known of a document; its revision stays.
func (s *Store) change(id string, f func(*storage.Document)) error {
	unlock, err := s.lock()
	if err != nil {
		return err
	}
	defer unlock()
	d, err := s.Load(id)
	if err != nil {
		return err
	}
	f(&d)
	return s.put(d)
}

// Purge forgets a document with its versions and images.
func (s *Store) Purge(id string) error {
	unlock, err := s.lock()
	if err != nil {
		return err
	}
	defer unlock()
	if err := os.RemoveAll(s.folder(id)); err != nil {
		return fmt.Errorf("forgetting a document: %w", err)
	}
	versions, err := s.Versions(id)
	if err != nil {
		return err
	}
	for _, v := range versions {
		if err := s.dropVersion(v.ID); err != nil {
			return err
		}
	}
	return nil
}

// ───────────────────────── images ─────────────────────────

func (s *Store) imageName(document, path string) string {
	return filepath.Join(s.folder(document), "images", fileName(path)+".image")
}

// Images gives a document's images, by their paths.
func (s *Store) Images(document string) ([]storage.Image, error) {
	folder := filepath.Join(s.folder(document), "images")
	entries, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("listing images: %w", err)
	}
	var out []storage.Image
	for _, e := range entries {
		if filepath.Ext(e.Name()) != ".image" {
			continue
		}
		var image storage.Image
		data, err := read(filepath.Join(folder, e.Name()), &image)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("reading an image: %w", err)
		}
		image.Data = data
		out = append(out, image)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Path < out[j].Path })
	return out, nil
}

// SaveImage keeps an image, in place of the one at its path.
func (s *Store) SaveImage(image storage.Image) error {
	unlock, err := s.lock()
	if err != nil {
		return err
	}
	defer unlock()
	data := image.Data
	image.Data = nil
	return s.write(s.imageName(image.Document, image.Path), image, data)
}

// DropImage forgets an image.
func (s *Store) DropImage(document, path string) error {
	return gone(os.Remove(s.imageName(document, path)))
}
