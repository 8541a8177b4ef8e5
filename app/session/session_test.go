package session

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"apercu/app/diag"
	"apercu/app/site"
	"apercu/app/source"
	"apercu/app/theme"
)

// paragraphs is a renderer for tests: a block is a run of lines without a blank
// one. It counts the blocks that it had to make, which a real renderer would reuse.
type paragraphs struct{ made int }

func (r *paragraphs) render(_ string, f *source.File, prev *Page) *Page {
	if strings.Contains(f.Text(), "PANIC") {
		panic("asked to")
	}
	if prev != nil && strings.Contains(f.Text(), "STALE") {
		panic("reuse is wrong")
	}
	old := map[string]bool{}
	if prev != nil {
		for _, b := range prev.Blocks {
			old[b.ID] = true
		}
	}
	page := &Page{URL: "/a/", Layout: Layout{"<main>", "</main>"}}
	seen := map[string]int{}
	add := func(text string, from, to int) {
		id := fmt.Sprintf("%s-%d", text, seen[text])
		seen[text]++
		if !old[id] {
			r.made++
		}
		page.Blocks = append(page.Blocks, Block{id, "<p>" + text, [2]int{from, to}})
	}
	start, at := 0, 0
	var run []string
	for at = range f.Lines() {
		line := f.Slice(f.LineSpan(at))
		if strings.TrimSpace(line) != "" {
			if run == nil {
				start = at
			}
			run = append(run, line)
		}
		if run != nil && (strings.TrimSpace(line) == "" || at == f.Lines()-1) {
			end := at
			if strings.TrimSpace(line) != "" {
				end = at + 1
			}
			add(strings.Join(run, "\n"), start, end)
			run = nil
		}
	}
	return page
}

func open(t *testing.T, text string) (*Session, []Block) {
	t.Helper()
	s := New((&paragraphs{}).render)
	s.Open("content/a.md", text, 1)
	p, err := s.Update()
	if err != nil {
		t.Fatal(err)
	}
	if !p.Reset || p.Layout == nil || p.Lines == nil {
		t.Fatalf("first patch: reset %v, layout %v, lines %v", p.Reset, p.Layout, p.Lines)
	}
	return s, Apply(nil, p)
}

