package value

import (
	"regexp"
	"strings"
)

// This file holds RegExp. The expression is translated to Go's package regexp,
// which has no look-around and no back-references: those are an error, said
// when the expression is first used, not a wrong answer.

// Regexp is a JavaScript regular expression literal: source between the
// slashes, and flags (g, i, m, y as nunjucks reads them).
type Regexp struct {
	Source, Flags string

	re   *regexp.Regexp
	err  error
	last int // lastIndex, in UTF-16 code units
}

// String is /source/flags.
func (r *Regexp) String() string {
	if r.Source == "" {
		return "/(?:)/" + r.Flags
	}
	return "/" + r.Source + "/" + r.Flags
}

// Fresh is the same expression with its state reset: what a literal gives each
// time it is evaluated. The compiled form is shared.
func (r *Regexp) Fresh() *Regexp {
	r.compile()
	c := *r
	c.last = 0
	return &c
}

func (r *Regexp) global() bool { return strings.Contains(r.Flags, "g") }
func (r *Regexp) sticky() bool { return strings.Contains(r.Flags, "y") }

// Check reports what is wrong with the expression, or cannot be done here.
func (r *Regexp) Check() error {
	_, err := r.compile()
	return err
}

func (r *Regexp) compile() (*regexp.Regexp, error) {
	if r.re == nil && r.err == nil {
		var expr string
		if expr, r.err = translate(r.Source, r.Flags); r.err == nil {
			if r.re, r.err = regexp.Compile(expr); r.err != nil {
				r.err = Errorf("expression régulière invalide : %s", "Invalid regular expression: %s", r.String())
			}
		}
	}
	return r.re, r.err
}

// toRegexp is new RegExp(v, flags) unless v is one already.
func toRegexp(v Value, flags string) (*Regexp, error) {
	if r, ok := v.(*Regexp); ok {
		return r, r.Check()
	}
	r := &Regexp{Flags: flags}
	if v != nil {
		r.Source = ToString(v)
	}
	return r, r.Check()
}

func init() {
	regexpMethods = map[string]method{
		"exec":     func(this Value, args []Value) (Value, error) { return this.(*Regexp).exec(ToString(arg(args, 0))) },
		"test":     regexpTest,
		"toString": func(this Value, _ []Value) (Value, error) { return ToString(this), nil },
	}
}

func regexpTest(this Value, args []Value) (Value, error) {
	v, err := this.(*Regexp).exec(ToString(arg(args, 0)))
	return Bool(Truthy(v)), err
}

func (r *Regexp) property(name string) (Value, bool) {
	switch name {
	case "source":
		return strings.TrimSuffix(strings.TrimPrefix((&Regexp{Source: r.Source}).String(), "/"), "/"), true
	case "flags":
		return r.Flags, true
	case "global":
		return Bool(r.global()), true
	case "ignoreCase":
		return Bool(strings.Contains(r.Flags, "i")), true
	case "multiline":
		return Bool(strings.Contains(r.Flags, "m")), true
	case "sticky":
		return Bool(r.sticky()), true
	case "lastIndex":
		return Int(r.last), true
	}
	return nil, false
}

// exec is RegExp.prototype.exec: the match as an array, or null; with g or y it
// goes on from lastIndex.
func (r *Regexp) exec(s string) (Value, error) {
	stateful := r.global() || r.sticky()
	from := 0
	if stateful {
		if r.last > Length(s) {
			r.last = 0
			return Null{}, nil
		}
		from, _ = byteOffset(s, r.last)
	}
	m, err := r.find(s, from)
	if err != nil {
		return nil, err
	}
	if m == nil || r.sticky() && m[0] != from {
		if stateful {
			r.last = 0
		}
		return Null{}, nil
	}
	if stateful {
		r.last = unitOffset(s, m[1])
	}
	return r.match(s, m), nil
}

// find is the first match from byte from on, as pairs of byte offsets.
func (r *Regexp) find(s string, from int) ([]int, error) {
	re, err := r.compile()
	if err != nil {
		return nil, err
	}
	if from == 0 {
		return re.FindStringSubmatchIndex(s), nil
	}
	if !looksBack(r.Source) {
		m := re.FindStringSubmatchIndex(s[from:])
		for i := range m {
			if m[i] >= 0 {
				m[i] += from
			}
		}
		return m, nil
	}
	// Package regexp cannot start in the middle and still see what is before.
	for _, m := range re.FindAllStringSubmatchIndex(s, -1) {
		if m[0] >= from {
			return m, nil
		}
	}
	return nil, nil
}

// looksBack reports that the expression may ask what comes before a position.
func looksBack(source string) bool {
	return strings.Contains(source, "^") || strings.Contains(source, `\b`) || strings.Contains(source, `\B`)
}

// all lists every match, as a global expression finds them.
func (r *Regexp) all(s string) ([][]int, error) {
	re, err := r.compile()
	if err != nil {
		return nil, err
	}
	if looksBack(r.Source) {
		return re.FindAllStringSubmatchIndex(s, -1), nil
	}
	var out [][]int
	for from := 0; from <= len(s); {
		m, _ := r.find(s, from)
		if m == nil {
			break
		}
		out = append(out, m)
		if from = m[1]; m[0] == m[1] {
			from += step(s, from)
		}
	}
	return out, nil
}

// match is a match as JavaScript gives it: the groups, with index, input and
// named groups as properties.
func (r *Regexp) match(s string, m []int) *Array {
	out := &Array{Elems: make([]Value, len(m)/2), props: NewObject(3)}
	for i := range out.Elems {
		out.Elems[i] = group(s, m, i)
	}
	out.props.Set("index", Int(unitOffset(s, m[0])))
	out.props.Set("input", s)
	if names := r.re.SubexpNames(); hasNames(names) {
		groups := NewObject(len(names))
		for i, name := range names {
			if name != "" {
				groups.Set(name, out.Elems[i])
			}
		}
		out.props.Set("groups", groups)
	}
	return out
}

// Replace is s.replace(r, with): with is a text with $ patterns, or a function.
func (r *Regexp) Replace(s string, with Value) (Value, error) {
	all, err := r.targets(s)
	if err != nil || len(all) == 0 {
		return s, err
	}
	var b strings.Builder
	at := 0
	for _, m := range all {
		b.WriteString(s[at:m[0]])
		part, err := substitute(s, m, r.re.SubexpNames(), with)
		if err != nil {
			return nil, err
		}
		if b.WriteString(part); b.Len() > maxString {
			return nil, tooLong()
		}
		at = m[1]
	}
	b.WriteString(s[at:])
	return b.String(), nil
}

// targets are the matches that replace acts on.
func (r *Regexp) targets(s string) ([][]int, error) {
	if r.global() {
		return r.all(s)
	}
	m, err := r.find(s, 0)
	if err != nil || m == nil {
		return nil, err
	}
	return [][]int{m}, nil
}

// split is s.split(r): groups are part of the answer; an empty match does not
// cut at the ends.
func (r *Regexp) split(s string) ([]Value, error) {
	all, err := r.all(s)
	if err != nil {
		return nil, err
	}
	if s == "" {
		if len(all) > 0 {
			return nil, nil
		}
		return []Value{s}, nil
	}
	var out []Value
	at := 0
	for _, m := range all {
		if m[0] == m[1] && (m[0] == at || m[0] == len(s)) || m[0] == len(s) {
			continue
		}
		out = append(out, s[at:m[0]])
		for g := 1; g < len(m)/2; g++ {
			out = append(out, group(s, m, g))
		}
		at = m[1]
	}
	return append(out, s[at:]), nil
}
