package template_test

import (
	"strings"
	"testing"

	"apercu/app/source"
	"apercu/app/template"
	"apercu/app/template/value"
)

// longBody is 100 KB as authors write: text, now and then a variable or a
// shortcode.
func longBody() string {
	var b strings.Builder
	for b.Len() < 100<<10 {
		b.WriteString(strings.Repeat("Une phrase de texte ordinaire, avec # et { sans danger.\n", 40))
		b.WriteString("## {{ title }}\n\n{% box 'note' %}Un encadré.{% endbox %}\n\n")
	}
	return b.String()
}

const layout = `<!doctype html><html lang="{{ lang }}"><head><title>{{ title }}</title></head><body>
{% macro card(p, level=3) %}<article class="fr-card"><h{{ level }}>{{ p.title | upper }}</h{{ level }}>{% if p.tags | length %}<ul>{% for t in p.tags %}<li{% if loop.first %} class="first"{% endif %}>{{ t | replace("-", " ") | title }}</li>{% endfor %}</ul>{% endif %}</article>{% endmacro %}
{% for p in posts %}{{ card(p) }}{% else %}<p>rien</p>{% endfor %}
{% set total = 0 %}{% for p in posts %}{% set total = total + p.tags.length %}{% endfor %}
<p>{{ total }} {{ "étiquette" if total < 2 else "étiquettes" }}</p>{{ content | safe }}
</body></html>`

func layoutContext(tb testing.TB) *value.Object {
	return object(tb, `{"lang":"fr","title":"Titre & co","content":"<p>x</p>","posts":[`+
		strings.TrimSuffix(strings.Repeat(`{"title":"Un article","tags":["a-b","c","d-e"]},`, 50), ",")+`]}`)
}

func parse(o template.Options, text string) *template.Template {
	return template.New(o).Parse(source.NewFile("page.md", text), source.Span{End: len(text)})
}

// Rendering a parsed long page must cost well under a millisecond.
func BenchmarkLongBody(b *testing.B) {
	t := parse(template.Options{Autoescape: true, Shortcodes: shortcodes()}, longBody())
	ctx := object(b, `{"title":"T"}`)
	b.ReportAllocs()
	for b.Loop() {
		t.Render(ctx)
	}
}

func BenchmarkParseLongBody(b *testing.B) {
	text := longBody()
	e := template.New(template.Options{Shortcodes: shortcodes()})
	f := source.NewFile("page.md", text)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		e.Parse(f, source.Span{End: len(text)})
	}
}

func BenchmarkLayout(b *testing.B) {
	t := parse(template.Options{Autoescape: true}, layout)
	ctx := layoutContext(b)
	b.ReportAllocs()
	for b.Loop() {
		t.Render(ctx)
	}
}
