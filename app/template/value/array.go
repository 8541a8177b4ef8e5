package value

import "math"

// This file holds Array.prototype. Methods that answer iterators in JavaScript
// answer arrays here. Callbacks get (element, index, array).

// maxArray bounds what a template can build by calling methods, in elements.
const maxArray = 1 << 22

func init() {
	arrayMethods = map[string]method{
		"at":             arrayAt,
		"concat":         arrayConcat,
		"entries":        arrayEntries,
		"every":          everyOrSome(false),
		"fill":           arrayFill,
		"filter":         arrayFilter,
		"find":           arrayFind(false, true),
		"findIndex":      arrayFind(false, false),
		"findLast":       arrayFind(true, true),
		"findLastIndex":  arrayFind(true, false),
		"flat":           arrayFlat,
		"flatMap":        arrayFlatMap,
		"forEach":        arrayForEach,
		"hasOwnProperty": arrayHasOwn,
		"includes":       arrayIncludes,
		"indexOf":        arrayIndexOf,
		"join":           arrayJoin,
		"keys":           arrayKeys,
		"lastIndexOf":    arrayLastIndexOf,
		"map":            arrayMap,
		"pop":            arrayPop,
		"push":           arrayPush,
		"reduce":         arrayReduce(false),
		"reduceRight":    arrayReduce(true),
		"reverse":        arrayReverse,
		"shift":          arrayShift,
		"slice":          arraySlice,
		"some":           everyOrSome(true),
		"sort":           arraySort,
		"splice":         arraySplice,
		"toLocaleString": arrayText,
		"toReversed":     onCopy(arrayReverse),
		"toSorted":       onCopy(arraySort),
		"toSpliced":      arrayToSpliced,
		"toString":       arrayText,
		"unshift":        arrayUnshift,
		"valueOf":        func(this Value, _ []Value) (Value, error) { return this, nil },
		"values":         arrayCopy,
		"with":           arrayWith,
	}
}

// elems is the array's elements; methods are only bound to arrays.
func elems(this Value) []Value { return this.(*Array).Elems }

// CopyArray is a new array with the same elements.
func CopyArray(xs []Value) *Array { return &Array{Elems: append([]Value(nil), xs...)} }

func arrayCopy(this Value, _ []Value) (Value, error) { return CopyArray(elems(this)), nil }

// onCopy applies a method that changes its array to a copy.
func onCopy(m method) method {
	return func(this Value, args []Value) (Value, error) { return m(CopyArray(elems(this)), args) }
}

func arrayText(this Value, _ []Value) (Value, error) { return ToString(this), nil }

func arrayAt(this Value, args []Value) (Value, error) {
	a, i := this.(*Array), ToInteger(arg(args, 0))
	if i < 0 {
		i += len(a.Elems)
	}
	return a.At(i), nil
}

func arrayConcat(this Value, args []Value) (Value, error) {
	out := CopyArray(elems(this))
	for _, a := range args {
		if list, ok := a.(*Array); ok {
			out.Elems = append(out.Elems, list.Elems...)
		} else {
			out.Elems = append(out.Elems, a)
		}
	}
	return out, checkSize(len(out.Elems))
}

func checkSize(n int) error {
	if n > maxArray {
		return Errorf("liste trop longue", "Invalid array length")
	}
	return nil
}

func arrayEntries(this Value, _ []Value) (Value, error) {
	out := &Array{}
	for i, e := range elems(this) {
		out.Elems = append(out.Elems, NewArray(Int(i), e))
	}
	return out, nil
}

func arrayKeys(this Value, _ []Value) (Value, error) {
	out := &Array{}
	for i := range elems(this) {
		out.Elems = append(out.Elems, Int(i))
	}
	return out, nil
}

// everyOrSome stops at the first element whose truth is stop.
func everyOrSome(stop bool) method {
	return func(this Value, args []Value) (Value, error) {
		found := false
		err := each(this, args, func(_ int, _, r Value) bool {
			found = Truthy(r) == stop
			return !found
		})
		return Bool(found == stop), err
	}
}

// each calls the callback on every element there was at the start, until next
// says false.
func each(this Value, args []Value, next func(i int, e, result Value) bool) error {
	f, err := callback(args)
	if err != nil {
		return err
	}
	a := this.(*Array)
	for i, n := 0, len(a.Elems); i < n && i < len(a.Elems); i++ {
		e := a.Elems[i]
		r, err := f.Call([]Value{e, Int(i), a}, nil)
		if err != nil {
			return err
		}
		if !next(i, e, r) {
			return nil
		}
	}
	return nil
}

