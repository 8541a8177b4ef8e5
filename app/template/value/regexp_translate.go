package value

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// This file writes a JavaScript regular expression in the syntax of package
// regexp: other escapes, other classes, other meanings of . $ and \s.

const (
	spaceClass = `\t-\r \x{A0}\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}\x{FEFF}`
	notSpace   = `\x{0}-\x{8}\x{E}-\x{1F}!-\x{9F}\x{A1}-\x{167F}\x{1681}-\x{1FFF}\x{200B}-\x{2027}\x{202A}-\x{202E}\x{2030}-\x{205E}\x{2060}-\x{2FFF}\x{3001}-\x{FEFE}\x{FF00}-\x{10FFFF}`
	anyChar    = `[^\n\r\x{2028}\x{2029}]`
)

type translator struct {
	s         string
	i         int
	b         strings.Builder
	multiline bool
}

func translate(source, flags string) (string, error) {
	t := translator{s: source, multiline: strings.Contains(flags, "m")}
	if strings.Contains(flags, "i") {
		t.b.WriteString("(?i)")
	}
	for t.i < len(t.s) {
		if err := t.next(); err != nil {
			return "", err
		}
	}
	return t.b.String(), nil
}

func unsupported(what string) error {
	return Errorf("expression régulière non prise en charge ici (%s)", "this regular expression is not supported here (%s)", what)
}

func (t *translator) next() error {
	switch c := t.s[t.i]; c {
	case '\\':
		return t.escape(false)
	case '[':
		return t.class()
	case '(':
		return t.group()
	case '.':
		t.b.WriteString(anyChar)
	case '^', '$':
		t.anchor(c)
	case '{':
		if quantifier(t.s[t.i:]) == 0 {
			t.b.WriteString(`\{`)
			break
		}
		t.b.WriteByte(c)
	case '}':
		t.closeBrace()
	case ']':
		t.b.WriteString(`\]`)
	default:
		_, n := utf8.DecodeRuneInString(t.s[t.i:])
		t.b.WriteString(t.s[t.i : t.i+n])
		t.i += n - 1
	}
	t.i++
	return nil
}

func (t *translator) anchor(c byte) {
	switch {
	case t.multiline && c == '^':
		t.b.WriteString(`(?m:^)`)
	case t.multiline:
		t.b.WriteString(`(?m:$)`)
	case c == '^':
		t.b.WriteString(`\A`)
	default:
		t.b.WriteString(`\z`)
	}
}

// closeBrace is a quantifier's end, or a plain character.
func (t *translator) closeBrace() {
	if open := strings.LastIndexByte(t.s[:t.i], '{'); open >= 0 && open+quantifier(t.s[open:]) == t.i+1 {
		t.b.WriteByte('}')
		return
	}
	t.b.WriteString(`\}`)
}

// quantifier is the length of {n}, {n,} or {n,m} at the head of s, 0 if none.
func quantifier(s string) int {
	i := 1
	n := digitsAt(s, i)
	if n == 0 {
		return 0
	}
	if i += n; i < len(s) && s[i] == ',' {
		i++
		i += digitsAt(s, i)
	}
	if i < len(s) && s[i] == '}' {
		return i + 1
	}
	return 0
}

func (t *translator) group() error {
	rest := t.s[t.i:]
	switch {
	case strings.HasPrefix(rest, "(?="), strings.HasPrefix(rest, "(?!"):
		return unsupported(rest[:3])
	case strings.HasPrefix(rest, "(?<="), strings.HasPrefix(rest, "(?<!"):
		return unsupported(rest[:4])
	case strings.HasPrefix(rest, "(?<"):
		t.b.WriteString("(?P<")
		t.i += 3
	case strings.HasPrefix(rest, "(?:"):
		t.b.WriteString("(?:")
		t.i += 3
	case strings.HasPrefix(rest, "(?"):
		return unsupported(rest[:2])
	default:
		t.b.WriteByte('(')
		t.i++
		return nil
	}
	if strings.HasPrefix(rest, "(?<") {
		end := strings.IndexByte(t.s[t.i:], '>')
		if end < 0 {
			return unsupported("(?<")
		}
		t.b.WriteString(t.s[t.i : t.i+end+1])
		t.i += end + 1
	}
	return nil
}

