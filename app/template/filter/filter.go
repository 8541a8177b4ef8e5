// Package filter holds the filters and tests that Nunjucks has built in,
// behaving as version 3.2.4 does: the same results, the same order of sorting,
// the same errors, the same survival of "safe" strings.
//
// A filter is a pure function of its input, its arguments and, for the few
// that call back (select, groupby with a function), the Scope it is used in.
// The package renders nothing and knows no template; what Eleventy and the
// sites' themes add lives in package eleventy.
package filter

import (
	"apercu/app/template/value"
)

// Scope is where a filter is used: what it may ask of the evaluation around it.
type Scope interface {
	// Lookup is the variable of that name, as the template sees it there.
	Lookup(name string) (value.Value, bool)
	// Autoescape reports whether output is being escaped.
	Autoescape() bool
	// Call calls a function value: a macro, a method, a Go function.
	Call(fn value.Value, args []value.Value, kwargs *value.Object) (value.Value, error)
}

// Func is a filter: in is the value before the bar.
type Func func(s Scope, in value.Value, args []value.Value, kwargs *value.Object) (value.Value, error)

// Test is a test: in is the value before "is".
type Test func(s Scope, in value.Value, args []value.Value) (bool, error)

// Tester is a Scope that knows tests beyond the built-in ones, for select and reject.
type Tester interface {
	Test(name string) (Test, bool)
}

// Strict is a Scope that may throw on undefined values, for sort and groupby.
type Strict interface {
	ThrowOnUndefined() bool
}

// Builtins is a new map of every built-in filter by name.
func Builtins() map[string]Func {
	m := make(map[string]Func, len(builtins))
	for name, f := range builtins {
		m[name] = f
	}
	return m
}

// Tests is a new map of every built-in test by name.
func Tests() map[string]Test {
	m := make(map[string]Test, len(tests))
	for name, t := range tests {
		m[name] = t
	}
	return m
}

// arg is args[i], undefined when it was not given.
func arg(args []value.Value, i int) value.Value {
	if i < len(args) {
		return args[i]
	}
	return nil
}

// copySafe is nunjucks' copySafeness: out is Safe when in was.
func copySafe(in value.Value, out string) value.Value {
	if _, ok := in.(value.Safe); ok {
		return value.Safe(out)
	}
	return out
}
