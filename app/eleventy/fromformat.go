package eleventy

import (
	"strings"
	"time"

	"apercu/app/template/value"
)

// This file holds Luxon's DateTime.fromFormat: reading a text by a pattern.

// reading collects the numbers that a pattern finds.
type reading struct {
	rest                   string
	year, month, day       int
	hour, minute, sec, ms  int
	weekday                int
	afternoon, hasMeridiem bool
	offset                 *zone
}

// ParseFormat is DateTime.fromFormat(s, pattern, {zone}).toJSDate(): an invalid
// date when the text does not fit the pattern or is no date.
func ParseFormat(s, pattern string, z *zone) value.Date {
	invalid := value.Date{Invalid: true}
	r := reading{rest: s, month: 1, day: 1}
	for _, t := range formatTokens(pattern) {
		if !r.token(t) {
			return invalid
		}
	}
	if r.rest != "" || z == nil || !r.complete() {
		return invalid
	}
	clock := time.Date(r.year, time.Month(r.month), r.day, r.hour, r.minute, r.sec, r.ms*1e6, time.UTC)
	if clock.Day() != r.day || int(clock.Month()) != r.month || r.weekday != 0 && r.weekday != (int(clock.Weekday())+6)%7+1 {
		return invalid
	}
	if r.offset != nil {
		z = r.offset
	}
	return value.NewDate(z.instant(clock))
}

// complete settles the hour and checks the limits.
func (r *reading) complete() bool {
	if r.hasMeridiem {
		r.hour %= 12
		if r.afternoon {
			r.hour += 12
		}
	}
	return r.month >= 1 && r.month <= 12 && r.day >= 1 && r.hour <= 23 && r.minute <= 59 && r.sec <= 59
}

func (r *reading) token(t formatToken) bool {
	if t.literal {
		return r.skip(t.text)
	}
	switch t.text {
	case "y", "yyyyy":
		return r.digits(&r.year, 1, 6)
	case "yyyy":
		return r.digits(&r.year, 4, 4)
	case "yyyyyy":
		return r.digits(&r.year, 6, 6)
	case "yy":
		if !r.digits(&r.year, 2, 4) {
			return false
		}
		if r.year < 100 {
			r.year += century(r.year)
		}
		return true
	case "L", "M":
		return r.digits(&r.month, 1, 2)
	case "LL", "MM":
		return r.digits(&r.month, 2, 2)
	case "LLL", "MMM":
		return r.oneOf(&r.month, englishWords.monthsShort)
	case "LLLL", "MMMM":
		return r.oneOf(&r.month, englishWords.months)
	case "d":
		return r.digits(&r.day, 1, 2)
	case "dd":
		return r.digits(&r.day, 2, 2)
	}
	return r.clockToken(t.text)
}

// century places two digits as Luxon does: up to 60 in this century.
func century(year int) int {
	if year > 60 {
		return 1900
	}
	return 2000
}

func (r *reading) clockToken(t string) bool {
	switch t {
	case "H", "h":
		return r.digits(&r.hour, 1, 2)
	case "HH", "hh":
		return r.digits(&r.hour, 2, 2)
	case "m":
		return r.digits(&r.minute, 1, 2)
	case "mm":
		return r.digits(&r.minute, 2, 2)
	case "s":
		return r.digits(&r.sec, 1, 2)
	case "ss":
		return r.digits(&r.sec, 2, 2)
	case "S":
		return r.digits(&r.ms, 1, 3)
	case "SSS":
		return r.digits(&r.ms, 3, 3)
	case "a":
		n := 0
		r.hasMeridiem = r.oneOf(&n, []string{"AM", "PM"})
		r.afternoon = n == 2
		return r.hasMeridiem
	case "EEE", "ccc":
		return r.oneOf(&r.weekday, englishWords.weekdaysShort)
	case "EEEE", "cccc":
		return r.oneOf(&r.weekday, englishWords.weekdays)
	case "Z", "ZZ", "ZZZ":
		return r.readOffset()
	}
	return r.skip(t)
}

// skip steps over a literal text; a space matches any white space.
func (r *reading) skip(text string) bool {
	if value.TrimSpace(text) == "" {
		trimmed := strings.TrimLeftFunc(r.rest, value.IsSpace)
		ok := trimmed != r.rest
		r.rest = trimmed
		return ok
	}
	if len(r.rest) < len(text) || !strings.EqualFold(r.rest[:len(text)], text) {
		return false
	}
	r.rest = r.rest[len(text):]
	return true
}

// digits reads as many digits as there are, within bounds.
func (r *reading) digits(into *int, least, most int) bool {
	n := 0
	for n < most && n < len(r.rest) && isDigit(r.rest[n]) {
		n++
	}
	if n < least {
		return false
	}
	*into, _ = number(r.rest[:n])
	r.rest = r.rest[n:]
	return true
}

// oneOf reads one of these words, any case; into is its place from 1.
func (r *reading) oneOf(into *int, list []string) bool {
	for i, w := range list {
		if len(r.rest) >= len(w) && strings.EqualFold(r.rest[:len(w)], w) {
			*into = i + 1
			r.rest = r.rest[len(w):]
			return true
		}
	}
	return false
}

func (r *reading) readOffset() bool {
	n := 0
	for n < len(r.rest) && strings.IndexByte("+-:0123456789", r.rest[n]) >= 0 {
		n++
	}
	text := r.rest[:n]
	if len(text) == 5 && !strings.Contains(text, ":") {
		text = text[:3] + ":" + text[3:]
	}
	r.offset, r.rest = offsetZone(text), r.rest[n:]
	return r.offset != nil
}
