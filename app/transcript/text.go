package transcript

import "strings"

// This file cuts plain text into paragraphs, undoing the lines that a mail or
// an editor folded.

// paragraphs gives one cue a paragraph. With blank lines in the text, they
// alone separate; without any, a line that ends a sentence ends a paragraph.
// A line that starts with a speaker's label always starts one.
func paragraphs(text string) []cue {
	text = strings.Trim(fromHTML(text), "\n")
	blanks := strings.Contains(squeeze(text), "\n\n")
	var cues []cue
	open := false
	for _, line := range strings.Split(squeeze(text), "\n") {
		if line == "" {
			open = false
			continue
		}
		if label, _ := labelled(line); label != "" {
			open = false
		}
		if !open {
			cues = append(cues, cue{start: -1, end: -1, paragraph: true})
		}
		cues[len(cues)-1].add([]string{line})
		open = blanks || !endsSentence(line)
	}
	return tidy(cues)
}

// squeeze trims lines.
func squeeze(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = strings.Trim(line, " \u00a0")
	}
	return strings.Join(lines, "\n")
}

// fromHTML undoes the <p> and <br> of a transcription that was typed as HTML.
// Other tags are taken out with those of subtitles.
func fromHTML(text string) string {
	if !strings.Contains(text, "</p>") && !strings.Contains(text, "<br") {
		return text
	}
	var b strings.Builder
	for {
		at := strings.IndexByte(text, '<')
		if at < 0 {
			break
		}
		b.WriteString(text[:at])
		text = text[at:]
		name, length := htmlTag(text)
		switch {
		case length == 0:
			length = 1
			b.WriteByte('<')
		case name == "br":
			b.WriteString("\n")
		case name == "p" || name == "div" || name == "li" || name == "ul":
			b.WriteString("\n\n")
		default:
			b.WriteString(text[:length])
		}
		text = text[length:]
	}
	b.WriteString(text)
	return b.String()
}

// htmlTag gives the lower-case name and the length in bytes of the tag at the
// head of s; 0 when there is none.
func htmlTag(s string) (name string, length int) {
	end := strings.IndexByte(near(s), '>')
	if end < 0 {
		return "", 0
	}
	inner := strings.TrimPrefix(s[1:end], "/")
	n := 0
	for n < len(inner) && (inner[n]|0x20 >= 'a' && inner[n]|0x20 <= 'z' || n > 0 && inner[n] >= '0' && inner[n] <= '9') {
		n++
	}
	if n == 0 || n < len(inner) && inner[n] != ' ' && inner[n] != '/' && inner[n] != '\n' {
		return "", 0
	}
	return strings.ToLower(inner[:n]), end + 1
}
