package check

import (
	"strings"

	"apercu/app/check/scan"
	"apercu/app/diag"
	"apercu/app/source"
	known "apercu/app/video"
)

// This file finds the videos, podcasts and transcripts of a page for the rules
// that speak of them.

// video is one medium of the page, however it was put there.
type video struct {
	span     source.Span // the tag, the iframe or the front matter value
	whole    source.Span // with the div that only keeps its ratio
	tag      int         // index in Page.Tags, -1
	element  int         // index in Page.Elements, -1
	provider string      // as a shortcode is called; "" when not recognised
	id       string
	audio    bool
}

// key names the medium whatever way it was put into a page.
func (v video) key() string { return v.provider + " " + v.id }

// players are the shortcodes that show a medium.
var players = map[string]bool{"dailymotion": true, "youtube": true, "vimeo": true, "peertube": true, "video": true, "audio": true, "acast": true, "podcast": true}

// media lists the media of the page in order, front matter first.
func (p *Pass) media() []video {
	if p.hasVideo {
		return p.videos
	}
	p.hasVideo = true
	if k, ok := p.head.key("video", "src"); ok {
		v := video{span: k.Value, whole: k.Value, tag: -1, element: -1}
		p.recognise(&v, p.head.str("video", "src"))
		p.videos = append(p.videos, v)
	}
	var body []video
	for i, t := range p.Page.Tags {
		if t.Open == '%' && players[t.Name] && len(t.Args) > 0 {
			v := video{span: t.Span, whole: t.Span, tag: i, element: -1, provider: t.Name, id: t.Args[0].Value, audio: t.Name == "audio" || t.Name == "acast" || t.Name == "podcast"}
			body = append(body, v)
		}
	}
	for i, e := range p.Page.Elements {
		if v, ok := p.frame(i, e); ok {
			body = append(body, v)
		}
	}
	sortVideos(body)
	p.videos = append(p.videos, body...)
	return p.videos
}

func sortVideos(vs []video) {
	for i := 1; i < len(vs); i++ {
		for j := i; j > 0 && vs[j].span.Start < vs[j-1].span.Start; j-- {
			vs[j], vs[j-1] = vs[j-1], vs[j]
		}
	}
}

// frame is the medium of an <iframe>, <video> or <audio>.
func (p *Pass) frame(i int, e scan.Element) (video, bool) {
	v := video{span: p.Page.Whole(e), tag: -1, element: i}
	v.whole = v.span
	switch {
	case e.End:
		return v, false
	case e.Name == "video" || e.Name == "audio":
		v.id, v.audio = e.Value("src"), e.Name == "audio"
		return v, true
	case e.Name == "iframe":
		v.whole = p.wrapper(i)
		return v, p.recognise(&v, e.Value("src"))
	}
	return v, false
}

func (p *Pass) recognise(v *video, address string) bool {
	r, ok := known.Recognize(address)
	if ok {
		v.provider, v.id, v.audio = string(r.Provider), r.ID, r.Audio()
	}
	return ok
}

// wrapper is the span of an iframe with the divs around it that hold nothing
// else: they keep its ratio and go with it.
func (p *Pass) wrapper(i int) source.Span {
	es := p.Page.Elements
	whole, last := p.Page.Whole(es[i]), i
	if es[i].Pair >= 0 {
		last = es[i].Pair
	}
	for i > 0 && last+1 < len(es) {
		before, after := es[i-1], es[last+1]
		if before.Name != "div" && before.Name != "center" || before.Pair != last+1 || !p.blank(before.Span.End, whole.Start) || !p.blank(whole.End, after.Span.Start) {
			break
		}
		whole, i, last = before.Span.Union(after.Span), i-1, last+1
	}
	return whole
}

func (p *Pass) blank(from, to int) bool {
	return from <= to && strings.TrimSpace(p.File.Slice(source.Span{Start: from, End: to})) == ""
}

// transcript is one {% transcription %} block.
type transcript struct {
	tag   scan.Tag
	title string
	body  source.Span
}

func (p *Pass) transcripts() []transcript {
	var out []transcript
	for _, t := range p.Page.Tags {
		if t.Open != '%' || t.Name != "transcription" {
			continue
		}
		x := transcript{tag: t, body: p.Page.TagBody(t)}
		if len(t.Args) > 0 {
			x.title = t.Args[0].Value
		}
		out = append(out, x)
	}
	return out
}

// span of a block from its start tag to its end tag.
func (p *Pass) block(t scan.Tag) source.Span {
	if t.Pair < 0 {
		return t.Span
	}
	return t.Span.Union(p.Page.Tags[t.Pair].Span)
}

// pending are the words that announce a transcript instead of giving it.
var pending = []string{"a venir", "bientot", "prochainement", "a completer", "coming soon", "to be completed", "en cours de"}

func announces(plain string) bool {
	s := fold(plain)
	for _, w := range pending {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// speaksOfTranscript reports whether a line is the title of a transcript or
// leads to one.
func speaksOfTranscript(plain string) bool {
	s := fold(plain)
	return strings.Contains(s, "transcription") || strings.Contains(s, "transcript")
}

// about is the title of the page for a text that a fix writes.
func (p *Pass) about() string {
	t := p.head.str("title")
	if t == "" {
		for _, h := range p.Page.Headings {
			if t = p.Page.Plain(h.Text); t != "" && !speaksOfTranscript(t) {
				break
			}
		}
	}
	if speaksOfTranscript(t) {
		t = ""
	}
	return quotable(t)
}

// quotable leaves out what would end a quoted argument or an attribute.
func quotable(t string) string {
	return strings.NewReplacer(`"`, "’", "<", "", ">", "", "%}", "", "}}", "", "\n", " ").Replace(t)
}

// toComplete is what a fix leaves for the author to write.
func (p *Pass) toComplete() string {
	if p.English {
		return "to be completed"
	}
	return "à compléter"
}

// insertTranscript writes the skeleton of a transcript after a medium.
func (p *Pass) insertTranscript(v video) diag.Fix {
	at := p.lineEnd(v.whole.End)
	if v.tag < 0 && v.element < 0 { // front matter: at the top of the body
		at = p.Page.Body.Start
	}
	todo := "À compléter"
	if p.English {
		todo = "To be completed"
	}
	title := p.about()
	if v.tag >= 0 && len(p.Page.Tags[v.tag].Args) > 1 {
		title = orElse(quotable(p.Page.Tags[v.tag].Args[1].Value), title)
	}
	text := "\n\n{% transcription \"Transcription : " + orElse(title, p.toComplete()) + "\" %}\n\n" + todo + "\n\n{% endtranscription %}\n"
	return ask(diag.T("Insérer une transcription à compléter", "Insert a transcript to complete"), insert(at, text))
}

// lineEnd is the end of the line that holds an offset, before its line ending.
func (p *Pass) lineEnd(offset int) int { return p.File.LineSpan(p.File.Line(offset)).End }

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}
