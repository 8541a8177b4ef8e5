package transcript

import "strings"

// This file removes what rolling captions repeat. Live and automatic captions
// scroll: each cue shows again the last line of the one before, or the same
// line grown by a few words, with cues of a few milliseconds in between.
//
// People repeat themselves too. Only cues that touch in time are compared,
// unless the file is known to roll (the old line then waits above the new one
// through a silence), and a whole cue said twice goes only where a machine
// would do it: while the first one still shows, in a flash, or in such a file.

const (
	touching = 100 // milliseconds between two cues of the same scroll, at most
	flash    = 50  // milliseconds: nobody reads a cue this short
	tallest  = 8   // lines shown at once, at most
	grown    = 3   // words: a cue that starts with that many of the one before repeats it
)

// deroll gives the cues without what they repeat, and how many lines that was.
func deroll(cues []cue) (kept []cue, removed int) {
	rolling := rolls(cues)
	for i, c := range cues {
		if i > 0 && c.start >= 0 && cues[i-1].end >= 0 {
			n := 0
			c, n = fresh(cues[i-1], c, rolling)
			removed += n
		}
		if len(c.lines) > 0 {
			kept = append(kept, c)
		}
	}
	return kept, removed
}

// rolls reports whether two cues at least show the last line of the one before
// above a new line.
func rolls(cues []cue) bool {
	n := 0
	for i := 1; i < len(cues); i++ {
		k := overlap(cues[i-1].lines, cues[i].lines)
		if k > 0 && k < len(cues[i].lines) {
			n++
		}
	}
	return n >= 2
}

// fresh is what cue c says that before did not. before is as it was shown, with
// what it repeated itself.
func fresh(before, c cue, rolling bool) (cue, int) {
	k := overlap(before.lines, c.lines)
	if c.start > before.end+touching && (!rolling || k == len(c.lines)) {
		return c, 0
	}
	switch {
	case k > 0 && k < len(c.lines):
		c.lines, c.voices = c.lines[k:], c.voices[k:]
		return c, k
	case k > 0 && (rolling || c.start < before.end || c.end-c.start < flash):
		c.lines = nil
		return c, k
	case c.end-c.start < flash && strings.Contains(before.text(), c.text()):
		n := len(c.lines)
		c.lines = nil
		return c, n
	case k == 0:
		return grew(before, c)
	}
	return c, 0
}

// overlap is the greatest k such that the last k lines of a are the first k of b.
func overlap(a, b []string) int {
	for k := min(len(a), len(b), tallest); k > 0; k-- {
		same := true
		for i := 0; same && i < k; i++ {
			same = a[len(a)-k+i] == b[i]
		}
		if same {
			return k
		}
	}
	return 0
}

// grew handles a line painted word after word: "Bonjour à tous", then
// "Bonjour à tous et bienvenue".
func grew(before, c cue) (cue, int) {
	last := before.lines[len(before.lines)-1]
	rest, ok := strings.CutPrefix(c.lines[0], last)
	if !ok || !strings.HasPrefix(rest, " ") || countWords(last) < grown {
		return c, 0
	}
	c.lines = append([]string{strings.TrimSpace(rest)}, c.lines[1:]...)
	return c, 1
}
