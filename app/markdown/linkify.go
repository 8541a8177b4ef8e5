package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// This file makes links of bare addresses (the option linkify): the rules of
// linkify-it, whose regular expressions need look-ahead and so are read by hand.
// An address with a scheme is found while the text is read, since it may hold
// emphasis marks; one without, and e-mail addresses, in the texts afterwards.

// bare is an address found in a text.
type bare struct {
	start, end int
	scheme     string // "", or with its colon, or "//"
}

// readBareURL is tried at a colon: the scheme stands in the pending text.
func (s *inlineState) readBareURL(silent bool) bool {
	if s.linkLevel > 0 || s.pos+3 > s.max || !strings.HasPrefix(s.src[s.pos:], "://") {
		return false
	}
	scheme := trailingScheme(s.src[s.pendStart:s.pendEnd])
	start := s.pos - len(scheme)
	if scheme == "" || start < 0 {
		return false
	}
	n := addressAtStart(s.src[start:])
	if n <= len(scheme) {
		return false
	}
	url := strings.TrimRight(s.src[start:start+n], "*")
	href := normalizeLink(url)
	if !validLink(href) {
		return false
	}
	if !silent {
		s.pendEnd -= len(scheme)
		s.pushAutolink(href, normalizeLinkText(url), start, start+len(url))
	}
	s.pos += len(url) - len(scheme)
	return true
}

// trailingScheme is the name at the end of a text that may be a scheme.
func trailingScheme(text string) string {
	i := len(text)
	for i > 0 {
		if c := text[i-1]; !isLetter(c) && !isDigit(c) && c != '.' && c != '+' && c != '-' {
			break
		}
		i--
	}
	if i == len(text) || !isLetter(text[i]) {
		return ""
	}
	return text[i:]
}

func addressAtStart(text string) int {
	scheme := schemeAt(text, 0)
	if scheme == "" {
		return 0
	}
	if n := schemed(text, len(scheme), scheme); n > 0 {
		return len(scheme) + n
	}
	return 0
}

// linkify makes links in the texts of a block, outside of links.
func linkify(o *Options, t *token) {
	if strings.IndexByte(t.content, '@') < 0 && looksLikeHost(t.content) < 0 && !holdsScheme(t.content) {
		return
	}
	tokens := t.children
	inHTMLLink := 0
	for i := len(tokens) - 1; i >= 0; i-- {
		current := &tokens[i]
		if current.kind == tLink && current.nesting < 0 {
			level := current.level
			for i--; i > 0 && tokens[i].level != level && !isOpen(&tokens[i], tLink); {
				i--
			}
			continue
		}
		if current.kind == tHTMLInline {
			if opensLink(current.content) && inHTMLLink > 0 {
				inHTMLLink--
			}
			if closesLink(current.content) {
				inHTMLLink++
			}
		}
		if inHTMLLink > 0 || current.kind != tText {
			continue
		}
		links := findBare(current.content, o.MarkdownIt)
		if len(links) > 0 && links[0].start == 0 && i > 0 && tokens[i-1].kind == tSpecial {
			links = links[1:] // the escape before it meant: no link
		}
		if nodes := linkNodes(current, links); nodes != nil {
			tokens = append(tokens[:i:i], append(nodes, tokens[i+1:]...)...)
		}
	}
	t.children = tokens
}

// linkNodes cuts a text at its links.
func linkNodes(t *token, links []bare) (nodes []token) {
	last := 0
	piece := func(from, to int) {
		if to > from {
			part := *t
			part.keep(from, to)
			nodes = append(nodes, part)
		}
	}
	for _, l := range links {
		raw := t.content[l.start:l.end]
		href, text := normalizeLink(l.address(raw)), l.text(raw)
		if !validLink(href) {
			continue
		}
		piece(last, l.start)
		start, end := t.start, t.end
		if t.verbatim {
			start, end = t.start+int32(l.start), t.start+int32(l.end)
		}
		nodes = append(nodes,
			token{kind: tLink, nesting: 1, level: t.level, auto: true, start: start, end: start, attrs: []attribute{{"href", href}}},
			token{kind: tText, level: t.level + 1, content: text, start: start, end: end},
			token{kind: tLink, nesting: -1, level: t.level, auto: true, start: end, end: end})
		last = l.end
	}
	if nodes != nil {
		piece(last, len(t.content))
	}
	return nodes
}

