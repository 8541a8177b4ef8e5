package check

import (
	"strings"
	"testing"

	"apercu/app/source"
)

// BenchmarkRepeated runs the rules on what someone can type over and over, at
// two lengths: a rule that looks ahead once for each character shows as sixteen
// times the time for four times the text.
func BenchmarkRepeated(b *testing.B) {
	for _, unit := range repeated {
		for name, n := range map[string]int{"10k": 10_000, "40k": 40_000} {
			f := source.NewFile("a.md", strings.Repeat(unit, n/len(unit)))
			b.Run(strings.TrimSpace(unit)+"/"+name, func(b *testing.B) {
				for b.Loop() {
					Run(Input{File: f})
				}
			})
		}
	}
}

// TestRepeated: none of them makes a rule panic or point outside of the text.
func TestRepeated(t *testing.T) {
	for _, unit := range repeated {
		text := strings.Repeat(unit, 10_000/len(unit))
		for _, d := range Run(Input{File: source.NewFile("a.md", text)}) {
			if d.Span.Start < 0 || d.Span.End < d.Span.Start || d.Span.End > len(text) {
				t.Errorf("%q repeated: %s at %v of %d bytes", unit, d.Code, d.Span, len(text))
			}
		}
	}
}

var repeated = []string{
	"{% x ", "{{ a", "{#", "{% raw %}", "`", "``` ", "[", "![a](b", "<a href='", "<!-- ", "<p>", "<b>x", "[a](b) ", "**a**\n\n", "* a\nb\n", "::: x\n", "??? x\n",
	"| a |\n|--|\n", "<pre>", "<script>", "\"", "« ", "{.a", "{% dailymotion \"x8abc12\" %}\n\n", "<br>\n", "# a\n", "<h2>a</h2>", "<p id=a>", "(", "\\", "mot mot ",
}
