package template

import "apercu/app/template/value"

// This file holds the functions that nunjucks puts in every template: range,
// cycler and joiner.

func globals() map[string]value.Value {
	return map[string]value.Value{
		"range":  &value.Func{Name: "range", Call: rangeOf},
		"cycler": &value.Func{Name: "cycler", Call: cycler},
		"joiner": &value.Func{Name: "joiner", Call: joiner},
	}
}

func arg(args []value.Value, i int) value.Value {
	if i < len(args) {
		return args[i]
	}
	return nil
}

// rangeOf counts from start to before stop; with one argument, from 0 to before it.
func rangeOf(args []value.Value, kwargs *value.Object) (value.Value, error) {
	args = value.Positional(args, kwargs)
	start, stop, step := arg(args, 0), arg(args, 1), arg(args, 2)
	if stop == nil {
		start, stop, step = value.Int(0), start, value.Int(1)
	} else if !value.Truthy(step) {
		step = value.Int(1)
	}
	limit := DefaultLimits().Array
	out := []value.Value{}
	by := value.ToNumber(step)
	for i := start; within(i, stop, by); i = value.Add(i, step) {
		// A start that is text grows at each step instead of counting.
		if s, ok := value.Text(i); len(out) == limit || ok && len(s) > 1000 {
			return nil, value.Errorf("`range` ne donne pas plus de %d nombres.", "`range` gives no more than %d numbers.", limit)
		}
		out = append(out, i)
	}
	return value.NewArray(out...), nil
}

func within(i, stop value.Value, by float64) bool {
	c, ok := value.Compare(i, stop)
	return ok && (by > 0 && c < 0 || !(by > 0) && c > 0)
}

// cycler gives an object whose next() goes round the arguments.
func cycler(args []value.Value, kwargs *value.Object) (value.Value, error) {
	items := append([]value.Value(nil), value.Positional(args, kwargs)...)
	index := -1
	o := value.NewObject(3)
	o.Set("current", value.Null{})
	o.Set("reset", &value.Func{Name: "reset", Call: func([]value.Value, *value.Object) (value.Value, error) {
		index = -1
		o.Set("current", value.Null{})
		return nil, nil
	}})
	o.Set("next", &value.Func{Name: "next", Call: func([]value.Value, *value.Object) (value.Value, error) {
		if index++; index >= len(items) {
			index = 0
		}
		o.Set("current", arg(items, index))
		return arg(items, index), nil
	}})
	return o, nil
}

// joiner gives a function that is silent the first time and prints the separator after.
func joiner(args []value.Value, kwargs *value.Object) (value.Value, error) {
	sep := arg(value.Positional(args, kwargs), 0)
	if !value.Truthy(sep) {
		sep = ","
	}
	first := true
	return &value.Func{Name: "joiner", Call: func([]value.Value, *value.Object) (value.Value, error) {
		if first {
			first = false
			return "", nil
		}
		return sep, nil
	}}, nil
}
