package check

import (
	"strings"

	"apercu/app/diag"
	"apercu/app/template/value"
)

var fmDateInvalid = &Analyzer{
	Name: "fm-date-invalid", Severity: diag.Error,
	Help: Help{
		Title: diag.T("Date absente ou impossible", "Missing or impossible date"),
		Why: diag.T("Une date que le site ne sait pas lire arrête la publication ; sans date, l’article est classé au hasard.",
			"A date that the site cannot read stops its publication; without one the post is sorted at random."),
		Bad:  "---\ntitle: Agenda\ndate: 12/03/2025\n---\n",
		Good: "---\ntitle: Agenda\ndate: 2025-03-12\n---\n",
	},
	Run: func(p *Pass) {
		k, ok := p.head.key("date")
		if !ok {
			if p.head.readable() && p.isPost() && !datedName(p.File.Name()) && p.inherited("date") == "" {
				var fixes []diag.Fix
				if t, ok := p.head.key("title"); ok && p.Today != "" && t.Value.Len() > 0 {
					fixes = append(fixes, ask(diag.T("Ajouter la date du jour", "Add today’s date"), insert(p.lineEnd(t.Value.End), p.newline()+"date: "+p.Today)))
				}
				p.Find(p.headerSpan(), diag.T("Cet article n’a pas de date.", "This post has no date."), fixes...)
			}
			return
		}
		text, isText := value.Text(k.Data)
		if _, isDate := k.Data.(value.Date); isDate && !k.Data.(value.Date).Invalid || isText && (isoDate(text) || dateKeywords[strings.ToLower(text)] || dynamic(text)) {
			return
		}
		written := p.File.Slice(k.Value)
		var fixes []diag.Fix
		if iso := writtenDate(strings.Trim(written, `"' `)); iso != "" {
			fixes = append(fixes, fix(exact("Écrire "+iso, "Write "+iso), replace(k.Value, iso)))
		}
		at := k.Value
		if at.Len() == 0 {
			at = k.Key
		}
		p.Find(at, diag.T("Cette date s’écrit AAAA-MM-JJ.", "This date is written YYYY-MM-DD."), fixes...)
	},
}

// isPost reports whether a page is sorted by date: its layout says so.
func (p *Pass) isPost() bool {
	name := p.layout()
	name = name[strings.LastIndexByte(name, '/')+1:]
	return strings.HasPrefix(name, "post.") || name == "post"
}

// datedName reports whether Eleventy takes the date from the name of the file or of its folder.
func datedName(path string) bool {
	for _, part := range strings.Split(path, "/") {
		if len(part) > 10 && part[10] == '-' && isoDate(part[:10]) {
			return true
		}
	}
	return false
}
