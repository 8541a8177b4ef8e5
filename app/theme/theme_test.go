package theme

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"

	"apercu/app/diag"
	"apercu/app/document"
	"apercu/app/internal/golden"
	"apercu/app/render"
	"apercu/app/site"
	"apercu/app/source"
	"apercu/app/template/value"
	"apercu/app/video"
)

// open is the site that has nothing but the theme.
func open(t testing.TB) *site.Site {
	s, err := site.Open(nil, FS(), site.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// rendered is what the template engine makes of a page: before Markdown, after
// it, and with its layouts.
type rendered struct {
	njk, html, full string
	diags           []diag.Diagnostic
}

func draw(t testing.TB, s *site.Site, text string) rendered {
	f := source.NewFile("page.md", text)
	p := render.Render(s, "page.md", f, nil)
	doc := document.Parse(f)
	njk := s.Environment().Parse(f, doc.Body).Render(s.Describe("page.md", doc).Context(text, doc.Body.Start, nil))
	return rendered{
		njk: njk.Output, html: p.Content, full: p.Full(),
		diags: append(append([]diag.Diagnostic{}, p.Diagnostics...), p.LayoutDiagnostics()...),
	}
}

// TestGolden runs testdata/*.txtar: NAME.md is a page, NAME.html what the
// engine prints before Markdown, when the page has no layout, else the whole.
func TestGolden(t *testing.T) {
	s := open(t)
	golden.Run(t, "testdata/*.txtar", func(a *golden.Archive) {
		for name, text := range a.Cases(".md") {
			r := draw(a.T, s, text)
			got := r.njk
			if strings.HasPrefix(text, "---") {
				got = r.full
			}
			checkPage(a.T, name, r)
			a.Check(name+".html", strings.TrimRight(got, "\n")+"\n")
		}
	})
}

func checkPage(t *testing.T, name string, r rendered) {
	t.Helper()
	for _, d := range r.diags {
		t.Errorf("%s: %s %s", name, d.Severity, d.Message.EN)
	}
	for stage, text := range map[string]string{"after Markdown": r.html, "whole": r.full} {
		for _, fault := range faults(text) {
			t.Errorf("%s, %s: %s\n%s", name, stage, fault, text)
		}
	}
	for _, line := range strings.Split(r.njk, "\n") {
		if strings.HasPrefix(line, " ") || strings.HasPrefix(line, "\t") {
			t.Errorf("%s: indented line %q", name, line)
		}
	}
}

// calls is a typical and a minimal use of every component.
var calls = map[string][]string{
	"accordion":         {`title: T, content: C`, ``},
	"accordionsgroup":   {`items: [{ title: T, content: C }, { title: T, content: "<p>a</p><ul><li>b</li></ul>" }], level: 2`, `items: []`},
	"add_to_calendar":   {`href: T`, ``},
	"alert":             {`type: "warning", title: T, description: C`, `description: C`},
	"back_to_top":       {``},
	"badge":             {`label: T, type: "new", small: true, noIcon: true`, ``},
	"badgesgroup":       {`items: [T, { label: T, type: "info" }], small: true`, ``},
	"breadcrumb":        {`segments: [{ url: T, title: T }]`, ``},
	"button":            {`label: T, url: T, external: true, type: "secondary", icon: "fr-icon-eye-line", size: "sm"`, `label: T, disabled: true`},
	"buttonsgroup":      {`items: [{ label: T, url: T }, { label: T }], inline: true, align: "right"`, ``},
	"callout":           {`title: T, description: T, link: { url: T, title: T }, icon: "fr-icon-information-line", accent: "green-emeraude", level: 4`, `description: T`},
	"card":              {`url: T, title: T, description: T, tags: [T, T], date: page.date, badges: [T], image: { path: T, alt: T }, detailEnd: T, addClass: T`, `externalUrl: T, title: T, detail: T, image: T`, `title: T`},
	"download":          {`type: "card", title: T, href: T, detail: T, description: T`, `type: "tile", title: T, href: T, detail: T, description: T, pictogram: "digital/avatar.svg", hreflang: "en"`, `title: T, href: T`},
	"highlight":         {`description: T, size: "lg", accent: "green-emeraude"`, ``},
	"link":              {`label: T, url: T, icon: "fr-icon-arrow-right-line", external: true`, `url: T`},
	"linksgroup":        {`items: [{ label: T, url: T }]`, ``},
	"notice":            {`title: T, description: T, type: "alert", link: { url: T, title: T }`, `title: T`},
	"pagination":        {`current: 4, hrefs: [T, T, T, T, T, T, T]`, `current: 1, hrefs: [T, T]`, ``},
	"quote":             {`text: T, author: T, source: T, sourceUrl: T, details: [T], imageSrc: T`, `text: T`, `text: T, source: T`},
	"share":             {`url: T, title: T`, ``},
	"sidemenu":          {`title: T, items: [{ title: T, url: T, active: true }, { title: T, active: true, items: [{ title: T, url: T, active: true }] }]`, ``},
	"summary":           {`items: [{ id: "a", title: T, children: [{ id: "b", name: T }] }], title: T`, ``},
	"table":             {`title: T, headers: [T, T], data: [[T, T], [T, T]], rowHeaders: true, bordered: true`, `data: [[T]]`, ``},
	"tabs":              {`items: [{ title: T, content: C }, { title: T, content: C }], label: T`, ``},
	"tag":               {`label: T, url: T, small: true`, `label: T`},
	"taggroup":          {`tags: [T, T]`, `tags: T`, ``},
	"taggroup-disabled": {`tags: [T, T]`, ``},
	"tile":              {`url: T, title: T, description: T, detail: T, pictogram: "digital/avatar.svg"`, `externalUrl: T, title: T`, `title: T`},
}

// internal are the templates that pages do not call.
var internal = map[string]bool{"component": true, "macros": true, "media": true, "media-error": true, "figure": true}

// texts are ordinary and hostile values of a parameter, as Nunjucks strings.
var texts = map[string]string{
	"ordinary": `"L’été des services"`,
	"quotes":   `"l'\"été\" 'x' onload=\"y"`,
	"markup":   `"</div><script>alert(1)</script><p>a & b &amp; <"`,
	"template": `"{" + "{ 7*7 }" + "} {" + "% raw %" + "}"`,
	"lines":    `"un\n\n- deux\n\n    trois\n\n# quatre\n"`,
	"number":   `12`,
	"empty":    `""`,
}

func TestEveryComponent(t *testing.T) {
	s := open(t)
	entries, err := fs.ReadDir(FS(), "_includes/components")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		name := strings.TrimSuffix(e.Name(), ".njk")
		if calls[name] == nil && !internal[name] {
			t.Errorf("component %s is not tested", name)
		}
		for _, params := range calls[name] {
			for kind, text := range texts {
				page := "{% from \"components/component.njk\" import component with context %}{% set T = " + text + " %}{% set C = \"<b>C</b> d'ici\" %}\n\n" +
					`{{ component("` + name + `", { ` + params + " }) }}\n\n" + `<div class="fr-grid-row">` + "\n    " + `{{ component("` + name + `", { ` + params + " }) }}\n</div>\n"
				r := draw(t, s, page)
				if kind == "template" {
					r.html = strings.NewReplacer("{{", "", "{%", "").Replace(r.html)
					r.full = r.html
				}
				checkComponent(t, name+" {"+params+"} "+kind, r)
			}
		}
	}
}

func checkComponent(t *testing.T, name string, r rendered) {
	t.Helper()
	for _, d := range r.diags {
		t.Errorf("%s: %s %s", name, d.Severity, d.Message.EN)
	}
	for _, fault := range faults(r.html) {
		t.Errorf("%s: %s\n%s", name, fault, r.html)
	}
	// Markdown took every tag for HTML: it made nothing of its own around or of it.
	for _, sign := range []string{"<p><div", "<p><figure", "<p><section", "<p><nav", "<p><ul", "&lt;div", "&lt;a class", "&lt;/", "<script", "<h1"} {
		if strings.Contains(r.html, sign) && !strings.Contains(r.njk, sign) {
			t.Errorf("%s: Markdown got into it (%s):\n%s", name, sign, r.html)
		}
	}
}

// shortcodes is a use of every shortcode: typical, minimal, wrong.
var shortcodes = map[string][]string{
	"dailymotion":  {`"x7tgad0", title=T, caption=T, poster=T, start=12, player="xk4ab", level=3`, `"x7tgad0"`, ``, `T`, `"https://dai.ly/x7tgad0"`},
	"youtube":      {`"a1B2c3D4e5F", title=T, caption=T, start=12`, `"a1B2c3D4e5F"`, `T`},
	"vimeo":        {`"123456789", title=T, hash="0a1b2c3d4e", start=9`, `123456789`, `T`},
	"peertube":     {`"3zXk9mPq7TnR2sVwYb4HcD", host="tube.numerique.gouv.fr", title=T, subtitle="fr", start=1`, `"3zXk9mPq7TnR2sVwYb4HcD", "aperi.tube"`, `"3zXk9mPq7TnR2sVwYb4HcD"`, `T, T`},
	"audio":        {`"https://embed.acast.com/$/une-emission/89abcdef0123456789abcdef", title=T, caption=T`, `"https://shows.acast.com/une-emission/episodes/89abcdef0123456789abcdef"`, `T, T`},
	"video":        {`T, title=T, caption=T, poster=T, captions=T`, `T`},
	"image":        {`T, T`, `T`},
	"imageSync":    {`T, T`},
	"imageUrl":     {`T`},
	"imageContent": {`T, T, caption=T, cls="fr-ratio-16x9"`, `T`},
}

func TestEveryShortcode(t *testing.T) {
	s := open(t)
	entries, err := fs.ReadDir(FS(), "_includes/shortcodes")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		name := strings.TrimSuffix(e.Name(), ".njk")
		if shortcodes[name] == nil && name != "transcription" {
			t.Errorf("shortcode %s is not tested", name)
		}
		for _, args := range shortcodes[name] {
			for kind, text := range texts {
				if name == "imageUrl" && kind != "ordinary" {
					continue // prints an address in the text, where Markdown reads it
				}
				// After a list, and twice: the list must end, identifiers must differ.
				page := "{% set T = " + text + " %}\n* un\n* deux\n{% " + name + " " + args + " %}\nSuite.\n\n{% " + name + " " + args + " %}\n"
				r := draw(t, s, page)
				r.html = strings.NewReplacer("{{", "", "{%", "").Replace(r.html)
				checkComponent(t, name+" "+args+" "+kind, r)
				if strings.Contains(r.html, "<figure") && !strings.Contains(r.html, "</ul>\n<figure") {
					t.Errorf("%s %s %s: swallowed by the list before it:\n%s", name, args, kind, r.html)
				}
			}
		}
	}
}

