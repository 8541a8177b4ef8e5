package ui

import "apercu/app/diag"

// This file holds the voice of the interface. In French: "vous", the verb first
// on a button, no "veuillez", no exclamation mark; say what happened, then what
// to do. diag puts the no-break spaces of : ; ! ? and « ». English says the same,
// no more. A sentence used once stands where it is used, as say(m, fr, en).

// say is one of the two sentences.
func (m *Model) say(fr, en string, args ...any) string {
	return diag.T(fr, en, args...).In(m.prefs.Lang)
}

// plural gives the word for that many.
func (m *Model) plural(n int, frOne, frMany, enOne, enMany string) string {
	if m.prefs.Lang == "en" {
		if n == 1 {
			return enOne
		}
		return enMany
	}
	if n < 2 {
		return frOne
	}
	return frMany
}
