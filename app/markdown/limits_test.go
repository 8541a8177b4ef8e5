package markdown

import (
	"strings"
	"testing"
	"time"
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

// TestHostile: the time grows with the text, not with its square. The bound is
// loose, for slow machines: twenty times the text may take two hundred times
// as long, where a square would take four hundred, once it is measurable.
func TestHostile(t *testing.T) {
	full := DSFR(14, "callout", "quote", "alert", "accordion")
	full.Anchors = DSFRAnchor(nil, nil)
	full.Linkify, full.Typographer = true, true
	c := New(full)
	for name, text := range hostile {
		small, large := text(1_500), text(30_000)
		before := time.Now()
		c.Convert(small)
		short := time.Since(before)
		before = time.Now()
		c.Convert(large)
		long := time.Since(before)
		c.Parse(small)
		t.Logf("%-22s %8v %8v", name, short.Round(10*time.Microsecond), long.Round(10*time.Microsecond))
		if long > 300*time.Millisecond && long > 200*short {
			t.Errorf("%s: %v for 1,500, %v for 30,000", name, short, long)
		}
	}
}
