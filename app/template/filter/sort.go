package filter

import (
	"strings"

	"apercu/app/template/value"
)

// This file holds the filters that order and group.

// dictsort gives [key, value] pairs in order of the keys or of the values.
var dictsort = plain(func(in value.Value, args []value.Value) (value.Value, error) {
	pairs, ok := entries(in)
	if !ok {
		return nil, value.Errorf("le filtre « dictsort » attend un objet", "dictsort filter: val must be an object")
	}
	index := 0
	switch arg(args, 1) {
	case nil, value.Value("key"):
	case value.Value("value"):
		index = 1
	default:
		return nil, value.Errorf("le filtre « dictsort » trie par « key » ou par « value »", "dictsort filter: You can only sort by either key or value")
	}
	out := &value.Array{}
	for _, p := range pairs {
		out.Elems = append(out.Elems, value.NewArray(p.key, p.value))
	}
	if _, ok := in.(value.Safe); ok { // what SafeString's prototype adds
		for _, name := range []string{"valueOf", "toString"} {
			out.Elems = append(out.Elems, value.NewArray(name, value.Member(in, name)))
		}
	}
	caseSensitive := value.Truthy(arg(args, 0))
	err := value.Sort(out.Elems, func(x, y value.Value) (float64, error) {
		a, b := x.(*value.Array).Elems[index], y.(*value.Array).Elems[index]
		if !caseSensitive {
			a, b = fold(a, value.ToUpper), fold(b, value.ToUpper)
		}
		if c, ok := value.Compare(a, b); ok && c > 0 {
			return 1, nil
		}
		if value.StrictEqual(a, b) {
			return 0, nil
		}
		return -1, nil
	})
	return out, err
})

// fold changes the case of a primitive text, nothing else.
func fold(v value.Value, convert func(string) string) value.Value {
	if s, ok := v.(string); ok {
		return convert(s)
	}
	return v
}

// sort takes reverse, case_sensitive and attribute, by position or by name.
func sort(s Scope, in value.Value, args []value.Value, kwargs *value.Object) (value.Value, error) {
	p := parameters(args, kwargs, "reverse", "case_sensitive", "attribute")
	out := value.NewArray(mapped(in)...)
	attr, down := p[2], value.Truthy(p[0])
	path := attributePath(attr)
	err := value.Sort(out.Elems, func(a, b value.Value) (float64, error) {
		x, y, err := sortKeys(a, b, path, strict(s), attr)
		if err != nil {
			return 0, err
		}
		if !value.Truthy(p[1]) && value.IsString(x) && value.IsString(y) {
			x, y = fold(x, value.ToLower), fold(y, value.ToLower)
		}
		c, ok := value.Compare(x, y)
		if !ok {
			return 0, nil
		}
		if down {
			c = -c
		}
		return float64(c), nil
	})
	return out, err
}

func sortKeys(a, b value.Value, path []string, strict bool, attr value.Value) (x, y value.Value, err error) {
	if path == nil {
		return a, b, nil
	}
	if x, err = follow(a, path); err == nil {
		y, err = follow(b, path)
	}
	if err == nil && strict && (x == nil || y == nil) {
		err = value.Errorf("tri : l’attribut « %s » est absent d’un élément", `sort: attribute "%s" resolved to undefined`, value.ToString(attr))
	}
	return x, y, err
}

// attributePath cuts an attribute at its dots; nil when there is none.
func attributePath(attr value.Value) []string {
	switch a := attr.(type) {
	case string:
		if a == "" {
			return nil
		}
		return strings.Split(a, ".")
	}
	if !value.Truthy(attr) {
		return nil
	}
	return []string{value.ToString(attr)}
}

// follow reads own properties along the path; one that is not there gives
// undefined.
func follow(v value.Value, path []string) (value.Value, error) {
	for _, key := range path {
		if value.IsNil(v) {
			return nil, value.Errorf("un élément de la liste est absent : impossible d’y lire « %s »", "Cannot convert undefined or null to object (reading '%s')", key)
		}
		if !hasOwn(v, key) {
			return nil, nil
		}
		v = value.Member(v, key)
	}
	return v, nil
}

func hasOwn(v value.Value, key string) bool {
	switch v := v.(type) {
	case *value.Object:
		return v.Has(key)
	case value.Safe:
		return key == "val" || key == "length"
	case string, *value.Array:
		has, _, _ := value.CallMethod(v, "hasOwnProperty", []value.Value{key}, nil)
		return value.Truthy(has)
	}
	return false
}

// groupby groups by an attribute (dots allowed) or by what a function answers.
func groupby(s Scope, in value.Value, args []value.Value, kwargs *value.Object) (value.Value, error) {
	by := arg(value.Positional(args, kwargs), 0)
	elems, err := sequence(in)
	if err != nil {
		return nil, err
	}
	path, fn := attributePath(by), callable(by)
	out := value.NewObject(8)
	for i, e := range elems {
		var key value.Value
		switch {
		case fn != nil:
			key, err = s.Call(fn, []value.Value{e, value.Int(i)}, nil)
		default:
			key, err = follow(e, path)
		}
		if err != nil {
			return nil, err
		}
		if key == nil && strict(s) {
			return nil, value.Errorf("groupby : l’attribut « %s » est absent d’un élément", `groupby: attribute "%s" resolved to undefined`, value.ToString(by))
		}
		name := value.ToKey(key)
		group, ok := out.At(name).(*value.Array)
		if !ok {
			group = &value.Array{}
			out.Set(name, group)
		}
		group.Elems = append(group.Elems, e)
	}
	return out, nil
}
