package markdown

import (
	"strings"
	"unicode/utf8"
)

// This file replaces typed signs by typographic ones (the option typographer):
// (c), ..., dashes, and quotes paired by what stands around them. Text in
// autolinks is left alone, and so are escapes, which are still tokens of their
// own here.

func typographer(o *Options, t *token) {
	replaceScoped(t)
	replaceRare(t)
	if strings.ContainsAny(t.content, `"'`) {
		smartQuotes(o, t.children)
	}
}

// eachText calls f on the texts outside of autolinks, last to first.
func eachText(tokens []token, f func(string) string) {
	inside := 0
	for i := len(tokens) - 1; i >= 0; i-- {
		t := &tokens[i]
		if t.kind == tText && inside == 0 {
			if changed := f(t.content); changed != t.content {
				t.content, t.verbatim = changed, false
			}
		}
		if t.kind == tLink && t.auto {
			inside -= int(t.nesting)
		}
	}
}

func replaceScoped(t *token) {
	if strings.IndexByte(t.content, '(') < 0 {
		return
	}
	eachText(t.children, func(s string) string {
		var b strings.Builder
		for {
			i := strings.IndexByte(s, '(')
			if i < 0 {
				break
			}
			sign, n := scopedSign(s[i:])
			if n == 0 {
				sign, n = "(", 1
			}
			b.WriteString(s[:i])
			b.WriteString(sign)
			s = s[i+n:]
		}
		b.WriteString(s)
		return b.String()
	})
}

func scopedSign(s string) (sign string, n int) {
	for _, c := range [...]struct{ typed, sign string }{{"(c)", "©"}, {"(r)", "®"}, {"(tm)", "™"}} {
		if len(s) >= len(c.typed) && strings.EqualFold(s[:len(c.typed)], c.typed) {
			return c.sign, len(c.typed)
		}
	}
	return "", 0
}

// rare says whether a text holds anything that replaceRare changes.
func rare(s string) bool {
	for _, signs := range [...]string{"+-", "..", "????", "!!!!", ",,", "--"} {
		if strings.Contains(s, signs) {
			return true
		}
	}
	return false
}

func replaceRare(t *token) {
	if !rare(t.content) {
		return
	}
	eachText(t.children, func(s string) string {
		if !rare(s) {
			return s
		}
		s = strings.ReplaceAll(s, "+-", "±")
		s = collapse(s, '.', 2, "…")
		s = strings.NewReplacer("?…", "?..", "!…", "!..").Replace(s)
		s = shorten(s)
		s = collapse(s, ',', 2, ",")
		return dashes(s)
	})
}

// collapse puts the sign in place of runs of at least so many bytes c.
func collapse(s string, c byte, least int, sign string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		end := skipByte(s, i, c)
		switch {
		case end-i >= least:
			b.WriteString(sign)
		case end > i:
			b.WriteString(s[i:end])
		default:
			end = i + 1
			b.WriteByte(s[i])
		}
		i = end
	}
	return b.String()
}

// shorten makes four and more ? or ! three of the last one.
func shorten(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		end := i
		for end < len(s) && (s[end] == '?' || s[end] == '!') {
			end++
		}
		switch {
		case end-i >= 4:
			b.WriteString(strings.Repeat(s[end-1:end], 3))
		case end > i:
			b.WriteString(s[i:end])
		default:
			end = i + 1
			b.WriteByte(s[i])
		}
		i = end
	}
	return b.String()
}

// dashes: --- is an em dash, -- an en dash between blanks or inside a word.
func dashes(s string) string {
	s = replaceDashes(s, 3, "—", func(before, after rune) bool { return true })
	s = replaceDashes(s, 2, "–", func(before, after rune) bool { return isSpaceRune(before) && isSpaceRune(after) })
	return replaceDashes(s, 2, "–", func(before, after rune) bool {
		return (before == '\n' || !isSpaceRune(before)) && (after == '\n' || !isSpaceRune(after))
	})
}

// replaceDashes puts the sign in place of runs of exactly n dashes between
// runes that fit; the ends of a line count as line feeds.
func replaceDashes(s string, n int, sign string, fits func(before, after rune) bool) string {
	var b strings.Builder
	used := -1 // a rune that ended a match cannot start the next
	for i := 0; i < len(s); {
		end := skipByte(s, i, '-')
		if end == i {
			_, size := utf8.DecodeRuneInString(s[i:])
			b.WriteString(s[i : i+size])
			i += size
			continue
		}
		before, after := '\n', '\n'
		if i > 0 {
			before, _ = utf8.DecodeLastRuneInString(s[:i])
		}
		if end < len(s) {
			after, _ = utf8.DecodeRuneInString(s[end:])
		}
		if end-i == n && used != i && fits(before, after) {
			b.WriteString(sign)
		} else {
			b.WriteString(s[i:end])
		}
		i = end
	}
	return b.String()
}

