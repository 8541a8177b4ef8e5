// Package yaml reads front matter and data files as Eleventy does, that is as
// js-yaml 3 does, and says where each key and each value stands.
//
// General YAML libraries for Go follow other rules in the places that authors
// meet: for them `yes` may be true, `12:30` a string, `title: @x` text and a
// date local. Here a text gives the value that the site's build gives, or
// fails where the build fails (checked against js-yaml 3.14 in the tests), and
// every node knows its bytes, so that a form can change one scalar and leave
// the rest of the file alone.
//
// The package reads one document and never changes or prints one; it knows no
// front matter fence. Invariant: the span of a node lies inside the text, and
// the spans of its children inside its own.
package yaml

import (
	"strings"
	"unicode/utf8"

	"apercu/app/source"
	"apercu/app/template/value"
)

// Kind is the shape of a node.
type Kind uint8

// The shapes. An Alias stands for the node its anchor names.
const (
	Scalar Kind = iota
	Sequence
	Mapping
	Alias
)

// Style is how a node is written.
type Style uint8

// Scalars are Plain, Single or Double quoted, Literal (|) or Folded (>);
// collections are Block (lines) or Flow ([ ] and { }). Absent is a value that
// is not written at all: `key:`.
const (
	Plain Style = iota
	Single
	Double
	Literal
	Folded
	Block
	Flow
	Absent
)

// Node is one value of the text.
type Node struct {
	Kind   Kind
	Style  Style
	merge  bool        // the scalar is the merge key <<
	open   bool        // still being read: an alias to it would be a cycle
	Span   source.Span // bytes of the value, quotes and brackets included, tag and anchor not
	Props  source.Span // bytes of the tag and anchor before it; empty when there are none
	Tag    string      // explicit tag in full, "" when the type was found from the text
	Anchor string
	Items  []*Node     // of a sequence
	Pairs  []Pair      // of a mapping, in order, merge keys included
	Target *Node       // of an alias
	Value  value.Value // what templates see

	text   string // of a scalar, before it is given a type
	weight int    // nodes it stands for once aliases are expanded
}

// Text is the text of a scalar, whatever its type.
func (n *Node) Text() string { return n.text }

// Pair is one entry of a mapping.
type Pair struct {
	Key, Value *Node  // Value has Style Absent when nothing is written
	Name       string // the key as JavaScript's string
	Merge      bool   // the key is <<
}

// Limits on what a text may ask for; js-yaml has none and runs out of memory.
const (
	maxDepth  = 100     // collections inside collections
	maxWeight = 200_000 // nodes, aliases expanded
)

// Parse reads a text that holds one document. An empty text gives a nil node
// and no error. On a mistake the error is an *Error and the node is nil.
func Parse(text string) (root *Node, err error) { return parse(text, false) }

// Parse4 is Parse with the types of js-yaml 4, which Eleventy 3 reads front
// matter with: 12:30 is text, 012 is 12 and 0o12 is 10.
func Parse4(text string) (root *Node, err error) { return parse(text, true) }

func parse(text string, version4 bool) (root *Node, err error) {
	r := &reader{version4: version4, size: len(text), base: len(text) - len(strings.TrimPrefix(text, "\uFEFF"))}
	r.text = text[r.base:]
	if r.text != "" && !isBreak(r.text[len(r.text)-1]) {
		r.text += "\n"
	}
	defer func() {
		switch e := recover().(type) {
		case nil:
		case *Error:
			root, err = nil, e
		default:
			panic(e)
		}
	}()
	return r.stream(), nil
}

// Decode is the value of a text, undefined when it is empty.
func Decode(text string) (value.Value, error) {
	root, err := Parse(text)
	if root == nil {
		return nil, err
	}
	return root.Value, nil
}

// nonPrintable is the offset of the first character that YAML forbids, -1 when
// there is none.
func nonPrintable(s string) int {
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c >= 0x20 && c < 0x7F || c == '\t' || c == '\n' || c == '\r':
		case c < utf8.RuneSelf:
			return i
		default:
			ch, size := utf8.DecodeRuneInString(s[i:])
			if ch < 0xA0 && ch != 0x85 || ch == 0xFFFE || ch == 0xFFFF {
				return i
			}
			i += size - 1
		}
	}
	return -1
}
