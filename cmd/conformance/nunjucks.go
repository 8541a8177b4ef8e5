package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"path"

	"apercu/app/diag"
	"apercu/app/source"
	"apercu/app/template"
	"apercu/app/template/syntax"
	"apercu/app/template/value"
)

// This file renders recorded nunjucks cases. A case passes when its output is
// the same, or when an error was expected and rendering gave one.

func init() {
	modes["nunjucks"] = func(_ []string, in io.Reader, out io.Writer) error { return runNunjucks(in, out) }
}

type nunjucksCase struct {
	ID        string            `json:"id"`
	Template  string            `json:"template"`
	Ctx       json.RawMessage   `json:"ctx"`
	Opts      nunjucksOptions   `json:"opts"`
	Templates map[string]string `json:"templates"`
	Main      string            `json:"main"`
}

type nunjucksOptions struct {
	Autoescape       *bool             `json:"autoescape"`
	ThrowOnUndefined bool              `json:"throwOnUndefined"`
	TrimBlocks       bool              `json:"trimBlocks"`
	LstripBlocks     bool              `json:"lstripBlocks"`
	Tags             map[string]string `json:"tags"`
}

type nunjucksAnswer struct {
	ID     string  `json:"id"`
	Output *string `json:"output,omitempty"`
	Error  string  `json:"error,omitempty"`
}

// runNunjucks answers one line a case, in order.
func runNunjucks(in io.Reader, out io.Writer) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 64<<20)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	for lines.Scan() {
		if len(lines.Bytes()) == 0 {
			continue
		}
		var c nunjucksCase
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			return fmt.Errorf("reading a nunjucks case: %w", err)
		}
		if err := enc.Encode(c.answer()); err != nil {
			return err
		}
	}
	return lines.Err()
}

// templates is a Loader of the case's own templates; as nunjucks' file loader
// it takes "./name" for "name".
type templates map[string]string

func (t templates) Load(name string) (*source.File, error) {
	text, ok := t[name]
	if !ok {
		text, ok = t[path.Clean(name)]
	}
	if !ok {
		return nil, &fs.PathError{Op: "load", Path: name, Err: fs.ErrNotExist}
	}
	return source.NewFile(name, text), nil
}

func (c *nunjucksCase) answer() (a nunjucksAnswer) {
	a.ID = c.ID
	defer func() {
		if e := recover(); e != nil {
			a.Output, a.Error = nil, fmt.Sprint("panic: ", e)
		}
	}()
	ctx, err := value.FromJSON(c.Ctx)
	if err != nil {
		a.Error = err.Error()
		return a
	}
	object, _ := decodeTyped(ctx).(*value.Object)
	res := c.render(object)
	if diag.HasErrors(res.Diagnostics) {
		for _, d := range res.Diagnostics {
			if d.Severity == diag.Error {
				a.Error = d.Code + ": " + d.Message.EN
				return a
			}
		}
	}
	a.Output = &res.Output
	return a
}

func (c *nunjucksCase) render(ctx *value.Object) *template.Result {
	o := template.Options{Autoescape: true, ThrowOnUndefined: c.Opts.ThrowOnUndefined, TrimBlocks: c.Opts.TrimBlocks,
		LstripBlocks: c.Opts.LstripBlocks, Loader: templates(c.Templates)}
	if c.Opts.Autoescape != nil {
		o.Autoescape = *c.Opts.Autoescape
	}
	if t := c.Opts.Tags; t != nil {
		o.Delimiters = &syntax.Delimiters{BlockStart: t["blockStart"], BlockEnd: t["blockEnd"], VariableStart: t["variableStart"],
			VariableEnd: t["variableEnd"], CommentStart: t["commentStart"], CommentEnd: t["commentEnd"]}
	}
	e := template.New(o)
	if c.Main != "" {
		if t, err := e.Template(c.Main); err == nil {
			return t.Render(ctx)
		}
	}
	return e.Parse(source.NewFile("", c.Template), source.Span{End: len(c.Template)}).Render(ctx)
}

// decodeTyped turns the records' {"$date": …} and {"$num": …} into the values
// that JSON cannot hold.
func decodeTyped(v value.Value) value.Value {
	switch v := v.(type) {
	case *value.Array:
		for i, e := range v.Elems {
			v.Elems[i] = decodeTyped(e)
		}
	case *value.Object:
		if v.Len() == 1 {
			if s, ok := v.At("$num").(string); ok {
				return value.ToNumber(s)
			}
			if s, ok := v.At("$date").(string); ok {
				return parseDate(s)
			}
		}
		for _, k := range v.Keys() {
			v.Set(k, decodeTyped(v.At(k)))
		}
	}
	return v
}
