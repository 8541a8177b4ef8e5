// Package value holds the values that templates compute with, and JavaScript's
// rules for them: truth, equality, conversion, printing, property and method
// access. Nunjucks borrows all of these from JavaScript, so a template shows
// what the site shows only if they are the same here.
//
// It knows nothing of template syntax and does no input or output.
package value

import (
	"time"
)

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

// Object is a JavaScript object with string keys; it is shared by reference.
// Enumeration gives integer-like keys first in ascending order, then the
// others in order of insertion. The zero Object is empty and ready to use.
type Object struct {
	keys []string // insertion order
	vals map[string]Value
	ints int // how many keys are integer-like; 0 lets Keys return keys as is
}

// NewObject gives an empty object with room for n keys.
func NewObject(n int) *Object {
	return &Object{keys: make([]string, 0, n), vals: make(map[string]Value, n)}
}

// Get is the value under key; ok is false when there is none. A nil Object is empty.
func (o *Object) Get(key string) (v Value, ok bool) {
	if o == nil {
		return nil, false
	}
	v, ok = o.vals[key]
	return v, ok
}

// At is the value under key, undefined (nil) when there is none.
func (o *Object) At(key string) Value {
	v, _ := o.Get(key)
	return v
}

// Has reports whether the key is there.
func (o *Object) Has(key string) bool { _, ok := o.Get(key); return ok }

// Set puts a value under key, keeping the place of a key already there.
func (o *Object) Set(key string, v Value) {
	if o.vals == nil {
		o.vals = make(map[string]Value)
	}
	if _, ok := o.vals[key]; !ok {
		o.keys = append(o.keys, key)
		if _, ok := arrayIndex(key); ok {
			o.ints++
		}
	}
	o.vals[key] = v
}

// Delete removes a key, if it is there.
func (o *Object) Delete(key string) {
	if _, ok := o.Get(key); !ok {
		return
	}
	delete(o.vals, key)
	for i, k := range o.keys {
		if k == key {
			o.keys = append(o.keys[:i:i], o.keys[i+1:]...)
			break
		}
	}
	if _, ok := arrayIndex(key); ok {
		o.ints--
	}
}

// Len is the number of keys.
func (o *Object) Len() int {
	if o == nil {
		return 0
	}
	return len(o.keys)
}

// Keys lists the keys in JavaScript's enumeration order; do not change the slice.
func (o *Object) Keys() []string {
	switch {
	case o == nil:
		return nil
	case o.ints == 0:
		return o.keys
	}
	return integersFirst(o.keys)
}

// Clone is a shallow copy.
func (o *Object) Clone() *Object {
	c := NewObject(o.Len())
	if o == nil {
		return c
	}
	for _, k := range o.keys {
		c.Set(k, o.vals[k])
	}
	return c
}
