package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
)

// This file says what was promised and how it stands: the budgets are here and
// nowhere else.

// budget is one promise.
type budget struct {
	What   string  `json:"what"`
	Limit  float64 `json:"limit"`
	Got    float64 `json:"got"`
	Unit   string  `json:"unit"`
	AtMost bool    `json:"atMost"`         // else: at least
	Peer   string  `json:"peer,omitempty"` // what the peer did
}

func (b budget) met() bool {
	if b.AtMost {
		return b.Got <= b.Limit
	}
	return b.Got >= b.Limit
}

func (b budget) limit() string {
	if b.AtMost {
		return "≤ " + number(b.Limit) + " " + b.Unit
	}
	return "≥ " + number(b.Limit) + " " + b.Unit
}

const mega = 1e6

// budgets judges what was measured; a measurement that is missing has none.
func (r *Report) budgets() (list []budget) {
	add := func(what string, got, limit float64, unit, peer string) {
		list = append(list, budget{what, limit, got, unit, true, peer})
	}
	for _, k := range []struct {
		kb    string
		limit float64
	}{{"10", 16}, {"100", 33}} {
		if t, ok := r.Browser.Typing[k.kb]; ok {
			add("keystroke → preview changed, "+k.kb+" KB page, p95", t.Ours.Total.P95, k.limit, "ms", "JavaScript pipeline "+number(t.Peer.Total.P95)+" ms")
		}
	}
	if t, ok := r.Browser.Typing["100"]; ok && t.Peer.Total.P95 > 0 {
		add("the same beside the JavaScript pipeline, p95", t.Ours.Total.P95/t.Peer.Total.P95, 0.3, "×", "")
	}
	if t := r.Browser.Tasks; t.Tasks > 0 {
		add("longest main-thread task while typing, 100 KB page", t.Longest, 16, "ms",
			fmt.Sprintf("of processor %s ms; JavaScript pipeline %s ms (%s)", number(t.LongestCPU), number(t.Peer.Longest), number(t.Peer.LongestCPU)))
	}
	if t := r.Browser.Bytes; t.Total > 0 {
		add("first visit, compressed", float64(t.Total)/mega, 2.5, "MB", "")
		add("of which WebAssembly", float64(t.Wasm)/mega, 1.8, "MB", "")
	}
	if s := r.Browser.Starts; s.First > 0 {
		add("cold start to live preview", s.First/1000, 1.5, "s", "source editor there after "+number(s.Editor/1000)+" s")
		add("second visit to live preview", s.Second/1000, 0.7, "s", "")
	}
	if s := r.Browser.Memory.Samples; len(s) > 1 {
		last := s[len(s)-1]
		add(fmt.Sprintf("WebAssembly memory of the renderer after %d edits, 50 KB page", last.Edits), last.Worker/mega, 96, "MB", "interface "+number(last.Page/mega)+" MB")
		add("growth of the JavaScript heap over the second half of them", r.heapGrowth()/mega, 1, "MB", "")
	}
	if e := r.Eleven; e.Pages > 0 {
		list = append(list, budget{fmt.Sprintf("render of %d pages in their layouts, beside Eleventy (whole commands)", e.Pages), 40, e.Eleventy / e.Apercu, "×", false,
			fmt.Sprintf("Eleventy %s pages/s, Aperçu %s", number(float64(e.Pages)/e.Eleventy), number(float64(e.Pages)/e.Apercu))})
	}
	if c := r.Check; c.Pages > 0 {
		add(fmt.Sprintf("check on %d pages", c.Pages), c.Seconds, 3, "s", fmt.Sprintf("%d findings", c.Found))
	}
	if l := r.Links; l.Generated.Pages > 0 {
		size := l.Generated
		peer := "generated pages"
		if l.Real != nil && l.Real.Pages > 0 {
			size, peer = *l.Real, fmt.Sprintf("recorded pages of 1.6 to 2.6 KB; %s for generated ones", number(l.Generated.Mean))
		}
		add("2 KB page as a link, mean", size.Mean, 1100, "characters", peer)
		add("a revision as a patch link, mean", l.Patch.Mean, 400, "characters", "")
	}
	return list
}

// heapGrowth is the median of the last samples less that of the middle ones.
func (r *Report) heapGrowth() float64 {
	s := r.Browser.Memory.Samples
	mid := func(from, to int) float64 {
		var v []float64
		for _, x := range s[from:to] {
			v = append(v, x.Heap)
		}
		sort.Float64s(v)
		return v[len(v)/2]
	}
	return mid(len(s)*3/4, len(s)) - mid(len(s)*3/8, len(s)*5/8+1)
}

