package check

import (
	"strings"

	"apercu/app/diag"
)

// This file writes the documentation of rules as Markdown, for the app's docs
// route, apercu check --doc and the generated files docs/.

// Markdown is the page of a rule.
func (a *Analyzer) Markdown(lang string) string {
	en := lang == "en"
	word := func(fr, other string) string {
		if en {
			return other
		}
		return fr
	}
	var b strings.Builder
	b.WriteString("## " + a.Help.Title.In(lang) + "\n\n")
	b.WriteString("`" + a.Name + "` · " + severityName(a.Severity, lang))
	if a.Ref != "" {
		b.WriteString(" · " + a.Ref)
	}
	if a.Off {
		b.WriteString(" · " + word("désactivée par défaut", "off by default"))
	}
	if a.French {
		b.WriteString(" · " + word("pages en français", "pages in French"))
	}
	if a.Needs&NeedsSite != 0 {
		b.WriteString(" · " + word("demande le site", "needs the site"))
	}
	b.WriteString("\n\n" + a.Help.Why.In(lang) + "\n\n")
	if a.Help.Limit != (diag.Text{}) {
		b.WriteString(word("Limite : ", "Limit: ") + a.Help.Limit.In(lang) + "\n\n")
	}
	b.WriteString(word("À éviter :", "Avoid:") + "\n\n" + fenced(a.Help.Bad) + "\n" + word("Préférer :", "Prefer:") + "\n\n" + fenced(a.Help.Good))
	return b.String()
}

// fenced shows an example, with a fence longer than any in it.
func fenced(s string) string {
	fence := "```"
	for strings.Contains(s, fence) {
		fence += "`"
	}
	return fence + "markdown\n" + strings.TrimSuffix(s, "\n") + "\n" + fence + "\n"
}

func severityName(s diag.Severity, lang string) string {
	names := map[diag.Severity]diag.Text{diag.Error: diag.T("erreur", "error"), diag.Warning: diag.T("à corriger", "warning"), diag.Info: diag.T("conseil", "advice")}
	return names[s].In(lang)
}

// Docs is the documentation of all rules.
func Docs(lang string) string {
	var b strings.Builder
	b.WriteString(diag.T("# Règles de vérification\n\n", "# Rules\n\n").In(lang))
	b.WriteString("<!-- Generated: go test ./app/check -run Docs -update -->\n")
	for _, a := range All {
		b.WriteString("\n" + a.Markdown(lang))
	}
	return b.String()
}