func (l bare) address(raw string) string {
	switch {
	case l.scheme == "":
		return "http://" + raw
	case l.scheme == "mailto:" && !hasFold(raw, "mailto:"):
		return "mailto:" + raw
	}
	return raw
}

func (l bare) text(raw string) string {
	switch {
	case l.scheme == "":
		return strings.TrimPrefix(normalizeLinkText("http://"+raw), "http://")
	case l.scheme == "mailto:" && !hasFold(raw, "mailto:"):
		return strings.TrimPrefix(normalizeLinkText("mailto:"+raw), "mailto:")
	}
	return normalizeLinkText(raw)
}

func hasFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// findBare finds addresses with a scheme, without, and e-mail addresses. Of
// those that overlap the first, then the longest, counts. linkify-it 5, which
// comes with markdown-it 14, searches the whole text; 4 starts over behind each
// link, as if the text began there.
func findBare(text string, version int) (found []bare) {
	if version >= 14 {
		return choose(findSchemed(text), findEmails(text), findHosts(text), looksLikeHost(text) >= 0)
	}
	for shift := 0; shift < len(text); {
		l, ok := firstBare(text[shift:])
		if !ok {
			break
		}
		found = append(found, bare{l.start + shift, l.end + shift, l.scheme})
		shift += l.end
	}
	return found
}

func firstBare(text string) (first bare, ok bool) {
	if list := findSchemed(text); len(list) > 0 {
		first, ok = list[0], true
	}
	if host := looksLikeHost(text); host >= 0 && (!ok || host < first.start) {
		if list := findHosts(text); len(list) > 0 && (!ok || list[0].start < first.start) {
			first, ok = list[0], true
		}
	}
	if list := findEmails(text); len(list) > 0 {
		if l := list[0]; !ok || l.start < first.start || l.start == first.start && l.end > first.end {
			first, ok = l, true
		}
	}
	return first, ok
}

func choose(schemed, emails, hosts []bare, host bool) (found []bare) {
	if len(schemed)+len(emails) == 0 && !host {
		return nil
	}
	lists := [3][]bare{schemed, emails, hosts}
	for end := 0; ; {
		best := -1
		for k, list := range lists {
			if len(list) > 0 && (best < 0 || list[0].start < lists[best][0].start ||
				list[0].start == lists[best][0].start && list[0].end > lists[best][0].end) {
				best = k
			}
		}
		if best < 0 {
			return found
		}
		l := lists[best][0]
		lists[best] = lists[best][1:]
		if l.start >= end {
			found = append(found, l)
			end = l.end
		}
	}
}

func runeAt(s string, i int) (rune, int) {
	if i >= len(s) {
		return -1, 0
	}
	if s[i] < utf8.RuneSelf {
		return rune(s[i]), 1
	}
	return utf8.DecodeRuneInString(s[i:])
}

// blankOrControl is \p{Z} and \p{Cc}; separator adds punctuation.
func blankOrControl(r rune) bool {
	return r >= 0 && (unicode.Is(unicode.Z, r) || unicode.Is(unicode.Cc, r))
}
func separator(r rune) bool { return blankOrControl(r) || r >= 0 && unicode.IsPunct(r) }
func bracket(r rune) bool   { return r == '<' || r == '>' || r == '｜' }

// word is what host names are made of: no punctuation, blank nor control.
func word(r rune) bool { return r >= 0 && !bracket(r) && !separator(r) }

var schemes = [...]string{"http:", "https:", "ftp:", "//", "mailto:"}

func schemeAt(text string, i int) string {
	for _, s := range schemes {
		if hasFold(text[i:], s) {
			return s
		}
	}
	return ""
}

func holdsScheme(text string) bool {
	_, _, ok := nextScheme(text, 0)
	return ok
}