// number has as many digits as its size deserves.
func number(v float64) string {
	switch {
	case v >= 100:
		return fmt.Sprintf("%.0f", v)
	case v >= 10:
		return strings.TrimSuffix(fmt.Sprintf("%.1f", v), ".0")
	}
	s := strings.TrimRight(fmt.Sprintf("%.2f", v), "0")
	return strings.TrimSuffix(s, ".")
}

func (r *Report) write() error {
	full := struct {
		*Report
		Budgets []budget `json:"budgets"`
	}{r, r.budgets()}
	data, err := json.MarshalIndent(full, "", "  ")
	if err != nil {
		return err
	}
	for name, text := range map[string]string{"report.json": string(data) + "\n", "report.md": r.markdown(), "report.svg": r.chart()} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil {
			return fmt.Errorf("writing the report: %w", err)
		}
	}
	for _, b := range full.Budgets {
		mark := "met   "
		if !b.met() {
			mark = "MISSED"
		}
		say("%s %s: %s %s (%s)", mark, b.What, number(b.Got), b.Unit, b.limit())
	}
	return nil
}

type table struct{ strings.Builder }

func (t *table) head(cells ...string) {
	t.row(cells...)
	t.WriteString("|" + strings.Repeat("---|", len(cells)) + "\n")
}

func (t *table) row(cells ...string) {
	t.WriteString("| " + strings.Join(cells, " | ") + " |\n")
}

func (r *Report) markdown() string {
	var t table
	fmt.Fprintf(&t, "# Measured\n\n%s, %s, %s. Written by `make bench`", r.Date, r.Machine, r.Browser.Browser)
	if r.Seconds > 0 {
		fmt.Fprintf(&t, " in %.0f s", r.Seconds)
	}
	t.WriteString(". Do not edit.\n\nTimes depend on the machine and on what else it does; the peers ran on the same one in the same run.\n\n![Chart](report.svg)\n\n## Budgets\n\n")
	t.head("What", "Budget", "Measured", "", "Beside it")
	for _, b := range r.budgets() {
		mark := "met"
		if !b.met() {
			mark = "**missed**"
		}
		t.row(b.What, b.limit(), number(b.Got)+" "+b.Unit, mark, b.Peer)
	}
	r.writeTyping(&t)
	r.writeTasks(&t)
	r.writeBytes(&t)
	r.writeMemory(&t)
	r.writeNative(&t)
	r.writeGrowth(&t)
	r.writePhases(&t)
	return t.String()
}

func (r *Report) kilobytes() (kbs []int) {
	for kb := range r.Browser.Typing {
		var n int
		if _, err := fmt.Sscan(kb, &n); err == nil {
			kbs = append(kbs, n)
		}
	}
	slices.Sort(kbs)
	return kbs
}

func (r *Report) writeTyping(t *table) {
	if len(r.Browser.Typing) == 0 {
		return
	}
	t.WriteString("\n## From a key to the preview, ms\n\nReal keys, from the key's event to the changed DOM of the preview, the editor's own work included. The peer is the same editor with nunjucks, markdown-it, its attrs, container and anchor plugins, and morphdom. `render` and `patch` are parts of the whole: edit sent to patch received, patch received to DOM changed.\n\n")
	t.head("Page", "p50", "p95", "most", "render p50", "patch p50", "JavaScript p50", "JavaScript p95", "p95, ours / JavaScript")
	for _, kb := range r.kilobytes() {
		k := r.Browser.Typing[fmt.Sprint(kb)]
		o, p := k.Ours, k.Peer.Total
		t.row(fmt.Sprintf("%d KB", kb), number(o.Total.P50), number(o.Total.P95), number(o.Total.Max), number(o.Render.P50), number(o.Patch.P50), number(p.P50), number(p.P95), number(o.Total.P95/p.P95)+" ×")
	}
}

