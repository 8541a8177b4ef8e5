package app

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"testing"
)

// policy says what each package of the picture in doc.go may import: a line
// "package: packages of app and of modules it may import". The standard
// library is free, except what pure packages may not touch (impure below).
// A package that is not listed may not exist.
const policy = `
	source:
	diag: source
	sourcemap: source

	# values and templates
	template/value: diag
	template/filter: template/value
	template/syntax: source diag
	template: source diag sourcemap template/syntax template/value template/filter
	eleventy: template/value template/filter

	# a page's parts
	document/yaml: source template/value
	document: source diag document/yaml template/value
		github.com/adrg/frontmatter github.com/BurntSushi/toml
	markdown: source github.com/yuin/goldmark
	video:
	transcript: diag
	theme:

	# a page
	site: source diag document document/yaml markdown eleventy
		template template/value template/filter template/syntax
	render: source diag sourcemap document markdown site template template/value

	# what is made of pages
	check/scan: source markdown template/syntax github.com/yuin/goldmark
	check: source diag sourcemap document document/yaml markdown template/value template/syntax
		site render video check/scan golang.org/x/net/html
	session: source diag sourcemap markdown render site check
	share: source diag github.com/sergi/go-diff
	compare: source diag template/value golang.org/x/net/html github.com/sergi/go-diff
	ask: source diag document document/yaml template/value compare share transcript video check session storage
	storage: diag
	storage/storagetest: storage
	# for cmd/apercu and tests: nothing here imports it
	storage/dir: storage

	# for tests only: nothing may import it
	internal/golden: github.com/pmezard/go-difflib github.com/rogpeppe/go-internal

	# the browser
	ui: source diag document document/yaml template/value check share storage session
		transcript video compare ask github.com/maxence-charriere/go-app/v10
`

// impure is what makes an answer depend on more than bytes in. These may: ui, which
// is the browser's page; storage/dir, which keeps documents in a folder; and what
// no program holds.
var impure = []string{"os", "os/exec", "net", "net/http", "syscall", "syscall/js", "io/ioutil", "log"}

var mayBeImpure = map[string]bool{"ui": true, "storage/dir": true, "internal/golden": true}

// clock are functions that read the clock or draw lots.
var clock = map[string]bool{"time.Now": true, "time.Since": true, "time.Until": true, "time.Sleep": true, "time.After": true, "time.Local": true}

func TestImports(t *testing.T) {
	allowed := parsePolicy(t, policy)
	found := map[string]bool{}
	fset := token.NewFileSet()
	err := filepath.WalkDir(".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") || strings.Contains(name, "testdata") {
			return err
		}
		pkg := filepath.ToSlash(filepath.Dir(name))
		if pkg == "." {
			return nil
		}
		found[pkg] = true
		f, err := parser.ParseFile(fset, name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		if _, ok := allowed[pkg]; !ok {
			t.Errorf("%s: package %s is not in the policy", name, pkg)
			return nil
		}
		checkImports(t, name, pkg, f, allowed[pkg])
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for pkg := range allowed {
		if !found[pkg] {
			t.Logf("the policy lists %s, which has no files yet", pkg)
		}
	}
}

func checkImports(t *testing.T, name, pkg string, f *ast.File, allowed []string) {
	for _, spec := range f.Imports {
		imported, _ := strconv.Unquote(spec.Path.Value)
		local, ours := strings.CutPrefix(imported, "apercu/app/")
		switch {
		case ours && has(allowed, local):
		case ours:
			t.Errorf("%s: %s may not import %s", name, pkg, local)
		case !strings.Contains(imported, "."):
			if !mayBeImpure[pkg] && has(impure, imported) {
				t.Errorf("%s: %s is pure and may not import %s", name, pkg, imported)
			}
		case !inModule(allowed, imported):
			t.Errorf("%s: %s may not import %s", name, pkg, imported)
		}
	}
	if pkg == "ui" {
		return
	}
	ast.Inspect(f, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := sel.X.(*ast.Ident); ok && clock[x.Name+"."+sel.Sel.Name] {
				t.Errorf("%s: %s is pure and may not use %s.%s", name, pkg, x.Name, sel.Sel.Name)
			}
		}
		return true
	})
}

func has(list []string, name string) bool {
	i := sort.SearchStrings(list, name)
	return i < len(list) && list[i] == name
}

func inModule(allowed []string, imported string) bool {
	for _, m := range allowed {
		if imported == m || strings.HasPrefix(imported, m+"/") {
			return true
		}
	}
	return false
}

// parsePolicy also checks that the rows are in order: a package imports rows
// above it, so that there is no cycle.
func parsePolicy(t *testing.T, text string) map[string][]string {
	out := map[string][]string{}
	last := ""
	for _, line := range strings.Split(text, "\n") {
		line, _, _ = strings.Cut(line, "#")
		fields := strings.Fields(line)
		if len(fields) == 0 {
			continue
		}
		if name, ok := strings.CutSuffix(fields[0], ":"); ok {
			last, fields = name, fields[1:]
			out[last] = nil
		}
		out[last] = append(out[last], fields...)
	}
	for pkg := range out {
		sort.Strings(out[pkg])
	}
	for pkg, imports := range out {
		for _, i := range imports {
			if _, ours := out[i]; !ours && !strings.Contains(i, ".") {
				t.Errorf("policy of %s: no package %s", pkg, i)
			}
			if has(out[i], pkg) {
				t.Errorf("policy: %s and %s import each other", pkg, i)
			}
		}
	}
	return out
}
