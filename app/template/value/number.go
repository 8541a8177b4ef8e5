package value

import (
	"math"
	"strconv"
	"strings"
)

// This file prints and reads numbers as JavaScript does
// (Number::toString, StringToNumber, Number.prototype).

var nan = math.NaN()

// FormatNumber is String(f): the shortest digits that read back as f, with an
// exponent from 1e21 up and below 1e-6.
func FormatNumber(f float64) string {
	if n := int(f); float64(n) == f && n > -1e15 && n < 1e15 {
		return strconv.Itoa(n)
	}
	var buf [32]byte
	return string(AppendNumber(buf[:0], f))
}

// AppendNumber appends FormatNumber(f).
func AppendNumber(dst []byte, f float64) []byte {
	switch {
	case f != f:
		return append(dst, "NaN"...)
	case f == 0:
		return append(dst, '0')
	case math.IsInf(f, 0):
		if f < 0 {
			dst = append(dst, '-')
		}
		return append(dst, "Infinity"...)
	}
	if n := int64(f); float64(n) == f && n > -1e15 && n < 1e15 {
		return strconv.AppendInt(dst, n, 10)
	}
	if f < 0 {
		dst, f = append(dst, '-'), -f
	}
	digits, n := shortest(f)
	return appendDecimal(dst, digits, n)
}

// shortest gives the digits d₁d₂… and the exponent n with f = 0.d₁d₂… × 10ⁿ.
func shortest(f float64) (digits string, n int) {
	var buf [32]byte
	s := strconv.AppendFloat(buf[:0], f, 'e', -1, 64)
	e := strings.IndexByte(string(s), 'e')
	exp, _ := strconv.Atoi(string(s[e+1:]))
	mantissa := string(s[:e])
	if len(mantissa) > 1 {
		mantissa = mantissa[:1] + mantissa[2:]
	}
	return mantissa, exp + 1
}

// appendDecimal lays digits out as Number::toString steps 6 to 12 do.
func appendDecimal(dst []byte, digits string, n int) []byte {
	k := len(digits)
	switch {
	case k <= n && n <= 21:
		dst = append(dst, digits...)
		return append(dst, strings.Repeat("0", n-k)...)
	case 0 < n && n <= 21:
		dst = append(dst, digits[:n]...)
		dst = append(dst, '.')
		return append(dst, digits[n:]...)
	case -6 < n && n <= 0:
		dst = append(dst, "0."...)
		dst = append(dst, strings.Repeat("0", -n)...)
		return append(dst, digits...)
	}
	dst = append(dst, digits[0])
	if k > 1 {
		dst = append(dst, '.')
		dst = append(dst, digits[1:]...)
	}
	return appendExponent(dst, n-1)
}

func appendExponent(dst []byte, e int) []byte {
	dst = append(dst, 'e')
	if e >= 0 {
		dst = append(dst, '+')
	}
	return strconv.AppendInt(dst, int64(e), 10)
}

// parseNumber is Number(s) of a string.
func parseNumber(s string) float64 {
	s = trimSpace(s)
	if s == "" {
		return 0
	}
	if len(s) > 2 && s[0] == '0' {
		if base := basePrefix(s[1]); base != 0 {
			return parseDigits(s[2:], base)
		}
	}
	n := decimalPrefix(s)
	if n != len(s) {
		return nan
	}
	return parseDecimal(s)
}

func basePrefix(c byte) int {
	switch c {
	case 'x', 'X':
		return 16
	case 'o', 'O':
		return 8
	case 'b', 'B':
		return 2
	}
	return 0
}

// parseDigits reads digits of a base; as V8 does, it gathers them in chunks of
// 32 bits, which decides the last bit of long numbers.
func parseDigits(s string, base int) float64 {
	const limit = 0xFFFFFFFF / 36
	f := 0.0
	for s != "" {
		part, multiplier := 0, 1
		for s != "" && multiplier*base <= limit {
			d := digit(s[0])
			if d >= base {
				return nan
			}
			part, multiplier, s = part*base+d, multiplier*base, s[1:]
		}
		f = f*float64(multiplier) + float64(part)
	}
	return f
}

func digit(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c && c <= 'z':
		return int(c-'a') + 10
	case 'A' <= c && c <= 'Z':
		return int(c-'A') + 10
	}
	return 99
}

// decimalPrefix is the length of the longest prefix of s that is a
// StrDecimalLiteral; 0 when there is none.
func decimalPrefix(s string) int {
	i := 0
	if i < len(s) && (s[i] == '+' || s[i] == '-') {
		i++
	}
	if strings.HasPrefix(s[i:], "Infinity") {
		return i + len("Infinity")
	}
	whole := digitsAt(s, i)
	i += whole
	fraction := 0
	if i < len(s) && s[i] == '.' {
		fraction = digitsAt(s, i+1)
		if whole > 0 || fraction > 0 {
			i += 1 + fraction
		}
	}
	if whole == 0 && fraction == 0 {
		return 0
	}
	if i < len(s) && (s[i] == 'e' || s[i] == 'E') {
		j := i + 1
		if j < len(s) && (s[j] == '+' || s[j] == '-') {
			j++
		}
		if d := digitsAt(s, j); d > 0 {
			i = j + d
		}
	}
	return i
}

func digitsAt(s string, i int) int {
	n := 0
	for i+n < len(s) && '0' <= s[i+n] && s[i+n] <= '9' {
		n++
	}
	return n
}

// parseDecimal reads a StrDecimalLiteral, already checked; too large is infinite.
func parseDecimal(s string) float64 {
	f, _ := strconv.ParseFloat(s, 64)
	return f
}

// ParseFloat is JavaScript's parseFloat.
func ParseFloat(v Value) float64 {
	if f, ok := v.(float64); ok && (f == f) {
		if f == 0 {
			return 0
		}
		v = FormatNumber(f)
	}
	s := trimSpace(ToString(v))
	n := decimalPrefix(s)
	if n == 0 {
		return nan
	}
	return parseDecimal(s[:n])
}

// ParseInt is JavaScript's parseInt; radix as it is given (undefined is 10 or
// 16 by prefix).
func ParseInt(v Value, radix Value) float64 {
	s := trimSpace(ToString(v))
	sign := 1.0
	if s != "" && (s[0] == '-' || s[0] == '+') {
		if s[0] == '-' {
			sign = -1
		}
		s = s[1:]
	}
	base := int(toInt32(radix))
	if base != 0 && (base < 2 || base > 36) {
		return nan
	}
	if (base == 0 || base == 16) && len(s) > 1 && s[0] == '0' && (s[1] == 'x' || s[1] == 'X') {
		s, base = s[2:], 16
	}
	if base == 0 {
		base = 10
	}
	n := 0
	for n < len(s) && digit(s[n]) < base {
		n++
	}
	if n == 0 {
		return nan
	}
	if base == 10 {
		return sign * parseDecimal(s[:n])
	}
	return sign * parseDigits(s[:n], base)
}

func toInt32(v Value) int32 {
	f := ToNumber(v)
	if f != f || math.IsInf(f, 0) {
		return 0
	}
	return int32(uint32(int64(math.Mod(math.Trunc(f), 1<<32))))
}
