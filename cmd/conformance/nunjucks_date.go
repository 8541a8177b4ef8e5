package main

import (
	"time"

	"apercu/app/template/value"
)

// parseDate reads the ISO form that the records use.
func parseDate(s string) value.Value {
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		return value.Date{Invalid: true}
	}
	return value.NewDate(t.UTC())
}
