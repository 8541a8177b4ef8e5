package check

import (
	"strings"

	"apercu/app/diag"
)

var iframeThirdParty = &Analyzer{
	Name: "iframe-third-party", Severity: diag.Warning, Ref: "RGAA 2.1, DSFR",
	Help: Help{
		Title: diag.T("Contenu d’un autre site chargé sans accord", "Content of another site loaded without consent"),
		Why: diag.T("Podcast, diaporama, carte ou formulaire : l’autre site voit chaque visite dès l’ouverture de la page. La loi Informatique et Libertés (article 82) demande l’accord d’abord.",
			"Podcast, slides, map or form: the other site sees every visit as soon as the page opens. French law (article 82) asks for consent first."),
		Bad:  "<iframe title=\"Présentation du projet\" src=\"https://speakerdeck.com/player/0123abcd\"></iframe>",
		Good: "[Présentation du projet (diaporama)](https://speakerdeck.com/equipe/presentation)",
	},
	Run: func(p *Pass) {
		media := p.media()
		for i, e := range p.Page.Elements {
			host := hostOf(e.Value("src"))
			if e.Name != "iframe" || e.End || host == "" || p.ownHost(host) {
				continue
			}
			var fixes []diag.Fix
			isVideo := false
			for _, v := range media {
				if v.element != i {
					continue
				}
				isVideo = !v.audio
				if tag, ok := p.playerTag(v); ok && v.audio {
					fixes = append(fixes, fix(diag.T("Remplacer par le composant audio", "Replace with the audio component"), replace(v.whole, tag)))
				}
			}
			if isVideo {
				continue // video-raw-iframe says it better
			}
			text := orElse(e.Value("title"), p.toComplete())
			fixes = append(fixes, ask(diag.T("Remplacer par un lien", "Replace with a link"), replace(p.wrapper(i), "["+text+"]("+e.Value("src")+")")))
			p.Find(p.Page.Whole(e), diag.T("Contenu de %s : demandez l’accord de l’internaute avant de le charger.", "Content from %s: ask the visitor before loading it.", host), fixes...)
		}
	},
}

// hostOf is the host of an absolute address, in lower case, "" for another.
func hostOf(address string) string {
	address = strings.TrimSpace(address)
	rest, ok := strings.CutPrefix(address, "//")
	if !ok {
		scheme, after, found := strings.Cut(address, "://")
		if !found || strings.ContainsAny(scheme, "/?#{ ") {
			return ""
		}
		rest = after
	}
	if i := strings.IndexAny(rest, "/?#"); i >= 0 {
		rest = rest[:i]
	}
	if i := strings.LastIndexByte(rest, '@'); i >= 0 {
		rest = rest[i+1:]
	}
	host, _, _ := strings.Cut(rest, ":")
	return strings.ToLower(host)
}

// ownHost reports whether a host is the site's own.
func (p *Pass) ownHost(host string) bool {
	return p.Site != nil && host == hostOf(p.Site.BaseURL())
}
