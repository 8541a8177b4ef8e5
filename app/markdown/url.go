package markdown

import (
	"strings"
	"unicode/utf8"
)

// This file normalises addresses as markdown-it does through mdurl and
// punycode: host names in punycode, everything else percent-encoded once.

// validLink refuses the schemes that run code or read files; images as data
// are allowed.
func validLink(url string) bool {
	s := strings.ToLower(trim(url))
	for _, scheme := range [...]string{"vbscript:", "javascript:", "file:", "data:"} {
		if strings.HasPrefix(s, scheme) {
			for _, image := range [...]string{"gif;", "png;", "jpeg;", "webp;"} {
				if strings.HasPrefix(s, "data:image/"+image) {
					return true
				}
			}
			return false
		}
	}
	return true
}

// safe marks the ASCII bytes that stay as they are in an address.
var safe = func() (set [128]bool) {
	for c := range 128 {
		set[c] = isLetter(byte(c)) || isDigit(byte(c)) || strings.IndexByte(";/?:@&=+$,-_.!~*'()#", byte(c)) >= 0
	}
	return set
}()

// normalizeLink is what stands in href or src.
func normalizeLink(url string) string {
	if len(url) < 64 && allSafe(url) && !hasPort(url) {
		return url
	}
	u := parseURL(url)
	if u.host != "" && u.recode() {
		u.host = hostToASCII(u.host)
	}
	return encodeURL(u.String())
}

// normalizeLinkText is how an address reads as text.
func normalizeLinkText(url string) string {
	u := parseURL(url)
	if u.host != "" && u.recode() {
		u.host = hostToUnicode(u.host)
	}
	return decodeURL(u.String())
}

// hasPort: a colon other than the one of scheme://. The host before a port may
// be cut where no host can go on.
func hasPort(url string) bool {
	i := strings.IndexByte(url, ':')
	return i >= 0 && (!strings.HasPrefix(url[i:], "://") || strings.IndexByte(url[i+1:], ':') >= 0)
}

func allSafe(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf || !safe[s[i]] {
			return false
		}
	}
	return true
}

const hexDigits = "0123456789ABCDEF"

func isHex(c byte) bool { return isDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'f' }

func hexValue(c byte) byte {
	if isDigit(c) {
		return c - '0'
	}
	return c | 0x20 - 'a' + 10
}

func encodeURL(s string) string {
	var b strings.Builder
	b.Grow(len(s) + 16)
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c < utf8.RuneSelf && safe[c], c == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]):
			b.WriteByte(c)
		case c >= utf8.RuneSelf && invalidAt(s, i):
			b.WriteString("%EF%BF%BD")
		default:
			b.WriteByte('%')
			b.WriteByte(hexDigits[c>>4])
			b.WriteByte(hexDigits[c&15])
		}
	}
	return b.String()
}

// invalidAt: the byte starts no valid sequence and continues none.
func invalidAt(s string, i int) bool {
	if r, n := utf8.DecodeRuneInString(s[i:]); r != utf8.RuneError || n > 1 {
		return false
	}
	for j := max(0, i-3); j < i; j++ {
		if _, n := utf8.DecodeRuneInString(s[j:]); j+n > i {
			return false
		}
	}
	return true
}

// decodeURL resolves percent sequences but those of ; / ? : @ & = + $ , # and %.
func decodeURL(s string) string {
	if strings.IndexByte(s, '%') < 0 {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		if s[i] != '%' || i+2 >= len(s) || !isHex(s[i+1]) || !isHex(s[i+2]) {
			b.WriteByte(s[i])
			i++
			continue
		}
		var run []byte
		j := i
		for ; j+2 < len(s) && s[j] == '%' && isHex(s[j+1]) && isHex(s[j+2]); j += 3 {
			run = append(run, hexValue(s[j+1])<<4|hexValue(s[j+2]))
		}
		writeDecoded(&b, run, s[i:j])
		i = j
	}
	return b.String()
}

func writeDecoded(b *strings.Builder, run []byte, raw string) {
	for k := 0; k < len(run); {
		c := run[k]
		if c < utf8.RuneSelf {
			if strings.IndexByte(";/?:@&=+$,#%", c) >= 0 {
				b.WriteByte('%')
				b.WriteByte(hexDigits[c>>4])
				b.WriteByte(hexDigits[c&15])
			} else {
				b.WriteByte(c)
			}
			k++
			continue
		}
		r, n := utf8.DecodeRune(run[k:])
		b.WriteRune(r)
		k += n
	}
}

