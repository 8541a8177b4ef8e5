package syntax

import "apercu/app/source"

// This file lists what a template is made of. Statement nodes stand in the
// bodies ([]Node); expression nodes implement Expr. Every node knows the bytes
// of the file that it was read from; the tree is never changed once parsed.

// Node is any piece of a template.
type Node interface {
	// Span is the node's extent in bytes of the file. For a statement with a
	// body it runs from the opening tag to the end of the closing one.
	Span() source.Span
}

// Expr is a node that has a value.
type Expr interface {
	Node
	expr()
}

// Pos gives a node its place; every node embeds one.
type Pos source.Span

// Span is the place as a source.Span.
func (p Pos) Span() source.Span { return source.Span(p) }

// At makes a Pos of a span.
func At(s source.Span) Pos { return Pos(s) }

type exprPos struct{ Pos }

func (exprPos) expr() {}

// Statements.
type (
	// Text is template text printed as it is: exactly the bytes of its span,
	// after whitespace control has shortened it. Raw text keeps nested tags.
	Text struct {
		Pos
		Raw bool
	}

	// Output is {{ Value }}.
	Output struct {
		Pos
		Value Expr
	}

	// If is {% if %} with its elif chain nested in Else.
	If struct {
		Pos
		Head    source.Span // the opening tag
		Cond    Expr
		Body    []Node
		Else    []Node
		HasElse bool
		Async   bool // written ifAsync
	}

	// For is {% for %}, {% asyncEach %} or {% asyncAll %}.
	For struct {
		Pos
		Head    source.Span
		Kind    string // "for", "asyncEach", "asyncAll"
		Targets []Expr // one: the element; more: destructured, or key and value
		Iter    Expr
		Body    []Node
		Else    []Node
		HasElse bool
	}

	// Set is {% set a, b = Value %}, or {% set a %}Body{% endset %} when Value is nil.
	Set struct {
		Pos
		Head    source.Span
		Targets []Expr
		Value   Expr
		Body    []Node
	}

	// Switch is {% switch %}; nunjucks compiles it to JavaScript's own.
	Switch struct {
		Pos
		Head       source.Span
		Value      Expr
		Cases      []Case
		Default    []Node
		HasDefault bool
	}

	// Case is one {% case %}; an empty Body falls through to the next.
	Case struct {
		Pos
		Value Expr
		Body  []Node
	}

	// Block is {% block Name %}.
	Block struct {
		Pos
		Head     source.Span
		Name     string
		NameSpan source.Span
		Body     []Node
	}

	// Extends is {% extends Template %}.
	Extends struct {
		Pos
		Template Expr
	}

	// Include is {% include Template %}, with "ignore missing" or not.
	Include struct {
		Pos
		Template      Expr
		IgnoreMissing bool
	}

	// Import is {% import Template as Target %}.
	Import struct {
		Pos
		Template    Expr
		Target      Expr
		WithContext bool
	}

	// FromImport is {% from Template import Names %}.
	FromImport struct {
		Pos
		Template    Expr
		Names       []ImportName
		WithContext bool
	}

	// ImportName is one name taken from a template, under an alias or its own name.
	ImportName struct{ Name, Alias Expr }

	// Macro is {% macro Name(Params) %}.
	Macro struct {
		Pos
		Head   source.Span
		Name   Expr
		Params Args
		Body   []Node
	}

	// CallBlock is {% call(params) callee(args) %}Body{% endcall %}: Call has
	// the keyword argument caller added, a Caller.
	CallBlock struct {
		Pos
		Head source.Span
		Call *Call
	}

	// FilterBlock is {% filter name(args) %}Body{% endfilter %}: the filter's
	// input is a Capture.
	FilterBlock struct {
		Pos
		Head   source.Span
		Filter *Filter
	}

	// Tag is a custom tag, Eleventy's shortcode.
	Tag struct {
		Pos
		Name     string
		NameSpan source.Span
		Args     Args
		Paired   bool
		Body     []Node
		Open     source.Span // the opening tag
		Close    source.Span // the closing tag of a paired one
	}

	// Unknown is a tag that is neither built in nor in the table of custom
	// tags. It is paired when a matching end tag exists.
	Unknown struct {
		Pos
		Name     string
		NameSpan source.Span
		Raw      string // what stands between the name and the end of the tag
		Paired   bool
		Body     []Node
		Open     source.Span
		Close    source.Span
	}

	// Bad stands where something could not be read; Message indexes the
	// parser's diagnostics. Body is what the broken construct contained.
	Bad struct {
		Pos
		Diagnostic int
		Body       []Node
	}
)

// Expressions.
type (
	// Literal is a string, float64, bool, nil (none, null) or Regexp.
	Literal struct {
		exprPos
		Value any
	}

	// Regexp is the value of a regular expression literal r/Source/Flags.
	Regexp struct{ Source, Flags string }

	// Name is a variable.
	Name struct {
		exprPos
		Name string
	}

	// Group is a parenthesis; with several items JavaScript's comma operator.
	Group struct {
		exprPos
		Items []Expr
	}

	// Array is [a, b].
	Array struct {
		exprPos
		Items []Expr
	}

	// Dict is {key: value}.
	Dict struct {
		exprPos
		Pairs []Pair
	}

	// Pair is a key with its value in a Dict or among keyword arguments.
	Pair struct{ Key, Value Expr }

	// Member is Target.key (Key a string Literal, Dot set) or Target[Key].
	Member struct {
		exprPos
		Target Expr
		Key    Expr // nil in a[], which nunjucks refuses
		Dot    bool
	}

	// Call is Callee(args).
	Call struct {
		exprPos
		Callee Expr
		Args   Args
	}

	// Filter is Input|Name(args).
	Filter struct {
		exprPos
		Name     string
		NameSpan source.Span
		Input    Expr
		Args     Args
	}

	// Capture is a body used as a value, the input of a filter block.
	Capture struct {
		exprPos
		Body []Node
	}

	// Caller is the body of a call block used as a macro.
	Caller struct {
		exprPos
		Params Args
		Body   []Node
	}

	// Binary is Left Op Right; Op is one of and or in + - * / // % ** ~.
	Binary struct {
		exprPos
		Op          string
		Left, Right Expr
	}

	// Unary is Op X; Op is one of not + -.
	Unary struct {
		exprPos
		Op string
		X  Expr
	}

	// Compare is First followed by any number of comparisons.
	Compare struct {
		exprPos
		First Expr
		Rest  []Operand
	}

	// Operand is one comparison of a Compare; Op is == === != !== < > <= >=.
	Operand struct {
		Op string
		X  Expr
	}

	// Is is Left is Right, where Right names a test and may be a call.
	Is struct {
		exprPos
		Left, Right Expr
	}

	// InlineIf is Value if Cond else Else; Else may be nil.
	InlineIf struct {
		exprPos
		Value, Cond, Else Expr
	}
)

// Args are the arguments of a call, or the parameters of a macro: positional
// ones, then keyword ones.
type Args struct {
	Positional []Expr
	Keyword    []Pair
}
