package theme

import (
	"fmt"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// This file holds what "valid" means in these tests: the tree that a browser
// builds is the tree that the tags spell, and what is referred to exists.

var void = map[string]bool{"img": true, "br": true, "hr": true, "input": true, "meta": true, "link": true, "track": true, "source": true}

// faults lists what is wrong with a fragment or, when it starts with a
// doctype, a document.
func faults(text string) []string {
	var out []string
	spelled, err := spelledTree(text)
	if err != nil {
		out = append(out, err.Error())
	}
	if built := builtTree(text); err == nil && built != spelled {
		out = append(out, "the browser's tree differs:\n"+built+"\nfrom the tags':\n"+spelled)
	}
	return append(out, references(text)...)
}

// spelledTree reads the tags as they stand: each end closes the last one open.
func spelledTree(text string) (string, error) {
	var b strings.Builder
	var open []string
	z := html.NewTokenizer(strings.NewReader(text))
	for {
		switch z.Next() {
		case html.ErrorToken:
			if len(open) > 0 {
				return b.String(), fmt.Errorf("never closed: %v", open)
			}
			return b.String(), nil
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			b.WriteString("(" + t.Data)
			if t.Type == html.SelfClosingTagToken || void[t.Data] {
				b.WriteString(")")
				continue
			}
			open = append(open, t.Data)
		case html.EndTagToken:
			t := z.Token()
			if len(open) == 0 || open[len(open)-1] != t.Data {
				return b.String(), fmt.Errorf("</%s> closes %v", t.Data, open)
			}
			open = open[:len(open)-1]
			b.WriteString(")")
		}
	}
}

// builtTree is the same notation for what the HTML parser makes of it.
func builtTree(text string) string {
	var b strings.Builder
	if strings.HasPrefix(text, "<!doctype") {
		doc, err := html.Parse(strings.NewReader(text))
		if err != nil {
			return err.Error()
		}
		write(&b, doc)
		return b.String()
	}
	nodes, err := html.ParseFragment(strings.NewReader(text), &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div})
	if err != nil {
		return err.Error()
	}
	for _, n := range nodes {
		write(&b, n)
	}
	return b.String()
}

func write(b *strings.Builder, n *html.Node) {
	if n.Type == html.ElementNode {
		b.WriteString("(" + n.Data)
		defer b.WriteString(")")
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		write(b, c)
	}
}

// references checks what elements say of one another and of themselves.
func references(text string) []string {
	var out, wanted []string
	ids := map[string]bool{}
	each(text, func(t html.Token) {
		attr := map[string]string{}
		for _, a := range t.Attr {
			if _, twice := attr[a.Key]; twice {
				out = append(out, t.Data+" has "+a.Key+" twice")
			}
			attr[a.Key] = a.Val
			if strings.Contains(a.Key, `"`) || strings.Contains(a.Key, "<") {
				out = append(out, t.Data+" has an attribute "+a.Key)
			}
			if strings.HasPrefix(a.Key, "on") || a.Key == "style" {
				out = append(out, t.Data+" has "+a.Key)
			}
		}
		if id, ok := attr["id"]; ok {
			if id == "" || ids[id] || strings.ContainsAny(id, " \t\n") {
				out = append(out, fmt.Sprintf("id %q", id))
			}
			ids[id] = true
		}
		for _, key := range []string{"aria-controls", "aria-labelledby"} {
			if attr[key] != "" {
				wanted = append(wanted, attr[key])
			}
		}
		_, hasAlt := attr["alt"]
		switch {
		case t.Data == "button" && attr["type"] != "button":
			out = append(out, "a button without its type")
		case t.Data == "img" && !hasAlt:
			out = append(out, "an image without alt")
		case attr["target"] == "_blank" && !strings.Contains(attr["title"], "fenêtre") && !strings.Contains(attr["title"], "window"):
			out = append(out, "a link that opens a window without a word")
		case strings.HasPrefix(attr["src"], "https://") && t.Data != "img":
			out = append(out, "loads "+attr["src"])
		}
	})
	for _, id := range wanted {
		if !ids[id] {
			out = append(out, fmt.Sprintf("refers to %q, which is not there", id))
		}
	}
	for _, leftover := range []string{"undefined", "[object Object]", "{{", "{%", "NaN", "nouvelle fenêtre - nouvelle fenêtre"} {
		if strings.Contains(text, leftover) {
			out = append(out, "prints "+leftover)
		}
	}
	return out
}

func each(text string, f func(html.Token)) {
	z := html.NewTokenizer(strings.NewReader(text))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return
		case html.StartTagToken, html.SelfClosingTagToken:
			f(z.Token())
		}
	}
}
