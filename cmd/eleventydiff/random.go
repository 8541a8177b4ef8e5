package main

import (
	"fmt"
	"math/rand"
	"strings"

	"github.com/rogpeppe/go-internal/txtar"
)

// This file makes random pages: front matter of all kinds over bodies of
// template and Markdown constructs, in lines, lists, quotes, loops, macros,
// shortcodes and raw HTML, with the blanks and indents that tell them apart.
// The same seed gives the same pages.

// randomSite is the site's templates and data with n random pages as content.
func randomSite(files []txtar.File, n int, seed int64) []txtar.File {
	var out []txtar.File
	for _, f := range files {
		if !strings.HasPrefix(f.Name, "content/") || strings.HasSuffix(f.Name, ".json") || strings.HasSuffix(f.Name, ".yaml") {
			out = append(out, f)
		}
	}
	out = append(out, txtar.File{Name: "content/fr/index.md", Data: []byte("---\ntitle: Début\ndate: 2024-01-01\n---\n")})
	for i := range n {
		g := &generator{Rand: rand.New(rand.NewSource(seed*100_003 + int64(i)))}
		folder := g.pick("content/fr", "content/fr", "content/fr/blog", "content/en", "content/fr/rencontres")
		text := g.page()
		day := g.pick("", "", "2023-04-05-")
		if !strings.Contains(text, "date: ") {
			day = "2023-04-06-" // the disk's dates would set the order
		}
		out = append(out, txtar.File{Name: fmt.Sprintf("%s/%sp%03d.md", folder, day, i), Data: []byte(text)})
	}
	return out
}

type generator struct {
	*rand.Rand
	ids    int
	inCall int // in {% call %} or {% filter %}, where Nunjucks has no paired shortcode
}

func (g *generator) pick(of ...string) string { return of[g.Intn(len(of))] }

func (g *generator) id() string {
	g.ids++
	return fmt.Sprintf("id%d", g.ids)
}

func (g *generator) page() string {
	var b strings.Builder
	if g.Intn(12) > 0 {
		b.WriteString("---\n" + g.frontMatter() + g.pick("---\n", "---\n", "---\n", "--- \n", "---\n\n"))
	}
	for range 1 + g.Intn(6) {
		b.WriteString(g.block(0) + g.pick("\n\n", "\n\n", "\n\n", "\n", "\n\n\n"))
	}
	text := b.String()
	switch g.Intn(12) {
	case 0:
		text = strings.ReplaceAll(text, "\n", "\r\n")
	case 1:
		text = "\ufeff" + text
	}
	return text
}

func (g *generator) frontMatter() string {
	lines := []string{"date: " + g.pick("2024-01-05", "2024-02-29T10:20:30Z", "'2024-03-01'", "2024-06-01 08:00:00 +02:00")}
	add := func(text ...string) {
		if g.Intn(3) == 0 {
			lines = append(lines, g.pick(text...))
		}
	}
	add("title: Un titre simple", "title: 'L''eau & le <b>feu</b>'", "title: \"Dit : « oui »\"", "title: >-\n  Plié en\n  deux", "title: 12", "title: # rien")
	add("tags: seul", "tags: [a, b]", "tags:\n  - c\n  - c", "tags: []")
	add("description: Une phrase, avec virgule", "description: |\n  ligne un\n  ligne deux", "description:")
	add("n: 3", "n: 1.50", "n: -0", "n: 1e3", "n: .5", "n: 0x1F", "n: ~", "n: true", "n: No")
	add("liste: [un, deux, {k: v}]", "liste:\n- x\n- [y, z]", "liste: &l [1]\nautre: *l")
	add("objet: {b: 1, 2: x, a: null}", "objet:\n  c:\n    d: e\n  \"clé\": 'v'")
	add("layout: false", "layout: layouts/base.njk", "layout: layouts/post")
	add("commun: {a: [2]}", "override:commun: {z: 0}")
	add("eleventyComputed:\n  calcul: \"{{ title | upper }} {{ page.fileSlug }}\"", "calcul: direct")
	return strings.Join(lines, "\n") + "\n"
}

