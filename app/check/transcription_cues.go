package check

import (
	"strings"

	"apercu/app/check/scan"
	"apercu/app/diag"
	"apercu/app/source"
)

var transcriptionCues = &Analyzer{
	Name: "transcription-cues", Severity: diag.Warning, Ref: "RGAA 4.2, 8.9",
	Help: Help{
		Title: diag.T("Sous-titres collés ligne à ligne", "Subtitles pasted line by line"),
		Why: diag.T("Un paragraphe par sous-titre coupe les phrases n’importe où : pénible à lire, plus encore à écouter.",
			"One paragraph a subtitle cuts sentences anywhere: hard to read, harder to listen to."),
		Bad:  "{% transcription \"Transcription : bilan\" %}\n<p>bonjour à tous</p>\n<p>nous sommes réunis</p>\n<p>pour parler des achats</p>\n<p>qui pèsent lourd</p>\n<p>dans notre bilan</p>\n<p>et que nous voulons</p>\n<p>réduire de moitié</p>\n<p>avant cinq ans.</p>\n{% endtranscription %}",
		Good: "{% transcription \"Transcription : bilan\" %}\nBonjour à tous. Nous sommes réunis pour parler des achats, qui pèsent lourd dans notre bilan.\n{% endtranscription %}",
	},
	Run: func(p *Pass) {
		for _, x := range p.transcripts() {
			cues := p.cues(x.body)
			if len(cues) < 8 || p.Page.Words(x.body) >= 18*len(cues) {
				continue
			}
			var fixes []diag.Fix
			if p.onlyParagraphs(x.body) {
				fixes = append(fixes, fix(diag.T("Regrouper en paragraphes", "Merge into paragraphs"), replace(x.body, "\n"+mergeCues(cues)+"\n")))
			}
			p.Find(x.tag.Span, diag.T("Sous-titres collés tels quels : %d bouts de phrase à regrouper en paragraphes.", "Subtitles pasted as they are: %d bits of sentences to merge into paragraphs.", len(cues)), fixes...)
		}
	},
}

// cue is a paragraph of a transcript.
type cue struct {
	span  source.Span
	plain string
	mark  string // the same with Markdown emphasis kept
}

// cues cuts a block at blank lines and at <p> and <br>.
func (p *Pass) cues(body source.Span) []cue {
	var out []cue
	start := body.Start
	cut := func(end, next int) {
		if plain := p.Page.Plain(span(start, end)); plain != "" {
			out = append(out, cue{span(start, end), plain, p.marked(span(start, end))})
		}
		start = next
	}
	for _, e := range p.Page.Elements {
		if e.Span.Start >= body.Start && e.Span.End <= body.End && (e.Name == "p" || e.Name == "br") {
			p.blankLines(start, e.Span.Start, cut)
			cut(e.Span.Start, e.Span.End)
		}
	}
	p.blankLines(start, body.End, cut)
	cut(body.End, body.End)
	return out
}

func (p *Pass) blankLines(from, to int, cut func(end, next int)) {
	text := p.File.Text()
	for i := from; i < to; i++ {
		if text[i] != '\n' {
			continue
		}
		j := i + 1
		for j < to && (text[j] == ' ' || text[j] == '\t' || text[j] == '\r') {
			j++
		}
		if j < to && text[j] == '\n' {
			cut(i, j+1)
			i = j
		}
	}
}

// marked is the Markdown of a span with tags left out and blanks made one space.
func (p *Pass) marked(s source.Span) string {
	var b strings.Builder
	for i := s.Start; i < s.End; i++ {
		if k := p.Page.Kind(i); k != scan.Markup && k != scan.Comment || p.File.Text()[i] == '[' || p.File.Text()[i] == '!' {
			b.WriteByte(p.File.Text()[i])
		}
	}
	return strings.Join(strings.Fields(strings.ReplaceAll(b.String(), "\u00a0", "\x00")), " ")
}

// onlyParagraphs reports whether a block holds nothing but text, <p> and <br>,
// so that it may be rewritten whole.
func (p *Pass) onlyParagraphs(body source.Span) bool {
	for _, e := range p.Page.Elements {
		if body.Start <= e.Span.Start && e.Span.Start < body.End && e.Name != "p" && e.Name != "br" {
			return false
		}
	}
	for _, t := range p.Page.Tags {
		if body.Start <= t.Span.Start && t.Span.Start < body.End {
			return false
		}
	}
	for _, c := range p.Page.Comments {
		if body.Start <= c.Span.Start && c.Span.Start < body.End {
			return false
		}
	}
	for i := p.Page.LineAt(body.Start); i < len(p.Page.Lines) && p.Page.Lines[i].Span.Start < body.End; i++ {
		switch p.Page.Lines[i].Kind {
		case scan.ItemLine, scan.HeadingLine, scan.TableLine, scan.CodeLine, scan.ContainerLine, scan.QuoteLine:
			return false
		}
	}
	return true
}

// mergeCues joins cues into paragraphs of some 60 words that end with a
// sentence; a cue that starts with the name of who speaks starts a paragraph.
func mergeCues(cues []cue) string {
	var out []string
	var current []string
	words := 0
	flush := func() {
		if len(current) > 0 {
			out = append(out, strings.Join(current, " "))
		}
		current, words = nil, 0
	}
	for _, c := range cues {
		if strings.HasPrefix(c.mark, "**") && len(c.mark) > 4 {
			flush()
		}
		current = append(current, strings.ReplaceAll(c.mark, "\x00", "\u00a0"))
		words += len(strings.Fields(c.plain))
		if words >= 60 && endsSentence(c.plain) {
			flush()
		}
	}
	flush()
	return strings.Join(out, "\n\n")
}

func endsSentence(s string) bool {
	s = strings.TrimRight(s, " »\u00a0\u202f\"")
	return strings.HasSuffix(s, ".") || strings.HasSuffix(s, "!") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, "…")
}
