package check

import (
	"os"
	"strings"
	"testing"
)

// TestDocs: the generated documentation is that of the rules.
func TestDocs(t *testing.T) {
	for _, lang := range []string{"fr", "en"} {
		file := "docs/rules." + lang + ".md"
		want := Docs(lang)
		if *update {
			if err := os.MkdirAll("docs", 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		got, err := os.ReadFile(file)
		if err != nil || string(got) != want {
			t.Errorf("%s is stale (%v): run go test ./app/check -run Docs -update", file, err)
		}
		if n := strings.Count(want, "\n## "); n < len(All) {
			t.Errorf("%s: %d rules of %d", file, n, len(All))
		}
	}
}
