package filter

import (
	"strings"

	"apercu/app/template/value"
)

// This file holds the filters that turn a text into a text.

// capitalize lowers everything but the first character.
func capitalize(s string) string {
	s = value.ToLower(s)
	return value.Concat(value.ToUpper(value.Substring(s, 0, 1)), value.Substring(s, 1, len(s)))
}

// title capitalizes between plain spaces only.
func title(s string) string {
	words := strings.Split(s, " ")
	for i, w := range words {
		words[i] = capitalize(w)
	}
	return strings.Join(words, " ")
}

// center pads on both sides; an odd space goes to the left, and one is lost
// when the missing width is odd, as nunjucks' arithmetic has it.
var center = plain(func(in value.Value, args []value.Value) (value.Value, error) {
	v := orEmpty(in, "")
	n, width := value.ToNumber(value.Member(v, "length")), value.ToNumber(or(arg(args, 0), value.Int(80)))
	if n >= width {
		return v, nil
	}
	spaces := width - n
	pre := repeat(" ", spaces/2-value.ToNumber(value.Mod(spaces, 2.0)))
	return copySafe(v, pre+value.ToString(v)+repeat(" ", spaces/2)), nil
})

// repeat is nunjucks' lib.repeat: a loop while i < n, n a fraction or NaN.
func repeat(s string, n float64) string {
	if !(n > 0) {
		return ""
	}
	count := int(min(n, maxLoop))
	if float64(count) < n && count < maxLoop {
		count++
	}
	return strings.Repeat(s, count)
}

// indent puts width spaces before each line, the first only when asked.
var indent = plain(func(in value.Value, args []value.Value) (value.Value, error) {
	v := orEmpty(in, "")
	if v == value.Value("") {
		return "", nil
	}
	s, err := text(v, "split")
	if err != nil {
		return nil, err
	}
	margin := repeat(" ", value.ToNumber(or(arg(args, 0), value.Int(4))))
	out := strings.ReplaceAll(s, "\n", "\n"+margin)
	if value.Truthy(arg(args, 1)) {
		out = margin + out
	}
	return copySafe(v, out), nil
})

var nl2br = plain(func(in value.Value, _ []value.Value) (value.Value, error) {
	if value.IsNil(in) {
		return "", nil
	}
	s, err := text(in, "replace")
	if err != nil {
		return nil, err
	}
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\n", "<br />\n")
	return copySafe(in, s), nil
})

// string_ keeps what is safe, safe.
var string_ = plain(func(in value.Value, _ []value.Value) (value.Value, error) {
	if value.IsNil(in) {
		return nil, unreadable(in, "toString")
	}
	return copySafe(in, value.ToString(in)), nil
})

var trim = plain(func(in value.Value, _ []value.Value) (value.Value, error) {
	s, err := text(in, "replace")
	if err != nil {
		return nil, err
	}
	return copySafe(in, value.TrimSpace(s)), nil
})

// truncate cuts at the last space before the length, or anywhere with killwords.
var truncate = plain(func(in value.Value, args []value.Value) (value.Value, error) {
	v := orEmpty(in, "")
	width := or(arg(args, 0), value.Int(255))
	n := value.Member(v, "length")
	if c, ok := value.Compare(n, width); ok && c <= 0 {
		return v, nil
	}
	method := "lastIndexOf"
	if value.Truthy(arg(args, 1)) {
		method = "substring"
	}
	s, err := text(v, method)
	if err != nil {
		return nil, err
	}
	cut := value.ToInteger(width)
	if method == "lastIndexOf" {
		found, _, _ := value.CallMethod(s, "lastIndexOf", []value.Value{" ", width}, nil)
		if i := value.ToInteger(found); i != -1 {
			cut = i
		}
	}
	end := value.Value("...")
	if e := arg(args, 2); !value.IsNil(e) {
		end = e
	}
	return copySafe(in, value.ToString(value.Add(value.Substring(s, 0, cut), end))), nil
})

// wordcount counts runs of ASCII letters, digits and _: an accented letter
// separates, as \w does. No word at all prints nothing.
var wordcount = plain(func(in value.Value, _ []value.Value) (value.Value, error) {
	v := orEmpty(in, "")
	if !value.Truthy(v) {
		return value.Null{}, nil
	}
	s, err := text(v, "match")
	if err != nil {
		return nil, err
	}
	n, inside := 0, false
	for i := 0; i < len(s); i++ {
		w := isWord(s[i])
		if w && !inside {
			n++
		}
		inside = w
	}
	if n == 0 {
		return value.Null{}, nil
	}
	return value.Int(n), nil
})

// isWord is JavaScript's \w.
func isWord(c byte) bool {
	return c == '_' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}