// nextScheme finds a scheme from i on, at the start or after a separator.
func nextScheme(text string, i int) (start int, scheme string, ok bool) {
	if i == 0 {
		if scheme = schemeAt(text, 0); scheme != "" {
			return 0, scheme, true
		}
	}
	for i < len(text) {
		r, n := runeAt(text, i)
		i += n
		if r == '_' || !bracket(r) && !separator(r) {
			continue
		}
		if scheme = schemeAt(text, i); scheme != "" {
			return i, scheme, true
		}
	}
	return 0, "", false
}

func findSchemed(text string) (found []bare) {
	for i := 0; ; {
		start, scheme, ok := nextScheme(text, i)
		if !ok {
			return found
		}
		i = start + len(scheme)
		if n := schemed(text, i, scheme); n > 0 {
			i += n
			found = append(found, bare{start, i, scheme})
		}
	}
}

// looksLikeHost is linkify-it's rude first look, the offset of what looks like a
// host or -1. It misses a domain before <, and so no link is made there.
func looksLikeHost(text string) int {
	local := strings.Index(strings.ToLower(text), "localhost")
	for i := strings.IndexByte(text, '.'); i >= 0 && i < len(text); {
		if i >= 3 && strings.EqualFold(text[i-3:i], "www") {
			return earlier(i-3, local)
		}
		if dotTopLevel(text, i) {
			return earlier(i, local)
		}
		next := strings.IndexByte(text[i+1:], '.')
		if next < 0 {
			break
		}
		i += 1 + next
	}
	return local
}

func earlier(i, j int) int {
	if j >= 0 && j < i {
		return j
	}
	return i
}

// dotTopLevel: the dot is followed by a top-level domain that ends there, or by
// up to three digits and another dot.
func dotTopLevel(text string, dot int) bool {
	end := dot + 1
	for end < len(text) && text[end] != '.' && text[end] != '>' {
		r, n := runeAt(text, end)
		if r != '-' && separator(r) {
			break
		}
		end += n
	}
	label := text[dot+1 : end]
	r, _ := runeAt(text, end)
	return (r < 0 || r == '>' || separator(r)) && topLevel(label) ||
		r == '.' && label != "" && len(label) <= 3 && allDigits(label)
}

// schemed is the length of the address after the scheme that ends at pos.
func schemed(text string, pos int, scheme string) int {
	rest := text[pos:]
	switch scheme {
	case "mailto:":
		name := emailName(rest)
		if name == 0 {
			return 0
		}
		if host := hostEnd(rest, name, false, 1, anyLast); host > 0 && terminated(rest, host) {
			return host
		}
		return 0
	case "//":
		if pos >= 3 && (text[pos-3] == ':' || text[pos-3] == '/') {
			return 0
		}
		return hostAndPath(rest, 0, 2, plainLast)
	}
	if !strings.HasPrefix(rest, "//") {
		return 0
	}
	return hostAndPath(rest, 2, 1, anyLast)
}

// What the last label of a host may be.
type lastLabel func(label string) bool

func anyLast(string) bool { return true }

func plainLast(label string) bool { return hasFold(label, "xn--") || strings.IndexByte(label, '-') < 0 }

// topLevel is a domain that is taken for one without a scheme.
func topLevel(label string) bool {
	if hasFold(label, "xn--") {
		return len(label) > 4
	}
	label = strings.ToLower(label)
	if len(label) == 2 {
		i := strings.Index(twoLetters, string(label[0])+":")
		if i < 0 {
			return false
		}
		list, _, _ := strings.Cut(twoLetters[i+2:], " ")
		return strings.IndexByte(list, label[1]) >= 0
	}
	return strings.Contains(" biz com edu gov net org pro web xxx aero asia coop info museum name shop рф ", " "+label+" ") && label != ""
}

// twoLetters are the country domains, by first letter.
const twoLetters = "a:cdefgilmnoqrstuwxz b:abdefghijmnorstvwyz c:acdfghiklmnoruvwxyz d:ejkmoz e:cegrstu f:ijkmor g:abdefghilmnpqrstuwy " +
	"h:kmnrtu i:delmnoqrst j:emop k:eghimnprwyz l:abcikrstuvy m:acdeghklmnopqrstuvwxyz n:acefgilopruz o:m p:aefghklmnrstwy q:a " +
	"r:eosuw s:abcdeghijklmnortuvxyz t:cdfghjklmnortvwz u:agksyz v:aceginu w:fs y:et z:amw"

