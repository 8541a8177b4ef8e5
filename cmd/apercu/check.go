package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"apercu/app/check"
	"apercu/app/diag"
	"apercu/app/render"
	"apercu/app/site"
	"apercu/app/source"
)

type checkOptions struct {
	site, format, lang, level, doc string
	rules                          []string
	fix, docs, weight              bool
}

func checkCommand() *cobra.Command {
	var o checkOptions
	cmd := &cobra.Command{
		Use:   "check [flags] FILE|DIR|-…",
		Short: "Say what keeps pages from being ready, and mend what can be",
		Long: "Checks pages against the duties of State sites: accessibility (RGAA), design system (DSFR),\n" +
			"video and transcripts, links, images, front matter, French typography. A folder stands for the\n" +
			"pages in it, - for standard input. Rules are turned on and off in apercu.yaml, under checks; acronyms to expand stand under glossary.\n\n" +
			"Exit status: 0 nothing found, 1 findings, 2 wrong usage or unreadable input.",
		Example: "  apercu check --site . content\n  apercu check --fix --rules typo-apostrophe,typo-nbsp-before page.md\n  apercu check --doc video-no-transcription",
		RunE: func(cmd *cobra.Command, args []string) error {
			return o.run(cmd.InOrStdin(), cmd.OutOrStdout(), cmd.ErrOrStderr(), args)
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.site, "site", "", "folder or pack (.zip) of the site; without it, the built-in theme")
	f.StringVar(&o.format, "format", "text", "text, json (one object a page and line) or sarif")
	f.StringVar(&o.lang, "lang", messageLang(), "language of the messages, fr or en")
	f.StringVar(&o.level, "level", "info", "least severity to report: info, warning or error")
	f.StringSliceVar(&o.rules, "rules", nil, "only these rules, separated by commas")
	f.BoolVar(&o.fix, "fix", false, "write the fixes that need no word from the author; - prints the mended page")
	f.BoolVar(&o.weight, "weight", false, "also say what each page weighs and what would save most")
	f.StringVar(&o.doc, "doc", "", "print the page of a rule and stop")
	f.BoolVar(&o.docs, "docs", false, "print the pages of all rules and stop")
	return cmd
}

var severities = map[string]diag.Severity{"info": diag.Info, "warning": diag.Warning, "error": diag.Error}

func (o checkOptions) run(in io.Reader, out, errs io.Writer, args []string) error {
	if err := o.valid(); err != nil {
		return err
	}
	switch {
	case o.docs:
		_, err := io.WriteString(out, check.Docs(o.lang))
		return err
	case o.doc != "":
		return o.printDoc(out)
	case len(args) == 0:
		return errors.New("check needs a page or a folder")
	}
	c, err := o.open(errs)
	if err != nil {
		return err
	}
	pages, err := pageFiles(o.site, args)
	if err != nil {
		return err
	}
	results, err := c.all(in, pages)
	if err != nil {
		return err
	}
	if o.fix {
		if err := c.mend(out, results); err != nil {
			return err
		}
	}
	if err := o.print(out, errs, results); err != nil {
		return err
	}
	for _, r := range results {
		if len(r.found) > 0 {
			return errFindings
		}
	}
	return nil
}

// valid holds the flags against what they may be.
func (o checkOptions) valid() error {
	if o.format != "text" && o.format != "json" && o.format != "sarif" {
		return fmt.Errorf("unknown format %q: text, json or sarif", o.format)
	}
	if o.lang != "fr" && o.lang != "en" {
		return fmt.Errorf("unknown language %q: fr or en", o.lang)
	}
	if _, ok := severities[o.level]; !ok {
		return fmt.Errorf("unknown level %q: info, warning or error", o.level)
	}
	for _, name := range o.rules {
		if check.Lookup(name) == nil {
			return fmt.Errorf("there is no rule %q", name)
		}
	}
	return nil
}

func (o checkOptions) printDoc(out io.Writer) error {
	a := check.Lookup(o.doc)
	if a == nil {
		return fmt.Errorf("there is no rule %q", o.doc)
	}
	_, err := io.WriteString(out, a.Markdown(o.lang))
	return err
}

// checker checks pages of one site. It is safe for concurrent use.
type checker struct {
	options checkOptions
	site    *site.Site
	facts   *check.Facts
	config  check.Config
	today   string
}

func (o checkOptions) open(errs io.Writer) (*checker, error) {
	s, err := openSiteFor(o.site)
	if err != nil {
		return nil, err
	}
	c := &checker{options: o, site: s, today: time.Now().Format(time.DateOnly)}
	if o.site != "" {
		fsys, err := siteFiles(o.site)
		if err != nil {
			return nil, err
		}
		c.facts = check.FactsOf(s, fsys)
		if text, err := fs.ReadFile(fsys, "apercu.yaml"); err == nil {
			config, wrong := check.ReadConfig(string(text))
			c.config = config
			for _, d := range wrong {
				fmt.Fprintln(errs, d.Message.In(o.lang))
			}
		}
	}
	c.config.Only = o.rules
	return c, nil
}

// checked is a page with what was found in it.
type checked struct {
	page   pageFile
	file   *source.File
	found  []diag.Diagnostic
	weight check.Weight
	fixed  int // fixes written
}

// all checks pages on all processors; the answer is in the order of the pages.
func (c *checker) all(in io.Reader, pages []pageFile) ([]*checked, error) {
	out := make([]*checked, len(pages))
	fails := make([]error, len(pages))
	next := make(chan int)
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for i := range next {
				text, err := pages[i].read(c.site, in)
				if err != nil {
					fails[i] = err
					continue
				}
				out[i] = c.check(pages[i], text)
			}
		})
	}
	for i := range pages {
		next <- i
	}
	close(next)
	workers.Wait()
	for _, err := range fails {
		if err != nil {
			return nil, fmt.Errorf("reading a page: %w", err)
		}
	}
	return out, nil
}

