package check

import (
	"apercu/app/diag"
)

var videoDuplicate = &Analyzer{
	Name: "video-duplicate", Severity: diag.Warning, Ref: "DSFR",
	Help: Help{
		Title: diag.T("Même vidéo deux fois dans la page", "Same video twice in the page"),
		Why: diag.T("Le plus souvent un identifiant copié avec le bloc : la seconde vidéo n’est pas la bonne.",
			"Most often an identifier copied with its block: the second video is the wrong one."),
		Bad:  "{% dailymotion \"x8abc12\" %}\n\nDeuxième épisode :\n\n{% dailymotion \"x8abc12\" %}",
		Good: "{% dailymotion \"x8abc12\" %}\n\nDeuxième épisode :\n\n{% dailymotion \"x8abc34\" %}",
	},
	Run: func(p *Pass) {
		seen := map[string]video{}
		for _, v := range p.media() {
			if v.id == "" || v.tag < 0 && v.element < 0 {
				continue
			}
			first, again := seen[v.provider+" "+v.id]
			if !again {
				seen[v.provider+" "+v.id] = v
				continue
			}
			p.Report(diag.Diagnostic{Span: v.span, Message: diag.T("Cette vidéo est déjà dans la page.", "This video is already in the page."),
				Related: []diag.Related{{Span: first.span, Message: diag.T("Première fois", "First time")}},
				Fixes:   []diag.Fix{fix(diag.T("Retirer la seconde", "Remove the second one"), remove(p.ownLines(v.whole)))}})
		}
	},
}
