package document

import (
	"strconv"
	"strings"
	"time"

	"apercu/app/document/yaml"
	"apercu/app/template/value"
)

// This file writes one YAML scalar. Text stays unquoted when it reads back as
// the same text; otherwise it takes the quotes of the value it replaces, or
// those the file uses most.

// quoteStyle is the kind of quotes that the front matter uses most; double
// quotes when it uses none.
func (d *Document) quoteStyle() yaml.Style {
	single, double := 0, 0
	for _, k := range d.Keys {
		switch k.Style {
		case yaml.Single:
			single++
		case yaml.Double:
			double++
		}
	}
	if single > double {
		return yaml.Single
	}
	return yaml.Double
}

// quoteText puts text between quotes of that style, or between double quotes
// when the style cannot hold it.
func quoteText(text string, style yaml.Style) string {
	if style == yaml.Single && !strings.ContainsFunc(text, func(r rune) bool { return r < 0x20 || r == 0x7F || r == '\u0085' }) {
		return "'" + strings.ReplaceAll(text, "'", "''") + "'"
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < 0x20 || r >= 0x7F && r < 0xA0 || r == 0xFEFF || r == 0xFFFE || r == 0xFFFF:
			b.WriteString(`\u` + strings.Repeat("0", 4-len(strconv.FormatInt(int64(r), 16))) + strconv.FormatInt(int64(r), 16))
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// place of a scalar: inside [ ] and { } commas and brackets need quotes too.
type surroundings struct {
	inFlow bool
	quotes yaml.Style // for text that needs some
}

// scalarText writes a value, keeping the style of the scalar it replaces.
func scalarText(v value.Value, style yaml.Style, in surroundings) (string, bool) {
	switch v := v.(type) {
	case string:
		return textScalar(v, style, in), true
	case bool:
		return strconv.FormatBool(v), true
	case float64:
		text := value.ToString(v)
		got, err := yaml.Decode("k: " + text)
		return text, err == nil && got.(*value.Object).At("k") == value.Value(v)
	case value.Date:
		return dateText(v.Time.UTC()), !v.Invalid
	case nil, value.Null:
		if in.inFlow {
			return "null", true
		}
		return "", true
	}
	return "", false
}

// dateText is the shortest text that reads back as the instant.
func dateText(t time.Time) string {
	if t.Hour()+t.Minute()+t.Second()+t.Nanosecond() == 0 {
		return t.Format("2006-01-02")
	}
	return t.Format("2006-01-02T15:04:05.999Z")
}

func textScalar(text string, style yaml.Style, in surroundings) string {
	switch style {
	case yaml.Single, yaml.Double:
		return quoteText(text, style)
	}
	if readsPlain(text, in.inFlow) {
		return text
	}
	return quoteText(text, in.quotes)
}

// readsPlain reports text that needs no quotes: our reader, and so Eleventy's,
// gives it back unchanged. Text that other YAML readers take for a boolean
// (yes, on) gets quotes all the same.
func readsPlain(text string, inFlow bool) bool {
	switch strings.ToLower(text) {
	case "", "yes", "no", "on", "off", "y", "n":
		return false
	}
	if strings.ContainsAny(text, "\r\n") || strings.TrimSpace(text) != text {
		return false
	}
	sample := "k: " + text + "\nl: 1\n"
	if inFlow {
		sample = "k: [" + text + "]\nl: 1\n"
	}
	root, err := yaml.Decode(sample)
	if err != nil {
		return false
	}
	o, ok := root.(*value.Object)
	if !ok || o.Len() != 2 {
		return false
	}
	got := o.At("k")
	if list, ok := got.(*value.Array); ok && inFlow && len(list.Elems) == 1 {
		got = list.Elems[0]
	}
	return got == value.Value(text)
}
