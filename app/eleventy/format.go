package eleventy

import (
	"strconv"
	"strings"
	"time"

	"apercu/app/template/value"
)

// This file holds Luxon's DateTime.toFormat in French and English.

// invalidDateTime is what Luxon prints for a date that is none.
const invalidDateTime = "Invalid DateTime"

type words struct {
	months, monthsShort       []string
	weekdays, weekdaysShort   []string // from Monday
	eras, erasLong, erasNarro []string
}

var frenchWords = &words{
	months:        strings.Fields("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
	monthsShort:   strings.Fields("janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc."),
	weekdays:      strings.Fields("lundi mardi mercredi jeudi vendredi samedi dimanche"),
	weekdaysShort: strings.Fields("lun. mar. mer. jeu. ven. sam. dim."),
	eras:          []string{"av. J.-C.", "ap. J.-C."},
	erasLong:      []string{"avant Jésus-Christ", "après Jésus-Christ"},
	erasNarro:     []string{"av. J.-C.", "ap. J.-C."},
}

var englishWords = &words{
	months:        strings.Fields("January February March April May June July August September October November December"),
	monthsShort:   strings.Fields("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"),
	weekdays:      strings.Fields("Monday Tuesday Wednesday Thursday Friday Saturday Sunday"),
	weekdaysShort: strings.Fields("Mon Tue Wed Thu Fri Sat Sun"),
	eras:          []string{"BC", "AD"},
	erasLong:      []string{"Before Christ", "Anno Domini"},
	erasNarro:     []string{"B", "A"},
}

// moment is an instant as one zone and language show it.
type moment struct {
	at    time.Time // the instant
	clock time.Time // what the zone's clock shows, as if it were UTC
	zone  *zone
	lang  string // "fr" or "en"
	words *words
}

// FormatDate is DateTime.fromJSDate(d, {zone}).setLocale(lang).toFormat(format).
// lang is a language tag; any language but French is shown in English. zone ""
// is UTC. What is no date, and a zone that is not known, is "Invalid DateTime".
func FormatDate(d value.Value, format, lang, zoneName string) string {
	date, ok := d.(value.Date)
	z := zoneNamed(zoneName)
	if !ok || date.Invalid || z == nil {
		return invalidDateTime
	}
	return newMoment(date.Time, z, lang).format(format)
}

func newMoment(t time.Time, z *zone, lang string) *moment {
	m := &moment{at: t.UTC(), zone: z, lang: "en", words: englishWords}
	if base, _, _ := strings.Cut(lang, "-"); base == "fr" {
		m.lang, m.words = "fr", frenchWords
	}
	m.clock = z.local(m.at)
	return m
}

// format cuts the pattern into runs of one character; text in single quotes is
// literal.
func (m *moment) format(pattern string) string {
	var b strings.Builder
	for _, t := range formatTokens(pattern) {
		if t.literal {
			b.WriteString(t.text)
		} else {
			b.WriteString(m.token(t.text))
		}
	}
	return b.String()
}

type formatToken struct {
	text    string
	literal bool
}

// formatTokens reads a pattern as Luxon 3's Formatter.parseFormat.
func formatTokens(pattern string) []formatToken {
	out := make([]formatToken, 0, 8)
	start, first, quoted := 0, rune(0), false
	flush := func(end int) {
		if s := pattern[start:end]; s != "" {
			out = append(out, formatToken{s, quoted || value.TrimSpace(s) == ""})
		}
	}
	for i, r := range pattern {
		switch {
		case r == '\'':
			flush(i)
			quoted, start = !quoted, i+1
		case !quoted && (i == start || r != first):
			flush(i)
			start, first = i, r
		}
	}
	flush(len(pattern))
	return out
}

// token is the text of one token; what is no token stands for itself.
func (m *moment) token(t string) string {
	if s, ok := m.clockToken(t); ok {
		return s
	}
	if s, ok := m.dateToken(t); ok {
		return s
	}
	if s, ok := m.zoneToken(t); ok {
		return s
	}
	if s, ok := m.preset(t); ok {
		return s
	}
	if s, ok := m.localWeekToken(t); ok {
		return s
	}
	return t
}

func (m *moment) clockToken(t string) (string, bool) {
	c := m.clock
	ms := c.Nanosecond() / 1e6
	switch t {
	case "S":
		return strconv.Itoa(ms), true
	case "u", "SSS":
		return padded(ms, 3), true
	case "uu":
		return padded(ms/10, 2), true
	case "uuu":
		return strconv.Itoa(ms / 100), true
	case "s", "ss":
		return padded(c.Second(), len(t)), true
	case "m", "mm":
		return padded(c.Minute(), len(t)), true
	case "h", "hh":
		return padded((c.Hour()+11)%12+1, len(t)), true
	case "H", "HH":
		return padded(c.Hour(), len(t)), true
	case "a":
		return m.meridiem(), true
	case "X":
		return strconv.FormatInt(m.at.Unix(), 10), true
	case "x":
		return strconv.FormatInt(m.at.UnixMilli(), 10), true
	}
	return "", false
}

func (m *moment) meridiem() string {
	if m.clock.Hour() < 12 {
		return "AM"
	}
	return "PM"
}

func (m *moment) dateToken(t string) (string, bool) {
	c := m.clock
	weekday := (int(c.Weekday()) + 6) % 7
	switch t {
	case "d", "dd":
		return padded(c.Day(), len(t)), true
	case "c", "E":
		return strconv.Itoa(weekday + 1), true
	case "ccc", "EEE":
		return m.words.weekdaysShort[weekday], true
	case "cccc", "EEEE":
		return m.words.weekdays[weekday], true
	case "ccccc", "EEEEE":
		return initial(m.words.weekdays[weekday]), true
	case "L", "LL", "M", "MM":
		return padded(int(c.Month()), len(t)), true
	case "LLL", "MMM":
		return m.words.monthsShort[c.Month()-1], true
	case "LLLL", "MMMM":
		return m.words.months[c.Month()-1], true
	case "LLLLL", "MMMMM":
		return initial(m.words.months[c.Month()-1]), true
	case "o", "ooo":
		return padded(c.YearDay(), len(t)), true
	case "q", "qq":
		return padded((int(c.Month())+2)/3, len(t)), true
	case "G":
		return m.words.eras[era(c.Year())], true
	case "GG":
		return m.words.erasLong[era(c.Year())], true
	case "GGGGG":
		return m.words.erasNarro[era(c.Year())], true
	}
	return yearToken(t, c)
}

func yearToken(t string, c time.Time) (string, bool) {
	weekYear, week := c.ISOWeek()
	switch t {
	case "y":
		return strconv.Itoa(c.Year()), true
	case "yy":
		return lastTwo(c.Year()), true
	case "yyyy", "yyyyyy":
		return padded(c.Year(), len(t)), true
	case "kk":
		return lastTwo(weekYear), true
	case "kkkk":
		return padded(weekYear, 4), true
	case "W", "WW":
		return padded(week, len(t)), true
	}
	return "", false
}

// localWeek is the week and its year as the language counts them: as ISO in
// French, from Sunday and from the week of 1 January in English.
func (m *moment) localWeek() (year, week int) {
	c := m.clock
	if m.lang == "fr" {
		return c.ISOWeek()
	}
	saturday := c.AddDate(0, 0, 6-int(c.Weekday()))
	return saturday.Year(), (saturday.YearDay()-1)/7 + 1
}

func (m *moment) localWeekToken(t string) (string, bool) {
	year, week := m.localWeek()
	switch t {
	case "n", "nn":
		return padded(week, len(t)), true
	case "ii":
		return lastTwo(year), true
	case "iiii":
		return padded(year, 4), true
	}
	return "", false
}

func lastTwo(year int) string {
	s := strconv.Itoa(year)
	return padded(0, 2)[min(2, len(s)):] + s[max(0, len(s)-2):]
}

func era(year int) int {
	if year > 0 {
		return 1
	}
	return 0
}

// initial is the narrow name of a month or day.
func initial(name string) string { return strings.ToUpper(name[:1]) }

func (m *moment) zoneToken(t string) (string, bool) {
	minutes, _ := m.zone.at(m.at)
	switch t {
	case "Z":
		return offsetText(minutes, narrowOffset), true
	case "ZZ":
		return offsetText(minutes, shortOffset), true
	case "ZZZ":
		return offsetText(minutes, techieOffset), true
	case "ZZZZ":
		return m.zone.shown(m.at, m.lang, false), true
	case "ZZZZZ":
		return m.zone.shown(m.at, m.lang, true), true
	case "z":
		return m.zone.name, true
	}
	return "", false
}

// preset holds the macro tokens, whose form is the language's.
func (m *moment) preset(t string) (string, bool) {
	switch t[0] {
	case 'D':
		if len(t) <= 4 {
			return m.presetDate(len(t)), true
		}
	case 't', 'T':
		if len(t) <= 4 {
			return m.presetTime(len(t), t[0] == 'T'), true
		}
	case 'f', 'F':
		if len(t) <= 4 {
			return m.presetBoth(len(t), t[0] == 'F'), true
		}
	}
	return "", false
}

// presetDate goes from numbers (1) to the whole date with its weekday (4).
func (m *moment) presetDate(length int) string {
	fr := m.lang == "fr"
	patterns := []string{"M/d/yyyy", "LLL d, y", "LLLL d, y", "cccc, LLLL d, y"}
	if fr {
		patterns = []string{"dd/MM/yyyy", "d LLL y", "d LLLL y", "cccc d LLLL y"}
	}
	return m.format(patterns[length-1])
}

// presetTime is hours and minutes, seconds from length 2, the zone from 3 (its
// long name at 4); in 24 hours in French or when asked.
func (m *moment) presetTime(length int, day24 bool) string {
	return m.timeText(length > 1, day24, length > 2) + m.zoneSuffix(length)
}

func (m *moment) zoneSuffix(length int) string {
	if length < 3 {
		return ""
	}
	return " " + m.zone.inPreset(m.at, m.lang, length == 4)
}

// timeText is the clock. With seconds and a zone after it, French hours lose
// their zero: that is the pattern the engine's language data has.
func (m *moment) timeText(seconds, day24, withZone bool) string {
	pattern := "HH:mm"
	switch {
	case m.lang == "en" && !day24:
		pattern = "h:mm"
	case m.lang == "fr" && seconds && withZone:
		pattern = "H:mm"
	}
	if seconds {
		pattern += ":ss"
	}
	text := m.format(pattern)
	if pattern[0] == 'h' {
		text += m.beforeMeridiem() + m.meridiem()
	}
	return text
}

// beforeMeridiem: the engine puts a plain space where ICU has a narrow
// no-break one, except in the way that Luxon formats UTC and fixed offsets that
// are no whole hours.
func (m *moment) beforeMeridiem() string {
	if m.zone.fixed && !m.zone.wholeHours() {
		return "\u202F"
	}
	return " "
}

func (m *moment) presetBoth(length int, seconds bool) string {
	between := ", "
	switch {
	case m.lang == "fr" && length == 1:
		between = " "
	case m.lang == "fr" && length > 2:
		between = " à "
	case length > 2:
		between = " at "
	}
	return m.presetDate(length) + between + m.timeText(seconds, false, length > 2) + m.zoneSuffix(length)
}
