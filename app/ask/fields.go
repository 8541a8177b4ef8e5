package ask

import (
	"encoding/json"
	"errors"
	"time"

	"apercu/app/diag"
	"apercu/app/document"
	"apercu/app/source"
	"apercu/app/template/value"
)

// fieldsAnswer is the front matter as the page details form shows it.
type fieldsAnswer struct {
	Format string  `json:"format"` // "yaml", "json", "toml", "" for none
	Valid  bool    `json:"valid"`
	Error  *text   `json:"error,omitempty"` // why the form is disabled
	Line   int     `json:"line"`            // of the error, 0-based
	Fields []field `json:"fields"`          // leaves, in the order of the file
}

type field struct {
	Path  []string        `json:"path"`
	Value json.RawMessage `json:"value"` // dates as "2006-01-02" or an instant
	Line  int             `json:"line"`  // 0-based
	Kind  string          `json:"kind"`  // "text", "number", "boolean", "date", "null", "list", "other"
}

// setAnswer is the way to set one field, or why it cannot be set.
type setAnswer struct {
	Changes []change `json:"changes"`
	Refusal *text    `json:"refusal,omitempty"`
}

func init() {
	question("fields", func(c Context, _ struct{}, _ []byte) (any, error) {
		return fields(document.Parse(source.NewFile("", c.Text))), nil
	})
	// setField: Value is JSON; a text that is a day is written as a date when
	// Date says so. No Value deletes the field.
	question("setField", func(c Context, args struct {
		Path  []string
		Value json.RawMessage
		Date  bool
	}, _ []byte) (any, error) {
		return set(document.Parse(source.NewFile("", c.Text)), args.Path, args.Value, args.Date)
	})
}

func fields(d *document.Document) fieldsAnswer {
	a := fieldsAnswer{Format: d.Format, Valid: true, Fields: []field{}}
	for _, m := range d.Diagnostics {
		if m.Severity == diag.Error && m.Span.Start < max(d.Body.Start, 1) {
			s := sentence(m.Message)
			a.Valid, a.Error, a.Line = false, &s, d.File.Line(m.Span.Start)
			break
		}
	}
	inList := ""
	for _, k := range d.Keys {
		if inList != "" && under(k.Path, inList) {
			continue
		}
		inList = ""
		kind := kindOf(k.Data)
		if kind == "list" {
			inList = join(k.Path)
		}
		if kind == "object" {
			continue
		}
		a.Fields = append(a.Fields, field{k.Path, plain(k.Data), d.File.Line(k.Key.Start), kind})
	}
	return a
}

func set(d *document.Document, path []string, raw json.RawMessage, date bool) (any, error) {
	var edits []diag.Edit
	var err error
	if len(raw) == 0 || string(raw) == "null" {
		edits, err = d.Delete(path)
	} else {
		var v value.Value
		if v, err = value.FromJSON(raw); err != nil {
			return nil, err
		}
		if s, ok := v.(string); ok && date {
			if t, e := time.Parse("2006-01-02", s); e == nil {
				v = value.Date{Time: t}
			}
		}
		edits, err = d.Set(path, v)
	}
	var refusal *document.Refusal
	if errors.As(err, &refusal) {
		s := sentence(refusal.Reason)
		return setAnswer{[]change{}, &s}, nil
	}
	if err != nil {
		return nil, err
	}
	return setAnswer{changes(d.File, edits), nil}, nil
}

func kindOf(v value.Value) string {
	switch v := v.(type) {
	case nil, value.Null:
		return "null"
	case bool:
		return "boolean"
	case float64:
		return "number"
	case string, value.Safe:
		return "text"
	case value.Date:
		return "date"
	case *value.Array:
		for _, e := range v.Elems {
			if kindOf(e) == "object" || kindOf(e) == "list" {
				return "other"
			}
		}
		return "list"
	case *value.Object:
		return "object"
	}
	return "other"
}

// plain is a value as JSON; a date at midnight is its day.
func plain(v value.Value) json.RawMessage {
	if d, ok := v.(value.Date); ok && !d.Invalid && d.Time.Equal(d.Time.Truncate(24*time.Hour)) {
		v = d.Time.UTC().Format("2006-01-02")
	}
	out, err := value.ToJSON(v, nil)
	s, ok := out.(string)
	if err != nil || !ok {
		return json.RawMessage("null")
	}
	return json.RawMessage(s)
}

func join(path []string) string {
	s := ""
	for _, p := range path {
		s += p + "\x00"
	}
	return s
}

func under(path []string, prefix string) bool {
	s := join(path)
	return len(s) > len(prefix) && s[:len(prefix)] == prefix
}