func (c *checker) check(p pageFile, text string) *checked {
	f := source.NewFile(p.path, text)
	page := render.Render(c.site, p.path, f, nil)
	in := check.Input{File: f, Document: page.Doc, Markdown: page.Markdown(), Rendered: check.RenderedPage(page), Today: c.today, Config: c.config}
	if c.facts != nil {
		in.Site = c.facts
	}
	r := &checked{page: p, file: f}
	found := check.Run(in)
	if len(c.options.rules) == 0 {
		found = check.Merge(c.decided(page.Diagnostics), found)
	}
	for _, d := range found {
		if d.Severity <= severities[c.options.level] {
			r.found = append(r.found, d)
		}
	}
	if c.options.weight {
		r.weight = check.WeighPage(in)
	}
	return r
}

// decided marks as unsure what a site would decide and none was given: a
// layout or an include that is not there.
func (c *checker) decided(ds []diag.Diagnostic) []diag.Diagnostic {
	if c.facts != nil {
		return ds
	}
	out := append([]diag.Diagnostic(nil), ds...)
	for i := range out {
		switch out[i].Code {
		case "layout-missing", "template-missing", "template-error", "filter-foreign", "filter-unknown":
			out[i].Unsure = true
		}
	}
	return out
}

// mend writes what can be mended without the author, page by page.
func (c *checker) mend(out io.Writer, results []*checked) error {
	for i, r := range results {
		last := r
		m, err := check.Mend(r.file.Text(), func(text string) []diag.Diagnostic {
			if text != last.file.Text() {
				last = c.check(r.page, text)
			}
			return last.found
		})
		if err != nil {
			return fmt.Errorf("mending %s: %w", r.page.name, err)
		}
		if m.Text != last.file.Text() { // the rounds ran out
			last = c.check(r.page, m.Text)
		}
		fixed := len(m.Edits)
		r, last.fixed = last, fixed
		switch {
		case r.page.name == "-":
			if _, err := io.WriteString(out, r.file.Text()); err != nil {
				return err
			}
		case fixed > 0:
			if err := writeKeepingMode(r.page.name, r.file.Text()); err != nil {
				return fmt.Errorf("mending %s: %w", r.page.name, err)
			}
		}
		results[i] = r
	}
	return nil
}

// writeKeepingMode replaces a file in one step, so that a failure leaves the
// page as it was.
func writeKeepingMode(name, text string) error {
	info, err := os.Stat(name)
	if err != nil {
		return err
	}
	temp, err := os.CreateTemp(filepath.Dir(name), ".apercu-*")
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name())
	if _, err := temp.WriteString(text); err != nil {
		temp.Close()
		return err
	}
	if err := temp.Close(); err != nil {
		return err
	}
	if err := os.Chmod(temp.Name(), info.Mode().Perm()); err != nil {
		return err
	}
	return os.Rename(temp.Name(), name)
}

func (o checkOptions) print(out, errs io.Writer, results []*checked) error {
	switch o.format {
	case "json":
		return o.printJSON(out, results)
	case "sarif":
		return o.printSARIF(out, results)
	}
	// The mended page went to standard output: the findings go elsewhere.
	if o.fix && len(results) == 1 && results[0].page.name == "-" {
		out = errs
	}
	var all []diag.Diagnostic
	for _, r := range results {
		all = append(all, r.found...)
		for _, d := range r.found {
			at := r.file.Position(d.Span.Start)
			fmt.Fprintf(out, "%s:%d:%d: %s: %s [%s]\n", r.page.name, at.Line+1, at.Column+1, o.severity(d), d.Message.In(o.lang), d.Code)
		}
		if o.weight {
			o.printWeight(out, r)
		}
	}
	s := check.Summarize(all)
	fmt.Fprintf(errs, "%s\n", o.total(len(results), s, results))
	return nil
}

