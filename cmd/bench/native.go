package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"apercu/app/share"
)

// This file measures the command line: pages per second beside Eleventy's,
// check, and the sizes of links.

const binary = "bin/apercu"

type eleventyResult struct {
	Pages int `json:"pages"`
	// Seconds of a whole command, start included: the best of several.
	Apercu   float64 `json:"apercuSeconds"`
	Eleventy float64 `json:"eleventySeconds"`
	// PerPage are milliseconds a page at which a run goes on, start left out:
	// from the difference between the whole site and a tenth of it.
	ApercuPage   float64 `json:"apercuPerPageMs"`
	EleventyPage float64 `json:"eleventyPerPageMs"`
}

// eleventy renders the same site with both, whole pages in their layouts.
// Eleventy writes its files, Aperçu prints to a file.
func (b *bench) eleventy() error {
	if err := needNode(); err != nil {
		return err
	}
	r := eleventyResult{Pages: 500}
	runs := 5
	if b.quick {
		runs = 3
	}
	few := r.Pages / 10
	var best [2][2]float64 // by number of pages, by program
	for k, pages := range []int{few, r.Pages} {
		site, err := filepath.Abs(filepath.Join(folder, ".site"))
		if err != nil {
			return err
		}
		// Below web/bench, where Eleventy finds its packages.
		if err := writeSite(filepath.Join(folder, "site"), site, pages); err != nil {
			return err
		}
		best[k] = [2]float64{math.Inf(1), math.Inf(1)}
		for range runs {
			ours, err := seconds(site, true, mustAbs(binary), "render", "--full", "--site", ".", "content")
			if err != nil {
				return err
			}
			theirs, err := seconds(site, false, "node", "../node_modules/@11ty/eleventy/cmd.cjs", "--quiet")
			if err != nil {
				return err
			}
			if n := strings.Count(ours.output, "<article>"); n != pages {
				return fmt.Errorf("apercu render printed %d pages, want %d", n, pages)
			}
			best[k][0], best[k][1] = min(best[k][0], ours.time), min(best[k][1], theirs.time)
		}
		if built, _ := filepath.Glob(filepath.Join(site, "_site/blog/*/index.html")); len(built) != pages {
			return fmt.Errorf("the pages built by Eleventy: %d, want %d", len(built), pages)
		}
		if err := os.RemoveAll(site); err != nil {
			return err
		}
	}
	r.Apercu, r.Eleventy = best[1][0], best[1][1]
	r.ApercuPage = 1000 * (best[1][0] - best[0][0]) / float64(r.Pages-few)
	r.EleventyPage = 1000 * (best[1][1] - best[0][1]) / float64(r.Pages-few)
	b.r.Eleven = r
	return nil
}

func mustAbs(name string) string {
	abs, err := filepath.Abs(name)
	if err != nil {
		panic(err) // the working directory is gone
	}
	return abs
}

type timed struct {
	time   float64 // seconds
	output string
}