// hostAndPath is the offset after [user@]host[:port][/path], or 0.
func hostAndPath(text string, pos, labels int, last lastLabel) int {
	for _, from := range [...]int{authEnd(text, pos), pos} {
		host := hostEnd(text, from, true, labels, last)
		if host == 0 && labels == 2 && hasFold(text[from:], "localhost") {
			host = portEnd(text, from+len("localhost"))
		}
		if host > 0 && terminated(text, host) {
			return pathEnd(text, host)
		}
	}
	return 0
}

func authEnd(text string, pos int) int {
	i, count := pos, 0
	for i < len(text) && count <= 50 {
		r, n := runeAt(text, i)
		if r == '@' {
			if count > 0 {
				return i + 1
			}
			return pos
		}
		if blankOrControl(r) || strings.ContainsRune("/[]()", r) {
			return pos
		}
		i += n
		count++
	}
	return pos
}

// hostEnd is the offset after a host of at least so many labels, and its port;
// 0 when there is none.
func hostEnd(text string, pos int, port bool, least int, last lastLabel) int {
	for labels := 1; ; labels++ {
		end, count := pos, 0
		for end < len(text) {
			r, n := runeAt(text, end)
			if r != '-' && !word(r) || r == '-' && end == pos {
				break
			}
			end += n
			count++
		}
		if count == 0 || count > 63 || text[end-1] == '-' && !hasFold(text[pos:], "xn--") {
			return 0
		}
		if r, _ := runeAt(text, end+1); at(text, end) == '.' && word(r) {
			pos = end + 1
			continue
		}
		if labels < least || !last(text[pos:end]) {
			return 0
		}
		if port {
			return portEnd(text, end)
		}
		return end
	}
}

// portEnd passes :port up to 65535; 0 for a number that is no port.
func portEnd(text string, pos int) int {
	if at(text, pos) != ':' || !isDigit(at(text, pos+1)) {
		return pos
	}
	end, value := pos+1, 0
	for end < len(text) && isDigit(text[end]) && end-pos <= 6 {
		value = value*10 + int(text[end]-'0')
		end++
	}
	if digits := end - pos - 1; digits > 5 || digits == 5 && (text[pos+1] == '0' || value > 65535) {
		return 0
	}
	return end
}

// terminated says whether a host may end there.
func terminated(text string, pos int) bool {
	r, _ := runeAt(text, pos)
	if r < 0 {
		return true
	}
	if !bracket(r) && !separator(r) || r == '-' || r == '_' {
		return false
	}
	next, _ := runeAt(text, pos+1)
	switch r {
	case ':':
		return next < '0' || next > '9'
	case '.':
		return next != '-' && (next < 0 || separator(next))
	}
	return true
}

// pathEnd passes /path?query#fragment, without the punctuation after it.
func pathEnd(text string, pos int) int {
	c := at(text, pos)
	if c != '/' && c != '?' && c != '#' {
		return pos
	}
	end := pos + 1
	for {
		n := pathUnit(text, end)
		if n == 0 {
			break
		}
		end += n
	}
	if end == pos+1 && c != '/' {
		return pos
	}
	return end
}

// pathUnit is the length of what a path may go on with.
func pathUnit(text string, i int) int {
	r, n := runeAt(text, i)
	if r < 0 || blankOrControl(r) || bracket(r) {
		return 0
	}
	next, _ := runeAt(text, i+1)
	ends := next < 0 || blankOrControl(next)
	switch r {
	case '[':
		return pair(text, i, ']', 0)
	case '(':
		return pair(text, i, ')', 0)
	case '{':
		return pair(text, i, '}', 0)
	case '"':
		return pair(text, i, '"', 1)
	case '\'':
		if n := pair(text, i, '\'', 1); n > 0 {
			return n
		}
		if word(next) || next == '-' {
			return 1
		}
		return 0
	case ']', ')', '}':
		return 0
	case '.':
		return dotsUnit(text, i, ends)
	case '-':
		return skipByte(text, i, '-') - i
	case ',', ';':
		if ends {
			return 0
		}
		return 1
	case '!':
		end := skipByte(text, i, '!')
		if after, _ := runeAt(text, end); after < 0 || blankOrControl(after) {
			return 0
		}
		return end - i
	case '?':
		if ends || next == '?' {
			return 0
		}
		return 1
	}
	return n
}

