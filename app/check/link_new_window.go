package check

import (
	"strings"

	"apercu/app/diag"
)

var linkNewWindow = &Analyzer{
	Name: "link-new-window", Severity: diag.Warning, Ref: "DSFR",
	Help: Help{
		Title: diag.T("Nouvelle fenêtre non annoncée", "New window not announced"),
		Why: diag.T("Sans annonce, on cherche le bouton « Retour » qui ne répond plus. Le plus simple est de ne pas en ouvrir.",
			"Unannounced, people look for a “Back” button that no longer works. Simplest is not to open one."),
		Bad:  "<a href=\"https://www.numerique.gouv.fr\" target=\"_blank\">Direction du numérique</a>",
		Good: "<a href=\"https://www.numerique.gouv.fr\" target=\"_blank\" rel=\"noopener external\" title=\"Direction du numérique - nouvelle fenêtre\">Direction du numérique</a>",
	},
	Run: func(p *Pass) {
		for _, l := range p.links() {
			if l.html >= 0 {
				p.newWindowHTML(l)
			} else if a := p.Page.Links[l.md].Attrs; strings.Contains(p.File.Slice(a), "_blank") {
				text := p.File.Slice(a)
				if announcesWindow(l.plain+" "+text+" "+p.File.Slice(l.title)) && strings.Contains(text, "noopener") {
					continue
				}
				p.Find(l.span, newWindowMessage, fix(diag.T("Ouvrir dans la même fenêtre", "Open in the same window"), dropTarget(text, a.Start)))
			}
		}
	},
}

var newWindowMessage = diag.T("Ce lien ouvre une nouvelle fenêtre sans le dire.", "This link opens a new window without saying so.")

func (p *Pass) newWindowHTML(l link) {
	e := p.Page.Elements[l.html]
	target, ok := e.Attr("target")
	if !ok || target.Value != "_blank" {
		return
	}
	rel, hasRel := e.Attr("rel")
	said := announcesWindow(l.plain + " " + e.Value("title") + " " + e.Value("aria-label"))
	if said && strings.Contains(rel.Value, "noopener") {
		return
	}
	var edits []diag.Edit
	if !strings.Contains(rel.Value, "noopener") {
		if hasRel {
			edits = append(edits, replace(rel.At, strings.TrimSpace(rel.Value+" noopener")))
		} else {
			edits = append(edits, insert(target.Span.End, ` rel="noopener external"`))
		}
	}
	if title, ok := e.Attr("title"); !said && ok && title.Value != "" {
		edits = append(edits, insert(title.At.End, " - "+p.newWindow()))
	} else if !said {
		edits = append(edits, insert(target.Span.End, ` title="`+strings.ReplaceAll(l.plain, `"`, "’")+" - "+p.newWindow()+`"`))
	}
	p.Find(e.Span, newWindowMessage,
		fix(diag.T("Annoncer la nouvelle fenêtre", "Announce the new window"), joinInserts(edits)...),
		fix(diag.T("Ouvrir dans la même fenêtre", "Open in the same window"), remove(target.Span)))
}

func (p *Pass) newWindow() string {
	if p.English {
		return "new window"
	}
	return "nouvelle fenêtre"
}

func announcesWindow(s string) bool {
	s = fold(s)
	return strings.Contains(s, "nouvelle fenetre") || strings.Contains(s, "nouvel onglet") || strings.Contains(s, "new window") || strings.Contains(s, "new tab")
}

// joinInserts makes one edit of two inserts at the same place.
func joinInserts(edits []diag.Edit) []diag.Edit {
	if len(edits) == 2 && edits[0].Span == edits[1].Span {
		return []diag.Edit{{Span: edits[0].Span, New: edits[0].New + edits[1].New}}
	}
	return edits
}

// dropTarget takes target=_blank out of "{…}", and the whole list when it was alone.
func dropTarget(list string, at int) diag.Edit {
	i := strings.Index(list, "target")
	j := i + strings.Index(list[i:], "_blank") + len("_blank")
	if j < len(list) && (list[j] == '"' || list[j] == '\'') {
		j++
	}
	if strings.TrimSpace(list[1:i]+list[j:len(list)-1]) == "" {
		return remove(span(at, at+len(list)))
	}
	for j < len(list) && list[j] == ' ' {
		j++
	}
	return remove(span(at+i, at+j))
}
