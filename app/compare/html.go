package compare

import (
	"strings"

	"golang.org/x/net/html"
)

// This file reads a block's HTML as tokens: tags, and words with their blanks.

// token is a tag as written, or a piece of text (still escaped).
type token struct {
	raw  string
	tag  string // element name of a tag, "" for text
	end  bool
	attr []html.Attribute
}

func (t token) get(name string) (string, bool) {
	for _, a := range t.attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

func tokens(s string) []token {
	var out []token
	z := html.NewTokenizer(strings.NewReader(s))
	for {
		kind := z.Next()
		raw := string(z.Raw())
		switch kind {
		case html.ErrorToken:
			return out
		case html.TextToken:
			for _, word := range words(raw) {
				out = append(out, token{raw: word})
			}
		case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
			t := z.Token()
			out = append(out, token{raw, t.Data, kind == html.EndTagToken, t.Attr})
		case html.CommentToken, html.DoctypeToken:
		}
	}
}

// words cuts a text between words and blanks; the parts joined are the text.
func words(s string) []string {
	var out []string
	for len(s) > 0 {
		n := strings.IndexFunc(s, blank)
		if n == 0 {
			n = strings.IndexFunc(s, func(r rune) bool { return !blank(r) })
		}
		if n < 0 {
			n = len(s)
		}
		out = append(out, s[:n])
		s = s[n:]
	}
	return out
}

func blank(r rune) bool { return r == ' ' || r == '\n' || r == '\t' || r == '\r' }

// insideText are the elements whose borders do not cut words apart.
var insideText = map[string]bool{
	"a": true, "abbr": true, "b": true, "bdi": true, "code": true, "del": true, "em": true, "i": true, "ins": true,
	"mark": true, "s": true, "small": true, "span": true, "strong": true, "sub": true, "sup": true, "u": true,
}

// textOf is the text that a reader sees, with single blanks.
func textOf(s string) string {
	var b strings.Builder
	for _, t := range tokens(s) {
		switch {
		case t.tag == "":
			b.WriteString(t.raw)
		case !insideText[t.tag]:
			b.WriteByte(' ')
		}
	}
	return html.UnescapeString(strings.Join(strings.Fields(b.String()), " "))
}
