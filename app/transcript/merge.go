package transcript

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// This file makes paragraphs: a new one on a change of speaker, on the
// author's own, on a pause after the end of a sentence, and at the end of a
// sentence once long enough. Without punctuation, on pauses and on length.

const (
	pause        = 2500 // milliseconds of silence
	longEnough   = 90   // words of a paragraph of subtitles, before its next sentence end
	longUnmarked = 120  // the same where no sentence ends are known
	longOwn      = 250  // the same for a paragraph that the author made
)

// paragraph is a turn of speech or a part of one.
type paragraph struct {
	speaker string // printed at its head; "" when the same goes on
	text    string
	start   int  // milliseconds, -1 when unknown
	opens   bool // starts a sentence
}

func merge(s speech, o Options) []paragraph {
	var out []paragraph
	var p draft
	last := piece{start: -1, end: -1}
	flush := func(turn bool) {
		if len(p.pieces) > 0 || turn && p.speaker != "" {
			out = append(out, split(p.paragraph(), p.limit(), s.punctuated)...)
			p = draft{}
		}
	}
	for _, next := range s.pieces {
		if breaks(p, last, next, s.punctuated) {
			flush(next.turn)
		}
		if len(p.pieces) == 0 {
			p.start = next.start
			p.opens = next.turn || next.paragraph || len(out) == 0 || endsSentence(out[len(out)-1].text)
		}
		if next.turn {
			p.speaker = next.speaker
		}
		p.own = p.own || next.paragraph
		p.add(next.text)
		last = next
	}
	flush(true)
	for i := range out {
		out[i].text = repair(out[i], s.punctuated, o.Lang)
	}
	return out
}

// draft is a paragraph that pieces are still added to.
type draft struct {
	speaker string
	pieces  []string // to be joined as they are
	words   int
	start   int
	opens   bool
	own     bool // the author's own paragraph, perhaps folded
}

func (p *draft) limit() int {
	if p.own {
		return longOwn
	}
	return longEnough
}

func (p *draft) paragraph() paragraph {
	return paragraph{p.speaker, strings.Trim(strings.Join(p.pieces, ""), " "), p.start, p.opens}
}

// add puts a piece after the others, undoing a hyphen at the end of the line.
func (p *draft) add(text string) {
	if text == "" {
		return
	}
	if n := len(p.pieces); n > 0 {
		switch before := p.pieces[n-1]; {
		case !hyphenated(before, text):
			text = " " + text
		case p.own && !compound(before, text):
			p.pieces[n-1] = strings.TrimSuffix(before, "-")
		}
	}
	p.pieces = append(p.pieces, text)
	p.words += countWords(text)
}

// breaks decides whether a paragraph ends before the next piece.
func breaks(p draft, last, next piece, punctuated bool) bool {
	silence := next.start >= 0 && last.end >= 0 && next.start-last.end > pause
	switch {
	case next.turn || next.paragraph:
		return true
	case punctuated:
		return silence && len(p.pieces) > 0 && endsSentence(p.pieces[len(p.pieces)-1])
	}
	return silence || p.words >= longUnmarked
}

// split cuts a paragraph at the first sentence end after each limit words.
func split(p paragraph, limit int, punctuated bool) []paragraph {
	if !punctuated {
		return []paragraph{p}
	}
	var out []paragraph
	from, at := 0, 0
	words := 0
	for _, end := range sentenceEnds(p.text) {
		words += countWords(p.text[at:end])
		at = end
		if words > limit {
			out = append(out, paragraph{p.speaker, strings.Trim(p.text[from:end], " "), p.start, p.opens})
			p.speaker, p.start, p.opens = "", -1, true
			from, words = end, 0
		}
	}
	return append(out, paragraph{p.speaker, strings.Trim(p.text[from:], " "), p.start, p.opens})
}

// hyphenated reports a line that ends in "letter-" before a small letter.
func hyphenated(a, b string) bool {
	before, ok := strings.CutSuffix(a, "-")
	c, _ := utf8.DecodeLastRuneInString(before)
	d, _ := utf8.DecodeRuneInString(b)
	return ok && unicode.IsLetter(c) && unicode.IsLower(d)
}

// compound reports a hyphen that is the word's own: "peut-être", "dit-il".
// Subtitles break lines between words, so there it always is; a text folded by
// a word processor also cuts words.
func compound(a, b string) bool {
	first := strings.ToLower(lastWord(strings.TrimSuffix(a, "-")))
	second := strings.ToLower(firstWord(b))
	switch first {
	case "peut", "rendez", "c'est", "c’est", "celui", "celle", "ceux", "celles", "là", "ci", "au", "par", "vis", "dix", "vingt", "trente", "quarante", "cinquante", "soixante",
		"quatre", "non", "demi", "mi", "semi", "ex", "vice", "grand", "sous", "est", "savoir", "porte", "arrière", "avant", "après", "co", "auto", "inter":
		return true
	}
	switch second {
	case "je", "tu", "il", "elle", "on", "nous", "vous", "ils", "elles", "ce", "ci", "là", "moi", "toi", "le", "la", "les", "lui", "leur", "y", "en", "t", "même", "mêmes", "dire", "à":
		return true
	}
	return strings.Contains(first, "-")
}

func lastWord(s string) string {
	return s[strings.LastIndexFunc(s, func(c rune) bool { return unicode.IsSpace(c) })+1:]
}

func firstWord(s string) string {
	if at := strings.IndexFunc(s, func(c rune) bool { return !unicode.IsLetter(c) }); at >= 0 {
		return s[:at]
	}
	return s
}
