package check

import (
	"strconv"
	"strings"
)

// This file reads the dates that people write, for the rules on "date".

// isoDate reports whether a text starts with a real date "2025-03-12", alone or
// followed by a time.
func isoDate(s string) bool {
	if len(s) < 10 || s[4] != '-' || s[7] != '-' || len(s) > 10 && s[10] != 'T' && s[10] != ' ' {
		return false
	}
	y, e1 := strconv.Atoi(s[:4])
	m, e2 := strconv.Atoi(s[5:7])
	d, e3 := strconv.Atoi(s[8:10])
	return e1 == nil && e2 == nil && e3 == nil && realDate(y, m, d)
}

func realDate(y, m, d int) bool {
	days := []int{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}
	if m < 1 || m > 12 || d < 1 || y < 1000 {
		return false
	}
	n := days[m-1]
	if m == 2 && (y%4 == 0 && y%100 != 0 || y%400 == 0) {
		n = 29
	}
	return d <= n
}

var months = map[string]int{"janvier": 1, "fevrier": 2, "mars": 3, "avril": 4, "mai": 5, "juin": 6, "juillet": 7, "aout": 8, "septembre": 9, "octobre": 10, "novembre": 11, "decembre": 12,
	"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9, "october": 10, "november": 11, "december": 12}

// writtenDate reads "12/03/2025", "12.3.2025" and "12 mars 2025" and gives the
// ISO date; "" when it is no real date.
func writtenDate(s string) string {
	parts := strings.FieldsFunc(fold(s), func(r rune) bool { return r == '/' || r == '.' || r == '-' || r == ' ' || r == ',' })
	if len(parts) != 3 {
		return ""
	}
	day, e1 := strconv.Atoi(strings.TrimSuffix(parts[0], "er"))
	month, e2 := strconv.Atoi(parts[1])
	if m, ok := months[parts[1]]; ok {
		month, e2 = m, nil
	}
	year, e3 := strconv.Atoi(parts[2])
	if e1 != nil || e2 != nil || e3 != nil || !realDate(year, month, day) {
		return ""
	}
	two := func(n int) string {
		if n < 10 {
			return "0" + strconv.Itoa(n)
		}
		return strconv.Itoa(n)
	}
	return strconv.Itoa(year) + "-" + two(month) + "-" + two(day)
}

// dateKeywords are the words that Eleventy takes for a date.
var dateKeywords = map[string]bool{"last modified": true, "git last modified": true, "created": true, "git created": true}
