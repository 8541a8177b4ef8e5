package ask

import (
	"encoding/hex"
	"errors"
	"strings"

	"apercu/app/compare"
	"apercu/app/share"
	"apercu/app/template/value"
)

// Rendered is a page made of another text than the open document's.
type Rendered struct {
	Data          *value.Object
	Title         string
	Blocks        []compare.Block
	Before, After string // the layout around the content
}

type comment struct {
	Author string `json:"author"`
	Text   string `json:"text"`
	Quote  string `json:"quote"`
	Line   int    `json:"line"`
}

// shared is a document in a link, both ways.
type shared struct {
	Path     string    `json:"path"`
	Author   string    `json:"author"`
	Note     string    `json:"note"`
	Site     string    `json:"site"`
	Created  int64     `json:"created"` // minutes since 1970-01-01 UTC
	Text     string    `json:"text"`
	Comments []comment `json:"comments"`
}

func (s shared) document() share.Document {
	d := share.Document{Path: s.Path, Author: s.Author, Note: s.Note, Site: s.Site, Created: s.Created, Text: s.Text}
	for _, c := range s.Comments {
		d.Comments = append(d.Comments, share.Comment(c))
	}
	return d
}

func fromShare(d share.Document) shared {
	s := shared{d.Path, d.Author, d.Note, d.Site, d.Created, d.Text, []comment{}}
	for _, c := range d.Comments {
		s.Comments = append(s.Comments, comment(c))
	}
	return s
}

// linkAnswer is what a link holds, as much of it as arrived.
type linkAnswer struct {
	Kind      string   `json:"kind"` // "none", "newer", "document", "patch", "remote", "compare"
	Document  *shared  `json:"document,omitempty"`
	URLs      []string `json:"urls,omitempty"` // of remote, compare, and the base of a patch
	BaseHash  string   `json:"baseHash,omitempty"`
	Received  int      `json:"received"`
	Expected  int      `json:"expected"`
	Truncated bool     `json:"truncated"`
	Damaged   bool     `json:"damaged"`
	Version   string   `json:"version,omitempty"` // of a newer link
}

func init() {
	// encodeLink: the fragment for a document; with Base, as changes to BaseText.
	question("encodeLink", func(c Context, args struct {
		Document       shared
		Base, BaseText string
	}, _ []byte) (any, error) {
		d := args.Document.document()
		fragment, err := share.Encode(d)
		if args.Base != "" && err == nil {
			fragment, err = share.EncodePatch(d, args.Base, args.BaseText)
		}
		if errors.Is(err, share.ErrTooLarge) {
			return map[string]any{"fragment": "", "tooLarge": true}, nil
		}
		return map[string]any{"fragment": fragment, "tooLarge": false}, err
	})
	question("decodeLink", func(c Context, args struct{ Input string }, _ []byte) (any, error) {
		return decode(args.Input), nil
	})
	// applyPatch: the document of a patch link, from its base's text.
	question("applyPatch", func(c Context, args struct{ Input, BaseText string }, _ []byte) (any, error) {
		l, err := share.Parse(args.Input)
		if err != nil {
			return nil, err
		}
		d, err := l.Apply(args.BaseText)
		switch {
		case errors.Is(err, share.ErrBaseChanged):
			return map[string]any{"problem": "base-changed"}, nil
		case err != nil:
			return map[string]any{"problem": "damaged"}, nil
		}
		return map[string]any{"document": fromShare(d)}, nil
	})
	question("compare", func(c Context, args struct{ Path, Before, After string }, _ []byte) (any, error) {
		if c.Render == nil {
			return nil, errors.New("there is no renderer here")
		}
		return difference(c, args.Path, args.Before, args.After), nil
	})
}

func decode(input string) linkAnswer {
	l, err := share.Parse(input)
	var newer *share.NewerError
	switch {
	case errors.As(err, &newer):
		return linkAnswer{Kind: "newer", Version: newer.Version}
	case err != nil:
		return linkAnswer{Kind: "none"}
	}
	a := linkAnswer{Received: l.Received, Expected: l.Expected, Truncated: l.Truncated, Damaged: l.Damaged, URLs: l.URLs}
	switch l.Kind {
	case share.Whole:
		a.Kind = "document"
		d := fromShare(l.Document)
		if l.Truncated || l.Damaged {
			d.Text = strings.ToValidUTF8(d.Text, "")
		}
		a.Document = &d
	case share.Patch:
		a.Kind, a.URLs, a.BaseHash = "patch", []string{l.Base.URL}, hex.EncodeToString(l.Base.Hash[:])
	case share.Remote:
		a.Kind = "remote"
	case share.Compare:
		a.Kind = "compare"
	}
	return a
}

type changeAnswer struct {
	Kind    string `json:"kind"`
	Summary text   `json:"summary"`
	Before  string `json:"before"`
	After   string `json:"after"`
	Block   int    `json:"block"`
}

type markedAnswer struct {
	Kind  string `json:"kind"`
	HTML  string `json:"html"`
	Lines [2]int `json:"lines"`
}

func difference(c Context, path, before, after string) any {
	old, now := c.Render(path, before), c.Render(path, after)
	d := compare.Pages(compare.Page{Data: old.Data, Blocks: old.Blocks}, compare.Page{Data: now.Data, Blocks: now.Blocks})
	list, blocks := []changeAnswer{}, []markedAnswer{}
	for _, m := range d.Changes {
		list = append(list, changeAnswer{string(m.Kind), sentence(m.Summary), m.Before, m.After, m.Block})
	}
	for _, b := range d.Blocks {
		blocks = append(blocks, markedAnswer{string(b.Kind), b.HTML, b.Lines})
	}
	return map[string]any{"changes": list, "blocks": blocks, "layout": map[string]string{"before": now.Before, "after": now.After}}
}
