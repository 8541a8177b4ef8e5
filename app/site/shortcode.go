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
	Own         bool   // the site's, not the theme's

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
		_, sc.Own = l.read(path.Join(l.includes, "shortcodes", name))
		l.shortcodes = append(l.shortcodes, sc)
	}
}

// shortcodes makes the template engine's custom tags of them. Their templates
// are parsed by the environment at first use, since it does not exist yet.
func (s *Site) shortcodes() map[string]*template.Shortcode {
	out := pluginTags()
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
	id := r.id(c)
	level := r.level(c)
	page, _ := c.Scope.Lookup("page")
	title, _ := c.Scope.Lookup("title")
	key, cacheable := r.key(c, id, level, title, page)
	if cacheable {
		if out, ok := r.site.memo.get(key); ok {
			return out, nil
		}
	}
	ctx := r.site.globals.CloneFor(10 + len(r.sc.Params))
	ctx.Set("page", page)
	if v, ok := c.Scope.Lookup("collections"); ok {
		ctx.Set("collections", v)
	}
	if v, ok := c.Scope.Lookup("nanoid"); ok {
		ctx.Set("nanoid", &value.Func{Name: "nanoid", Call: func(args []value.Value, kwargs *value.Object) (value.Value, error) {
			cacheable = false // its answer is another each time
			return c.Scope.Call(v, args, kwargs)
		}})
	}
	ctx.Set("pageTitle", title)
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
	ctx.Set("id", id)
	ctx.Set("headingLevel", level)
	if r.sc.Paired {
		ctx.Set("content", value.Safe(c.Content))
	}
	result := r.site.parsed(r.sc).RenderText(ctx, len(c.Content))
	for _, d := range result.Diagnostics {
		if d.Severity == diag.Error {
			return result.Output, &value.Error{Text: diag.Text{FR: d.Message.FR, EN: d.Message.EN}}
		}
	}
	if cacheable {
		r.site.memo.put(key, result.Output)
	}
	return result.Output, nil
}

func (r *shortcodeRun) level(c *template.Call) value.Value {
	f, ok := c.Scope.Lookup(levelName)
	if !ok {
		return nil
	}
	v, err := c.Scope.Call(f, []value.Value{float64(c.Span.Start)}, nil)
	if err != nil {
		return nil
	}
	return v
}

// key holds all that a shortcode's output depends on: which one, its arguments
// and content, where it stands, and the page's own variable. The site does not
// change; collections do only where templates change lists in place, and
// nothing is kept then. ok is false for arguments that cannot be compared.
func (r *shortcodeRun) key(c *template.Call, id, level, title, page value.Value) (k memoKey, ok bool) {
	p, _ := page.(*value.Object)
	var b strings.Builder
	add := func(v value.Value) {
		switch v := v.(type) {
		case nil:
			b.WriteByte('u')
		case string:
			b.WriteByte('s')
			b.WriteString(strconv.Itoa(len(v)) + ":" + v)
		case float64, bool, value.Null:
			b.WriteString("v" + value.ToString(v) + ";")
		default:
			ok = false
		}
	}
	ok = !r.site.mutates
	add(id)
	add(level)
	add(title)
	for _, a := range c.Args {
		add(a)
	}
	for _, name := range c.Kwargs.Keys() {
		b.WriteString("k" + name + "=")
		add(c.Kwargs.At(name))
	}
	add(c.Content)
	return memoKey{r.sc, p, b.String()}, ok
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
