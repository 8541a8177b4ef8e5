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
	return math.Pow(x, y)
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
