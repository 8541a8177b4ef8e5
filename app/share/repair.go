package share

import (
	"net/url"
	"strings"
	"unicode"
)

// This file finds a link in what a person pastes or a browser was given, after
// mail and chat have been at it:
//
//   - Outlook's Safe Links writes # as %23, a second pass as %2523
//   - mail wraps long lines: spaces, line breaks, quoted-printable's = at the
//     end of a line, and > at the start of a quoted one
//   - autolinkers add or drop what stands around: <…>, (…), .,;:!?»"' and …
//   - converters between base64 alphabets turn - and _ into + and /

// Parse reads a link: an address with a fragment, a fragment alone with or
// without #, or either inside of other text. Errors are ErrNoLink and
// *NewerError; a link that arrived in part is a Link all the same.
func Parse(input string) (*Link, error) {
	fragment, ok := fragmentOf(input)
	if !ok {
		return nil, ErrNoLink
	}
	if l, ok := remote(fragment); ok {
		return l, nil
	}
	return decode(clean(fragment))
}

// fragmentOf is what follows the first # or what became of it.
func fragmentOf(input string) (string, bool) {
	input = strings.TrimSpace(input)
	at, size := len(input), 0
	for _, mark := range []string{"#", "%23", "%2523", "%252523"} {
		if i := strings.Index(input, mark); i >= 0 && i < at {
			at, size = i, len(mark)
		}
	}
	if size > 0 {
		return input[at+size:], true
	}
	if looksBare(input) {
		return input, true
	}
	return "", false
}

// looksBare tells a fragment without its # from any other text.
func looksBare(s string) bool {
	if len(s) < 3 || s[0] < '1' || s[0] > '9' || !unicode.IsLetter(rune(s[1])) {
		return false
	}
	size, _, ok := strings.Cut(s[2:], ".")
	return ok && len(size) > 0 && len(size) <= 6 && strings.Trim(size, "0123456789abcdefghijklmnopqrstuvwxyz") == ""
}

// clean leaves only characters that a document link is written with.
func clean(fragment string) string {
	if strings.Contains(fragment, "%") {
		fragment = unescape(fragment)
	}
	fragment, _, _ = strings.Cut(fragment, "&") // parameters that a redirector added
	var b strings.Builder
	b.Grow(len(fragment))
	for _, r := range fragment {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '_', r == '.':
			b.WriteRune(r)
		case r == '+':
			b.WriteByte('-')
		case r == '/':
			b.WriteByte('_')
		}
	}
	return b.String()
}

// unescape undoes percent-encoding, as often as it was applied.
func unescape(s string) string {
	for range 3 {
		u, err := url.PathUnescape(s)
		if err != nil || u == s {
			break
		}
		s = u
	}
	return s
}

// remote reads #u<URL> and #c<URL>…<URL>. Only https addresses are links.
func remote(fragment string) (*Link, bool) {
	if len(fragment) < 2 || fragment[0] != 'u' && fragment[0] != 'c' {
		return nil, false
	}
	rest := fragment[1:]
	if !hasHTTPS(rest) {
		rest = unescape(rest)
	}
	if !hasHTTPS(rest) {
		return nil, false
	}
	if fragment[0] == 'u' {
		return &Link{Kind: Remote, URLs: []string{tidyURL(rest)}}, true
	}
	for _, dots := range []string{"…", "%E2%80%A6", "%e2%80%a6", "..."} {
		if base, changed, ok := strings.Cut(rest, dots); ok && hasHTTPS(changed) {
			return &Link{Kind: Compare, URLs: []string{tidyURL(base), tidyURL(changed)}}, true
		}
	}
	return nil, false
}

func hasHTTPS(s string) bool { return len(s) > 8 && strings.EqualFold(s[:8], "https://") }

// tidyURL takes off what an autolinker or a mail left around an address.
func tidyURL(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' {
			return -1
		}
		return r
	}, s)
	return strings.TrimRight(s, ">)].,;:!?»\"'")
}
