package yaml

import (
	"bytes"
	"encoding/json"
	"flag"
	"math"
	"math/rand"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"apercu/app/template/value"
)

var reference = flag.String("reference", "", "folder in which npm installed js-yaml 3: compare with it on generated texts")

// seeds are joined, cut and mixed into texts for the live comparison.
var seeds = []string{
	"title: Un titre\n", "a: yes\n", "a: 012\n", "a: 12:30:45\n", "a: 1_000\n", "a: 0b101\n", "a: .inf\n", "a: 2024-01-05\n",
	"a: 2024-01-05 10:00:00 +1\n", "a: '2024-01-05'\n", "a: \"x\\ty\\u00e9\"\n", "a: 'l''été'\n", "a: {{ x }}\n", "a: [1, two, {b: c}]\n",
	"tags:\n  - un\n  - deux\n", "tags:\n- un\n- deux\n", "o:\n  k: v\n  l: 1.50\n", "a: |\n  x\n   y\n\n  z\n", "a: >-\n  x\n  y\n\n  z\n",
	"# comment\n", "a: x # c\n", "? k\n: v\n", "b: &k\n  x: 1\n", "c:\n  <<: *k\n  y: 2\n", "a: !!str 12\n", "a: @x\n", "a: `x`\n", "a: - x\n",
	"a: b : c\n", "a:\n", "a:b\n", "\"q r\": 's'\n", "  indent: 1\n", "\ttab: 1\n", "a: \"x\ny\"\n", "a: x\n  y\n", "---\n", "...\n", "- 1\n", "- - 2\n  - 3\n",
	"- k: v\n  l: w\n", "é: è\n", "a: [x\n", "a: {b\n", "a: 08\n", "a: 1e3\n", "a: -0\n", "a: +12\n", "a: 1.2.3\n", "a: ~\n", "a: *k\n", "a: &z 1\n", "\r\n", "a: ,\n", "a: x, y\n",
	"a: %\n", "a: #x\n", "a: x#y\n", "a: ?x\n", "a: 12:30.5\n", "a: ._5\n", "a: 2024-1-5\n", "a: 2024-1-5 1:02:03.4567Z\n", "a: !!set {x, y}\n", "a: !!binary aGk=\n",
}

// mix makes a text out of seeds, sometimes damaged by one byte.
func mix(r *rand.Rand) string {
	var b strings.Builder
	for n := 1 + r.Intn(4); n > 0; n-- {
		b.WriteString(seeds[r.Intn(len(seeds))])
	}
	text := []byte(b.String())
	marks := " \n\t:-#'\"[]{},&*!|>%@`?x0_.~<=\\"
	for n := r.Intn(3); n > 0 && len(text) > 0; n-- {
		i := r.Intn(len(text))
		for i > 0 && text[i] >= 0x80 {
			i--
		}
		switch c := marks[r.Intn(len(marks))]; {
		case r.Intn(3) == 0 && text[i] < 0x80:
			text = append(text[:i], text[i+1:]...)
		case r.Intn(2) == 0 && text[i] < 0x80:
			text[i] = c
		default:
			text = append(text[:i], append([]byte{c}, text[i:]...)...)
		}
	}
	return string(text)
}

func TestReference(t *testing.T) {
	if *reference == "" {
		t.Skip("pass -reference DIR (npm install js-yaml@3 there) to compare with js-yaml")
	}
	script, _ := filepath.Abs("testdata/reference.mjs")
	r := rand.New(rand.NewSource(time.Now().UnixNano()))
	var texts []string
	var in bytes.Buffer
	for i := 0; i < 20000; i++ {
		texts = append(texts, mix(r))
		line, _ := json.Marshal(map[string]string{"text": texts[i]})
		in.Write(append(line, '\n'))
	}
	cmd := exec.Command("node", script)
	cmd.Dir, cmd.Stdin = *reference, &in
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	bad := 0
	for i, line := range strings.Split(strings.TrimSpace(string(out)), "\n") {
		var want struct {
			Value     any
			Error     string
			Undefined bool
		}
		if err := json.Unmarshal([]byte(line), &want); err != nil {
			t.Fatal(err)
		}
		got, err := Decode(texts[i])
		if (err != nil) != (want.Error != "") || err == nil && !want.Undefined && !reflect.DeepEqual(plainData(got), want.Value) {
			if bad++; bad <= 12 {
				g, _ := json.Marshal(plainData(got))
				t.Errorf("%q\n\tgot  %s %v\n\twant %s", texts[i], g, err, line)
			}
		}
	}
	t.Logf("%d of %d differ", bad, len(texts))
}

// plainData is a value as encoding/json would decode the reference's answer.
func plainData(v value.Value) any {
	switch v := v.(type) {
	case value.Null:
		return nil
	case float64:
		switch {
		case math.IsNaN(v):
			return map[string]any{"$num": "NaN"}
		case math.IsInf(v, 1):
			return map[string]any{"$num": "Infinity"}
		case math.IsInf(v, -1):
			return map[string]any{"$num": "-Infinity"}
		case v == 0:
			return 0.0
		}
		return v
	case value.Date:
		return map[string]any{"$date": v.Time.UTC().Format("2006-01-02T15:04:05.000Z")}
	case *value.Array:
		list := []any{}
		for _, e := range v.Elems {
			list = append(list, plainData(e))
		}
		return list
	case *value.Object:
		m := map[string]any{}
		for _, k := range v.Keys() {
			m[k] = plainData(v.At(k))
		}
		return m
	}
	return v
}
