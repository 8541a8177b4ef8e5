package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"mime"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path"
	"regexp"
	"strings"
	"time"

	"apercu/web"

	"github.com/spf13/cobra"
)

func serveCommand() *cobra.Command {
	var addr, dir string
	var node bool
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Serve the web editor from this binary",
		Long: "Serves the web editor from this binary. With --site, pages show in that site's templates, with its data and\n" +
			"images (those above 1 MiB are left out and named); a reload of the editor reads the folder again. " + nodeHelp,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			var site *siteDir
			if dir != "" {
				var err error
				if site, err = openSite(dir, node, cmd.ErrOrStderr()); err != nil {
					return err
				}
				// Once before the first visit: what is left out is said at the start.
				if _, _, _, err = site.pack(); err != nil {
					return err
				}
			}
			return serve(cmd.Context(), addr, site, func(url string) {
				fmt.Fprintf(cmd.ErrOrStderr(), "Aperçu: %s (Ctrl+C to stop)\n", url)
			})
		},
	}
	cmd.Flags().StringVar(&addr, "addr", "127.0.0.1:8000", "address to listen on")
	cmd.Flags().StringVar(&dir, "site", "", "folder of the site whose templates, data and images the editor uses")
	nodeFlag(cmd, &node)
	return cmd
}

// serve listens until the program is interrupted. started is told the URL.
func serve(ctx context.Context, addr string, site *siteDir, started func(url string)) error {
	if ctx == nil {
		ctx = context.Background()
	}
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt)
	defer stop()

	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return fmt.Errorf("listening: %w", err)
	}
	started("http://" + listener.Addr().String() + "/")
	server := &http.Server{Handler: newHandler(web.Files(), site), ReadHeaderTimeout: 10 * time.Second}
	go func() {
		<-ctx.Done()
		_ = server.Close()
	}()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serving: %w", err)
	}
	return nil
}

// handler serves the built front end: compressed forms as built, addresses that
// a person may have ("/view"), links that a mail filter damaged, and headers
// that keep the application strict and its hashed files for ever.
type handler struct {
	files  fs.FS
	policy string
	site   *siteDir // nil without one
}

func newHandler(files fs.FS, site *siteDir) *handler {
	h := &handler{files: files, site: site}
	if info, ok := web.Built(); ok {
		h.policy = info.Policy
	}
	return h
}

func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		http.Error(w, "only GET and HEAD", http.StatusMethodNotAllowed)
		return
	}
	name := strings.TrimPrefix(r.URL.Path, "/")
	if target, ok := repairLink(name, r.URL.RawQuery); ok {
		// Not http.Redirect, which would clean the fragment as a path.
		w.Header().Set("Location", target)
		w.WriteHeader(http.StatusFound)
		return
	}
	for key, value := range securityHeaders {
		w.Header().Set(key, value)
	}
	if h.site != nil && h.site.serve(w, name) {
		return
	}
	h.file(w, r, fileFor(name))
}

// damagedLink is a preview link whose # became %23 or %2523; the server has
// decoded one level of it.
var damagedLink = regexp.MustCompile(`(?s)^(?:view/?)?(?:#|%(?:25)*23)(.*)$`)

func repairLink(name, query string) (string, bool) {
	m := damagedLink.FindStringSubmatch(name)
	if m == nil {
		return "", false
	}
	if query != "" { // of the address that the fragment holds
		m[1] += "?" + query
	}
	return "/view#" + strings.NewReplacer(" ", "%20", "\r", "", "\n", "").Replace(m[1]), true
}

// fileFor is the file behind an address.
func fileFor(name string) string {
	switch name {
	case "":
		return "index.html"
	case "view":
		return "view.html"
	case "view/":
		return "view/index.html"
	}
	return name
}

// notBuilt is what a binary without the front end answers.
const notBuilt = `<!doctype html><html lang="fr"><meta charset="utf-8"><title>Aperçu</title>
<p>L’éditeur n’est pas dans ce programme. Construisez-le avec <code>make build</code>, ou lancez <code>make run</code>.
<p lang="en">The editor is not in this binary: build it with <code>make build</code>, or start <code>make run</code>.`

