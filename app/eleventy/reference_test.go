package eleventy

import (
	"bufio"
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"apercu/app/template/value"
)

var reference = flag.String("reference", "testdata/reference.jsonl", "cases recorded by testdata/gen.mjs")

// TestReference gives the answers that Luxon and the two slug packages gave.
func TestReference(t *testing.T) {
	f, err := os.Open(filepath.FromSlash(*reference))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	n, wrong := 0, 0
	for lines.Scan() {
		n++
		c, err := value.FromJSON(lines.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		if got, want := recorded(t, c), text(c, "out"); got != want {
			if wrong++; wrong <= 40 {
				t.Errorf("%s\n got %s\nwant %s", lines.Text(), got, want)
			}
		}
	}
	if n == 0 || wrong > 0 {
		t.Errorf("%d of %d cases wrong", wrong, n)
	}
}

func recorded(t *testing.T, c value.Value) string {
	in := text(c, "in")
	switch text(c, "f") {
	case "slugify":
		return Slugify(in, SlugifyOptions{Decamelize: value.Truthy(value.Member(c, "decamelize"))})
	case "slug":
		return Slug(in, SlugOptions{Strict: value.Truthy(value.Member(c, "strict"))})
	case "iso":
		d, _ := ParseISO(in)
		return d.ISO()
	case "parse":
		return ParseFormat(in, text(c, "format"), zoneNamed(text(c, "zone"))).ISO()
	}
	at, err := time.Parse(time.RFC3339, in)
	if err != nil {
		t.Fatal(err)
	}
	return FormatDate(value.NewDate(at), text(c, "format"), text(c, "lang"), text(c, "zone"))
}
