package filter

import (
	"math"
	"strings"

	"apercu/app/template/value"
)

// This file holds urlencode and urlize.

// urlencode encodes a text, or an object or a list of pairs as a query string.
var urlencode = plain(func(in value.Value, _ []value.Value) (value.Value, error) {
	if s, ok := in.(string); ok {
		return EncodeURIComponent(s)
	}
	pairs, err := queryPairs(in)
	if err != nil {
		return nil, err
	}
	parts := make([]string, len(pairs))
	for i, p := range pairs {
		k, err := EncodeURIComponent(value.ToString(p[0]))
		if err != nil {
			return nil, err
		}
		v, err := EncodeURIComponent(value.ToString(p[1]))
		if err != nil {
			return nil, err
		}
		parts[i] = k.(string) + "=" + v.(string)
	}
	return strings.Join(parts, "&"), nil
})

func queryPairs(in value.Value) (pairs [][2]value.Value, err error) {
	if a, ok := in.(*value.Array); ok {
		for _, e := range a.Elems {
			if value.IsNil(e) {
				return nil, unreadable(e, "0")
			}
			pairs = append(pairs, [2]value.Value{value.Get(e, value.Int(0)), value.Get(e, value.Int(1))})
		}
		return pairs, nil
	}
	list, _ := entries(in)
	for _, e := range list {
		pairs = append(pairs, [2]value.Value{e.key, e.value})
	}
	return pairs, nil
}

// EncodeURIComponent is JavaScript's; half of a surrogate pair is an error.
func EncodeURIComponent(s string) (value.Value, error) {
	if value.WellFormed(s) != s {
		return nil, value.Errorf("ce texte ne peut pas devenir une adresse", "URI malformed")
	}
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if c := s[i]; isWord(c) || strings.IndexByte("-.!~*'()", c) >= 0 {
			b.WriteByte(c)
		} else {
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		}
	}
	return b.String(), nil
}

var (
	emailAddress = expression(`(?i)\A[\w.!#$%&'*+\-/=?^` + "`" + `{|}~]+@[a-z\d\-]+(\.[a-z\d\-]+)+\z`)
	knownDomain  = expression(`\.(?:org|net|com)(?::|/|\z)`)
	leadingSign  = expression(`\A(?:\(|<|&lt;)`)
)

// urlize makes links of web and mail addresses, the shown text cut to a length.
var urlize = plain(func(in value.Value, args []value.Value) (value.Value, error) {
	s, err := text(in, "split")
	if err != nil {
		return nil, err
	}
	length := math.Inf(1)
	if l := arg(args, 0); l != nil && !isNaN(l) {
		length = value.ToNumber(l)
	}
	rel := ""
	if arg(args, 1) == value.Value(true) {
		rel = ` rel="nofollow"`
	}
	var b strings.Builder
	for s != "" {
		end := strings.IndexFunc(s, value.IsSpace)
		if end == 0 {
			if end = strings.IndexFunc(s, func(r rune) bool { return !value.IsSpace(r) }); end < 0 {
				end = len(s)
			}
			b.WriteString(s[:end])
		} else {
			if end < 0 {
				end = len(s)
			}
			b.WriteString(linkWord(s[:end], length, rel))
		}
		s = s[end:]
	}
	return b.String(), nil
})

func isNaN(v value.Value) bool { f, ok := v.(float64); return ok && f != f }

// linkWord links one word when it is an address.
func linkWord(word string, length float64, rel string) string {
	url := stripPunctuation(word)
	short := value.Substring(url, 0, int(math.Min(length, 1<<30)))
	switch {
	case (strings.HasPrefix(url, "http://") || strings.HasPrefix(url, "https://")):
		return `<a href="` + url + `"` + rel + `>` + short + `</a>`
	case strings.HasPrefix(url, "www."):
		return `<a href="http://` + url + `"` + rel + `>` + short + `</a>`
	case emailAddress().MatchString(url):
		return `<a href="mailto:` + url + `">` + url + `</a>`
	case knownDomain().MatchString(url):
		return `<a href="http://` + url + `"` + rel + `>` + short + `</a>`
	}
	return word
}

// stripPunctuation takes one opening sign and one closing sign away.
func stripPunctuation(word string) string {
	word = word[len(leadingSign().FindString(word)):]
	for _, sign := range []string{".", ",", ")", "&gt;"} {
		if strings.HasSuffix(word, sign) {
			return word[:len(word)-len(sign)]
		}
	}
	return word
}
