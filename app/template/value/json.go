package value

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// This file reads and writes JSON as JSON.parse and JSON.stringify do; key
// order is kept.

const maxJSONDepth = 1000

// FromJSON reads one JSON value.
func FromJSON(data []byte) (Value, error) {
	p := jsonReader{s: strings.TrimPrefix(string(data), "\uFEFF")}
	v, err := p.value(0)
	if err != nil {
		return nil, err
	}
	if p.space(); p.i < len(p.s) {
		return nil, p.unexpected()
	}
	return v, nil
}

type jsonReader struct {
	s string
	i int
}

func (p *jsonReader) space() {
	for p.i < len(p.s) && (p.s[p.i] == ' ' || p.s[p.i] == '\t' || p.s[p.i] == '\n' || p.s[p.i] == '\r') {
		p.i++
	}
}

// unexpected names the line and column, both 1-based, columns in characters.
func (p *jsonReader) unexpected() error {
	before := p.s[:min(p.i, len(p.s))]
	line := 1 + strings.Count(before, "\n")
	column := 1 + utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:])
	if p.i >= len(p.s) {
		return Errorf("JSON incomplet (ligne %d, colonne %d)", "unexpected end of JSON (line %d, column %d)", line, column)
	}
	r, _ := utf8.DecodeRuneInString(p.s[p.i:])
	return Errorf("JSON : « %c » inattendu (ligne %d, colonne %d)", "JSON: unexpected %q (line %d, column %d)", r, line, column)
}

func (p *jsonReader) value(depth int) (Value, error) {
	p.space()
	if p.i >= len(p.s) || depth > maxJSONDepth {
		return nil, p.unexpected()
	}
	switch c := p.s[p.i]; {
	case c == '{':
		return p.object(depth)
	case c == '[':
		return p.array(depth)
	case c == '"':
		return p.text()
	case c == '-' || '0' <= c && c <= '9':
		return p.number()
	}
	for word, v := range jsonWords {
		if strings.HasPrefix(p.s[p.i:], word) {
			p.i += len(word)
			return v, nil
		}
	}
	return nil, p.unexpected()
}

var jsonWords = map[string]Value{"true": true, "false": false, "null": Null{}}

func (p *jsonReader) number() (Value, error) {
	start := p.i
	if p.s[p.i] == '-' {
		p.i++
	}
	if n := digitsAt(p.s, p.i); n == 0 || n > 1 && p.s[p.i] == '0' {
		return nil, p.unexpected()
	}
	n := decimalPrefix(p.s[start:])
	p.i = start + n
	if p.s[p.i-1] == '.' {
		return nil, p.unexpected()
	}
	return Number(parseDecimal(p.s[start:p.i])), nil
}

func (p *jsonReader) array(depth int) (Value, error) {
	a := &Array{}
	p.i++
	if p.space(); p.at(']') {
		return a, nil
	}
	for {
		v, err := p.value(depth + 1)
		if err != nil {
			return nil, err
		}
		a.Elems = append(a.Elems, v)
		if p.space(); p.at(']') {
			return a, nil
		}
		if !p.at(',') {
			return nil, p.unexpected()
		}
	}
}

func (p *jsonReader) object(depth int) (Value, error) {
	o := NewObject(0)
	p.i++
	if p.space(); p.at('}') {
		return o, nil
	}
	for {
		p.space()
		if p.i >= len(p.s) || p.s[p.i] != '"' {
			return nil, p.unexpected()
		}
		key, err := p.text()
		if err != nil {
			return nil, err
		}
		if p.space(); !p.at(':') {
			return nil, p.unexpected()
		}
		v, err := p.value(depth + 1)
		if err != nil {
			return nil, err
		}
		o.Set(key.(string), v)
		if p.space(); p.at('}') {
			return o, nil
		}
		if !p.at(',') {
			return nil, p.unexpected()
		}
	}
}

// at steps over c when it is next.
func (p *jsonReader) at(c byte) bool {
	if p.i < len(p.s) && p.s[p.i] == c {
		p.i++
		return true
	}
	return false
}

func (p *jsonReader) text() (Value, error) {
	p.i++
	start := p.i
	for p.i < len(p.s) && p.s[p.i] != '"' && p.s[p.i] != '\\' && p.s[p.i] >= ' ' {
		p.i++
	}
	if p.at('"') {
		return p.s[start : p.i-1], nil
	}
	b := append([]byte(nil), p.s[start:p.i]...)
	for p.i < len(p.s) {
		switch c := p.s[p.i]; {
		case c == '"':
			p.i++
			return joinSurrogates(string(b)), nil
		case c == '\\':
			var ok bool
			if b, ok = p.escape(b); !ok {
				return nil, p.unexpected()
			}
		case c < ' ':
			return nil, p.unexpected()
		default:
			b = append(b, c)
			p.i++
		}
	}
	return nil, p.unexpected()
}

