package value

import "strings"

// This file holds ==, ===, < and the membership test.

// StrictEqual is ===. Two Safe values with the same text count as the same
// object: a Safe has no identity here.
func StrictEqual(a, b Value) bool {
	switch a := a.(type) {
	case Date:
		b, ok := b.(Date)
		return ok && a.Invalid == b.Invalid && a.Time.Equal(b.Time)
	case Safe:
		b, ok := b.(Safe)
		return ok && a == b
	}
	if _, ok := b.(Date); ok {
		return false
	}
	return a == b
}

// Equal is ==: null equals undefined, numbers meet strings and booleans as
// numbers, objects meet primitives as their text.
func Equal(a, b Value) bool {
	if IsNil(a) || IsNil(b) {
		return IsNil(a) && IsNil(b)
	}
	ta, tb := kindOf(a), kindOf(b)
	switch {
	case ta == tb:
		return StrictEqual(a, b)
	case ta == objectKind:
		return Equal(defaultPrimitive(a), b)
	case tb == objectKind:
		return Equal(a, defaultPrimitive(b))
	}
	return ToNumber(a) == ToNumber(b)
}

type kind uint8

const (
	nilKind kind = iota
	boolKind
	numberKind
	stringKind
	objectKind
)

func kindOf(v Value) kind {
	switch v.(type) {
	case nil, Null:
		return nilKind
	case bool:
		return boolKind
	case float64:
		return numberKind
	case string:
		return stringKind
	}
	return objectKind
}

// Compare orders a and b as < and > do. cmp is -1, 0 or +1; ok is false when
// one of them is not a number, and then every comparison is false.
func Compare(a, b Value) (cmp int, ok bool) {
	x, isNum := a.(float64)
	y, isNum2 := b.(float64)
	if !isNum || !isNum2 {
		a, b = ToPrimitive(a), ToPrimitive(b)
		s, isString := a.(string)
		t, isString2 := b.(string)
		if isString && isString2 {
			return CompareStrings(s, t), true
		}
		x, y = ToNumber(a), ToNumber(b)
	}
	switch {
	case x < y:
		return -1, true
	case x > y:
		return 1, true
	case x == y:
		return 0, true
	}
	return 0, false
}

// CompareStrings orders by UTF-16 code units, which differs from byte order
// only between characters beyond U+FFFF and those from U+E000 to U+FFFF.
func CompareStrings(a, b string) int {
	n := min(len(a), len(b))
	for i := 0; i < n; i++ {
		if x, y := a[i], b[i]; x != y {
			if x >= 0xEE && y >= 0xEE && (x >= 0xF0) != (y >= 0xF0) {
				x, y = y, x
			}
			if x < y {
				return -1
			}
			return 1
		}
	}
	return strings.Compare(a[n:], b[n:])
}

// In is nunjucks' in operator: an element of an array, a part of a string, a
// key of an object (its prototype's included); anything else is an error.
func In(key, container Value) (bool, error) {
	switch c := container.(type) {
	case *Array:
		return indexOf(c.Elems, key, 0) >= 0, nil
	case string:
		return strings.Contains(c, ToString(key)), nil
	case *Object:
		k := ToKey(key)
		_, inherited := objectMethods[k]
		return c.Has(k) || inherited, nil
	case Safe:
		k := ToKey(key)
		_, inherited := stringMethods[k]
		return k == "val" || k == "length" || inherited, nil
	}
	return false, Errorf("« in » ne sait pas chercher « %s » dans une valeur de ce type (%s)",
		`Cannot use "in" operator to search for "%s" in unexpected types (%s).`, ToString(key), TypeOf(container))
}

// indexOf is Array.prototype.indexOf: strict equality, -1 when absent.
func indexOf(elems []Value, v Value, from int) int {
	for i := from; i < len(elems); i++ {
		if StrictEqual(elems[i], v) {
			return i
		}
	}
	return -1
}
