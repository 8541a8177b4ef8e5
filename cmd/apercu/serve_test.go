package main

import (
	"archive/zip"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"apercu/web"
)

// frontEnd is a small built front end.
func frontEnd() fstest.MapFS {
	file := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	return fstest.MapFS{
		"index.html":                       file("editor"),
		"view.html":                        file("view"),
		"view/index.html":                  file("view folder"),
		"preview.html":                     file("preview"),
		"404.html":                         file("nothing here"),
		"site.json":                        file(`{"pack":null}`),
		"assets/apercu-0123abcd.wasm":      file("wasm"),
		"assets/apercu-0123abcd.wasm.br":   file("wasm in brotli"),
		"assets/apercu-0123abcd.wasm.gz":   file("wasm in gzip"),
		"dsfr/1.14.4/dsfr.main.min.css":    file("styles"),
		"manifest.webmanifest":             file("{}"),
		"dsfr/1.14.4/fonts/Marianne.woff2": file("font"),
	}
}

func get(t *testing.T, h http.Handler, target, accept string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, target, nil)
	r.Header.Set("Accept-Encoding", accept)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestServeFiles(t *testing.T) {
	h := &handler{files: frontEnd(), policy: "default-src 'self'"}
	const long, short = "public, max-age=31536000, immutable", "no-cache"
	for _, c := range []struct {
		target, accept               string
		status                       int
		body, encoding, kind, cached string
	}{
		{"/", "", 200, "editor", "", "text/html; charset=utf-8", short},
		{"/view", "", 200, "view", "", "text/html; charset=utf-8", short},
		{"/view/", "", 200, "view folder", "", "text/html; charset=utf-8", short},
		{"/assets/apercu-0123abcd.wasm", "gzip, deflate, br", 200, "wasm in brotli", "br", "application/wasm", long},
		{"/assets/apercu-0123abcd.wasm", "gzip", 200, "wasm in gzip", "gzip", "application/wasm", long},
		{"/assets/apercu-0123abcd.wasm", "br;q=0, gzip;q=0", 200, "wasm", "", "application/wasm", long},
		{"/assets/apercu-0123abcd.wasm.br", "br", 404, "nothing here", "", "text/html; charset=utf-8", short},
		{"/dsfr/1.14.4/fonts/Marianne.woff2", "br", 200, "font", "", "font/woff2", long},
		{"/manifest.webmanifest", "", 200, "{}", "", "application/manifest+json", short},
		{"/nowhere", "", 404, "nothing here", "", "text/html; charset=utf-8", short},
		{"/../go.mod", "", 404, "nothing here", "", "text/html; charset=utf-8", short},
	} {
		w := get(t, h, c.target, c.accept)
		header := w.Header()
		if w.Code != c.status || w.Body.String() != c.body || header.Get("Content-Encoding") != c.encoding || header.Get("Content-Type") != c.kind || header.Get("Cache-Control") != c.cached {
			t.Errorf("%s (%s): %d %q %q %q %q", c.target, c.accept, w.Code, w.Body, header.Get("Content-Encoding"), header.Get("Content-Type"), header.Get("Cache-Control"))
		}
	}
}

func TestServePolicy(t *testing.T) {
	h := &handler{files: frontEnd(), policy: "default-src 'self'"}
	for target, want := range map[string]string{
		"/":             "default-src 'self'; frame-ancestors 'none'",
		"/view":         "default-src 'self'; frame-ancestors 'none'",
		"/preview.html": "", // its own is inside, and it is framed by us
		"/nowhere":      "",
	} {
		if got := get(t, h, target, "").Header().Get("Content-Security-Policy"); got != want {
			t.Errorf("%s: policy %q, want %q", target, got, want)
		}
		if got := get(t, h, target, "").Header().Get("X-Content-Type-Options"); got != "nosniff" {
			t.Errorf("%s: X-Content-Type-Options %q", target, got)
		}
	}
}

// TestServeAgain: what is asked for again and did not change is not sent again.
func TestServeAgain(t *testing.T) {
	h := &handler{files: frontEnd()}
	first := get(t, h, "/", "")
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.Header.Set("If-None-Match", first.Header().Get("ETag"))
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != http.StatusNotModified || w.Body.Len() > 0 {
		t.Errorf("%d, %d bytes", w.Code, w.Body.Len())
	}
}

func TestServeRefusesOtherMethods(t *testing.T) {
	h := &handler{files: frontEnd()}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/", nil))
	if w.Code != http.StatusMethodNotAllowed {
		t.Errorf("POST: %d", w.Code)
	}
}

func TestServeRepairsLinks(t *testing.T) {
	h := &handler{files: frontEnd()}
	for target, want := range map[string]string{
		"/view%231dA.b_c.d":        "/view#1dA.b_c.d",
		"/view%25231dA.b.c":        "/view#1dA.b.c",
		"/view%2525231dA.b.c":      "/view#1dA.b.c",
		"/view/%231dA.b.c":         "/view#1dA.b.c",
		"/%231dA.b.c":              "/view#1dA.b.c",
		"/view%231dA.b%0d%0a%20.c": "/view#1dA.b%20.c",

		"/view%23uhttps://exemple.fr/a.md?ref=main": "/view#uhttps://exemple.fr/a.md?ref=main",
	} {
		w := get(t, h, target, "")
		if w.Code != http.StatusFound || w.Header().Get("Location") != want {
			t.Errorf("%s: %d %q, want %q", target, w.Code, w.Header().Get("Location"), want)
		}
	}
}

