// Package value holds the values that templates compute with, and JavaScript's
// rules for them: truth, equality, conversion, printing, property and method
// access. Nunjucks borrows all of these from JavaScript, so a template shows
// what the site shows only if they are the same here.
//
// It knows nothing of template syntax and does no input or output.
package value

import "time"

// Value is any JavaScript value a template can meet. Its dynamic type is one of
//
//	nil        undefined
//	Null       null
//	bool       boolean
//	float64    number
//	string     string (UTF-8; lengths and indexes are in UTF-16 code units)
//	Safe       nunjucks' SafeString: printed without escaping
//	*Array     array
//	*Object    plain object, keys in JavaScript's order
//	Date       Date
//	*Regexp    regular expression
//	*Func      function
//
// No other dynamic type may appear; From converts ordinary Go data.
type Value any

// Null is the type of JavaScript's null.
type Null struct{}

// Safe is a string marked as HTML that autoescape leaves alone.
type Safe string

// Date is a JavaScript Date: an instant in UTC, to the millisecond. The zero
// time with Invalid set is "Invalid Date".
type Date struct {
	Time    time.Time
	Invalid bool
}

// Array is a JavaScript array; it is shared by reference.
type Array struct {
	Elems []Value
	props *Object // index, input and groups of a match
}

// NewArray is an array of these elements.
func NewArray(elems ...Value) *Array { return &Array{Elems: elems} }

// Func is something a template can call: a global, a macro, a method.
// Positional arguments come in args; keyword arguments, when the call has any,
// come as kwargs (nil otherwise), as nunjucks passes them in a last object.
type Func struct {
	Name string
	Call func(args []Value, kwargs *Object) (Value, error)
}
