package check

import (
	_ "embed"
	"strings"
	"sync"

	"apercu/app/diag"
	"apercu/app/source"
)

// dsfrVersion is the version of the design system whose classes are listed.
const dsfrVersion = "1.14.4"

// dsfrClassList holds the classes of its style sheets, one a line, without the
// regular families: spacing (fr-mt-3w) and icons. TestDSFRClasses regenerates it.
//
//go:embed dsfr_classes.txt
var dsfrClassList string

var dsfrClasses = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for _, c := range strings.Fields(dsfrClassList) {
		m[c] = true
	}
	return m
})

var dsfrClassUnknown = &Analyzer{
	Name: "dsfr-class-unknown", Severity: diag.Warning, Ref: "DSFR",
	Help: Help{
		Title: diag.T("Classe que le DSFR ne définit pas", "Class that DSFR does not define"),
		Why: diag.T("Une classe inconnue n’a aucun effet : mal écrite, ou disparue d’une version récente.",
			"An unknown class has no effect: it is misspelt, or gone from a recent version."),
		Bad:  "<p class=\"fr-text--ledd\">Bienvenue.</p>",
		Good: "<p class=\"fr-text--lead\">Bienvenue.</p>",
		Limit: diag.T("Les classes sont celles du DSFR 1.14.4, même quand le site en utilise une autre version.",
			"The classes are those of DSFR 1.14.4, even when the site uses another version."),
	},
	Run: func(p *Pass) {
		for _, e := range p.Page.Elements {
			if a, ok := e.Attr("class"); ok {
				p.classes(a.At)
			}
		}
		for _, l := range p.Page.Links {
			p.classes(l.Attrs)
		}
	},
}

// classes looks for unknown names of the design system in a span.
func (p *Pass) classes(at source.Span) {
	text := p.File.Slice(at)
	for i := 0; i < len(text); i++ {
		if !strings.HasPrefix(text[i:], "fr-") || i > 0 && strings.IndexByte(" \t\n.\"'{", text[i-1]) < 0 {
			continue
		}
		j := i
		for j < len(text) && (text[j] == '-' || text[j] == '_' || text[j] >= '0' && text[j] <= '9' || text[j] >= 'a' && text[j] <= 'z' || text[j] >= 'A' && text[j] <= 'Z') {
			j++
		}
		class := text[i:j]
		// A template may write the rest of the name.
		if j < len(text) && text[j] == '{' && strings.HasPrefix(text[j:], "{{") || knownClass(class) {
			i = j
			continue
		}
		var fixes []diag.Fix
		if near := nearestClass(class); near != "" {
			fixes = append(fixes, fix(exact("Écrire « "+near+" »", "Write “"+near+"”"), replace(span(at.Start+i, at.Start+j), near)))
		}
		p.Find(span(at.Start+i, at.Start+j), diag.T("La classe « %s » n’existe pas dans le DSFR %s.", "The class “%s” does not exist in DSFR %s.", class, dsfrVersion), fixes...)
		i = j
	}
}

func knownClass(class string) bool {
	return strings.HasPrefix(class, "fr-icon-") || strings.HasPrefix(class, "fr-fi-") || spacing(class) || dsfrClasses()[class]
}

// spacing reports whether a class is fr-mt-3w, fr-px-md-2v, fr-m-n1-5v… as the
// utility style sheet builds them.
func spacing(class string) bool {
	rest, ok := strings.CutPrefix(class, "fr-")
	if !ok || rest == "" || rest[0] != 'm' && rest[0] != 'p' {
		return false
	}
	side, rest, ok := strings.Cut(rest[1:], "-")
	if !ok || side != "" && !strings.Contains(" t r b l x y ", " "+side+" ") {
		return false
	}
	for _, prefix := range []string{"first-", "last-", "sm-", "md-", "lg-", "xl-"} {
		rest = strings.TrimPrefix(rest, prefix)
	}
	rest = strings.TrimPrefix(rest, "n")
	if rest == "auto" || rest == "0" {
		return true
	}
	number := strings.TrimRight(rest, "vw")
	return len(rest) == len(number)+1 && strings.Trim(number, "0123456789-") == "" && number != ""
}

func nearestClass(class string) string {
	names := make([]string, 0, 2000)
	for c := range dsfrClasses() {
		names = append(names, c)
	}
	return diag.Nearest(class, names)
}
