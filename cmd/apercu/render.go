package main

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"apercu/app/diag"
	"apercu/app/render"
	"apercu/app/site"
	"apercu/app/source"
	"apercu/app/template/value"
	"apercu/app/theme"

	"github.com/spf13/cobra"
)

type renderOptions struct {
	site       string
	full, json bool
}

func renderCommand() *cobra.Command {
	var o renderOptions
	cmd := &cobra.Command{
		Use:   "render [flags] FILE|DIR|-…",
		Short: "Print pages as the site would publish them",
		Long: "Prints the HTML of each page: its content, or with --full the whole page in its layout.\n" +
			"A folder stands for the pages in it, - for standard input. What is wrong goes to standard error.",
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return o.run(cmd.InOrStdin(), cmd.OutOrStdout(), cmd.ErrOrStderr(), args)
		},
	}
	cmd.Flags().StringVar(&o.site, "site", "", "folder or pack (.zip) of the site; without it, the built-in theme")
	cmd.Flags().BoolVar(&o.full, "full", false, "the whole page, with its layout")
	cmd.Flags().BoolVar(&o.json, "json", false, "one JSON object a page and line")
	return cmd
}

func (o renderOptions) run(in io.Reader, out, errs io.Writer, args []string) error {
	pages, err := pageFiles(o.site, args)
	if err != nil {
		return err
	}
	collectLate()
	s, err := openSiteFor(o.site)
	if err != nil {
		return err
	}
	for _, d := range s.Diagnostics {
		if d.Severity == diag.Info {
			continue
		}
		fmt.Fprintf(errs, "%s: %s\n", d.Path, d.Message.In(messageLang()))
	}
	written := bufio.NewWriterSize(out, 64<<10)
	failed := false
	told := map[string]bool{} // layouts are shared: their mistakes are told once
	err = renderAll(s, pages, in, func(r rendered) error {
		if r.err != nil {
			return r.err
		}
		found := r.page.Diagnostics
		if o.full {
			found = append([]diag.Diagnostic(nil), found...)
			for _, d := range r.page.LayoutDiagnostics() {
				if !told[d.Message.FR] {
					told[d.Message.FR] = true
					found = append(found, d)
				}
			}
		}
		printDiagnostics(errs, r.page.Doc.File, found)
		failed = failed || diag.HasErrors(found)
		return o.print(written, r.page, r.name)
	}, o.full)
	if err = cmp.Or(err, written.Flush()); err != nil {
		return err
	}
	if failed {
		return errFindings
	}
	return nil
}

type rendered struct {
	name string
	page *render.Page
	err  error
}

// renderAll renders on all processors and hands the pages over in order. Who
// renders a page prints it, and those after it that were waiting for it: with a
// goroutine that prints and one that deals pages out, processors stood idle.
func renderAll(s *site.Site, pages []pageFile, in io.Reader, each func(rendered) error, full bool) error {
	out := &inOrder{each: each, waiting: make([]*rendered, len(pages))}
	var next atomic.Int64
	var all sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(pages)) {
		all.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(pages) && out.put(i, pages[i].render(s, in, full)); i = int(next.Add(1)) - 1 {
			}
		})
	}
	all.Wait()
	return out.err
}

func (p pageFile) render(s *site.Site, in io.Reader, full bool) *rendered {
	r := &rendered{name: p.name}
	text, err := p.read(s, in)
	if err != nil {
		r.err = err
		return r
	}
	used, _ := printed.Get().(*render.Page)
	r.page = render.Plain(s, p.path, source.NewFile(r.name, text), used)
	if full {
		r.page.Full()
	}
	return r
}

// printed pages leave their memory to those after them.
var printed sync.Pool

// inOrder hands pages over in their order, up to the first that fails.
type inOrder struct {
	each func(rendered) error

	mu      sync.Mutex
	waiting []*rendered
	next    int
	err     error
}

// put adds page i; it says whether to go on.
func (o *inOrder) put(i int, r *rendered) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.waiting[i] = r
	for ; o.err == nil && o.next < len(o.waiting) && o.waiting[o.next] != nil; o.next++ {
		r := o.waiting[o.next]
		o.err = o.each(*r)
		if o.waiting[o.next] = nil; r.page != nil {
			printed.Put(r.page)
		}
	}
	return o.err == nil
}

// openSiteFor opens a folder or a pack over the built-in theme; "" is the
// theme alone.
func openSiteFor(name string) (*site.Site, error) {
	o := site.Options{Now: time.Now(), Lang: messageLang(), Keep: true}
	if name == "" {
		return site.Open(nil, theme.FS(), o)
	}
	fsys, err := siteFiles(name)
	if err != nil {
		return nil, err
	}
	s, err := site.Open(fsys, theme.FS(), o)
	if err != nil {
		return nil, fmt.Errorf("opening the site: %w", err)
	}
	return s, nil
}

// siteFiles is a site's folder, or its pack.
func siteFiles(name string) (fs.FS, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, fmt.Errorf("opening the site: %w", err)
	}
	if info.IsDir() {
		return openFolder(name), nil
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("opening the site: %w", err)
	}
	fsys, err := site.Unpack(data)
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", name, err)
	}
	return fsys, nil
}

// pageFile is a page to render: what the user called it, and its path from the
// site's root.
type pageFile struct {
	name, path string
	inSite     bool
}

