package value

import (
	"strings"
	"unicode/utf16"
)

// This file holds String.prototype. Every method takes a string or a Safe and
// answers primitive strings; positions are in UTF-16 code units.

// maxString bounds what repeat and padding may build, in bytes.
const maxString = 1 << 24

func init() {
	stringMethods = map[string]method{
		"at": stringAt,
		"charAt": text1(func(s string, args []Value) Value {
			return Substring(s, ToInteger(arg(args, 0)), ToInteger(arg(args, 0))+1)
		}),
		"charCodeAt":        text1(charCodeAt),
		"codePointAt":       text1(codePointAt),
		"concat":            text1(stringConcat),
		"endsWith":          stringEndsWith,
		"includes":          stringIncludes,
		"indexOf":           text1(stringIndexOf),
		"isWellFormed":      text1(func(s string, _ []Value) Value { return WellFormed(s) == s }),
		"lastIndexOf":       text1(stringLastIndexOf),
		"localeCompare":     text1(func(s string, args []Value) Value { return Number(float64(Collate(s, ToString(arg(args, 0))))) }),
		"match":             stringMatch,
		"matchAll":          stringMatchAll,
		"normalize":         stringNormalize,
		"padEnd":            stringPad(func(s, fill string) string { return s + fill }),
		"padStart":          stringPad(func(s, fill string) string { return fill + s }),
		"repeat":            stringRepeat,
		"replace":           stringReplace,
		"replaceAll":        stringReplaceAll,
		"search":            stringSearch,
		"slice":             text1(stringSlice),
		"split":             stringSplit,
		"startsWith":        stringStartsWith,
		"substr":            text1(stringSubstr),
		"substring":         text1(stringSubstring),
		"toLocaleLowerCase": text1(func(s string, _ []Value) Value { return ToLower(s) }),
		"toLocaleUpperCase": text1(func(s string, _ []Value) Value { return ToUpper(s) }),
		"toLowerCase":       text1(func(s string, _ []Value) Value { return ToLower(s) }),
		"toString":          text1(func(s string, _ []Value) Value { return s }),
		"toUpperCase":       text1(func(s string, _ []Value) Value { return ToUpper(s) }),
		"toWellFormed":      text1(func(s string, _ []Value) Value { return WellFormed(s) }),
		"trim":              text1(func(s string, _ []Value) Value { return trimSpace(s) }),
		"trimEnd":           text1(func(s string, _ []Value) Value { return strings.TrimRightFunc(s, isSpace) }),
		"trimLeft":          text1(func(s string, _ []Value) Value { return strings.TrimLeftFunc(s, isSpace) }),
		"trimRight":         text1(func(s string, _ []Value) Value { return strings.TrimRightFunc(s, isSpace) }),
		"trimStart":         text1(func(s string, _ []Value) Value { return strings.TrimLeftFunc(s, isSpace) }),
		"valueOf":           text1(func(s string, _ []Value) Value { return s }),
		"hasOwnProperty":    text1(stringHasOwn),
	}
}

// text1 makes a method of a function on the text that cannot fail.
func text1(f func(s string, args []Value) Value) method {
	return func(this Value, args []Value) (Value, error) { return f(ToString(this), args), nil }
}

func stringHasOwn(s string, args []Value) Value {
	k := ToKey(arg(args, 0))
	i, ok := arrayIndex(k)
	return k == "length" || ok && int(i) < Length(s)
}

func stringAt(this Value, args []Value) (Value, error) {
	s, i := ToString(this), ToInteger(arg(args, 0))
	if i < 0 {
		i += Length(s)
	}
	if c := Substring(s, i, i+1); i >= 0 && c != "" {
		return c, nil
	}
	return nil, nil
}

func charCodeAt(s string, args []Value) Value {
	i := ToInteger(arg(args, 0))
	if i >= 0 && i < len(s) && ascii(s[:i+1]) {
		return Int(int(s[i]))
	}
	if u := units(s); i >= 0 && i < len(u) {
		return Int(int(u[i]))
	}
	return nan
}

