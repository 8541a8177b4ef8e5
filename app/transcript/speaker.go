package transcript

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// This file finds who speaks and what is a sound. A name comes from a WebVTT
// voice, or from a label at the head of a line: "LAURA :", "LAURA DUPONT,
// DIRECTRICE –", "Laura Dupont :" when the page knows her or the text labels
// her twice. A leading dash or ">>" says that somebody else speaks, not who.

// piece is words of one speaker, or the description of a sound.
type piece struct {
	text       string
	speaker    string // "" continues with the one before
	turn       bool   // a turn starts here
	paragraph  bool   // the author's own paragraph starts here
	start, end int    // milliseconds, -1 when unknown
}

// speech is the words in order with what was understood of them.
type speech struct {
	pieces     []piece
	names      []string // speakers in order of appearance
	guessed    bool     // turns without names were found
	punctuated bool     // has sentences
}

// Sounds are kept between these two characters until they are printed.
const soundOpen, soundClose = '\ue000', '\ue001'

func newSpeech(cues []cue, o Options, format Format) speech {
	s := speech{}
	reader := turns{o: o, subtitles: format == SRT || format == VTT}
	reader.count(cues)
	for _, c := range cues {
		for i, line := range c.lines {
			p := piece{start: c.start, end: c.end, paragraph: c.paragraph && i == 0}
			reader.read(&p, line, c.voices[i])
			if p.text = sounds(p.text, o.DropSounds); p.text != "" || p.turn {
				s.pieces = append(s.pieces, p)
			}
		}
	}
	for i := range s.pieces {
		if p := &s.pieces[i]; reader.hosted && countWords(withoutSounds(p.text)) > 0 {
			p.turn, p.speaker = true, unnamed(1, o.Lang)
			break
		}
	}
	s.names, s.guessed = reader.names, reader.guesses > 0
	s.punctuated = punctuated(s.pieces)
	return s
}

// turns follows who speaks from line to line.
type turns struct {
	o         Options
	labels    map[string]int // how often each candidate label heads a line
	labelling bool           // some label comes back: this text names its speakers
	subtitles bool           // a hyphen at the head of a line is a change of voice
	names     []string
	current   string
	guesses   int
	opened    bool // words were read before anybody was named
	hosted    bool // they are those of the first of the unnamed speakers
}

// read fills the piece from a line: who says it, and the words without label.
func (t *turns) read(p *piece, line, voice string) {
	rest, dash := t.dash(line)
	name := voice
	if label, after := labelled(rest); t.accepts(label, after) {
		name, rest, dash = label, after, false
	}
	switch {
	case name != "":
		t.speaks(p, t.known(name))
	case dash:
		if t.guesses == 0 && t.opened && t.current == "" {
			t.guesses, t.hosted, t.names = 1, true, append(t.names, unnamed(1, t.o.Lang))
		}
		t.guesses++
		t.speaks(p, unnamed(1+(t.guesses+1)%2, t.o.Lang))
	}
	p.text = rest
	t.opened = t.opened || countWords(sounds(rest, true)) > 0
}

func (t *turns) speaks(p *piece, name string) {
	p.turn = name != t.current
	p.speaker, t.current = name, name
	for _, n := range t.names {
		if n == name {
			return
		}
	}
	t.names = append(t.names, name)
}

func unnamed(n int, lang string) string {
	number := string(rune('0' + n))
	if lang == "en" {
		return "Speaker " + number
	}
	return "Intervenant " + number
}

// known gives a name as the page writes it, its function kept.
func (t *turns) known(label string) string {
	name := bareName(label)
	for _, k := range t.o.Speakers {
		if strings.EqualFold(k, name) {
			return k + label[len(name):]
		}
	}
	return label
}

// bareName is a label without its function.
func bareName(label string) string {
	if cut := strings.IndexAny(label, ",("); cut >= 0 {
		return strings.TrimRight(label[:cut], " ")
	}
	return label
}

// dash takes off the mark of a change of voice.
func (t *turns) dash(line string) (rest string, found bool) {
	for _, mark := range []string{">>>", ">>", "—", "–", "-"} {
		rest, ok := strings.CutPrefix(line, mark)
		if ok && (mark != "-" || t.subtitles) && (strings.HasPrefix(mark, ">") || rest == "" || !glued(rest, mark)) {
			return strings.TrimLeft(rest, " \u00a0\u202f"), true
		}
	}
	return line, false
}

// glued reports a mark that belongs to what follows: "-5 °C", "--".
func glued(rest, mark string) bool {
	c, _ := utf8.DecodeRuneInString(rest)
	return c >= '0' && c <= '9' || strings.HasPrefix(rest, mark)
}

// accepts decides whether a candidate is a speaker's label. Outside of
// subtitles, whose lines are cut anywhere, one that is met once is enough when
// another comes back.
func (t *turns) accepts(label, rest string) bool {
	switch {
	case label == "":
		return false
	case t.labels[label] >= 2 || t.labelling && !t.subtitles:
		return true
	case capitals(label):
		return rest == "" || strings.IndexFunc(rest, unicode.IsLower) >= 0
	}
	for _, k := range t.o.Speakers {
		if strings.EqualFold(k, bareName(label)) {
			return true
		}
	}
	return false
}

