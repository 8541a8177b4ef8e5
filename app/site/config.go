package site

import (
	"io/fs"
	"strings"

	"apercu/app/document/yaml"
	"apercu/app/eleventy"
	"apercu/app/markdown"
	"apercu/app/template/value"
)

// Config is apercu.yaml. Every field is optional:
//
//	name: Mon site
//	url: https://mon-site.gouv.fr/
//	lang: fr
//	layout: layouts/post.njk       # of pages that name none
//	pathPrefix: /mon-site/         # the folder the site is published under
//	dailymotionPlayer: x1abc
//	peertubeHosts: [tube.numerique.gouv.fr]
//	folders: {content: content, includes: _includes, data: _data, layouts: _includes}
//	markdown:
//	  eleventy: 2                  # 2: markdown-it 13, 3: markdown-it 14
//	  containers: [callout, quote, alert, accordion, highlight]
//	  calloutTitleTag: h3
//	  anchors: [1, 2, 3, 4]        # false: headings get no id
//	  tableClass: fr-table
//	  attributes: 4.3              # markdown-it-attrs; false: none
//	  official: true               # the DSFR's own markup; what a page without a site gets
type Config struct {
	Name, URL, Lang   string
	Layout            string // of pages that name none
	PathPrefix        string
	DailymotionPlayer string
	PeerTubeHosts     []string

	Content, Includes, Data, Layouts string // folders, without slashes at the ends

	Markdown Markdown
}

// Markdown are the switches of the site's Markdown.
type Markdown struct {
	Eleventy        int // 2 or 3
	MarkdownIt      int // 13 or 14; 0 follows Eleventy
	Containers      []string
	CalloutTitleTag string
	Anchors         []int // heading levels; nil: no anchors
	TableClass      string
	Attributes      int  // of markdown-it-attrs: 41, 43, 45, 50; 0: off
	Official        bool // the DSFR's own markup: without a site
}

// defaults are those of a site made from the eleventy-dsfr template.
func defaults() Config {
	return Config{
		Lang:    "fr",
		Content: "content", Includes: "_includes", Data: "_data", Layouts: "_includes",
		Markdown: Markdown{
			Eleventy:        2,
			Containers:      []string{"callout", "highlight", "quote", "alert", "accordion"},
			CalloutTitleTag: "h3",
			Anchors:         []int{1, 2, 3, 4},
			TableClass:      "fr-table",
			Attributes:      markdown.Attrs43,
		},
	}
}

func (m Markdown) options(lang string) markdown.Options {
	version := m.MarkdownIt
	if version == 0 {
		version = 13
		if m.Eleventy >= 3 {
			version = 14
		}
	}
	o := markdown.Eleventy(version)
	o.Highlight, o.Mermaid = true, true
	o.TableClass = m.TableClass
	o.CalloutTitleTag = m.CalloutTitleTag
	o.Official, o.Lang = m.Official, lang
	for _, name := range m.Containers {
		o.Containers = append(o.Containers, markdown.NamedContainer(name))
	}
	if m.Anchors != nil {
		slugs := eleventy.SlugifyOptions{Contractions: m.Eleventy >= 3}
		o.Anchors = markdown.DSFRAnchor(m.Anchors, func(s string) string { return eleventy.Slugify(s, slugs) })
		if m.Official {
			o.Anchors.Permalink = markdown.NoPermalink // a link in a heading is read with it
		}
	}
	if m.Official {
		o.Official, o.Lang = true, lang
		if o.Anchors != nil {
			o.Anchors.Permalink = markdown.NoPermalink
		}
	}
	if m.Attributes != 0 {
		o.Attributes, o.AttrsVersion = true, m.Attributes
		// Eleventy 3 loads markdown-it as an ES module and the plugin the
		// CommonJS one: version 5 then leaves fences alone.
		o.FenceAttrsOnCode = m.Eleventy >= 3
	}
	return o
}

// readConfig reads apercu.yaml over the defaults.
func (s *Site) readConfig(fsys fs.FS) {
	s.Config = defaults()
	if fsys == nil {
		// A page alone is shown in the theme's layout; in a site, a page
		// without layout has none.
		s.Config.Layout = "layouts/post.njk"
		s.Config.Markdown.Official = true
		return
	}
	data, err := fs.ReadFile(fsys, "apercu.yaml")
	if err != nil {
		return
	}
	root, err := yaml.Decode(string(data))
	if err != nil {
		s.reportYAML("apercu.yaml", err)
		return
	}
	o, _ := root.(*value.Object)
	s.Config.read(o)
}

func (c *Config) read(o *value.Object) {
	text(o, "name", &c.Name)
	text(o, "url", &c.URL)
	text(o, "lang", &c.Lang)
	text(o, "layout", &c.Layout)
	text(o, "pathPrefix", &c.PathPrefix)
	text(o, "dailymotionPlayer", &c.DailymotionPlayer)
	if hosts := texts(o.At("peertubeHosts")); hosts != nil {
		c.PeerTubeHosts = hosts
	}
	folders, _ := o.At("folders").(*value.Object)
	text(folders, "content", &c.Content)
	text(folders, "includes", &c.Includes)
	text(folders, "data", &c.Data)
	c.Layouts = c.Includes
	text(folders, "layouts", &c.Layouts)
	for _, folder := range []*string{&c.Content, &c.Includes, &c.Data, &c.Layouts} {
		*folder = strings.Trim(strings.TrimPrefix(*folder, "./"), "/")
	}
	md, _ := o.At("markdown").(*value.Object)
	c.Markdown.read(md)
}

func (m *Markdown) read(o *value.Object) {
	if n, ok := o.At("eleventy").(float64); ok {
		m.Eleventy = int(n)
	}
	if n, ok := o.At("markdownIt").(float64); ok {
		m.MarkdownIt = int(n)
	}
	if o.Has("containers") {
		m.Containers = texts(o.At("containers"))
	}
	text(o, "calloutTitleTag", &m.CalloutTitleTag)
	if o.Has("tableClass") {
		m.TableClass = ""
		text(o, "tableClass", &m.TableClass)
	}
	if o.Has("anchors") {
		m.Anchors = numbers(o.At("anchors"))
	}
	m.Official, _ = o.At("official").(bool)
	switch v := o.At("attributes").(type) {
	case bool:
		if !v {
			m.Attributes = 0
		}
	case float64:
		m.Attributes = attrsVersion(v)
	}
}

// attrsVersion is the nearest of the versions between which the plugin changed.
func attrsVersion(v float64) int {
	switch {
	case v >= 5:
		return markdown.Attrs50
	case v >= 4.5:
		return markdown.Attrs45
	case v >= 4.2:
		return markdown.Attrs43
	}
	return markdown.Attrs41
}

func text(o *value.Object, key string, to *string) {
	if s, ok := o.At(key).(string); ok {
		*to = s
	}
}

// texts are the strings of a list, nil when it is none.
func texts(v value.Value) []string {
	list, ok := v.(*value.Array)
	if !ok {
		if s, one := v.(string); one {
			return []string{s}
		}
		return nil
	}
	out := []string{}
	for _, e := range list.Elems {
		if s, ok := e.(string); ok {
			out = append(out, s)
		}
	}
	return out
}

func numbers(v value.Value) []int {
	list, ok := v.(*value.Array)
	if !ok {
		return nil
	}
	out := []int{}
	for _, e := range list.Elems {
		if n, ok := e.(float64); ok {
			out = append(out, int(n))
		}
	}
	return out
}

// SetAttributes turns markdown-it-attrs on as that version reads attributes.
func (m *Markdown) SetAttributes(version float64) { m.Attributes = attrsVersion(version) }
