package ui

import (
	"encoding/json"
	"strings"
	"time"

	"apercu/app/document"
	"apercu/app/source"
	"apercu/app/template/value"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// Model is what the interface knows, shared by its components. It changes in
// receive alone, on go-app's goroutine; a component that watches a kind of event
// is drawn again after one.
type Model struct {
	door Door

	doc     documentEvent
	save    saveEvent
	caret   caretEvent
	prefs   prefsEvent
	world   worldEvent
	summary summaryEvent
	heard   bool // a summary came: no problem means none

	page    *document.Document // front matter of the last pause in the typing
	words   int
	names   namesEvent
	lighter lighterEvent

	panel   string // "details" or "", the one that is open
	problem bool   // the list of problems is shown even when it is empty
	hidden  bool   // the list was closed by hand

	opened  int    // questions of the editor so far
	dialog  string // the one that is open, "" for none
	context json.RawMessage
	notices []noticeEvent

	keeping  keepingEvent
	share    shareEvent
	view     viewEvent
	comments commentsEvent

	audit   auditEvent
	ignored ignoredEvent
	heavy   weightEvent
	mended  fixesEvent // what the open dialog shows
	list    listing    // problems as they are shown
	summed  time.Time  // when the last summary came

	file      fileEvent // chosen for the open dialog…
	fileWaits bool      // …which has not read it yet

	watchers map[string][]func()
	later    func(does func()) // in a task of its own, on go-app's goroutine; tests do it at once
}

// newModel gives a model that speaks French until it is told otherwise.
func newModel(door Door) *Model {
	return &Model{
		door:     door,
		prefs:    prefsEvent{Lang: "fr", Theme: "system", Width: "desktop", Pane: "text", Sync: true},
		world:    worldEvent{Engine: "loading", Online: true},
		watchers: map[string][]func(){},
		later:    func(does func()) { does() },
	}
}

// watch draws the component of ctx again after events of these kinds, and
// always after a change of language ("prefs").
func (m *Model) watch(ctx app.Context, kinds ...string) {
	redraw := func() { ctx.Dispatch(func(app.Context) {}) }
	for _, kind := range append(kinds, "prefs") {
		m.watchers[kind] = append(m.watchers[kind], redraw)
	}
}

// changed draws those who watch events of that kind.
func (m *Model) changed(kind string) {
	for _, redraw := range m.watchers[kind] {
		redraw()
	}
}

// receive takes one event of the editor.
func (m *Model) receive(data string) {
	raw := []byte(data)
	kind := eventKind(data)
	switch kind {
	case "document":
		m.doc = decode[documentEvent](raw)
	case "save":
		m.save = decode[saveEvent](raw)
	case "caret":
		m.caret = decode[caretEvent](raw)
	case "prefs":
		m.prefs = decode[prefsEvent](raw)
	case "world":
		m.world = decode[worldEvent](raw)
	case "summary":
		m.summary = decode[summaryEvent](raw)
		m.heard, m.summed = true, time.Now()
		m.relist()
	case "audit":
		m.audit = decode[auditEvent](raw)
		m.relist()
	case "ignored":
		m.ignored = decode[ignoredEvent](raw)
		m.relist()
	case "fixes":
		m.mended = decode[fixesEvent](raw)
	case "weight":
		m.heavy = decode[weightEvent](raw)
	case "lighter":
		m.lighter = decode[lighterEvent](raw)
	case "names":
		m.names = decode[namesEvent](raw)
	case "changed":
		m.read()
	case "notice":
		m.notify(decode[noticeEvent](raw))
	case "keeping":
		m.keeping = decode[keepingEvent](raw)
	case "share":
		m.share = decode[shareEvent](raw)
	case "view":
		m.view = decode[viewEvent](raw)
	case "comments":
		m.comments = decode[commentsEvent](raw)
	case "file":
		m.file, m.fileWaits = decode[fileEvent](raw), true
	case "open":
		m.open(decode[openEvent](raw))
	}
	if kind == "summary" {
		// A long list takes 10 ms to read and as long to draw.
		m.later(func() { m.changed(kind) })
		return
	}
	m.changed(kind)
}

// eventKind is the type of an event, which the editor writes first; "" for what is
// none. Read as JSON it took as long again as the event itself, which has 67 kB
// when a long page has many findings.
func eventKind(data string) string {
	rest, ok := strings.CutPrefix(data, `{"type":"`)
	kind, _, closed := strings.Cut(rest, `"`)
	if !ok || !closed {
		return ""
	}
	return kind
}

func decode[T any](raw []byte) (v T) {
	// The other side is ours: what does not fit is a bug, and its zero harmless.
	_ = json.Unmarshal(raw, &v)
	return v
}

// read looks at the text again: front matter for the form, words for the bar.
func (m *Model) read() {
	f := source.NewFile(m.doc.Name, m.text())
	if m.page != nil {
		if page, ok := m.page.WithBody(f); ok {
			m.page = page
			m.words = countWords(f.Slice(page.Body))
			return
		}
	}
	m.page = document.Parse(f)
	m.words = countWords(f.Slice(m.page.Body))
}

// pageLang is the language that the page is written in: its own `lang`, the
// site's, else French. That of the interface says nothing about it.
func (m *Model) pageLang() string {
	for _, lang := range []string{m.front("lang"), m.names.Lang} {
		if lang != "" {
			return strings.ToLower(strings.SplitN(lang, "-", 2)[0])
		}
	}
	return "fr"
}

// front is a text of the front matter, "" without it.
func (m *Model) front(key string) string {
	if m.page == nil {
		return ""
	}
	s, _ := value.Text(m.page.Data.At(key))
	return s
}

// text asks for the document as it is now.
func (m *Model) text() string { return m.door.Text() }

// open shows what the editor asked for: panels toggle, the rest is a dialog.
func (m *Model) open(e openEvent) {
	switch e.Name {
	case "details":
		if m.panel == e.Name {
			m.panel = ""
		} else {
			m.panel = e.Name
			m.read()
			m.door.Run("names", nil)
		}
		m.changed("panel")
	case "check":
		m.toggleProblems()
	default:
		if e.Update {
			if m.dialog == e.Name {
				m.context = e.Context
			}
			return
		}
		m.dialog, m.context = e.Name, e.Context
		m.opened++
	}
}

func (m *Model) toggleProblems() {
	if m.problemsShown() {
		m.problem, m.hidden = false, true
	} else {
		m.problem, m.hidden = true, false
	}
	m.changed("problems")
}

// problemsShown: by itself when there is something to say, until it is closed.
func (m *Model) problemsShown() bool {
	return m.problem || !m.hidden && len(m.list.all) > 0
}

// counts are errors and warnings; what a check could not decide is neither.
func (m *Model) counts() (errors, warnings int) { return m.list.Blocking, m.list.Warnings }

func (m *Model) closeDialog() {
	m.dialog, m.context = "", nil
	m.changed("open")
}