// count counts candidate labels; one written in bold was meant as a label.
func (t *turns) count(cues []cue) {
	t.labels = map[string]int{}
	for _, c := range cues {
		for _, line := range c.lines {
			line = strings.TrimLeft(line, "-–— >")
			if label, _ := labelled(line); label != "" {
				t.labels[label]++
				if strings.HasPrefix(line, "**") {
					t.labels[label]++
				}
				t.labelling = t.labelling || t.labels[label] >= 2
			}
		}
	}
}

// labelled cuts "NAME, function : words" into the label and the words; label
// is "" when the head of the line cannot be a name.
func labelled(line string) (label, rest string) {
	if inner, ok := strings.CutPrefix(line, "**"); ok { // a label already in bold
		if bold, after, ok := strings.Cut(inner, "**"); ok {
			line = strings.TrimRight(bold, " \u00a0\u202f:") + " : " + strings.TrimLeft(after, " \u00a0\u202f:")
		}
	}
	for i, c := range line {
		if i > 90 {
			break
		}
		after := line[i+utf8.RuneLen(orOne(c)):]
		apart := after == "" || strings.HasPrefix(after, " ") || strings.HasPrefix(after, "\u00a0")
		before := strings.TrimRight(line[:i], " \u00a0\u202f")
		dash := (c == '–' || c == '—' || c == '-') && before != line[:i]
		if !apart || c != ':' && !dash {
			continue
		}
		if nameLike(before) && (c == ':' || capitals(before)) {
			return before, strings.TrimLeft(after, " \u00a0\u202f")
		}
		if c == ':' {
			break
		}
	}
	return "", line
}

// orOne gives an invalid byte, read as RuneError, the length of one.
func orOne(c rune) rune {
	if c == utf8.RuneError {
		return 'x'
	}
	return c
}

// nameLike accepts up to five words, each with a capital or a particle, then
// perhaps ", function" or "(function)".
func nameLike(s string) bool {
	if s == "" || utf8.RuneCountInString(s) > 80 {
		return false
	}
	name := bareName(s)
	words := strings.Fields(name)
	if len(words) == 0 || len(words) > 5 || utf8.RuneCountInString(name) < 2 {
		return false
	}
	for i, w := range words {
		if !nameWord(w) && (i == 0 || !particle(w)) {
			return false
		}
	}
	return true
}

func nameWord(w string) bool {
	if natural(w) >= 0 {
		return true
	}
	first, _ := utf8.DecodeRuneInString(w)
	if !unicode.IsUpper(first) {
		return false
	}
	for _, c := range w {
		if !unicode.IsLetter(c) && c != '\'' && c != '’' && c != '.' && c != '-' {
			return false
		}
	}
	return true
}

func particle(w string) bool {
	switch strings.ToLower(w) {
	case "de", "du", "des", "la", "le", "les", "et", "van", "von", "di", "el", "ben", "and", "of":
		return true
	}
	return strings.HasPrefix(w, "d'") || strings.HasPrefix(w, "d’")
}

// capitals reports a name with letters, two at least, and all of them capital
// (its function, after a comma, is as it likes).
func capitals(label string) bool {
	letters := 0
	for _, c := range bareName(label) {
		if unicode.IsLower(c) {
			return false
		}
		if unicode.IsLetter(c) {
			letters++
		}
	}
	return letters >= 2
}

// sounds puts the descriptions of sounds between soundOpen and soundClose:
// a line in round brackets, square brackets anywhere, a line with notes.
func sounds(line string, drop bool) string {
	whole := strings.HasPrefix(line, "(") && strings.IndexByte(line, ')') == len(line)-1 || strings.ContainsAny(line, "♪♫")
	if whole {
		if drop {
			return ""
		}
		return string(soundOpen) + line + string(soundClose)
	}
	var b strings.Builder
	for {
		open := strings.IndexByte(line, '[')
		size := strings.IndexByte(line[max(open, 0):], ']')
		if open < 0 || size < 0 {
			break
		}
		inner := line[open+1 : open+size]
		_, isTime := instant(inner)
		b.WriteString(line[:open])
		switch {
		case isTime || drop && isSound(inner):
		case isSound(inner):
			b.WriteString(string(soundOpen) + line[open:open+size+1] + string(soundClose))
		default:
			b.WriteString(line[open : open+size+1])
		}
		line = line[open+size+1:]
	}
	b.WriteString(line)
	return oneLine(b.String())
}

// withoutSounds is a piece's text without what stands between soundOpen and soundClose.
func withoutSounds(s string) string {
	for {
		before, rest, ok := strings.Cut(s, string(soundOpen))
		_, after, closed := strings.Cut(rest, string(soundClose))
		if !ok || !closed {
			return s
		}
		s = before + after
	}
}

// isSound accepts a few words between square brackets.
func isSound(inner string) bool {
	return len(inner) <= 80 && !strings.ContainsAny(inner, "[") && strings.IndexFunc(inner, unicode.IsLetter) >= 0 && countWords(inner) <= 8
}
