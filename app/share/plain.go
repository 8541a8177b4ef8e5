package share

import "encoding/binary"

// This file lays a Document out as bytes, before compression:
//
//	flags    one byte: which of the fields below are there
//	fields   in the order of the flags, each a uvarint length and its bytes
//	         (created is a bare uvarint, comments a count then their fields)
//	text     the rest
//
// The text comes last and bare, so that the decoded beginning of a cut link is
// the beginning of the text. Text is bytes, not JSON: accents cost nothing.

const (
	hasPath = 1 << iota
	hasAuthor
	hasNote
	hasSite
	hasCreated
	hasComments
	knownFlags = 1<<iota - 1
)

func (d *Document) marshal() []byte {
	flags := byte(0)
	var fields []byte
	text := func(flag byte, s string) {
		if s != "" {
			flags |= flag
			fields = appendString(fields, s)
		}
	}
	text(hasPath, d.Path)
	text(hasAuthor, d.Author)
	text(hasNote, d.Note)
	text(hasSite, d.Site)
	if d.Created > 0 {
		flags |= hasCreated
		fields = binary.AppendUvarint(fields, uint64(d.Created))
	}
	if len(d.Comments) > 0 {
		flags |= hasComments
		fields = binary.AppendUvarint(fields, uint64(len(d.Comments)))
		for _, c := range d.Comments {
			fields = appendString(fields, c.Author)
			fields = appendString(fields, c.Text)
			fields = appendString(fields, c.Quote)
			fields = binary.AppendUvarint(fields, uint64(max(c.Line, 0)))
		}
	}
	out := append([]byte{flags}, fields...)
	return append(out, d.Text...)
}

// unmarshal reads what there is: a cut text gives the fields that arrived.
func unmarshal(plain []byte) Document {
	r := reader{rest: plain}
	flags := r.byte()
	var d Document
	if flags&hasPath != 0 {
		d.Path = r.string()
	}
	if flags&hasAuthor != 0 {
		d.Author = r.string()
	}
	if flags&hasNote != 0 {
		d.Note = r.string()
	}
	if flags&hasSite != 0 {
		d.Site = r.string()
	}
	if flags&hasCreated != 0 {
		d.Created = int64(r.uvarint() & (1<<40 - 1))
	}
	if flags&hasComments != 0 {
		for n := r.uvarint(); n > 0 && len(r.rest) > 0; n-- {
			d.Comments = append(d.Comments, Comment{r.string(), r.string(), r.string(), int(r.uvarint() & (1<<24 - 1))})
		}
	}
	d.Text = string(r.rest)
	return d
}

func appendString(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// reader takes fields off a byte slice; past its end everything is zero.
type reader struct{ rest []byte }

func (r *reader) byte() byte {
	if len(r.rest) == 0 {
		return 0
	}
	b := r.rest[0]
	r.rest = r.rest[1:]
	return b
}

func (r *reader) uvarint() uint64 {
	v, n := binary.Uvarint(r.rest)
	if n <= 0 {
		r.rest = nil
		return 0
	}
	r.rest = r.rest[n:]
	return v
}

func (r *reader) bytes(n uint64) []byte {
	n = min(n, uint64(len(r.rest)))
	b := r.rest[:n]
	r.rest = r.rest[n:]
	return b
}

func (r *reader) string() string { return string(r.bytes(r.uvarint())) }

// HashText identifies a base text in patch links.
func HashText(text string) (h [8]byte) {
	sum := sum256([]byte(text))
	copy(h[:], sum[:])
	return h
}
