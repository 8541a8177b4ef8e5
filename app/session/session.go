// Package session holds the open document and turns each edit into the least
// that a preview has to change: keyed block splices, the layout and the line
// table when they differ, and afterwards a summary for the interface.
//
// It decides nothing about the page itself (render does) and knows no browser:
// positions come in as UTF-16 code units because that is what an editor counts,
// and go out the same way. Invariant: the patches of a session applied one
// after the other give the blocks that rendering the text from scratch gives.
package session

import (
	"apercu/app/check"
	"fmt"

	"apercu/app/diag"
	"apercu/app/source"
)

// Page is one rendering of the document, as much of it as a preview needs.
type Page struct {
	URL         string
	Blocks      []Block
	Layout      Layout
	Diagnostics []diag.Diagnostic

	// Memo is the renderer's own: handed back to it with the next text.
	Memo any

	plain  *plain        // the blocks before grouping
	settle func() Layout // the layout as it should be, when Layout may be the one before
}

// Layout is the HTML document around the content, cut in two.
type Layout struct{ Before, After string }

// Block is a run of the page's content that is replaced as a whole.
type Block struct {
	ID    string // unique in its page; the same ID means the same HTML
	HTML  string
	Lines [2]int // 0-based, half-open, lines of the file
}

// Renderer gives the page of a file. prev is its answer for an earlier text of
// the same path, or nil; it must not change prev.
type Renderer func(path string, f *source.File, prev *Page) *Page

// Change replaces the text between two offsets, in UTF-16 code units of the
// text before the change.
type Change struct {
	From, To int
	Text     string
}

// Patch is the way from the blocks shown to those of the newest text.
type Patch struct {
	Version, Since int
	Reset          bool    // forget what is shown: the splices start from nothing
	Layout         *Layout // nil when it is the one shown
	Splices        []Splice
	Lines          []int32 // start and end of each block; nil when as before
}

// Splice replaces Remove blocks from index At by Blocks.
type Splice struct {
	At, Remove int
	Blocks     []Block
}

// Session is one open document. It is not safe for concurrent use.
type Session struct {
	render Renderer

	path    string
	text    text
	version int

	page  *Page        // the last good page, nil before the first
	file  *source.File // the text of page
	shown int          // version of page
	lines []int32      // as last sent
	fresh bool         // the next patch is a reset

	examined *Page // the page that rules read, nil before the first
	rules    *check.Job
}

// New gives a session without a document.
func New(render Renderer) *Session { return &Session{render: render, fresh: true} }

// Open replaces the document. Nothing is rendered before Update.
func (s *Session) Open(path, content string, version int) {
	s.path, s.text, s.version = path, newText(content), version
	s.page, s.file, s.lines, s.shown, s.fresh = nil, nil, nil, version, true
}

// Edit applies the changes of one edit: sorted, not overlapping, all counted in
// the text before them. Nothing is rendered before Update, so edits that come
// faster than pages can be made cost one page together.
func (s *Session) Edit(changes []Change, version int) {
	for i := len(changes) - 1; i >= 0; i-- {
		s.text.replace(changes[i])
	}
	s.version = version
}

// SetRenderer changes the site around the document: the next Update renders it
// from scratch and replaces all that is shown.
func (s *Session) SetRenderer(render Renderer) {
	s.render, s.page, s.lines, s.fresh = render, nil, nil, true
}

// Path is the path of the open page.
func (s *Session) Path() string { return s.path }

// Text is the document as it now is.
func (s *Session) Text() string { return s.text.s }

// Version is that of the newest Open or Edit.
func (s *Session) Version() int { return s.version }

// Page is the last good page; nil before the first Update.
func (s *Session) Page() *Page { return s.page }

// Failure is a bug of ours met while rendering: the session keeps its last good
// page and tries again with the next edit.
type Failure struct {
	Version int
	Cause   string
}

func (f *Failure) Error() string {
	return fmt.Sprintf("rendering version %d: %s", f.Version, f.Cause)
}

// Update renders the newest text and gives the patch from what was last given.
// A panic while reusing the previous page is answered by rendering once from
// scratch; a second one is a *Failure, and what is shown stays valid.
func (s *Session) Update() (*Patch, error) {
	file := source.NewFile(s.path, s.text.s)
	page, err := s.try(file, s.page)
	if err != nil && s.page != nil {
		page, err = s.try(file, nil)
	}
	if err != nil {
		return nil, err
	}
	p := s.patch(page)
	s.page, s.file, s.shown, s.fresh = page, file, s.version, false
	return p, nil
}

// Settle renders again what Update left as it was because it depends on the
// whole content and seldom changes: the layout. It gives a patch when it did
// change, nil otherwise. Called when typing pauses.
func (s *Session) Settle() (p *Patch) {
	if s.page == nil || s.page.settle == nil || s.fresh {
		return nil
	}
	defer func() {
		if recover() != nil {
			p = nil // a bug of ours: the layout shown stays
		}
	}()
	layout := s.page.settle()
	s.page.settle = nil
	if layout == s.page.Layout {
		return nil
	}
	s.page.Layout = layout
	return &Patch{Version: s.shown, Since: s.shown, Layout: &s.page.Layout}
}

func (s *Session) try(f *source.File, prev *Page) (page *Page, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			page, err = nil, &Failure{s.version, fmt.Sprint(cause)}
		}
	}()
	return s.render(s.path, f, prev), nil
}

func (s *Session) patch(page *Page) *Patch {
	p := &Patch{Version: s.version, Since: s.shown + 1, Reset: s.fresh}
	var old []Block
	if s.page != nil && !s.fresh {
		old = s.page.Blocks
	}
	p.Splices = splices(old, page.Blocks)
	if p.Reset || s.page.Layout != page.Layout {
		p.Layout = &page.Layout
	}
	if lines := lineTable(page.Blocks); p.Reset || !equalLines(lines, s.lines) {
		p.Lines, s.lines = lines, lines
	}
	return p
}

func lineTable(blocks []Block) []int32 {
	lines := make([]int32, 0, 2*len(blocks))
	for _, b := range blocks {
		lines = append(lines, int32(b.Lines[0]), int32(b.Lines[1]))
	}
	return lines
}

func equalLines(a, b []int32) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}
