package site

import (
	"strings"

	"apercu/app/template"
	"apercu/app/template/filter"
	"apercu/app/template/value"
)

// This file holds the tags that eleventy-dsfr takes from Eleventy's plugins:
//
//	{% css %}…{% endcss %}  {% js %}  {% html %}   put text aside (plugin bundle)
//	{% getBundle "css" %}                          prints what was put aside, wherever it stands
//	{% getBundleFileUrl "css" %}                   no file is written in a preview: nothing
//	{% highlight "js" %}…{% endhighlight %}        code (plugin syntaxhighlight), without its colours

// bundlesName is the variable that collects bundles during one rendering.
const bundlesName = "bundles"

// Bundles are the texts put aside, by type and bucket, in order and without
// repetition.
type Bundles struct{ parts map[string][]string }

func (b *Bundles) add(bundle, text string) {
	for _, old := range b.parts[bundle] {
		if old == text {
			return
		}
	}
	if b.parts == nil {
		b.parts = map[string][]string{}
	}
	b.parts[bundle] = append(b.parts[bundle], text)
}

// Merge adds what others put aside, after what is there.
func (b *Bundles) Merge(others *Bundles) {
	if others == nil {
		return
	}
	for _, bundle := range sortedKeys(others.parts) {
		for _, text := range others.parts[bundle] {
			b.add(bundle, text)
		}
	}
}

// The place of a bundle, until the page is complete.
const placeStart, placeEnd = "/*apercu:bundle:", "*/"

// Fill puts the bundles in their places.
func (b *Bundles) Fill(html string) string {
	if !strings.Contains(html, placeStart[1:]) { // pages have many slashes and few asterisks
		return html
	}
	var out strings.Builder
	for {
		before, rest, found := strings.Cut(html, placeStart)
		out.WriteString(before)
		if !found {
			return out.String()
		}
		name, after, closed := strings.Cut(rest, placeEnd)
		if !closed {
			out.WriteString(placeStart + rest)
			return out.String()
		}
		out.WriteString(strings.Join(b.parts[name], "\n"))
		html = after
	}
}

// bundleFunc gives a rendering its bundles; templates cannot name it.
func bundleFunc(b *Bundles) *value.Func {
	return &value.Func{Name: bundlesName, Call: func(args []value.Value, _ *value.Object) (value.Value, error) {
		if len(args) == 2 {
			b.add(value.ToString(args[0]), value.ToString(args[1]))
		}
		return nil, nil
	}}
}

// bundleKey is "css/default" for {% css %} and for {% getBundle "css" %}.
func bundleKey(kind string, args []value.Value) string {
	bucket := "default"
	if len(args) > 0 {
		if name, ok := value.Text(args[0]); ok && name != "" {
			bucket = name
		}
	}
	return kind + "/" + bucket
}

// pluginTags are the tags above; a site's own of the same name wins.
func pluginTags() map[string]*template.Shortcode {
	tags := map[string]*template.Shortcode{
		"getBundle": {Name: "getBundle", Params: []string{"type", "bucket"}, Call: func(c *template.Call) (string, error) {
			if len(c.Args) == 0 {
				return "", nil
			}
			return placeStart + bundleKey(value.ToString(c.Args[0]), c.Args[1:]) + placeEnd, nil
		}},
		"getBundleFileUrl": {Name: "getBundleFileUrl", Params: []string{"type", "bucket"}, Call: func(*template.Call) (string, error) { return "", nil }},
		"highlight": {Name: "highlight", Paired: true, Params: []string{"language"}, Call: func(c *template.Call) (string, error) {
			class := ""
			if len(c.Args) > 0 {
				class = "language-" + filter.Escape(value.ToString(c.Args[0]))
			}
			return `<pre class="` + class + `" tabindex="0"><code class="` + class + `">` + filter.Escape(strings.Trim(c.Content, "\r\n")) + `</code></pre>`, nil
		}},
	}
	for _, kind := range []string{"css", "js", "html"} {
		tags[kind] = &template.Shortcode{Name: kind, Paired: true, Params: []string{"bucket"}, Call: func(c *template.Call) (string, error) {
			if f, ok := c.Scope.Lookup(bundlesName); ok {
				if text := strings.TrimSpace(c.Content); text != "" {
					_, err := c.Scope.Call(f, []value.Value{bundleKey(c.Name, c.Args), text}, nil)
					return "", err
				}
			}
			return "", nil
		}}
	}
	return tags
}
