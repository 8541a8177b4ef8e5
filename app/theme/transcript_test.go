package theme

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"apercu/app/transcript"
)

// FuzzTranscriptInPage: whatever was said, the block that package transcript
// writes is one transcription in the page, with those words as text and no
// markup but paragraphs, bold and italics.
func FuzzTranscriptInPage(f *testing.F) {
	for _, s := range []string{
		"# un {{ page.url }} {% raw %} {# c #}", "* a *b* _c_ `d` ~~e~~ [f](g) ![h](i) <b>j</b> &copy; \\k", "??? l\n\n::: m\n\n1. n\n\n> o\n\n- p\n\n+ q\n\n| r | s |\n|---|---|",
		"LÉA : t {.u} { #v }\n\nLÉA : w", "https://exemple.fr/_x_?a=1&lt=2 <https://y.fr>", "a  \nb\\\nc\n===\n\n---\n\n[d]: e", "    quatre\n\n\tcinq", "{% endtranscription %}",
	} {
		f.Add(s)
	}
	s := open(f)
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 2000 || !utf8.ValidString(text) {
			return
		}
		tr := transcript.Convert([]byte(text), transcript.Options{Title: `Un "titre"`})
		if !tr.OK() {
			return
		}
		r := draw(t, s, tr.Markdown+"\nFIN")
		for _, d := range r.diags {
			t.Fatalf("%s\n%s", d.Message.EN, tr.Markdown)
		}
		shown, tags := words(r.html)
		if !strings.HasSuffix(shown, "FIN") {
			t.Fatalf("what follows is not there:\n%s\n%s", tr.Markdown, r.html)
		}
		if got, want := letters(shown), letters(written.Replace(tr.Body))+"fin"; got != want {
			t.Fatalf("said  %q\nshown %q\n%s", want, got, tr.Markdown)
		}
		for _, tag := range tags {
			if tag != "p" && tag != "strong" && tag != "em" {
				t.Fatalf("<%s> in\n%s\n%s", tag, tr.Markdown, r.html)
			}
		}
	})
}

// written are the references that package transcript writes.
var written = strings.NewReplacer("&#123;", "{", "&#125;", "}", "&lt;", "<", "&amp;", "&")

// words is the text behind the transcription's title, and the tags in it.
func words(page string) (text string, tags []string) {
	_, content, _ := strings.Cut(page, "</h2>")
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(content))
	inside := true
	for {
		switch z.Next() {
		case html.ErrorToken:
			return strings.TrimSpace(b.String()), tags
		case html.TextToken:
			b.Write(z.Text())
		case html.StartTagToken:
			if name, _ := z.TagName(); inside {
				tags = append(tags, string(name))
			}
		case html.EndTagToken:
			if name, _ := z.TagName(); string(name) == "div" {
				inside = false
			}
		}
	}
}

// letters is what a reader hears of a text.
func letters(s string) string {
	return strings.Map(func(c rune) rune {
		if !unicode.IsLetter(c) && !unicode.IsDigit(c) {
			return -1
		}
		return unicode.ToLower(c)
	}, s)
}
