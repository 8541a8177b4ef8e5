package eleventy

import (
	"strings"
	"time"

	"apercu/app/template/filter"
	"apercu/app/template/value"
)

// This file holds the theme's filters on dates and those of the RSS plugin.

func (o Options) dateFilters() map[string]filter.Func {
	return map[string]filter.Func{
		"readableDate":                o.readableDate,
		"htmlDateString":              plain(func(in value.Value, _ []value.Value) (value.Value, error) { return htmlDate(in), nil }),
		"jsDateObject":                plain(jsDateObject),
		"getYear":                     datePart(time.Time.Year),
		"getMonth":                    datePart(func(t time.Time) int { return int(t.Month()) }),
		"getDay":                      datePart(time.Time.Day),
		"getHour":                     datePart(time.Time.Hour),
		"getMinute":                   datePart(time.Time.Minute),
		"dateToRfc3339":               plain(rfc3339),
		"dateToRfc822":                plain(o.rfc822),
		"rssDate":                     plain(rfc3339),
		"getNewestCollectionItemDate": plain(newestDate),
		"rssLastUpdatedDate": plain(func(in value.Value, args []value.Value) (value.Value, error) {
			d, err := newestDate(in, args)
			if err != nil {
				return nil, err
			}
			return rfc3339(d, nil)
		}),
	}
}

// readableDate prints "05 mars 2024" in the page's language, or as the format
// given; what is no date prints "Invalid DateTime".
func (o Options) readableDate(s filter.Scope, in value.Value, args []value.Value, kwargs *value.Object) (value.Value, error) {
	args = value.Positional(args, kwargs)
	if value.IsNil(page(s)) {
		return nil, missing("lang")
	}
	format, zoneName := "dd LLLL yyyy", "utc"
	if f := arg(args, 0); value.Truthy(f) {
		format = value.ToString(f)
	}
	if z := arg(args, 1); value.Truthy(z) {
		zoneName = value.ToString(z)
	}
	return FormatDate(in, format, o.pageLang(s), zoneName), nil
}

// pageLang is the language of the page, the site's when it has none.
func (o Options) pageLang(s filter.Scope) string {
	if lang := pageText(s, "lang"); lang != "" {
		return lang
	}
	return o.defaultLang()
}

func htmlDate(v value.Value) string { return FormatDate(v, "yyyy-LL-dd", "en", "utc") }

// datePart is one number of a date, NaN of what is none.
func datePart(part func(time.Time) int) filter.Func {
	return plain(func(in value.Value, _ []value.Value) (value.Value, error) {
		if d, ok := in.(value.Date); ok && !d.Invalid {
			return value.Int(part(d.Time.UTC())), nil
		}
		return value.Date{Invalid: true}.Number(), nil
	})
}

// jsDateObject reads a text as a date, in Luxon's format ("yyyy-LL-dd").
func jsDateObject(in value.Value, args []value.Value) (value.Value, error) {
	format, z := "yyyy-LL-dd", utc
	if f := arg(args, 0); value.Truthy(f) {
		format = value.ToString(f)
	}
	if name := arg(args, 1); value.Truthy(name) {
		z = zoneNamed(value.ToString(name))
	}
	if in == nil {
		return nil, value.Errorf("« jsDateObject » attend une date en texte", "fromFormat requires an input string and a format")
	}
	return ParseFormat(value.ToString(in), format, z), nil
}

func rfc3339(in value.Value, _ []value.Value) (value.Value, error) {
	d, ok := in.(value.Date)
	if !ok {
		return nil, value.Errorf("« dateToRfc3339 » attend une date", "dateObj.toISOString is not a function")
	}
	if d.Invalid {
		return nil, value.Errorf("date invalide", "Invalid time value")
	}
	head, _, _ := strings.Cut(d.ISO(), ".")
	return head + "Z", nil
}

func (o Options) rfc822(in value.Value, _ []value.Value) (value.Value, error) {
	d, ok := in.(value.Date)
	if !ok || d.Invalid {
		return nil, value.Errorf("« dateToRfc822 » attend une date", "dateToRfc822: not a date")
	}
	zone := "'+0000'"
	if o.DatesGMT {
		zone = "'GMT'"
	}
	return FormatDate(d, "ccc, dd LLL yyyy HH:mm:ss "+zone, "en", "utc"), nil
}

// newestDate is the latest date of a collection's items; the second argument,
// else an invalid date, when there is none (Eleventy then takes today's).
func newestDate(in value.Value, args []value.Value) (value.Value, error) {
	newest := value.Value(value.Date{Invalid: true})
	if fallback := arg(args, 0); value.Truthy(fallback) {
		newest = fallback
	}
	items, _ := in.(*value.Array)
	if items == nil || len(items.Elems) == 0 {
		return newest, nil
	}
	latest := 0.0
	for i, item := range items.Elems {
		if ms := value.ToNumber(value.Member(item, "date")); i == 0 || ms > latest {
			latest = ms
		}
	}
	return value.DateOf(latest), nil
}
