package check

import (
	"strings"

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
		Limit: diag.T("Les autres pages du site ne sont lues que si son dossier est ouvert.",
			"The other pages of the site are read only when its folder is open."),
	},
	Prepare: func(p *Pass) []func() {
		if p.Site == nil || len(p.media()) == 0 {
			return nil
		}
		return p.Site.ReadVideos()
	},
	Run: func(p *Pass) {
		seen := map[string]video{}
		for _, v := range p.media() {
			if v.id == "" {
				continue
			}
			first, again := seen[v.key()]
			switch {
			case !again:
				seen[v.key()] = v
				p.elsewhere(v)
			case v.tag >= 0 || v.element >= 0:
				p.Report(diag.Diagnostic{Span: v.span, Message: diag.T("Cette vidéo est déjà dans la page.", "This video is already in the page."),
					Related: []diag.Related{{Span: first.span, Message: diag.T("Première fois", "First time")}},
					Fixes:   []diag.Fix{fix(diag.T("Retirer la seconde", "Remove the second one"), remove(p.ownLines(v.whole)))}})
			}
		}
	},
}

// elsewhere says which other pages show a video: a link may be enough.
func (p *Pass) elsewhere(v video) {
	if p.Site == nil {
		return
	}
	var others []string
	for _, path := range p.Site.VideoPages(v.key()) {
		if path != p.File.Name() && languageOf(path) == languageOf(p.File.Name()) {
			others = append(others, path)
		}
	}
	if len(others) > 0 {
		p.Report(diag.Diagnostic{Span: v.span, Severity: diag.Info, Unsure: true,
			Message: diag.T("Cette vidéo est aussi dans une autre page du site : %s. Est-ce la bonne ?", "This video is also in another page of the site: %s. Is it the right one?", strings.Join(others, ", "))})
	}
}
