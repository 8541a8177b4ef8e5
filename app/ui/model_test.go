package ui

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"apercu/app/template/value"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// desk is an editor for tests: it holds a text and makes the edits asked of it.
type desk struct {
	text     string
	ran      []string // "command args"
	listener func(string)
	file     []byte
}

func (d *desk) Run(command string, args any) string {
	data, _ := json.Marshal(args)
	d.ran = append(d.ran, command+" "+string(data))
	switch command {
	case "edit":
		var a struct{ Edits []change }
		_ = json.Unmarshal(data, &a)
		d.edit(a.Edits)
	}
	return ""
}

func (d *desk) Subscribe(listener func(string)) { d.listener = listener }
func (d *desk) Text() string                    { return d.text }
func (d *desk) Bytes() []byte                   { return d.file }

// edit counts in UTF-16 code units, as the real one does.
func (d *desk) edit(edits []change) {
	units := utf16.Encode([]rune(d.text))
	slices.SortFunc(edits, func(a, b change) int { return b.From - a.From })
	for _, e := range edits {
		units = slices.Concat(units[:e.From], utf16.Encode([]rune(e.Text)), units[e.To:])
	}
	d.text = string(utf16.Decode(units))
}

func TestDetailsChangeOneValue(t *testing.T) {
	const page = "---\n# 🗂 fiche\ntitle: 'Un titre'   # gardé\ndate: 2026-03-16\ntags:\n    - 'Vidéo'\nimage:\n    path: ./a.svg\n    alt: \"\"\n---\nTexte 😀\n"
	for _, c := range []struct {
		name     string
		path     []string
		value    value.Value
		from, to string
	}{
		{"title", []string{"title"}, "L’été : à Paris", "'Un titre'", "'L’été : à Paris'"},
		{"alternative", []string{"image", "alt"}, "Le 🗂", `alt: ""`, `alt: "Le 🗂"`},
		{"the same value", []string{"title"}, "Un titre", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := &desk{text: page}
			m := newModel(d)
			f := &details{m: m, held: map[string]string{}, refused: map[string]string{}}
			f.set(c.path, c.value, "input.format")
			if want := strings.Replace(page, c.from, c.to, 1); d.text != want {
				t.Errorf("got\n%s\nwant\n%s", d.text, want)
			}
		})
	}
}

func TestDetailsRefusal(t *testing.T) {
	d := &desk{text: "---\nimage: &a {path: x}\nautre: *a\n---\n"}
	m := newModel(d)
	f := &details{m: m, held: map[string]string{}, refused: map[string]string{}}
	f.set([]string{"image", "path"}, "y", "input.format")
	if f.refused["image.path"] == "" {
		t.Error("a shared value was changed without a word")
	}
	if d.text != "---\nimage: &a {path: x}\nautre: *a\n---\n" {
		t.Errorf("the text changed: %q", d.text)
	}
}

func TestCounts(t *testing.T) {
	m := newModel(&desk{})
	m.receive(`{"type":"summary","version":3,"diagnostics":[
		{"severity":"error","message":{"fr":"a","en":"a"}},
		{"severity":"error","unsure":true,"message":{"fr":"b","en":"b"}},
		{"severity":"warning","message":{"fr":"c","en":"c"}},
		{"severity":"info","message":{"fr":"d","en":"d"}}]}`)
	if errors, warnings := m.counts(); errors != 1 || warnings != 1 {
		t.Errorf("%d errors and %d warnings, want 1 and 1: what is unsure is neither", errors, warnings)
	}
	if !m.problemsShown() {
		t.Error("problems are not shown by themselves")
	}
	m.toggleProblems()
	if m.problemsShown() {
		t.Error("problems that were closed come back")
	}
}

