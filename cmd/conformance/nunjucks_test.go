package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"testing"
)

const nunjucksCases = "../../../shared/conformance/nunjucks-cases.jsonl"

// knownDifferences are cases that may differ, each with its reason. A case
// listed here that passes fails the test until it is taken off the list.
var knownDifferences = map[string]string{}

func TestNunjucksCases(t *testing.T) {
	f, err := os.Open(nunjucksCases)
	if err != nil {
		t.Skip("the recorded nunjucks cases are not there:", err)
	}
	defer f.Close()
	var in, out bytes.Buffer
	if _, err := in.ReadFrom(f); err != nil {
		t.Fatal(err)
	}
	records := bytes.Clone(in.Bytes())
	if err := runNunjucks(&in, &out); err != nil {
		t.Fatal(err)
	}
	answers := bufio.NewScanner(&out)
	answers.Buffer(nil, 64<<20)
	right, all := 0, 0
	for _, line := range bytes.Split(bytes.TrimSpace(records), []byte("\n")) {
		var want struct {
			ID, Name, Template string
			Expected           *string
			Error              bool
		}
		var got nunjucksAnswer
		if err := json.Unmarshal(line, &want); err != nil {
			t.Fatal(err)
		}
		if !answers.Scan() {
			t.Fatal("an answer is missing for", want.ID)
		}
		if err := json.Unmarshal(answers.Bytes(), &got); err != nil {
			t.Fatal(err)
		}
		all++
		same := want.Error && got.Error != "" || want.Expected != nil && got.Output != nil && *got.Output == *want.Expected
		reason, known := knownDifferences[want.ID]
		switch {
		case same && known:
			t.Errorf("%s passes now: take it off the list (%s)", want.ID, reason)
		case !same && !known:
			t.Errorf("%s %s\ntemplate %q\nwant %s\ngot  %s", want.ID, want.Name, want.Template, text(want.Expected), answers.Text())
		}
		if same {
			right++
		}
	}
	t.Logf("%d of %d nunjucks cases are exact (%.1f %%)", right, all, 100*float64(right)/float64(all))
	if float64(right) < 0.99*float64(all) {
		t.Errorf("fewer than 99 %%")
	}
}

func text(s *string) string {
	if s == nil {
		return "an error"
	}
	return *s
}
