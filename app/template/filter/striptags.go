package filter

import (
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"apercu/app/template/value"
)

// striptags removes tags and comments, then squeezes white space: all of it,
// or line by line when line breaks are to be kept.
var striptags = plain(func(in value.Value, args []value.Value) (value.Value, error) {
	v := orEmpty(in, "")
	s, err := text(v, "replace")
	if err != nil {
		return nil, err
	}
	s = value.TrimSpace(removeTags(s))
	if value.Truthy(arg(args, 0)) {
		s = squeezeLines(s)
	} else {
		s = squeeze(s)
	}
	return copySafe(v, s), nil
})

// removeTags removes <name…>, </name…> and <!--…-->; a "<" that opens neither
// stays.
func removeTags(s string) string {
	if !strings.Contains(s, "<") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		if n := tagLength(s[i:]); n > 0 {
			i += n
			continue
		}
		b.WriteByte(s[i])
		i++
	}
	return b.String()
}

// tagLength is the length of the tag or comment at the head of s, 0 if none.
func tagLength(s string) int {
	if s[0] != '<' {
		return 0
	}
	if strings.HasPrefix(s, "<!--") {
		if end := strings.Index(s[4:], "-->"); end >= 0 {
			return 4 + end + 3
		}
		return 0
	}
	i := 1
	if i < len(s) && s[i] == '/' {
		i++
	}
	if i >= len(s) || !isWord(s[i]) || s[i] == '_' || s[i] <= '9' {
		return 0
	}
	for i < len(s) && isWord(s[i]) && s[i] != '_' {
		i++
	}
	if i < len(s) && s[i] == '_' { // no word boundary after the name
		return 0
	}
	end := strings.IndexByte(s[i:], '>')
	if end < 0 {
		return 0
	}
	return i + end + 1
}

// squeeze makes every run of white space one space.
func squeeze(s string) string {
	var b strings.Builder
	space := false
	for _, r := range s {
		if value.IsSpace(r) {
			space = true
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
	}
	if space {
		b.WriteByte(' ')
	}
	return b.String()
}

var (
	spaceRuns = expression(` +`)
	lineRuns  = expression(`\n\n\n+`)
)

// expression compiles at the first use: the program starts at once.
//
//go:noinline
func expression(s string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(s) })
}

func squeezeLines(s string) string {
	s = trimLines(s)
	s = spaceRuns().ReplaceAllString(s, " ")
	s = strings.ReplaceAll(s, "\r\n", "\n")
	return lineRuns().ReplaceAllString(s, "\n\n")
}

// trimLines removes plain spaces at both ends of each line; to JavaScript a
// line also ends at \r, U+2028 and U+2029.
func trimLines(s string) string {
	var b strings.Builder
	for s != "" {
		end := strings.IndexAny(s, "\n\r\u2028\u2029")
		if end < 0 {
			b.WriteString(strings.Trim(s, " "))
			break
		}
		_, size := utf8.DecodeRuneInString(s[end:])
		b.WriteString(strings.Trim(s[:end], " "))
		b.WriteString(s[end : end+size])
		s = s[end+size:]
	}
	return b.String()
}
