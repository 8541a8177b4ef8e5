package check

import (
	"strings"

	"apercu/app/diag"
	"apercu/app/source"
)

// This file gives the rules one view of links and images, Markdown or HTML.

// link is a link of the page.
type link struct {
	span  source.Span // all of it
	text  source.Span // what is shown
	dest  source.Span // the address in the source; empty for a missing href
	url   string
	plain string      // text as read, alternatives of images included
	title source.Span // the tooltip, quotes left out
	html  int         // index in Page.Elements, -1 for Markdown
	md    int         // index in Page.Links, -1 for HTML
	auto  bool
	name  string // of [name]: what a new text must go on to refer to
}

func (p *Pass) links() []link {
	if p.allLinks == nil {
		p.allLinks = p.readLinks()
	}
	return p.allLinks
}

func (p *Pass) readLinks() []link {
	out := []link{}
	for i, l := range p.Page.Links {
		if l.Image {
			continue
		}
		x := link{span: l.Span, text: l.Text, dest: l.Dest, url: p.File.Slice(l.Dest), html: -1, md: i, auto: l.Auto}
		if l.Title.Len() > 1 {
			x.title = span(l.Title.Start+1, l.Title.End-1)
		}
		x.plain = p.Page.Plain(l.Text)
		if l.Named {
			x.name = p.File.Slice(l.Text)
		}
		out = append(out, x)
	}
	for i, e := range p.Page.Elements {
		if e.Name != "a" || e.End {
			continue
		}
		href, ok := e.Attr("href")
		if !ok {
			continue
		}
		x := link{span: p.Page.Whole(e), text: p.Page.Inner(e), dest: href.At, url: href.Value, html: i, md: -1}
		if t, ok := e.Attr("title"); ok {
			x.title = t.At
		}
		x.plain = p.Page.Plain(x.text)
		out = append(out, x)
	}
	for i := 1; i < len(out); i++ { // HTML links among Markdown ones
		for j := i; j > 0 && out[j].span.Start < out[j-1].span.Start; j-- {
			out[j], out[j-1] = out[j-1], out[j]
		}
	}
	return out
}

// reword is the edit that gives a link another text.
func (l link) reword(text string) diag.Edit {
	if l.name != "" {
		return replace(l.span, "["+text+"]["+l.name+"]")
	}
	return replace(l.text, text)
}

// extend is the edit that goes on with the text of a link.
func (l link) extend(more string) diag.Edit {
	if l.name != "" {
		return l.reword(l.name + more)
	}
	return insert(l.text.End, more)
}

// dynamic reports whether a template writes part of an address.
func dynamic(url string) bool { return strings.Contains(url, "{{") || strings.Contains(url, "{%") }

// image is an image of the page.
type image struct {
	span source.Span
	src  source.Span
	path string
	alt  string
	at   source.Span // the alternative in the source; empty where one can be inserted
	name bool        // of ![name]: another alternative breaks the image
	none bool        // <img> without alt
	tag  int         // index in Page.Tags for a shortcode, -1
	html int         // index in Page.Elements for <img>, -1
}

func (p *Pass) images() []image {
	if p.allImages == nil {
		p.allImages = p.readImages()
	}
	return p.allImages
}

func (p *Pass) readImages() []image {
	out := []image{}
	for _, l := range p.Page.Links {
		if l.Image {
			out = append(out, image{span: l.Span, src: l.Dest, path: p.File.Slice(l.Dest), alt: strings.TrimSpace(p.File.Slice(l.Text)), at: l.Text, name: l.Named, tag: -1, html: -1})
		}
	}
	for i, e := range p.Page.Elements {
		if e.Name != "img" || e.End {
			continue
		}
		src, _ := e.Attr("src")
		alt, ok := e.Attr("alt")
		x := image{span: e.Span, src: src.At, path: src.Value, alt: strings.TrimSpace(alt.Value), at: alt.At, none: !ok, tag: -1, html: i}
		if e.Value("aria-hidden") == "true" || e.Value("role") == "presentation" {
			x.none = false
		}
		out = append(out, x)
	}
	for i, t := range p.Page.Tags {
		if t.Open != '%' || t.Name != "image" && t.Name != "imageSync" && t.Name != "imageContent" || len(t.Args) == 0 || !t.Args[0].Literal {
			continue
		}
		x := image{span: t.Span, src: t.Args[0].Span, path: t.Args[0].Value, tag: i, html: -1}
		if len(t.Args) > 1 {
			x.alt, x.at = t.Args[1].Value, t.Args[1].Span
		}
		out = append(out, x)
	}
	return out
}

// extension is the lower-case extension of the file that an address names.
func extension(url string) string {
	if i := strings.IndexAny(url, "?#"); i >= 0 {
		url = url[:i]
	}
	slash := strings.LastIndexByte(url, '/')
	dot := strings.LastIndexByte(url, '.')
	if dot <= slash+1 || dot < 0 || slash >= 0 && strings.HasSuffix(url[:slash+1], "://") {
		return ""
	}
	return strings.ToLower(url[dot+1:])
}

// local reports whether an address is a path of the site itself.
func local(url string) bool {
	return url != "" && url[0] != '#' && hostOf(url) == "" && !strings.Contains(url, ":") && !dynamic(url)
}

// resolve is the path from the site's root of a file that the page names.
// Addresses from the root of the site are looked for in the usual folders.
func (p *Pass) resolve(address string) []string {
	if i := strings.IndexAny(address, "?#"); i >= 0 {
		address = address[:i]
	}
	address = unescapePath(address)
	if strings.HasPrefix(address, "/") {
		rest := clean(address)
		return []string{rest, clean("public/" + rest), clean("content/" + rest), clean("static/" + rest), clean("src/" + rest), clean("assets/" + rest)}
	}
	dir := ""
	if i := strings.LastIndexByte(p.File.Name(), '/'); i >= 0 {
		dir = p.File.Name()[:i+1]
	}
	return []string{clean(dir + address)}
}

// clean takes "." and ".." out of a path, and its first slash.
func clean(path string) string {
	var out []string
	for _, part := range strings.Split(path, "/") {
		switch part {
		case "", ".":
		case "..":
			if len(out) > 0 {
				out = out[:len(out)-1]
			}
		default:
			out = append(out, part)
		}
	}
	return strings.Join(out, "/")
}

func unescapePath(s string) string {
	if !strings.Contains(s, "%") {
		return s
	}
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) && hexDigit(s[i+1]) >= 0 && hexDigit(s[i+2]) >= 0 {
			out = append(out, byte(hexDigit(s[i+1])<<4|hexDigit(s[i+2])))
			i += 2
			continue
		}
		out = append(out, s[i])
	}
	return string(out)
}

func hexDigit(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c && c <= 'f':
		return int(c-'a') + 10
	case 'A' <= c && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

// lookup finds a local file in the site. near is the address to write when a
// file of another case is there.
func (p *Pass) lookup(address string) (size int64, near string, ok bool) {
	for _, path := range p.resolve(address) {
		real, size, ok := p.Site.File(path)
		if ok {
			return size, "", true
		}
		if real != "" && near == "" && len(real) == len(path) {
			near = keepPrefix(address, real)
		}
	}
	return 0, near, false
}

// keepPrefix gives an address the spelling of the real path, from the end back:
// "./Img/a.PNG" and "content/img/a.png" make "./img/a.png".
func keepPrefix(address, real string) string {
	i, j := len(address), len(real)
	for i > 0 && j > 0 && strings.EqualFold(address[i-1:i], real[j-1:j]) {
		i, j = i-1, j-1
	}
	return address[:i] + real[j:]
}
