package value

import (
	"strconv"
	"strings"
)

// This file holds Date's toLocaleString family in French, British and American
// English, in UTC, as Node's ICU prints it. Another language prints in English;
// a time zone is not read.

type dateWords struct {
	months, shortMonths, days, shortDays [12]string
}

var frenchDates = dateWords{
	months:      [12]string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"},
	shortMonths: [12]string{"janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."},
	days:        [12]string{"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"},
	shortDays:   [12]string{"dim.", "lun.", "mar.", "mer.", "jeu.", "ven.", "sam."},
}

var englishDates = dateWords{
	months:      [12]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
	shortMonths: [12]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
	days:        [12]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
	shortDays:   [12]string{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"},
}

// dateParts are Intl.DateTimeFormat's options; "" leaves a part out.
type dateParts struct {
	weekday, year, month, day, hour, minute, second string
}

func (p dateParts) date() bool { return p.weekday+p.year+p.month+p.day != "" }
func (p dateParts) time() bool { return p.hour+p.minute+p.second != "" }

// toLocale makes one of the three methods: date and time say which parts are
// printed when the options name none of them.
func toLocale(date, time bool) method {
	return func(this Value, args []Value) (Value, error) {
		d := this.(Date)
		if d.Invalid {
			return "Invalid Date", nil
		}
		locale, p := "en-US", dateParts{}
		if s, ok := Text(arg(args, 0)); ok && s != "" {
			locale = s
		}
		options, _ := arg(args, 1).(*Object)
		p.read(options)
		if style, _ := Text(options.At("dateStyle")); style == "short" && strings.EqualFold(locale, "en-US") {
			p.year = "2-digit"
		}
		if (!date || !p.date()) && (!time || !p.time()) {
			if date {
				p.year, p.month, p.day = "numeric", "numeric", "numeric"
			}
			if time {
				p.hour, p.minute, p.second = "numeric", "numeric", "numeric"
			}
		}
		return p.print(d, strings.ToLower(locale)), nil
	}
}

func (p *dateParts) read(o *Object) {
	for name, part := range map[string]*string{
		"weekday": &p.weekday, "year": &p.year, "month": &p.month, "day": &p.day,
		"hour": &p.hour, "minute": &p.minute, "second": &p.second,
	} {
		*part, _ = Text(o.At(name))
	}
	switch style, _ := Text(o.At("dateStyle")); style {
	case "full":
		p.weekday, p.year, p.month, p.day = "long", "numeric", "long", "numeric"
	case "long":
		p.year, p.month, p.day = "numeric", "long", "numeric"
	case "medium":
		p.year, p.month, p.day = "numeric", "short", "numeric"
	case "short":
		p.year, p.month, p.day = "numeric", "numeric", "numeric"
	}
	switch style, _ := Text(o.At("timeStyle")); style {
	case "short":
		p.hour, p.minute = "numeric", "numeric"
	case "medium", "long", "full":
		p.hour, p.minute, p.second = "numeric", "numeric", "numeric"
	}
}

func (p dateParts) print(d Date, locale string) string {
	french := strings.HasPrefix(locale, "fr")
	american := !french && locale != "en-gb"
	date, clock := p.dateText(d, french, american), p.timeText(d, american)
	switch {
	case date == "" || clock == "":
		return date + clock
	case p.month == "long" && french:
		return date + " à " + clock
	case p.month == "long":
		return date + " at " + clock
	case french && p.month != "short", p.year+p.month+p.day == "":
		return date + " " + clock
	}
	return date + ", " + clock
}

func (p dateParts) dateText(d Date, french, american bool) string {
	t := d.Time.UTC()
	words := englishDates
	if french {
		words = frenchDates
	}
	year, day := "", ""
	if p.year != "" {
		year = strconv.Itoa(t.Year())
		if p.year == "2-digit" && len(year) > 2 {
			year = year[len(year)-2:]
		}
	}
	numbers := p.month == "numeric" || p.month == "2-digit"
	// French and British figures have two digits, unless only one is asked to.
	wide := !american && numbers && p.day != "" && (french && p.year == "" || p.weekday != "" || p.month == "numeric" && p.day == "numeric")
	if p.day != "" {
		day = figure(t.Day(), p.day == "2-digit" || wide)
	}
	weekday := ""
	switch p.weekday {
	case "long":
		weekday = words.days[t.Weekday()]
	case "short":
		weekday = words.shortDays[t.Weekday()]
	}
	var rest string
	switch month := t.Month() - 1; {
	case numbers && american:
		rest = joinParts("/", figure(int(month)+1, p.month == "2-digit"), day, year)
	case numbers:
		rest = joinParts("/", day, figure(int(month)+1, p.month == "2-digit" || wide || p.day == "" && year != ""), year)
	case p.month != "":
		name := words.months[month]
		if p.month == "short" {
			name = words.shortMonths[month]
		}
		if american {
			rest = joinParts(" ", name, day)
			if day != "" && year != "" {
				rest += ","
			}
			rest = joinParts(" ", rest, year)
		} else {
			rest = joinParts(" ", day, name, year)
		}
	default:
		rest = joinParts(" ", day, year)
	}
	switch {
	case french || rest == "" || !american && year == "":
		return joinParts(" ", weekday, rest)
	}
	return joinParts(", ", weekday, rest)
}

func (p dateParts) timeText(d Date, american bool) string {
	if !p.time() {
		return ""
	}
	t := d.Time.UTC()
	hour, suffix := t.Hour(), ""
	if american && p.hour != "" {
		suffix = " AM"
		if hour >= 12 {
			suffix = " PM"
		}
		hour = (hour+11)%12 + 1
	}
	var parts []string
	if p.hour != "" {
		parts = append(parts, figure(hour, !american || p.hour == "2-digit"))
	}
	if p.minute != "" {
		parts = append(parts, figure(t.Minute(), true))
	}
	if p.second != "" {
		parts = append(parts, figure(t.Second(), true))
	}
	return strings.Join(parts, ":") + suffix
}

func figure(n int, two bool) string {
	s := strconv.Itoa(n)
	if two && n < 10 {
		return "0" + s
	}
	return s
}

func joinParts(sep string, parts ...string) string {
	out := ""
	for _, p := range parts {
		if p == "" {
			continue
		}
		if out != "" {
			out += sep
		}
		out += p
	}
	return out
}
