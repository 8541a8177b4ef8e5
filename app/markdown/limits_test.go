package markdown

import (
	"fmt"
	"strings"
	"testing"
)

// hostile are texts that make a careless parser quadratic, or overflow its
// stack: each is repeated to n units.
var hostile = map[string]func(n int) string{
	"open brackets":        func(n int) string { return strings.Repeat("[", n) },
	"brackets and text":    func(n int) string { return strings.Repeat("[a", n) },
	"closed brackets":      func(n int) string { return strings.Repeat("[", n) + strings.Repeat("]", n) },
	"links in links":       func(n int) string { return strings.Repeat("[a](b", n) },
	"link starts":          func(n int) string { return strings.Repeat("[a](<b", n) },
	"titles":               func(n int) string { return strings.Repeat("[a](b \"c", n) },
	"images":               func(n int) string { return strings.Repeat("![", n) },
	"nested images":        func(n int) string { return strings.Repeat("![", n) + strings.Repeat("](a)", n) },
	"references":           func(n int) string { return strings.Repeat("[a][b]", n) + "\n\n[c]: d\n" },
	"stars":                func(n int) string { return strings.Repeat("*a **a ", n) },
	"star runs":            func(n int) string { return strings.Repeat("*", n) + "a" + strings.Repeat("*", n) },
	"alternating marks":    func(n int) string { return strings.Repeat("*a_", n) },
	"tildes":               func(n int) string { return strings.Repeat("~~a", n) },
	"backticks":            func(n int) string { return ticks(n) },
	"comments":             func(n int) string { return "a " + strings.Repeat("<!--", n) },
	"comment almost":       func(n int) string { return "a " + strings.Repeat("<!-- --", n) + ">" },
	"instructions":         func(n int) string { return "a " + strings.Repeat("<?", n) },
	"cdata":                func(n int) string { return "a " + strings.Repeat("<![CDATA[", n) },
	"declarations":         func(n int) string { return "a " + strings.Repeat("<!A ", n) },
	"tags":                 func(n int) string { return "a " + strings.Repeat("<a b='", n) },
	"tag attributes":       func(n int) string { return "a <a" + strings.Repeat(" b", n) },
	"entities":             func(n int) string { return strings.Repeat("&", n) + strings.Repeat("&#", n) },
	"escapes":              func(n int) string { return strings.Repeat("\\*", n) },
	"autolinks":            func(n int) string { return strings.Repeat("<a:", n) },
	"quotes":               func(n int) string { return strings.Repeat(">", n) + "a" },
	"quote lines":          func(n int) string { return strings.Repeat("> > > > a\n", n) },
	"lists in lists":       func(n int) string { return strings.Repeat("- ", n) + "a" },
	"deeper items":         func(n int) string { return deeper(min(n, 400)) },
	"numbers":              func(n int) string { return strings.Repeat("1. ", n) + "a" },
	"containers":           func(n int) string { return strings.Repeat("::: info\n", n) },
	"closing containers":   func(n int) string { return strings.Repeat(":::: info\n", n) + strings.Repeat("::::\n", n) },
	"table columns":        func(n int) string { return strings.Repeat("|a", n) + "|\n" + strings.Repeat("|-", n) + "|\n|b|\n" },
	"table rows":           func(n int) string { return "|a|b|\n|-|-|\n" + strings.Repeat("|c|\n", n) },
	"almost table":         func(n int) string { return strings.Repeat("|a\n", n) },
	"almost setext":        func(n int) string { return strings.Repeat("a\n", n) + "=" },
	"definitions":          func(n int) string { return strings.Repeat("[a]: b\n", n) },
	"almost definitions":   func(n int) string { return strings.Repeat("[a]: \n", n) },
	"unclosed definitions": func(n int) string { return strings.Repeat("[a\n", n) },
	"definition title":     func(n int) string { return strings.Repeat("[a]: b 'c\n", n) },
	"braces":               func(n int) string { return strings.Repeat("{.a}", n) },
	"braces after code":    func(n int) string { return strings.Repeat("`a`{.b}", n) },
	"many braces one code": func(n int) string { return "`a`" + strings.Repeat("{.b}", n) },
	"quotation marks":      func(n int) string { return strings.Repeat("\"a 'b ", n) },
	"dashes":               func(n int) string { return strings.Repeat("--- -- ", n) },
	"dots":                 func(n int) string { return strings.Repeat("a. ..", n) },
	"bare addresses":       func(n int) string { return strings.Repeat("http://a.b/( ", n) },
	"long bare address":    func(n int) string { return "http://" + strings.Repeat("a.", n) },
	"at signs":             func(n int) string { return strings.Repeat("a@", n) },
	"same headings":        func(n int) string { return strings.Repeat("# a\n", n) },
	"nul":                  func(n int) string { return strings.Repeat("\x00", n) },
	"blank lines":          func(n int) string { return "- a" + strings.Repeat("\n", n) + "b" },
	"blank list lines":     func(n int) string { return strings.Repeat("- a\n\n\n", n) },
	"indented":             func(n int) string { return strings.Repeat(" ", n) + "a\n" + strings.Repeat("\t", n) + "b" },
}

func ticks(n int) string {
	var b strings.Builder
	for size := 1; b.Len() < n; size++ {
		b.WriteString(strings.Repeat("`", size))
		b.WriteByte(' ')
	}
	return b.String()
}

func deeper(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat("  ", i))
		b.WriteString("- a\n")
	}
	return b.String()
}

func hostileOptions() Options {
	o := DSFR(14, "callout", "quote", "alert", "accordion")
	o.Anchors = DSFRAnchor(nil, nil)
	o.Linkify, o.Typographer = true, true
	return o
}

// TestHostile: every text is over in the time of a test, the stack holds, and
// an edit at either end gives what the whole text gives.
func TestHostile(t *testing.T) {
	c := New(hostileOptions())
	for name, text := range hostile {
		src := text(4_000)
		page := c.Convert(src)
		if page.HTML == "" && !strings.Contains(name, "definitions") {
			t.Errorf("%s: nothing printed", name)
		}
		c.Parse(text(500))
		for _, edited := range []string{"x" + src, src + "x"} {
			next, _ := c.Update(page, edited)
			if next.HTML != c.Convert(edited).HTML {
				t.Errorf("%s: an edit gives another page than its text", name)
			}
		}
	}
}

// BenchmarkHostile shows the growth: ns/op of 16k should be about four times
// those of 4k.
func BenchmarkHostile(b *testing.B) {
	c := New(hostileOptions())
	for name, text := range hostile {
		for _, n := range []int{4_000, 16_000} {
			src := text(n)
			b.Run(fmt.Sprintf("%s/%dk", strings.ReplaceAll(name, " ", "-"), n/1000), func(b *testing.B) {
				for range b.N {
					c.Convert(src)
				}
			})
		}
	}
}