func arrayFill(this Value, args []Value) (Value, error) {
	xs := elems(this)
	for i, end := relative(arg(args, 1), len(xs), 0), relative(arg(args, 2), len(xs), len(xs)); i < end; i++ {
		xs[i] = arg(args, 0)
	}
	return this, nil
}

func arrayFilter(this Value, args []Value) (Value, error) {
	out := &Array{}
	err := each(this, args, func(_ int, e, r Value) bool {
		if Truthy(r) {
			out.Elems = append(out.Elems, e)
		}
		return true
	})
	return out, err
}

func arrayFind(last, element bool) method {
	return func(this Value, args []Value) (Value, error) {
		f, err := callback(args)
		if err != nil {
			return nil, err
		}
		xs := elems(this)
		for n := range xs {
			i := n
			if last {
				i = len(xs) - 1 - n
			}
			r, err := f.Call([]Value{xs[i], Int(i), this}, nil)
			if err != nil {
				return nil, err
			}
			if Truthy(r) {
				if element {
					return xs[i], nil
				}
				return Int(i), nil
			}
		}
		if element {
			return nil, nil
		}
		return Number(-1), nil
	}
}

func arrayFlat(this Value, args []Value) (Value, error) {
	depth := 1
	if d := arg(args, 0); d != nil {
		depth = ToInteger(d)
	}
	out, err := flatten(nil, elems(this), min(depth, 1000))
	return NewArray(out...), err
}

func flatten(out, xs []Value, depth int) ([]Value, error) {
	var err error
	for _, x := range xs {
		if a, ok := x.(*Array); ok && depth > 0 && err == nil {
			out, err = flatten(out, a.Elems, depth-1)
		} else {
			out = append(out, x)
		}
		if err == nil {
			err = checkSize(len(out))
		}
	}
	return out, err
}

func arrayFlatMap(this Value, args []Value) (Value, error) {
	mapped, err := arrayMap(this, args)
	if err != nil {
		return nil, err
	}
	return arrayFlat(mapped, nil)
}

func arrayForEach(this Value, args []Value) (Value, error) {
	return nil, each(this, args, func(int, Value, Value) bool { return true })
}

func arrayHasOwn(this Value, args []Value) (Value, error) {
	k := ToKey(arg(args, 0))
	i, ok := arrayIndex(k)
	return Bool(k == "length" || ok && int(i) < len(elems(this))), nil
}

// arrayIncludes finds NaN, unlike indexOf.
func arrayIncludes(this Value, args []Value) (Value, error) {
	xs, v := elems(this), arg(args, 0)
	for i := relative(arg(args, 1), len(xs), 0); i < len(xs); i++ {
		if StrictEqual(xs[i], v) || isNaN(xs[i]) && isNaN(v) {
			return true, nil
		}
	}
	return false, nil
}

func isNaN(v Value) bool { f, ok := v.(float64); return ok && f != f }

func arrayIndexOf(this Value, args []Value) (Value, error) {
	xs := elems(this)
	return Number(float64(indexOf(xs, arg(args, 0), relative(arg(args, 1), len(xs), 0)))), nil
}

func arrayLastIndexOf(this Value, args []Value) (Value, error) {
	xs := elems(this)
	i := len(xs) - 1
	if len(args) > 1 {
		if i = ToInteger(args[1]); i < 0 {
			i += len(xs)
		}
	}
	for i = min(i, len(xs)-1); i >= 0; i-- {
		if StrictEqual(xs[i], arg(args, 0)) {
			return Int(i), nil
		}
	}
	return Number(-1), nil
}

func arrayJoin(this Value, args []Value) (Value, error) {
	sep := ","
	if s := arg(args, 0); s != nil {
		sep = ToString(s)
	}
	return Join(this.(*Array), sep), nil
}

// Join is Array.prototype.join.
func Join(a *Array, sep string) string { return joinElems(a, sep, nil) }

func arrayMap(this Value, args []Value) (Value, error) {
	out := &Array{Elems: make([]Value, 0, len(elems(this)))}
	err := each(this, args, func(_ int, _, r Value) bool {
		out.Elems = append(out.Elems, r)
		return true
	})
	return out, err
}

