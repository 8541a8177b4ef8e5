package ui

import (
	"encoding/json"

	"apercu/app/diag"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// This file is the Go side of the door to the source editor. It mirrors the
// section "page ⇄ interface" of web/editor/bridge.ts: change them together.
// Offsets are UTF-16 code units, lines 0-based in diagnostics, 1-based in the
// caret, as over there.

// Door is window.apercu. Tests have one of their own.
type Door interface {
	// Run does a command by name; args are encoded to JSON, nil for none. The
	// answer is JSON, "" for none.
	Run(command string, args any) string
	// Subscribe is called once; listener receives each event as JSON.
	Subscribe(listener func(json string))
	// Text is the document as it now is. It comes as it is, not as JSON: read
	// through JSON, 100 KB took 13 ms of the page at each pause in the typing.
	Text() string
	// Bytes takes the file that a "file" event announced.
	Bytes() []byte
}

type browserDoor struct{ listener app.Func }

func (d *browserDoor) apercu() app.Value { return app.Window().Get("apercu") }

func (d *browserDoor) Run(command string, args any) string {
	text := ""
	if args != nil {
		data, err := json.Marshal(args)
		if err != nil {
			panic(err)
		}
		text = string(data)
	}
	return d.apercu().Call("run", command, text).String()
}

func (d *browserDoor) Subscribe(listener func(string)) {
	d.listener = app.FuncOf(func(_ app.Value, args []app.Value) any {
		listener(args[0].String())
		return nil
	})
	d.apercu().Call("subscribe", d.listener)
}

func (d *browserDoor) Text() string { return d.apercu().Call("text").String() }

func (d *browserDoor) Bytes() []byte {
	array := d.apercu().Get("bytes")
	if !array.Truthy() {
		return nil
	}
	data := make([]byte, array.Get("length").Int())
	app.CopyBytesToGo(data, array)
	d.apercu().Set("bytes", nil)
	return data
}

type documentEvent struct {
	Name     string `json:"name"`
	Path     string `json:"path"`
	Encoding string `json:"encoding"`
	Ending   string `json:"ending"`
	Filed    bool   `json:"filed"`
	ReadOnly bool   `json:"readOnly"`
}

type saveEvent struct {
	State   string  `json:"state"` // saved, waiting, saving, failed, stale
	At      float64 `json:"at"`    // Unix milliseconds
	Message string  `json:"message"`
}

type caretEvent struct {
	Line      int    `json:"line"`
	Column    int    `json:"column"`
	Selected  int    `json:"selected"`
	Shortcode string `json:"shortcode"`
}

type prefsEvent struct {
	Lang       string `json:"lang"`
	Theme      string `json:"theme"`
	Width      string `json:"width"`
	Pane       string `json:"pane"`
	Sync       bool   `json:"sync"`
	TabIndents bool   `json:"tabIndents"`
}

type worldEvent struct {
	Engine       string `json:"engine"`
	Message      string `json:"message"`
	Percent      int    `json:"percent"`
	Online       bool   `json:"online"`
	OfflineReady bool   `json:"offlineReady"`
	Update       bool   `json:"update"`
	Build        string `json:"build"`
}

// namesEvent is what the open site offers to the forms.
type namesEvent struct {
	Site    bool     `json:"site"`
	Lang    string   `json:"lang"`
	Layouts []string `json:"layouts"`
	Tags    []string `json:"tags"`
	Hosts   []string `json:"hosts"` // of PeerTube
	// Captions: the site has a shortcode that gives a Markdown table its caption.
	Captions bool `json:"captions"`
}

// lighterEvent is a WebP copy of the image that the dialog of that id asks about.
type lighterEvent struct {
	ID     int     `json:"id"`
	Bytes  float64 `json:"bytes"`
	Width  int     `json:"width"`
	Height int     `json:"height"`
}

type openEvent struct {
	Name    string          `json:"name"`
	Context json.RawMessage `json:"context"`
	Update  bool            `json:"update"` // only if that dialog is open still
}

type noticeEvent struct {
	ID     int    `json:"id"`
	Kind   string `json:"kind"` // info, warn, bad
	Text   string `json:"text"`
	Action string `json:"action"`
}

type fileEvent struct {
	Purpose string `json:"purpose"`
	Name    string `json:"name"`
}

type text struct {
	FR string `json:"fr"`
	EN string `json:"en"`
}

func (t text) in(lang string) string {
	if lang == "en" && t.EN != "" {
		return t.EN
	}
	return diag.French(t.FR)
}

type change struct {
	From int    `json:"from"`
	To   int    `json:"to"`
	Text string `json:"text"`
}

type fix struct {
	Title text     `json:"title"`
	Edits []change `json:"edits"`
	Needs bool     `json:"needs"`
}

type diagnostic struct {
	Code     string `json:"code"`
	Key      string `json:"key"` // stable when the text moves
	Severity string `json:"severity"`
	From     int    `json:"from"`
	To       int    `json:"to"`
	Line     int    `json:"line"`
	Message  text   `json:"message"`
	Hint     text   `json:"hint"`
	Ref      string `json:"ref"`
	Unsure   bool   `json:"unsure"`
	Fixes    []fix  `json:"fixes"`
	Places   int    `json:"places"` // how many it stands for, 0 for itself

	HelpURL string `json:"helpURL"` // of a finding of axe-core
	Version int    `json:"-"`       // of the text that the offsets count in
}

type summaryEvent struct {
	Version     int          `json:"version"`
	URL         string       `json:"url"`
	Diagnostics []diagnostic `json:"diagnostics"`
}
