package filter

import (
	"strings"

	"apercu/app/template/value"
)

// replace replaces a text (or a number) everywhere or at most maxCount times,
// or what a regular expression matches.
var replace = plain(func(in value.Value, args []value.Value) (value.Value, error) {
	with := arg(args, 1)
	var old string
	switch o := arg(args, 0).(type) {
	case *value.Regexp:
		s, err := text(in, "replace")
		if err != nil {
			return nil, err
		}
		return o.Replace(s, with)
	case float64:
		old = value.FormatNumber(o)
	case string:
		old = o
	default:
		return in, nil
	}
	s, ok := value.Text(in)
	if f, isNumber := in.(float64); isNumber {
		s, ok = value.FormatNumber(f), true
	}
	if !ok {
		return in, nil
	}
	return replaceText(in, s, old, with, arg(args, 2))
})

func replaceText(in value.Value, s, old string, with, maxCount value.Value) (value.Value, error) {
	if old == "" {
		parts := value.Join(value.NewArray(value.Split(s, "")...), joiner(with))
		return copySafe(in, value.ToString(value.Add(value.Add(with, parts), with))), nil
	}
	if maxCount == value.Value(0.0) || !strings.Contains(s, old) {
		return asText(in, s), nil
	}
	var b strings.Builder
	new := value.ToString(with)
	rest := s
	for count := 0; within(count, maxCount); count++ {
		i := strings.Index(rest, old)
		if i < 0 {
			break
		}
		b.WriteString(rest[:i])
		b.WriteString(new)
		rest = rest[i+len(old):]
	}
	b.WriteString(rest)
	return copySafe(in, b.String()), nil
}

// joiner is the separator that Array.join makes of a value: undefined is a comma.
func joiner(v value.Value) string {
	if v == nil {
		return ","
	}
	return value.ToString(v)
}

// asText is the input unchanged; a number has become a text on the way.
func asText(in value.Value, s string) value.Value {
	if _, ok := in.(float64); ok {
		return s
	}
	return in
}

// within is nunjucks' "maxCount === -1 || count < maxCount".
func within(count int, maxCount value.Value) bool {
	if maxCount == nil || maxCount == value.Value(-1.0) {
		return true
	}
	c, ok := value.Compare(value.Int(count), maxCount)
	return ok && c < 0
}
