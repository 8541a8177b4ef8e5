package eleventy

import (
	"net/url"
	"path"
	"strings"

	"apercu/app/template/filter"
	"apercu/app/template/value"
)

// This file holds the filters on addresses.

func (o Options) urlFilters() map[string]filter.Func {
	return map[string]filter.Func{
		"url":                    plain(o.url),
		"htmlBaseUrl":            o.htmlBaseURL,
		"addPathPrefixToFullUrl": plain(o.addPathPrefix),
		"absoluteUrl":            plain(absoluteURL),
		"inputPathToUrl":         plain(o.inputPathToURL),
		"paginatedUrl":           plain(paginatedURL),
		"paginated_url":          plain(paginatedURL),
		"transformWithHtmlBase":  plain(func(in value.Value, _ []value.Value) (value.Value, error) { return in, nil }),
		"log":                    plain(o.log),
	}
}

func (o Options) prefix() string {
	if o.PathPrefix == "" {
		return "/"
	}
	return o.PathPrefix
}

// url puts the path prefix before an address of the site; full addresses and
// relative ones stay.
func (o Options) url(in value.Value, args []value.Value) (value.Value, error) {
	prefix := o.prefix()
	if p, ok := arg(args, 0).(string); ok && p != "" {
		prefix = p
	}
	if !value.Truthy(in) {
		in = ""
	}
	s, ok := value.Text(in)
	if !ok {
		return nil, value.Errorf("« url » attend une adresse en texte", "url.startsWith is not a function")
	}
	return withPrefix(s, prefix), nil
}

func withPrefix(s, prefix string) string {
	if isFullURL(s) || strings.HasPrefix(s, "//") && s != "//" {
		return s
	}
	norm, root := joinPath(s), joinPath("/", prefix)
	if norm == "/" || norm == root {
		return strings.TrimSuffix(root, "/") + "/"
	}
	if strings.HasPrefix(norm, "/") {
		return joinPath("/", prefix, s)
	}
	return norm
}

// joinPath is Node's path.posix.join, where a slash at the end stays; several
// become one.
func joinPath(parts ...string) string {
	var filled []string
	for _, p := range parts {
		if p != "" {
			filled = append(filled, p)
		}
	}
	joined := strings.Join(filled, "/")
	if joined == "" {
		return "."
	}
	clean := path.Clean(joined)
	switch {
	case !strings.HasSuffix(joined, "/") || strings.HasSuffix(clean, "/"):
		return clean
	case clean == ".":
		return "./"
	}
	return clean + "/"
}

// isFullURL reports what new URL(s) accepts without a base: a scheme, and a
// host where the scheme needs one.
func isFullURL(s string) bool {
	s = strings.Trim(s, " \t\n\r\f")
	scheme, rest, ok := strings.Cut(s, ":")
	if !ok || scheme == "" || !isUpper(scheme[0]) && !isLower(scheme[0]) {
		return false
	}
	for i := range len(scheme) {
		if !isAlnum(scheme[i]) && strings.IndexByte("+-.", scheme[i]) < 0 {
			return false
		}
	}
	switch strings.ToLower(scheme) {
	case "http", "https", "ftp", "ws", "wss":
		host := strings.TrimLeft(rest, `/\`)
		return host != "" && !strings.ContainsAny(host[:1], "?#:") && !strings.ContainsAny(strings.FieldsFunc(host, isHostEnd)[0], " <>^|")
	}
	return true
}

func isHostEnd(r rune) bool { return strings.ContainsRune(`/\?#`, r) }

// htmlBaseURL makes an address absolute: with the path prefix, or against a
// full address given as argument (feeds).
func (o Options) htmlBaseURL(s filter.Scope, in value.Value, args []value.Value, kwargs *value.Object) (value.Value, error) {
	args = value.Positional(args, kwargs)
	base := o.prefix()
	if b := arg(args, 0); value.Truthy(b) {
		base = value.ToString(b)
	}
	if base == "/" {
		return in, nil
	}
	if !isFullURL(base) {
		return o.url(in, []value.Value{base})
	}
	address, ok := value.Text(in)
	if !ok {
		return nil, value.Errorf("« htmlBaseUrl » attend une adresse en texte", "url.startsWith is not a function")
	}
	if isFullURL(address) {
		return address, nil
	}
	from := pageText(s, "url")
	if p, ok := value.Text(arg(args, 1)); ok && p != "" {
		from = p
	}
	if from != "" && !strings.HasPrefix(address, "/") {
		address = resolve(from, address)
	}
	return o.prefixed(resolve(base, address)), nil
}

// resolve is new URL(ref, base).toString(); ref itself when that fails.
func resolve(base, ref string) string {
	b, err := url.Parse(base)
	if err != nil {
		return ref
	}
	r, err := b.Parse(ref)
	if err != nil {
		return ref
	}
	if r.Host != "" && r.Path == "" {
		r.Path = "/"
	}
	return r.String()
}

// prefixed puts the path prefix into a full address.
func (o Options) prefixed(full string) string {
	u, err := url.Parse(full)
	if err != nil || o.prefix() == "/" {
		return full
	}
	u.Path = joinPath("/", o.prefix(), u.Path)
	u.RawPath = ""
	return u.String()
}

func (o Options) addPathPrefix(in value.Value, _ []value.Value) (value.Value, error) {
	return o.prefixed(value.ToString(in)), nil
}

func absoluteURL(in value.Value, args []value.Value) (value.Value, error) {
	base, ok := value.Text(arg(args, 0))
	s := value.ToString(in)
	if isFullURL(s) {
		return resolve(s, ""), nil
	}
	if !ok || !isFullURL(base) {
		return in, nil
	}
	return resolve(base, s), nil
}

// inputPathToURL finds the address of a source file; what follows # or ? stays.
// An unknown file is an error.
func (o Options) inputPathToURL(in value.Value, _ []value.Value) (value.Value, error) {
	s := value.ToString(in)
	if isFullURL(s) || o.URLs == nil {
		return in, nil
	}
	file, tail := s, ""
	if i := strings.IndexAny(s, "?#"); i >= 0 {
		file, tail = s[:i], s[i:]
	}
	want := cleanInput(file)
	best := ""
	for address, input := range o.URLs {
		if cleanInput(input) == want && (best == "" || before(address, best)) {
			best = address
		}
	}
	if best == "" {
		return nil, value.Errorf("aucune page n’a pour source « %s »", "`inputPathToUrl` could not find a matching target for %s", file)
	}
	return withPrefix(best, o.prefix()) + tail, nil
}

func cleanInput(p string) string { return strings.TrimPrefix(path.Clean("/"+p), "/") }

// before orders addresses so that the first page of a paginated list comes first.
func before(a, b string) bool { return len(a) < len(b) || len(a) == len(b) && a < b }

// paginatedURL is the address of page n of a list.
func paginatedURL(in value.Value, args []value.Value) (value.Value, error) {
	s, ok := value.Text(in)
	n := arg(args, 0)
	if value.StrictEqual(n, 1.0) {
		return in, nil
	}
	if !ok {
		return nil, missing("endsWith")
	}
	return strings.TrimSuffix(s, "/") + "/page-" + value.ToString(n) + "/", nil
}

func (o Options) log(in value.Value, args []value.Value) (value.Value, error) {
	if o.Log != nil {
		o.Log(append([]value.Value{in}, args...))
	}
	return in, nil
}
