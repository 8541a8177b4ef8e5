package check

import (
	"strings"
	"testing"
	"time"

	"apercu/app/source"
)

// TestNoQuadraticTexts: what someone can type over and over does not freeze the
// editor. The limit is ten times what the slowest takes.
func TestNoQuadraticTexts(t *testing.T) {
	for _, unit := range []string{"{% x ", "{{ a", "{#", "{% raw %}", "`", "``` ", "[", "![a](b", "<a href='", "<!-- ", "<p>", "<b>x", "[a](b) ", "**a**\n\n", "* a\nb\n", "::: x\n", "??? x\n",
		"| a |\n|--|\n", "<pre>", "<script>", "\"", "« ", "{.a", "{% dailymotion \"x8abc12\" %}\n\n", "<br>\n", "# a\n", "<h2>a</h2>", "<p id=a>", "(", "\\", "mot mot "} {
		text := strings.Repeat(unit, 40_000/len(unit))
		start := time.Now()
		Run(Input{File: source.NewFile("a.md", text)})
		if d := time.Since(start); d > 3*time.Second {
			t.Errorf("%q repeated takes %v", unit, d)
		}
	}
}