func (p *jsonReader) escape(b []byte) ([]byte, bool) {
	p.i++
	if p.i >= len(p.s) {
		return b, false
	}
	c := p.s[p.i]
	if at := strings.IndexByte(`"\/bfnrt`, c); at >= 0 {
		p.i++
		return append(b, "\"\\/\b\f\n\r\t"[at]), true
	}
	if c != 'u' || p.i+5 > len(p.s) {
		return b, false
	}
	n, err := strconv.ParseUint(p.s[p.i+1:p.i+5], 16, 16)
	if err != nil {
		return b, false
	}
	p.i += 5
	return append(b, fromUnits([]uint16{uint16(n)})...), true
}

// ToJSON is JSON.stringify(v, null, indent): undefined for what has no JSON
// (undefined itself, a function). It fails on a structure that contains itself.
func ToJSON(v, indent Value) (Value, error) {
	w := jsonWriter{gap: jsonGap(indent)}
	ok, err := w.value(v, "\n")
	if !ok || err != nil {
		return nil, err
	}
	return string(w.b), nil
}

func jsonGap(indent Value) string {
	switch g := indent.(type) {
	case float64:
		return strings.Repeat(" ", max(0, min(10, ToInteger(g))))
	case string:
		return Substring(g, 0, 10)
	}
	return ""
}

type jsonWriter struct {
	b     []byte
	gap   string
	stack []Value
}

// value writes v; ok is false when v has no JSON and nothing was written.
// line is the line break and indentation that closes the value around it.
func (w *jsonWriter) value(v Value, line string) (ok bool, err error) {
	switch v := v.(type) {
	case nil, *Func:
		return false, nil
	case Null:
		w.b = append(w.b, "null"...)
	case bool:
		w.b = strconv.AppendBool(w.b, v)
	case float64:
		w.b = appendJSONNumber(w.b, v)
	case string:
		w.b = appendQuoted(w.b, v)
	case Safe: // an object with these two properties
		o := NewObject(2)
		o.Set("val", string(v))
		o.Set("length", Int(Length(string(v))))
		return true, w.object(o, line)
	case Date:
		if v.Invalid {
			w.b = append(w.b, "null"...)
		} else {
			w.b = appendQuoted(w.b, v.ISO())
		}
	case *Regexp:
		w.b = append(w.b, "{}"...)
	case *Array:
		return true, w.nested(v, func() error { return w.array(v, line) })
	case *Object:
		return true, w.nested(v, func() error { return w.object(v, line) })
	}
	return true, nil
}

func appendJSONNumber(b []byte, f float64) []byte {
	if f-f != 0 { // NaN and infinities
		return append(b, "null"...)
	}
	return AppendNumber(b, f)
}

// nested guards against cycles and against depth.
func (w *jsonWriter) nested(v Value, write func() error) error {
	for _, s := range w.stack {
		if s == v {
			return Errorf("cette valeur se contient elle-même : elle n’a pas de JSON", "Converting circular structure to JSON")
		}
	}
	if len(w.stack) > maxJSONDepth {
		return Errorf("valeur trop imbriquée pour être écrite en JSON", "value nested too deeply for JSON")
	}
	w.stack = append(w.stack, v)
	err := write()
	w.stack = w.stack[:len(w.stack)-1]
	return err
}

func (w *jsonWriter) array(a *Array, line string) error {
	inner := line + w.gap
	w.b = append(w.b, '[')
	for i, e := range a.Elems {
		w.separate(i, inner)
		ok, err := w.value(e, inner)
		if err != nil {
			return err
		}
		if !ok {
			w.b = append(w.b, "null"...)
		}
	}
	w.close(len(a.Elems), line, ']')
	return nil
}

func (w *jsonWriter) object(o *Object, line string) error {
	inner, n := line+w.gap, 0
	w.b = append(w.b, '{')
	for _, k := range o.Keys() {
		mark := len(w.b)
		w.separate(n, inner)
		w.b = append(appendQuoted(w.b, k), ':')
		if w.gap != "" {
			w.b = append(w.b, ' ')
		}
		ok, err := w.value(o.At(k), inner)
		if err != nil {
			return err
		}
		if !ok {
			w.b = w.b[:mark]
			continue
		}
		n++
	}
	w.close(n, line, '}')
	return nil
}

func (w *jsonWriter) separate(i int, line string) {
	if i > 0 {
		w.b = append(w.b, ',')
	}
	if w.gap != "" {
		w.b = append(w.b, line...)
	}
}

func (w *jsonWriter) close(n int, line string, c byte) {
	if n > 0 && w.gap != "" {
		w.b = append(w.b, line...)
	}
	w.b = append(w.b, c)
}

// appendQuoted is QuoteJSONString: only ", \, controls and lone surrogates are
// escaped.
func appendQuoted(b []byte, s string) []byte {
	b = append(b, '"')
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		case c < ' ':
			b = appendControl(b, c)
		case c == 0xED && isLone(s[i:]):
			r, _ := decode(s[i:])
			b = append(append(b, '\\', 'u'), strconv.FormatInt(int64(r), 16)...)
			i += 2
		default:
			b = append(b, c)
		}
		i++
	}
	return append(b, '"')
}

func appendControl(b []byte, c byte) []byte {
	if at := strings.IndexByte("\b\f\n\r\t", c); at >= 0 {
		return append(b, '\\', "bfnrt"[at])
	}
	const hex = "0123456789abcdef"
	return append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
}
