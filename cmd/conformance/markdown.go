package main

import (
	"encoding/json"
	"io"
	"regexp"
	"strings"

	"apercu/app/eleventy"
	"apercu/app/markdown"
)

// This file answers the Markdown cases: markdown-it alone, with one plugin as
// that plugin's own tests set it, and in the stacks of the eleventy-dsfr theme.

func init() {
	modes["markdown"] = func(_ []string, in io.Reader, out io.Writer) error { return runMarkdown(in, out) }
}

type markdownCase struct {
	ID      string          `json:"id"`
	Plugin  string          `json:"plugin"`
	Options markdownOptions `json:"options"`
	Input   string          `json:"input"`
}

type markdownOptions struct {
	Preset      string            `json:"preset"`
	HTML        bool              `json:"html"`
	Linkify     bool              `json:"linkify"`
	Typographer bool              `json:"typographer"`
	Breaks      bool              `json:"breaks"`
	LangPrefix  *string           `json:"langPrefix"`
	Disable     []string          `json:"disable"`
	Ctor        []json.RawMessage `json:"ctor"`
	Uses        [][]any           `json:"uses"`
	Other       [][]any           `json:"other"`
	Method      string            `json:"method"`
	Stack       string            `json:"stack"`
}

type markdownAnswer struct {
	ID     string `json:"id"`
	Output string `json:"output"`
	Error  string `json:"error,omitempty"`
}

func runMarkdown(in io.Reader, out io.Writer) error {
	converters := map[string]*markdown.Converter{}
	return eachCase(in, out, func(c markdownCase) any {
		key, _ := json.Marshal(struct {
			Plugin  string
			Options markdownOptions
		}{c.Plugin, c.Options})
		converter := converters[string(key)]
		if converter == nil {
			converter = markdown.New(markdownSetup(c))
			converters[string(key)] = converter
		}
		if c.Options.Method == "renderInline" {
			return markdownAnswer{ID: c.ID, Output: converter.ConvertInline(c.Input)}
		}
		r := converter.Convert(c.Input)
		answer := markdownAnswer{ID: c.ID, Output: r.HTML}
		if len(r.Clashes) > 0 {
			answer.Error = "id written twice: " + r.Clashes[0].ID
		}
		return answer
	}, func(c markdownCase, message string) any {
		return markdownAnswer{ID: c.ID, Error: message}
	})
}

// markdownSetup reads a case's options as the recorder gave them to markdown-it 13.
func markdownSetup(c markdownCase) markdown.Options {
	const version = 13
	switch {
	case c.Options.Preset == "commonmark":
		return markdown.CommonMark(version)
	case c.Options.Stack != "":
		return markdownStack(version, c.Plugin)
	}
	o := markdown.Default(version)
	set := func(m markdownOptions) {
		o.HTML = o.HTML || m.HTML
		o.Linkify = o.Linkify || m.Linkify
		o.Typographer = o.Typographer || m.Typographer
		o.Breaks = o.Breaks || m.Breaks
		if m.LangPrefix != nil {
			o.LangPrefix = *m.LangPrefix
		}
		for _, rule := range m.Disable {
			o.NoIndentedCode = o.NoIndentedCode || rule == "code"
		}
	}
	set(c.Options)
	for _, raw := range c.Options.Ctor {
		var m markdownOptions
		if json.Unmarshal(raw, &m) == nil {
			set(m)
		}
	}
	for _, call := range c.Options.Other {
		if len(call) == 2 && call[0] == "set" {
			values, _ := call[1].(map[string]any)
			o.Typographer = o.Typographer || values["typographer"] == true
		}
	}
	for _, use := range c.Options.Uses {
		usePlugin(&o, use)
	}
	return o
}

func markdownStack(version int, plugin string) markdown.Options {
	o := markdown.DSFR(version, "callout", "highlight", "quote", "alert", "accordion")
	if strings.Contains(plugin, "noanchor") {
		o.AttrsVersion = markdown.Attrs45
		return o
	}
	o.AttrsVersion = markdown.Attrs43
	o.Anchors = markdown.DSFRAnchor([]int{1, 2, 3, 4}, slugify)
	return o
}

func usePlugin(o *markdown.Options, use []any) {
	name, _ := use[0].(string)
	var values map[string]any
	if len(use) > 1 {
		values, _ = use[len(use)-1].(map[string]any)
	}
	text := func(key string) string {
		s, _ := values[key].(string)
		return s
	}
	switch name {
	case "attrs":
		o.Attributes, o.AttrsVersion = true, markdown.Attrs45
		o.AttrsLeft, o.AttrsRight = text("leftDelimiter"), text("rightDelimiter")
		if allowed, ok := values["allowedAttributes"].([]any); ok {
			o.AttrsAllowed = allowedAttributes(allowed)
		}
	case "container":
		container, _ := use[1].(string)
		o.Containers = append(o.Containers, markdown.Container{Name: container, Marker: text("marker")})
	case "anchor":
		o.Anchors = anchorOptions(values)
	}
}

func allowedAttributes(rules []any) func(string) bool {
	names := map[string]bool{}
	var patterns []*regexp.Regexp
	for _, rule := range rules {
		switch rule := rule.(type) {
		case string:
			names[rule] = true
		case map[string]any:
			pattern, _ := rule["$regexp"].(string)
			patterns = append(patterns, regexp.MustCompile(pattern))
		}
	}
	return func(name string) bool {
		for _, p := range patterns {
			if p.MatchString(name) {
				return true
			}
		}
		return names[name]
	}
}

func anchorOptions(values map[string]any) *markdown.Anchor {
	a := &markdown.Anchor{TabIndex: "-1"}
	switch level := values["level"].(type) {
	case float64:
		a.MinLevel = int(level)
	case []any:
		for _, n := range level {
			if n, ok := n.(float64); ok {
				a.Levels = append(a.Levels, int(n))
			}
		}
	}
	switch tab := values["tabIndex"].(type) {
	case bool:
		a.TabIndex = ""
	case string:
		a.TabIndex = tab
	}
	if values["permalink"] == true {
		a.Permalink, a.Class, a.Symbol = markdown.LegacyLink, "header-anchor", "¶"
	}
	return a
}

// slugify is Eleventy's filter without options, as the sites give it to the anchors.
func slugify(s string) string { return eleventy.Slugify(s, eleventy.SlugifyOptions{}) }
