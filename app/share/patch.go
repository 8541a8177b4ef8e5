package share

import (
	"encoding/binary"
	"strings"
	"time"

	"github.com/sergi/go-diff/diffmatchpatch"
)

// This file writes a document as the changes to a base that anyone can fetch.
// Decompressed, a patch is:
//
//	base     its URL (uvarint length, bytes) and the 8 bytes of its hash
//	edits    a uvarint count, then for each: bytes to copy from the base,
//	         bytes of the base to skip, bytes to insert (length and text)
//	document as in plain.go, without its text
//
// What follows the last edit is copied to the end.

// EncodePatch gives the fragment of a link that carries only what differs
// between baseText, found at url, and d.Text.
func EncodePatch(d Document, url, baseText string) (string, error) {
	if len(d.Text) > MaxText || len(baseText) > MaxText {
		return "", ErrTooLarge
	}
	hash := HashText(baseText)
	plain := append(appendString(nil, url), hash[:]...)
	edits := diffBytes(baseText, d.Text)
	plain = binary.AppendUvarint(plain, uint64(len(edits)))
	for _, e := range edits {
		plain = binary.AppendUvarint(plain, uint64(e.copy))
		plain = binary.AppendUvarint(plain, uint64(e.skip))
		plain = appendString(plain, e.insert)
	}
	d.Text = ""
	plain = append(plain, d.marshal()...)
	return frame(codecPatch, deflate(plain, dictionary1), plain), nil
}

// readBase reads the head of a patch; the edits wait for the base.
func (l *Link) readBase(plain []byte) {
	r := reader{rest: plain}
	l.Base.URL = r.string()
	copy(l.Base.Hash[:], r.bytes(uint64(len(l.Base.Hash))))
	l.patch = r.rest
}

// Apply gives the document of a Patch link, from the text of its base.
// It fails with ErrBaseChanged when the base is another text, and with
// ErrDamaged when the link did not arrive whole.
func (l *Link) Apply(baseText string) (Document, error) {
	if l.Kind != Patch || l.Truncated || l.Damaged {
		return Document{}, ErrDamaged
	}
	if HashText(baseText) != l.Base.Hash {
		return Document{}, ErrBaseChanged
	}
	r := reader{rest: l.patch}
	base := reader{rest: []byte(baseText)}
	var text strings.Builder
	for n := r.uvarint(); n > 0 && len(r.rest) > 0; n-- {
		text.Write(base.bytes(r.uvarint()))
		base.bytes(r.uvarint())
		text.Write(r.bytes(r.uvarint()))
		if text.Len() > MaxText {
			return Document{}, ErrTooLarge
		}
	}
	text.Write(base.rest)
	d := unmarshal(r.rest)
	d.Text = text.String()
	return d, nil
}

// edit copies, then skips, bytes of the base, then inserts.
type edit struct {
	copy, skip int
	insert     string
}

// diffBytes finds a short list of edits. The library compares code points; a
// text that is not UTF-8 gets one edit between the common ends.
func diffBytes(base, text string) []edit {
	dmp := diffmatchpatch.New()
	dmp.DiffTimeout = 2 * time.Second // a longer patch, never a frozen page
	diffs := dmp.DiffMain(base, text, true)
	var edits []edit
	cur, rebuilt := edit{}, strings.Builder{}
	at := 0
	flush := func() {
		if cur.skip > 0 || cur.insert != "" {
			edits = append(edits, cur)
			cur = edit{}
		}
	}
	for _, d := range diffs {
		switch d.Type {
		case diffmatchpatch.DiffEqual:
			flush()
			cur.copy += len(d.Text)
			rebuilt.WriteString(d.Text)
			at += len(d.Text)
		case diffmatchpatch.DiffDelete:
			cur.skip += len(d.Text)
			at += len(d.Text)
		case diffmatchpatch.DiffInsert:
			cur.insert += d.Text
			rebuilt.WriteString(d.Text)
		}
	}
	flush()
	if rebuilt.String() != text || at != len(base) {
		return []edit{between(base, text)}
	}
	return edits
}

// between is the one edit that replaces what lies between the common ends.
func between(base, text string) edit {
	n := min(len(base), len(text))
	head := 0
	for head < n && base[head] == text[head] {
		head++
	}
	tail := 0
	for tail < n-head && base[len(base)-1-tail] == text[len(text)-1-tail] {
		tail++
	}
	return edit{head, len(base) - head - tail, text[head : len(text)-tail]}
}
