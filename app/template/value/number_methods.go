package value

import (
	"math"
	"strconv"
	"strings"
)

// This file holds Number.prototype.

func init() {
	numberMethods = map[string]method{
		"toExponential":  numberToExponential,
		"toFixed":        numberToFixed,
		"toLocaleString": numberToLocaleString,
		"toPrecision":    numberToPrecision,
		"toString":       numberToString,
		"valueOf":        func(this Value, _ []Value) (Value, error) { return this, nil },
	}
}

// digitsArg reads a count of digits between least and 100.
func digitsArg(v Value, least int, method string) (int, error) {
	if n := ToInteger(v); n >= least && n <= 100 {
		return n, nil
	}
	return 0, Errorf("« %s » : nombre de chiffres hors limites", "%s() digits argument must be between %[2]d and 100", method, least)
}

func numberToFixed(this Value, args []Value) (Value, error) {
	f := this.(float64)
	d, err := digitsArg(arg(args, 0), 0, "toFixed")
	if err != nil {
		return nil, err
	}
	if f != f || math.Abs(f) >= 1e21 {
		return FormatNumber(f), nil
	}
	s := Fixed(math.Abs(f), d)
	if f < 0 {
		s = "-" + s
	}
	return s, nil
}

// Fixed is f ≥ 0 with d decimals; an exact half goes up, where strconv goes to even.
func Fixed(f float64, d int) string {
	s := strconv.FormatFloat(f, 'f', d, 64)
	long := strconv.FormatFloat(f, 'f', d+40, 64)
	if tie := long[len(long)-40:]; tie != "5"+strings.Repeat("0", 39) {
		return s
	}
	cut := strings.TrimSuffix(long[:len(long)-40], ".")
	return incrementDecimal(cut)
}

// incrementDecimal adds one to the last digit of a decimal number.
func incrementDecimal(s string) string {
	b := []byte(s)
	for i := len(b) - 1; i >= 0; i-- {
		switch {
		case b[i] == '.':
		case b[i] == '9':
			b[i] = '0'
		default:
			b[i]++
			return string(b)
		}
	}
	return "1" + string(b)
}

// significant gives n significant digits of f > 0 and the decimal exponent of
// the first, an exact half going up.
func significant(f float64, n int) (digits string, exp int) {
	s := strconv.FormatFloat(f, 'e', n-1+40, 64)
	e := strings.IndexByte(s, 'e')
	exp, _ = strconv.Atoi(s[e+1:])
	all := strings.Replace(s[:e], ".", "", 1)
	if all[n:] != "5"+strings.Repeat("0", len(all)-n-1) {
		s = strconv.FormatFloat(f, 'e', n-1, 64)
		e = strings.IndexByte(s, 'e')
		exp, _ = strconv.Atoi(s[e+1:])
		return strings.Replace(s[:e], ".", "", 1), exp
	}
	up := incrementDecimal(all[:n])
	if len(up) > n {
		return up[:n], exp + 1
	}
	return up, exp
}

func numberToPrecision(this Value, args []Value) (Value, error) {
	f := this.(float64)
	if arg(args, 0) == nil || f-f != 0 {
		return FormatNumber(f), nil
	}
	p, err := digitsArg(args[0], 1, "toPrecision")
	if err != nil {
		return nil, err
	}
	sign := ""
	if f < 0 {
		sign, f = "-", -f
	}
	digits, e := strings.Repeat("0", p), 0
	if f != 0 {
		digits, e = significant(f, p)
	}
	switch {
	case e < -6 || e >= p:
		return sign + exponential(digits, e), nil
	case e == p-1:
		return sign + digits, nil
	case e >= 0:
		return sign + digits[:e+1] + "." + digits[e+1:], nil
	}
	return sign + "0." + strings.Repeat("0", -e-1) + digits, nil
}

func exponential(digits string, e int) string {
	b := []byte(digits[:1])
	if len(digits) > 1 {
		b = append(append(b, '.'), digits[1:]...)
	}
	return string(appendExponent(b, e))
}

func numberToExponential(this Value, args []Value) (Value, error) {
	f := this.(float64)
	if f-f != 0 {
		return FormatNumber(f), nil
	}
	sign := ""
	if f < 0 {
		sign, f = "-", -f
	}
	if arg(args, 0) == nil && f != 0 {
		digits, n := shortest(f)
		return sign + exponential(digits, n-1), nil
	}
	d, err := digitsArg(arg(args, 0), 0, "toExponential")
	if err != nil {
		return nil, err
	}
	digits, e := strings.Repeat("0", d+1), 0
	if f != 0 {
		digits, e = significant(f, d+1)
	}
	return sign + exponential(digits, e), nil
}

