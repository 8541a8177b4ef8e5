package value

import "time"

// This file holds Date.prototype's getters and texts. A Date is a value here:
// the setters, which change a date in place, do not exist.

func init() {
	dateMethods = map[string]method{
		"toDateString":       dateText(Date.dateText),
		"toLocaleDateString": toLocale(true, false),
		"toLocaleString":     toLocale(true, true),
		"toLocaleTimeString": toLocale(false, true),
		"toGMTString":        dateText(Date.utcText),
		"toISOString":        dateISO,
		"toJSON":             dateJSON,
		"toString":           dateText(Date.String),
		"toTimeString":       dateText(Date.timeText),
		"toUTCString":        dateText(Date.utcText),
		"getTimezoneOffset": func(this Value, _ []Value) (Value, error) {
			return dateNumber(func(time.Time) int { return 0 })(this, nil)
		},
	}
	milliseconds := func(this Value, _ []Value) (Value, error) { return Number(this.(Date).Number()), nil }
	dateMethods["getTime"], dateMethods["valueOf"] = milliseconds, milliseconds
	for name, part := range map[string]func(time.Time) int{
		"Date":         time.Time.Day,
		"Day":          func(t time.Time) int { return int(t.Weekday()) },
		"FullYear":     time.Time.Year,
		"Hours":        time.Time.Hour,
		"Milliseconds": func(t time.Time) int { return t.Nanosecond() / 1e6 },
		"Minutes":      time.Time.Minute,
		"Month":        func(t time.Time) int { return int(t.Month()) - 1 },
		"Seconds":      time.Time.Second,
	} {
		dateMethods["get"+name] = dateNumber(part)
		dateMethods["getUTC"+name] = dateNumber(part)
	}
	dateMethods["getYear"] = dateNumber(func(t time.Time) int { return t.Year() - 1900 })
}

func dateNumber(part func(time.Time) int) method {
	return func(this Value, _ []Value) (Value, error) {
		d := this.(Date)
		if d.Invalid {
			return nan, nil
		}
		return Number(float64(part(d.Time.UTC()))), nil
	}
}

func dateText(text func(Date) string) method {
	return func(this Value, _ []Value) (Value, error) {
		if d := this.(Date); !d.Invalid {
			return text(d), nil
		}
		return "Invalid Date", nil
	}
}

func dateISO(this Value, _ []Value) (Value, error) {
	if d := this.(Date); !d.Invalid {
		return d.ISO(), nil
	}
	return nil, Errorf("date invalide", "Invalid time value")
}

func dateJSON(this Value, _ []Value) (Value, error) {
	if d := this.(Date); !d.Invalid {
		return d.ISO(), nil
	}
	return Null{}, nil
}

// utcText is toUTCString: "Tue, 05 Mar 2024 00:00:00 GMT".
func (d Date) utcText() string {
	t := d.Time.UTC()
	b := append([]byte(nil), t.Weekday().String()[:3]...)
	b = append(pad(append(b, ", "...), t.Day(), 2), ' ')
	b = append(append(b, t.Month().String()[:3]...), ' ')
	b = append(appendYear(b, t.Year()), ' ')
	return string(append(append(b, d.clock()...), " GMT"...))
}
