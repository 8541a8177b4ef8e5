package template

import (
	"runtime"

	"apercu/app/diag"
	"apercu/app/template/value"
)

// This file bounds what a template may use up. A template may come from a
// stranger's link: whatever it does, it ends soon and in little memory, and
// says which bound it met. Work is counted in steps, not in time, so that the
// same page gives the same output everywhere.

// Limits bound one rendering; a field that is 0 takes the default.
type Limits struct {
	Nesting int // blocks in blocks and expressions in expressions, when reading
	Depth   int // macros, includes and blocks calling each other
	Steps   int // statements, loop turns, calls; large values count more
	Output  int // bytes printed, captured bodies included
	String  int // bytes of one computed string
	Array   int // elements of one computed array
}

// DefaultLimits are lower in a browser, whose stack and memory are smaller.
func DefaultLimits() Limits {
	if runtime.GOARCH == "wasm" {
		return Limits{Nesting: 80, Depth: 50, Steps: 1_000_000, Output: 8 << 20, String: 2 << 20, Array: 100_000}
	}
	return Limits{Nesting: 200, Depth: 200, Steps: 4_000_000, Output: 32 << 20, String: 8 << 20, Array: 500_000}
}

func (l Limits) orDefault() Limits {
	d := DefaultLimits()
	for _, f := range []struct{ to, from *int }{{&l.Nesting, &d.Nesting}, {&l.Depth, &d.Depth}, {&l.Steps, &d.Steps},
		{&l.Output, &d.Output}, {&l.String, &d.String}, {&l.Array, &d.Array}} {
		if *f.to == 0 {
			*f.to = *f.from
		}
	}
	return l
}

// step counts n units of work; false means that the rendering is over.
func (r *render) step(n int) bool {
	if r.steps += n; r.steps > r.limits.Steps {
		r.stop("limit-steps", diag.T("Cette page demande trop de calculs : l’aperçu s’arrête ici.", "This page takes too much computing: the preview stops here."))
	}
	return !r.stopped
}

// printed counts n bytes of output.
func (r *render) printed(n int) bool {
	if r.bytes += n; r.bytes > r.limits.Output {
		r.stop("limit-output", diag.T("Cette page produit plus de %d Mo : l’aperçu s’arrête ici.", "This page produces more than %d MB: the preview stops here.", r.limits.Output>>20))
	}
	return !r.stopped
}

// made counts a computed value by its size and refuses one that is too large.
func (r *render) made(v value.Value) value.Value {
	switch v := v.(type) {
	case string:
		if len(v) > 256 && !r.sized(len(v)) {
			return nil
		}
	case value.Safe:
		if len(v) > 256 && !r.sized(len(v)) {
			return nil
		}
	case *value.Array:
		if len(v.Elems) > 64 {
			if len(v.Elems) > r.limits.Array {
				r.tooLarge()
				return nil
			}
			r.step(len(v.Elems) / 2)
		}
	}
	return v
}

func (r *render) sized(n int) bool {
	if n > r.limits.String {
		r.tooLarge()
		return false
	}
	return r.step(n / 256)
}

func (r *render) tooLarge() {
	r.stop("limit-size", diag.T("Une valeur calculée par cette page est trop grande : l’aperçu s’arrête ici.", "A value computed by this page is too large: the preview stops here."))
}

// weigh counts the parts of nested arrays and objects before something prints
// or copies them all: a few lists nested in themselves can stand for billions.
func (r *render) weigh(v value.Value) bool { return r.weighed(v, false) }

// weighAll looks into objects too. It is for what prints all of a value.
func (r *render) weighAll(v value.Value) bool { return r.weighed(v, true) }

func (r *render) weighed(v value.Value, objects bool) bool {
	n := 0
	if !r.parts(v, objects, &n, 0) {
		r.tooLarge()
		return false
	}
	return n < 64 || r.step(n/2)
}

// maxDepth bounds how far nested values are followed; what is nested deeper
// contains itself, which printing and dumping know how to meet.
const maxDepth = 100

func (r *render) parts(v value.Value, objects bool, n *int, depth int) bool {
	if *n++; *n > r.limits.Array {
		return false
	}
	if depth > maxDepth {
		return true
	}
	switch v := v.(type) {
	case *value.Array:
		for _, e := range v.Elems {
			if !r.parts(e, objects, n, depth+1) {
				return false
			}
		}
	case *value.Object:
		if !objects {
			return true
		}
		for _, k := range v.Keys() {
			if !r.parts(v.At(k), objects, n, depth+1) {
				return false
			}
		}
	}
	return true
}

// enter counts one level of calls; the caller must leave when it answers true.
func (r *render) enter() bool {
	if r.depth >= r.limits.Depth {
		r.stop("limit-depth", diag.T("Des macros ou des fichiers inclus s’appellent sans fin : l’aperçu s’arrête ici.", "Macros or included files call each other endlessly: the preview stops here."))
		return false
	}
	r.depth++
	return r.step(1)
}

func (r *render) leave() { r.depth-- }
