package value

import "math"

// This file holds the arithmetic operators on mixed values.

// Add is +: a sum of numbers, or the two texts joined when either is one.
func Add(a, b Value) Value {
	if x, ok := a.(float64); ok {
		if y, ok := b.(float64); ok {
			return Number(x + y)
		}
	}
	a, b = defaultPrimitive(a), defaultPrimitive(b)
	if IsString(a) || IsString(b) {
		return Concat(ToString(a), ToString(b))
	}
	return Number(ToNumber(a) + ToNumber(b))
}

// Sub is -.
func Sub(a, b Value) Value { return Number(ToNumber(a) - ToNumber(b)) }

// Mul is *.
func Mul(a, b Value) Value { return Number(ToNumber(a) * ToNumber(b)) }

// Div is /: no error on zero, Infinity or NaN.
func Div(a, b Value) Value { return Number(ToNumber(a) / ToNumber(b)) }

// Mod is %: the sign is the dividend's.
func Mod(a, b Value) Value { return Number(math.Mod(ToNumber(a), ToNumber(b))) }

// FloorDiv is nunjucks' //: Math.floor(a / b).
func FloorDiv(a, b Value) Value { return Number(math.Floor(ToNumber(a) / ToNumber(b))) }

// Pow is nunjucks' **: Math.pow(a, b), where 1 to the power of NaN or of
// infinity is NaN, unlike in C.
func Pow(a, b Value) Value { return Number(pow(ToNumber(a), ToNumber(b))) }

func pow(x, y float64) float64 {
	if y != y || (x == 1 || x == -1) && math.IsInf(y, 0) {
		return nan
	}
	plain := math.Pow(x, y)
	twice := math.Abs(y * 2)
	if twice != math.Trunc(twice) || twice > 2048 || !(math.Abs(plain) > 1e-290 && math.Abs(plain) < 1e290) {
		return plain
	}
	return powHalves(x, y)
}

// powHalves is x to the power of a whole or half number, with twice the
// precision on the way: package math is off by some last digits.
func powHalves(x, y float64) float64 {
	n := math.Abs(y)
	result, base := pair{1, 0}, pair{x, 0}
	if n != math.Trunc(n) {
		root := math.Sqrt(x)
		result = pair{root, math.FMA(-root, root, x) / (2 * root)}
	}
	for k := int(n); k > 0; k >>= 1 {
		if k&1 == 1 {
			result = result.times(base)
		}
		if k > 1 {
			base = base.times(base)
		}
	}
	if y < 0 {
		q := 1 / result.hi
		rest := math.FMA(-q, result.hi, 1) - q*result.lo
		return q + q*rest
	}
	return result.hi + result.lo
}

// pair is the number hi + lo.
type pair struct{ hi, lo float64 }

func (a pair) times(b pair) pair {
	hi := a.hi * b.hi
	lo := math.FMA(a.hi, b.hi, -hi) + (a.hi*b.lo + a.lo*b.hi)
	return pair{hi + lo, lo - (hi + lo - hi)}
}

// Neg is unary -.
func Neg(a Value) Value { return Number(-ToNumber(a)) }

// Pos is unary +.
func Pos(a Value) Value { return Number(ToNumber(a)) }

// Concat joins two texts; halves of a surrogate pair that meet become one
// character again, as in JavaScript.
func Concat(a, b string) string {
	if len(b) >= 3 && b[0] == 0xED && len(a) >= 3 && a[len(a)-3] == 0xED {
		return joinSurrogates(a + b)
	}
	return a + b
}
