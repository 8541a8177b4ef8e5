// Package ask answers the interface's questions about the open document that
// are no rendering: what video is this address, what transcription do these
// subtitles make, which bytes change when this field is set, what link carries
// this page, what does that link carry, what differs.
//
// Each question is a name, arguments in JSON and sometimes a file; each answer
// is JSON. The types on the other side are declared in web/editor/ask.ts; both
// change together. A question changes nothing: edits come back for the editor
// to make, in UTF-16 code units of the text that was asked about. What an author can get
// wrong is part of an answer; an error is a bug of the caller.
package ask

import (
	"encoding/json"
	"fmt"
	"sort"

	"apercu/app/check"
	"apercu/app/diag"
	"apercu/app/source"
)

// Context is what questions are about.
type Context struct {
	Text string // the open document as it now is
	// Render renders another text as the open site would: for comparing and for
	// links. It may be nil where there is no renderer.
	Render func(path, text string) Rendered
	// Weigh adds up what the open page makes a visitor download; images are sizes
	// of those that only the editor has, by the address that the page writes. nil,
	// or false, where there is no page.
	Weigh func(images map[string]int64) (check.Weight, bool)
	// Offer tells what a page of the open site can name; nil where there is none.
	Offer func() Offer
	// Mend makes the certain fixes of the open page that count. It may be nil.
	Mend func(counts func(*source.File, diag.Diagnostic) bool) (check.Mended, error)
	// DailymotionPlayer and PeerTubeHosts are the site's own settings.
	DailymotionPlayer string
	PeerTubeHosts     []string
}

// handler answers one question. file is the binary argument, nil when there is none.
type handler func(c Context, args json.RawMessage, file []byte) (any, error)

var handlers = map[string]handler{}

// question registers a handler under a name, with typed arguments.
func question[A any](name string, answer func(c Context, args A, file []byte) (any, error)) {
	handlers[name] = func(c Context, raw json.RawMessage, file []byte) (any, error) {
		var args A
		if len(raw) > 0 {
			if err := json.Unmarshal(raw, &args); err != nil {
				return nil, err
			}
		}
		return answer(c, args, file)
	}
}

// Names lists the questions, alphabetically.
func Names() []string {
	var out []string
	for name := range handlers {
		out = append(out, name)
	}
	sort.Strings(out)
	return out
}

// Answer gives {"result": …} or {"error": "…"}. It never panics: a bug met on
// the way is an error.
func Answer(c Context, name string, args, file []byte) (answer string) {
	defer func() {
		if cause := recover(); cause != nil {
			answer = encode(map[string]any{"error": fmt.Sprintf("%s: %v", name, cause)})
		}
	}()
	h, ok := handlers[name]
	if !ok {
		return encode(map[string]any{"error": fmt.Sprintf("there is no question %q", name)})
	}
	result, err := h(c, args, file)
	if err != nil {
		return encode(map[string]any{"error": name + ": " + err.Error()})
	}
	return encode(map[string]any{"result": result})
}

func encode(v any) string {
	out, err := json.Marshal(v)
	if err != nil {
		return `{"error":"the answer could not be encoded"}`
	}
	return string(out)
}

// change is an edit as an editor makes it: offsets in UTF-16 code units.
type change struct {
	From int    `json:"from"`
	To   int    `json:"to"`
	Text string `json:"text"`
}

func changes(f *source.File, edits []diag.Edit) []change {
	out := make([]change, 0, len(edits))
	for _, e := range edits {
		out = append(out, change{f.UTF16(e.Span.Start), f.UTF16(e.Span.End), e.New})
	}
	sort.Slice(out, func(i, j int) bool { return out[i].From < out[j].From })
	return out
}

// text is a sentence in both languages.
type text struct {
	FR string `json:"fr"`
	EN string `json:"en"`
}

func sentence(t diag.Text) text { return text{t.In("fr"), t.EN} }
