package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"apercu/app/diag"
)

var imgAltPoor = &Analyzer{
	Name: "img-alt-poor", Severity: diag.Warning, Ref: "RGAA 1.3",
	Help: Help{
		Title: diag.T("Alternative d’image qui n’aide pas", "Image alternative that does not help"),
		Why: diag.T("« Image de » est déjà dit par le lecteur d’écran, un nom de fichier ne dit rien, et au-delà de 150 caractères le texte va dans la page.",
			"“Image of” is already said by the screen reader, a file name says nothing, and beyond 150 characters the text belongs in the page."),
		Bad:  "![Image du menu principal](menu.png)",
		Good: "![Menu principal, rubrique Achats ouverte](menu.png)",
	},
	Run: func(p *Pass) {
		for _, x := range p.images() {
			n := utf8.RuneCountInString(x.alt)
			switch lead := pleonasm(x.alt); {
			case x.alt == "" || dynamic(x.alt):
			case looksLikeFile(x.alt) || strings.EqualFold(x.alt, fileOf(x.path)):
				p.Find(x.span, diag.T("« %s » est un nom de fichier, pas une description.", "“%s” is a file name, not a description.", x.alt))
			case n > 150:
				p.Find(x.span, diag.T("Alternative de %d caractères : gardez l’essentiel, 150 au plus.", "Alternative of %d characters: keep the essentials, 150 at most.", n))
			case lead > 0:
				var fixes []diag.Fix
				if rest := []rune(x.alt[lead:]); len(rest) > 3 && x.tag < 0 && !x.name && !emptyAlts[fold(string(rest))] && pleonasm(string(rest)) == 0 {
					rest[0] = unicode.ToUpper(rest[0])
					fixes = append(fixes, fix(exact("Retirer « "+strings.TrimSpace(x.alt[:lead])+" »", "Remove “"+strings.TrimSpace(x.alt[:lead])+"”"), replace(x.at, string(rest))))
				}
				p.Find(x.span, diag.T("L’alternative n’a pas à dire que c’est une image.", "The alternative need not say that this is an image."), fixes...)
			case emptyAlts[strings.Trim(fold(x.alt), " .")]:
				p.Find(x.span, diag.T("« %s » ne dit pas ce que montre l’image.", "“%s” does not say what the image shows.", x.alt))
			}
		}
	},
}

var emptyAlts = map[string]bool{"image": true, "photo": true, "illustration": true, "logo": true, "schema": true, "capture": true, "capture d'ecran": true, "icone": true, "picture": true,
	"screenshot": true, "texte alternatif": true, "alt": true, "vignette": true, "visuel": true, "alternative": true, "img": true, "graphique": true}

// pleonasm is the length of an opening such as "Image de ", 0 without one.
func pleonasm(alt string) int {
	lower := strings.ToLower(alt)
	for _, noun := range []string{"image", "photo", "photographie", "illustration", "picture", "capture d'écran", "capture d’écran", "screenshot", "icône", "visuel"} {
		rest, ok := strings.CutPrefix(lower, noun)
		if !ok {
			continue
		}
		for _, link := range []string{" décrivant ", " représentant ", " montrant ", " de la ", " de l'", " de l’", " de ", " du ", " des ", " d'", " d’", " of ", " : "} {
			if strings.HasPrefix(rest, link) {
				return len(noun) + len(link)
			}
		}
	}
	return 0
}

// looksLikeFile reports whether a text ends as the name of an image file does.
func looksLikeFile(s string) bool {
	switch extension(s) {
	case "png", "jpg", "jpeg", "gif", "webp", "svg", "avif":
		return !strings.Contains(s, " ")
	}
	return false
}
