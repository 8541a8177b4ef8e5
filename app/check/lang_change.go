package check

import (
	"strings"
	"unicode/utf8"

	"apercu/app/diag"
)

// englishWords are frequent in English and are no French words.
var englishWords = wordSet(`the of and to for with is are was were be been this that these those you your our their from by at as it its we they will can have has not but or an
	how what why when where which who more about into over under up down open source data web digital public services government government's experience design first
	best practices use using build building make making work working new free software standard standards guidelines accessibility performance energy sustainability green
	commons community people world state sector should must do does how-to get started learn read`)

// frenchWords are frequent in French; some are English too.
var frenchWords = wordSet(`le la les de des du et un une en est pour par sur dans avec que qui ne pas plus au aux ce cette ces son sa ses nous vous ils elles il elle ou où à se si comme mais donc leur leurs`)

func wordSet(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

var langChange = &Analyzer{
	Name: "lang-change", Severity: diag.Info, French: true, Ref: "RGAA 8.7",
	Help: Help{
		Title: diag.T("Passage en anglais sans indication de langue", "English passage without its language"),
		Why: diag.T("Un lecteur d’écran le lit avec l’accent français, et personne ne le comprend.",
			"A screen reader says it with a French voice, and no one understands."),
		Bad:  "Le thème est « how to build better public services ».",
		Good: "Le thème est « <span lang=\"en\">how to build better public services</span> ».",
		Limit: diag.T("Seul l’anglais est reconnu, à ses mots les plus courants.",
			"English alone is recognised, by its most common words."),
	},
	Run: func(p *Pass) {
		p.prose(func(s segment) {
			if s.header || p.marksLanguage(s.span.Start) {
				return
			}
			englishRuns(p.File.Slice(s.span), func(start, end int) {
				at := span(s.span.Start+start, s.span.Start+end)
				p.Doubt(at, diag.T("Ce passage est en anglais : indiquez-le.", "This passage is in English: say so."),
					fix(diag.T("Indiquer la langue", "Mark the language"), insert(at.Start, `<span lang="en">`), insert(at.End, "</span>")))
			})
		})
	},
}

// englishRuns calls yield with each run of four words or more without a French
// word or a mark, of which half and at least three are frequent in English.
func englishRuns(text string, yield func(start, end int)) {
	run, known, start, end := 0, 0, 0, 0
	flush := func() {
		if run >= 4 && known >= 3 && 2*known >= run {
			yield(start, end)
		}
		run, known = 0, 0
	}
	for i := 0; i < len(text); {
		j := wordEnd(text, i)
		if j == i {
			r, n := utf8.DecodeRuneInString(text[i:])
			if r != ' ' && r != ',' {
				flush()
			}
			i += n
			continue
		}
		word := strings.ToLower(text[i:j])
		if r, _ := utf8.DecodeRuneInString(text[j:]); isLetter(r) || frenchWords[word] {
			flush()
			for j < len(text) && text[j] != ' ' {
				j++
			}
			i = j
			continue
		}
		if run == 0 {
			start = i
		}
		if run, end = run+1, j; englishWords[word] {
			known++
		}
		i = j
	}
	flush()
}

// wordEnd is where the run of unaccented letters that starts at i ends.
func wordEnd(text string, i int) int {
	for i < len(text) && (text[i] >= 'a' && text[i] <= 'z' || text[i] >= 'A' && text[i] <= 'Z' || text[i] == '\'' || text[i] == '-') {
		i++
	}
	return i
}

// marksLanguage reports whether an offset is in an element with a lang attribute.
func (p *Pass) marksLanguage(offset int) bool {
	if !p.languages {
		return false
	}
	for _, e := range p.Page.Elements {
		if e.Span.Start > offset {
			break
		}
		if _, ok := e.Attr("lang"); ok && p.Page.Whole(e).Contains(offset) {
			return true
		}
	}
	return false
}
