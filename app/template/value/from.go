package value

import (
	"sort"
	"time"
)

// From converts ordinary Go data: nil (null), booleans, numbers, strings,
// times, maps with string keys (in alphabetical order: Go keeps none), slices,
// and Values, which come back unchanged. Anything else is undefined.
func From(x any) Value {
	switch x := x.(type) {
	case nil:
		return Null{}
	case Null, bool, float64, string, Safe, *Array, *Object, Date, *Regexp, *Func:
		return x
	case time.Time:
		return NewDate(x)
	case int:
		return Int(x)
	case int64:
		return Number(float64(x))
	case int32:
		return Number(float64(x))
	case uint64:
		return Number(float64(x))
	case uint:
		return Number(float64(x))
	case float32:
		return Number(float64(x))
	case []Value:
		return fromSlice(x, func(v Value) Value { return From(v) })
	case []any:
		return fromSlice(x, From)
	case []string:
		return fromSlice(x, func(s string) Value { return s })
	case []int:
		return fromSlice(x, Int)
	case map[string]Value:
		return fromMap(x, func(v Value) Value { return From(v) })
	case map[string]any:
		return fromMap(x, From)
	case map[string]string:
		return fromMap(x, func(s string) Value { return s })
	case map[any]any:
		return fromAnyMap(x)
	}
	return nil
}

func fromSlice[T any](xs []T, conv func(T) Value) *Array {
	a := &Array{Elems: make([]Value, len(xs))}
	for i, x := range xs {
		a.Elems[i] = conv(x)
	}
	return a
}

func fromMap[T any](m map[string]T, conv func(T) Value) *Object {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	o := NewObject(len(m))
	for _, k := range keys {
		o.Set(k, conv(m[k]))
	}
	return o
}

// fromAnyMap takes what some YAML decoders give.
func fromAnyMap(m map[any]any) *Object {
	named := make(map[string]any, len(m))
	for k, v := range m {
		named[ToString(From(k))] = v
	}
	return fromMap(named, From)
}