// quote is a quotation mark that may open.
type quote struct {
	token, at int
	single    bool
	level     int32
}

// change puts a sign in place of the byte at an offset of a token's content.
type change struct {
	at   int
	sign string
}

// smartQuotes pairs the quotes of a text across its tokens; a closing quote
// needs an opening one of the same level of nesting.
func smartQuotes(o *Options, tokens []token) {
	var stack []quote
	changes := make(map[int][]change)
	for i := range tokens {
		t := &tokens[i]
		n := len(stack)
		for n > 0 && stack[n-1].level > t.level {
			n--
		}
		stack = stack[:n]
		if t.kind != tText {
			continue
		}
		for at := 0; at < len(t.content); at++ {
			c := t.content[at]
			if c != '"' && c != '\'' {
				continue
			}
			open, close := quoteSides(o, tokens, i, at)
			single := c == '\''
			if !open && !close {
				if single {
					changes[i] = append(changes[i], change{at, "’"})
				}
				continue
			}
			if close {
				if k := opener(stack, single, t.level); k >= 0 {
					q := stack[k]
					signs := o.Quotes[:2]
					if single {
						signs = o.Quotes[2:]
					}
					changes[i] = append(changes[i], change{at, signs[1]})
					changes[q.token] = append(changes[q.token], change{q.at, signs[0]})
					stack = stack[:k]
					continue
				}
			}
			if open {
				stack = append(stack, quote{i, at, single, t.level})
			} else if single {
				changes[i] = append(changes[i], change{at, "’"})
			}
		}
	}
	for i, list := range changes {
		tokens[i].content, tokens[i].verbatim = applyChanges(tokens[i].content, list), false
	}
}

func opener(stack []quote, single bool, level int32) int {
	for k := len(stack) - 1; k >= 0 && stack[k].level >= level; k-- {
		if stack[k].single == single && stack[k].level == level {
			return k
		}
	}
	return -1
}

func applyChanges(s string, list []change) string {
	sign := make(map[int]string, len(list))
	for _, c := range list {
		sign[c.at] = c.sign
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if quote, ok := sign[i]; ok {
			b.WriteString(quote)
		} else {
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

// quoteSides says whether the quote may open and close, by its neighbours.
func quoteSides(o *Options, tokens []token, i, at int) (open, close bool) {
	last, next := quoteNeighbours(tokens, i, at)
	lastPunct, nextPunct := last <= 0xFFFF && isPunct(last, o.MarkdownIt), next <= 0xFFFF && isPunct(next, o.MarkdownIt)
	lastSpace, nextSpace := isWhiteSpace(last), isWhiteSpace(next)
	open = !nextSpace && (!nextPunct || lastSpace || lastPunct)
	close = !lastSpace && (!lastPunct || nextSpace || nextPunct)
	if next == '"' && tokens[i].content[at] == '"' && last >= '0' && last <= '9' {
		return false, false // 1"" is a measure in inches
	}
	if open && close {
		return lastPunct, nextPunct
	}
	return open, close
}

// quoteNeighbours are the characters around a quote, looked for in the tokens
// beside when it stands at an end of its text.
func quoteNeighbours(tokens []token, i, at int) (last, next rune) {
	last, next = ' ', ' '
	content := tokens[i].content
	if at > 0 {
		last, _ = utf8.DecodeLastRuneInString(content[:at])
	} else {
		for j := i - 1; j >= 0 && tokens[j].kind != tSoftBreak && tokens[j].kind != tHardBreak; j-- {
			if tokens[j].content != "" {
				last, _ = utf8.DecodeLastRuneInString(tokens[j].content)
				break
			}
		}
	}
	if at+1 < len(content) {
		next, _ = utf8.DecodeRuneInString(content[at+1:])
		return last, next
	}
	for j := i + 1; j < len(tokens) && tokens[j].kind != tSoftBreak && tokens[j].kind != tHardBreak; j++ {
		if tokens[j].content != "" {
			next, _ = utf8.DecodeRuneInString(tokens[j].content)
			break
		}
	}
	return last, next
}
