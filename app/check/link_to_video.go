package check

import (
	"strings"

	"apercu/app/diag"
	known "apercu/app/video"
)

var linkToVideo = &Analyzer{
	Name: "link-to-video", Severity: diag.Info, Ref: "RGAA 13.3",
	Help: Help{
		Title: diag.T("Lien vers une vidéo sans le dire", "Link to a video that does not say so"),
		Why: diag.T("Une vidéo se lance avec du son : mieux vaut le savoir avant de cliquer.",
			"A video starts with sound: better to know before clicking."),
		Bad:  "[Revoir la conférence](https://www.dailymotion.com/video/x8abc12)",
		Good: "[Revoir la conférence (vidéo, 45 min)](https://www.dailymotion.com/video/x8abc12)",
		Limit: diag.T("La durée, et l’intégration de la vidéo dans la page, restent votre choix.",
			"The duration, and putting the video into the page, remain your choice."),
	},
	Run: func(p *Pass) {
		for _, l := range p.links() {
			if l.plain == "" || l.auto || saysVideo(l.plain) || !maybeVideo(l.url) {
				continue
			}
			v, ok := known.Recognize(l.url)
			if !ok {
				continue
			}
			word := " (vidéo)"
			if p.English {
				word = " (video)"
			}
			if v.Audio() {
				word = " (audio)"
			}
			p.Find(l.span, diag.T("Ce lien mène à une vidéo de %s : dites-le.", "This link leads to a video on %s: say so.", v.Provider.Name()), fix(exact("Ajouter «"+"\u00a0"+strings.TrimSpace(word)+"\u00a0"+"»", "Add “"+strings.TrimSpace(word)+"”"), l.extend(word)))
		}
	},
}

func saysVideo(s string) bool {
	s = fold(s)
	for _, w := range []string{"video", "dailymotion", "youtube", "vimeo", "peertube", "replay", "film", "webinaire", "podcast", "audio", "enregistrement"} {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// maybeVideo spares the recogniser most addresses.
func maybeVideo(url string) bool {
	return strings.Contains(url, "video") || strings.Contains(url, "dai.ly") || strings.Contains(url, "youtu") || strings.Contains(url, "vimeo") || strings.Contains(url, "/w/") || strings.Contains(url, "acast")
}
