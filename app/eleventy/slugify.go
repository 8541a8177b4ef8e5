package eleventy

import (
	"strings"
	"sync"
	"unicode/utf8"

	"apercu/app/template/filter"
	"apercu/app/template/value"
)

// This file holds the two filters that make a slug of a title. They differ:
// "C'est ici : 50 €" is "c-est-ici-50" to slugify and "c'est-ici-:-50-euro" to slug.

// SlugifyOptions are the options of @sindresorhus/slugify as Eleventy calls it:
// the zero value is what the slugify filter does without arguments.
type SlugifyOptions struct {
	Separator    string // "" is "-", unless NoSeparator
	NoSeparator  bool
	KeepCase     bool        // lowercase: false
	Decamelize   bool        // "fooBar" gives "foo-bar"
	Underscore   bool        // preserveLeadingUnderscore
	Contractions bool        // version 2: "don't" gives "dont"
	Replacements [][2]string // customReplacements
}

var slugifyMap = sync.OnceValue(func() map[rune]string { return readTable(slugifyTable) })

// version2Map is where version 2 differs: it has no ligature œ (cœur gives c-ur),
// takes marks away without a gap (agent·e·s gives agentes) and knows more letters
// and signs (50 € gives 50-e). Beyond U+FFFF (letters of mathematics, emoji) it is
// taken to be as version 1.
var version2Map = sync.OnceValue(func() map[rune]string { return readTable(slugify2Table) })
var slugMap = sync.OnceValue(func() map[rune]string { return readTable(slugTable) })

// readTable reads "character, replacement, NUL" lists.
func readTable(list string) map[rune]string {
	m := make(map[rune]string, 1024)
	for _, e := range strings.Split(strings.TrimSuffix(list, "\x00"), "\x00") {
		r, n := utf8.DecodeRuneInString(e)
		m[r] = e[n:]
	}
	return m
}

// Slugify makes words of ASCII letters and digits, joined by a separator.
func Slugify(s string, o SlugifyOptions) string {
	underscore := o.Underscore && strings.HasPrefix(s, "_")
	s = value.Normalize(s, "NFC")
	s = transliterate(s, o)
	if o.Decamelize {
		s = decamelize(s)
	}
	if !o.KeepCase {
		s = value.ToLower(s)
	}
	if o.Contractions {
		s = contract(s)
	}
	sep := o.Separator
	if sep == "" && !o.NoSeparator {
		sep = "-"
	}
	s = joinWords(s, sep)
	if underscore {
		s = "_" + s
	}
	return s
}

func transliterate(s string, o SlugifyOptions) string {
	table := slugifyMap()
	for _, c := range o.Replacements {
		s = strings.ReplaceAll(s, c[0], c[1])
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		if o.Contractions && (r >= utf8.RuneSelf || r == '^' || r == '`') {
			if t, ok := version2Map()[r]; ok {
				b.WriteString(t)
				continue
			}
		}
		if r >= utf8.RuneSelf || r == '&' {
			if t, ok := table[r]; ok {
				b.WriteString(t)
				continue
			}
		}
		b.WriteRune(r)
	}
	return b.String()
}

// joinWords keeps ASCII letters and digits; what is between them becomes one
// separator, at the ends nothing.
func joinWords(s, sep string) string {
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	for i := 0; i < len(s); i++ {
		if !isAlnum(s[i]) {
			gap = true
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteString(sep)
		}
		gap = false
		b.WriteByte(s[i])
	}
	return b.String()
}

func isAlnum(c byte) bool { return isUpper(c) || isLower(c) || isDigit(c) }
func isUpper(c byte) bool { return 'A' <= c && c <= 'Z' }
func isLower(c byte) bool { return 'a' <= c && c <= 'z' }
func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// decamelize puts a space where a capital starts a word: fooBar, parseHTMLDoc.
func decamelize(s string) string {
	for _, step := range decamelizeSteps {
		v, err := step.Replace(s, "$1 $2")
		if err != nil {
			return s
		}
		s = v.(string)
	}
	return s
}

var decamelizeSteps = []*value.Regexp{
	{Source: `([A-Z]{2,})(\d+)`, Flags: "g"},
	{Source: `([a-z\d]+)([A-Z]{2,})`, Flags: "g"},
	{Source: `([a-z\d])([A-Z])`, Flags: "g"},
	{Source: `([A-Z]+)([A-Z][a-z\d]+)`, Flags: "g"},
}

// contract joins the t or s of a contraction to its word: "don't" gives
// "dont". It is /([a-zA-Z\d]+)'([ts])(\s|$)/g by hand, as every French
// heading has an apostrophe: two fifths of the time of a slug went there.
func contract(s string) string {
	last := 0
	var b strings.Builder
	for i := 1; i+1 < len(s); i++ {
		if s[i] != '\'' || !isAlnum(s[i-1]) || s[i+1] != 't' && s[i+1] != 's' {
			continue
		}
		if next, n := utf8.DecodeRuneInString(s[i+2:]); n == 0 || value.IsSpace(next) {
			b.WriteString(s[last:i])
			last = i + 1
		}
	}
	return b.String() + s[last:]
}

