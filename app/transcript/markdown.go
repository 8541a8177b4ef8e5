package transcript

import (
	"strings"
	"unicode/utf8"
)

// This file writes paragraphs as Markdown that reads back as the same words:
// nothing said may open a template tag, a list, a title, a container or a link.

func body(paragraphs []paragraph, o Options) string {
	var b strings.Builder
	marked := 0
	for i, p := range paragraphs {
		if i > 0 {
			b.WriteString("\n\n")
		}
		if m := p.start / (5 * 60 * 1000); o.TimeMarks && m > marked {
			marked = m
			b.WriteString("(" + decimal(m*5) + " min) ")
		}
		if p.speaker != "" {
			b.WriteString(strings.TrimRight("**"+escape(p.speaker)+colon(o.Lang)+"** "+escape(p.text), " "))
		} else {
			b.WriteString(startOfLine(escape(p.text)))
		}
	}
	return b.String()
}

func block(body string, o Options) string {
	name, title := "Transcription", oneLine(o.Title)
	if o.Lang == "en" {
		name = "Transcript"
	}
	if title != "" {
		name += colon(o.Lang) + " " + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(title)
	}
	return `{% transcription "` + name + "\" %}\n\n" + body + "\n\n{% endtranscription %}\n"
}

func colon(lang string) string {
	if lang == "en" {
		return ":"
	}
	return string(nbsp) + ":"
}

// escape keeps words from being Markdown, HTML or Nunjucks. A brace is written
// as a reference: Nunjucks has no escape of its own, and one alone could
// still give the paragraph attributes.
func escape(s string) string {
	links := strings.Contains(s, "](") || strings.Contains(s, "][") || strings.Contains(s, "]:")
	var b strings.Builder
	for i, c := range s {
		switch {
		case c == soundOpen || c == soundClose:
			b.WriteByte('*')
		case c == '{':
			b.WriteString("&#123;")
		case c == '}' && i > 0 && strings.IndexByte("#%}", s[i-1]) >= 0:
			b.WriteString("&#125;")
		case c == '<':
			b.WriteString("&lt;")
		case c == '&' && looksLikeReference(s[i:]):
			b.WriteString("&amp;")
		case c == '\\' || c == '`' || c == '*' || c == '_' && atWordEdge(s, i) || c == '[' && links || c == '~' && strings.HasPrefix(s[i+1:], "~"):
			b.WriteByte('\\')
			b.WriteRune(c)
		default:
			b.WriteRune(c)
		}
	}
	return b.String()
}

func looksLikeReference(s string) bool {
	end := strings.IndexByte(s[:min(len(s), 34)], ';')
	return end > 1 && strings.IndexFunc(s[1:end], func(c rune) bool {
		return (c|0x20 < 'a' || c|0x20 > 'z') && (c < '0' || c > '9') && c != '#'
	}) < 0
}

// atWordEdge: an underscore between two letters or digits is only text.
func atWordEdge(s string, i int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, _ := utf8.DecodeRuneInString(s[i+1:])
	return i == 0 || i+1 == len(s) || !wordRune(before) || !wordRune(after)
}

func wordRune(c rune) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c > 0x7f
}

// startOfLine escapes what opens a block at the head of a line: a title, a
// quotation, a list, a rule, a container (":::", "???"), a fence, a table.
func startOfLine(s string) string {
	if s == "" {
		return s
	}
	switch s[0] {
	case '#', '>', '-', '+', '=', '|', '~', ':', '?':
		if run := strings.TrimLeft(s, s[:1]); s[0] == '-' || s[0] == '#' || s[0] == '>' || s[0] == '|' || run == "" || run[0] == ' ' || len(s)-len(run) >= 3 {
			return `\` + s
		}
	}
	digits := 0
	for digits < len(s) && s[digits] >= '0' && s[digits] <= '9' {
		digits++
	}
	if digits > 0 && digits < len(s) && (s[digits] == '.' || s[digits] == ')') {
		return s[:digits] + `\` + s[digits:]
	}
	return s
}

// clock writes a duration for a sentence: "45 s", "3 min 20 s", "1 h 05 min".
func clock(seconds int) string {
	h, m, s := seconds/3600, seconds/60%60, seconds%60
	out := ""
	switch {
	case h > 0:
		out = decimal(h) + " h " + decimal(m) + " min"
	case m > 0:
		out = decimal(m) + " min " + decimal(s) + " s"
	default:
		out = decimal(s) + " s"
	}
	return strings.ReplaceAll(out, " ", string(nbsp))
}

func decimal(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return decimal(n/10) + string(rune('0'+n%10))
}