// urlParts is an address cut as mdurl.parse(url, true) cuts it; path holds the
// query and the fragment too.
type urlParts struct {
	protocol, auth, host, port, path string
	slashes                          bool
}

// recode: host names of other schemes are left alone.
func (u *urlParts) recode() bool {
	switch u.protocol {
	case "", "http:", "https:", "mailto:":
		return true
	}
	return false
}

func (u *urlParts) String() string {
	s := u.protocol
	if u.slashes {
		s += "//"
	}
	if u.auth != "" {
		s += u.auth + "@"
	}
	if strings.IndexByte(u.host, ':') >= 0 {
		s += "[" + u.host + "]"
	} else {
		s += u.host
	}
	if u.port != "" {
		s += ":" + u.port
	}
	return s + u.path
}

func parseURL(url string) urlParts {
	var u urlParts
	rest := trim(url)
	n := 0
	for n < len(rest) && (isLetter(rest[n]) || isDigit(rest[n]) || rest[n] == '.' || rest[n] == '+' || rest[n] == '-') {
		n++
	}
	if n > 0 && at(rest, n) == ':' {
		u.protocol, rest = rest[:n+1], rest[n+1:]
	}
	hostless := u.protocol == "javascript:"
	slashes := strings.HasPrefix(rest, "//")
	if slashes && !hostless {
		rest = rest[2:]
		u.slashes = true
	}
	if !hostless && (slashes || u.protocol != "" && !slashed(u.protocol)) {
		rest = u.takeHost(rest)
	}
	u.path = rest
	return u
}

func slashed(protocol string) bool {
	switch protocol {
	case "http:", "https:", "ftp:", "gopher:", "file:":
		return true
	}
	return false
}

// takeHost takes auth, host and port off the front of rest.
func (u *urlParts) takeHost(rest string) string {
	hostEnd := strings.IndexAny(rest, "/?#")
	at := -1
	if hostEnd < 0 {
		at = strings.LastIndexByte(rest, '@')
	} else {
		at = strings.LastIndexByte(rest[:min(hostEnd+1, len(rest))], '@')
	}
	if at >= 0 {
		u.auth, rest = rest[:at], rest[at+1:]
	}
	hostEnd = strings.IndexAny(rest, "%/?;#'{}|\\^`<>\" \r\n\t")
	if hostEnd < 0 {
		hostEnd = len(rest)
	}
	if hostEnd > 0 && rest[hostEnd-1] == ':' {
		hostEnd--
	}
	host := rest[:hostEnd]
	rest = rest[hostEnd:]
	if colon := strings.LastIndexByte(host, ':'); colon >= 0 && allDigits(host[colon+1:]) {
		u.port, host = host[colon+1:], host[:colon]
	}
	v6 := strings.HasPrefix(host, "[") && strings.HasSuffix(host, "]")
	if !v6 {
		var left string
		host, left = splitHost(host)
		rest = left + rest
	}
	if utf16Length(host) > 255 {
		host = ""
	}
	if v6 && len(host) >= 2 {
		host = host[1 : len(host)-1]
	}
	u.host = host
	return rest
}

func allDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if !isDigit(s[i]) {
			return false
		}
	}
	return true
}

func utf16Length(s string) (n int) {
	for _, r := range s {
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n
}

// splitHost cuts a host at the first label that no host may have: over 63
// characters, or an ASCII mark other than + - _.
func splitHost(host string) (good, left string) {
	parts := strings.Split(host, ".")
	for i, part := range parts {
		ok, length, valid := true, 0, 0
		for k, r := range part {
			hostChar := r >= utf8.RuneSelf || isLetter(byte(r)) || isDigit(byte(r)) || r == '+' || r == '-' || r == '_'
			if !hostChar {
				ok = false
			}
			if valid == k && r < utf8.RuneSelf && hostChar && valid < 63 {
				valid++
			}
			length += utf16Length(string(r))
		}
		if ok && length <= 63 {
			continue
		}
		kept := append(append([]string(nil), parts[:i]...), part[:valid])
		return strings.Join(kept, "."), strings.Join(append([]string{part[valid:]}, parts[i+1:]...), ".")
	}
	return host, ""
}
