package check

import (
	"strings"
	"unicode/utf8"

	"apercu/app/diag"
	"apercu/app/source"
)

var transcriptionNoSpeakers = &Analyzer{
	Name: "transcription-no-speakers", Severity: diag.Warning, Ref: "RGAA 4.2",
	Help: Help{
		Title: diag.T("Plusieurs personnes parlent, sans qu’on sache qui", "Several people speak, and no one can tell who"),
		Why: diag.T("À l’écran on voit qui parle ; à la lecture, seul un nom au début de chaque prise de parole le dit.",
			"On screen one sees who speaks; in a text only a name at the start of each turn says so."),
		Bad:  "{% transcription \"Anne Durand et Paul Martin\" %}\n<p>Bonjour Paul.</p>\n<p>Bonjour Anne.</p>\n{% endtranscription %}",
		Good: "{% transcription \"Anne Durand et Paul Martin\" %}\n**Anne Durand :** Bonjour Paul.\n\n**Paul Martin :** Bonjour Anne.\n{% endtranscription %}",
		Limit: diag.T("Qui parle ne se devine pas : les noms sont à placer par vous.",
			"Who speaks cannot be guessed: you place the names."),
	},
	Run: func(p *Pass) {
		for _, x := range p.transcripts() {
			people := personsOf(x.title)
			if len(people) < 2 {
				people = personsOf(p.head.str("title"))
			}
			if len(people) < 2 || p.Page.Words(x.body) == 0 || p.labels(x.body) >= 2 {
				continue
			}
			p.Find(x.tag.Span, diag.T("%s parlent ici : dites qui au début de chaque prise de parole.", "%s speak here: say who at the start of each turn.", strings.Join(people, ", ")))
		}
	},
}

// labels counts the paragraphs that start with the name of who speaks.
func (p *Pass) labels(body source.Span) int {
	n := 0
	for _, cue := range p.cues(body) {
		head, _, ok := strings.Cut(cue.plain, ":")
		if ok && utf8.RuneCountInString(head) < 60 && nameWord(firstWord(head)) {
			n++
		}
	}
	return n
}

func firstWord(s string) string {
	if w := strings.Fields(s); len(w) > 0 {
		return w[0]
	}
	return ""
}
