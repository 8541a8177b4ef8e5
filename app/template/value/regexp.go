package value

import "regexp"

// Regexp is a JavaScript regular expression literal: source between the
// slashes, and flags (g, i, m, y as nunjucks reads them).
type Regexp struct {
	Source, Flags string

	re   *regexp.Regexp
	err  error
	last int // lastIndex, in UTF-16 code units
}

// String is /source/flags.
func (r *Regexp) String() string { return "/" + r.Source + "/" + r.Flags }
