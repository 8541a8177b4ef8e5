package markdown

import "strings"

// This file reads autolinks, <address> and <someone@host>.

func (s *inlineState) readAutolink(silent bool) bool {
	start := s.pos
	end := -1
scan:
	for i := start + 1; i < s.max; i++ {
		switch s.src[i] {
		case '<':
			break scan
		case '>':
			end = i
			break scan
		}
	}
	if end < 0 {
		return false
	}
	url := s.src[start+1 : end]
	href := ""
	switch {
	case isAddress(url):
		href = normalizeLink(url)
	case isEmail(url):
		href = normalizeLink("mailto:" + url)
	default:
		return false
	}
	if !validLink(href) {
		return false
	}
	if !silent {
		s.pushAutolink(href, normalizeLinkText(url), start, end+1)
	}
	s.pos = end + 1
	return true
}

func (s *inlineState) pushAutolink(href, text string, start, end int) {
	open := s.push(tLink, 1, start, start)
	open.attrs, open.auto = []attribute{{"href", href}}, true
	s.push(tText, 0, start, end).content = text
	s.push(tLink, -1, end, end).auto = true
}

// isAddress: a scheme of 2 to 32 characters, a colon, no blank nor < >.
func isAddress(url string) bool {
	i := strings.IndexByte(url, ':')
	if i < 2 || i > 32 || !isLetter(url[0]) {
		return false
	}
	for k := 1; k < i; k++ {
		if c := url[k]; !isLetter(c) && !isDigit(c) && c != '+' && c != '.' && c != '-' {
			return false
		}
	}
	for k := i + 1; k < len(url); k++ {
		if c := url[k]; c <= ' ' || c == '<' || c == '>' {
			return false
		}
	}
	return true
}

// isEmail is the address of the HTML standard.
func isEmail(s string) bool {
	local, host, ok := strings.Cut(s, "@")
	if !ok || local == "" {
		return false
	}
	for i := 0; i < len(local); i++ {
		if c := local[i]; !isLetter(c) && !isDigit(c) && strings.IndexByte(".!#$%&'*+/=?^_`{|}~-", c) < 0 {
			return false
		}
	}
	for _, label := range strings.Split(host, ".") {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
		for i := 0; i < len(label); i++ {
			if c := label[i]; !isLetter(c) && !isDigit(c) && c != '-' {
				return false
			}
		}
	}
	return true
}