// block is one Markdown block, or several under a template tag.
func (g *generator) block(depth int) string {
	if depth > 2 {
		return g.line()
	}
	inner := func() string { return g.block(depth + 1) }
	switch g.Intn(30) {
	case 0:
		return strings.Repeat("#", 1+g.Intn(5)) + " " + g.line()
	case 1:
		return g.line() + "\n" + g.pick("===", "---")
	case 2, 3:
		return g.list(depth)
	case 4:
		return "> " + strings.ReplaceAll(inner(), "\n", g.pick("\n> ", "\n", "\n>"))
	case 5:
		return "{% if " + g.condition() + " %}" + g.gap() + inner() + g.gap() + g.pick("", "{% else %}"+g.gap()+g.line()+g.gap()) + "{% endif %}"
	case 6:
		return "{% for x in " + g.pick("[1, 2]", "liste", "reseau.villes", "range(2)", "collections.nulle", "tags") + " %}" + g.gap() + g.pick("{{ loop.index }}", "{{ x.nom or x }}", "- {{ x | string }}", inner()) + g.gap() + "{% endfor %}"
	case 7:
		if g.inCall > 0 {
			return g.line()
		}
		return "{% encadre " + g.argument() + g.pick("", ", "+g.argument()) + " %}" + g.gap() + inner() + g.gap() + "{% endencadre %}"
	case 8:
		return "{% set " + g.pick("v = "+g.expression(), "v %}"+g.line()+"{% endset") + " %}" + g.gap() + "{{ v }}" + g.pick("", "{{ v | safe }}")
	case 9:
		return g.pick("<div>", "<div class=\"x\">", "<section>\n", "  <div>", "<details><summary>"+g.line()+"</summary>") + g.gap() + inner() + g.gap() + g.pick("</div>", "</section>", "</details>")
	case 10:
		return g.pick(":::callout ", "::: callout ", "::::callout ") + g.line() + "\n" + inner() + "\n:::" + g.pick("", ":")
	case 11:
		return ":::highlight\n" + inner() + "\n:::"
	case 12:
		fence := g.pick("```", "~~~", "````")
		return fence + g.pick("", "js", "text-inconnu", " html") + "\n" + g.line() + "\n  " + g.line() + "\n" + fence
	case 13, 14:
		return g.table()
	case 15:
		return g.pick("***", "---", "<br>", "<!-- "+g.word()+" -->", "<hr class=\"a\">")
	case 16:
		return "{% from \"components/component.njk\" import component with context %}" + g.gap() + "{{ component(\"" + g.pick("carte", "carte", "inconnu") + "\", {titre: " + g.argument() + ", url: \"/x/\", texte: " + g.argument() + "}) }}"
	case 17:
		return "{% include \"" + g.pick("extraits/avis.html", "portee.njk", "nulle-part.njk\" ignore missing \"") + "\" %}"
	case 18:
		return "{% import \"components/macros.njk\" as m" + g.pick("", " with context") + " %}{{ m.bouton(" + g.argument() + g.pick("", ", classe="+g.argument()) + ") }}" + g.pick("", " {{ m.voit() }}")
	case 19:
		g.inCall++
		defer func() { g.inCall-- }()
		return "{% from \"components/macros.njk\" import cadre %}{% call cadre(" + g.argument() + ") %}" + g.gap() + inner() + g.gap() + "{% endcall %}"
	case 20:
		return "{% raw %}" + g.pick("{{ "+g.word()+" }}", "{% "+g.word()+" %}") + "{% endraw %}" + g.pick("", "\n"+g.line())
	case 21:
		return "[" + g.word() + "]: /cible \"" + g.word() + "\"\n\n[" + g.word() + "] et [" + g.word() + "][" + g.word() + "]"
	case 22:
		return g.pick("    ", "\t", "  ") + g.line() + "\n" + g.line()
	case 23:
		return "{% macro local(a, b=2) %}" + g.gap() + "{{ a }}-{{ b }}" + g.gap() + "{% endmacro %}{{ local(" + g.argument() + ") }}"
	case 24:
		g.inCall++
		defer func() { g.inCall-- }()
		return "{% filter " + g.pick("upper", "trim", "replace(\"e\", \"é\")", "indent(2)", "title") + " %}" + g.line() + "{% endfilter %}"
	}
	lines := []string{g.line()}
	for g.Intn(3) == 0 {
		lines = append(lines, g.line())
	}
	return strings.Join(lines, g.pick("\n", "\n", "  \n", "\\\n", "\n  "))
}

// gap is what stands between a tag and its content.
func (g *generator) gap() string { return g.pick("", "\n", "\n", "\n\n", " ", "\n  ") }

func (g *generator) list(depth int) string {
	var b strings.Builder
	mark := g.pick("- ", "* ", "+ ", "1. ", "3) ", "-   ")
	indent := strings.Repeat(" ", len(mark))
	for i := range 1 + g.Intn(3) {
		if i > 0 {
			b.WriteString(g.pick("\n", "\n", "\n\n"))
		}
		text := g.line()
		if g.Intn(3) == 0 {
			text = g.block(depth + 1)
		}
		b.WriteString(mark + strings.ReplaceAll(text, "\n", g.pick("\n"+indent, "\n"+indent, "\n", "\n  ")))
	}
	return b.String() + g.pick("", "", "\n{.k}", "\n"+g.line())
}

func (g *generator) table() string {
	var b strings.Builder
	b.WriteString("| " + g.line() + " | " + g.word() + " |\n|" + g.pick("---", ":--", ":-:") + "|" + g.pick("---", "--:") + "|")
	for range g.Intn(3) {
		b.WriteString("\n| " + g.line() + " | " + g.pick(g.line()+" |", g.word(), "|"))
	}
	return b.String() + g.pick("", "", "\n\n{.k}")
}