func codePointAt(s string, args []Value) Value {
	u, i := units(s), ToInteger(arg(args, 0))
	if i < 0 || i >= len(u) {
		return nil
	}
	if i+1 < len(u) {
		if r := utf16.DecodeRune(rune(u[i]), rune(u[i+1])); r != 0xFFFD {
			return Int(int(r))
		}
	}
	return Int(int(u[i]))
}

func stringConcat(s string, args []Value) Value {
	for _, a := range args {
		s = Concat(s, ToString(a))
	}
	return s
}

// needle is the text to look for; a regular expression is an error.
func needle(args []Value, method string) (string, error) {
	if _, ok := arg(args, 0).(*Regexp); ok {
		return "", Errorf("« %s » n’accepte pas d’expression régulière", "First argument to String.prototype.%s must not be a regular expression", method)
	}
	return ToString(arg(args, 0)), nil
}

func stringEndsWith(this Value, args []Value) (Value, error) {
	sub, err := needle(args, "endsWith")
	s := ToString(this)
	if end := arg(args, 1); end != nil {
		s = Substring(s, 0, ToInteger(end))
	}
	return Bool(strings.HasSuffix(s, sub)), err
}

func stringStartsWith(this Value, args []Value) (Value, error) {
	sub, err := needle(args, "startsWith")
	return Bool(strings.HasPrefix(from(ToString(this), arg(args, 1)), sub)), err
}

func stringIncludes(this Value, args []Value) (Value, error) {
	sub, err := needle(args, "includes")
	return Bool(strings.Contains(from(ToString(this), arg(args, 1)), sub)), err
}

// from is the rest of s after a position.
func from(s string, pos Value) string {
	if i := ToInteger(pos); i > 0 {
		return Substring(s, i, len(s))
	}
	return s
}

func stringIndexOf(s string, args []Value) Value {
	sub := ToString(arg(args, 0))
	start := max(0, min(ToInteger(arg(args, 1)), Length(s)))
	rest := from(s, Number(float64(start)))
	if i := strings.Index(rest, sub); i >= 0 {
		return Int(start + unitOffset(rest, i))
	}
	return Number(-1)
}

func stringLastIndexOf(s string, args []Value) Value {
	sub := ToString(arg(args, 0))
	if pos := ToNumber(arg(args, 1)); pos == pos {
		// The match may start at pos at the latest.
		s = Substring(s, 0, max(0, ToInteger(pos))+Length(sub))
	}
	if i := strings.LastIndex(s, sub); i >= 0 {
		return Int(unitOffset(s, i))
	}
	return Number(-1)
}

func stringNormalize(this Value, args []Value) (Value, error) {
	form := "NFC"
	if f := arg(args, 0); f != nil {
		form = ToString(f)
	}
	switch form {
	case "NFC", "NFD", "NFKC", "NFKD":
		return Normalize(ToString(this), form), nil
	}
	return nil, Errorf("forme de normalisation inconnue : %s", "The normalization form should be one of NFC, NFD, NFKC, NFKD (not %s).", form)
}

func stringPad(join func(s, fill string) string) method {
	return func(this Value, args []Value) (Value, error) {
		s, fill := ToString(this), " "
		if f := arg(args, 1); f != nil {
			fill = ToString(f)
		}
		missing := ToInteger(arg(args, 0)) - Length(s)
		if missing <= 0 || Length(fill) == 0 {
			return s, nil
		}
		if missing > maxString {
			return nil, tooLong()
		}
		fill = strings.Repeat(fill, missing/Length(fill)+1)
		return join(s, Substring(fill, 0, missing)), nil
	}
}

func tooLong() error { return Errorf("texte trop long", "Invalid string length") }

func stringRepeat(this Value, args []Value) (Value, error) {
	s, n := ToString(this), ToInteger(arg(args, 0))
	if n < 0 || n >= 1<<53 {
		return nil, Errorf("nombre de répétitions impossible : %s", "Invalid count value: %s", ToString(arg(args, 0)))
	}
	if s == "" {
		return "", nil
	}
	if n > maxString/len(s) {
		return nil, tooLong()
	}
	return joinSurrogates(strings.Repeat(s, n)), nil
}

