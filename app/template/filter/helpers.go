package filter

import (
	"apercu/app/template/value"
)

// This file holds what several filters need to read their input as JavaScript
// would.

// plain makes a Func of a function that needs no Scope; keyword arguments, as
// nunjucks hands them to a JavaScript filter, are one more object at the end.
func plain(f func(in value.Value, args []value.Value) (value.Value, error)) Func {
	return func(_ Scope, in value.Value, args []value.Value, kwargs *value.Object) (value.Value, error) {
		return f(in, value.Positional(args, kwargs))
	}
}

// orEmpty is nunjucks' normalize: undefined, null and false become def.
func orEmpty(v value.Value, def value.Value) value.Value {
	switch v := v.(type) {
	case nil, value.Null:
		return def
	case bool:
		if !v {
			return def
		}
	}
	return v
}

// text is the characters of what has the string method; anything else is the
// error that JavaScript throws when the method is called on it.
func text(v value.Value, method string) (string, error) {
	if s, ok := value.Text(v); ok {
		return s, nil
	}
	return "", missing(v, method)
}

// onText makes a filter of a function on text; undefined, null and false are "".
func onText(method string, f func(s string) string) Func {
	return plain(func(in value.Value, _ []value.Value) (value.Value, error) {
		s, err := text(orEmpty(in, ""), method)
		if err != nil {
			return nil, err
		}
		return f(s), nil
	})
}

// onSafeText is onText for filters that keep a Safe safe.
func onSafeText(method string, f func(s string) string) Func {
	return plain(func(in value.Value, _ []value.Value) (value.Value, error) {
		s, err := text(orEmpty(in, ""), method)
		if err != nil {
			return nil, err
		}
		return copySafe(in, f(s)), nil
	})
}

// array is the elements of what has that array method.
func array(v value.Value, method string) ([]value.Value, error) {
	if a, ok := v.(*value.Array); ok {
		return a.Elems, nil
	}
	return nil, missing(v, method)
}

// mapped is nunjucks' lib.map: an array's elements, a string's characters, the
// numbered properties of whatever has a length, none of null or undefined.
func mapped(v value.Value) []value.Value {
	if a, ok := v.(*value.Array); ok {
		return append([]value.Value(nil), a.Elems...)
	}
	out, _ := sequence(v)
	return out
}

// sequence lists v[0], v[1] … v[v.length-1] of anything with a length; it fails
// on undefined and null.
func sequence(v value.Value) ([]value.Value, error) {
	if value.IsNil(v) {
		return nil, unreadable(v, "length")
	}
	switch v := v.(type) {
	case *value.Array:
		return append([]value.Value(nil), v.Elems...), nil
	case string:
		return value.Split(v, ""), nil
	}
	n := min(max(0, value.ToInteger(value.Member(v, "length"))), maxLoop)
	out := make([]value.Value, n)
	for i := range out {
		out[i] = value.Get(v, value.Int(i))
	}
	return out, nil
}

// maxLoop bounds the loops whose length is an argument.
const maxLoop = 1 << 20

// property is v[key], an error on undefined and null, as in JavaScript.
func property(v, key value.Value) (value.Value, error) {
	if value.IsNil(v) {
		return nil, unreadable(v, value.ToString(key))
	}
	return value.Get(v, key), nil
}

// attributes is the list of v[attr] of the elements.
func attributes(elems []value.Value, attr value.Value) ([]value.Value, error) {
	out := make([]value.Value, len(elems))
	for i, e := range elems {
		v, err := property(e, attr)
		if err != nil {
			return nil, err
		}
		out[i] = v
	}
	return out, nil
}

// entry is one property of an object.
type entry struct {
	key   string
	value value.Value
}

// entries lists own enumerable properties; ok is false of what is not a plain
// object to nunjucks. A Safe is one, with val and length.
func entries(v value.Value) (list []entry, ok bool) {
	switch v := v.(type) {
	case *value.Object:
		for _, k := range v.Keys() {
			list = append(list, entry{k, v.At(k)})
		}
		return list, true
	case value.Safe:
		return []entry{{"val", string(v)}, {"length", value.Member(v, "length")}}, true
	}
	return nil, false
}

// or is JavaScript's a || b.
func or(a, b value.Value) value.Value {
	if value.Truthy(a) {
		return a
	}
	return b
}

func strict(s Scope) bool {
	t, ok := s.(Strict)
	return ok && t.ThrowOnUndefined()
}

// callable is v when it is a function.
func callable(v value.Value) *value.Func {
	f, _ := v.(*value.Func)
	return f
}
