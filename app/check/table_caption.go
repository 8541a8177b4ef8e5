package check

import (
	"html"
	"regexp"
	"strings"

	"apercu/app/check/scan"
	"apercu/app/diag"
	"apercu/app/source"
	"apercu/app/template/syntax"
)

var tableCaption = &Analyzer{
	Name: "table-caption", Severity: diag.Warning, Ref: "RGAA 5.4, DSFR",
	Help: Help{
		Title: diag.T("Tableau sans titre", "Table without a title"),
		Why: diag.T("Le titre dit de quoi parle le tableau avant d’y entrer ; le DSFR le rend obligatoire.",
			"The title says what the table is about before one enters it; DSFR makes it mandatory."),
		Bad:  "| Année | Coût |\n|---|---|\n| 2024 | 12 |",
		Good: "<table>\n<caption>Coûts par an</caption>\n<tr><th>Année</th><th>Coût</th></tr>\n<tr><td>2024</td><td>12</td></tr>\n</table>",
	},
	Run: func(p *Pass) {
		message := diag.T("Ce tableau n’a pas de titre.", "This table has no title.")
		for _, t := range p.Page.Tables {
			if !p.insideTag("table", t.Span.Start) {
				p.untitled(t, message)
			}
		}
		p.components("table", func(at source.Span, params *syntax.Dict) {
			if _, ok := param(params, "title"); !ok {
				p.Find(at, message, ask(diag.T("Ajouter un titre", "Add a title"), insert(params.Span().Start+1, "\n    title: \""+p.toComplete()+"\",")))
			}
		})
		for i, e := range p.Page.Elements {
			if e.Name == "table" && !e.End && e.Pair >= 0 && !p.has(i, "caption") && e.Value("aria-label") == "" && e.Value("aria-labelledby") == "" && e.Value("role") != "presentation" {
				p.Find(e.Span, message, ask(diag.T("Ajouter un titre", "Add a title"), insert(e.Span.End, "<caption>"+p.toComplete()+"</caption>")))
			}
		}
	},
}

// untitled reports a Markdown table. Markdown has no caption: the site's own
// shortcode gives one, or HTML, which every site publishes.
func (p *Pass) untitled(t scan.Table, message diag.Text) {
	at := p.Page.Lines[t.First].Span
	if p.declared("table") {
		p.Find(at, message, ask(diag.T("Ajouter un titre", "Add a title"), insert(t.Span.Start, `{% table "`+p.toComplete()+"\" %}\n\n"), insert(t.Span.End, "\n\n{% endtable %}")))
		return
	}
	message = diag.T("Ce tableau n’a pas de titre. Markdown n’en prévoit pas : le tableau s’écrit alors en HTML.", "This table has no title. Markdown has none: the table is then written in HTML.")
	var fixes []diag.Fix
	if markdown := p.File.Slice(t.Span); t.Span.Start == p.Page.Lines[t.First].Span.Start && !strings.ContainsAny(markdown, "{") {
		if html, ok := CaptionTable(p.markdown.Convert(markdown).HTML, p.toComplete()); ok {
			fixes = append(fixes, ask(diag.T("Écrire en HTML avec un titre", "Write in HTML with a title"), replace(t.Span, html)))
		}
	}
	p.Find(at, message, fixes...)
}

var (
	cellLine   = regexp.MustCompile(`\n(</?t[hd]\b|</tr>)`)
	headerCell = regexp.MustCompile(`<th( [^>]*)?>`)
)

// CaptionTable is the HTML of a Markdown table, as Markdown prints it, with a
// caption; false when there is no complete table in it.
func CaptionTable(printed, caption string) (string, bool) {
	head, end := strings.Index(printed, "<thead"), strings.LastIndex(printed, "</table>")
	if head < 0 || end < head {
		return "", false
	}
	rows := cellLine.ReplaceAllString(strings.TrimSpace(printed[head:end]), "$1")
	rows = headerCell.ReplaceAllStringFunc(rows, func(th string) string {
		if strings.Contains(th, " scope=") {
			return th
		}
		return `<th scope="col"` + strings.TrimPrefix(th, "<th")
	})
	return "<div class=\"fr-table\">\n<table>\n<caption>" + html.EscapeString(caption) + "</caption>\n" + rows + "\n</table>\n</div>", true
}

// components calls yield for each {{ component("name", {…}) }} of the page.
func (p *Pass) components(name string, yield func(source.Span, *syntax.Dict)) {
	for _, t := range p.Page.Tags {
		if t.Open != '{' || !strings.Contains(p.File.Slice(t.Span), "component") {
			continue
		}
		syntax.Walk(syntax.Parse(p.File, t.Span, syntax.Options{}).Body, func(n syntax.Node) bool {
			call, ok := n.(*syntax.Call)
			if !ok || len(call.Args.Positional) < 2 {
				return true
			}
			callee, _ := syntax.NameOf(call.Callee)
			first, _ := call.Args.Positional[0].(*syntax.Literal)
			params, isDict := call.Args.Positional[1].(*syntax.Dict)
			if callee == "component" && first != nil && first.Value == name && isDict {
				yield(t.Span, params)
			}
			return true
		})
	}
}

// param is the value of a key of a dictionary.
func param(d *syntax.Dict, name string) (syntax.Expr, bool) {
	for _, pair := range d.Pairs {
		key, _ := syntax.NameOf(pair.Key)
		if l, ok := pair.Key.(*syntax.Literal); ok {
			key, _ = l.Value.(string)
		}
		if key == name {
			return pair.Value, true
		}
	}
	return nil, false
}

// insideTag reports whether an offset lies in the body of a paired tag.
func (p *Pass) insideTag(name string, offset int) bool {
	for _, t := range p.Page.Tags {
		if t.Open == '%' && t.Name == name && p.Page.TagBody(t).Contains(offset) {
			return true
		}
	}
	return false
}

// has reports whether the element at an index holds one of that name.
func (p *Pass) has(i int, name string) bool { return p.inside(i, name) >= 0 }

// inside is the index of the first element of that name in another, -1 without one.
func (p *Pass) inside(i int, name string) int {
	es := p.Page.Elements
	for j := i + 1; j < len(es) && (es[i].Pair < 0 || j < es[i].Pair); j++ {
		if es[j].Name == name && !es[j].End {
			return j
		}
	}
	return -1
}