// relative is a position counted from the end when negative, within 0 and n.
func relative(v Value, n, absent int) int {
	if v == nil {
		return absent
	}
	i := ToInteger(v)
	if i < 0 {
		return max(0, n+i)
	}
	return min(i, n)
}

func stringSlice(s string, args []Value) Value {
	n := Length(s)
	return Substring(s, relative(arg(args, 0), n, 0), relative(arg(args, 1), n, n))
}

func stringSubstr(s string, args []Value) Value {
	n := Length(s)
	start := relative(arg(args, 0), n, 0)
	length := n
	if l := arg(args, 1); l != nil {
		length = min(max(0, ToInteger(l)), n)
	}
	return Substring(s, start, min(start+length, n))
}

func stringSubstring(s string, args []Value) Value {
	n := Length(s)
	start, end := max(0, min(ToInteger(arg(args, 0)), n)), n
	if e := arg(args, 1); e != nil {
		end = max(0, min(ToInteger(e), n))
	}
	return Substring(s, min(start, end), max(start, end))
}

// Split is String.prototype.split with a text separator; "" cuts between code units.
func Split(s, sep string) []Value {
	if sep == "" {
		return splitUnits(s)
	}
	parts := strings.Split(s, sep)
	out := make([]Value, len(parts))
	for i, p := range parts {
		out[i] = p
	}
	return out
}

func splitUnits(s string) []Value {
	if ascii(s) {
		out := make([]Value, len(s))
		for i := range out {
			out[i] = s[i : i+1]
		}
		return out
	}
	u := units(s)
	out := make([]Value, len(u))
	for i := range u {
		out[i] = fromUnits(u[i : i+1])
	}
	return out
}

func stringSplit(this Value, args []Value) (Value, error) {
	s := ToString(this)
	limit := uint32(1<<32 - 1)
	if l := arg(args, 1); l != nil {
		limit = uint32(toInt32(l))
	}
	var parts []Value
	switch sep := arg(args, 0).(type) {
	case nil:
		parts = []Value{s}
	case *Regexp:
		var err error
		if parts, err = sep.split(s); err != nil {
			return nil, err
		}
	default:
		parts = Split(s, ToString(sep))
	}
	if uint32(len(parts)) > limit {
		parts = parts[:limit]
	}
	return NewArray(parts...), nil
}

func stringMatch(this Value, args []Value) (Value, error) {
	r, err := toRegexp(arg(args, 0), "")
	if err != nil {
		return nil, err
	}
	s := ToString(this)
	if !r.global() {
		return r.exec(s)
	}
	all, err := r.all(s)
	if err != nil {
		return nil, err
	}
	out := &Array{}
	for _, m := range all {
		out.Elems = append(out.Elems, s[m[0]:m[1]])
	}
	if r.last = 0; len(out.Elems) == 0 {
		return Null{}, nil
	}
	return out, nil
}

// stringMatchAll answers an array where JavaScript answers an iterator.
func stringMatchAll(this Value, args []Value) (Value, error) {
	r, err := toRegexp(arg(args, 0), "g")
	if err != nil {
		return nil, err
	}
	if !r.global() {
		return nil, Errorf("« matchAll » demande le drapeau g", "String.prototype.matchAll called with a non-global RegExp argument")
	}
	s := ToString(this)
	all, err := r.all(s)
	out := &Array{}
	for _, m := range all {
		out.Elems = append(out.Elems, r.match(s, m))
	}
	return out, err
}

func stringSearch(this Value, args []Value) (Value, error) {
	r, err := toRegexp(arg(args, 0), "")
	if err != nil {
		return nil, err
	}
	s := ToString(this)
	re, err := r.compile()
	if err != nil {
		return nil, err
	}
	if m := re.FindStringIndex(s); m != nil {
		return Int(unitOffset(s, m[0])), nil
	}
	return Number(-1), nil
}

func stringReplace(this Value, args []Value) (Value, error) {
	return replace(ToString(this), args, 1)
}

func stringReplaceAll(this Value, args []Value) (Value, error) {
	if r, ok := arg(args, 0).(*Regexp); ok && !r.global() {
		return nil, Errorf("« replaceAll » demande le drapeau g", "replaceAll must be called with a global RegExp")
	}
	return replace(ToString(this), args, -1)
}

