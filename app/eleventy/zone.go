package eleventy

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// This file holds the time zones that French State sites use. The system's
// zone data is not there in a browser, so the rules are written here: Central
// European time since 1976 and the overseas territories. Any other name is an
// invalid zone, as a wrong name is to Luxon.

// zone is a time zone. at gives the offset east of UTC in minutes, and whether
// summer time is on, at an instant.
type zone struct {
	name  string
	fixed bool // "utc" or an offset
	at    func(t time.Time) (minutes int, summer bool)
	names *zoneNames
}

// zoneNames are the long names of standard and summer time, and the short
// English ones where there are any other than GMT+n.
type zoneNames struct{ en, enSummer, fr, frSummer, short string }

var utc = &zone{name: "UTC", fixed: true, at: func(time.Time) (int, bool) { return 0, false }}

var centralEurope = &zoneNames{
	en: "Central European Standard Time", enSummer: "Central European Summer Time",
	fr: "heure normale d’Europe centrale", frSummer: "heure d’été d’Europe centrale",
}

var atlantic = &zoneNames{en: "Atlantic Standard Time", fr: "heure normale de l’Atlantique", short: "AST"}

var zones = map[string]*zone{}

func init() {
	for _, city := range []string{"Paris", "Brussels", "Berlin", "Madrid", "Rome", "Luxembourg", "Monaco", "Zurich", "Amsterdam", "Vienna"} {
		zones["Europe/"+city] = &zone{name: "Europe/" + city, at: centralEuropean, names: centralEurope}
	}
	fixed := func(name string, minutes int, names *zoneNames) {
		zones[name] = &zone{name: name, at: func(time.Time) (int, bool) { return minutes, false }, names: names}
	}
	for _, island := range []string{"Guadeloupe", "Martinique", "St_Barthelemy", "Marigot"} {
		fixed("America/"+island, -240, atlantic)
	}
	fixed("America/Cayenne", -180, &zoneNames{en: "French Guiana Time", fr: "heure de la Guyane française"})
	fixed("Indian/Reunion", 240, &zoneNames{en: "Réunion Time", fr: "heure de La Réunion"})
	fixed("Indian/Mayotte", 180, &zoneNames{en: "East Africa Time", fr: "heure normale d’Afrique de l’Est"})
	fixed("Pacific/Noumea", 660, &zoneNames{en: "New Caledonia Standard Time", fr: "heure normale de la Nouvelle-Calédonie"})
	fixed("Pacific/Tahiti", -600, &zoneNames{en: "Tahiti Time", fr: "heure de Tahiti"})
	fixed("Pacific/Wallis", 720, &zoneNames{en: "Wallis & Futuna Time", fr: "heure de Wallis-et-Futuna"})
}

// zoneNamed reads a zone as Luxon does: "utc", "utc+2", an IANA name; nil when
// it is none.
func zoneNamed(name string) *zone {
	lower := strings.ToLower(name)
	switch lower {
	case "", "default", "local", "system", "utc", "gmt":
		return utc
	}
	if rest, ok := strings.CutPrefix(lower, "utc"); ok {
		return offsetZone(rest)
	}
	for known, z := range zones {
		if strings.EqualFold(known, name) {
			return z
		}
	}
	return nil
}

// offsetZone reads +2, -03 or +05:30.
func offsetZone(s string) *zone {
	if len(s) < 2 || s[0] != '+' && s[0] != '-' {
		return nil
	}
	hours, minutes, _ := strings.Cut(s[1:], ":")
	h, err := strconv.Atoi(hours)
	m, err2 := strconv.Atoi("0" + minutes)
	if err != nil || err2 != nil || len(hours) > 2 || len(minutes) != 0 && len(minutes) != 2 {
		return nil
	}
	total := h*60 + m
	if s[0] == '-' {
		total = -total
	}
	return fixedZone(total)
}

func fixedZone(minutes int) *zone {
	if minutes == 0 {
		return utc
	}
	name := "UTC" + offsetText(minutes, narrowOffset)
	return &zone{name: name, fixed: true, at: func(time.Time) (int, bool) { return minutes, false }}
}

