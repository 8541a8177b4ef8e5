package filter

import (
	"math"

	"apercu/app/template/value"
)

// This file holds the filters on numbers.

var abs = plain(func(in value.Value, _ []value.Value) (value.Value, error) {
	return value.Number(math.Abs(value.ToNumber(in))), nil
})

// float reads as parseFloat does; what is no number gives the default.
var float = plain(func(in value.Value, args []value.Value) (value.Value, error) {
	if f := value.ParseFloat(in); f == f {
		return value.Number(f), nil
	}
	return arg(args, 0), nil
})

// int_ reads as parseInt does; default and base may be named.
func int_(_ Scope, in value.Value, args []value.Value, kwargs *value.Object) (value.Value, error) {
	p := parameters(args, kwargs, "default", "base")
	base := p[1]
	if base == nil {
		base = value.Int(10)
	}
	if f := value.ParseInt(in, base); f == f {
		return value.Number(f), nil
	}
	return p[0], nil
}

// parameters reads arguments by position, then by name, as a nunjucks macro.
// When more are given than there are names, the last ones are dropped.
func parameters(args []value.Value, kwargs *value.Object, names ...string) []value.Value {
	out := make([]value.Value, len(names))
	for i, name := range names {
		if i < len(args) {
			out[i] = args[i]
		} else {
			out[i] = kwargs.At(name)
		}
	}
	return out
}

// round rounds half up (towards +∞), or with "ceil" or "floor".
var round = plain(func(in value.Value, args []value.Value) (value.Value, error) {
	factor := value.ToNumber(value.Pow(10.0, or(arg(args, 0), value.Int(0))))
	f := value.ToNumber(in) * factor
	switch arg(args, 1) {
	case value.Value("ceil"):
		f = math.Ceil(f)
	case value.Value("floor"):
		f = math.Floor(f)
	default:
		f = jsRound(f)
	}
	return value.Number(f / factor), nil
})

// jsRound is Math.round: a half goes towards +∞.
func jsRound(f float64) float64 {
	r := math.Floor(f)
	if f-r >= 0.5 {
		r++
	}
	return math.Copysign(r, f)
}

// sum adds with JavaScript's +, so texts are joined.
var sum = plain(func(in value.Value, args []value.Value) (value.Value, error) {
	var elems []value.Value
	var err error
	if attr := arg(args, 0); value.Truthy(attr) {
		elems, err = attributes(mapped(in), attr)
	} else {
		elems, err = array(in, "reduce")
	}
	if err != nil {
		return nil, err
	}
	total := value.Value(0.0)
	for _, e := range elems {
		total = value.Add(total, e)
	}
	start := value.Value(0.0)
	if s := arg(args, 1); s != nil {
		start = s
	}
	return value.Add(start, total), nil
})
