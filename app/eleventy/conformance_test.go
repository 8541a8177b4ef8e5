package eleventy

import (
	"bufio"
	"encoding/json"
	"os"
	"testing"
	"time"

	"apercu/app/template/value"
)

// record is one case of the recorded answers of Eleventy's own libraries.
type record struct {
	ID, Suite string
	Input     json.RawMessage
	Expected  json.RawMessage
	Error     bool
}

// TestConformance answers the recorded cases of this package's suites.
func TestConformance(t *testing.T) {
	f, err := os.Open("../../../shared/conformance/eleventy-cases.jsonl")
	if err != nil {
		t.Skip("no recorded cases beside the project: ", err)
	}
	defer f.Close()
	total, right := 0, 0
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var r record
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		got, ok := answer(t, r)
		if !ok {
			continue
		}
		total++
		if got == canonical(r.Expected) {
			right++
		} else if total-right <= 20 {
			t.Logf("%s %s %s: got %s, want %s", r.ID, r.Suite, r.Input, got, r.Expected)
		}
	}
	t.Logf("%d of %d cases right (%.2f %%)", right, total, 100*float64(right)/float64(total))
	if right*1000 < total*995 {
		t.Errorf("%d of %d cases right, below 99.5 %%", right, total)
	}
}

func canonical(raw json.RawMessage) string {
	v, _ := value.FromJSON(raw)
	s, _ := value.ToJSON(v, nil)
	return value.ToString(s)
}

// answer is ours to a case, as JSON; ok is false for other packages' suites.
func answer(t *testing.T, r record) (string, bool) {
	in, err := value.FromJSON(r.Input)
	if err != nil {
		t.Fatal(err)
	}
	var out value.Value
	switch r.Suite {
	case "slugify":
		out = Slugify(value.ToString(in), SlugifyOptions{})
	case "slug":
		out = Slug(value.ToString(in), SlugOptions{})
	case "file-slug":
		path, dir := text(in, "inputPath"), text(in, "inputDir")
		o := value.NewObject(2)
		o.Set("fileSlug", FileSlug(path, dir))
		o.Set("filePathStem", FilePathStem(path, dir))
		out = o
	case "date-format":
		at, err := time.Parse(time.RFC3339, text(in, "date"))
		if err != nil {
			t.Fatal(err)
		}
		out = FormatDate(value.NewDate(at), text(in, "format"), text(in, "lang"), text(in, "zone"))
	default:
		return "", false
	}
	s, err := value.ToJSON(out, nil)
	if err != nil {
		t.Fatal(err)
	}
	return value.ToString(s), true
}

func text(v value.Value, name string) string { return value.ToString(value.Member(v, name)) }