func arrayPop(this Value, _ []Value) (Value, error) {
	a := this.(*Array)
	if len(a.Elems) == 0 {
		return nil, nil
	}
	last := a.Elems[len(a.Elems)-1]
	a.Elems = a.Elems[:len(a.Elems)-1]
	return last, nil
}

func arrayPush(this Value, args []Value) (Value, error) {
	a := this.(*Array)
	a.Elems = append(a.Elems, args...)
	return Int(len(a.Elems)), checkSize(len(a.Elems))
}

func arrayShift(this Value, _ []Value) (Value, error) {
	a := this.(*Array)
	if len(a.Elems) == 0 {
		return nil, nil
	}
	first := a.Elems[0]
	a.Elems = append([]Value(nil), a.Elems[1:]...)
	return first, nil
}

func arrayUnshift(this Value, args []Value) (Value, error) {
	a := this.(*Array)
	a.Elems = append(append(make([]Value, 0, len(args)+len(a.Elems)), args...), a.Elems...)
	return Int(len(a.Elems)), checkSize(len(a.Elems))
}

func arrayReduce(right bool) method {
	return func(this Value, args []Value) (Value, error) {
		f, err := callback(args)
		if err != nil {
			return nil, err
		}
		xs, i, step := elems(this), 0, 1
		if right {
			i, step = len(xs)-1, -1
		}
		acc := arg(args, 1)
		if len(args) < 2 {
			if len(xs) == 0 {
				return nil, Errorf("« reduce » d’une liste vide sans valeur de départ", "Reduce of empty array with no initial value")
			}
			acc, i = xs[i], i+step
		}
		for ; i >= 0 && i < len(xs); i += step {
			if acc, err = f.Call([]Value{acc, xs[i], Int(i), this}, nil); err != nil {
				return nil, err
			}
		}
		return acc, nil
	}
}

func arrayReverse(this Value, _ []Value) (Value, error) {
	xs := elems(this)
	for i, j := 0, len(xs)-1; i < j; i, j = i+1, j-1 {
		xs[i], xs[j] = xs[j], xs[i]
	}
	return this, nil
}

func arraySlice(this Value, args []Value) (Value, error) {
	xs := elems(this)
	start, end := relative(arg(args, 0), len(xs), 0), relative(arg(args, 1), len(xs), len(xs))
	return CopyArray(xs[min(start, max(start, end)):max(start, end)]), nil
}

// arraySort sorts in place: by the function, else by text; undefined goes last.
func arraySort(this Value, args []Value) (Value, error) {
	a := this.(*Array)
	f, isFunc := arg(args, 0).(*Func)
	if !isFunc && arg(args, 0) != nil {
		return nil, Errorf("« sort » attend une fonction de comparaison", "The comparison function must be either a function or undefined")
	}
	return a, Sort(a.Elems, func(x, y Value) (float64, error) {
		if !isFunc {
			return float64(CompareStrings(ToString(x), ToString(y))), nil
		}
		r, err := f.Call([]Value{x, y}, nil)
		return ToNumber(r), err
	})
}

func arraySplice(this Value, args []Value) (Value, error) {
	a := this.(*Array)
	n := len(a.Elems)
	start := relative(arg(args, 0), n, 0)
	count := n - start
	switch len(args) {
	case 0:
		count = 0
	case 1:
	default:
		count = max(0, min(ToInteger(args[1]), count))
		args = args[2:]
		removed := CopyArray(a.Elems[start : start+count])
		a.Elems = spliced(a.Elems, start, count, args)
		return removed, checkSize(len(a.Elems))
	}
	removed := CopyArray(a.Elems[start : start+count])
	a.Elems = spliced(a.Elems, start, count, nil)
	return removed, nil
}

func spliced(xs []Value, start, count int, insert []Value) []Value {
	out := make([]Value, 0, len(xs)-count+len(insert))
	out = append(append(out, xs[:start]...), insert...)
	return append(out, xs[start+count:]...)
}

func arrayToSpliced(this Value, args []Value) (Value, error) {
	c := CopyArray(elems(this))
	_, err := arraySplice(c, args)
	return c, err
}

func arrayWith(this Value, args []Value) (Value, error) {
	c, i := CopyArray(elems(this)), ToInteger(arg(args, 0))
	if i < 0 {
		i += len(c.Elems)
	}
	if i < 0 || i >= len(c.Elems) || i > math.MaxInt32 {
		return nil, Errorf("position hors de la liste", "Invalid index : %s", ToString(arg(args, 0)))
	}
	c.Elems[i] = arg(args, 1)
	return c, nil
}
