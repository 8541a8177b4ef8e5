package eleventy

import (
	"math"
	"strconv"
	"strings"
	"time"

	"apercu/app/template/value"
)

// This file reads dates as Luxon's DateTime.fromISO does: calendar dates, week
// dates, ordinal dates, times to the nanosecond, offsets.

// ParseISO reads an ISO 8601 date or date and time; without an offset it is in
// UTC. ok is false for anything else, a blank instead of the T included.
func ParseISO(s string) (d value.Date, ok bool) {
	datePart, timePart, hasTime := strings.Cut(s, "T")
	date, ok := parseISODate(datePart)
	var clock, offset time.Duration
	if ok && hasTime {
		clock, offset, ok = parseISOTime(timePart)
	}
	if !ok {
		return value.Date{Invalid: true}, false
	}
	return value.NewDate(date.Add(clock - offset)), true
}

// parseISODate reads YYYY, YYYY-MM, YYYY-MM-DD (also with ±YYYYYY), YYYY-Www,
// YYYY-Www-D and YYYY-DDD; every dash may be left out.
func parseISODate(s string) (time.Time, bool) {
	year, rest, ok := isoYear(s)
	if !ok {
		return time.Time{}, false
	}
	if week, ok := strings.CutPrefix(strings.TrimPrefix(rest, "-"), "W"); ok {
		return isoWeekDate(year, week)
	}
	if n := len(rest) - len(strings.TrimPrefix(rest, "-")); len(rest) == 3+n && len(s) == 7+n {
		if day, ok := number(rest[n:]); ok {
			return ordinalDate(year, day)
		}
	}
	month, day := 1, 1
	if rest != "" {
		month, rest, ok = twoDigits(rest)
	}
	if ok && rest != "" {
		day, rest, ok = twoDigits(rest)
	}
	ok = ok && rest == ""
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	return t, ok && int(t.Month()) == month && t.Day() == day
}

// isoYear reads four digits, or six after a sign.
func isoYear(s string) (year int, rest string, ok bool) {
	width, sign := 4, 1
	if s != "" && (s[0] == '+' || s[0] == '-') {
		if s[0] == '-' {
			sign = -1
		}
		s, width = s[1:], 6
	}
	if len(s) < width {
		return 0, "", false
	}
	n, ok := number(s[:width])
	return sign * n, s[width:], ok
}

func number(s string) (int, bool) {
	for i := range len(s) {
		if !isDigit(s[i]) {
			return 0, false
		}
	}
	if s == "" {
		return 0, false // an error would be made to be thrown away
	}
	n, err := strconv.Atoi(s)
	return n, err == nil
}

// twoDigits reads a number of two digits, after a dash or not.
func twoDigits(s string) (n int, rest string, ok bool) {
	s = strings.TrimPrefix(s, "-")
	if len(s) < 2 {
		return 0, "", false
	}
	n, ok = number(s[:2])
	return n, s[2:], ok
}

func ordinalDate(year, n int) (time.Time, bool) {
	t := time.Date(year, time.January, n, 0, 0, 0, 0, time.UTC)
	return t, n > 0 && t.Year() == year
}

// isoWeekDate reads ww, ww-D or wwD; the day is Monday when not given.
func isoWeekDate(year int, s string) (time.Time, bool) {
	s = strings.Replace(s, "-", "", 1)
	day := 1
	switch len(s) {
	case 2:
	case 3:
		day = int(s[2]) - '0'
	default:
		return time.Time{}, false
	}
	week, ok := number(s[:2])
	fourth := time.Date(year, time.January, 4, 0, 0, 0, 0, time.UTC)
	monday := fourth.AddDate(0, 0, -(int(fourth.Weekday())+6)%7)
	t := monday.AddDate(0, 0, (week-1)*7+day-1)
	isoYear, isoWeek := t.ISOWeek()
	return t, ok && day >= 1 && day <= 7 && isoYear == year && isoWeek == week
}

// parseISOTime reads HH, HH:mm, HHmm, with seconds and a fraction of up to 30
// digits, and an offset; the answers are since midnight and east of UTC.
func parseISOTime(s string) (clock, offset time.Duration, ok bool) {
	s, offset, ok = cutOffset(s)
	if !ok {
		return 0, 0, false
	}
	whole, fraction, hasFraction := cutFraction(s)
	parts, ok := timeParts(whole)
	if !ok || hasFraction && (len(parts) < 3 || !isFraction(fraction)) {
		return 0, 0, false
	}
	units := []time.Duration{time.Hour, time.Minute, time.Second}
	limits := []int{24, 59, 59}
	for i, p := range parts {
		n, ok := number(p)
		if !ok || n > limits[i] {
			return 0, 0, false
		}
		clock += time.Duration(n) * units[i]
	}
	if clock > 24*time.Hour {
		return 0, 0, false
	}
	if hasFraction {
		f, _ := strconv.ParseFloat("0."+fraction, 64)
		clock += time.Duration(math.Floor(f*1000)) * time.Millisecond
	}
	return clock, offset, clock <= 24*time.Hour
}

func cutFraction(s string) (whole, fraction string, ok bool) {
	if i := strings.IndexAny(s, ".,"); i >= 0 {
		return s[:i], s[i+1:], true
	}
	return s, "", false
}

func isFraction(s string) bool {
	_, ok := number(s[:min(len(s), 9)])
	return ok && s != "" && len(s) <= 30
}

// timeParts cuts HH:mm:ss or HHmmss.
func timeParts(s string) ([]string, bool) {
	if strings.Contains(s, ":") {
		parts := strings.Split(s, ":")
		for _, p := range parts {
			if len(p) != 2 {
				return nil, false
			}
		}
		return parts, len(parts) <= 3
	}
	if len(s) == 0 || len(s) > 6 || len(s)%2 != 0 {
		return nil, false
	}
	var parts []string
	for ; s != ""; s = s[2:] {
		parts = append(parts, s[:2])
	}
	return parts, true
}

// cutOffset takes Z, +HH, +HHmm or +HH:mm off the end of a time.
func cutOffset(s string) (rest string, offset time.Duration, ok bool) {
	if r, z := strings.CutSuffix(s, "Z"); z {
		return r, 0, true
	}
	i := strings.LastIndexAny(s, "+-")
	if i < 0 {
		return s, 0, true
	}
	digits := strings.Replace(s[i+1:], ":", "", 1)
	if len(digits) != 2 && len(digits) != 4 {
		return s, 0, false
	}
	h, ok := number(digits[:2])
	m := 0
	if len(digits) == 4 && ok {
		m, ok = number(digits[2:])
	}
	offset = time.Duration(h)*time.Hour + time.Duration(m)*time.Minute
	if s[i] == '-' {
		offset = -offset
	}
	return s[:i], offset, ok
}
