package transcript

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// This file knows where sentences end.

// closers may follow the mark that ends a sentence.
const closers = "\"'”’»)]\ue001 \u00a0\u202f"

// endsSentence reports a text whose last mark is final.
func endsSentence(s string) bool {
	s = strings.TrimRight(s, closers)
	c, size := utf8.DecodeLastRuneInString(s)
	return final(c) && !abbreviation(s[:len(s)-size], c)
}

func final(c rune) bool { return c == '.' || c == '!' || c == '?' || c == '…' }

// abbreviation reports a full stop that belongs to the word before it: "M.",
// "J. Dupont", "art.", "cf.".
func abbreviation(before string, mark rune) bool {
	if mark != '.' {
		return false
	}
	at := strings.LastIndexFunc(before, func(c rune) bool { return !unicode.IsLetter(c) })
	_, size := utf8.DecodeRuneInString(before[max(at, 0):])
	word := before
	if at >= 0 {
		word = before[at+size:]
	}
	if utf8.RuneCountInString(word) == 1 {
		c, _ := utf8.DecodeRuneInString(word)
		return unicode.IsUpper(c)
	}
	switch strings.ToLower(word) {
	case "mm", "art", "cf", "etc", "p", "vol", "dr", "mr", "mrs", "ms", "st", "prof", "env", "ex", "chap", "fig", "av", "bd", "vs":
		return true
	}
	return false
}

// sentenceEnds lists the offsets just after each sentence of s, blanks not
// counted, except the last: a final mark, then blanks, then no small letter.
func sentenceEnds(s string) []int {
	var ends []int
	for i, c := range s {
		if !final(c) || abbreviation(s[:i], c) {
			continue
		}
		after := s[i+utf8.RuneLen(c):]
		rest := strings.TrimLeft(after, closers)
		next, _ := utf8.DecodeRuneInString(rest)
		closed := strings.TrimRight(after[:len(after)-len(rest)], " ")
		if rest == "" || final(next) || unicode.IsLower(next) || closed == after[:len(after)-len(rest)] {
			continue
		}
		ends = append(ends, i+utf8.RuneLen(c)+len(closed))
	}
	return ends
}

// punctuated reports a text with sentences: a final mark every sixty words.
// Automatic captions have none, or those of numbers and addresses.
func punctuated(pieces []piece) bool {
	marks, words := 0, 0
	for _, p := range pieces {
		words += countWords(p.text)
		marks += len(sentenceEnds(p.text))
		if endsSentence(p.text) {
			marks++
		}
	}
	return words < 20 || marks*60 >= words
}

// countWords counts what stands between blanks and has a letter or a digit.
func countWords(s string) int {
	n := 0
	for _, w := range strings.Fields(s) {
		if strings.IndexFunc(w, func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }) >= 0 {
			n++
		}
	}
	return n
}