// TestTranscription: the words stay Markdown, whatever surrounds the block.
func TestTranscription(t *testing.T) {
	s := open(t)
	for _, c := range []struct{ before, open, content, close, after string }{
		{"", `{% transcription "Titre" %}`, "\n\n**Léa :** Un\n\n- a\n- b\n\n", "{% endtranscription %}", "\n"},
		{"* un\n* deux\n", `{%- transcription "Titre" -%}`, "Un *mot*.", "{%- endtranscription -%}", "Suite"},
		{"Texte.\n", `{% transcription %}`, "\n<p>\n Un<br>\n deux\n</p>\n", "{% endtranscription %}", "\n\nSuite"},
		{"", `{% transcription "<b>\"T\"\n\nU" %}`, "\n## Titre\n\n    retrait\n\n```\ncode\n```\n", "{% endtranscription %}", "\n> suite"},
		{"", `{% transcription "Vide" %}`, "", "{% endtranscription %}", ""},
	} {
		page := c.before + c.open + c.content + c.close + c.after + "\n\n" + c.open + c.content + c.close
		r := draw(t, s, page)
		checkComponent(t, page, r)
		if n := strings.Count(r.html, `<div class="fr-transcription"`); n != 2 {
			t.Errorf("%d blocks:\n%s", n, r.html)
		}
		if strings.Contains(c.content, "**Léa :**") && !strings.Contains(r.html, "<p><strong>Léa :</strong> Un</p>\n<ul>\n<li>a</li>") {
			t.Errorf("the content is not Markdown:\n%s", r.html)
		}
		if !strings.Contains(r.njk, c.content) {
			t.Errorf("the content was changed, its positions are lost:\n%s", r.njk)
		}
	}
}