func TestServeWithoutFrontEnd(t *testing.T) {
	h := &handler{files: fstest.MapFS{}}
	if w := get(t, h, "/", ""); w.Code != 200 || !strings.Contains(w.Body.String(), "make build") {
		t.Errorf("got %d %q, want how to build it", w.Code, w.Body)
	}
}

func TestServeSite(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"_includes/layouts/post.njk": "layout",
		"node_modules/x/index.md":    "no",
		".git/config.json":           "no",
		"content/a.md":               "page",
		"eleventy.config.js":         "no",
		"content/lourde.png":         strings.Repeat("x", imageLimit+1),
		"content/image.png":          strings.Repeat("x", 1000),
		"_data/grand.json":           `{"a":"` + strings.Repeat("x", imageLimit) + `"}`,
	} {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var said strings.Builder
	site, err := openSite(dir, false, &said)
	if err != nil {
		t.Fatal(err)
	}
	h := &handler{files: frontEnd(), site: site}
	w := get(t, h, "/site.json", "")
	name := strings.TrimSuffix(strings.TrimPrefix(w.Body.String(), `{"pack":"`), "\"}\n")
	if !strings.HasPrefix(name, "site-") {
		t.Fatalf("site.json is %q", w.Body)
	}
	if again := get(t, h, "/site.json", "").Body.String(); again != w.Body.String() {
		t.Errorf("the pack's name changed without the site: %q", again)
	}
	pack := get(t, h, "/"+name, "").Body.String()
	r, err := zip.NewReader(strings.NewReader(pack), int64(len(pack)))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range r.File {
		names = append(names, f.Name)
	}
	want := ".apercu/files.json _data/grand.json _includes/layouts/post.njk content/a.md content/image.png"
	if got := strings.Join(names, " "); got != want {
		t.Errorf("the pack has %s, want %s", got, want)
	}
	if want := "content/lourde.png: 1.0 MiB, left out of the pack (the limit is 1.0 MiB)\n"; said.String() != want {
		t.Errorf("said %q, want %q once", said.String(), want)
	}
	if w := get(t, h, "/site-00000000.zip", ""); w.Code != 404 {
		t.Errorf("a pack that was never made: %d", w.Code)
	}
	if _, err := openSite(filepath.Join(dir, "eleventy.config.js"), false, io.Discard); err == nil {
		t.Error("a file was taken for a site")
	}
}

func TestHostSamples(t *testing.T) {
	samples := hostSamples(web.Info{Policy: "default-src 'self'"}, "/sub/")
	for name, wants := range map[string][]string{
		"_headers":                 {"/sub/view\n", "Content-Security-Policy: default-src 'self'; frame-ancestors 'none'", "/sub/assets/*\n"},
		"host-samples/nginx.conf":  {"location /sub/ {", "error_page 404 /sub/404.html", "application/wasm wasm;", "text/html html;", "text/javascript js;", "font/woff2 woff2;"},
		"host-samples/apache.conf": {"ErrorDocument 404 /sub/404.html", "AddType application/wasm .wasm"},
	} {
		for _, want := range wants {
			if !strings.Contains(samples[name], want) {
				t.Errorf("%s lacks %q:\n%s", name, want, samples[name])
			}
		}
	}
}

func TestRebase(t *testing.T) {
	page := `<html data-base="/"><script src="/assets/r.js"></script><a href="/">`
	want := `<html data-base="/sub/"><script src="/sub/assets/r.js"></script><a href="/sub/">`
	if got := string(rebase([]byte(page), "/sub/")); got != want {
		t.Errorf("got %s", got)
	}
}

// serve and build give the editor the same computed data as pack does.
func TestServeSiteWithNode(t *testing.T) {
	if _, err := exec.LookPath("node"); err != nil {
		t.Skip("no Node")
	}
	dir := t.TempDir()
	write := func(name, text string) {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("apercu.yaml", "folders: {data: donnees}\n")
	write("donnees/calcul.js", "module.exports = { n: 1 + 1 };")
	write("donnees/casse.mjs", `throw new Error("cassé");`)
	var errs strings.Builder
	open := func(node bool) *handler {
		errs.Reset()
		site, err := openSite(dir, node, &errs)
		if err != nil {
			t.Fatal(err)
		}
		return &handler{files: frontEnd(), site: site}
	}
	packed := func(h *handler) map[string]string {
		name := strings.TrimSuffix(strings.TrimPrefix(get(t, h, "/site.json", "").Body.String(), `{"pack":"`), "\"}\n")
		pack := get(t, h, "/"+name, "").Body.String()
		r, err := zip.NewReader(strings.NewReader(pack), int64(len(pack)))
		if err != nil {
			t.Fatal(err)
		}
		files := map[string]string{}
		for _, f := range r.File {
			data, _ := fs.ReadFile(r, f.Name)
			files[f.Name] = string(data)
		}
		return files
	}
	h := open(true)
	files, said := packed(h), errs.String()
	if files["donnees/calcul.js.json"] != `{"n":2}` {
		t.Errorf("the pack has %v", files)
	}
	if !strings.Contains(said, "donnees/casse.mjs: Error: cassé\n") || !strings.Contains(said, "donnees/casse.mjs: JavaScript, skipped") {
		t.Errorf("said %q", said)
	}
	write("donnees/calcul.js", "module.exports = { n: 10 };")
	if files := packed(h); files["donnees/calcul.js.json"] != `{"n":10}` {
		t.Errorf("after a change the pack has %v", files)
	}
	if files := packed(open(false)); files["donnees/calcul.js.json"] != "" || !strings.Contains(errs.String(), "donnees/calcul.js: JavaScript, skipped") {
		t.Errorf("with --node=false the pack has %v, said %q", files, errs.String())
	}
}
