package value

// Regexp is a JavaScript regular expression literal: source between the
// slashes, and flags (g, i, m, y as nunjucks reads them).
type Regexp struct{ Source, Flags string }