// escape translates what follows a backslash, in a class or outside of it.
func (t *translator) escape(inClass bool) error {
	if t.i++; t.i >= len(t.s) {
		return unsupported(`\`)
	}
	r, n := utf8.DecodeRuneInString(t.s[t.i:])
	t.i += n
	switch {
	case strings.ContainsRune("dDwW", r), !inClass && strings.ContainsRune("bB", r):
		t.b.WriteString(`\` + string(r))
	case r == 's' && inClass:
		t.b.WriteString(spaceClass)
	case r == 'S' && inClass:
		t.b.WriteString(notSpace)
	case r == 's':
		t.b.WriteString("[" + spaceClass + "]")
	case r == 'S':
		t.b.WriteString("[^" + spaceClass + "]")
	case '1' <= r && r <= '9', r == 'k' && strings.Contains(t.s, "(?<"):
		return unsupported(`\` + string(r))
	default:
		t.literal(t.escaped(r))
	}
	return nil
}

// escaped is the character that \r… stands for; digits after \x, \u and \c are
// read.
func (t *translator) escaped(r rune) rune {
	switch r {
	case 'n':
		return '\n'
	case 'r':
		return '\r'
	case 't':
		return '\t'
	case 'v':
		return '\v'
	case 'f':
		return '\f'
	case 'b': // only in a class
		return '\b'
	case '0':
		return 0
	case 'x':
		return t.hex(2, r)
	case 'u':
		return t.hex(4, r)
	case 'c':
		if t.i < len(t.s) && digit(t.s[t.i]) >= 10 && digit(t.s[t.i]) < 36 {
			t.i++
			return rune(t.s[t.i-1] & 0x1F)
		}
	}
	return r
}

// hex reads n hexadecimal digits; without them the letter stands for itself.
func (t *translator) hex(n int, letter rune) rune {
	if t.i+n > len(t.s) {
		return letter
	}
	code, err := strconv.ParseUint(t.s[t.i:t.i+n], 16, 32)
	if err != nil {
		return letter
	}
	t.i += n
	return rune(code)
}

// literal writes one character so that it stands for itself anywhere.
func (t *translator) literal(r rune) {
	if r < utf8.RuneSelf && digit(byte(r)) >= 36 || r < ' ' {
		t.b.WriteString(`\x{` + strconv.FormatInt(int64(r), 16) + "}")
		return
	}
	t.b.WriteRune(r)
}

func (t *translator) class() error {
	rest := t.s[t.i:]
	switch {
	case strings.HasPrefix(rest, "[^]"):
		t.b.WriteString(`(?s:.)`)
		t.i += 3
		return nil
	case strings.HasPrefix(rest, "[]"):
		t.b.WriteString(`[^\x{0}-\x{10FFFF}]`)
		t.i += 2
		return nil
	}
	t.b.WriteByte('[')
	if t.i++; strings.HasPrefix(rest, "[^") {
		t.b.WriteByte('^')
		t.i++
	}
	for t.i < len(t.s) && t.s[t.i] != ']' {
		switch c := t.s[t.i]; c {
		case '\\':
			if err := t.escape(true); err != nil {
				return err
			}
		case '-':
			t.dash()
		default:
			r, n := utf8.DecodeRuneInString(t.s[t.i:])
			t.i += n
			t.literal(r)
		}
	}
	if t.i >= len(t.s) {
		return unsupported("[")
	}
	t.i++
	t.b.WriteByte(']')
	return nil
}

// dash is a range's, or itself at an end of the class or beside \d, \w, \s.
func (t *translator) dash() {
	before, after := t.s[:t.i], t.s[t.i+1:]
	t.i++
	opens := strings.HasSuffix(before, "[") && !strings.HasSuffix(before, `\[`) || strings.HasSuffix(before, "[^")
	if opens || strings.HasPrefix(after, "]") || setEscape(before, len(before)-2) || setEscape(after, 0) {
		t.b.WriteString(`\-`)
		return
	}
	t.b.WriteByte('-')
}

// setEscape reports that s has \d, \w or \s (or their opposites) at i.
func setEscape(s string, i int) bool {
	return i >= 0 && i+1 < len(s) && s[i] == '\\' && strings.IndexByte("dDwWsS", s[i+1]) >= 0
}
