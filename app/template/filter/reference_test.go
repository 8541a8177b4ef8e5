package filter

import (
	"strings"
	"testing"

	"apercu/app/internal/golden"
	"apercu/app/template/value"
)

// TestReference gives the answers that nunjucks' own filters gave.
func TestReference(t *testing.T) {
	golden.Recorded(t, "testdata/reference.jsonl", func(line string) (got, want string) {
		c := decode(line)
		return answer(c), expected(c)
	})
}

func decode(line string) *value.Object {
	v, err := value.FromJSON([]byte(line))
	if err != nil {
		panic(err)
	}
	return v.(*value.Object)
}

func expected(c *value.Object) string {
	if c.Has("error") {
		return "error"
	}
	return show(revive(c.At("out")))
}

// answer runs the filter or the test of a case.
func answer(c *value.Object) string {
	in := revive(c.At("in"))
	args := revive(c.At("args")).(*value.Array).Elems
	kwargs, _ := revive(c.At("kwargs")).(*value.Object)
	var out value.Value
	var err error
	if name, ok := c.At("f").(string); ok {
		out, err = Builtins()[name](nil, in, args, kwargs)
	} else {
		var is bool
		is, err = Tests()[value.ToString(c.At("t"))](nil, in, args)
		out = is
	}
	if err != nil {
		return "error"
	}
	return show(out)
}

// revive makes values of the encoding that gen.mjs describes.
func revive(v value.Value) value.Value {
	switch v := v.(type) {
	case *value.Array:
		out := &value.Array{}
		for _, e := range v.Elems {
			out.Elems = append(out.Elems, revive(e))
		}
		return out
	case *value.Object:
		return reviveObject(v)
	}
	return v
}

func reviveObject(o *value.Object) value.Value {
	for _, k := range o.Keys() {
		x := o.At(k)
		switch k {
		case "$u":
			return nil
		case "$n":
			return value.ToNumber(x)
		case "$s":
			return value.Safe(value.ToString(x))
		case "$d":
			return value.DateOf(value.ToNumber(x))
		case "$r":
			return &value.Regexp{Source: value.ToString(value.Get(x, 0.0)), Flags: value.ToString(value.Get(x, 1.0))}
		case "$o":
			out := value.NewObject(4)
			for _, pair := range x.(*value.Array).Elems {
				out.Set(value.ToString(value.Get(pair, 0.0)), revive(value.Get(pair, 1.0)))
			}
			return out
		}
	}
	return o
}

// show prints a value with its types, so that "1" differs from 1.
func show(v value.Value) string {
	switch v := v.(type) {
	case nil, *value.Func:
		return "undefined"
	case value.Safe:
		return "safe " + show(string(v))
	case value.Date:
		return "date " + v.ISO()
	case float64:
		if v == 0 && 1/v < 0 {
			return "-0"
		}
		return value.FormatNumber(v)
	case *value.Array:
		parts := []string{}
		for _, e := range v.Elems {
			parts = append(parts, show(e))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case *value.Object:
		parts := []string{}
		for _, k := range v.Keys() {
			parts = append(parts, show(k)+": "+show(v.At(k)))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case *value.Regexp:
		return v.String()
	}
	s, _ := value.ToJSON(v, nil)
	return value.ToString(s)
}