func edit(t *testing.T, s *Session, version int, changes ...Change) *Patch {
	t.Helper()
	s.Edit(changes, version)
	p, err := s.Update()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestEditSendsOneBlock(t *testing.T) {
	s, blocks := open(t, "one\n\ntwo\n\nthree")
	p := edit(t, s, 2, Change{5, 8, "TWO"})
	if len(p.Splices) != 1 || p.Splices[0].At != 1 || p.Splices[0].Remove != 1 || len(p.Splices[0].Blocks) != 1 {
		t.Errorf("splices %+v, want one block replaced at 1", p.Splices)
	}
	if p.Layout != nil || p.Lines != nil || p.Reset {
		t.Errorf("layout %v, lines %v, reset %v: want none of them", p.Layout, p.Lines, p.Reset)
	}
	if got := Apply(blocks, p)[1].HTML; got != "<p>TWO" {
		t.Errorf("block 1 is %q", got)
	}
}

func TestEditThatMovesLinesSendsTheirTable(t *testing.T) {
	s, _ := open(t, "one\n\ntwo")
	p := edit(t, s, 2, Change{0, 0, "\n"})
	if len(p.Splices) != 0 {
		t.Errorf("splices %+v, want none", p.Splices)
	}
	if want := []int32{1, 2, 3, 4}; !equalLines(p.Lines, want) {
		t.Errorf("lines %v, want %v", p.Lines, want)
	}
}

func TestSeveralChangesCountInTheTextBefore(t *testing.T) {
	s, _ := open(t, "é𝄞é\n\nabc\n\nx")
	edit(t, s, 2, Change{0, 1, "E"}, Change{1, 3, "music "}, Change{6, 9, ""})
	if want := "Emusic é\n\n\n\nx"; s.Text() != want {
		t.Errorf("text %q, want %q", s.Text(), want)
	}
}

func TestEditsThatWaitCostOnePage(t *testing.T) {
	r := &paragraphs{}
	s := New(r.render)
	s.Open("a.md", "one", 1)
	s.Edit([]Change{{3, 3, "!"}}, 2)
	s.Edit([]Change{{4, 4, "?"}}, 3)
	p, err := s.Update()
	if err != nil || r.made != 1 || p.Version != 3 {
		t.Errorf("made %d pages for version %d (%v), want 1 for 3", r.made, p.Version, err)
	}
}

func TestPanicKeepsTheLastGoodPage(t *testing.T) {
	s, blocks := open(t, "one\n\ntwo")
	s.Edit([]Change{{0, 0, "PANIC "}}, 2)
	if _, err := s.Update(); err == nil || !strings.Contains(err.Error(), "version 2: asked to") {
		t.Fatalf("error %v, want a failure that says the version and the cause", err)
	}
	if len(s.Page().Blocks) != 2 {
		t.Fatalf("the last good page is gone")
	}
	p := edit(t, s, 3, Change{0, 6, "new "})
	if p.Since != 2 || p.Reset {
		t.Errorf("since %d, reset %v: want 2 and no reset", p.Since, p.Reset)
	}
	if got := Apply(blocks, p)[0].HTML; got != "<p>new one" {
		t.Errorf("block 0 is %q", got)
	}
}

func TestPanicInReuseRendersFromScratch(t *testing.T) {
	s, blocks := open(t, "one")
	p := edit(t, s, 2, Change{0, 0, "STALE "})
	if got := Apply(blocks, p)[0].HTML; got != "<p>STALE one" {
		t.Errorf("block 0 is %q", got)
	}
}

func TestNewRendererReplacesAll(t *testing.T) {
	s, _ := open(t, "one")
	s.SetRenderer(func(_ string, f *source.File, prev *Page) *Page {
		if prev != nil {
			t.Error("the other renderer's page was handed over")
		}
		return &Page{Blocks: []Block{{"x-0", "x", [2]int{0, 1}}}}
	})
	p := edit(t, s, 2)
	if !p.Reset || len(p.Splices) != 1 || p.Layout == nil {
		t.Errorf("patch %+v, want a reset", p)
	}
}

func TestSplicesKeepWhatIsCommon(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{"abc", "abc", ""},
		{"abc", "axc", "1-1+x"},
		{"abc", "abxyc", "2-0+xy"},
		{"abcd", "ad", "1-2+"},
		{"abcde", "xbcdy", "4-1+y 0-1+x"},
		{"abcdef", "fabcde", "5-1+ 0-0+f"},
		{"abcd", "badc", "4-0+c 2-1+ 1-0+"},
		{"", "ab", "0-0+ab"},
		{"ab", "", "0-2+"},
	} {
		old, new := letters(c.old), letters(c.new)
		got := splices(old, new)
		if c.old != "abcd" || c.new != "badc" { // that one has several shortest answers
			if s := show(got); s != c.want {
				t.Errorf("%s → %s: %s, want %s", c.old, c.new, s, c.want)
			}
		}
		if ids(Apply(old, &Patch{Splices: got})) != c.new {
			t.Errorf("%s → %s: applied gives %s", c.old, c.new, ids(Apply(old, &Patch{Splices: got})))
		}
	}
}

func letters(s string) (blocks []Block) {
	for _, r := range s {
		blocks = append(blocks, Block{ID: string(r)})
	}
	return blocks
}

func ids(blocks []Block) string {
	var b strings.Builder
	for _, block := range blocks {
		b.WriteString(block.ID)
	}
	return b.String()
}