func dotsUnit(text string, i int, ends bool) int {
	end := skipByte(text, i, '.')
	if end-i >= 2 {
		if c := at(text, end); isLetter(c) || isDigit(c) || c == '%' || c == '/' || c == '&' {
			return end - i + 1
		}
		return 0
	}
	if ends {
		return 0
	}
	return 1
}

// pair is the length up to the closer, with at least so many bytes between and
// no blank.
func pair(text string, i int, closer rune, least int) int {
	for k := i + 1; k < len(text); {
		r, n := runeAt(text, k)
		if r == closer {
			if k-i-1 < least {
				return 0
			}
			return k + n - i
		}
		if blankOrControl(r) {
			return 0
		}
		k += n
	}
	return 0
}

// findHosts finds addresses without a scheme, by their top-level domain.
func findHosts(text string) (found []bare) {
	if strings.IndexByte(text, '.') < 0 {
		return nil
	}
	for i := 0; i < len(text); {
		start, ok := i, i == 0
		r, n := runeAt(text, i)
		if ok {
			if end := hostLink(text, 0); end > 0 {
				found = append(found, bare{0, end, ""})
				i = end
				continue
			}
		}
		if strings.ContainsRune("$+=^`", r) || bracket(r) || separator(r) && !strings.ContainsRune(".:/-_@", r) {
			start = i + n
			if end := hostLink(text, start); end > 0 {
				found = append(found, bare{start, end, ""})
				i = end
				continue
			}
		}
		i += n
	}
	return found
}

func hostLink(text string, pos int) int {
	if r, _ := runeAt(text, pos); r < 0 || strings.ContainsRune("$+=^`", r) {
		return 0
	}
	host := hostEnd(text, pos, true, 2, topLevel)
	if host == 0 || !terminated(text, host) {
		return 0
	}
	return pathEnd(text, host)
}

// findEmails finds someone@host after a blank, a bracket or a quote.
func findEmails(text string) (found []bare) {
	if strings.IndexByte(text, '@') < 0 {
		return nil
	}
	for i := 0; i < len(text); {
		r, n := runeAt(text, i)
		start := -1
		if i == 0 && emailEnd(text, 0) > 0 {
			start = 0
		} else if bracket(r) || r == '"' || r == '(' || blankOrControl(r) {
			start = i + n
		}
		if start >= 0 {
			if end := emailEnd(text, start); end > 0 {
				found = append(found, bare{start, end, "mailto:"})
				i = end
				continue
			}
		}
		i += n
	}
	return found
}

func emailEnd(text string, pos int) int {
	name := emailName(text[pos:])
	if name == 0 {
		return 0
	}
	host := hostEnd(text, pos+name, false, 2, topLevel)
	if host == 0 {
		host = ipEnd(text, pos+name)
	}
	if host == 0 || !terminated(text, host) {
		return 0
	}
	return host
}

// emailName is the length of the name and its @.
func emailName(text string) int {
	i := 0
	for i < len(text) && i <= 64 {
		c := text[i]
		if c == '@' && i > 0 {
			return i + 1
		}
		if !isLetter(c) && !isDigit(c) && strings.IndexByte("-;:&=+$,._", c) < 0 && (c != '"' || i == 0) {
			return 0
		}
		i++
	}
	return 0
}

// ipEnd is the offset after four numbers up to 255.
func ipEnd(text string, pos int) int {
	for k := range 4 {
		value, start := 0, pos
		for pos < len(text) && isDigit(text[pos]) && pos-start < 3 {
			value = value*10 + int(text[pos]-'0')
			pos++
		}
		if pos == start || value > 255 {
			return 0
		}
		if k < 3 {
			if at(text, pos) != '.' {
				return 0
			}
			pos++
		}
	}
	return pos
}