// read gives the text of the page, from the site when that has read it.
func (p pageFile) read(s *site.Site, in io.Reader) (string, error) {
	if p.name == "-" {
		data, err := io.ReadAll(in)
		return string(data), err
	}
	if p.inSite {
		if text, ok := s.Text(p.path); ok {
			return text, nil
		}
	}
	data, err := os.ReadFile(p.name)
	return string(data), err
}

// pageFiles lists the files that the arguments stand for.
func pageFiles(siteDir string, args []string) ([]pageFile, error) {
	var out []pageFile
	for _, arg := range args {
		if arg == "-" {
			out = append(out, pageFile{"-", "page.md", false})
			continue
		}
		info, err := os.Stat(arg)
		if err != nil {
			return nil, err
		}
		at, inSite := pathInSite(siteDir, arg)
		if !info.IsDir() {
			out = append(out, pageFile{arg, at, inSite})
			continue
		}
		err = filepath.WalkDir(arg, func(p string, e fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if e.IsDir() && p != arg && (strings.HasPrefix(e.Name(), ".") || e.Name() == "node_modules") {
				return fs.SkipDir
			}
			if !e.Type().IsRegular() || path.Ext(p) != ".md" {
				return nil
			}
			file := pageFile{name: p}
			if rel, err := filepath.Rel(arg, p); inSite && err == nil {
				// The place of the folder is asked once: it takes system calls.
				file.path, file.inSite = path.Join(at, filepath.ToSlash(rel)), true
			} else {
				file.path, file.inSite = pathInSite(siteDir, p)
			}
			out = append(out, file)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	if len(out) == 0 {
		return nil, errors.New("no page to render: no .md file there")
	}
	return out, nil
}

// pathInSite is the path of a file from the site's root, or from the working
// folder when it lies outside of the site.
func pathInSite(siteDir, name string) (at string, inSite bool) {
	if siteDir != "" {
		root, err1 := filepath.Abs(siteDir)
		file, err2 := filepath.Abs(name)
		if err1 == nil && err2 == nil {
			if rel, err := filepath.Rel(root, file); err == nil && !strings.HasPrefix(rel, "..") {
				return filepath.ToSlash(rel), true
			}
		}
	}
	if filepath.IsAbs(name) || strings.HasPrefix(name, "..") {
		return filepath.Base(name), false
	}
	return filepath.ToSlash(name), false
}

func (o renderOptions) print(out io.Writer, p *render.Page, name string) error {
	if o.json {
		return printJSON(out, p, name, o.full)
	}
	text := p.Content
	if o.full {
		text = p.Full()
	}
	_, err := io.WriteString(out, text)
	if err == nil && text != "" && !strings.HasSuffix(text, "\n") {
		_, err = io.WriteString(out, "\n")
	}
	return err
}

// messageLang is the language of messages: French, unless the locale is English.
func messageLang() string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := os.Getenv(name); v != "" {
			if strings.HasPrefix(v, "en") {
				return "en"
			}
			return "fr"
		}
	}
	return "fr"
}

// printDiagnostics prints "file:line:col: message", lines and columns from 1,
// columns in characters.
func printDiagnostics(w io.Writer, f *source.File, ds []diag.Diagnostic) {
	for _, d := range ds {
		if d.Severity == diag.Info {
			continue
		}
		at := f.Position(d.Span.Start)
		fmt.Fprintf(w, "%s:%d:%d: %s\n", f.Name(), at.Line+1, at.Column+1, d.Message.In(messageLang()))
	}
}

type jsonPage struct {
	Path        string           `json:"path"`
	URL         string           `json:"url"`
	Content     string           `json:"content"`
	Page        string           `json:"page,omitempty"`
	Data        json.RawMessage  `json:"data"`
	Diagnostics []jsonDiagnostic `json:"diagnostics"`
}

type jsonDiagnostic struct {
	Code      string `json:"code"`
	Severity  string `json:"severity"`
	Line      int    `json:"line"`
	Column    int    `json:"column"`
	EndLine   int    `json:"endLine"`
	EndColumn int    `json:"endColumn"`
	Message   string `json:"message"`
}

func jsonDiagnostics(f *source.File, ds []diag.Diagnostic) []jsonDiagnostic {
	out := []jsonDiagnostic{}
	for _, d := range ds {
		start, end := f.Position(d.Span.Start), f.Position(d.Span.End)
		out = append(out, jsonDiagnostic{d.Code, d.Severity.String(), start.Line + 1, start.Column + 1, end.Line + 1, end.Column + 1, d.Message.In(messageLang())})
	}
	return out
}

func printJSON(out io.Writer, p *render.Page, name string, full bool) error {
	found := p.Diagnostics
	j := jsonPage{Path: name, URL: p.URL, Content: p.Content, Data: json.RawMessage("{}")}
	if full {
		j.Page = p.Full()
		found = append(append([]diag.Diagnostic(nil), found...), p.LayoutDiagnostics()...)
	}
	j.Diagnostics = jsonDiagnostics(p.Doc.File, found)
	if v, err := value.ToJSON(p.Data, nil); err == nil {
		if text, ok := value.Text(v); ok {
			j.Data = json.RawMessage(text)
		}
	}
	var line bytes.Buffer
	enc := json.NewEncoder(&line)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(j); err != nil {
		return err
	}
	_, err := out.Write(line.Bytes())
	return err
}