func show(splices []Splice) string {
	var parts []string
	for _, s := range splices {
		parts = append(parts, fmt.Sprintf("%d-%d+%s", s.At, s.Remove, ids(s.Blocks)))
	}
	return strings.Join(parts, " ")
}

func TestJumps(t *testing.T) {
	s, _ := open(t, "one\n\ntwo\ntwo\n\né three")
	for line, want := range []int{0, 0, 1, 1, 1, 2, 2} {
		if got, ok := s.JumpFromCursor(line); !ok || got != want {
			t.Errorf("line %d: block %d (%v), want %d", line, got, ok, want)
		}
	}
	if from, to, ok := s.JumpFromClick(2); !ok || from != 14 || to != 21 {
		t.Errorf("block 2: %d to %d (%v), want 14 to 21", from, to, ok)
	}
	if _, _, ok := s.JumpFromClick(3); ok {
		t.Error("block 3 does not exist")
	}
}

func TestWireIsJSON(t *testing.T) {
	nasty := "a\"b\\c\n\t\r\x01\xff é 𝄞 </script>\u2028"
	p := &Patch{Version: 3, Since: 2, Reset: true, Layout: &Layout{nasty, "z"}, Splices: []Splice{{1, 2, []Block{{"i", nasty, [2]int{}}, {ID: "j"}}}}}
	var got struct {
		Type           string
		Version, Since int
		Reset          bool
		Layout         struct{ Before, After string }
		Splices        []struct {
			At, Remove int
			Blocks     []struct{ ID, HTML string }
		}
	}
	if err := json.Unmarshal(AppendPatch(nil, p), &got); err != nil {
		t.Fatal(err)
	}
	want := strings.ReplaceAll(nasty, "\xff", "\uFFFD")
	if got.Layout.Before != want || got.Splices[0].Blocks[0].HTML != want || got.Type != "patch" || got.Version != 3 || got.Since != 2 || !got.Reset || got.Splices[0].At != 1 || got.Splices[0].Remove != 2 {
		t.Errorf("got %+v", got)
	}
}

func TestSummaryCountsInUTF16(t *testing.T) {
	s := New(func(_ string, f *source.File, _ *Page) *Page {
		at := strings.Index(f.Text(), "bad")
		span := source.Span{Start: at, End: at + 3}
		return &Page{URL: "/x/", Diagnostics: []diag.Diagnostic{{
			Code: "some-code", Severity: diag.Warning, Span: span, Message: diag.T("Mal", "Bad"),
			Hint: diag.T("Mieux", "Better"), Ref: "RGAA 1.1", Unsure: true,
			Related: []diag.Related{{Span: source.Span{Start: 0, End: 4}, Message: diag.T("Ici", "Here")}},
			Fixes:   []diag.Fix{{Title: diag.T("Corriger", "Mend"), Edits: []diag.Edit{{Span: span, New: "good"}}}},
		}}}
	})
	s.Open("x.md", "𝄞\né bad", 4)
	if _, err := s.Update(); err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(s.AppendSummary(nil, s.Findings(Checks{})), &got); err != nil {
		t.Fatal(err)
	}
	d, err := json.Marshal(got["diagnostics"])
	if err != nil {
		t.Fatal(err)
	}
	want := `[{"code":"some-code","column":2,"fixes":[{"edits":[{"from":5,"text":"good","to":8}],"needs":false,"title":{"en":"Mend","fr":"Corriger"}}],"from":5,"hint":{"en":"Better","fr":"Mieux"},"key":"some-code-4eavoffrv08","line":1,"message":{"en":"Bad","fr":"Mal"},"ref":"RGAA 1.1","related":[{"from":0,"line":0,"message":{"en":"Here","fr":"Ici"},"to":2}],"severity":"warning","to":8,"unsure":true}]`
	if string(d) != want {
		t.Errorf("diagnostics\n%s\nwant\n%s", d, want)
	}
	if got["version"] != 4.0 || got["url"] != "/x/" || got["path"] != "x.md" {
		t.Errorf("summary %v", got)
	}
}

