package markdown

import (
	"bufio"
	"encoding/json"
	"os"
	"testing"
)

// TestConformance: the records of the real markdown-it with Eleventy's options
// come out byte for byte, version 14's too. All records, plugins included, are
// scored by DOM through cmd/conformance.
func TestConformance(t *testing.T) {
	file, err := os.Open("../../../shared/conformance/markdown-cases.jsonl")
	if err != nil {
		t.Skip("no conformance records beside the project")
	}
	defer file.Close()
	converters := map[string]*Converter{
		"eleventy":       New(Eleventy(13)),
		"eleventy/14":    New(Eleventy(14)),
		"commonmark":     New(CommonMark(13)),
		"commonmark/14":  New(CommonMark(14)),
		"typographer":    New(typographerOptions(13)),
		"typographer/14": New(typographerOptions(14)),
	}
	scanner := bufio.NewScanner(file)
	scanner.Buffer(make([]byte, 1<<20), 1<<26)
	checked := 0
	for scanner.Scan() {
		var c struct {
			ID, Plugin, Input string
			Options           struct {
				Preset      string
				Typographer bool
			}
			Expected   any
			Expected14 *string
		}
		if err := json.Unmarshal(scanner.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		name := c.Plugin
		switch {
		case name == "none" && c.Options.Typographer:
			name = "typographer"
		case name == "none":
			name = c.Options.Preset
		}
		converter := converters[name]
		if converter == nil {
			continue
		}
		checked++
		if got := converter.Convert(c.Input).HTML; got != c.Expected {
			t.Errorf("%s (%s): %q\nwant %q\ngot  %q", c.ID, name, c.Input, c.Expected, got)
		}
		want, _ := c.Expected.(string)
		if c.Expected14 != nil {
			want = *c.Expected14
		}
		if got := converters[name+"/14"].Convert(c.Input).HTML; got != want {
			t.Errorf("%s (%s, markdown-it 14): %q\nwant %q\ngot  %q", c.ID, name, c.Input, want, got)
		}
	}
	if checked < 1000 {
		t.Errorf("only %d records checked", checked)
	}
}

// typographerOptions are those of markdown-it's own fixtures.
func typographerOptions(version int) Options {
	o := Default(version)
	o.HTML, o.Typographer, o.Linkify, o.LangPrefix = true, true, true, ""
	return o
}
