package session

import (
	"strings"

	"apercu/app/markdown"
	"apercu/app/render"
	"apercu/app/site"
	"apercu/app/source"
	"apercu/app/sourcemap"
)

// Near renders quick edits of a document that a session elsewhere holds and
// renders: nearly every key changes some words between tags, for which neither
// the site nor its templates are needed. What it knows of the page comes from
// that session (Session.Body), the patches that it gives follow those of that
// session, and it declines what would take longer than a few milliseconds,
// whatever the length of the page.
//
// Invariant: blocks to which its patches were applied are those that the other
// session has for the same text.
type Near struct {
	site *site.Site
	s    *Session
	body render.Body
	text string           // what the Markdown is read from
	md   *markdown.Result // read so far
	read int              // bytes of text in md
}

// NewNear gives one without a document, for pages of a site of this configuration.
func NewNear(c site.Config) *Near {
	return &Near{site: site.Bare(c)}
}

// Body is what Near needs of the newest page; false when it can do nothing there.
func (s *Session) Body() (b render.Body, ok bool) {
	if s.page == nil || s.version != s.shown {
		return b, false
	}
	p, ok := s.page.Memo.(*render.Page)
	if !ok {
		return b, false
	}
	return p.Body()
}

// Open takes a document over as the other session has rendered it. It is read by
// Step.
func (n *Near) Open(path, content string, version int, body render.Body) {
	n.s = New(nil)
	n.s.Open(path, content, version)
	n.body = body
	n.text = body.Text(n.site, path, source.NewFile(path, content))
	n.read = 0
}

// Reading is how far Step has come.
type Reading int

const (
	More    Reading = iota // call Step again
	Done                   // Quick answers
	TooMuch                // one piece of the page is too long: it is for the other session
)

// piece is how many bytes Step reads: 1 ms of WebAssembly, 5 while it is cold.
const piece = 6 << 10

// Step reads some more of the document. A page that is much like the one before
// is read at once.
func (n *Near) Step() (r Reading) {
	defer func() {
		if recover() != nil {
			n.md, r = nil, TooMuch // a bug of ours: the other session may do better
		}
	}()
	c := n.site.Markdown()
	if n.read == 0 && n.md != nil {
		if n.md, _ = c.UpdateWithin(n.md, n.text, render.EditWindow); n.md != nil {
			return n.finish()
		}
	}
	from := n.read
	if from == 0 {
		n.md = c.Convert("")
	}
	n.read = len(n.text)
	if last := from + piece; last < n.read {
		if end := strings.IndexByte(n.text[last:], '\n'); end >= 0 {
			n.read = last + end + 1
		}
	}
	if n.md, _ = c.UpdateWithin(n.md, n.text[:n.read], 4*render.EditWindow); n.md == nil {
		return TooMuch
	}
	if n.read < len(n.text) {
		return More
	}
	return n.finish()
}

func (n *Near) finish() Reading {
	s := n.s
	file := source.NewFile(s.path, s.text.s)
	s.page = pageOf(n.body.Page(n.site, s.path, file, n.md), nil)
	s.file, s.lines, s.shown, s.fresh = file, lineTable(s.page.Blocks), s.version, false
	n.read = len(n.text)
	return Done
}

// Edit applies one change; it is rendered by Quick, alone or with others.
func (n *Near) Edit(c Change, version int) {
	n.s.Edit([]Change{c}, version)
}

// Quick gives the patch of the edits since the last one, or nil when they cost
// more than it does, or fail: they are then for the other session.
func (n *Near) Quick() (p *Patch) {
	s := n.s
	if s == nil || s.page == nil {
		return nil
	}
	defer func() {
		if recover() != nil {
			p = nil // a bug of ours: the other session meets it too, or does not
		}
	}()
	file := source.NewFile(s.path, s.text.s)
	page := edited(file, s.page)
	if page == nil {
		return nil
	}
	p = s.patch(page)
	s.page, s.file, s.shown = page, file, s.version
	n.md = page.Memo.(*render.Page).Converted()
	return p
}

// Places are the spans of a body as integers, to travel: the number of segments,
// five for each, then two for each piece of text.
func Places(b render.Body) []int32 {
	segments := b.Map.Segments()
	out := make([]int32, 0, 1+5*len(segments)+2*len(b.Texts))
	out = append(out, int32(len(segments)))
	for _, s := range segments {
		copied := int32(0)
		if s.Copied {
			copied = 1
		}
		out = append(out, int32(s.Out.Start), int32(s.Out.End), int32(s.Src.Start), int32(s.Src.End), copied)
	}
	for _, t := range b.Texts {
		out = append(out, int32(t.Start), int32(t.End))
	}
	return out
}

// SetPlaces reads what Places gave.
func SetPlaces(b *render.Body, places []int32) {
	span := func(i int) source.Span { return source.Span{Start: int(places[i]), End: int(places[i+1])} }
	end := 1 + 5*int(places[0])
	segments := make([]sourcemap.Segment, 0, places[0])
	for i := 1; i < end; i += 5 {
		segments = append(segments, sourcemap.Segment{Out: span(i), Src: span(i + 2), Copied: places[i+4] == 1})
	}
	b.Map, b.Texts = sourcemap.Of(segments), nil
	for i := end; i < len(places); i += 2 {
		b.Texts = append(b.Texts, span(i))
	}
}
