package transcript

import (
	"strings"
	"unicode"
)

// This file reads texts with a time before each passage: what YouTube's
// "Show transcript" gives when it is copied ("0:12", new line, words), and the
// "[00:12] words" of transcription tools.

// copied reports whether enough lines start with a time to be such a text.
func copied(lines []string) bool {
	times, others := 0, 0
	for _, line := range lines {
		if _, _, ok := stamped(line); ok {
			times++
		} else if strings.TrimSpace(line) != "" {
			others++
		}
	}
	return times >= 2 && times*4 >= others
}

func copiedCues(lines []string) []cue {
	var cues []cue
	for _, line := range lines {
		at, rest, ok := stamped(line)
		if ok {
			if n := len(cues); n > 0 && cues[n-1].start <= at {
				cues[n-1].end = at
			}
			cues = append(cues, cue{start: at, end: at})
			line = rest
		} else if len(cues) == 0 {
			cues = append(cues, cue{start: -1, end: -1})
		}
		if c := &cues[len(cues)-1]; (len(c.lines) > 0 || !spokenTime(line)) && !(c.start < 0 && panelTitle(line)) {
			c.add([]string{line})
		}
	}
	kept := cues[:0]
	for _, c := range cues {
		if len(c.lines) > 0 {
			kept = append(kept, c)
		}
	}
	return kept
}

// stamped reads a time at the head of a line: "0:12", "[00:01:12]",
// "(1:02) words", "00:12 - words". What follows must be apart from it.
func stamped(line string) (at int, rest string, ok bool) {
	s := strings.TrimSpace(line)
	closer := ""
	if s != "" && (s[0] == '[' || s[0] == '(') {
		closer = map[byte]string{'[': "]", '(': ")"}[s[0]]
		s = s[1:]
	}
	end := 0
	for end < len(s) && (s[end] >= '0' && s[end] <= '9' || strings.IndexByte(":.,", s[end]) >= 0) {
		end++
	}
	at, ok = instant(strings.TrimRight(s[:end], ":.,"))
	rest = s[end:]
	if closer != "" {
		var closed bool
		rest, closed = strings.CutPrefix(rest, closer)
		ok = ok && closed
	}
	if !ok || rest != "" && closer == "" && !strings.HasPrefix(rest, " ") {
		return 0, "", false
	}
	rest = strings.TrimSpace(rest)
	for _, dash := range []string{"- ", "– ", "— ", ": "} {
		if after, cut := strings.CutPrefix(rest, dash); cut && closer == "" {
			rest = after
		}
	}
	return at, rest, true
}

// panelTitle is the title of YouTube's panel, copied with it.
func panelTitle(line string) bool {
	line = strings.TrimSpace(line)
	return line == "Transcription" || line == "Transcript"
}

// spokenTime recognises the time in words that YouTube puts beside the digits
// for screen readers: "12 secondes", "1 minute et 5 secondes", "1 minute, 5 seconds".
func spokenTime(line string) bool {
	units := 0
	for _, word := range strings.FieldsFunc(line, func(c rune) bool { return unicode.IsSpace(c) || c == ',' }) {
		switch {
		case natural(word) >= 0 || word == "et" || word == "and":
		case isUnit(word):
			units++
		default:
			return false
		}
	}
	return units > 0
}

func isUnit(word string) bool {
	switch strings.TrimSuffix(word, "s") {
	case "seconde", "second", "minute", "heure", "hour":
		return true
	}
	return false
}