// seconds runs a command, whose output goes to a file: through a pipe this
// program would work beside it, on one of two cores. Findings (status 1) are no
// failure.
func seconds(dir string, findings bool, name string, args ...string) (timed, error) {
	file, err := os.CreateTemp("", "apercu-bench-")
	if err != nil {
		return timed{}, err
	}
	defer os.Remove(file.Name())
	defer file.Close()
	var errs bytes.Buffer
	cmd := exec.Command(name, args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, file, &errs
	start := time.Now()
	err = cmd.Run()
	took := time.Since(start).Seconds()
	if exit, ok := err.(*exec.ExitError); ok && findings && exit.ExitCode() == 1 {
		err = nil
	}
	if err != nil {
		return timed{}, fmt.Errorf("%s: %w\n%s", name, err, errs.String())
	}
	out, err := os.ReadFile(file.Name())
	return timed{took, string(out)}, err
}

type checkResult struct {
	Pages   int     `json:"pages"`
	Seconds float64 `json:"seconds"`
	Found   int     `json:"found"`
}

func (b *bench) check() error {
	r := checkResult{Pages: 1000, Seconds: math.Inf(1)}
	site := filepath.Join(work, "check")
	if err := writeSite(filepath.Join(folder, "site"), site, r.Pages); err != nil {
		return err
	}
	for range 3 {
		t, err := seconds(site, true, mustAbs(binary), "check", "--site", ".", "content")
		if err != nil {
			return err
		}
		r.Seconds, r.Found = min(r.Seconds, t.time), strings.Count(t.output, "\n")
	}
	b.r.Check = r
	return os.RemoveAll(site)
}

type linkResult struct {
	Generated sizesOf  `json:"generated"`
	Patch     sizesOf  `json:"patch"`
	Real      *sizesOf `json:"real,omitempty"` // the recorded pages of 1.6 to 2.6 KB, where they are
}

type sizesOf struct {
	Mean  float64 `json:"mean"`
	Max   float64 `json:"max,omitempty"`
	Pages int     `json:"pages"`
}

func (s *sizesOf) add(n int) {
	s.Mean = (s.Mean*float64(s.Pages) + float64(n)) / float64(s.Pages+1)
	s.Max = max(s.Max, float64(n))
	s.Pages++
}

// links are characters of payload: of a 2 KB page, and of a revision of it (a
// sentence more, a word changed).
func (b *bench) links() error {
	var r linkResult
	for i := range 200 {
		text := page(uint64(1000+i), 1500)
		if len(text) > 2400 {
			continue
		}
		d := share.Document{Path: "content/blog/billet.md", Text: text}
		link, err := share.Encode(d)
		if err != nil {
			return err
		}
		r.Generated.add(len(link))
		d.Text = strings.Replace(text, " le ", " tout le ", 1) + "\nLa prochaine réunion aura lieu en septembre, dans la salle du conseil.\n"
		patch, err := share.EncodePatch(d, "https://exemple.gouv.fr/source/"+d.Path, text)
		if err != nil {
			return err
		}
		r.Patch.add(len(patch))
	}
	if real, err := os.Open("../shared/conformance/pages.jsonl"); err == nil {
		defer real.Close()
		r.Real = &sizesOf{}
		for dec := json.NewDecoder(real); dec.More(); {
			var page struct{ Path, Input string }
			if err := dec.Decode(&page); err != nil {
				return err
			}
			if len(page.Input) < 1600 || len(page.Input) > 2600 {
				continue
			}
			link, err := share.Encode(share.Document{Path: page.Path, Text: page.Input})
			if err != nil {
				return err
			}
			r.Real.add(len(link))
		}
	}
	b.r.Links = r
	return nil
}

// phase is one Go benchmark.
type phase struct {
	Name   string  `json:"name"`
	NsOp   float64 `json:"nsOp"`
	Bytes  float64 `json:"bytesOp,omitempty"`
	Allocs float64 `json:"allocsOp,omitempty"`
}

var benchmarkLine = regexp.MustCompile(`^(Benchmark\S+?)(?:-\d+)?\s+\d+\s+([\d.]+) ns/op(.*)$`)
var memoryColumn = regexp.MustCompile(`([\d.]+) (B|allocs)/op`)

// phases runs the Go benchmarks of each phase. Their output, ready for
// benchstat, is kept in web/.build/bench/go.txt.
func (b *bench) phases() error {
	packages := []string{"./app/template", "./app/markdown", "./app/render", "./app/session", "./app/document/...", "./app/check/...", "./app/share", "./app/site", "./app/eleventy"}
	args := append([]string{"test", "-run", "^$", "-bench", ".", "-benchmem", "-benchtime", "100ms", "-count", "1"}, packages...)
	cmd := command(".", "go", args...)
	out, err := cmd.Output()
	if err != nil {
		return fmt.Errorf("%w\n%s", err, out)
	}
	if err := os.WriteFile(filepath.Join(work, "go.txt"), out, 0o644); err != nil {
		return err
	}
	b.r.Phases = nil
	name := ""
	for line := range strings.Lines(string(out)) {
		line = strings.TrimSpace(line)
		if pkg, ok := strings.CutPrefix(line, "pkg: "); ok {
			name = strings.TrimPrefix(pkg, "apercu/app/")
		}
		if m := benchmarkLine.FindStringSubmatch(line); m != nil {
			p := phase{Name: name + " " + strings.TrimPrefix(m[1], "Benchmark")}
			p.NsOp, _ = strconv.ParseFloat(m[2], 64)
			for _, c := range memoryColumn.FindAllStringSubmatch(m[3], -1) {
				v, _ := strconv.ParseFloat(c[1], 64)
				if c[2] == "B" {
					p.Bytes = v
				} else {
					p.Allocs = v
				}
			}
			b.r.Phases = append(b.r.Phases, p)
		}
	}
	return nil
}

// growthPoint is what a page of a size costs in the WebAssembly that is shipped.
type growthPoint struct {
	KB    int     `json:"kb"` // asked for
	Bytes int     `json:"bytes"`
	First float64 `json:"first"` // ms, whole page
	Key   float64 `json:"key"`   // ms, median of keys in its middle
	Heap  float64 `json:"heap"`  // bytes of WebAssembly memory
}

// growth runs the renderer's WebAssembly in Node, on pages from 1 KB to 1 MB.
func (b *bench) growth() error {
	dir := filepath.Join(work, "growth")
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	sizes := []int{1, 2, 5, 10, 20, 50, 100, 200, 500, 1000} // those of app/render's benchmarks
	for _, kb := range sizes {
		name := filepath.Join(dir, fmt.Sprintf("%04d.md", kb))
		if err := os.WriteFile(name, []byte(page(uint64(kb), kb*1000)), 0o644); err != nil {
			return err
		}
	}
	out, err := command(".", "node", filepath.Join(folder, "growth.mjs"), dir).Output()
	if err != nil {
		return err
	}
	b.r.Growth = nil
	if err := json.Unmarshal(out, &b.r.Growth); err != nil {
		return err
	}
	for i := range b.r.Growth {
		b.r.Growth[i].KB = sizes[i]
	}
	return nil
}
