// Command eleventydiff holds our pages against those of the real Eleventy: it
// builds the same site with both and compares the elements, attributes and
// texts of each page, before its layout and in it.
//
//	eleventydiff -modules DIR [-version 2|3] [-random N -seed S] [-show N] [-keep DIR]
//
// The site is testdata/site.txtar, or random pages over its templates. DIR
// holds node_modules with Eleventy and its plugins in the versions of
// modules2.json or modules3.json; `make eleventy-diff` installs them. Node does the real build
// (build.mjs); ours is read from the pack that `apercu pack` would make.
//
// Both sides are read by the same HTML parser, so that what differs is what we
// print, not how it is read. Differences that are meant are in
// testdata/known.txt, each with its reason; one that no longer differs is an
// error too.
package main

import (
	"bufio"
	"bytes"
	_ "embed"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"time"

	"apercu/app/diag"
	"apercu/app/render"
	"apercu/app/site"
	"apercu/app/source"
	"apercu/app/theme"

	"github.com/rogpeppe/go-internal/txtar"
)

//go:embed build.mjs
var buildScript []byte

//go:embed testdata/site.txtar
var siteArchive []byte

//go:embed testdata/known.txt
var knownText string

type options struct {
	modules, keep, apercu string
	version, random, show int
	seed                  int64
	bytes                 bool
}

func main() {
	var o options
	flag.StringVar(&o.modules, "modules", "", "folder with node_modules of that Eleventy")
	flag.StringVar(&o.keep, "keep", "", "folder to build in, kept; default: a temporary one")
	flag.StringVar(&o.apercu, "apercu", "bin/apercu", "the apercu binary that packs the site")
	flag.IntVar(&o.version, "version", 2, "of Eleventy, 2 or 3")
	flag.IntVar(&o.random, "random", 0, "compare that many random pages instead of the site's own")
	flag.Int64Var(&o.seed, "seed", 1, "of the random pages")
	flag.IntVar(&o.show, "show", 20, "differences to print")
	flag.BoolVar(&o.bytes, "bytes", false, "compare the contents byte for byte")
	flag.Parse()
	if err := o.run(); err != nil {
		fmt.Fprintln(os.Stderr, "eleventydiff:", err)
		os.Exit(1)
	}
}

func (o options) run() error {
	if o.modules == "" {
		return fmt.Errorf("no -modules DIR: see make eleventy-diff")
	}
	dir := o.keep
	if dir == "" {
		temporary, err := os.MkdirTemp("", "eleventydiff")
		if err != nil {
			return err
		}
		defer os.RemoveAll(temporary)
		dir = temporary
	}
	if err := o.write(dir); err != nil {
		return fmt.Errorf("writing the site: %w", err)
	}
	theirs, took, err := o.build(dir)
	for tries := 0; err != nil && o.random > 0 && tries < 40; tries++ {
		// One page stops the whole build: it goes, once it is seen that it is an
		// error here too.
		name := faulty.FindString(err.Error())
		if name == "" || !o.alsoFails(dir, name, err.Error()) {
			break
		}
		if err = os.Rename(filepath.Join(dir, name), filepath.Join(dir, name+".failed")); err != nil {
			return err
		}
		theirs, took, err = o.build(dir)
	}
	if err != nil {
		return fmt.Errorf("building with Eleventy: %w", err)
	}
	ours, err := o.open(dir)
	if err != nil {
		return fmt.Errorf("opening the pack: %w", err)
	}
	return o.compare(dir, ours, theirs, took)
}

// faulty is how Eleventy names the page that it stops at.
var faulty = regexp.MustCompile(`content/[\w/-]+\.md`)

// alsoFails reports a page that Eleventy stops at and that is fine here.
func (o options) alsoFails(dir, name, message string) bool {
	s, err := o.open(dir)
	if err != nil {
		return false
	}
	text, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		return false
	}
	p := render.Render(s, name, source.NewFile(name, string(text)), nil)
	for _, line := range strings.Split(message, "\n") {
		if at := strings.Index(line, "Error: "); at >= 0 && !strings.Contains(line, "render error") {
			message = line
			break
		}
	}
	p.Full()
	if !diag.HasErrors(p.Diagnostics) && len(p.LayoutDiagnostics()) == 0 {
		fmt.Printf("── %s: Eleventy stops and this does not: %s\n", name, message)
	}
	return true
}

