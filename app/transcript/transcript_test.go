package transcript

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"
	"unicode"

	"apercu/app/diag"
	"apercu/app/internal/golden"
)

// TestGolden runs the cases of testdata/*.txtar: NAME.in is the input,
// NAME.opts (optional) holds "key: value" lines of Options, NAME.md is the
// block and NAME.facts the facts and remarks.
func TestGolden(t *testing.T) {
	golden.Run(t, "testdata/*.txtar", func(a *golden.Archive) {
		for name, text := range a.Cases(".in") {
			opts, _ := a.Section(name + ".opts")
			r := Convert([]byte(text), options(a.T, opts))
			a.Check(name+".md", r.Markdown)
			a.Check(name+".facts", describe(r))
		}
	})
}

func options(t *testing.T, text string) Options {
	o := Options{Title: "Essai"}
	for _, line := range strings.Split(strings.TrimSpace(text), "\n") {
		key, value, _ := strings.Cut(line, ": ")
		switch key {
		case "":
		case "title":
			o.Title = value
		case "lang":
			o.Lang = value
		case "speakers":
			o.Speakers = strings.Split(value, ", ")
		case "duration":
			fmt.Sscan(value, &o.Duration)
		case "dropsounds":
			o.DropSounds = true
		case "timemarks":
			o.TimeMarks = true
		default:
			t.Fatalf("unknown option %q", line)
		}
	}
	return o
}

func describe(r *Result) string {
	var b strings.Builder
	f := r.Facts
	fmt.Fprintf(&b, "%s %s seconds=%d cues=%d words=%d wpm=%d speakers=%q summary=%v\n", f.Format, f.Encoding, f.Seconds, f.Cues, f.Words, f.WordsPerMinute, f.Speakers, f.Summary)
	for _, m := range r.Remarks {
		fmt.Fprintf(&b, "%s %s: %s | %s\n", m.Severity, m.Code, m.Message.FR, m.Message.EN)
	}
	return b.String()
}

// TestEncodings gives the same words in every encoding that tools write.
func TestEncodings(t *testing.T) {
	const text = "LÉA : L’été à Nîmes, ça coûte 5 € – « naïf ». 😀"
	utf16 := func(high, low int) []byte {
		out := []byte{}
		for _, c := range append([]rune{0xfeff}, []rune(text)...) {
			units := []rune{c}
			if c > 0xffff {
				units = []rune{0xd800 + (c-0x10000)>>10, 0xdc00 + (c-0x10000)&0x3ff}
			}
			for _, u := range units {
				pair := [2]byte{}
				pair[high], pair[low] = byte(u>>8), byte(u)
				out = append(out, pair[:]...)
			}
		}
		return out
	}
	ansi := []byte("L\xc9A : L\x92\xe9t\xe9 \xe0 N\xeemes, \xe7a co\xfbte 5 \x80 \x96 \xab na\xeff \xbb. ")
	for _, c := range []struct {
		name, encoding string
		data           []byte
	}{
		{"plain", "utf-8", []byte(text)},
		{"mark", "utf-8", []byte("\ufeff" + text)},
		{"little-endian", "utf-16", utf16(1, 0)},
		{"big-endian", "utf-16", utf16(0, 1)},
		{"little-endian without mark", "utf-16", utf16(1, 0)[2:]},
		{"big-endian without mark", "utf-16", utf16(0, 1)[2:]},
		{"windows", "windows-1252", ansi},
		{"old line ends", "utf-8", []byte(strings.ReplaceAll(text, " 😀", "\r😀\r\n"))},
	} {
		r := Convert(c.data, Options{})
		want := "**LÉA\u00a0:** L’été à Nîmes, ça coûte 5 € – «\u00a0naïf\u00a0»."
		if !strings.HasPrefix(r.Body, want) || r.Facts.Encoding != c.encoding {
			t.Errorf("%s: %s %q", c.name, r.Facts.Encoding, r.Body)
		}
		if c.encoding == "windows-1252" != hasRemark(r, "encoding-guessed") {
			t.Errorf("%s: remarks %v", c.name, r.Remarks)
		}
	}
}

func hasRemark(r *Result, code string) bool {
	for _, m := range r.Remarks {
		if m.Code == code {
			return true
		}
	}
	return false
}

func archive(t testing.TB, name, content string) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	f, err := w.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	f.Write([]byte(content))
	w.Close()
	return b.Bytes()
}