// TestEmbedAddresses: the templates and package video know the same addresses.
func TestEmbedAddresses(t *testing.T) {
	s := open(t)
	for _, address := range []string{
		"https://dai.ly/x7tgad0?start=5", "https://geo.dailymotion.com/player/xk4ab.html?video=k4t2n7uqQYbujGCMYPU", "https://youtu.be/a1B2c3D4e5F?t=42", "https://youtu.be/-_B2c3D4e5F",
		"https://vimeo.com/123456789/0a1b2c3d4e#t=9s", "https://vimeo.com/123456789", "https://tube.numerique.gouv.fr/w/3zXk9mPq7TnR2sVwYb4HcD?start=30&subtitle=fr",
		"https://aperi.tube/videos/watch/0f0a1b2c-1111-4222-8333-abcdef012345", "https://shows.acast.com/une-emission/episodes/89abcdef0123456789abcdef",
	} {
		v, ok := video.Recognize(address)
		if !ok {
			t.Fatal(address)
		}
		r := draw(t, s, v.Shortcode(`Le "titre"`))
		got := map[string]string{}
		each(r.html, func(tok html.Token) {
			for _, a := range tok.Attr {
				got[tok.Data+" "+a.Key] = a.Val
			}
		})
		for key, want := range map[string]string{
			"div data-apercu-embed": v.EmbedURL(video.Options{Lang: "fr"}), "a href": v.PageURL(), "div data-video": v.ID, "div data-provider": string(v.Provider),
		} {
			if got[key] != want {
				t.Errorf("%s: %s is %q, package video says %q", v.Shortcode(""), key, got[key], want)
			}
		}
		if !strings.HasSuffix(got["div data-apercu-title"], `: Le "titre"`) {
			t.Errorf("title %q", got["div data-apercu-title"])
		}
	}
}

