package check

import (
	"strings"
	"unicode/utf8"

	"apercu/app/diag"
	"apercu/app/document/yaml"
	"apercu/app/source"
)

var fmImageAlt = &Analyzer{
	Name: "fm-image-alt", Severity: diag.Info, Ref: "RGAA 1.1, 1.2, 1.3, DSFR",
	Help: Help{
		Title: diag.T("Alternative de l’image de la page à vérifier", "Alternative of the page image to check"),
		Why: diag.T("Vide, elle dit que la vignette est décorative, ce qui est souvent juste ; une légende, un crédit ou un nom de fichier ne décrivent rien.",
			"Empty, it says that the thumbnail is decorative, which is often right; a caption, a credit or a file name describe nothing."),
		Bad:  "---\ntitle: Agenda\nimage:\n  path: ./agenda.webp\n  alt: \"\"\n---\n",
		Good: "---\ntitle: Agenda\nimage:\n  path: ./agenda.webp\n  alt: \"Calendrier ouvert au mois de mars\"\n---\n",
	},
	Run: func(p *Pass) {
		image, ok := p.head.key("image")
		if !ok || image.Kind != yaml.Mapping {
			return
		}
		k, ok := p.head.key("image", "alt")
		alt := strings.TrimSpace(p.head.str("image", "alt"))
		describe := p.set(diag.T("Décrire l’image", "Describe the image"), true, p.toComplete(), "image", "alt")
		switch {
		case !ok:
			p.Find(image.Key, diag.T("Cette vignette n’a pas d’alternative.", "This thumbnail has no alternative."), append(describe, p.set(diag.T("Marquer comme décorative", "Mark as decorative"), false, "", "image", "alt")...)...)
		case alt == "":
			p.Doubt(orKey(k.Value, k.Key), diag.T("Vignette décorative ? Sinon, dites ce qu’elle montre.", "Decorative thumbnail? If not, say what it shows."), describe...)
		case looksLikeFile(alt) || pleonasm(alt) > 0 || strings.HasPrefix(fold(alt), "credit") || strings.Contains(alt, "©") || utf8.RuneCountInString(alt) > 150:
			p.Find(k.Value, diag.T("Cette alternative ne décrit pas l’image.", "This alternative does not describe the image."))
		}
	},
}

func orKey(value, key source.Span) source.Span {
	if value.Len() == 0 {
		return key
	}
	return value
}
