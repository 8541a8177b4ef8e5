package render

import (
	"fmt"
	"strings"

	"apercu/app/diag"
	"apercu/app/site"
	"apercu/app/source"
)

// This file puts the content into its chain of layouts.

// Full is the whole page: the content in its layouts, or the content alone
// when it has none.
func (p *Page) Full() string {
	p.once.Do(p.assemble)
	return p.full
}

// Frame is the layouts' HTML before and after the content, of a page that is
// not a Plain one. When a layout
// prints the content changed, or not at all, all of its HTML comes before.
func (p *Page) Frame() (before, after string) {
	p.once.Do(p.assemble)
	return p.frame[0], p.frame[1]
}

// placeholder stands for an empty content, so that its place is found.
const placeholder = "<!--apercu:content-->"

func (p *Page) assemble() {
	content := p.Content
	if strings.TrimSpace(content) == "" {
		content = placeholder
	}
	full := p.layouts(content)
	if p.memory != nil && content == p.Content {
		p.full = full
		return
	}
	switch at := strings.Index(full, content); {
	case at >= 0:
		p.frame = [2]string{full[:at], full[at+len(content):]}
		p.full = full
		if content != p.Content {
			p.full = p.frame[0] + p.Content + p.frame[1]
		}
	default:
		p.frame = [2]string{full, ""}
		p.full = full
	}
}

// layouts renders the chain from the inside out.
func (p *Page) layouts(content string) string {
	name := p.described.Layout
	bundles := &site.Bundles{}
	bundles.Merge(p.bundles)
	ctx := p.described.Context("", 0, bundles)
	p.contents(ctx, "")
	seen := map[*site.Layout]bool{}
	m := p.memory
	if m == nil {
		m = &memory{}
	}
	for i := 0; name != ""; i++ {
		l := p.site.Layout(name)
		if l == nil {
			break
		}
		if seen[l] {
			p.layoutDiagnostics(l, []diag.Diagnostic{{Code: "layout-circular", Severity: diag.Error,
				Message: diag.T("ce gabarit s’appelle lui-même", "this layout leads back to itself")}})
			break
		}
		seen[l] = true
		ctx.Set("content", content)
		ctx.Set("layoutContent", content)
		result := p.site.LayoutTemplate(l).RenderTextIn(&m.laidOut[i%2], ctx, len(content))
		name, _ = l.Data.At("layout").(string)
		p.layoutDiagnostics(l, result.Diagnostics)
		content = result.Output
	}
	return bundles.Fill(content)
}

// LayoutDiagnostics are the mistakes met in the layouts, at the page's
// `layout` line, each naming its layout and line. They are warnings: the page
// and its author are not to blame.
func (p *Page) LayoutDiagnostics() []diag.Diagnostic {
	p.once.Do(p.assemble)
	return p.inLayouts
}

func (p *Page) layoutDiagnostics(l *site.Layout, found []diag.Diagnostic) {
	span := source.Span{Start: p.Doc.Block.Start, End: p.Doc.Block.Start}
	if k := p.Doc.Key("layout"); k != nil {
		span = k.Value
	}
	for _, d := range found {
		line := l.Doc.File.Line(d.Span.Start) + 1
		d.Message = diag.Text{
			FR: fmt.Sprintf("Dans `%s`, ligne %d : %s", l.Name, line, d.Message.FR),
			EN: fmt.Sprintf("In `%s`, line %d: %s", l.Name, line, d.Message.In("en")),
		}
		d.Severity = diag.Warning
		d.Span, d.Fixes, d.Related = span, nil, nil
		p.inLayouts = append(p.inLayouts, d)
	}
}
