package check

import (
	"apercu/app/diag"
)

// nunjucksTags are the tags of Nunjucks and Eleventy themselves.
var nunjucksTags = map[string]bool{"if": true, "elif": true, "elseif": true, "else": true, "endif": true, "for": true, "endfor": true, "asyncEach": true, "endeach": true,
	"asyncAll": true, "endall": true, "set": true, "endset": true, "block": true, "endblock": true, "extends": true, "include": true, "import": true, "from": true, "macro": true,
	"endmacro": true, "call": true, "endcall": true, "filter": true, "endfilter": true, "raw": true, "endraw": true, "verbatim": true, "endverbatim": true, "ifAsync": true,
	"switch": true, "case": true, "default": true, "endswitch": true, "js": true, "css": true, "html": true, "endjs": true, "endcss": true, "endhtml": true, "renderTemplate": true,
	"endrenderTemplate": true, "renderFile": true, "renderContent": true, "getBundle": true, "getBundleFileUrl": true}

// themeShortcodes are those of the built-in theme, for pages checked without a site.
var themeShortcodes = []Shortcode{{"audio", false}, {"dailymotion", false}, {"image", false}, {"imageContent", false}, {"imageSync", false}, {"imageUrl", false}, {"peertube", false},
	{"transcription", true}, {"video", false}, {"vimeo", false}, {"youtube", false}}

var shortcodeUnknown = &Analyzer{
	Name: "shortcode-unknown", Severity: diag.Error,
	Help: Help{
		Title: diag.T("Composant que le site ne connaît pas", "Component that the site does not know"),
		Why: diag.T("Un nom inconnu arrête la publication de tout le site.",
			"An unknown name stops the whole site from being published."),
		Bad:  "{% dailymotin \"x8abc12\" %}",
		Good: "{% dailymotion \"x8abc12\" %}",
	},
	Run: func(p *Pass) {
		codes, sure := p.shortcodes()
		names := make([]string, 0, 2*len(codes))
		for _, c := range codes {
			if names = append(names, c.Name); c.Paired {
				names = append(names, "end"+c.Name)
			}
		}
		for _, t := range p.Page.Tags {
			if t.Open != '%' || t.Name == "" || nunjucksTags[t.Name] || contains(names, t.Name) {
				continue
			}
			near := diag.Nearest(t.Name, names)
			d := diag.Diagnostic{Span: t.At, Message: diag.T("Composant inconnu : « %s ».", "Unknown component: “%s”.", t.Name), Unsure: !sure && near == ""}
			if near != "" {
				d.Fixes = []diag.Fix{fix(exact("Écrire « "+near+" »", "Write “"+near+"”"), replace(t.At, near))}
			}
			p.Report(d)
		}
	},
}

// shortcodes are those of the site, or those of the theme; sure is false for the latter.
func (p *Pass) shortcodes() (codes []Shortcode, sure bool) {
	if p.Site != nil {
		if codes := p.Site.Shortcodes(); codes != nil {
			return codes, true
		}
	}
	return themeShortcodes, false
}

// declared reports whether a page may use a shortcode.
func (p *Pass) declared(name string) bool {
	codes, _ := p.shortcodes()
	for _, c := range codes {
		if c.Name == name {
			return true
		}
	}
	return false
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
