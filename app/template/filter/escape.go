package filter

import "apercu/app/template/value"

var escaper = [256]string{'&': "&amp;", '"': "&quot;", '\'': "&#39;", '<': "&lt;", '>': "&gt;", '\\': "&#92;"}

// Escape is nunjucks' HTML escaping, the backslash included.
func Escape(s string) string {
	for i := 0; i < len(s); i++ {
		if escaper[s[i]] != "" {
			return string(AppendEscaped(make([]byte, 0, len(s)+len(s)/8+8), s))
		}
	}
	return s
}

// AppendEscaped appends Escape(s) to dst.
func AppendEscaped(dst []byte, s string) []byte {
	last := 0
	for i := 0; i < len(s); i++ {
		if e := escaper[s[i]]; e != "" {
			dst = append(append(dst, s[last:i]...), e...)
			last = i + 1
		}
	}
	return append(dst, s[last:]...)
}

// escape makes a value safe to print; what is safe already stays.
func escape(_ Scope, in value.Value, _ []value.Value, _ *value.Object) (value.Value, error) {
	if _, ok := in.(value.Safe); ok {
		return in, nil
	}
	return forceescape(nil, in, nil, nil)
}

// forceescape escapes even what is safe.
func forceescape(_ Scope, in value.Value, _ []value.Value, _ *value.Object) (value.Value, error) {
	if value.IsNil(in) {
		return value.Safe(""), nil
	}
	return value.Safe(Escape(value.ToString(in))), nil
}

// safe marks a value as HTML.
func safe(_ Scope, in value.Value, _ []value.Value, _ *value.Object) (value.Value, error) {
	switch v := in.(type) {
	case value.Safe:
		return v, nil
	case nil, value.Null:
		return value.Safe(""), nil
	}
	return value.Safe(value.ToString(in)), nil
}
