// Package compare says what changed between two versions of a page, in the
// terms of someone who reads it: by field ("Titre modifié") and by block
// ("Transcription : 2 répliques ajoutées"), and gives the rendered page with
// insertions and deletions marked.
//
// It compares what is published, not source lines: a paragraph that was only
// wrapped again has not changed. It renders nothing and fetches nothing.
// Insertions and deletions are <ins> and <del> elements, so that they are told
// by more than a colour; everything else of the marked HTML is the page's own
// and has to be sanitised as the page is.
package compare

import (
	"apercu/app/diag"
	"apercu/app/template/value"
)

// Page is one version, rendered.
type Page struct {
	Data   *value.Object // front matter; nil when there is none
	Blocks []Block
}

// Block is a top-level block of a page's content. Blocks with equal IDs are
// equal (render.Block's rule).
type Block struct {
	HTML  string
	Lines [2]int // 0-based lines of the source, half-open
}

// Kind is what happened to a field or block.
type Kind string

const (
	Same    Kind = "same"
	Added   Kind = "added"
	Removed Kind = "removed"
	Changed Kind = "changed"
)

// Change is one line of the list of differences.
type Change struct {
	Kind    Kind
	Summary diag.Text // "Titre modifié"
	Before  string    // for fields and short texts: the old words
	After   string
	Block   int // index in Diff.Blocks, -1 for a field
}

// Marked is a block of the comparison, in the order of the new version with
// what was removed at its old place.
type Marked struct {
	Kind  Kind
	HTML  string // with <ins> and <del> when Kind is Changed
	Lines [2]int // of the new version; of the old one when Kind is Removed
}

// Diff is what differs between two versions.
type Diff struct {
	Changes []Change // fields first, then blocks in order
	Blocks  []Marked
}

// Pages compares two versions of a page.
func Pages(before, after Page) *Diff {
	d := &Diff{Changes: fields(before.Data, after.Data)}
	for _, pair := range align(before.Blocks, after.Blocks) {
		d.add(before.Blocks, after.Blocks, pair)
	}
	return d
}

func (d *Diff) add(before, after []Block, p pair) {
	at := len(d.Blocks)
	switch {
	case p.before < 0:
		b := after[p.after]
		d.Blocks = append(d.Blocks, Marked{Added, b.HTML, b.Lines})
		d.Changes = append(d.Changes, blockChange(Added, "", b.HTML, at))
	case p.after < 0:
		b := before[p.before]
		d.Blocks = append(d.Blocks, Marked{Removed, b.HTML, b.Lines})
		d.Changes = append(d.Changes, blockChange(Removed, b.HTML, "", at))
	case before[p.before].HTML == after[p.after].HTML:
		b := after[p.after]
		d.Blocks = append(d.Blocks, Marked{Same, b.HTML, b.Lines})
	default:
		old, b := before[p.before], after[p.after]
		d.Blocks = append(d.Blocks, Marked{Changed, inline(old.HTML, b.HTML), b.Lines})
		d.Changes = append(d.Changes, blockChange(Changed, old.HTML, b.HTML, at))
	}
}