func TestDocuments(t *testing.T) {
	docx := `<?xml version="1.0"?><w:document><w:body>` +
		`<w:p><w:r><w:t>LÉA&#160;: Bonjour </w:t></w:r><w:del><w:r><w:delText>jamais</w:delText></w:r></w:del><w:r><w:t xml:space="preserve">à t</w:t></w:r><w:r><w:t>ous &amp; merci.</w:t></w:r></w:p><w:p/>` +
		`<w:p><w:r><w:t>PAUL : Un</w:t><w:br/><w:t>deux.</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>` +
		`<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Cellule</w:t></w:r></w:p></w:tc></w:tr></w:tbl>` +
		`<w:p><mc:AlternateContent><mc:Choice><w:t>Encadré</w:t></mc:Choice><mc:Fallback><w:t>Encadré</w:t></mc:Fallback></mc:AlternateContent></w:p></w:body></w:document>`
	odt := `<office:text><text:tracked-changes><text:p>jamais</text:p></text:tracked-changes><text:h>Titre</text:h><text:p>Un<text:s/>mot<text:line-break/>puis <text:span>deux</text:span>.</text:p></office:text>`
	srt := `<w:p><w:t>1</w:t></w:p><w:p><w:t>00:00:01,000 --&gt; 00:00:02,000</w:t></w:p><w:p><w:t>Bonjour</w:t></w:p><w:p><w:t>2</w:t></w:p><w:p><w:t>00:00:02,000 --&gt; 00:00:03,000</w:t></w:p><w:p><w:t>à tous.</w:t></w:p>`
	for _, c := range []struct {
		name, content, want string
		format              Format
	}{
		{"word/document.xml", docx, "**LÉA\u00a0:** Bonjour à tous & merci.\n\n**PAUL\u00a0:** Un deux.\n\nCellule\n\nEncadré", Docx},
		{"content.xml", odt, "Titre\n\nUn mot puis deux.", ODT},
		{"word/document.xml", srt, "Bonjour à tous.", Docx},
	} {
		r := Convert(archive(t, c.name, c.content), Options{})
		if r.Body != c.want || r.Facts.Format != c.format {
			t.Errorf("%s: %s\ngot  %q\nwant %q", c.name, r.Facts.Format, r.Body, c.want)
		}
	}
}

// TestRefused: what is no transcript says so, once, and gives no block.
func TestRefused(t *testing.T) {
	for code, data := range map[string][]byte{
		"is-pdf": []byte("%PDF-1.7 ..."), "is-doc": []byte("\xd0\xcf\x11\xe0 ..."), "is-rtf": []byte(`{\rtf1 Bonjour}`),
		"not-text": []byte("\x89PNG\r\n\x1a\n\x00\x01\x02\x03\x04\x05\x06\x07\x08"), "document-unreadable": []byte("PK\x03\x04 not a zip"),
		"too-large": make([]byte, largest+1), "nothing-found": []byte(" \n\n\t"),
	} {
		r := Convert(data, Options{Title: "x"})
		if r.OK() || len(r.Remarks) != 1 || r.Remarks[0].Code != code || r.Remarks[0].Severity != diag.Error || r.Remarks[0].Message.EN == "" {
			t.Errorf("%s: %q %v", code, r.Markdown, r.Remarks)
		}
	}
	if r := Convert(archive(t, "xl/workbook.xml", "<x/>"), Options{}); r.OK() || r.Remarks[0].Code != "document-unreadable" {
		t.Errorf("a workbook: %v", r.Remarks)
	}
}

// TestLongTurns: no paragraph of hundreds of words, no sentence cut.
func TestLongTurns(t *testing.T) {
	var punctuated, bare strings.Builder
	for i := range 100 {
		fmt.Fprintf(&punctuated, "%d\n00:%02d:%02d,000 --> 00:%02d:%02d,900\nvoici la phrase numéro %d avec M. Dupont. Et\n\n", i+1, i*2/60, i*2%60, (i*2+1)/60, (i*2+1)%60, i)
		fmt.Fprintf(&bare, "%d\n00:%02d:%02d,000 --> 00:%02d:%02d,900\nvoici une suite de mots numéro %d sans fin\n\n", i+1, i*2/60, i*2%60, (i*2+1)/60, (i*2+1)%60, i)
	}
	paragraphs := strings.Split(Convert([]byte(punctuated.String()), Options{}).Body, "\n\n")
	for i, p := range paragraphs {
		if n := countWords(p); n > 110 || i < len(paragraphs)-1 && !strings.HasSuffix(p, "Dupont.") {
			t.Errorf("paragraph of %d words: …%s", n, p[len(p)-30:])
		}
	}
	r := Convert([]byte(bare.String()), Options{})
	for _, p := range strings.Split(r.Body, "\n\n") {
		if n := countWords(p); n > longUnmarked+10 {
			t.Errorf("paragraph of %d words", n)
		}
	}
	if !hasRemark(r, "no-punctuation") {
		t.Errorf("remarks %v", r.Remarks)
	}
}

// letters is what a listener hears of a text: letters and digits, small.
func letters(s string) string {
	return strings.Map(func(c rune) rune {
		if !unicode.IsLetter(c) && !unicode.IsDigit(c) {
			return -1
		}
		return unicode.ToLower(unicode.ToUpper(c))
	}, s)
}