func replace(s string, args []Value, limit int) (Value, error) {
	if r, ok := arg(args, 0).(*Regexp); ok {
		return r.Replace(s, arg(args, 1))
	}
	return replaceText(s, ToString(arg(args, 0)), arg(args, 1), limit)
}

// replaceText replaces a plain text, once or everywhere.
func replaceText(s, old string, with Value, limit int) (Value, error) {
	if old == "" && limit < 0 && !ascii(s) { // between code units, not characters
		s = splitSurrogates(s)
	}
	var b strings.Builder
	at := 0
	for from := 0; limit != 0 && from <= len(s); limit-- {
		i := strings.Index(s[from:], old)
		if i < 0 {
			break
		}
		i += from
		b.WriteString(s[at:i])
		part, err := substitute(s, []int{i, i + len(old)}, nil, with)
		if err != nil {
			return nil, err
		}
		b.WriteString(part)
		at = i + len(old)
		if from = at; old == "" {
			from += step(s, at)
		}
		if b.Len() > maxString {
			return nil, tooLong()
		}
	}
	b.WriteString(s[at:])
	return joinSurrogates(b.String()), nil
}

// step is the size in bytes of the character at i, at least 1.
func step(s string, i int) int {
	if i >= len(s) {
		return 1
	}
	_, n := decode(s[i:])
	return n
}

// substitute is the replacement for one match (pairs of byte offsets as
// package regexp gives them): the answer of a function, or a text with its $
// patterns filled in.
func substitute(s string, m []int, names []string, with Value) (string, error) {
	if f, ok := with.(*Func); ok {
		args := make([]Value, 0, len(m)/2+2)
		for g := 0; g < len(m); g += 2 {
			args = append(args, group(s, m, g/2))
		}
		v, err := f.Call(append(args, Int(unitOffset(s, m[0])), s), nil)
		return ToString(v), err
	}
	text := ToString(with)
	if !strings.Contains(text, "$") {
		return text, nil
	}
	return expand(text, s, m, names), nil
}

// group is what group n matched, undefined when it took no part.
func group(s string, m []int, n int) Value {
	if m[2*n] < 0 {
		return nil
	}
	return s[m[2*n]:m[2*n+1]]
}

// expand is GetSubstitution: $$ $& $` $' $1 $12 $<name>.
func expand(text, s string, m []int, names []string) string {
	var b strings.Builder
	for i := 0; i < len(text); {
		if text[i] != '$' || i+1 == len(text) {
			b.WriteByte(text[i])
			i++
			continue
		}
		part, size := dollar(text[i:], s, m, names)
		b.WriteString(part)
		i += size
	}
	return b.String()
}

// dollar is the replacement for the pattern at the head of text, and its size.
func dollar(text, s string, m []int, names []string) (string, int) {
	switch c := text[1]; {
	case c == '$':
		return "$", 2
	case c == '&':
		return s[m[0]:m[1]], 2
	case c == '`':
		return s[:m[0]], 2
	case c == '\'':
		return s[m[1]:], 2
	case '0' <= c && c <= '9':
		return numbered(text, s, m)
	case c == '<' && hasNames(names):
		if end := strings.IndexByte(text, '>'); end > 0 {
			return named(text[2:end], s, m, names), end + 1
		}
	}
	return "$", 1
}

// numbered reads one or two digits, two when that many groups exist.
func numbered(text, s string, m []int) (string, int) {
	groups := len(m)/2 - 1
	n, size := int(text[1]-'0'), 2
	if len(text) > 2 && '0' <= text[2] && text[2] <= '9' {
		if two := n*10 + int(text[2]-'0'); two >= 1 && two <= groups {
			n, size = two, 3
		}
	}
	if n < 1 || n > groups {
		return "$", 1
	}
	t, _ := group(s, m, n).(string)
	return t, size
}

func hasNames(names []string) bool { return strings.Join(names, "") != "" }

func named(name, s string, m []int, names []string) string {
	for g, n := range names {
		if n == name && n != "" {
			t, _ := group(s, m, g).(string)
			return t
		}
	}
	return ""
}
