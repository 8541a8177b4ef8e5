package check

import (
	"strings"

	"apercu/app/diag"
)

var videoRawIframe = &Analyzer{
	Name: "video-raw-iframe", Severity: diag.Warning, Ref: "RGAA 2.1, 8.2, DSFR",
	Help: Help{
		Title: diag.T("Code d’intégration d’une vidéo collé tel quel", "Embed code of a video pasted as it is"),
		Why: diag.T("Le lecteur se charge, et dépose ses traceurs, avant tout accord. Le composant vidéo demande l’accord, donne un titre et garde les proportions.",
			"The player loads, and sets its trackers, before any consent. The video component asks first, gives a title and keeps the ratio."),
		Bad:  "<iframe title=\"Vidéo : le bilan\" src=\"https://www.dailymotion.com/embed/video/x8abc12\"></iframe>",
		Good: "{% dailymotion \"x8abc12\" %}",
	},
	Run: func(p *Pass) {
		for _, v := range p.media() {
			if v.element < 0 || v.provider == "" || v.audio {
				continue
			}
			var fixes []diag.Fix
			if tag, ok := p.playerTag(v); ok {
				fixes = append(fixes, fix(diag.T("Remplacer par le composant vidéo", "Replace with the video component"), replace(v.whole, tag)))
			}
			p.Find(v.span, diag.T("Cette vidéo est collée en code HTML : utilisez le composant « %s ».", "This video is pasted as HTML code: use the “%s” component.", v.provider), fixes...)
		}
	},
}

// playerTag is the shortcode that shows a medium; ok is false when the site has none.
// A PeerTube video needs its address, since its id says nothing of its host.
func (p *Pass) playerTag(v video) (string, bool) {
	name, arg := v.provider, v.id
	if v.audio {
		name = "audio"
	}
	if name == "peertube" || v.audio {
		arg = p.Page.Elements[v.element].Value("src")
	}
	if !p.declared(name) || strings.ContainsAny(arg, "\"\\") {
		return "", false
	}
	return `{% ` + name + ` "` + arg + `" %}`, true
}