// within reports that the letters of a are letters of b, in order.
func within(a, b string) bool {
	rest := []rune(letters(a))
	for _, c := range letters(b) {
		if len(rest) > 0 && rest[0] == c {
			rest = rest[1:]
		}
	}
	return len(rest) == 0
}

// FuzzWords: every word of every cue is in the result, in order. The cues are
// ten seconds apart, so that nothing counts as a repetition.
func FuzzWords(f *testing.F) {
	f.Add("Bonjour à tous\nNon.\nNon.\nLAURA : oui\n- et alors ?\n[rires] 12\n2024\nPeut-\nêtre, etc.", false)
	f.Add("NOTE un mot\nSTYLE b\n1\n2\nKind: x\n>> moi\n♪ la la ♪\n(bruit)\nA - B\nC – D", true)
	f.Fuzz(func(t *testing.T, text string, vtt bool) {
		var in strings.Builder
		if vtt {
			in.WriteString("WEBVTT\n\n")
		}
		// Markup is no word, and a speaker's label is printed once a turn: both
		// have cases of their own.
		text = strings.NewReplacer("<", "", "{", "", "&", "", "[", "", "-->", "", ":", "", "–", "", "—", "", " -", "", "\u00a0-", "", "\u202f-", "").Replace(normal(strings.ToValidUTF8(text, "")))
		n := 0
		for _, line := range strings.Split(text, "\n") {
			if letters(line) == "" || binary(line) {
				continue
			}
			n++
			fmt.Fprintf(&in, "%d\n%02d:%02d:%02d,000 --> %02d:%02d:%02d,500\n%s\n\n", n, n/360, n/6%60, n%6*10, n/360, n/6%60, n%6*10, line)
		}
		if n == 0 || n > 3000 || binary(in.String()) {
			return
		}
		r := Convert([]byte(in.String()), Options{Title: "T"})
		if !within(text, strings.NewReplacer("&lt;", "", "&amp;", "").Replace(r.Body)) {
			t.Fatalf("lost words of %q:\n%s", in.String(), r.Body)
		}
	})
}

// FuzzConvert: any bytes give a block that is one block, or an error.
func FuzzConvert(f *testing.F) {
	f.Add([]byte("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Léa>{% endtranscription %}"))
	f.Add([]byte("0:01\nbonjour\n0:02\n{{ x }}\n??? a\n::: b"))
	f.Add([]byte("<p>a<br>b</p>\n\n\xe9t\xe9"))
	f.Add([]byte("PAUL : a\nPAUL : b\n– c"))
	f.Add(archive(f, "word/document.xml", `<w:p><w:t>a</w:t><w:br/></w:p>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		r := Convert(data, Options{Title: `a"b`, TimeMarks: true})
		if !r.OK() {
			for _, m := range r.Remarks {
				if m.Severity == diag.Error {
					return
				}
			}
			t.Fatal("no block and no error")
		}
		for _, mark := range []string{"{%", "{{", "{#", "<script", "\n#", "\n:::", "\n???", "\n- ", "\ue000"} {
			if strings.Contains("\n"+r.Body, mark) {
				t.Fatalf("the body has %q:\n%s", mark, r.Body)
			}
		}
	})
}

// TestLinear: texts made to be slow are not. Each would take minutes, beyond
// the tests' own time limit, if something looked ahead, or copied, once for each
// of its characters.
func TestLinear(t *testing.T) {
	const n = 300_000
	cues := func(line string) string {
		var b strings.Builder
		for i := range n / 40 {
			fmt.Fprintf(&b, "00:%02d:%02d,000 --> 00:%02d:%02d,900\n%s\n\n", i/60%60, i%60, i/60%60, i%60, line)
		}
		return b.String()
	}
	for name, text := range map[string]string{
		"angles": strings.Repeat("<", n), "tags": strings.Repeat("<v ", n/3), "braces": strings.Repeat(`{\`, n/2), "references": strings.Repeat("&", n), "marks": "a" + strings.Repeat("!", n),
		"spaced marks": strings.Repeat(" !", n/2), "brackets": strings.Repeat("[", n), "stops": strings.Repeat(".", n), "sentences": strings.Repeat("a. ", n/3), "capitals": strings.Repeat("A", n),
		"lines": strings.Repeat("a\n", n/2), "labels": strings.Repeat("A B : c\n", n/8), "paragraphs": "<p>" + strings.Repeat("</p>", n/4), "html": "<br>" + strings.Repeat("<b", n/2),
		"cues": cues("mot sans fin"), "said": cues("Dit. Et"), "rolling": cues("un\nun\nun\nun\nun\nun\nun\nun\nun\ndeux"), "one cue": "00:01,000 --> 00:02,000\n" + strings.Repeat("a\n", n/2),
	} {
		t.Logf("%s: %d words", name, Convert([]byte(text), Options{Title: "T"}).Facts.Words)
	}
}
