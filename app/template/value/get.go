package value

// This file looks members up as nunjucks' memberLookup does: nothing of
// undefined or null is undefined, never an error; a method comes out bound to
// its value.

// method is a built-in method: this is the value before the dot.
type method func(this Value, args []Value) (Value, error)

// Get is v[key].
func Get(v, key Value) Value {
	switch v := v.(type) {
	case *Object:
		if k, ok := key.(string); ok {
			return v.member(k)
		}
		return v.member(ToString(key))
	case nil, Null:
		return nil
	case *Array:
		if f, ok := key.(float64); ok {
			if i := int(f); float64(i) == f {
				return v.At(i)
			}
		}
	case string:
		if f, ok := key.(float64); ok {
			return charAt(v, f)
		}
	}
	return Member(v, ToKey(key))
}

// Member is v.name.
func Member(v Value, name string) Value {
	switch v := v.(type) {
	case *Object:
		return v.member(name)
	case *Array:
		if name == "length" {
			return Int(len(v.Elems))
		}
		if i, ok := arrayIndex(name); ok {
			return v.At(int(i))
		}
		if p, ok := v.props.Get(name); ok {
			return p
		}
	case string:
		if name == "length" {
			return Int(Length(v))
		}
		if i, ok := arrayIndex(name); ok {
			return charAt(v, float64(i))
		}
	case Safe:
		switch name {
		case "length":
			return Int(Length(string(v)))
		case "val":
			return string(v)
		}
	case *Regexp:
		if p, ok := v.property(name); ok {
			return p
		}
	case *Func:
		if name == "name" {
			return v.Name
		}
	}
	if m, ok := methodsOf(v)[name]; ok {
		return bind(v, name, m)
	}
	return nil
}

func (o *Object) member(name string) Value {
	if o == nil {
		return nil
	}
	if v, ok := o.Get(name); ok {
		return v
	}
	if m, ok := objectMethods[name]; ok {
		return bind(o, name, m)
	}
	return nil
}

// At is element i, undefined outside of the array.
func (a *Array) At(i int) Value {
	if i < 0 || i >= len(a.Elems) {
		return nil
	}
	return a.Elems[i]
}

// bind makes a method a function. Keyword arguments arrive as nunjucks passes
// them to JavaScript: as one more object at the end.
func bind(this Value, name string, m method) *Func {
	return &Func{Name: name, Call: func(args []Value, kwargs *Object) (Value, error) {
		return m(this, Positional(args, kwargs))
	}}
}

// Positional is args followed by the keyword arguments as one object, when
// there are any: how nunjucks calls a function that was not made by it.
func Positional(args []Value, kwargs *Object) []Value {
	if kwargs == nil {
		return args
	}
	return append(args[:len(args):len(args)], kwargs)
}

// CallMethod calls v.name(args…) without building the bound function; found is
// false when v has no such built-in method (an own property may still be one).
func CallMethod(v Value, name string, args []Value, kwargs *Object) (result Value, found bool, err error) {
	if o, ok := v.(*Object); ok && o.Has(name) {
		return nil, false, nil
	}
	m, ok := methodsOf(v)[name]
	if !ok {
		return nil, false, nil
	}
	result, err = m(v, Positional(args, kwargs))
	return result, true, err
}

func methodsOf(v Value) map[string]method {
	switch v.(type) {
	case string, Safe:
		return stringMethods
	case *Array:
		return arrayMethods
	case float64:
		return numberMethods
	case Date:
		return dateMethods
	case *Regexp:
		return regexpMethods
	case bool:
		return booleanMethods
	case *Object:
		return objectMethods
	case *Func:
		return funcMethods
	}
	return nil
}

// charAt is s[i], a string of one code unit, or undefined.
func charAt(s string, f float64) Value {
	i := int(f)
	if float64(i) != f || i < 0 {
		return nil
	}
	if i < len(s) && ascii(s[:i+1]) {
		return s[i : i+1]
	}
	if c := Substring(s, i, i+1); c != "" {
		return c
	}
	return nil
}

// arg is args[i], undefined when it was not given.
func arg(args []Value, i int) Value {
	if i < len(args) {
		return args[i]
	}
	return nil
}

// callback is args[0] when it can be called.
func callback(args []Value) (*Func, error) {
	if f, ok := arg(args, 0).(*Func); ok {
		return f, nil
	}
	return nil, notAFunction(ToString(arg(args, 0)))
}
