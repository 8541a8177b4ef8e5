package check

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// This file holds what rules need to know of words: folding of case and
// accents, names of persons.

// folded maps accented Latin letters to their base.
var folded = strings.NewReplacer("à", "a", "â", "a", "ä", "a", "á", "a", "ã", "a", "å", "a", "ç", "c", "é", "e", "è", "e", "ê", "e", "ë", "e", "î", "i", "ï", "i", "í", "i",
	"ô", "o", "ö", "o", "ó", "o", "õ", "o", "ù", "u", "û", "u", "ü", "u", "ú", "u", "ÿ", "y", "ñ", "n", "œ", "oe", "æ", "ae", "’", "'", "\u00a0", " ", "\u202f", " ",
	"\u0300", "", "\u0301", "", "\u0302", "", "\u0308", "", "\u0327", "")

// fold lowers a text and takes its accents away, for comparison only.
func fold(s string) string { return folded.Replace(strings.ToLower(s)) }

// wordsOf cuts a text at what is neither a letter, a digit, a hyphen nor an apostrophe.
func wordsOf(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '\'' && r != '’' && r != '.'
	})
}

// notNames are capitalised words that do not belong to the name of a person.
var notNames = map[string]bool{"le": true, "la": true, "les": true, "l": true, "un": true, "une": true, "des": true, "du": true, "transcription": true, "video": true,
	"episode": true, "direction": true, "ministere": true, "service": true, "services": true, "mission": true, "numerique": true, "semaine": true, "journee": true, "atelier": true,
	"conference": true, "entretien": true, "interview": true, "partie": true, "france": true, "etat": true, "paris": true, "the": true, "directrice": true, "directeur": true,
	"secretaire": true, "ministre": true, "chef": true, "cheffe": true, "delegue": true, "bureau": true, "agence": true, "plan": true, "guide": true, "parcours": true,
	"responsable": true, "general": true, "generale": true, "premiere": true, "premier": true, "bienvenue": true, "merci": true, "bonjour": true, "developpement": true, "durable": true,
	"transition": true, "ecologique": true, "public": true, "publique": true, "publics": true, "fonction": true, "data": true, "open": true, "source": true, "nous": true, "vous": true,
	"pour": true, "dans": true, "avec": true, "si": true, "et": true, "en": true, "au": true, "aux": true, "ce": true, "cette": true, "ces": true, "il": true, "elle": true, "a": true}

// nameWord reports whether a word can be part of the name of a person: a
// capital first, letters only; an initial with its full stop counts.
func nameWord(w string) bool {
	r, n := utf8.DecodeRuneInString(w)
	if !unicode.IsUpper(r) {
		return false
	}
	rest := strings.TrimSuffix(w[n:], ".")
	if strings.ContainsAny(rest, "0123456789.'’") || notNames[fold(w)] {
		return false
	}
	return rest != "" || strings.HasSuffix(w, ".")
}

var particles = map[string]bool{"de": true, "du": true, "des": true, "la": true, "le": true, "von": true, "van": true, "el": true, "ben": true}

// personName reports whether a text is the name of one person and nothing else:
// two to five words, capitalised but for particles.
func personName(s string) bool {
	words := strings.Fields(strings.ReplaceAll(s, "\u00a0", " "))
	if len(words) < 2 || len(words) > 5 || !nameWord(words[0]) || !nameWord(words[len(words)-1]) {
		return false
	}
	for _, w := range words[1 : len(words)-1] {
		if !nameWord(w) && !particles[fold(w)] {
			return false
		}
	}
	return surname(s) != ""
}

// surname is the last word of a name that is longer than an initial.
func surname(name string) string {
	words := strings.Fields(name)
	for i := len(words) - 1; i > 0; i-- {
		if utf8.RuneCountInString(strings.TrimSuffix(words[i], ".")) > 1 {
			return words[i]
		}
	}
	return ""
}

// personsOf are the names in an enumeration: "A B et C D", "A B, C D", "A B - fonction".
func personsOf(s string) []string {
	var out []string
	s = strings.NewReplacer(" et ", ",", " & ", ",", " avec ", ",", " – ", ",", " - ", ",", " / ", ",", ";", ",", "(", ",", ")", ",", ":", ",", "\u00a0", " ", "\u202f", " ").Replace(s)
	for _, part := range strings.Split(s, ",") {
		if part = strings.TrimSpace(trimCounters(part)); personName(part) {
			out = append(out, part)
		}
	}
	return out
}

// trimCounters drops "2/2" or "1" at the end of a name.
func trimCounters(s string) string {
	return strings.TrimRight(s, " 0123456789/")
}

// mentions finds runs of two or three capitalised words in a text: what may be
// names of persons, in order, without repeats.
func mentions(text string) []string {
	var out []string
	seen := map[string]bool{}
	for _, line := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("\n\r.,;:!?()[]{}<>\"«»|/*_=#", r) }) {
		run := []string(nil)
		flush := func() {
			if n := len(run); n == 2 || n == 3 {
				if name := strings.Join(run, " "); !seen[fold(name)] {
					seen[fold(name)] = true
					out = append(out, name)
				}
			}
			run = nil
		}
		for _, w := range strings.Fields(line) {
			if nameWord(w) && len(w) > 2 && (len(run) > 0 || w != strings.ToUpper(w)) {
				run = append(run, w)
			} else {
				flush()
			}
		}
		flush()
	}
	return out
}

// containsWord reports whether a folded text holds a folded word as a whole.
func containsWord(text, word string) bool {
	for at := 0; ; {
		i := strings.Index(text[at:], word)
		if i < 0 {
			return false
		}
		i += at
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		after, _ := utf8.DecodeRuneInString(text[i+len(word):])
		if !unicode.IsLetter(before) && !unicode.IsLetter(after) {
			return true
		}
		at = i + len(word)
	}
}