func (h *handler) file(w http.ResponseWriter, r *http.Request, name string) {
	if !fs.ValidPath(name) || strings.HasSuffix(name, ".br") || strings.HasSuffix(name, ".gz") {
		h.notFound(w)
		return
	}
	data, encoding, err := h.read(name, r.Header.Get("Accept-Encoding"))
	if err != nil {
		if name == "index.html" {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = w.Write([]byte(notBuilt))
			return
		}
		h.notFound(w)
		return
	}
	h.headers(w.Header(), name)
	if encoding != "" {
		w.Header().Set("Content-Encoding", encoding)
	}
	if !hashedName.MatchString(name) {
		w.Header().Set("ETag", fmt.Sprintf(`"%x"`, sha256.Sum256(data)))
	}
	// A zero time: the files are embedded, and the hash in the name or the ETag tells.
	http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(data))
}

// read gives the file in the best form that the browser takes.
func (h *handler) read(name, accepts string) (data []byte, encoding string, err error) {
	for _, form := range []struct{ suffix, encoding string }{{".br", "br"}, {".gz", "gzip"}} {
		if acceptsEncoding(accepts, form.encoding) {
			if data, err := fs.ReadFile(h.files, name+form.suffix); err == nil {
				return data, form.encoding, nil
			}
		}
	}
	data, err = fs.ReadFile(h.files, name)
	return data, "", err
}

func acceptsEncoding(header, encoding string) bool {
	for part := range strings.SplitSeq(header, ",") {
		name, params, _ := strings.Cut(strings.TrimSpace(part), ";")
		if strings.EqualFold(strings.TrimSpace(name), encoding) {
			return strings.ReplaceAll(params, " ", "") != "q=0"
		}
	}
	return false
}

// hashedName matches names that change with their content.
var hashedName = regexp.MustCompile(`-[0-9A-Za-z]{8}\.[a-z]+$|^dsfr/[0-9.]+/`)

var contentTypes = map[string]string{
	".css":         "text/css; charset=utf-8",
	".html":        "text/html; charset=utf-8",
	".js":          "text/javascript; charset=utf-8",
	".json":        "application/json",
	".md":          "text/markdown; charset=utf-8",
	".png":         "image/png",
	".svg":         "image/svg+xml",
	".wasm":        "application/wasm",
	".webmanifest": "application/manifest+json",
	".woff2":       "font/woff2",
	".zip":         "application/zip",
}

func (h *handler) headers(header http.Header, name string) {
	ext := path.Ext(name)
	kind := contentTypes[ext]
	if kind == "" {
		kind = mime.TypeByExtension(ext)
	}
	if kind != "" {
		header.Set("Content-Type", kind)
	}
	header.Set("Vary", "Accept-Encoding")
	if hashedName.MatchString(name) {
		header.Set("Cache-Control", "public, max-age=31536000, immutable")
	} else {
		header.Set("Cache-Control", "no-cache")
	}
	// The preview has its own policy inside; the 404 page too.
	if h.policy != "" && (name == "index.html" || name == "view.html" || name == "view/index.html" || ext == ".js") {
		header.Set("Content-Security-Policy", h.policy+"; frame-ancestors 'none'")
	}
}

// securityHeaders go with every answer but a redirection. The same in the samples of `apercu build`.
var securityHeaders = map[string]string{
	"X-Content-Type-Options":       "nosniff",
	"Referrer-Policy":              "strict-origin-when-cross-origin",
	"Cross-Origin-Opener-Policy":   "same-origin",
	"Cross-Origin-Resource-Policy": "same-origin",
	"Permissions-Policy":           "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}

func (h *handler) notFound(w http.ResponseWriter) {
	page, err := fs.ReadFile(h.files, "404.html")
	if err != nil {
		page = []byte("not found")
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-cache")
	w.WriteHeader(http.StatusNotFound)
	_, _ = w.Write(page)
}
