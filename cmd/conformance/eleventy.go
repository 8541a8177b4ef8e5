package main

import (
	"encoding/json"
	"io"
	"math"

	"apercu/app/diag"
	"apercu/app/document"
	"apercu/app/eleventy"
	"apercu/app/site"
	"apercu/app/source"
	"apercu/app/template/value"
)

// This file answers the small things that Eleventy and its usual filters do:
// slugs, file slugs, Luxon's date formats, YAML, front matter and its dates.

func init() { modes["eleventy"] = eleventyCases }

type eleventyCase struct {
	ID    string
	Suite string
	Input json.RawMessage
}

type caseAnswer struct {
	ID     string `json:"id"`
	Output any    `json:"output,omitempty"`
	Error  string `json:"error,omitempty"`
}

// given is an output that may be false, null or empty and is printed all the same.
type given struct {
	ID     string `json:"id"`
	Output any    `json:"output"`
}

func eleventyCases(_ []string, in io.Reader, out io.Writer) error {
	return eachCase(in, out, func(c eleventyCase) any {
		run := suites[c.Suite]
		if run == nil {
			return caseAnswer{ID: c.ID, Error: "unknown suite " + c.Suite}
		}
		v, message := run(c.Input)
		if message != "" {
			return caseAnswer{ID: c.ID, Error: message}
		}
		return given{c.ID, v}
	}, func(c eleventyCase, message string) any { return caseAnswer{ID: c.ID, Error: message} })
}

var suites = map[string]func(json.RawMessage) (any, string){
	"slugify": func(in json.RawMessage) (any, string) {
		return eleventy.Slugify(decoded[string](in), eleventy.SlugifyOptions{}), ""
	},
	"slug": func(in json.RawMessage) (any, string) {
		return eleventy.Slug(decoded[string](in), eleventy.SlugOptions{}), ""
	},
	"file-slug":         fileSlug,
	"date-format":       dateFormat,
	"yaml":              yamlCase,
	"front-matter":      frontMatter,
	"front-matter-date": frontMatterDate,
}

func decoded[T any](in json.RawMessage) (v T) {
	_ = json.Unmarshal(in, &v)
	return v
}

func fileSlug(in json.RawMessage) (any, string) {
	f := decoded[struct{ InputPath, InputDir string }](in)
	return map[string]string{
		"fileSlug":     eleventy.FileSlug(f.InputPath, f.InputDir),
		"filePathStem": eleventy.FilePathStem(f.InputPath, f.InputDir),
	}, ""
}

func dateFormat(in json.RawMessage) (any, string) {
	f := decoded[struct{ Date, Format, Lang, Zone string }](in)
	d, ok := eleventy.ParseISO(f.Date)
	if !ok {
		return nil, "no date: " + f.Date
	}
	return eleventy.FormatDate(d, f.Format, f.Lang, f.Zone), ""
}

// parse reads a page; the first error is where gray-matter or Eleventy throws.
func parse(text string) (*document.Document, string) {
	d := document.Parse(source.NewFile("case.md", text))
	for _, x := range d.Diagnostics {
		// TOML needs an engine that a site has to register: without one,
		// Eleventy stops.
		if x.Severity == diag.Error || x.Code == "front-matter-toml" {
			return d, x.Code + ": " + x.Message.EN
		}
	}
	return d, ""
}

// yamlCase is a front matter's inner text.
func yamlCase(in json.RawMessage) (any, string) {
	d, message := parse("---\n" + decoded[string](in) + "\n---\nx\n")
	return map[string]any{"data": data(d), "content": d.File.Slice(d.Body)}, message
}

func frontMatter(in json.RawMessage) (any, string) {
	d, message := parse(decoded[string](in))
	language := d.Format
	if language == "" {
		language = "yaml"
	}
	return map[string]any{
		"data": data(d), "content": d.File.Slice(d.Body), "language": language,
		"isEmpty": d.Format != "" && d.Empty(),
	}, message
}

func data(d *document.Document) any {
	if d.Root != nil {
		return encoded(d.Root)
	}
	return encoded(d.Data)
}

func frontMatterDate(in json.RawMessage) (any, string) {
	d, message := parse("---\ndate: " + decoded[string](in) + "\n---\n")
	if message != "" {
		return nil, message
	}
	date, keyword, ok := site.PageDate(d.Data.At("date"))
	switch {
	case !ok:
		return nil, "date front matter value is invalid"
	case keyword != "":
		return map[string]string{"special": keyword}, ""
	}
	return encoded(date), ""
}

// encoded is a value as the recordings write it.
func encoded(v value.Value) any {
	switch v := v.(type) {
	case value.Date:
		return map[string]string{"$date": v.Time.UTC().Format("2006-01-02T15:04:05.000Z")}
	case value.Null, nil:
		return nil
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return map[string]string{"$num": value.ToString(v)}
		}
		return v
	case *value.Array:
		list := []any{}
		for _, e := range v.Elems {
			list = append(list, encoded(e))
		}
		return list
	case *value.Object:
		m := map[string]any{}
		for _, k := range v.Keys() {
			m[k] = encoded(v.At(k))
		}
		return m
	}
	return v
}
