package share

import (
	"errors"
	"fmt"
)

// MaxText is the largest document a link may carry, in bytes (4 MiB); a reader
// stops decompressing there.
const MaxText = 4 << 20

// Document is what a link carries.
type Document struct {
	Path     string // path of the page in its site, "" when it has none
	Author   string // who sends it, as they typed it
	Note     string // what they ask of the reader, plain text
	Site     string // name of the site or pack it was written with
	Created  int64  // minutes since 1970-01-01 UTC, 0 when unknown
	Text     string // the whole source file
	Comments []Comment
}

// Comment is a reviewer's remark on a passage of the page.
type Comment struct {
	Author string
	Text   string
	Quote  string // the words it was put on, to find the place again
	Line   int    // 0-based line of the source on which the block began
}

// Kind says what a link holds.
type Kind int

const (
	// Whole links carry a document.
	Whole Kind = iota
	// Patch links carry the changes to a public base.
	Patch
	// Remote links name one public file.
	Remote
	// Compare links name two.
	Compare
)

// Link is a parsed link. A link that lost its end or a character on the way is
// still a Link: see Truncated and Damaged.
type Link struct {
	Kind     Kind
	Document Document // Whole: what was decoded, perhaps only its beginning
	Base     Base     // Patch: what the changes apply to
	URLs     []string // Remote: one; Compare: base, then new

	Received, Expected int  // payload characters
	Truncated          bool // the end is missing; Document.Text is an exact prefix
	Damaged            bool // the checksum does not match: nothing can be trusted

	patch []byte // Patch: the decompressed changes
}

// Base names the public text that a patch link changes.
type Base struct {
	URL  string  // https address, or a path in the site's repository
	Hash [8]byte // first bytes of the SHA-256 of its text
}

// The ways in which a text is not a link that this version can open.
var (
	ErrNoLink      = errors.New("share: no preview link in this text")
	ErrTooLarge    = fmt.Errorf("share: the document is larger than %d bytes", MaxText)
	ErrBaseChanged = errors.New("share: the base is not the text that the link was made from")
	ErrDamaged     = errors.New("share: the link is damaged")
)

// NewerError is a link written by a later version than this one reads.
type NewerError struct{ Version string }

func (e *NewerError) Error() string {
	return "share: the link was made by a newer version (" + e.Version + ")"
}