func TestEveryDialogDraws(t *testing.T) {
	for _, lang := range []string{"fr", "en"} {
		for _, name := range []string{"link", "image", "document", "table", "video", "transcription", "encoding", "help", "about", "statement", "fixes", "ignore", "rule", "weight"} {
			m := newModel(&desk{})
			m.prefs.Lang = lang
			e := app.NewTestEngine()
			if err := e.Load(&dialogs{m: m}); err != nil {
				t.Fatal(err)
			}
			m.open(openEvent{Name: name, Context: json.RawMessage(`{}`)})
			m.changed("open")
			e.ConsumeAll()
			d := &dialogs{m: m, v: map[string]string{}}
			d.begin(name)
			s, ok := d.sheets(name)
			if !ok || s.title == "" || len(s.body) == 0 {
				t.Errorf("%s (%s): nothing to show", name, lang)
			}
		}
	}
}

func TestVideoDialog(t *testing.T) {
	d := &dialogs{m: newModel(&desk{}), v: map[string]string{}}
	d.m.open(openEvent{Name: "video", Context: json.RawMessage(`{"editing":true,"name":"dailymotion","args":["x9fznfq"]}`)})
	d.begin("video")
	if s := d.video(); !s.ready {
		t.Error("the identifier of the edited shortcode is not recognised")
	}
	d.v["address"] = "https://exemple.fr/film"
	if s := d.video(); s.ready {
		t.Error("an address that is no video could be inserted")
	}
}

func TestWeight(t *testing.T) {
	m := newModel(&desk{})
	for bytes, want := range map[float64]string{12: "1\u00a0Ko", 240_000: "240\u00a0Ko", 999_600: "1\u00a0Mo", 2_345_678: "2,3\u00a0Mo"} {
		if got := m.weight(bytes); got != want {
			t.Errorf("%v bytes: %q, want %q", bytes, got, want)
		}
	}
	m.prefs.Lang = "en"
	if got := m.weight(2_345_678); got != "2.3\u00a0MB" {
		t.Errorf("in English: %q", got)
	}
}

func TestFormatOf(t *testing.T) {
	for url, want := range map[string]string{"/doc/guide.pdf": "PDF", "https://a.fr/x.ods?v=2": "ODS", "/sans": "", "https://exemple.fr/page": ""} {
		if got := formatOf(url); got != want {
			t.Errorf("%s: %q, want %q", url, got, want)
		}
	}
}

func TestHasTimes(t *testing.T) {
	for text, want := range map[string]bool{
		"WEBVTT\n\n00:01.000 --> 00:02.000\nx": true,
		"0:01\nBonjour\n0:05\nMerci":           true,
		"Rendez-vous à 10:30.":                 false,
		"**Camille :** Bonjour.":               false,
	} {
		if got := hasTimes(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestPageLang(t *testing.T) {
	for _, c := range []struct{ page, site, want string }{
		{"Texte", "", "fr"},
		{"Texte", "en", "en"},
		{"---\nlang: en\n---\n", "fr", "en"},
		{"---\nlang: fr-FR\n---\n", "en", "fr"},
		{"---\nlang: [\n---\n", "", "fr"},
	} {
		m := newModel(&desk{text: c.page})
		m.prefs.Lang = "en" // the interface's says nothing
		m.names.Lang = c.site
		m.read()
		if got := m.pageLang(); got != c.want {
			t.Errorf("%q on a site in %q: %q, want %q", c.page, c.site, got, c.want)
		}
	}
}

func TestImagePath(t *testing.T) {
	for _, c := range []struct{ page, want string }{
		{"Texte", "./image.png"},
		{"![a](./image.png)", "./image-2.png"},
		{"![a](./image.webp) ![b](image-2.png)", "./image-2.png"},
		{"![a](/img/actus/a.png) ![](./b.png) ![c](/img/actus/c.png)", "/img/actus/image.png"},
		{"![a](https://exemple.fr/x/a.png) ![a](//exemple.fr/x/b.png) ![a]({{ dossier }}/a.png)", "./image.png"},
		{"[pas une image](/docs/a.pdf)", "./image.png"},
	} {
		if got := freeName(c.page, imageFolder(c.page)+"image.png"); got != c.want {
			t.Errorf("%s: %q, want %q", c.page, got, c.want)
		}
	}
}
