// Command bench measures what Aperçu promises (the table of budgets in
// report.go), each against its peer in the same run on the same machine, and
// writes one report: web/bench/report.md, .json and .svg. Run by `make bench`,
// which builds first; QUICK=1 measures less of everything.
//
// It judges nothing by itself and no test depends on its times: on a shared
// machine only the ratios to the peers hold.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// folder holds the browser's part and the report.
const folder = "web/bench"

// work holds what is generated; it may be deleted.
const work = "web/.build/bench"

// bench is one run.
type bench struct {
	quick bool
	only  map[string]bool // empty: all
	r     Report
}

// Report is all that was measured. Times are milliseconds where the name says
// nothing else.
type Report struct {
	Date    string         `json:"date"`
	Machine string         `json:"machine"`
	Quick   bool           `json:"quick,omitempty"`
	Seconds float64        `json:"seconds"` // of the whole run
	Browser browserResults `json:"browser"`
	Eleven  eleventyResult `json:"eleventy"`
	Check   checkResult    `json:"check"`
	Links   linkResult     `json:"links"`
	Growth  []growthPoint  `json:"growth"`
	Phases  []phase        `json:"phases"`
}

func main() {
	quick := flag.Bool("quick", false, "fewer repetitions and sizes")
	only := flag.String("only", "", "measure these alone, over the last report: eleventy,check,links,growth,phases,bytes,starts,typing,tasks,memory")
	flag.Parse()
	b := &bench{quick: *quick, only: map[string]bool{}}
	for _, name := range strings.FieldsFunc(*only, func(r rune) bool { return r == ',' }) {
		b.only[name] = true
	}
	if err := b.run(); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func (b *bench) run() error {
	start := time.Now()
	if len(b.only) > 0 {
		if data, err := os.ReadFile(filepath.Join(folder, "report.json")); err == nil {
			if err := json.Unmarshal(data, &b.r); err != nil {
				return fmt.Errorf("reading the last report: %w", err)
			}
		}
	}
	for _, step := range []struct {
		name string
		do   func() error
	}{
		{"browser", b.browser},
		{"eleventy", b.eleventy},
		{"check", b.check},
		{"links", b.links},
		{"growth", b.growth},
		{"phases", b.phases},
	} {
		if len(b.only) > 0 && !b.only[step.name] && step.name != "browser" {
			continue
		}
		at := time.Now()
		if err := step.do(); err != nil {
			return fmt.Errorf("%s: %w", step.name, err)
		}
		say("%s: %.0f s", step.name, time.Since(at).Seconds())
	}
	b.r.Date = time.Now().UTC().Format("2006-01-02 15:04 UTC")
	b.r.Machine = machine()
	b.r.Quick = b.quick
	if len(b.only) == 0 {
		b.r.Seconds = time.Since(start).Seconds()
	}
	return b.r.write()
}

func say(format string, args ...any) { fmt.Fprintf(os.Stderr, "bench: "+format+"\n", args...) }

// machine is what the figures were taken on.
func machine() string {
	name := runtime.GOARCH
	if info, err := os.ReadFile("/proc/cpuinfo"); err == nil {
		for line := range strings.Lines(string(info)) {
			if key, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(key) == "model name" {
				name = strings.TrimSpace(value)
				break
			}
		}
	}
	load := ""
	if text, err := os.ReadFile("/proc/loadavg"); err == nil {
		load = ", load " + strings.Join(strings.Fields(string(text))[:2], " ")
	}
	return fmt.Sprintf("%d × %s, %s%s", runtime.NumCPU(), name, runtime.Version(), load)
}

// command runs a program whose messages go to the terminal.
func command(dir, name string, args ...string) *exec.Cmd {
	cmd := exec.Command(name, args...)
	cmd.Dir, cmd.Stderr = dir, os.Stderr
	return cmd
}

// needNode installs the peers once.
func needNode() error {
	if _, err := os.Stat(filepath.Join(folder, "node_modules/.package-lock.json")); err == nil {
		return nil
	}
	say("installing the peers (web/bench/package-lock.json)")
	return command(folder, "npm", "ci", "--no-audit", "--no-fund").Run()
}
