// Package storage says what is kept of an author's work and how: documents with
// every key stroke, versions to go back to, images. Store is the small
// interface behind which IndexedDB (in the browser), a folder (storage/dir, for
// programs on a computer) or memory does the keeping; storagetest holds what all
// of them must do.
//
// It keeps three rules. A save is a success only when what was read back is
// what was written. A writer whose document was changed by another since it
// read it does not overwrite it: it gets ErrStale, and decides with the author.
// Nothing deleted is gone at once: it waits in the trash.
//
// The package decides which versions to keep (Thin) and never reads a clock:
// times come from the caller, and an older time than the last is lifted above
// it, so that a clock set back cannot reorder or hide work.
package storage

import "errors"

// Millis is a time in milliseconds since 1970-01-01 UTC, as Date.now() gives it.
type Millis int64

// Document is one text being worked on.
type Document struct {
	ID       string // random, stable through renames
	Name     string // file name, "lancement.md"
	Path     string // path in the site, "" when unknown
	Title    string // as shown in the list, from the front matter
	Text     string // the whole file, byte for byte
	Revision int    // grows by one with each Save; 0 before the first
	Created  Millis
	Updated  Millis
	Filed    Millis // when a file last received this text's ancestor, 0 for never
	FileHash string // of the text that the file received, to tell whether it changed on disk
	Deleted  Millis // when it was put in the trash, 0 when it is not there
}

// Summary is a Document without its text, for lists.
type Summary struct {
	Document
	Bytes int
}

// Kind says why a version was kept.
type Kind string

const (
	// Auto versions are taken while typing and thinned out over time.
	Auto Kind = "auto"
	// Named versions were asked for; they stay.
	Named Kind = "named"
	// Restored is the text that a restore replaced; it stays.
	Restored Kind = "restored"
	// Filed is the text given to a file.
	Filed Kind = "filed"
)

// Version is a text to which the author can go back.
type Version struct {
	ID       int // grows with each version of the store
	Document string
	At       Millis
	Kind     Kind
	Name     string
	Text     string
}

// Image belongs to one document until it is exported.
type Image struct {
	Document string
	Path     string // as the page writes it, "./img/schema.webp"
	Type     string // media type
	Alt      string
	Data     []byte
}

var (
	// ErrNotFound: there is nothing under that identifier.
	ErrNotFound = errors.New("storage: not found")
	// ErrStale: the document was saved by someone else since it was read.
	ErrStale = errors.New("storage: the document was changed elsewhere")
	// ErrNotKept: what was read back is not what was written, or the writing failed.
	ErrNotKept = errors.New("storage: the text could not be kept")
)

// Store keeps documents. Its methods may be called from several goroutines.
type Store interface {
	// List gives what is not in the trash, last changed first.
	List() ([]Summary, error)
	// Trash gives what is, last deleted first.
	Trash() ([]Summary, error)
	// Load gives a document, also from the trash.
	Load(id string) (Document, error)
	// Save keeps d if d.Revision is the revision stored (0 for a new one), and
	// returns it with its new Revision and Updated.
	Save(d Document, now Millis) (Document, error)
	// Delete puts a document in the trash, Restore takes it out, Purge forgets
	// it with its versions and images.
	Delete(id string, now Millis) error
	Restore(id string) error
	Purge(id string) error

	// Versions gives a document's versions without their texts, newest first.
	Versions(document string) ([]Version, error)
	Version(id int) (Version, error)
	// AddVersion keeps v and gives it an ID; an automatic one whose text is the
	// newest version's is not kept twice and gives the ID that has.
	AddVersion(v Version) (int, error)
	DropVersions(ids []int) error

	Images(document string) ([]Image, error)
	SaveImage(Image) error
	DropImage(document, path string) error
}
