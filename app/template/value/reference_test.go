package value

import (
	"strings"
	"testing"

	"apercu/app/internal/golden"
)

// TestReference gives the answers that JavaScript itself gave.
func TestReference(t *testing.T) {
	golden.Recorded(t, "testdata/reference.jsonl", func(line string) (got, want string) {
		parsed, err := FromJSON([]byte(line))
		if err != nil {
			t.Fatal(err)
		}
		c := parsed.(*Object)
		return answer(c), expected(c)
	})
}

func expected(c *Object) string {
	if c.Has("error") {
		return "error"
	}
	s := show(revive(c.At("out")))
	if c.Has("after") {
		s += " after " + show(revive(c.At("after")))
	}
	return s
}

func answer(c *Object) string {
	if op, ok := c.At("op").(string); ok {
		v, err := operators[op](revive(c.At("a")), revive(c.At("b")))
		if err != nil {
			return "error"
		}
		return show(v)
	}
	this := revive(c.At("this"))
	v, found, err := CallMethod(this, ToString(c.At("m")), revive(c.At("args")).(*Array).Elems, nil)
	if !found {
		return "no such method"
	}
	if err != nil {
		return "error"
	}
	if c.Has("after") {
		return show(v) + " after " + show(this)
	}
	return show(v)
}

type operator func(a, b Value) (Value, error)

func pure(f func(a, b Value) Value) operator {
	return func(a, b Value) (Value, error) { return f(a, b), nil }
}

func compared(ok func(cmp int) bool) operator {
	return pure(func(a, b Value) Value {
		c, comparable := Compare(a, b)
		return comparable && ok(c)
	})
}

var operators = map[string]operator{
	"+": pure(Add), "-": pure(Sub), "*": pure(Mul), "/": pure(Div), "%": pure(Mod), "**": pure(Pow), "//": pure(FloorDiv),
	"==":         pure(func(a, b Value) Value { return Equal(a, b) }),
	"===":        pure(func(a, b Value) Value { return StrictEqual(a, b) }),
	"<":          compared(func(c int) bool { return c < 0 }),
	">":          compared(func(c int) bool { return c > 0 }),
	"<=":         compared(func(c int) bool { return c <= 0 }),
	">=":         compared(func(c int) bool { return c >= 0 }),
	"String":     pure(func(a, _ Value) Value { return ToString(a) }),
	"Number":     pure(func(a, _ Value) Value { return ToNumber(a) }),
	"Boolean":    pure(func(a, _ Value) Value { return Truthy(a) }),
	"parseFloat": pure(func(a, _ Value) Value { return ParseFloat(a) }),
	"parseInt":   pure(func(a, b Value) Value { return ParseInt(a, b) }),
	"typeof":     pure(func(a, _ Value) Value { return TypeOf(a) }),
	"JSON":       ToJSON,
}

// revive makes values of the encoding that gen.mjs describes.
func revive(v Value) Value {
	if a, ok := v.(*Array); ok {
		out := &Array{}
		for _, e := range a.Elems {
			out.Elems = append(out.Elems, revive(e))
		}
		return out
	}
	o, ok := v.(*Object)
	if !ok {
		return v
	}
	for _, k := range o.Keys() {
		x := o.At(k)
		switch k {
		case "$n":
			return ToNumber(x)
		case "$d":
			return DateOf(ToNumber(revive(x)))
		case "$r":
			return &Regexp{Source: ToString(Get(x, 0.0)), Flags: ToString(Get(x, 1.0))}
		case "$o":
			out := NewObject(4)
			for _, pair := range x.(*Array).Elems {
				out.Set(ToString(Get(pair, 0.0)), revive(Get(pair, 1.0)))
			}
			return out
		}
	}
	return nil // {"$u":1}
}

// show prints a value with its types, so that "1" differs from 1.
func show(v Value) string {
	switch v := v.(type) {
	case nil, *Func:
		return "undefined"
	case Date:
		return "date " + v.ISO()
	case float64:
		if v == 0 && 1/v < 0 {
			return "-0"
		}
		return FormatNumber(v)
	case *Array:
		parts := []string{}
		for _, e := range v.Elems {
			parts = append(parts, show(e))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case *Object:
		parts := []string{}
		for _, k := range v.Keys() {
			parts = append(parts, show(k)+": "+show(v.At(k)))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	}
	s, _ := ToJSON(v, nil)
	return ToString(s)
}
