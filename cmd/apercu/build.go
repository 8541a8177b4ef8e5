package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"

	"apercu/web"

	"github.com/spf13/cobra"
)

func buildCommand() *cobra.Command {
	var out, base, dir string
	var node bool
	cmd := &cobra.Command{
		Use:   "build",
		Short: "Write the web editor as static files for any host",
		Long: "Writes the web editor as static files for any host, with settings for common ones. With --site, pages show in\n" +
			"that site's templates, with its data and images (those above 1 MiB are left out and named). " + nodeHelp,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if out == "" {
				return errors.New("build needs --out DIR")
			}
			var site *siteDir
			if dir != "" {
				var err error
				if site, err = openSite(dir, node, cmd.ErrOrStderr()); err != nil {
					return err
				}
			}
			n, err := writeStatic(out, base, site)
			if err == nil {
				fmt.Fprintf(cmd.ErrOrStderr(), "apercu: %d files in %s\n", n, out)
			}
			return err
		},
	}
	cmd.Flags().StringVar(&out, "out", "", "folder to write to; made when it is not there")
	cmd.Flags().StringVar(&base, "base", "/", "path under which the files will be served, such as /apercu/")
	cmd.Flags().StringVar(&dir, "site", "", "folder of the site whose templates, data and images the editor uses")
	nodeFlag(cmd, &node)
	return cmd
}

// writeStatic writes the front end and what a host needs beside it; it gives
// the number of files. Files that are in out already and are not ours stay.
func writeStatic(out, base string, site *siteDir) (int, error) {
	info, ok := web.Built()
	if !ok {
		return 0, errors.New("the editor is not in this binary: build it with make build")
	}
	base = "/" + strings.Trim(base, "/") + "/"
	if base == "//" {
		base = "/"
	}
	files, err := staticFiles(info, base, site)
	if err != nil {
		return 0, err
	}
	for name, data := range files {
		target := filepath.Join(out, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
			return 0, fmt.Errorf("writing %s: %w", name, err)
		}
		if err := os.WriteFile(target, data, 0o644); err != nil {
			return 0, fmt.Errorf("writing %s: %w", name, err)
		}
	}
	return len(files), nil
}

func staticFiles(info web.Info, base string, site *siteDir) (map[string][]byte, error) {
	files := map[string][]byte{}
	err := fs.WalkDir(web.Files(), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || name == "README.md" {
			return err
		}
		files[name], err = fs.ReadFile(web.Files(), name)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("reading the editor: %w", err)
	}
	// Only this page does not know where it is: hosts send it for any address.
	files["404.html"] = rebase(files["404.html"], base)
	delete(files, "404.html.br")
	delete(files, "404.html.gz")
	for name, text := range hostSamples(info, base) {
		files[name] = []byte(text)
	}
	if site == nil {
		return files, nil
	}
	pack, name, _, err := site.pack()
	if err != nil {
		return nil, err
	}
	files[name] = pack
	files["site.json"] = fmt.Appendf(nil, "{\"pack\":%q}\n", name)
	return files, nil
}

func rebase(page []byte, base string) []byte {
	page = bytes.ReplaceAll(page, []byte(`data-base="/"`), []byte(`data-base="`+base+`"`))
	page = bytes.ReplaceAll(page, []byte(`src="/`), []byte(`src="`+base))
	return bytes.ReplaceAll(page, []byte(`href="/`), []byte(`href="`+base))
}

// hostSamples are settings for hosts: the headers that `apercu serve` gives pages
// and files.
//
//   - _headers: Netlify, Cloudflare Pages and others that read this file
//   - host-samples/nginx.conf, host-samples/apache.conf
//   - .nojekyll: GitHub Pages serves names that start with "_" as they are. It
//     knows no headers: the policies inside the pages hold alone there.
func hostSamples(info web.Info, base string) map[string]string {
	policy := info.Policy + "; frame-ancestors 'none'"
	return map[string]string{
		"_headers":                 headersFile(base, policy),
		"host-samples/nginx.conf":  nginxSample(base, policy),
		"host-samples/apache.conf": apacheSample(base, policy),
		".nojekyll":                "",
	}
}

