package transcript

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// This file takes styling out of a line of subtitles: the tags of SRT and
// WebVTT, the {\an8} of SubStation, character references. Text that merely
// looks like a tag stays.

// styling are the tags that hold words but are none.
var styling = map[string]bool{
	"i": true, "b": true, "u": true, "s": true, "c": true, "em": true, "strong": true, "font": true, "v": true, "span": true,
	"lang": true, "ruby": true, "rt": true, "p": true, "br": true, "div": true, "li": true, "ul": true, "a": true,
}

// part is a piece of a line said by one WebVTT voice, "" when none is named.
type part struct{ voice, text string }

// untagged cuts a line where the WebVTT voice changes and takes the tags out;
// voice is the one in force at its start.
func untagged(line, voice string) []part {
	var parts []part
	var b strings.Builder
	flush := func() {
		if text := oneLine(unescape(b.String())); text != "" {
			parts = append(parts, part{voice, text})
		}
		b.Reset()
	}
	for line != "" {
		at := strings.IndexAny(line, "<{")
		if at < 0 {
			break
		}
		b.WriteString(line[:at])
		line = line[at:]
		length := override(line)
		if who, n, ok := voiceTag(line); ok {
			flush()
			voice, length = who, n
		} else if n, space := subtitleTag(line); n > 0 {
			length = n
			if space {
				b.WriteByte(' ')
			}
		}
		if length == 0 {
			b.WriteByte(line[0])
			length = 1
		}
		line = line[length:]
	}
	b.WriteString(line)
	flush()
	return parts
}

// override is the length of "{\an8}" or "{\i1}" at the head of s, else 0.
func override(s string) int {
	end := strings.IndexByte(near(s), '}')
	if end < 0 || !strings.HasPrefix(s, `{\`) {
		return 0
	}
	return end + 1
}

// near is where a tag that opens at the head of s has to end, so that a text
// of many "<" is read in linear time.
func near(s string) string { return s[:min(len(s), 300)] }

// voiceTag reads "<v.loud Name>" and "</v>" at the head of s.
func voiceTag(s string) (who string, length int, ok bool) {
	end := strings.IndexByte(near(s), '>')
	if end < 0 {
		return "", 0, false
	}
	name, who, _ := strings.Cut(s[1:end], " ")
	if name != "/v" && name != "v" && !strings.HasPrefix(name, "v.") {
		return "", 0, false
	}
	return oneLine(unescape(who)), end + 1, true
}

// subtitleTag is the length of the tag at the head of s, 0 when it is text;
// space tells that it separates words.
func subtitleTag(s string) (length int, space bool) {
	end := strings.IndexByte(near(s), '>')
	if end < 0 || s[0] != '<' {
		return 0, false
	}
	inner := s[1:end]
	if _, ok := instant(inner); ok { // <00:00:01.200>, the time of a word
		return end + 1, false
	}
	name := strings.TrimPrefix(inner, "/")
	if cut := strings.IndexAny(name, " ./"); cut >= 0 {
		name = name[:cut]
	}
	name = strings.ToLower(name)
	if !styling[name] {
		return 0, false
	}
	return end + 1, name == "br" || name == "p" || name == "li" || name == "div"
}

// unescape decodes the character references of WebVTT and numeric ones;
// any other stays as it is written.
func unescape(s string) string {
	var b strings.Builder
	for {
		at := strings.IndexByte(s, '&')
		if at < 0 {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(s[:at])
		s = s[at:]
		end := strings.IndexByte(s[:min(len(s), 12)], ';')
		text, ok := "", false
		if end > 1 {
			text, ok = reference(s[1:end])
		}
		if !ok {
			b.WriteByte('&')
			s = s[1:]
			continue
		}
		b.WriteString(text)
		s = s[end+1:]
	}
}

func reference(name string) (string, bool) {
	switch name {
	case "amp":
		return "&", true
	case "lt":
		return "<", true
	case "gt":
		return ">", true
	case "quot":
		return `"`, true
	case "apos":
		return "'", true
	case "nbsp":
		return "\u00a0", true
	case "lrm", "rlm":
		return "", true
	}
	digits, base := strings.CutPrefix(name, "#")
	if !base {
		return "", false
	}
	return numeric(digits)
}

func numeric(digits string) (string, bool) {
	n := rune(0)
	hex := strings.HasPrefix(digits, "x") || strings.HasPrefix(digits, "X")
	if hex {
		digits = digits[1:]
	}
	for _, c := range digits {
		switch {
		case c >= '0' && c <= '9':
			c -= '0'
		case hex && c|0x20 >= 'a' && c|0x20 <= 'f':
			c = c | 0x20 - 'a' + 10
		default:
			return "", false
		}
		if hex {
			n = n*16 + c
		} else {
			n = n*10 + c
		}
		if n > utf8.MaxRune {
			return "", false
		}
	}
	if n < ' ' || !utf8.ValidRune(n) {
		return " ", digits != ""
	}
	return string(n), true
}

// blank is a space between words; the no-break ones belong to them.
func blank(c rune) bool { return c != '\u00a0' && c != '\u202f' && unicode.IsSpace(c) }

// oneLine joins lines and runs of blanks.
func oneLine(s string) string { return strings.Join(strings.FieldsFunc(s, blank), " ") }
