package session

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"apercu/app/render"
	"apercu/app/source"
)

// pair is a document in both places, and what a preview shows of it, as
// web/editor/near.ts and worker.ts let them take turns.
type pair struct {
	t      testing.TB
	worker *Session
	near   *Near
	level  bool // near has the document
	ahead  bool // the worker has not rendered what near has shown
	shown  []Block
	lines  []int32
}

func open2(t testing.TB, text string) *pair {
	site := opened(t)
	p := &pair{t: t, worker: New(FromSite(site)), near: NewNear(site.Config)}
	p.worker.Open("content/a.md", text, 1)
	p.show(p.update())
	return p
}

func (p *pair) update() *Patch {
	p.t.Helper()
	patch, err := p.worker.Update()
	if err != nil {
		p.t.Fatal(err)
	}
	return patch
}

func (p *pair) show(patch *Patch) {
	if p.shown = Apply(p.shown, patch); patch.Lines != nil {
		p.lines = patch.Lines
	}
}

// take is a pause: near reads the document as the worker has it.
func (p *pair) take() {
	if p.ahead {
		p.update()
		p.ahead = false
	}
	body, ok := p.worker.Body()
	if !ok {
		return
	}
	travelled := render.Body{Untagged: body.Untagged}
	travelled.Printed = body.Printed
	SetPlaces(&travelled, Places(body))
	p.near.Open(p.worker.Path(), p.worker.Text(), p.worker.version, travelled)
	reading := More
	for reading == More {
		reading = p.near.Step()
	}
	p.level = reading == Done
}

// edit gives the change to near if it can, else to the worker; says to whom.
func (p *pair) edit(c Change, version int) (quick bool) {
	if p.level {
		p.near.Edit(c, version)
		if patch := p.near.Quick(); patch != nil {
			p.show(patch)
			p.worker.Edit([]Change{c}, version)
			p.ahead = true
			return true
		}
	}
	if p.ahead {
		p.update()
	}
	p.level, p.ahead = false, false
	p.worker.Edit([]Change{c}, version)
	p.show(p.update())
	return false
}

func (p *pair) check() {
	p.t.Helper()
	text := p.worker.Text()
	scratch := p.worker.render("content/a.md", source.NewFile("content/a.md", text), nil)
	if !slices.EqualFunc(p.shown, scratch.Blocks, func(a, b Block) bool { return a.ID == b.ID && a.HTML == b.HTML }) {
		p.t.Fatalf("shown\n%v\nwant\n%v\nfor %q", p.shown, scratch.Blocks, text)
	}
	if !equalLines(p.lines, lineTable(scratch.Blocks)) {
		p.t.Fatalf("lines %v, want %v, for %q", p.lines, lineTable(scratch.Blocks), text)
	}
}

// FuzzNear: whoever renders an edit, what is shown is the page of the text. A
// byte of pauses says whether near reads the document before an edit.
func FuzzNear(f *testing.F) {
	f.Add("---\ntitle: A\n---\n\n# T\n\nun mot, puis un autre mot\n\n- a\n- b\n\n<div>\n\nx\n\n</div>\n", "26 26 x|27 27 y|30 30 \n\n|28 28 z|29 29 w", []byte("\x01\x00\x00\x01\x01"))
	f.Add("un\n\n{% dailymotion \"x84sh87\" %}\n\ndeux mots\n\ntrois", "38 38 a|1 1 b|38 40 |3 3 {% if|4 4 c", []byte("\x01\x01\x00\x01\x01"))
	f.Add("é 𝄞\r\n\r\n{{ title }} mots é\r\n\r\n## {{ title }}\r\n\r\n[a]: /b\r\n\r\n[a] fin", "3 3 x|24 24 y|50 50 z", []byte("\x01\x01\x01"))
	f.Fuzz(func(t *testing.T, text, script string, pauses []byte) {
		text, script = strings.ToValidUTF8(text, "?"), strings.ToValidUTF8(script, "?")
		if len(text) > 2000 {
			t.Skip()
		}
		p := open2(t, text)
		for i, step := range strings.SplitN(script, "|", 8) {
			if i < len(pauses) && pauses[i]&1 == 1 {
				p.take()
			}
			p.edit(parseChange(step, utf16Of(p.worker.Text())), i+2)
			p.check()
		}
	})
}

