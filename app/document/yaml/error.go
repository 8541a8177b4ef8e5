package yaml

import (
	"fmt"

	"apercu/app/source"
)

// Code names a kind of mistake; callers switch on it to explain and mend it.
type Code string

// The mistakes. Each comment shows the shortest text that makes it.
const (
	BadIndent      Code = "indent"         // a: x\n  b: y
	BadStart       Code = "start"          // a: @x
	NestedMapping  Code = "colon"          // a: b : c
	MissingColon   Code = "missing-colon"  // a: 1\nb
	ColonSpace     Code = "colon-space"    // "a":b
	DuplicateKey   Code = "duplicate-key"  // a: 1\na: 2
	OpenQuote      Code = "open-quote"     // a: "x
	OpenBracket    Code = "open-bracket"   // a: [x
	MissingComma   Code = "missing-comma"  // a: [{b: 1} c]
	MultilineKey   Code = "multiline-key"  // a: 1\nb\nc: 2
	BadEscape      Code = "escape"         // a: "\q"
	BadTag         Code = "tag"            // a: !nope x
	BadAlias       Code = "alias"          // a: *nope
	BadMerge       Code = "merge"          // <<: x
	BadBlockHeader Code = "block-header"   // a: |x
	Control        Code = "control"        // a character that cannot be printed
	Directive      Code = "directive"      // %YAML 1.2
	ManyDocuments  Code = "many-documents" // a: 1\n---\nb: 2
	TooDeep        Code = "too-deep"       // [[[[…
	TooLarge       Code = "too-large"      // aliases of aliases of aliases
	ComplexKey     Code = "complex-key"    // ? [[a]]\n: x
)

// Error is the author's mistake that stops the reading.
type Error struct {
	Code   Code
	Span   source.Span // bytes of the text; where the reading stopped
	Other  source.Span // the other end: the first of two keys, the opening quote
	Detail string      // the name, tag or character that the mistake is about
}

// Error is for logs; people are shown the diagnostic made from the code.
func (e *Error) Error() string {
	if e.Detail != "" {
		return fmt.Sprintf("yaml: %s (%s) at byte %d", e.Code, e.Detail, e.Span.Start)
	}
	return fmt.Sprintf("yaml: %s at byte %d", e.Code, e.Span.Start)
}
