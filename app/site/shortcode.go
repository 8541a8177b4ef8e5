package site

import (
	"hash/fnv"
	"path"
	"strconv"
	"strings"

	"apercu/app/diag"
	"apercu/app/document"
	"apercu/app/source"
	"apercu/app/template"
	"apercu/app/template/value"
)

// This file makes shortcodes of templates: _includes/shortcodes/NAME.njk, whose
// front matter tells its parameters and whether it is paired.
//
// The body sees its parameters by name; `content`, what stands between the two
// tags, when paired; `id`, unique in the page and the same as long as the
// arguments are; `headingLevel`, that of a heading at this place; `pageTitle`; `page`, `lang`,
// `config` and the site's data. Its output goes into the page as it is.

// Shortcode is a custom tag of the site.
type Shortcode struct {
	Name        string
	Paired      bool
	Params      []string
	Description string // from the front matter, for completion

	file *source.File
	body source.Span
}

// readShortcodes finds those of the site and of the theme.
func (l *loader) readShortcodes() {
	for _, name := range l.names("shortcodes") {
		if path.Ext(name) != ".njk" {
			continue
		}
		f, err := l.Load("shortcodes/" + name)
		if err != nil {
			continue
		}
		d := document.Parse(f)
		sc := Shortcode{Name: strings.TrimSuffix(name, ".njk"), file: f, body: d.Body, Params: texts(d.Data.At("params"))}
		sc.Paired, _ = d.Data.At("paired").(bool)
		sc.Description, _ = d.Data.At("description").(string)
		l.shortcodes = append(l.shortcodes, sc)
	}
}

// shortcodes makes the template engine's custom tags of them. Their templates
// are parsed by the environment at first use, since it does not exist yet.
func (s *Site) shortcodes() map[string]*template.Shortcode {
	out := map[string]*template.Shortcode{}
	for i := range s.loader.shortcodes {
		sc := &s.loader.shortcodes[i]
		run := &shortcodeRun{site: s, sc: sc}
		out[sc.Name] = &template.Shortcode{Name: sc.Name, Paired: sc.Paired, Params: sc.Params, Call: run.call}
	}
	return out
}

type shortcodeRun struct {
	site *Site
	sc   *Shortcode
}

func (r *shortcodeRun) call(c *template.Call) (string, error) {
	t := r.site.parsed(r.sc)
	ctx := r.site.globals.Clone()
	for _, name := range []string{"page", "collections", "nanoid", uniqueName} {
		if v, ok := c.Scope.Lookup(name); ok {
			ctx.Set(name, v)
		}
	}
	if title, ok := c.Scope.Lookup("title"); ok {
		ctx.Set("pageTitle", title)
	}
	ctx.Set("lang", r.lang(c))
	ctx.Set("config", r.site.configVariable())
	for i, name := range r.sc.Params {
		var v value.Value
		if i < len(c.Args) {
			v = c.Args[i]
		}
		if c.Kwargs.Has(name) {
			v = c.Kwargs.At(name)
		}
		ctx.Set(name, v)
	}
	ctx.Set("id", r.id(c))
	if f, ok := c.Scope.Lookup(levelName); ok {
		if v, err := c.Scope.Call(f, []value.Value{float64(c.Span.Start)}, nil); err == nil {
			ctx.Set("headingLevel", v)
		}
	}
	if r.sc.Paired {
		ctx.Set("content", value.Safe(c.Content))
	}
	result := t.Render(ctx)
	for _, d := range result.Diagnostics {
		if d.Severity == diag.Error {
			return result.Output, &value.Error{Text: diag.Text{FR: d.Message.FR, EN: d.Message.EN}}
		}
	}
	return result.Output, nil
}

func (r *shortcodeRun) lang(c *template.Call) string {
	p, _ := c.Scope.Lookup("page")
	if lang, ok := value.Text(value.Member(p, "lang")); ok && lang != "" {
		return lang
	}
	return r.site.Config.Lang
}

// id is the shortcode's name and a hash of its arguments, made unique in the page.
func (r *shortcodeRun) id(c *template.Call) value.Value {
	h := fnv.New32a()
	for _, a := range c.Args {
		_, _ = h.Write([]byte(value.ToString(a) + "\x00"))
	}
	for _, k := range c.Kwargs.Keys() {
		_, _ = h.Write([]byte(k + "=" + value.ToString(c.Kwargs.At(k)) + "\x00"))
	}
	id := r.sc.Name + "-" + strconv.FormatUint(uint64(h.Sum32()), 36)
	if f, ok := c.Scope.Lookup(uniqueName); ok {
		if v, err := c.Scope.Call(f, []value.Value{id}, nil); err == nil {
			return v
		}
	}
	return id
}

// parsed is the shortcode's template, parsed once.
func (s *Site) parsed(sc *Shortcode) *template.Template {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.templates == nil {
		s.templates = map[string]*template.Template{}
	}
	t := s.templates[sc.Name]
	if t == nil {
		t = s.env.Parse(sc.file, sc.body)
		s.templates[sc.Name] = t
	}
	return t
}

// configVariable is `config` in shortcodes and layouts of the theme.
func (s *Site) configVariable() *value.Object {
	o := value.NewObject(5)
	o.Set("name", s.Config.Name)
	o.Set("url", s.Config.URL)
	o.Set("lang", s.Config.Lang)
	o.Set("dailymotionPlayer", s.Config.DailymotionPlayer)
	hosts := value.NewArray()
	for _, h := range s.Config.PeerTubeHosts {
		hosts.Elems = append(hosts.Elems, h)
	}
	o.Set("peertubeHosts", hosts)
	return o
}