// FuzzEdits: patches applied one after the other give what rendering from
// scratch gives; the text is what an editor counting in UTF-16 has; and blocks
// that the edits did not touch are neither sent nor made again.
func FuzzEdits(f *testing.F) {
	f.Add("one\n\ntwo\n\nthree", "0 1 E|4 4 \n\nnew|2 9 ")
	f.Add("é𝄞\n\n\n\nsame\n\nsame\n\nsame", "1 2 x|5 5 same\n\n|0 99 ")
	f.Add(strings.Repeat("long paragraph é\n\n", 100), "900 901 𝄞|20 1500 |3 3 z")
	f.Fuzz(func(t *testing.T, text, script string) {
		if strings.Contains(text+script, "PANIC") || strings.Contains(text+script, "STALE") {
			t.Skip()
		}
		text, script = strings.ToValidUTF8(text, "?"), strings.ToValidUTF8(script, "?")
		s := New((&paragraphs{}).render)
		s.Open("a.md", text, 1)
		p, err := s.Update()
		if err != nil {
			t.Fatal(err)
		}
		blocks := Apply(nil, p)
		units := utf16Of(text)
		for i, step := range strings.SplitN(script, "|", 20) {
			change := parseChange(step, units)
			units = append(append(append([]uint16(nil), units[:change.From]...), utf16.Encode([]rune(change.Text))...), units[change.To:]...)
			text = string(utf16.Decode(units))
			s.Edit([]Change{change}, i+2)
			if p, err = s.Update(); err != nil {
				t.Fatal(err)
			}
			old := blocks
			blocks = Apply(blocks, p)
			checkAgainstScratch(t, s, blocks, text)
			checkReuse(t, old, blocks, p)
		}
	})
}

func checkAgainstScratch(t *testing.T, s *Session, blocks []Block, text string) {
	t.Helper()
	if s.Text() != text {
		t.Fatalf("text %q, want %q", s.Text(), text)
	}
	want := (&paragraphs{}).render("a.md", source.NewFile("a.md", text), nil).Blocks
	if len(blocks) != len(want) {
		t.Fatalf("%d blocks, want %d", len(blocks), len(want))
	}
	for i := range want {
		if blocks[i].ID != want[i].ID || blocks[i].HTML != want[i].HTML {
			t.Fatalf("block %d is %+v, want %+v", i, blocks[i], want[i])
		}
	}
	if !equalLines(s.lines, lineTable(want)) {
		t.Fatalf("lines %v, want %v", s.lines, lineTable(want))
	}
}

// checkReuse: blocks before the first difference and after the last are not
// touched, and nothing that stays in its order is sent.
func checkReuse(t *testing.T, old, new []Block, p *Patch) {
	t.Helper()
	if p.Reset {
		t.Fatal("an edit reset the page")
	}
	start, oldEnd, _ := trim(old, new)
	kept := len(old)
	for _, splice := range p.Splices {
		if splice.At < start || splice.At+splice.Remove > oldEnd {
			t.Fatalf("splice %+v outside of blocks %d to %d, the only ones that differ", splice, start, oldEnd)
		}
		kept -= splice.Remove
	}
	if longest := longestCommon(old, new); kept != longest {
		t.Fatalf("kept %d blocks, could have kept %d", kept, longest)
	}
}

// longestCommon is the textbook longest common subsequence, in n·m steps.
func longestCommon(a, b []Block) int {
	row := make([]int, len(b)+1)
	for i := range a {
		diagonal := 0
		for j := range b {
			up := row[j+1]
			if a[i].ID == b[j].ID {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(up, row[j])
			}
			diagonal = up
		}
	}
	return row[len(b)]
}

func utf16Of(s string) []uint16 { return utf16.Encode([]rune(s)) }

