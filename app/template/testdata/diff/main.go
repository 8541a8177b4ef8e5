// Command diff renders random templates with package template and with the
// real nunjucks, and prints where they differ: another output, or an error on
// one side only.
//
//	go run ./app/template/testdata/diff -modules web -n 20000 -seed 1
package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"apercu/app/diag"
	"apercu/app/source"
	"apercu/app/template"
	"apercu/app/template/value"
)

type answer struct {
	ID     string  `json:"id"`
	Output *string `json:"output"`
	Error  string  `json:"error"`
}

// chunk is how many templates one nunjucks process gets: it cannot be stopped
// inside of a template that never ends.
const chunk = 250

func main() {
	modules := flag.String("modules", "web", "folder whose node_modules has nunjucks 3.2.4")
	n := flag.Int("n", 10000, "number of templates")
	seed := flag.Uint64("seed", 1, "first seed")
	show := flag.Int("show", 20, "differences to print")
	errors := flag.Bool("errors", false, "count the errors that nunjucks gives")
	flag.Parse()
	cases := make([]testCase, *n)
	want := make([]answer, 0, *n)
	for from := 0; from < *n; from += chunk {
		var lines bytes.Buffer
		to := min(*n, from+chunk)
		for i := from; i < to; i++ {
			cases[i] = newCase(*seed + uint64(i))
			b, err := json.Marshal(cases[i])
			check(err)
			lines.Write(append(b, '\n'))
		}
		want = append(want, nunjucks(*modules, &lines)...)
		if len(want) < to {
			fmt.Printf("nunjucks hangs on seed %s; the rest of its chunk is left out\n", cases[len(want)].ID)
		}
		for len(want) < to {
			want = append(want, answer{ID: "none"})
		}
	}
	different, failing := 0, 0
	why := map[string]int{}
	for i, c := range cases {
		if want[i].ID == "none" {
			continue
		}
		got := render(c)
		if want[i].Output == nil {
			failing++
			why[strings.Join(strings.Fields(want[i].Error[strings.LastIndexByte(want[i].Error, '\n')+1:]), " ")]++
		}
		if same(want[i], got) {
			continue
		}
		if different++; different <= *show {
			report(c, want[i], got)
		}
	}
	fmt.Printf("%d of %d templates differ; nunjucks refuses %d of them\n", different, *n, failing)
	if *errors {
		for w, n := range why {
			fmt.Println(n, w)
		}
	}
	if different > 0 {
		os.Exit(1)
	}
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "diff:", err)
		os.Exit(2)
	}
}

func nunjucks(modules string, cases *bytes.Buffer) []answer {
	_, here, _, _ := runtime.Caller(0)
	dir, err := filepath.Abs(modules)
	check(err)
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	cmd := exec.CommandContext(ctx, "node", filepath.Join(filepath.Dir(here), "nunjucks.mjs"), dir)
	cmd.Env = append(os.Environ(), "TZ=UTC")
	cmd.Stdin, cmd.Stderr = cases, os.Stderr
	out, err := cmd.Output()
	if ctx.Err() == nil {
		check(err)
	}
	var all []answer
	sc := bufio.NewScanner(bytes.NewReader(out))
	sc.Buffer(nil, 64<<20)
	for sc.Scan() {
		var a answer
		if json.Unmarshal(sc.Bytes(), &a) != nil {
			break // cut off when the process was stopped
		}
		all = append(all, a)
	}
	return all
}

type loader map[string]string

func (l loader) Load(name string) (*source.File, error) {
	s, ok := l[name]
	if !ok {
		return nil, fs.ErrNotExist
	}
	return source.NewFile(name, s), nil
}

func render(c testCase) (a answer) {
	defer func() {
		if e := recover(); e != nil {
			a.Error, a.Output = "", nil
			s := fmt.Sprint("PANIC ", e)
			a.Output = &s
		}
	}()
	on := func(k string) bool { b, _ := c.Opts[k].(bool); return b }
	e := template.New(template.Options{Autoescape: on("autoescape"), TrimBlocks: on("trimBlocks"), LstripBlocks: on("lstripBlocks"),
		ThrowOnUndefined: on("throwOnUndefined"), Loader: loader(c.Templates),
		Shortcodes: map[string]*template.Shortcode{"show": {Name: "show", Call: shortcode}, "box": {Name: "box", Paired: true, Call: shortcode}}})
	raw, err := json.Marshal(c.Ctx)
	check(err)
	ctx, err := value.FromJSON(raw)
	check(err)
	res := e.Parse(source.NewFile("", c.Template), source.Span{End: len(c.Template)}).Render(decode(ctx).(*value.Object))
	for _, d := range res.Diagnostics {
		if d.Severity == diag.Error {
			a.Error += d.Code + ": " + d.Message.EN + "; "
		}
	}
	if a.Error == "" {
		a.Output = &res.Output
	}
	return a
}

// shortcode prints its arguments and its body, as its twin in nunjucks.mjs.
func shortcode(c *template.Call) (string, error) {
	args, kwargs := make([]string, len(c.Args)), []string{}
	for i, a := range c.Args {
		args[i] = value.ToString(a)
	}
	for _, k := range c.Kwargs.Keys() {
		kwargs = append(kwargs, value.ToString(value.NewArray(k, c.Kwargs.At(k))))
	}
	return "[" + c.Name + " " + strings.Join(args, "|") + " " + strings.Join(kwargs, ";") + "]" + c.Content + "[/]", nil
}

func decode(v value.Value) value.Value {
	switch v := v.(type) {
	case *value.Array:
		for i, e := range v.Elems {
			v.Elems[i] = decode(e)
		}
	case *value.Object:
		if s, ok := v.At("$num").(string); ok {
			return value.ToNumber(s)
		}
		if s, ok := v.At("$date").(string); ok {
			t, err := time.Parse(time.RFC3339Nano, s)
			check(err)
			return value.NewDate(t.UTC())
		}
		for _, k := range v.Keys() {
			v.Set(k, decode(v.At(k)))
		}
	}
	return v
}

func same(want, got answer) bool {
	if want.Output != nil && (strings.Contains(got.Error, "template-syntax: In `") || strings.Contains(got.Error, "shortcode-parentheses: In `")) {
		// An included template that cannot be read, inside of an if or a for:
		// nunjucks calls back with what it has before it notices.
		return true
	}
	if want.Output == nil || got.Output == nil {
		return want.Output == nil && got.Output == nil
	}
	// The source text of a JavaScript function cannot be printed the same.
	return *want.Output == *got.Output || strings.Contains(*want.Output, "function ")
}

func report(c testCase, want, got answer) {
	fmt.Printf("--- seed %s %v\n%s\n", c.ID, c.Opts, c.Template)
	for name, t := range c.Templates {
		if strings.Contains(c.Template, name) {
			fmt.Printf("  [%s] %q\n", name, t)
		}
	}
	fmt.Printf("nunjucks: %s\n    here: %s\n", shown(want), shown(got))
}

func shown(a answer) string {
	if a.Output == nil {
		return "ERROR " + a.Error
	}
	return fmt.Sprintf("%q", *a.Output)
}
