package value

import (
	"math"
	"time"
)

// This file holds Date. The time zone is always UTC: sites are built so, and
// the same page must come out everywhere.

// maxTime is the furthest instant of a Date from 1970, in milliseconds.
const maxTime = 8.64e15

// NewDate is the instant t, cut to the millisecond.
func NewDate(t time.Time) Date { return DateOf(float64(t.UnixMilli())) }

// DateOf is new Date(ms), milliseconds since 1970; beyond the range it is invalid.
func DateOf(ms float64) Date {
	if ms != ms || math.Abs(ms) > maxTime {
		return Date{Invalid: true}
	}
	return Date{Time: time.UnixMilli(int64(ms)).UTC()}
}

// Number is the milliseconds since 1970, NaN when invalid.
func (d Date) Number() float64 {
	if d.Invalid {
		return nan
	}
	return float64(d.Time.UnixMilli())
}

// String is Date.prototype.toString in UTC:
// "Tue Mar 05 2024 00:00:00 GMT+0000 (Coordinated Universal Time)".
func (d Date) String() string {
	if d.Invalid {
		return "Invalid Date"
	}
	return d.dateText() + " " + d.timeText()
}

// dateText is toDateString.
func (d Date) dateText() string {
	t := d.Time.UTC()
	b := append([]byte(nil), t.Weekday().String()[:3]...)
	b = append(append(append(b, ' '), t.Month().String()[:3]...), ' ')
	b = append(pad(b, t.Day(), 2), ' ')
	return string(appendYear(b, t.Year()))
}

// timeText is toTimeString.
func (d Date) timeText() string {
	return d.clock() + " GMT+0000 (Coordinated Universal Time)"
}

func (d Date) clock() string {
	t := d.Time.UTC()
	b := append(pad(nil, t.Hour(), 2), ':')
	b = append(pad(b, t.Minute(), 2), ':')
	return string(pad(b, t.Second(), 2))
}

func appendYear(b []byte, year int) []byte {
	if year < 0 {
		return pad(append(b, '-'), -year, 4)
	}
	return pad(b, year, 4)
}

// ISO is toISOString; "" when invalid (JavaScript throws).
func (d Date) ISO() string {
	if d.Invalid {
		return ""
	}
	t := d.Time.UTC()
	var b []byte
	switch year := t.Year(); {
	case year < 0:
		b = pad(append(b, '-'), -year, 6)
	case year > 9999:
		b = pad(append(b, '+'), year, 6)
	default:
		b = pad(b, year, 4)
	}
	b = pad(append(b, '-'), int(t.Month()), 2)
	b = append(pad(append(b, '-'), t.Day(), 2), 'T')
	b = append(append(b, d.clock()...), '.')
	return string(append(pad(b, t.Nanosecond()/1e6, 3), 'Z'))
}

// pad appends n with at least width digits.
func pad(b []byte, n, width int) []byte {
	digits := 1
	for m := n; m >= 10; m /= 10 {
		digits++
	}
	for ; digits < width; digits++ {
		b = append(b, '0')
	}
	return AppendNumber(b, float64(n))
}