// parseChange reads "FROM TO TEXT", clipped to the text and never inside a
// surrogate pair, as an editor gives them.
func parseChange(step string, units []uint16) Change {
	parts := strings.SplitN(step, " ", 3)
	at := func(i int) int {
		if i >= len(parts) {
			return 0
		}
		n, _ := strconv.Atoi(parts[i])
		n = max(0, min(n, len(units)))
		if n < len(units) && utf16.IsSurrogate(rune(units[n])) && units[n] >= 0xDC00 {
			n--
		}
		return n
	}
	c := Change{From: at(0), To: at(1)}
	c.To = max(c.From, c.To)
	if len(parts) == 3 {
		c.Text = parts[2]
	}
	return c
}

func BenchmarkKeystroke(b *testing.B) {
	for _, size := range []int{10, 100} {
		b.Run(fmt.Sprintf("%dKB", size), func(b *testing.B) {
			page := &Page{}
			for i := range size * 12 {
				page.Blocks = append(page.Blocks, Block{ID: strconv.Itoa(i)})
			}
			s := New(func(string, *source.File, *Page) *Page {
				next := *page
				next.Blocks = append([]Block(nil), page.Blocks...)
				next.Blocks[len(next.Blocks)/2].ID += "x"
				page = &next
				return page
			})
			s.Open("a.md", strings.Repeat("un paragraphe accentué, comme il y en a tant\n\n", size*1024/48), 1)
			buffer := []byte(nil)
			b.ReportAllocs()
			for i := range b.N {
				s.Edit([]Change{{size * 500, size * 500, "a"}}, i)
				p, _ := s.Update()
				buffer = AppendPatch(buffer[:0], p)
			}
		})
	}
}

// Typography stands for hundreds of places: their number alone crosses.
func TestSummaryOfGroupedFindings(t *testing.T) {
	s := New(func(_ string, f *source.File, _ *Page) *Page {
		d := diag.Diagnostic{Code: "typo", Message: diag.T("2 apostrophes", "2 apostrophes"), Fixes: []diag.Fix{{Title: diag.T("Tout corriger", "Fix all")}}}
		for i := range 2 {
			span := source.Span{Start: i, End: i + 1}
			d.Related = append(d.Related, diag.Related{Span: span, Message: diag.T("long", "long")})
			d.Fixes[0].Edits = append(d.Fixes[0].Edits, diag.Edit{Span: span, New: "’"})
		}
		return &Page{Diagnostics: []diag.Diagnostic{d}}
	})
	s.Open("x.md", "''", 1)
	if _, err := s.Update(); err != nil {
		t.Fatal(err)
	}
	got := string(s.AppendSummary(nil, s.Findings(Checks{})))
	if !strings.Contains(got, `"places":2`) || strings.Contains(got, "long") || !strings.Contains(got, `"key":"typo"`) {
		t.Error(got)
	}
}

// A job that an edit makes useless is left where it is; the next one says all.
func TestJobInPieces(t *testing.T) {
	opened, err := site.Open(nil, theme.FS(), site.Options{Now: time.Unix(0, 0)})
	if err != nil {
		t.Fatal(err)
	}
	s := New(FromSite(opened))
	s.Open("content/x.md", "---\ntitle: x\n---\n\n[ici](/a/)\n", 1)
	if _, err := s.Update(); err != nil {
		t.Fatal(err)
	}
	left := s.Check(Checks{})
	left.Step()
	j, steps := s.Check(Checks{}), 1
	for !j.Step() {
		steps++
	}
	found, codes := j.Found(), ""
	for _, d := range found {
		codes += d.Code + " "
	}
	if steps < 50 || !strings.Contains(codes, "link-generic") || len(found) != len(s.Findings(Checks{})) {
		t.Errorf("%d steps: %s", steps, codes)
	}
	if w, ok := s.Weigh(Checks{}, nil); !ok || w.HTML < 100 {
		t.Errorf("weight: %v %v", w, ok)
	}
}
