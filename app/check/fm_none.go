package check

import (
	"strings"

	"apercu/app/diag"
	"apercu/app/source"
)

var fmNone = &Analyzer{
	Name: "fm-none", Severity: diag.Error, Ref: "RGAA 8.5",
	Help: Help{
		Title: diag.T("Page sans informations d’en-tête", "Page without a header block"),
		Why: diag.T("Sans en-tête, la page est publiée sans titre dans l’onglet ni dans les résultats de recherche.",
			"Without a header the page is published without a title in its tab and in search results."),
		Bad:  "# Mon billet\n\nTexte.",
		Good: "---\ntitle: Mon billet\n---\n\nTexte.",
	},
	Run: func(p *Pass) {
		if p.head.present() || strings.HasPrefix(strings.TrimPrefix(p.File.Text(), "\ufeff"), "---") {
			return
		}
		for _, d := range p.Document.Diagnostics {
			if strings.HasPrefix(d.Code, "front-matter-") {
				return // it is there, but not read: document says why
			}
		}
		at := len(p.File.Text()) - len(strings.TrimPrefix(p.File.Text(), "\ufeff"))
		title := ""
		for _, h := range p.Page.Headings {
			if title = p.Page.Plain(h.Text); title != "" {
				break
			}
		}
		nl := p.newline()
		f := fix(diag.T("Créer l’en-tête avec ce titre", "Create the header with this title"), insert(at, "---"+nl+"title: "+quoteYAML(orElse(title, p.toComplete()))+nl+"---"+nl+nl))
		f.Needs = title == ""
		p.Find(source.Span{Start: at, End: p.File.LineSpan(0).End}, diag.T("Cette page n’a pas d’en-tête : elle serait publiée sans titre.", "This page has no header: it would be published without a title."), f)
	},
}

// quoteYAML writes a text as a double-quoted scalar when a plain one could be
// read as something else.
func quoteYAML(s string) string {
	plain := s != "" && !strings.ContainsAny(s, ":#{}[]&*!|>%@`\"'\\,?\n") && strings.TrimSpace(s) == s && !strings.HasPrefix(s, "-") && !strings.ContainsAny(s[:1], "0123456789~=<.")
	switch strings.ToLower(s) {
	case "true", "false", "null", "yes", "no", "on", "off", "y", "n":
		plain = false
	}
	if plain {
		return s
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", " ").Replace(s) + `"`
}