func (o checkOptions) severity(d diag.Diagnostic) string {
	names := map[diag.Severity]diag.Text{diag.Error: diag.T("erreur", "error"), diag.Warning: diag.T("attention", "warning"), diag.Info: diag.T("conseil", "info")}
	if d.Unsure {
		return diag.T("à vérifier", "to check").In(o.lang)
	}
	return names[d.Severity].In(o.lang)
}

func (o checkOptions) total(pages int, s check.Summary, results []*checked) string {
	fixed := 0
	for _, r := range results {
		fixed += r.fixed
	}
	line := diag.T("%d page(s). %s ; %d avertissement(s), %d conseil(s), %d à vérifier.", "%d page(s). %s; %d warning(s), %d advice, %d to check.", pages, s.Sentence().In(o.lang), s.Warnings, s.Infos, s.Unsure).In(o.lang)
	if o.fix {
		line += diag.T(" %d modification(s) faite(s).", " %d change(s) made.", fixed).In(o.lang)
	}
	return line
}

func (o checkOptions) printWeight(out io.Writer, r *checked) {
	en := o.lang == "en"
	w := r.weight
	fmt.Fprintf(out, "%s: HTML %s, images %s", r.page.name, check.FormatBytes(w.HTML, en), check.FormatBytes(w.Images, en))
	if w.Unknown > 0 {
		fmt.Fprint(out, diag.T(" (+ %d de poids inconnu)", " (+ %d of unknown weight)", w.Unknown).In(o.lang))
	}
	if len(w.ThirdParties) > 0 {
		fmt.Fprint(out, diag.T(", autres sites : %s", ", other sites: %s", strings.Join(w.ThirdParties, ", ")).In(o.lang))
	}
	fmt.Fprintln(out)
	for _, s := range w.Savings {
		fmt.Fprintf(out, "  − %s  %s\n", check.FormatBytes(s.Bytes, en), s.Message.In(o.lang))
	}
}

type checkedPage struct {
	Path        string              `json:"path"`
	Blocking    int                 `json:"blocking"`
	Diagnostics []checkedDiagnostic `json:"diagnostics"`
	Weight      *checkedWeight      `json:"weight,omitempty"`
	Fixed       int                 `json:"fixed,omitempty"`
}

type checkedDiagnostic struct {
	jsonDiagnostic
	Ref    string       `json:"ref,omitempty"`
	Unsure bool         `json:"unsure,omitempty"`
	Fixes  []checkedFix `json:"fixes,omitempty"`
}

// checkedFix has its edits in bytes of the file, from 0.
type checkedFix struct {
	Title string        `json:"title"`
	Needs bool          `json:"needs,omitempty"`
	Edits []checkedEdit `json:"edits"`
}

type checkedEdit struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

type checkedWeight struct {
	HTML         int64    `json:"html"`
	Images       int64    `json:"images"`
	Unknown      int      `json:"unknown"`
	ThirdParties []string `json:"thirdParties"`
}

func (o checkOptions) printJSON(out io.Writer, results []*checked) error {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	for _, r := range results {
		p := checkedPage{Path: r.page.name, Blocking: check.Summarize(r.found).Blocking, Diagnostics: []checkedDiagnostic{}, Fixed: r.fixed}
		plain := jsonDiagnostics(r.file, r.found)
		for i, d := range r.found {
			plain[i].Message = d.Message.In(o.lang)
			x := checkedDiagnostic{jsonDiagnostic: plain[i], Ref: d.Ref, Unsure: d.Unsure}
			for _, f := range d.Fixes {
				fix := checkedFix{Title: f.Title.In(o.lang), Needs: f.Needs}
				for _, e := range f.Edits {
					fix.Edits = append(fix.Edits, checkedEdit{e.Span.Start, e.Span.End, e.New})
				}
				x.Fixes = append(x.Fixes, fix)
			}
			p.Diagnostics = append(p.Diagnostics, x)
		}
		if o.weight {
			p.Weight = &checkedWeight{r.weight.HTML, r.weight.Images, r.weight.Unknown, append([]string{}, r.weight.ThirdParties...)}
		}
		if err := enc.Encode(p); err != nil {
			return err
		}
	}
	return nil
}