// SlugOptions are the options of the slugify package as the slug filter calls
// it; the zero value is what the filter does without arguments.
type SlugOptions struct {
	Replacement   string // "" is "-", unless NoReplacement
	NoReplacement bool
	KeepCase      bool // lower: false
	Strict        bool
	KeepEnds      bool // trim: false
}

// Slug replaces signs by words and keeps some punctuation.
func Slug(s string, o SlugOptions) string {
	rep := o.Replacement
	if rep == "" && !o.NoReplacement {
		rep = "-"
	}
	s = slugChars(value.Normalize(s, "NFC"), rep)
	if o.Strict {
		s = strings.Map(func(r rune) rune {
			if r < utf8.RuneSelf && isAlnum(byte(r)) || value.IsSpace(r) {
				return r
			}
			return -1
		}, s)
	}
	if !o.KeepEnds {
		s = value.TrimSpace(s)
	}
	s = replaceSpaces(s, rep)
	if !o.KeepCase {
		s = value.ToLower(s)
	}
	return s
}

func slugChars(s, rep string) string {
	table := slugMap()
	var b strings.Builder
	for _, r := range s {
		t, ok := table[r]
		if !ok {
			t = string(r)
		}
		if t == rep {
			t = " "
		}
		if ok || t == " " || slugKeeps(r) {
			b.WriteString(t)
		}
	}
	return b.String()
}

// slugKeeps reports a character that the package leaves in a slug.
func slugKeeps(r rune) bool {
	if r < utf8.RuneSelf {
		return isAlnum(byte(r)) || value.IsSpace(r) || strings.ContainsRune(`_$*+~.()'"!-:@`, r)
	}
	return value.IsSpace(r)
}

// replaceSpaces makes each run of white space one replacement.
func replaceSpaces(s, rep string) string {
	var b strings.Builder
	space := false
	for _, r := range s {
		if value.IsSpace(r) {
			if !space {
				b.WriteString(rep)
			}
			space = true
			continue
		}
		space = false
		b.WriteRune(r)
	}
	return b.String()
}

func (o Options) slugFilters() map[string]filter.Func {
	return map[string]filter.Func{
		"slugify": plain(func(in value.Value, args []value.Value) (value.Value, error) {
			return Slugify(value.ToString(in), o.slugifyOptions(arg(args, 0))), nil
		}),
		"slug": plain(func(in value.Value, args []value.Value) (value.Value, error) {
			return Slug(value.ToString(in), slugOptions(arg(args, 0))), nil
		}),
		"slugifyEvent": plain(o.slugifyEvent),
	}
}

func (o Options) slugifyOptions(v value.Value) SlugifyOptions {
	so := SlugifyOptions{Contractions: o.Contractions}
	if sep, ok := value.Member(v, "separator").(string); ok {
		so.Separator, so.NoSeparator = sep, sep == ""
	}
	if lower, ok := value.Member(v, "lowercase").(bool); ok {
		so.KeepCase = !lower
	}
	so.Decamelize = value.Truthy(value.Member(v, "decamelize"))
	so.Underscore = value.Truthy(value.Member(v, "preserveLeadingUnderscore"))
	if list, ok := value.Member(v, "customReplacements").(*value.Array); ok {
		for _, e := range list.Elems {
			from, to := value.ToString(value.Get(e, value.Int(0))), value.ToString(value.Get(e, value.Int(1)))
			so.Replacements = append(so.Replacements, [2]string{from, to})
		}
	}
	return so
}

// slugOptions reads an object, or a text that is the replacement.
func slugOptions(v value.Value) SlugOptions {
	var so SlugOptions
	if _, ok := v.(*value.Object); !ok {
		return so
	}
	if rep, ok := value.Member(v, "replacement").(string); ok {
		so.Replacement, so.NoReplacement = rep, rep == ""
	}
	if lower := value.Member(v, "lower"); lower != nil {
		so.KeepCase = !value.Truthy(lower)
	}
	if trim := value.Member(v, "trim"); trim != nil {
		so.KeepEnds = !value.Truthy(trim)
	}
	so.Strict = value.Truthy(value.Member(v, "strict"))
	return so
}

// slugifyEvent is the address of an event of the theme's calendar.
func (o Options) slugifyEvent(in value.Value, _ []value.Value) (value.Value, error) {
	data := value.Member(in, "data")
	if value.IsNil(data) {
		return nil, missing("data")
	}
	start := value.Member(data, "start")
	if start == nil {
		start = value.Member(data, "date")
	}
	title := Slugify(value.ToString(value.Member(data, "title")), o.slugifyOptions(nil))
	return title + "-" + htmlDate(start), nil
}
