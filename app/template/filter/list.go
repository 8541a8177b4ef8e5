package filter

import (
	"math"

	"apercu/app/template/value"
)

// This file holds the filters on lists and objects.

// batch cuts into lists of that many elements, the last filled when asked.
var batch = plain(func(in value.Value, args []value.Value) (value.Value, error) {
	elems, err := sequence(in)
	if err != nil {
		return nil, err
	}
	size := value.ToNumber(arg(args, 0))
	out, row := &value.Array{}, &value.Array{}
	for i, e := range elems {
		if math.Mod(float64(i), size) == 0 && len(row.Elems) > 0 {
			out.Elems = append(out.Elems, row)
			row = &value.Array{}
		}
		row.Elems = append(row.Elems, e)
	}
	if len(row.Elems) == 0 {
		return out, nil
	}
	if fill := arg(args, 1); value.Truthy(fill) {
		for float64(len(row.Elems)) < min(size, maxLoop) {
			row.Elems = append(row.Elems, fill)
		}
	}
	out.Elems = append(out.Elems, row)
	return out, nil
})

var first = plain(func(in value.Value, _ []value.Value) (value.Value, error) {
	return property(in, value.Int(0))
})

var last = plain(func(in value.Value, _ []value.Value) (value.Value, error) {
	n, err := property(in, "length")
	if err != nil {
		return nil, err
	}
	return value.Get(in, value.Sub(n, value.Int(1))), nil
})

// random is the middle element: a preview must not change at every keystroke,
// and any element is a right answer.
var random = plain(func(in value.Value, _ []value.Value) (value.Value, error) {
	n, err := property(in, "length")
	if err != nil {
		return nil, err
	}
	return value.Get(in, value.Number(math.Floor(value.ToNumber(n)/2))), nil
})

var join = plain(func(in value.Value, args []value.Value) (value.Value, error) {
	elems, err := array(in, "join")
	if attr := arg(args, 1); value.Truthy(attr) {
		elems, err = attributes(mapped(in), attr)
	}
	if err != nil {
		return nil, err
	}
	return value.Join(value.NewArray(elems...), value.ToString(or(arg(args, 0), ""))), nil
})

// length is the number of characters, elements or properties; undefined of
// what has none, such as a number.
var length = plain(func(in value.Value, _ []value.Value) (value.Value, error) {
	switch v := orEmpty(in, "").(type) {
	case *value.Object:
		return value.Int(v.Len()), nil
	default:
		return value.Member(v, "length"), nil
	}
})

// list makes a text its characters, an object its {key, value} pairs.
var list = plain(func(in value.Value, _ []value.Value) (value.Value, error) {
	if s, ok := in.(string); ok {
		return value.NewArray(value.Split(s, "")...), nil
	}
	if pairs, ok := entries(in); ok {
		out := &value.Array{}
		for _, p := range pairs {
			o := value.NewObject(2)
			o.Set("key", p.key)
			o.Set("value", p.value)
			out.Elems = append(out.Elems, o)
		}
		return out, nil
	}
	if _, ok := in.(*value.Array); ok {
		return in, nil
	}
	return nil, value.Errorf("le filtre « list » attend une liste, un texte ou un objet", "list filter: type not iterable")
})

// reverse gives a new list, or the text backwards.
var reverse = plain(func(in value.Value, _ []value.Value) (value.Value, error) {
	elems := mapped(in)
	for i, j := 0, len(elems)-1; i < j; i, j = i+1, j-1 {
		elems[i], elems[j] = elems[j], elems[i]
	}
	out := value.NewArray(elems...)
	if value.IsString(in) {
		return value.Join(out, ""), nil
	}
	return out, nil
})

// maxLists bounds how many lists one call makes, whatever its argument says.
const maxLists = 1 << 16

// slice makes that many lists, the first ones longer by one as needed.
var slice = plain(func(in value.Value, args []value.Value) (value.Value, error) {
	n, err := property(in, "length")
	if err != nil {
		return nil, err
	}
	count := value.ToNumber(arg(args, 0))
	size := math.Floor(value.ToNumber(n) / count)
	extra := math.Mod(value.ToNumber(n), count)
	fill := arg(args, 1)
	out := &value.Array{}
	offset := 0.0
	for i := 0.0; i < min(count, maxLists); i++ {
		start := offset + i*size
		if i < extra {
			offset++
		}
		part, found, err := value.CallMethod(in, "slice", []value.Value{start, offset + (i+1)*size}, nil)
		if err != nil || !found {
			return nil, missing(in, "slice")
		}
		if value.Truthy(fill) && i >= extra {
			a, ok := part.(*value.Array)
			if !ok {
				return nil, missing(part, "push")
			}
			a.Elems = append(a.Elems, fill)
		}
		out.Elems = append(out.Elems, part)
	}
	return out, nil
})

// selectOrReject keeps the elements for which a test says keep; without a
// name, the test is "truthy".
func selectOrReject(keep bool) Func {
	return func(s Scope, in value.Value, args []value.Value, kwargs *value.Object) (value.Value, error) {
		args = value.Positional(args, kwargs)
		name := "truthy"
		if n := arg(args, 0); n != nil {
			name = value.ToString(n)
		}
		test, ok := testNamed(s, name)
		if !ok {
			return nil, value.Errorf("test inconnu : « %s »", "test not found: %s", name)
		}
		elems, err := sequence(in)
		if err != nil {
			return nil, err
		}
		out := &value.Array{}
		if _, ok := in.(value.Safe); ok { // it has a length but no elements
			return out, nil
		}
		for _, e := range elems {
			is, err := test(s, e, args[min(1, len(args)):])
			if err != nil {
				return nil, err
			}
			if is == keep {
				out.Elems = append(out.Elems, e)
			}
		}
		return out, nil
	}
}

func testNamed(s Scope, name string) (Test, bool) {
	if t, ok := s.(Tester); ok {
		return t.Test(name)
	}
	t, ok := tests[name]
	return t, ok
}

// selectOrRejectAttr keeps the elements by the truth of one attribute, without
// dots.
func selectOrRejectAttr(keep bool) Func {
	return plain(func(in value.Value, args []value.Value) (value.Value, error) {
		elems, err := array(in, "filter")
		if err != nil {
			return nil, err
		}
		attrs, err := attributes(elems, arg(args, 0))
		if err != nil {
			return nil, err
		}
		out := &value.Array{}
		for i, e := range elems {
			if value.Truthy(attrs[i]) == keep {
				out.Elems = append(out.Elems, e)
			}
		}
		return out, nil
	})
}
