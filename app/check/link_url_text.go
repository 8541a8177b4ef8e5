package check

import (
	"strings"

	"apercu/app/check/scan"
	"apercu/app/diag"
	"apercu/app/source"
)

var linkURLText = &Analyzer{
	Name: "link-url-text", Severity: diag.Warning, Ref: "RGAA 6.1",
	Help: Help{
		Title: diag.T("Adresse à la place d’un texte de lien", "Address in place of a link text"),
		Why: diag.T("Une adresse se lit lettre à lettre ; posée sans lien, elle n’est même pas cliquable sur le site.",
			"An address is spelled letter by letter; typed without a link, it cannot even be clicked on the site."),
		Bad:  "Voir https://www.numerique.gouv.fr/services/",
		Good: "Voir les [services de la direction du numérique](https://www.numerique.gouv.fr/services/)",
	},
	Run: func(p *Pass) {
		message := diag.T("Une adresse ne dit pas où mène le lien : écrivez un texte.", "An address does not say where the link leads: write a text.")
		write := diag.T("Écrire un texte à la place", "Write a text instead")
		for _, l := range p.links() {
			switch {
			case l.auto && !strings.Contains(l.url, "@"):
				p.Find(l.span, message, ask(write, replace(l.span, "["+p.targetTitle(l.url)+"]("+l.url+")")))
			case !l.auto && isAddress(l.plain) && !strings.HasPrefix(l.url, "mailto:"):
				p.Find(l.span, message, ask(write, l.reword(p.targetTitle(l.url))))
			}
		}
		p.bareAddresses(func(s bareAddress) {
			p.Find(s.span, diag.T("Cette adresse n’est pas un lien sur le site : faites-en un, avec un texte.", "This address is not a link on the site: make it one, with a text."),
				ask(diag.T("En faire un lien", "Make it a link"), replace(s.span, "["+p.toComplete()+"]("+s.url+")")))
		})
	},
}

// isAddress reports whether a link text is a URL or the name of a host.
func isAddress(s string) bool {
	s = strings.TrimSpace(s)
	if strings.ContainsAny(s, " \u00a0") || strings.Contains(s, "@") {
		return false
	}
	return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "www.")
}

type bareAddress struct {
	span source.Span
	url  string
}

// bareAddresses calls yield with each URL typed outside of any link.
func (p *Pass) bareAddresses(yield func(bareAddress)) {
	links := p.links()
	text := p.File.Text()
	for i := p.Page.Body.Start; i < p.Page.Body.End; i++ {
		if p.Page.Kind(i) != scan.Address {
			continue
		}
		start := i
		for i < p.Page.Body.End && p.Page.Kind(i) == scan.Address {
			i++
		}
		s := span(start, i)
		url := text[start:i]
		if !strings.Contains(url, "://") && !strings.HasPrefix(url, "www.") {
			continue
		}
		inLink := false
		for _, l := range links {
			inLink = inLink || l.span.Start <= s.Start && s.End <= l.span.End
		}
		if !inLink {
			if strings.HasPrefix(url, "www.") {
				url = "https://" + url
			}
			yield(bareAddress{s, url})
		}
	}
}