func (g *generator) line() string {
	var b strings.Builder
	for i := range 1 + g.Intn(4) {
		if i > 0 {
			b.WriteString(g.pick(" ", " ", " ", "", ", "))
		}
		b.WriteString(g.inline())
	}
	return b.String()
}

func (g *generator) inline() string {
	switch g.Intn(26) {
	case 0:
		return "**" + g.word() + "**" + g.pick("", "{.k}")
	case 1:
		return "*" + g.word() + "*"
	case 2:
		return "`" + g.word() + "`"
	case 3:
		return "[" + g.word() + "](" + g.pick("/a/", "</b c>", "/d?e=1&f=2", "https://exemple.test/é \"titre\"") + ")" + g.pick("", "{.k target=\"_blank\"}")
	case 4:
		return "![" + g.word() + "](/i.png)" + g.pick("", "{.a .b}")
	case 5, 6, 7:
		return "{{ " + g.expression() + " }}"
	case 8:
		return "{% livre " + g.argument() + g.pick("", ", "+g.argument()) + " %}"
	case 9:
		if g.inCall > 0 {
			return g.word()
		}
		return "{% retenir %}" + g.word() + "{% endretenir %}"
	case 10:
		if g.Intn(2) == 0 {
			return "<em>" + g.word() + "</em>" // what is never closed, Eleventy 3's transforms close
		}
		return "<span class=\"s\">" + g.word() + "</span>"
	case 11:
		return g.pick("&eacute;", "&#39;", "&amp;lt;", "<https://exemple.test/a>", "a_b_c", "\\*", "~~x~~", "…", "\u00a0", "5 < 6 & 7 > 2")
	case 12:
		return "{# " + g.word() + " #}"
	case 13:
		return "{%- if " + g.condition() + " %}" + g.word() + g.pick("{% endif %}", "{%- endif -%}")
	case 14:
		return g.word() + " { .k #" + g.id() + " data-x=\"y\"}"
	}
	return g.word()
}

func (g *generator) word() string {
	return g.pick("eau", "été", "L’ancre", "port", "vieux quai", "d'abord", "Mer-du-Nord", "n° 5", "100 %", "« mot »", "\"dit\"", "fin.", "x_y", "2 * 3", "Œuvre", "naïf")
}

func (g *generator) argument() string {
	return g.pick("\"mot\"", "'L’<b>gras</b>'", "title", "page.fileSlug", "3", "rien", "\"a\" ~ title", "description", "[1, 2]", "true", "\"é & è\"")
}

func (g *generator) condition() string {
	return g.pick("title", "not n", "n == 1.5", "tags", "liste and objet", "page.url", "n in [3, true]", "title is string", "rien is defined", "liste | length > 1", "lang == \"fr\" or n", "objet.a === none")
}

func (g *generator) expression() string {
	return g.pick("title", "n", "liste", "objet", "tags", "description", "calcul", "rien", "lang", "layout", "page.date", "page.fileSlug", "page.url", "page.inputPath",
		"n + 1", "n ~ \"x\"", "title ~ n", "n * 2", "7 // 2", "-n", "not n", "n if n else \"non\"",
		"title | upper", "title | lower | capitalize", "title | slugify", "title | slug", "description | default(\"aucune\", true)", "description | nl2br", "description | striptags",
		"tags | join(\", \")", "tags | sort | reverse | join", "tags | filterTagList | length", "liste | first", "liste | last", "liste | length", "liste | dump", "objet | dump", "objet | dictsort",
		"objet.c.d", "objet[\"clé\"]", "liste[0]", "liste[1].k", "page.date | readableDate", "page.date | htmlDateString", "page.date | readableDate(\"cccc d LLLL\")", "date",
		"title | truncate(5)", "title | wordcount", "title | replace(\"e\", \"3\")", "n | round", "n | int", "n | float", "n | abs", "title | urlencode", "title | safe", "title | escape", "description | trim | title",
		"\"accueil\" | i18n", "\"bonjour\" | i18n({nom: title})", "\"inconnue\" | i18n", "page.url | url", "page.url | locale_url(\"en\")", "page.url | absoluteUrl(metadata.url)",
		"metadata.title", "metadata.author | dump", "commun | dump", "horaires.samedi.ouverture + 1", "calcul.total", "pkg.version", "reseau.villes | length",
		"(reseau.villes | sort(true, false, \"code\") | first).nom", "reseau.villes | groupby(\"nom\") | dump", "[3, 1, 2] | sort | join(\"-\")", "[1, [2, 3]] | dump", "range(3) | batch(2) | dump",
		"\"a,b\".split(\",\") | last", "title.length", "title.indexOf(\"e\") if title.indexOf", "\"abc\"[1]", "[1, 2, 3].slice(1)", "\"\" or \"vide\"", "n in [1, 3]", "1 if title is defined else 0", "{a: 1}.a", "[title, n] | join(\"/\")")
}