// write puts the site's files in the folder; random pages replace its content.
func (o options) write(dir string) error {
	archive := txtar.Parse(siteArchive)
	files := archive.Files
	if o.random > 0 {
		files = randomSite(files, o.random, o.seed)
	}
	for _, f := range files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		data := f.Data
		if f.Name == "apercu.yaml" {
			data = []byte(versions(string(data), o.version))
		}
		if err := os.WriteFile(name, data, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// versions turns the site's switches to a version of Eleventy, with the
// plugins of its modules file.
func versions(config string, version int) string {
	if version == 3 {
		return strings.NewReplacer("eleventy: 2", "eleventy: 3", "attributes: 4.1", "attributes: 4.3").Replace(config)
	}
	return config
}

// real is a page as Eleventy wrote it. Content is nil for a page that is in no
// collection: Eleventy keeps only its whole then.
type real struct {
	InputPath string  `json:"inputPath"`
	URL       any     `json:"url"`
	Content   *string `json:"content"`
	Page      *string `json:"page"`
}

func (o options) build(dir string) ([]real, time.Duration, error) {
	script := filepath.Join(o.modules, "build.mjs")
	if err := os.WriteFile(script, buildScript, 0o644); err != nil {
		return nil, 0, err
	}
	script, err := filepath.Abs(script)
	if err != nil {
		return nil, 0, err
	}
	cmd := exec.Command("node", script, fmt.Sprintf(`{"version":%d}`, o.version))
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "TZ=UTC")
	var errs bytes.Buffer
	cmd.Stderr = &errs
	start := time.Now()
	out, err := cmd.Output()
	took := time.Since(start)
	if err != nil {
		return nil, 0, fmt.Errorf("%w\n%s", err, errs.String())
	}
	var pages []real
	lines := bufio.NewScanner(bytes.NewReader(out))
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var r real
		if json.Unmarshal(lines.Bytes(), &r) == nil && r.InputPath != "" {
			pages = append(pages, r)
		}
	}
	return pages, took, lines.Err()
}

// open packs the folder as a user would, and opens the pack.
func (o options) open(dir string) (*site.Site, error) {
	pack := filepath.Join(dir, "pack.zip")
	if out, err := exec.Command(o.apercu, "pack", "--site", dir, "-o", pack).CombinedOutput(); err != nil {
		return nil, fmt.Errorf("%w: %s", err, out)
	}
	data, err := os.ReadFile(pack)
	if err != nil {
		return nil, err
	}
	if err := os.Remove(pack); err != nil {
		return nil, err
	}
	fsys, err := site.Unpack(data)
	if err != nil {
		return nil, err
	}
	return site.Open(fsys, theme.FS(), site.Options{Now: time.Now(), Lang: "en"})
}

type difference struct{ path, kind, text string }

func (o options) compare(dir string, s *site.Site, theirs []real, took time.Duration) error {
	known := knownDifferences(o.version)
	var found []difference
	pages, equal := 0, 0
	start := time.Now()
	seen := map[string]bool{}
	for _, r := range theirs {
		name := strings.TrimPrefix(r.InputPath, "./")
		if seen[name] {
			continue // the preview shows the first page of a paginated list
		}
		seen[name] = true
		text, err := fs.ReadFile(os.DirFS(dir), name)
		if err != nil {
			return err
		}
		p := render.Render(s, name, source.NewFile(name, string(text)), nil)
		ds := o.comparePage(name, p, r)
		pages++
		if len(ds) == 0 {
			equal++
		}
		found = append(found, ds...)
	}
	mine := time.Since(start)
	sort.SliceStable(found, func(i, j int) bool { return found[i].path < found[j].path })
	shown, failed := 0, 0
	met := map[string]bool{}
	for _, d := range found {
		key := d.path + " " + d.kind
		if o.random == 0 && known[key] != "" {
			met[key] = true
			continue
		}
		failed++
		if shown++; shown <= o.show {
			fmt.Printf("── %s (%s)\n%s\n", d.path, d.kind, d.text)
		}
	}
	if o.random == 0 {
		for key := range known {
			if !met[key] {
				failed++
				fmt.Printf("── %s: known as different and is not: take it out of known.txt\n", key)
			}
		}
	}
	fmt.Printf("Eleventy %d: %d of %d pages are equal, %d differences are known, %d are not (Eleventy %v, here %v)\n", o.version, equal, pages, len(met), failed, took.Round(time.Millisecond), mine.Round(time.Millisecond))
	if failed > 0 {
		return fmt.Errorf("%d differences", failed)
	}
	return nil
}

func (o options) comparePage(name string, p *render.Page, r real) (out []difference) {
	add := func(kind, text string) {
		for _, d := range append(append([]diag.Diagnostic(nil), p.Diagnostics...), p.LayoutDiagnostics()...) {
			text += "\n   " + d.Severity.String() + " " + d.Code + ": " + d.Message.In("en")
		}
		out = append(out, difference{name, kind, text})
	}
	url, _ := r.URL.(string)
	if url != p.URL {
		add("url", fmt.Sprintf("   theirs %q\n   ours   %q", url, p.URL))
	}
	if r.Content != nil {
		if o.bytes && *r.Content != p.Content {
			add("bytes", firstDifference(strings.Split(*r.Content, "\n"), strings.Split(p.Content, "\n")))
		}
		if text := compareHTML(*r.Content, p.Content); text != "" {
			add("content", text)
			return out // its layout differs too, then
		}
	}
	if r.Page != nil {
		if text := compareHTML(*r.Page, p.Full()); text != "" {
			add("page", text)
		}
	}
	return out
}

// knownDifferences reads "path kind: reason" lines, those of one version with
// its number before.
func knownDifferences(version int) map[string]string {
	known := map[string]string{}
	for _, line := range strings.Split(knownText, "\n") {
		if n, rest, ok := strings.Cut(line, " "); ok && (n == "2" || n == "3") {
			if n != strconv.Itoa(version) {
				continue
			}
			line = rest
		}
		if key, reason, ok := strings.Cut(line, ": "); ok && !strings.HasPrefix(line, "#") {
			known[key] = reason
		}
	}
	return known
}