func numberToString(this Value, args []Value) (Value, error) {
	f := this.(float64)
	radix := 10
	if r := arg(args, 0); r != nil {
		radix = ToInteger(r)
	}
	if radix < 2 || radix > 36 {
		return nil, Errorf("« toString » attend une base de 2 à 36", "toString() radix must be between 2 and 36")
	}
	if radix == 10 || f-f != 0 {
		return FormatNumber(f), nil
	}
	return formatRadix(f, radix), nil
}

const radixDigits = "0123456789abcdefghijklmnopqrstuvwxyz"

// formatRadix prints as many digits of the fraction as are needed to read the
// number back, as V8's DoubleToRadixCString.
func formatRadix(f float64, radix int) string {
	sign := ""
	if f < 0 {
		sign, f = "-", -f
	}
	whole := math.Floor(f)
	fraction, carry := radixFraction(f, f-whole, float64(radix))
	if carry {
		whole++
	}
	var digits []byte
	r := float64(radix)
	for whole >= 1<<53 { // the digits below the precision are zeros
		whole /= r
		digits = append(digits, '0')
	}
	for {
		rest := math.Mod(whole, r)
		digits = append(digits, radixDigits[int(rest)])
		if whole = (whole - rest) / r; whole <= 0 {
			break
		}
	}
	for i, j := 0, len(digits)-1; i < j; i, j = i+1, j-1 {
		digits[i], digits[j] = digits[j], digits[i]
	}
	return sign + string(digits) + fraction
}

// radixFraction is the point and the digits after it; carry when rounding
// reaches the whole part.
func radixFraction(f, fraction, radix float64) (digits string, carry bool) {
	delta := math.Max(0.5*(math.Nextafter(f, math.Inf(1))-f), math.SmallestNonzeroFloat64)
	if fraction < delta {
		return "", false
	}
	b := []byte{'.'}
	for {
		fraction *= radix
		delta *= radix
		d := int(fraction)
		b = append(b, radixDigits[d])
		fraction -= float64(d)
		if (fraction > 0.5 || fraction == 0.5 && d&1 == 1) && fraction+delta > 1 {
			b, carry = roundUp(b, int(radix))
			break
		}
		if fraction < delta {
			break
		}
	}
	if len(b) == 1 {
		return "", carry
	}
	return string(b), carry
}

func roundUp(b []byte, radix int) ([]byte, bool) {
	for i := len(b) - 1; i > 0; i-- {
		if d := digit(b[i]) + 1; d < radix {
			b[i] = radixDigits[d]
			return b[:i+1], false
		}
	}
	return b[:1], true
}

// numberToLocaleString groups digits by three: in English by default, in
// French with a narrow no-break space and a decimal comma.
func numberToLocaleString(this Value, args []Value) (Value, error) {
	group, point := ",", "."
	if strings.HasPrefix(ToString(arg(args, 0)), "fr") {
		group, point = "\u202F", ","
	}
	least, most := fractionDigits(arg(args, 1))
	f := this.(float64)
	if f != f {
		return "NaN", nil
	}
	if math.IsInf(f, 0) {
		return strings.Replace(FormatNumber(f), "Infinity", "∞", 1), nil
	}
	s := Fixed(math.Abs(f), most)
	whole, fraction, _ := strings.Cut(s, ".")
	for len(fraction) > least && strings.HasSuffix(fraction, "0") {
		fraction = fraction[:len(fraction)-1]
	}
	out := grouped(whole, group)
	if fraction != "" {
		out += point + fraction
	}
	if f < 0 || f == 0 && math.Signbit(f) {
		out = "-" + out
	}
	return out, nil
}

func fractionDigits(options Value) (least, most int) {
	most = 3
	if v := Get(options, "minimumFractionDigits"); v != nil {
		least = max(0, min(ToInteger(v), 100))
		most = max(most, least)
	}
	if v := Get(options, "maximumFractionDigits"); v != nil {
		most = max(0, min(ToInteger(v), 100))
	}
	return min(least, most), most
}

func grouped(digits, sep string) string {
	var b strings.Builder
	for i := range len(digits) {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteString(sep)
		}
		b.WriteByte(digits[i])
	}
	return b.String()
}