// centralEuropean is UTC+1, and UTC+2 in summer: from the last Sunday of March
// to the last Sunday of October (of September before 1996), at 01:00 UTC.
func centralEuropean(t time.Time) (int, bool) {
	year := t.Year()
	if year < 1977 {
		return 60, false
	}
	end := time.October
	if year < 1996 {
		end = time.September
	}
	if !t.Before(lastSunday(year, time.March)) && t.Before(lastSunday(year, end)) {
		return 120, true
	}
	return 60, false
}

// lastSunday is 01:00 UTC on the last Sunday of a month.
func lastSunday(year int, month time.Month) time.Time {
	d := time.Date(year, month+1, 0, 1, 0, 0, 0, time.UTC)
	return d.AddDate(0, 0, -int(d.Weekday()))
}

// local moves an instant so that reading it as UTC gives the zone's clock.
func (z *zone) local(t time.Time) time.Time {
	minutes, _ := z.at(t)
	return t.Add(time.Duration(minutes) * time.Minute)
}

// instant is the inverse of local for a clock reading.
func (z *zone) instant(clock time.Time) time.Time {
	minutes, _ := z.at(clock)
	t := clock.Add(-time.Duration(minutes) * time.Minute)
	if again, _ := z.at(t); again != minutes {
		t = clock.Add(-time.Duration(again) * time.Minute)
	}
	return t
}

type offsetStyle int

const (
	narrowOffset offsetStyle = iota // +2, +5:30
	shortOffset                     // +02:00
	techieOffset                    // +0200
)

func offsetText(minutes int, style offsetStyle) string {
	sign := "+"
	if minutes < 0 {
		sign = "-"
	}
	h, m := int(math.Abs(float64(minutes)))/60, int(math.Abs(float64(minutes)))%60
	switch style {
	case shortOffset:
		return sign + padded(h, 2) + ":" + padded(m, 2)
	case techieOffset:
		return sign + padded(h, 2) + padded(m, 2)
	}
	out := sign + strconv.Itoa(h)
	if m > 0 {
		out += ":" + strconv.Itoa(m)
	}
	return out
}

// padded is n with at least that many digits.
func padded(n, width int) string {
	s := strconv.Itoa(n)
	if n < 0 {
		return "-" + padded(-n, width)
	}
	return strings.Repeat("0", max(0, width-len(s))) + s
}

// shown is the zone's name at an instant, short (GMT+2, UTC+2) or long.
func (z *zone) shown(t time.Time, lang string, long bool) string {
	if z.fixed {
		return z.name
	}
	minutes, summer := z.at(t)
	n := z.names
	switch {
	case long && lang == "fr" && summer:
		return n.frSummer
	case long && lang == "fr":
		return n.fr
	case long && summer:
		return n.enSummer
	case long:
		return n.en
	case lang == "fr":
		return "UTC" + strings.Replace(offsetText(minutes, narrowOffset), "-", "−", 1)
	case n.short != "":
		return n.short
	}
	return "GMT" + offsetText(minutes, narrowOffset)
}

// wholeHours reports a fixed offset that has a name in the zone data (Etc/GMT±n),
// by which Luxon formats it.
func (z *zone) wholeHours() bool {
	minutes, _ := z.at(time.Time{})
	return z.fixed && minutes != 0 && minutes%60 == 0 && minutes >= -720 && minutes <= 840
}

// inPreset is the zone's name in the preset formats.
func (z *zone) inPreset(t time.Time, lang string, long bool) string {
	if !z.wholeHours() {
		return z.shown(t, lang, long)
	}
	minutes, _ := z.at(t)
	style, prefix := narrowOffset, "GMT"
	if long {
		style = shortOffset
	}
	text := offsetText(minutes, style)
	if lang == "fr" {
		prefix, text = "UTC", strings.Replace(text, "-", "−", 1)
	}
	return prefix + text
}
