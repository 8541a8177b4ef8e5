package value

import (
	"bufio"
	"encoding/json"
	"os"
	"testing"
	"time"
)

// The answers of testdata/dates.mjs, recorded from Node.
func TestDateLocale(t *testing.T) {
	f, err := os.Open("testdata/dates.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	cases, wrong := 0, 0
	for lines := bufio.NewScanner(f); lines.Scan(); cases++ {
		var c struct {
			ISO, Method, Locale, Expected string
			Options                       json.RawMessage
		}
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		at, _ := time.Parse(time.RFC3339, c.ISO)
		args := []Value{c.Locale}
		if len(c.Options) > 0 {
			options, _ := FromJSON(c.Options)
			args = append(args, options)
		}
		got, err := dateMethods[c.Method](Date{Time: at}, args)
		if err != nil || got != c.Expected {
			if wrong++; wrong <= 12 {
				t.Errorf("%s(%q, %s) of %s = %q, %v; want %q", c.Method, c.Locale, c.Options, c.ISO, got, err, c.Expected)
			}
		}
	}
	if cases < 1000 {
		t.Errorf("only %d cases", cases)
	}
	t.Logf("%d of %d wrong", wrong, cases)
}