func sortedHeaders() []string {
	names := make([]string, 0, len(securityHeaders))
	for name := range securityHeaders {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

func headersFile(base, policy string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s*\n", base)
	for _, name := range sortedHeaders() {
		fmt.Fprintf(&b, "  %s: %s\n", name, securityHeaders[name])
	}
	for _, page := range []string{"", "index.html", "view", "view.html", "view/*"} {
		fmt.Fprintf(&b, "%s%s\n  Content-Security-Policy: %s\n  Cache-Control: no-cache\n", base, page, policy)
	}
	for _, folder := range []string{"assets/*", "dsfr/*"} {
		fmt.Fprintf(&b, "%s%s\n  Cache-Control: public, max-age=31536000, immutable\n", base, folder)
	}
	return b.String()
}

func nginxSample(base, policy string) string {
	var common strings.Builder
	for _, name := range sortedHeaders() {
		fmt.Fprintf(&common, "    add_header %s %q always;\n", name, securityHeaders[name])
	}
	// A types block takes the place of the server's own, so it names all of ours.
	var types strings.Builder
	for _, ext := range slices.Sorted(maps.Keys(contentTypes)) {
		kind, _, _ := strings.Cut(contentTypes[ext], ";")
		fmt.Fprintf(&types, "        %s %s;\n", kind, ext[1:])
	}
	return fmt.Sprintf(`# Inside the server block. Needs ngx_http_gzip_static_module, and
# ngx_brotli for brotli_static; without them remove the two lines.
gzip_static on;
brotli_static on;
error_page 404 %[1]s404.html;

location %[1]s {
    types {
%[4]s    }
    charset utf-8;
    try_files $uri $uri.html $uri/index.html =404;
    add_header Cache-Control no-cache;
    add_header Content-Security-Policy %[2]q always;
%[3]s}
location = %[1]spreview.html {
    charset utf-8;
    # Its own, stricter policy is inside.
    add_header Cache-Control no-cache;
%[3]s}
location = %[1]spreview-remote.html {
    charset utf-8;
    add_header Cache-Control no-cache;
%[3]s}
location ~ ^%[1]s(assets|dsfr)/ {
    types {
%[4]s    }
    add_header Cache-Control "public, max-age=31536000, immutable";
%[3]s}
`, base, policy, common.String(), types.String())
}

func apacheSample(base, policy string) string {
	var common strings.Builder
	for _, name := range sortedHeaders() {
		fmt.Fprintf(&common, "Header always set %s %q\n", name, securityHeaders[name])
	}
	return fmt.Sprintf(`# .htaccess of the folder, or inside <Directory>. Needs mod_headers,
# mod_rewrite and mod_mime.
AddType application/wasm .wasm
AddType application/manifest+json .webmanifest
ErrorDocument 404 %[1]s404.html
Options +MultiViews
%[3]sHeader set Cache-Control no-cache
<FilesMatch "^(index|view)\.html(\.br)?$">
    Header always set Content-Security-Policy %[2]q
</FilesMatch>
<If "%%{REQUEST_URI} =~ m#^%[1]s(assets|dsfr)/#">
    Header set Cache-Control "public, max-age=31536000, immutable"
</If>
AddEncoding br .br
AddEncoding gzip .gz
RewriteEngine on
RewriteCond %%{HTTP:Accept-Encoding} br
RewriteCond %%{REQUEST_FILENAME}.br -f
RewriteRule ^(.+\.(html|css|js|json|svg|wasm|webmanifest))$ $1.br [L,E=no-gzip:1]
<FilesMatch "\.js\.br$">
    ForceType text/javascript
</FilesMatch>
<FilesMatch "\.css\.br$">
    ForceType text/css
</FilesMatch>
<FilesMatch "\.html\.br$">
    ForceType text/html
</FilesMatch>
<FilesMatch "\.wasm\.br$">
    ForceType application/wasm
</FilesMatch>
`, base, policy, common.String())
}
