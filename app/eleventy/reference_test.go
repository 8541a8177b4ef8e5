package eleventy

import (
	"testing"
	"time"

	"apercu/app/internal/golden"
	"apercu/app/template/value"
)

// TestReference gives the answers that Luxon and the two slug packages gave.
func TestReference(t *testing.T) {
	golden.Recorded(t, "testdata/reference.jsonl", func(line string) (got, want string) {
		c, err := value.FromJSON([]byte(line))
		if err != nil {
			t.Fatal(err)
		}
		return recorded(t, c), text(c, "out")
	})
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
