package markdown

import "strings"

// This file reads the parts that links, images and reference definitions
// share: destination, title, label.

// maxParens is how deep parentheses nest in a bare destination.
const maxParens = 32

// linkDestination reads <…> or a bare address at pos, before end; next is -1
// when there is none.
func linkDestination(text string, pos, end int) (dest string, next int) {
	if pos < end && text[pos] == '<' {
		for i := pos + 1; i < end; i++ {
			switch text[i] {
			case '\n', '<':
				return "", -1
			case '>':
				return unescape(text[pos+1 : i]), i + 1
			case '\\':
				if i+1 < end {
					i++
				}
			}
		}
		return "", -1
	}
	depth, i := 0, pos
loop:
	for ; i < end; i++ {
		switch c := text[i]; {
		case c <= ' ' || c == 0x7F:
			break loop
		case c == '\\' && i+1 < end:
			if text[i+1] == ' ' {
				break loop
			}
			i++
		case c == '(':
			if depth++; depth > maxParens {
				return "", -1
			}
		case c == ')':
			if depth == 0 {
				break loop
			}
			depth--
		}
	}
	i = min(i, end)
	if i == pos || depth != 0 {
		return "", -1
	}
	return unescape(text[pos:i]), i
}

// linkTitle reads "…", '…' or (…) at pos, before end; next is -1 when there is
// none.
func linkTitle(text string, pos, end int) (title string, next int) {
	if pos >= end {
		return "", -1
	}
	closer := text[pos]
	switch closer {
	case '"', '\'':
	case '(':
		closer = ')'
	default:
		return "", -1
	}
	for i := pos + 1; i < end; i++ {
		switch c := text[i]; {
		case c == closer:
			return unescape(text[pos+1 : i]), i + 1
		case c == '(' && closer == ')':
			return "", -1
		case c == '\\' && i+1 < end:
			i++
		}
	}
	return "", -1
}

// skipLinkBlanks passes blanks and line ends.
func skipLinkBlanks(text string, pos, end int) int {
	for pos < end && (isBlank(text[pos]) || text[pos] == '\n') {
		pos++
	}
	return pos
}

// reference is what a definition gives.
type reference struct{ href, title string }

// references are the definitions of a text; the first of a label holds. A part
// of a page read anew sees the page's own below its own (see update.go).
type references struct {
	page    *references // never changed here
	byLabel map[string]reference
}

func (r *references) empty() bool {
	return len(r.byLabel) == 0 && (r.page == nil || r.page.empty())
}

func (r *references) find(label string) (ref reference, ok bool) {
	if r.page != nil {
		if ref, ok = r.page.find(label); ok {
			return ref, ok
		}
	}
	ref, ok = r.byLabel[label]
	return ref, ok
}

func (r *references) add(label string, ref reference) {
	if _, known := r.find(label); known {
		return
	}
	if r.byLabel == nil {
		r.byLabel = map[string]reference{}
	}
	r.byLabel[label] = ref
}

// normalizeLabel folds blanks and letter case as JavaScript does: lower, then
// upper, which makes ß and ẞ the same SS.
func normalizeLabel(label string) string {
	label = trim(label)
	if plainLabel(label) {
		return strings.ToUpper(label)
	}
	label = strings.Join(strings.FieldsFunc(label, isSpaceRune), " ")
	return expandCase.Replace(strings.ToUpper(strings.ToLower(label)))
}

// plainLabel: ASCII without runs of blanks.
func plainLabel(label string) bool {
	for i := 0; i < len(label); i++ {
		c := label[i]
		if c >= 0x80 || c < ' ' || c == ' ' && label[i-1] == ' ' {
			return false
		}
	}
	return true
}

var expandCase = strings.NewReplacer("ß", "SS", "ẞ", "SS", "ŉ", "ʼN", "ǰ", "J̌", "ﬀ", "FF", "ﬁ", "FI", "ﬂ", "FL", "ﬃ", "FFI", "ﬄ", "FFL", "ﬅ", "ST", "ﬆ", "ST")
