package main

import (
	"fmt"
	"sort"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// This file makes two texts of HTML comparable: the tree that a browser makes
// of them, one line a node, attributes by name, classes as they are, runs of
// white space as one blank outside of <pre>. The spans of Prism's colours are
// left out: which languages it knows depends on the pages built before.

// compareHTML is "" for equal trees, else the first lines that differ.
func compareHTML(theirs, ours string) string {
	a, b := lines(theirs), lines(ours)
	return firstDifference(a, b)
}

func firstDifference(a, b []string) string {
	for i := 0; i < max(len(a), len(b)); i++ {
		if i < len(a) && i < len(b) && a[i] == b[i] {
			continue
		}
		from, cut := max(0, i-2), 0
		if i < len(a) && i < len(b) { // of long lines, from a little before the difference
			for cut < min(len(a[i]), len(b[i])) && a[i][cut] == b[i][cut] {
				cut++
			}
			if cut = max(0, cut-60); cut > 0 {
				from = i
			}
		}
		return fmt.Sprintf("   theirs %s\n   ours   %s", excerpt(a, from, i, cut), excerpt(b, from, i, cut))
	}
	return ""
}

func excerpt(lines []string, from, at, cut int) string {
	var out []string
	for i := from; i < min(at+3, len(lines)); i++ {
		text := lines[i]
		if i == at {
			text = text[min(cut, len(text)):]
		}
		if len(text) > 240 {
			text = text[:240] + "…"
		}
		out = append(out, fmt.Sprintf("%q", text))
	}
	return strings.Join(out, " ")
}

func lines(text string) []string {
	var roots []*html.Node
	if strings.Contains(text, "<html") {
		root, err := html.Parse(strings.NewReader(text))
		if err != nil {
			return []string{err.Error()}
		}
		roots = []*html.Node{root}
	} else {
		var err error
		roots, err = html.ParseFragment(strings.NewReader(text), &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div})
		if err != nil {
			return []string{err.Error()}
		}
	}
	var w walker
	for _, n := range roots {
		w.walk(n, 0, false)
	}
	w.flush(0)
	return w.out
}

type walker struct {
	out  []string
	text strings.Builder // adjacent texts are one
}

func (w *walker) walk(n *html.Node, depth int, pre bool) {
	switch n.Type {
	case html.TextNode:
		w.text.WriteString(n.Data)
		return
	case html.ElementNode:
		if n.DataAtom == atom.Span && hasClass(n, "token") {
			break
		}
		w.flushText(depth, pre)
		w.line(depth, "<"+n.Data+attributes(n)+">")
		pre = pre || n.DataAtom == atom.Pre || n.DataAtom == atom.Textarea
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			w.walk(c, depth+1, pre)
		}
		w.flushText(depth+1, pre)
		return
	case html.CommentNode:
		w.flushText(depth, pre)
		w.line(depth, "<!--"+n.Data+"-->")
	case html.DoctypeNode:
		w.line(depth, "<!doctype "+n.Data+">")
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.walk(c, depth, pre)
	}
}

func (w *walker) line(depth int, text string) {
	w.out = append(w.out, strings.Repeat(" ", depth)+text)
}

func (w *walker) flush(depth int) { w.flushText(depth, false) }

func (w *walker) flushText(depth int, pre bool) {
	text := w.text.String()
	w.text.Reset()
	if !pre {
		text = strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '\n' || r == '\t' || r == '\r' || r == '\f' }), " ")
	}
	if text != "" {
		w.line(depth, text)
	}
}

func attributes(n *html.Node) string {
	var list []string
	for _, a := range n.Attr {
		list = append(list, fmt.Sprintf(" %s=%q", a.Key, a.Val))
	}
	sort.Strings(list)
	return strings.Join(list, "")
}

func hasClass(n *html.Node, class string) bool {
	for _, a := range n.Attr {
		if a.Key == "class" && (a.Val == class || strings.HasPrefix(a.Val, class+" ")) {
			return true
		}
	}
	return false
}
