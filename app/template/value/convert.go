package value

import "strings"

// This file converts between types as ECMAScript's abstract operations do
// (chapter 7.1): ToBoolean, ToPrimitive, ToString, ToNumber, typeof.

// Truthy is JavaScript's truth: everything but undefined, null, false, 0, NaN
// and "" is true; an empty array, an empty object and an empty Safe are true.
func Truthy(v Value) bool {
	switch v := v.(type) {
	case nil, Null:
		return false
	case bool:
		return v
	case string:
		return v != ""
	case float64:
		return v != 0 && v == v
	}
	return true
}

// IsNil reports undefined or null: what nunjucks prints as nothing.
func IsNil(v Value) bool {
	switch v.(type) {
	case nil, Null:
		return true
	}
	return false
}

// TypeOf is JavaScript's typeof.
func TypeOf(v Value) string {
	switch v.(type) {
	case nil:
		return "undefined"
	case bool:
		return "boolean"
	case float64:
		return "number"
	case string:
		return "string"
	case *Func:
		return "function"
	}
	return "object"
}

// ToString is String(v). It never fails: an array that contains itself prints
// the inner occurrence as "".
func ToString(v Value) string {
	switch v := v.(type) {
	case string:
		return v
	case Safe:
		return string(v)
	case nil:
		return "undefined"
	case Null:
		return "null"
	case bool:
		if v {
			return "true"
		}
		return "false"
	case float64:
		return FormatNumber(v)
	case *Object:
		return "[object Object]"
	case Date:
		return v.String()
	case *Array:
		return joinElems(v, ",", nil)
	case *Regexp:
		return v.String()
	case *Func:
		return "function " + v.Name + "() { [native code] }"
	}
	return ""
}

// AppendString appends ToString(v) to dst without an intermediate string for
// the types that pages print most.
func AppendString(dst []byte, v Value) []byte {
	switch v := v.(type) {
	case string:
		return append(dst, v...)
	case Safe:
		return append(dst, v...)
	case float64:
		return AppendNumber(dst, v)
	}
	return append(dst, ToString(v)...)
}

// joinElems is Array.prototype.join. seen holds the arrays being joined, as
// engines guard against cycles.
func joinElems(a *Array, sep string, seen []*Array) string {
	for _, s := range seen {
		if s == a {
			return ""
		}
	}
	var b strings.Builder
	for i, e := range a.Elems {
		if i > 0 {
			b.WriteString(sep)
		}
		switch e := e.(type) {
		case nil, Null:
		case *Array:
			b.WriteString(joinElems(e, ",", append(seen, a)))
		default:
			b.WriteString(ToString(e))
		}
	}
	return joinSurrogates(b.String())
}

// ToPrimitive is ToPrimitive(v, hint "number"), also right for "default" except
// for dates (see defaultPrimitive).
func ToPrimitive(v Value) Value {
	switch v := v.(type) {
	case Safe:
		return string(v)
	case *Array, *Object, *Regexp, *Func:
		return ToString(v)
	case Date:
		return v.Number()
	}
	return v
}

// defaultPrimitive is ToPrimitive without a hint, which + and == use: a Date
// becomes its text, not its number.
func defaultPrimitive(v Value) Value {
	if d, ok := v.(Date); ok {
		return d.String()
	}
	return ToPrimitive(v)
}

// ToNumber is Number(v).
func ToNumber(v Value) float64 {
	switch v := v.(type) {
	case float64:
		return v
	case nil:
		return nan
	case Null:
		return 0
	case bool:
		if v {
			return 1
		}
		return 0
	case string:
		return parseNumber(v)
	case Date:
		return v.Number()
	}
	return ToNumber(ToPrimitive(v))
}

// ToInteger is ToIntegerOrInfinity(v) as an int, held within ±2⁵³.
func ToInteger(v Value) int {
	f := ToNumber(v)
	const limit = 1 << 53
	switch {
	case f != f:
		return 0
	case f >= limit:
		return limit
	case f <= -limit:
		return -limit
	}
	return int(f)
}

// ToKey is the property name that a computed key stands for.
func ToKey(v Value) string {
	if s, ok := v.(string); ok {
		return s
	}
	return ToString(v)
}

const small = 1024

var (
	smallInts  [small]Value // boxed once: loop counters cost no allocation
	boxedTrue  Value        = true
	boxedFalse Value        = false
)

func init() {
	for i := range smallInts {
		smallInts[i] = float64(i)
	}
}

// Int is n as a Value, without allocating for small numbers.
func Int(n int) Value {
	if n >= 0 && n < small {
		return smallInts[n]
	}
	return float64(n)
}

// Number is f as a Value, without allocating for small whole numbers.
func Number(f float64) Value {
	if f >= 0 && f < small {
		if n := int(f); float64(n) == f && (n != 0 || 1/f > 0) {
			return smallInts[n]
		}
	}
	return f
}

// Bool is b as a Value.
func Bool(b bool) Value {
	if b {
		return boxedTrue
	}
	return boxedFalse
}

// IsString reports a primitive string; a Safe is an object to JavaScript.
func IsString(v Value) bool { _, ok := v.(string); return ok }

// Text gives the characters of a string or a Safe; ok is false for others.
func Text(v Value) (s string, ok bool) {
	switch v := v.(type) {
	case string:
		return v, true
	case Safe:
		return string(v), true
	}
	return "", false
}
