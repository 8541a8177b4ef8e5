// Command conformance answers cases recorded from the real Eleventy, nunjucks
// and markdown-it, so that a scorer can compare. It is a tool of this
// project's tests, not part of the product.
//
//	conformance nunjucks                      {"id","output"} or {"id","error"}
//	conformance markdown                      {"id","output"}
//	conformance eleventy                      {"id","output"} or {"id","error"}
//	conformance pages --sites sites.jsonl     {"site","path","content"} or {"site","path","error"}
//
// Cases come as JSON lines on standard input, one answer a line goes out, in
// order. A case that fails, or makes the renderer panic, is answered with its
// error and the next one is read.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"sort"
	"strings"
)

// mode answers all cases of one kind. Each file of this folder adds its own to
// modes in an init function.
type mode func(args []string, in io.Reader, out io.Writer) error

var modes = map[string]mode{}

func main() {
	if len(os.Args) < 2 || modes[os.Args[1]] == nil {
		fmt.Fprintln(os.Stderr, "usage: conformance "+strings.Join(modeNames(), " | ")+" < cases.jsonl")
		os.Exit(2)
	}
	// Short runs over much text: fewer collections are worth their memory.
	debug.SetGCPercent(400)
	out := bufio.NewWriterSize(os.Stdout, 1<<20)
	err := modes[os.Args[1]](os.Args[2:], os.Stdin, out)
	if flushed := out.Flush(); err == nil {
		err = flushed
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "conformance:", err)
		os.Exit(2)
	}
}

func modeNames() []string {
	var names []string
	for name := range modes {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

// eachCase decodes every line of in as a T and writes what answer gives for
// it. A line that cannot be decoded ends the run; a panic in answer becomes
// what failed gives.
func eachCase[T any](in io.Reader, out io.Writer, answer func(T) any, failed func(T, string) any) error {
	lines := bufio.NewReaderSize(in, 1<<20)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	for n := 1; ; n++ {
		line, err := lines.ReadBytes('\n')
		if len(strings.TrimSpace(string(line))) > 0 {
			var c T
			if err := json.Unmarshal(line, &c); err != nil {
				return fmt.Errorf("case %d: %w", n, err)
			}
			if err := enc.Encode(guarded(c, answer, failed)); err != nil {
				return err
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func guarded[T any](c T, answer func(T) any, failed func(T, string) any) (a any) {
	defer func() {
		if r := recover(); r != nil {
			a = failed(c, fmt.Sprintf("panic: %v", r))
		}
	}()
	return answer(c)
}