// TestPlayerOfTheSite: the player id of apercu.yaml is used, a strange one is not.
func TestPlayerOfTheSite(t *testing.T) {
	for player, want := range map[string]string{"xk4ab": "player/xk4ab.html?video=x7tgad0", "../evil": "com/player.html?video=x7tgad0"} {
		s, err := site.Open(fstest.MapFS{"apercu.yaml": {Data: []byte("dailymotionPlayer: " + player + "\n")}}, FS(), site.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if r := draw(t, s, `{% dailymotion "x7tgad0" %}`); !strings.Contains(r.html, want) {
			t.Errorf("player %s:\n%s", player, r.html)
		}
	}
}

// TestLanguages: every word exists in both languages, every word used exists,
// none is French in an English page.
func TestLanguages(t *testing.T) {
	data, err := fs.ReadFile(FS(), "_data/i18n/index.json")
	if err != nil {
		t.Fatal(err)
	}
	root, err := value.FromJSON(data)
	if err != nil {
		t.Fatal(err)
	}
	words, _ := value.Member(root, "translations").(*value.Object)
	for _, key := range words.Keys() {
		for _, lang := range []string{"fr", "en"} {
			if text, _ := value.Member(words.At(key), lang).(string); text == "" {
				t.Errorf("%s has no %s", key, lang)
			}
		}
	}
	err = fs.WalkDir(FS(), "_includes", func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		text, err := fs.ReadFile(FS(), p)
		for _, before := range strings.SplitAfter(string(text), `" | i18n`) {
			key, found := strings.CutSuffix(before, `" | i18n`)
			key = key[strings.LastIndexByte(key, '"')+1:]
			if found && !words.Has(key) {
				t.Errorf("%s uses %q, which has no text", p, key)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(draw(t, open(t), "---\nlayout: layouts/post.njk\nlang: en\ntitle: A\ndate: 2026-03-16\n---\n{% youtube \"a1B2c3D4e5F\" %}{% transcription %}x{% endtranscription %}").full, "cc_lang_pref=en") {
		t.Error("an English page asks for French captions")
	}
}

// TestSamples: the first page that anyone sees has no fault and no remark.
func TestSamples(t *testing.T) {
	s := open(t)
	for _, lang := range []string{"fr", "en"} {
		r := draw(t, s, Sample(lang))
		// The accordions of "???" are Markdown's, as the sites have them.
		r.html = strings.ReplaceAll(r.html, `<button class="fr-accordion__btn"`, `<button type="button" class="fr-accordion__btn"`)
		checkComponent(t, "sample "+lang, r)
		for _, fault := range faults(strings.ReplaceAll(r.full, `<button class="fr-accordion__btn"`, `<button type="button" class="fr-accordion__btn"`)) {
			t.Errorf("sample %s: %s", lang, fault)
		}
		for _, want := range []string{`<html lang="` + lang, "data-apercu-embed", "fr-transcription", "fr-callout", "fr-table", "fr-accordion", "fr-highlight", "<figcaption", `<time datetime="2026-03-16`, "fr-breadcrumb", `href="#top"`, "fr-tags-group"} {
			if !strings.Contains(r.full, want) {
				t.Errorf("sample %s lacks %s", lang, want)
			}
		}
		if breadcrumb, main := strings.Index(r.full, "fr-breadcrumb"), strings.Index(r.full, "<main"); breadcrumb > main {
			t.Errorf("sample %s: the breadcrumb is inside of main", lang)
		}
	}
}
