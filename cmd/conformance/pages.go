package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"apercu/app/diag"
	"apercu/app/render"
	"apercu/app/site"
	"apercu/app/source"
	"apercu/app/template/value"
)

// This file answers pages: each record's input is rendered by app/render with
// a site.Site made of the recording of its site.

func init() { modes["pages"] = pages }

type siteRecord struct {
	Site        string
	Globals     json.RawMessage
	Includes    map[string]string
	Collections json.RawMessage
	Items       []json.RawMessage
	URLs        map[string]string
	Files       map[string]string
	Markdown    struct {
		Containers      []string
		CalloutTitleTag string
		AnchorLevels    []int
		TableClass      *string
		Attributes      bool
		Versions        struct{ Eleventy, MarkdownIt, Attrs string }
	}
	Shortcodes map[string]struct {
		Params   []string
		Paired   bool
		Template string
	}
	SiteFilters []string
}

type pageRecord struct {
	Site  string
	Path  string
	Input string
	Page  json.RawMessage
	Data  json.RawMessage
}

type pageAnswer struct {
	Site    string  `json:"site"`
	Path    string  `json:"path"`
	Content *string `json:"content,omitempty"`
	Error   string  `json:"error,omitempty"`
}

func pages(args []string, in io.Reader, out io.Writer) error {
	flags := flag.NewFlagSet("pages", flag.ContinueOnError)
	sitesFile := flags.String("sites", "", "the recorded sites, JSON lines")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *sitesFile == "" {
		return errors.New("pages needs --sites FILE")
	}
	sites, err := readSites(*sitesFile)
	if err != nil {
		return err
	}
	return eachCase(in, out, func(c pageRecord) any {
		s := sites[c.Site]
		if s == nil {
			return pageAnswer{Site: c.Site, Path: c.Path, Error: "no recording of this site"}
		}
		return renderRecord(s, c)
	}, func(c pageRecord, message string) any {
		return pageAnswer{Site: c.Site, Path: c.Path, Error: message}
	})
}

// renderRecord answers the content, or the first error: the real build would stop there.
func renderRecord(s *site.Site, c pageRecord) any {
	if len(c.Page) > 0 && string(c.Page) != "null" {
		s.Record(c.Path, object(c.Data), object(c.Page))
	}
	f := source.NewFile(c.Path, c.Input)
	p := render.Render(s, c.Path, f, nil)
	a := pageAnswer{Site: c.Site, Path: c.Path}
	for _, d := range p.Diagnostics {
		if d.Severity == diag.Error && !d.Unsure {
			at := f.Position(d.Span.Start)
			a.Error = fmt.Sprintf("%d:%d: %s: %s", at.Line+1, at.Column+1, d.Code, d.Message.EN)
			return a
		}
	}
	a.Content = &p.Content
	return a
}

func readSites(name string) (map[string]*site.Site, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	sites := map[string]*site.Site{}
	err = eachCase(f, io.Discard, func(r siteRecord) any {
		sites[r.Site] = newSite(r)
		return nil
	}, func(r siteRecord, message string) any {
		fmt.Fprintln(os.Stderr, "conformance:", r.Site, message)
		return nil
	})
	return sites, err
}

func newSite(r siteRecord) *site.Site {
	p := site.Parts{
		Config:   site.DefaultConfig(),
		Includes: r.Includes,
		Globals:  object(r.Globals),
		URLs:     r.URLs,
		Files:    r.Files,
		Filters:  r.SiteFilters,
	}
	m := &p.Config.Markdown
	m.Eleventy = int(number(r.Markdown.Versions.Eleventy))
	m.MarkdownIt = int(number(r.Markdown.Versions.MarkdownIt))
	m.Containers, m.CalloutTitleTag, m.Anchors = r.Markdown.Containers, r.Markdown.CalloutTitleTag, r.Markdown.AnchorLevels
	m.TableClass = ""
	if r.Markdown.TableClass != nil {
		m.TableClass = *r.Markdown.TableClass
	}
	m.Attributes = 0
	if r.Markdown.Attributes {
		m.SetAttributes(number(r.Markdown.Versions.Attrs))
	}
	for name, sc := range r.Shortcodes {
		p.Shortcodes = append(p.Shortcodes, site.ShortcodePart{Name: name, Params: sc.Params, Paired: sc.Paired, Template: sc.Template})
	}
	p.Collections = collectionsOf(r)
	return site.New(p, site.Options{Now: time.Now()})
}

func collectionsOf(r siteRecord) *value.Object {
	items := make([]value.Value, len(r.Items))
	for i, raw := range r.Items {
		o := object(raw)
		page := value.NewObject(6)
		for _, k := range []string{"inputPath", "url", "outputPath", "fileSlug", "filePathStem", "date"} {
			page.Set(k, o.At(k))
		}
		o.Set("page", page)
		if data, ok := o.At("data").(*value.Object); ok {
			data.Set("page", page)
		}
		items[i] = o
	}
	all, _ := atIndexes(object(r.Collections), items).(*value.Object)
	return all
}

// atIndexes puts items where a collection has their indexes; a site may have
// collections of collections.
func atIndexes(v value.Value, items []value.Value) value.Value {
	switch v := v.(type) {
	case float64:
		if i := int(v); i >= 0 && i < len(items) {
			return items[i]
		}
	case *value.Array:
		for i := range v.Elems {
			v.Elems[i] = atIndexes(v.Elems[i], items)
		}
	case *value.Object:
		for _, k := range v.Keys() {
			v.Set(k, atIndexes(v.At(k), items))
		}
	}
	return v
}

// number is the leading number of a version: "4.1.6" is 4.1.
func number(version string) float64 {
	parts := strings.SplitN(version, ".", 3)
	n, _ := strconv.ParseFloat(strings.Join(parts[:min(2, len(parts))], "."), 64)
	return n
}

// object decodes a JSON object with the recording's marks: {"$date": ISO},
// {"$num": "Infinity"}.
func object(raw json.RawMessage) *value.Object {
	v, err := value.FromJSON(bytes.TrimSpace(raw))
	if err != nil {
		return value.NewObject(0)
	}
	o, ok := unmark(v).(*value.Object)
	if !ok {
		return value.NewObject(0)
	}
	return o
}

func unmark(v value.Value) value.Value {
	switch v := v.(type) {
	case *value.Array:
		for i := range v.Elems {
			v.Elems[i] = unmark(v.Elems[i])
		}
	case *value.Object:
		if s, ok := v.At("$date").(string); ok && v.Len() == 1 {
			t, err := time.Parse(time.RFC3339Nano, s)
			return value.Date{Time: t, Invalid: err != nil}
		}
		if s, ok := v.At("$num").(string); ok && v.Len() == 1 {
			n, _ := strconv.ParseFloat(s, 64)
			return n
		}
		for _, k := range v.Keys() {
			v.Set(k, unmark(v.At(k)))
		}
	}
	return v
}