// TestNear holds which edits are rendered near the text, and which are not.
func TestNear(t *testing.T) {
	text := "---\ntitle: A\n---\n\nUn mot, {{ title }} et un autre.\n\nDeux {% dailymotion \"x84sh87\" %}\n\n" + strings.Repeat("Une phrase de plus.\n\n", 1500)
	p := open2(t, text)
	if p.near.Quick() != nil {
		t.Error("quick without a document")
	}
	for i, c := range []struct {
		before, typed string
		quick         bool
	}{
		{"mot", "grand ", true},
		{"autre", "tout **", true},
		{"phrase de plus", "longue ", true},
		{"mot", "\n\n- ", true},
		{"mot", "{% if", false},
		{"mot", "x", false}, // the page has a mistake now
		{"title: A", "\n", false},
	} {
		p.take()
		at := strings.Index(p.worker.Text(), c.before)
		if got := p.edit(Change{at, at, c.typed}, i+2); got != c.quick {
			t.Errorf("%q before %q: quick %v, want %v", c.typed, c.before, got, c.quick)
		}
		p.check()
	}
}

// TestNearWithoutTag: the text is what the Markdown is read from.
func TestNearWithoutTag(t *testing.T) {
	for _, text := range []string{"Un mot.\n", "---\ntitle: A\n---\n\nUn mot.\n"} {
		p := open2(t, text)
		p.take()
		at := strings.Index(text, "mot")
		if !p.edit(Change{at, at, "petit "}, 2) {
			t.Errorf("%q: not quick", text)
		}
		p.check()
		if p.edit(Change{at, at, "{{ title }}"}, 3) {
			t.Errorf("%q: a tag was quick", text)
		}
		p.check()
	}
}

// A page that is one long block, or becomes one, is left to the worker.
func TestNearDeclinesLongBlocks(t *testing.T) {
	p := open2(t, strings.Repeat("- un point de la liste, assez long pour que la page le soit vite\n", 2000))
	if p.take(); p.level {
		t.Error("a list of 130 KB was read")
	}
	p = open2(t, strings.Repeat("Une phrase de plus, assez longue.\n\n", 1500))
	if p.take(); !p.level {
		t.Fatal("50 KB of paragraphs were not read")
	}
	if p.edit(Change{0, 0, "```\n"}, 2) {
		t.Error("a fence over the whole page was quick")
	}
	p.check()
}

// BenchmarkNear is the page's work for a key, and for reading the page.
func BenchmarkNear(b *testing.B) {
	for _, size := range []int{2, 10, 100} {
		text := "---\ntitle: Essai\n---\n\nici un mot\n\n" +
			strings.Repeat("## Titre\n\n- un **gras**\n- un [lien](/x/)\n\nUn paragraphe ordinaire, avec des mots *accentués* et une phrase de plus.\n\n{{ title }}\n\n", size*6)
		b.Run(fmt.Sprintf("key/%dKB", size), func(b *testing.B) {
			p := open2(b, text)
			p.take()
			at, buffer := strings.Index(text, "un mot"), []byte(nil)
			b.ReportAllocs()
			for i := range b.N {
				p.near.Edit(Change{at, at + i&1, strings.Repeat("x", 1-i&1)}, i+2)
				buffer = AppendPatch(buffer[:0], p.near.Quick())
			}
		})
		b.Run(fmt.Sprintf("read/%dKB", size), func(b *testing.B) {
			p := open2(b, text)
			b.ReportAllocs()
			for range b.N {
				p.near.md = nil
				p.take()
			}
		})
	}
}