func (r *Report) writeTasks(t *table) {
	k := r.Browser.Tasks
	if k.Tasks == 0 {
		return
	}
	fmt.Fprintf(t, "\n## The main thread while typing in a 100 KB page\n\nOf %d tasks the longest took %s ms (%s ms of processor); %d were over 16 ms, %d over 50 ms.\n\n", k.Tasks, number(k.Longest), number(k.LongestCPU), k.Over16, k.Over50)
	fmt.Fprintf(t, "With the JavaScript pipeline, of %d tasks the longest took %s ms (%s of processor); %d were over 16 ms.\n\n", k.Peer.Tasks, number(k.Peer.Longest), number(k.Peer.LongestCPU), k.Peer.Over16)
	t.head("Task", "how many", "mean, ms", "of processor, ms")
	for _, kind := range [][2]string{{"key", "a key, the text and the preview changed"}, {"frame", "a frame"}, {"both", "a key while a frame is due: both in one"}, {"other", "all others"}} {
		if one, ok := k.Kinds[kind[0]]; ok {
			t.row(kind[1], fmt.Sprint(one.N), number(one.Ms), number(one.CPU))
		}
	}
	t.WriteString("\nInside the longest:\n\n")
	for _, s := range k.Inside {
		fmt.Fprintf(t, "- %s\n", s)
	}
}

func (r *Report) writeBytes(t *table) {
	if r.Browser.Bytes.Total == 0 {
		return
	}
	fmt.Fprintf(t, "\n## Bytes of a first visit\n\nOn the wire, headers included, until the preview lives: %s MB.\n\n", number(float64(r.Browser.Bytes.Total)/mega))
	t.head("File", "kB")
	names := make([]string, 0, len(r.Browser.Bytes.Files))
	for name := range r.Browser.Bytes.Files {
		names = append(names, name)
	}
	sort.Slice(names, func(i, j int) bool { return r.Browser.Bytes.Files[names[i]] > r.Browser.Bytes.Files[names[j]] })
	for _, name := range names {
		t.row(name, number(float64(r.Browser.Bytes.Files[name])/1000))
	}
}

func (r *Report) writeMemory(t *table) {
	if len(r.Browser.Memory.Samples) == 0 {
		return
	}
	t.WriteString("\n## Memory while typing in a 50 KB page, MB\n\n")
	t.head("Edits", "JavaScript heap", "WebAssembly, renderer", "WebAssembly, interface")
	for _, s := range r.Browser.Memory.Samples {
		t.row(fmt.Sprint(s.Edits), number(s.Heap/mega), number(s.Worker/mega), number(s.Page/mega))
	}
}

func (r *Report) writeNative(t *table) {
	if e := r.Eleven; e.Pages > 0 {
		fmt.Fprintf(t, "\n## Command line\n\n`apercu render --full` on a site of %d pages takes %s s, Eleventy %s s on the same files (the best of each; half of the pages are under 2 KB, one in twenty 16 KB). Start left out, a page costs %s ms, with Eleventy %s ms: %s times as long.\n",
			e.Pages, number(e.Apercu), number(e.Eleventy), number(e.ApercuPage), number(e.EleventyPage), number(e.EleventyPage/e.ApercuPage))
	}
}

func (r *Report) writeGrowth(t *table) {
	if len(r.Growth) == 0 {
		return
	}
	t.WriteString("\n## Growth\n\nThe renderer's WebAssembly on one page, its engine warm; native, from the phases below.\n\n")
	t.head("Page, KB", "first, ms", "first, ms a KB", "key, ms", "memory, MB", "native: first, ms", "key, ms", "allocated by first, MB")
	for _, p := range r.Growth {
		kb := float64(p.Bytes) / 1000
		first, key := r.phase("render First/", p.KB), r.phase("render Keystroke/", p.KB)
		t.row(number(kb), number(p.First), number(p.First/kb), number(p.Key), number(p.Heap/mega), number(first.NsOp/1e6), number(key.NsOp/1e6), number(first.Bytes/mega))
	}
}

// phase is that of a page of so many KB.
func (r *Report) phase(name string, kb int) phase {
	for _, p := range r.Phases {
		if p.Name == fmt.Sprintf("%s%dKB", name, kb) {
			return p
		}
	}
	return phase{}
}

func (r *Report) writePhases(t *table) {
	if len(r.Phases) == 0 {
		return
	}
	t.WriteString("\n## Phases, native\n\nOne short run of each Go benchmark; for comparisons use `go test -bench` with `-count 10` and benchstat.\n\n")
	t.head("Benchmark", "µs/op", "kB/op", "allocations/op")
	for _, p := range r.Phases {
		t.row(p.Name, number(p.NsOp/1000), number(p.Bytes/1000), fmt.Sprintf("%.0f", p.Allocs))
	}
}
