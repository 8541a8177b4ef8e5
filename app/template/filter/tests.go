package filter

import (
	"math"

	"apercu/app/template/value"
)

// tests are the built-in tests; each mirrors one JavaScript expression.
var tests = map[string]Test{
	"callable":    of(func(v value.Value) bool { _, ok := v.(*value.Func); return ok }),
	"defined":     of(func(v value.Value) bool { return v != nil }),
	"divisibleby": both(func(a, b value.Value) bool { return remainder(a, value.ToNumber(b)) == 0 }),
	"eq":          both(value.StrictEqual),
	"equalto":     both(value.StrictEqual),
	"escaped":     of(func(v value.Value) bool { _, ok := v.(value.Safe); return ok }),
	"even":        of(func(v value.Value) bool { return remainder(v, 2) == 0 }),
	"falsy":       of(func(v value.Value) bool { return !value.Truthy(v) }),
	"ge":          ordered(func(c int) bool { return c >= 0 }),
	"greaterthan": ordered(func(c int) bool { return c > 0 }),
	"gt":          ordered(func(c int) bool { return c > 0 }),
	"iterable":    iterable,
	"le":          ordered(func(c int) bool { return c <= 0 }),
	"lessthan":    ordered(func(c int) bool { return c < 0 }),
	"lower":       sameCase("toLowerCase", value.ToLower),
	"lt":          ordered(func(c int) bool { return c < 0 }),
	"mapping":     of(mapping),
	"ne":          both(func(a, b value.Value) bool { return !value.StrictEqual(a, b) }),
	"null":        of(func(v value.Value) bool { return v == value.Value(value.Null{}) }),
	"number":      of(func(v value.Value) bool { _, ok := v.(float64); return ok }),
	"odd":         of(func(v value.Value) bool { return remainder(v, 2) == 1 }),
	"sameas":      both(value.StrictEqual),
	"string":      of(value.IsString),
	"truthy":      of(value.Truthy),
	"undefined":   of(func(v value.Value) bool { return v == nil }),
	"upper":       sameCase("toUpperCase", value.ToUpper),
}

func of(f func(value.Value) bool) Test {
	return func(_ Scope, in value.Value, _ []value.Value) (bool, error) { return f(in), nil }
}

func both(f func(a, b value.Value) bool) Test {
	return func(_ Scope, in value.Value, args []value.Value) (bool, error) { return f(in, arg(args, 0)), nil }
}

func ordered(f func(cmp int) bool) Test {
	return both(func(a, b value.Value) bool {
		c, ok := value.Compare(a, b)
		return ok && f(c)
	})
}

// remainder is a % b; -3 % 2 is -1, so -3 is neither even nor odd to nunjucks.
func remainder(a value.Value, b float64) float64 { return math.Mod(value.ToNumber(a), b) }

// sameCase compares the value strictly with its lower or upper case: a Safe is
// an object and never equal.
func sameCase(method string, convert func(string) string) Test {
	return func(_ Scope, in value.Value, _ []value.Value) (bool, error) {
		s, ok := value.Text(in)
		if !ok {
			return false, missing(in, method)
		}
		return value.IsString(in) && convert(s) == s, nil
	}
}

// iterable is true of what has an iterator: strings and arrays.
func iterable(_ Scope, in value.Value, _ []value.Value) (bool, error) {
	switch in.(type) {
	case nil, value.Null:
		return false, unreadable(in, "Symbol(Symbol.iterator)")
	case string, value.Safe, *value.Array:
		return true, nil
	}
	return false, nil
}

func mapping(v value.Value) bool {
	switch v.(type) {
	case *value.Object, value.Safe, value.Date, *value.Regexp:
		return true
	}
	return false
}

// missing is the error of calling a method that a value does not have.
func missing(v value.Value, method string) error {
	if value.IsNil(v) {
		return unreadable(v, method)
	}
	return value.Errorf("cette valeur (%s) n’a pas de « %s »", "value.%[2]s is not a function (%[1]s)", value.TypeOf(v), method)
}

// unreadable is the error of reading a property of undefined or null.
func unreadable(v value.Value, property string) error {
	return value.Errorf("la valeur est absente (%s) : impossible d’y lire « %s »", "Cannot read properties of %s (reading '%s')", value.ToString(v), property)
}
