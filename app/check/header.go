package check

import (
	"strings"

	"apercu/app/diag"
	"apercu/app/document"
	"apercu/app/document/yaml"
	"apercu/app/source"
	"apercu/app/template/value"
)

// header is the front matter as rules ask for it.
type header struct{ doc *document.Document }

func newHeader(d *document.Document) *header { return &header{d} }

// present reports whether the page has a front matter.
func (h *header) present() bool { return h.doc.Format != "" }

// readable reports whether it could be read: rules on single keys stay silent otherwise.
func (h *header) readable() bool {
	if !h.present() {
		return false
	}
	return !diag.HasErrors(h.doc.Diagnostics)
}

// key is a key with its spans; ok is false when the page does not give it.
func (h *header) key(path ...string) (document.Key, bool) {
	if k := h.doc.Key(path...); k != nil {
		return *k, true
	}
	return document.Key{}, false
}

// str is the text of a key, "" when it is missing or no text.
func (h *header) str(path ...string) string {
	k := h.doc.Key(path...)
	if k == nil {
		return ""
	}
	s, _ := value.Text(k.Data)
	return s
}

// set gives a fix that writes a value under a key, nothing when the front
// matter does not allow it.
func (p *Pass) set(title diag.Text, needs bool, text value.Value, path ...string) []diag.Fix {
	edits, err := p.Document.Set(path, text)
	if err != nil || len(edits) == 0 {
		return nil
	}
	return []diag.Fix{{Title: title, Edits: edits, Needs: needs}}
}

// list is the texts of a key that holds a list, or one text.
func (h *header) list(name string) []document.Key {
	k, ok := h.key(name)
	if !ok {
		return nil
	}
	if k.Kind != yaml.Sequence {
		if s, ok := value.Text(k.Data); ok && s != "" {
			return []document.Key{k}
		}
		return nil
	}
	var out []document.Key
	for _, x := range h.doc.Keys {
		if len(x.Path) == 2 && x.Path[0] == name {
			out = append(out, x)
		}
	}
	return out
}

// inherited is what the page gets for a key from its folder, its layout or the site.
func (p *Pass) inherited(key string) string {
	if p.Site == nil {
		return ""
	}
	return p.Site.Inherited(p.File.Name(), key)
}

// headerSpan is the place of a remark on the front matter as a whole: its opening fence.
func (p *Pass) headerSpan() source.Span { return p.File.LineSpan(p.File.Line(p.Document.Block.Start)) }

// newline is the line ending of the file.
func (p *Pass) newline() string {
	if strings.Contains(p.File.Text(), "\r\n") {
		return "\r\n"
	}
	return "\n"
}

// layout is the name of the layout, inherited or not.
func (p *Pass) layout() string { return orElse(p.head.str("layout"), p.inherited("layout")) }
