package check

import (
	"strings"

	"apercu/app/check/scan"
	"apercu/app/diag"
)

var iframeTitle = &Analyzer{
	Name: "iframe-title", Severity: diag.Error, Ref: "RGAA 2.1.1",
	Help: Help{
		Title: diag.T("Cadre intégré sans titre", "Embedded frame without a title"),
		Why: diag.T("Un lecteur d’écran annonce « cadre », sans dire ce qu’il contient : il faut y entrer pour le savoir.",
			"A screen reader announces “frame” without saying what it holds: one has to enter it to know."),
		Bad:  "<iframe src=\"https://embed.acast.com/abc/def\"></iframe>",
		Good: "<iframe title=\"Lecteur du podcast : épisode 3\" src=\"https://embed.acast.com/abc/def\"></iframe>",
	},
	Run: func(p *Pass) {
		message := diag.T("Ce cadre n’a pas de titre : dites ce qu’il contient.", "This frame has no title: say what it holds.")
		for _, e := range p.Page.Elements {
			if e.Name == "iframe" && !e.End && strings.TrimSpace(e.Value("title")) == "" {
				p.Find(e.Span, message, p.titleFix(e))
			}
		}
		if p.Rendered == nil {
			return
		}
		for _, e := range p.Rendered.elements() {
			if e.name == "iframe" && !e.closing && strings.TrimSpace(e.value("title")) == "" && e.value("aria-hidden") != "true" {
				p.ReportRendered(diag.Diagnostic{Span: p.Rendered.source(e.out), Message: message})
			}
		}
	},
}

// titleFix writes or replaces the title of a frame with one made from the title of the page.
func (p *Pass) titleFix(e scan.Element) diag.Fix {
	word := "Contenu intégré : "
	for _, v := range p.media() {
		if v.element >= 0 && p.Page.Elements[v.element].Span == e.Span && !v.audio {
			word = "Vidéo : "
		} else if v.element >= 0 && p.Page.Elements[v.element].Span == e.Span {
			word = "Lecteur audio : "
		}
	}
	text := word + orElse(p.about(), p.toComplete())
	title := diag.T("Proposer un titre à partir de celui de la page", "Suggest a title made from that of the page")
	if a, ok := e.Attr("title"); ok && a.Value != "" {
		return ask(title, replace(a.At, text))
	} else if ok {
		return ask(title, replace(a.Span, ` title="`+text+`"`))
	}
	return ask(title, insert(e.Span.Start+len("<iframe"), ` title="`+text+`"`))
}
