package template_test

import (
	"fmt"

	"apercu/app/source"
	"apercu/app/template"
	"apercu/app/template/value"
)

func Example() {
	env := template.New(template.Options{Autoescape: true})
	file := source.NewFile("page.md", "Bonjour {{ name | upper }}{% if polite %} !{% endif %}")
	page := env.Parse(file, source.Span{End: len(file.Text())})
	ctx := value.NewObject(2)
	ctx.Set("name", "Ada")
	ctx.Set("polite", true)
	fmt.Println(page.Render(ctx).Output)
	// Output: Bonjour ADA !
}

// A shortcode gets its arguments, and when paired its rendered body.
func ExampleShortcode() {
	note := &template.Shortcode{Name: "note", Paired: true, Params: []string{"title"},
		Call: func(c *template.Call) (string, error) {
			return fmt.Sprintf("<aside title=%q>%s</aside>", c.Args[0], c.Content), nil
		}}
	env := template.New(template.Options{Shortcodes: map[string]*template.Shortcode{"note": note}})
	file := source.NewFile("page.md", `{% note "Attention" %}{{ 1 + 1 }} points{% endnote %}`)
	fmt.Println(env.Parse(file, source.Span{End: len(file.Text())}).Render(nil).Output)
	// Output: <aside title="Attention">2 points</aside>
}

// A mistake is a diagnostic, and the rest renders.
func ExampleResult_diagnostics() {
	env := template.New(template.Options{})
	file := source.NewFile("page.md", "a {{ x | uper }} b")
	res := env.Parse(file, source.Span{End: len(file.Text())}).Render(nil)
	fmt.Printf("%q\n", res.Output)
	for _, d := range res.Diagnostics {
		fmt.Println(d.Code, file.Slice(d.Span), "—", d.Message.EN, d.Hint.EN)
	}
	// Output:
	// "a  b"
	// filter-unknown uper — There is no filter `uper`. Did you mean `upper`?
}

// The map tells which byte of the page an output byte came from.
func ExampleResult_map() {
	env := template.New(template.Options{})
	file := source.NewFile("page.md", "a {{ 40 + 2 }} b")
	res := env.Parse(file, source.Span{End: len(file.Text())}).Render(nil)
	for _, at := range []int{0, 2, 5} {
		src, _ := res.Map.Source(at)
		fmt.Printf("%q came from byte %d\n", res.Output[at:at+1], src)
	}
	// Output:
	// "a" came from byte 0
	// "4" came from byte 2
	// "b" came from byte 15
}
