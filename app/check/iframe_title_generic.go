package check

import (
	"strings"

	"apercu/app/diag"
)

// emptyTitles say that there is a player, not what it plays.
var emptyTitles = map[string]bool{"dailymotion video player": true, "youtube video player": true, "vimeo video player": true, "vimeo player": true, "video player": true,
	"video": true, "player": true, "lecteur": true, "lecteur video": true, "iframe": true, "cadre": true, "embed": true, "titre": true, "title": true, "untitled": true, "sans titre": true,
	"dailymotion": true, "youtube": true, "vimeo": true, "peertube": true, "podcast": true, "acast": true, "contenu integre": true, "embedded content": true, "speaker deck": true, "slides": true}

var iframeTitleGeneric = &Analyzer{
	Name: "iframe-title-generic", Severity: diag.Warning, Ref: "RGAA 2.2.1",
	Help: Help{
		Title: diag.T("Titre de cadre qui ne dit rien du contenu", "Frame title that says nothing of its content"),
		Why: diag.T("Le titre donné par le code de partage nomme le lecteur, pas la vidéo : deux cadres deviennent impossibles à distinguer.",
			"The title that comes with the sharing code names the player, not the video: two frames cannot be told apart."),
		Bad:  "<iframe title=\"Dailymotion Video Player\" src=\"https://www.dailymotion.com/embed/video/x8abc12\"></iframe>",
		Good: "<iframe title=\"Vidéo : comment trier ses données\" src=\"https://www.dailymotion.com/embed/video/x8abc12\"></iframe>",
	},
	Run: func(p *Pass) {
		for _, e := range p.Page.Elements {
			if e.Name != "iframe" || e.End {
				continue
			}
			if title, _ := e.Attr("title"); emptyTitles[strings.TrimSpace(fold(title.Value))] {
				p.Find(title.At, diag.T("« %s » ne dit pas ce que contient ce cadre.", "“%s” does not say what this frame holds.", title.Value), p.titleFix(e))
			}
		}
	},
}
