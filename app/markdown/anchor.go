package markdown

import (
	"slices"
	"strings"
)

// This file gives headings their ids and permalinks (markdown-it-anchor). An id
// is the slug of the text; the second of a kind gets -1, and so on.

// wants says whether headings of that level get an id.
func (a *Anchor) wants(level int) bool {
	if a.Levels != nil {
		return slices.Contains(a.Levels, level)
	}
	return level >= a.MinLevel
}

func (a *Anchor) slug(title string) string {
	if a.Slugify != nil {
		return a.Slugify(title)
	}
	return defaultSlug(title)
}

// defaultSlug is the plugin's own: blanks become dashes, and what an address
// may not hold is percent-encoded.
func defaultSlug(title string) string {
	words := strings.FieldsFunc(strings.ToLower(trim(title)), isSpaceRune)
	text := strings.Join(words, "-")
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		c := text[i]
		if isLetter(c) || isDigit(c) || strings.IndexByte("-_.!~*'()", c) >= 0 {
			b.WriteByte(c)
			continue
		}
		b.WriteByte('%')
		b.WriteByte(hexDigits[c>>4])
		b.WriteByte(hexDigits[c&15])
	}
	return b.String()
}

// headingText is what the slug is made of: text and code, no markup.
func headingText(children []token) string {
	if len(children) == 1 && children[0].kind == tText {
		return children[0].content
	}
	var b strings.Builder
	for i := range children {
		if k := children[i].kind; k == tText || k == tCodeInline {
			b.WriteString(children[i].content)
		}
	}
	return b.String()
}

// slugSet numbers the slugs of one page.
type slugSet map[string]int

// unique gives the slug, or the slug with the first free number. An id that
// the author wrote is never changed; clash says that it was taken already,
// which stops a real build.
func (s slugSet) unique(slug string, written bool) (id string, clash bool) {
	if _, taken := s[slug]; !taken {
		s[slug] = 1
		return slug, false
	}
	if written {
		return slug, true
	}
	for n := s[slug]; ; n++ {
		id = slug + "-" + itoa(n)
		if _, taken := s[id]; !taken {
			s[slug] = n + 1
			s[id] = 1
			return id, false
		}
	}
}

// slugPlace stands in the tokens for an id not yet known: the printer records
// where it is written, and the page numbers it (see assemble.go).
const slugPlace = "\x00slug"

// anchors prepares the headings among the tokens; the ids are filled in when
// the page is put together.
func (a *Anchor) apply(tokens []token, attrs []attribute, m *inlineMemory) []token {
	for i := 0; i < len(tokens); i++ {
		t := &tokens[i]
		if !isOpen(t, tHeading) || !a.wants(int(t.number)) {
			continue
		}
		written, ok := t.attr("id")
		if !ok {
			written = a.slug(headingText(tokens[i+1].children))
		}
		// A slug outlives the page's text in the blocks that later pages reuse.
		t.info, t.auto = strings.Clone(written), ok
		t.attrs = slices.Grow(t.attrs, 2)
		t.setAttr("id", slugPlace)
		if a.TabIndex != "" {
			t.setAttr("tabindex", a.TabIndex)
		}
		t.meta = true
		tokens = a.link(tokens, i, attrs, m)
	}
	return tokens
}

// link adds the permalink to the heading at i.
func (a *Anchor) link(tokens []token, i int, attrs []attribute, m *inlineMemory) []token {
	if a.Permalink == NoPermalink {
		return tokens
	}
	open := token{kind: tLink, nesting: 1, attrs: attrs}
	symbol := token{kind: tHTMLInline, content: a.Symbol}
	shut := token{kind: tLink, nesting: -1}
	space := token{kind: tText, content: " "}
	content := &tokens[i+1]
	old := content.children
	switch {
	case a.Permalink == HeaderLink:
		content.children = m.join([]token{open}, old, []token{shut})
	case a.Permalink == LinkAfter:
		open.level, shut.level = content.level-1, content.level-1
		return slices.Insert(tokens, i+3, token{kind: tInline, level: tokens[i].level, children: []token{open, symbol, shut}})
	case a.Before:
		added := []token{open, symbol, shut, space}
		if a.NoSpace {
			added = added[:3]
		}
		content.children = m.join(added, old, nil)
	default:
		added := []token{space, open, symbol, shut}
		if a.NoSpace {
			added = added[1:]
		}
		content.children = m.join(old, added, nil)
	}
	return tokens
}

// linkAttributes are the same for all permalinks: a converter makes them once.
func (a *Anchor) linkAttributes() (attrs []attribute) {
	if a.Class != "" {
		attrs = append(attrs, attribute{"class", a.Class})
	}
	attrs = append(attrs, attribute{"href", "#" + slugPlace})
	if a.AriaHidden {
		attrs = append(attrs, attribute{"aria-hidden", "true"})
	}
	return attrs
}
