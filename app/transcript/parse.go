package transcript

import (
	"sort"
	"strings"
)

// This file finds how a text is laid out and cuts it into cues.

// cue is one subtitle, or one paragraph of a text.
type cue struct {
	start, end int      // milliseconds; -1 when unknown
	lines      []string // without tags, never empty strings
	voices     []string // beside lines: the voice of a VTT cue, "" when none is given
	paragraph  bool     // starts a paragraph of the author's own
}

// text is the words of a cue on one line.
func (c cue) text() string { return strings.Join(c.lines, " ") }

// parse recognises the layout by content. broken counts the unreadable times.
func parse(text string, f *Facts) (cues []cue, broken int) {
	format := f.Format // a document keeps its name, whatever is in it
	lines := strings.Split(text, "\n")
	switch {
	case strings.HasPrefix(text, "WEBVTT"):
		cues, broken = timedCues(lines, true)
		format = or(format, VTT)
	case hasTimings(lines):
		cues, broken = timedCues(lines, false)
		format = or(format, SRT)
	case copied(lines):
		cues = copiedCues(lines)
		format = or(format, YouTube)
	default:
		cues = paragraphs(text)
		format = or(format, Text)
	}
	f.Format, f.Cues = format, len(cues)
	return cues, broken
}

func or(a, b Format) Format {
	if a != "" {
		return a
	}
	return b
}

func hasTimings(lines []string) bool {
	for _, line := range lines {
		if _, _, ok := timing(line); ok {
			return true
		}
	}
	return false
}

// timedCues reads SRT and WebVTT, leniently: numbers may be missing, times may
// lack their hours or use the other one's decimal mark, blank lines may be
// missing or too many. Only what a rule below names is left out.
func timedCues(lines []string, vtt bool) (cues []cue, broken int) {
	number, skipping := 0, vtt
	var pending []string // lines since the last time code, to be text or the next cue's name
	flush := func() {
		if len(cues) == 0 {
			cues = append(cues, cue{start: -1, end: -1})
		}
		cues[len(cues)-1].add(pending)
		pending = nil
	}
	for i, line := range lines {
		blank := strings.TrimSpace(line) == ""
		start, end, timed := timing(line)
		switch {
		case timed || strings.Contains(line, "-->"):
			if !timed {
				broken++
			}
			pending, number = dropName(pending, number, vtt)
			if len(pending) > 0 {
				flush()
			}
			cues = append(cues, cue{start: start, end: end})
			skipping = false
		case skipping:
			skipping = !blank
		case vtt && metadata(line, i > 0 && strings.TrimSpace(lines[i-1]) == ""):
			skipping = true
		default:
			pending = append(pending, line)
		}
	}
	flush()
	return tidy(cues), broken
}

// metadata recognises the WebVTT blocks that hold no words, and the header's
// lines that some tools write after a blank line.
func metadata(line string, afterBlank bool) bool {
	if !afterBlank {
		return false
	}
	word, _, _ := strings.Cut(line, " ")
	return word == "NOTE" || word == "STYLE" || word == "REGION" || strings.HasPrefix(line, "Kind: ") || strings.HasPrefix(line, "Language: ") || strings.HasPrefix(line, "X-TIMESTAMP-MAP")
}

// dropName removes the line that names the next cue: in SRT the number just
// before its times, in WebVTT any line alone just before them. A number that
// was said, last line of the cue before, follows neither a blank line nor the
// number before it: it stays.
func dropName(pending []string, number int, vtt bool) ([]string, int) {
	n := len(pending)
	if n == 0 {
		return pending, number
	}
	last := strings.TrimSpace(pending[n-1])
	before := n == 1 || strings.TrimSpace(pending[n-2]) == ""
	if last == "" {
		// A Word document puts a blank line between number and times.
		for n > 0 && strings.TrimSpace(pending[n-1]) == "" {
			n--
		}
		if n == 0 || natural(strings.TrimSpace(pending[n-1])) != number+1 || n > 1 && strings.TrimSpace(pending[n-2]) != "" {
			return pending, number
		}
		return pending[:n-1], number + 1
	}
	value := natural(last)
	switch {
	case value >= 0 && (before && (n > 1 || number == 0) || value == number+1):
		return pending[:n-1], value
	case vtt && before && n > 1, vtt && n == 1 && number == 0:
		return pending[:n-1], number
	}
	return pending, number
}

// add appends lines of text to a cue, tags taken out. A WebVTT voice lasts to
// the end of its cue.
func (c *cue) add(lines []string) {
	voice := ""
	for _, line := range lines {
		for _, p := range untagged(line, voice) {
			c.lines, c.voices = append(c.lines, p.text), append(c.voices, p.voice)
			voice = p.voice
		}
	}
}

// tidy drops empty cues and sorts by time where every time is known.
func tidy(cues []cue) []cue {
	kept, known := cues[:0], true
	for _, c := range cues {
		if len(c.lines) > 0 {
			kept = append(kept, c)
			known = known && c.start >= 0
		}
	}
	if known {
		sort.SliceStable(kept, func(i, j int) bool { return kept[i].start < kept[j].start })
	}
	return kept
}

// timing reads "00:01:02,500 --> 00:01:04,000 align:start", in milliseconds.
func timing(line string) (start, end int, ok bool) {
	from, to, found := strings.Cut(line, "-->")
	if !found {
		return -1, -1, false
	}
	to, _, _ = strings.Cut(strings.TrimSpace(to), " ")
	start, ok1 := instant(strings.TrimSpace(from))
	end, ok2 := instant(to)
	if !ok1 || !ok2 {
		return -1, -1, false
	}
	return start, end, true
}

// instant reads "1:02:03,500", "02:03.5", "02:03", in milliseconds.
func instant(s string) (int, bool) {
	whole, decimals, _ := strings.Cut(strings.Replace(s, ",", ".", 1), ".")
	parts := strings.Split(whole, ":")
	if len(parts) < 2 || len(parts) > 3 || len(decimals) > 6 {
		return -1, false
	}
	total := 0
	for i, p := range parts {
		n := natural(p)
		if n < 0 || len(p) > 3 || i > 0 && n > 59 {
			return -1, false
		}
		total = total*60 + n
	}
	fraction := 0
	if decimals != "" {
		if fraction = natural((decimals + "00")[:3]); fraction < 0 {
			return -1, false
		}
	}
	return total*1000 + fraction, true
}

// natural is the number that s writes in at most nine digits, or -1.
func natural(s string) int {
	if s == "" || len(s) > 9 {
		return -1
	}
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return -1
		}
		n = n*10 + int(s[i]-'0')
	}
	return n
}
