package check

import (
	"strings"

	"apercu/app/diag"
	"apercu/app/document/yaml"
	"apercu/app/template/value"
)

var fmTagsScalar = &Analyzer{
	Name: "fm-tags-scalar", Severity: diag.Warning,
	Help: Help{
		Title: diag.T("Étiquettes qui ne sont pas une liste", "Tags that are not a list"),
		Why: diag.T("Une virgule ne sépare rien : « Vidéo, Formation » devient une seule étiquette de ce nom.",
			"A comma separates nothing: “Vidéo, Formation” becomes one tag of that name."),
		Bad:  "---\ntitle: Agenda\ntags: Vidéo, Formation\n---\n",
		Good: "---\ntitle: Agenda\ntags:\n  - Vidéo\n  - Formation\n---\n",
	},
	Run: func(p *Pass) {
		k, ok := p.head.key("tags")
		switch k.Data.(type) {
		case float64, bool, value.Date: // Eleventy takes texts only
			written := p.File.Slice(k.Value)
			p.Report(diag.Diagnostic{Span: k.Value,
				Message: diag.T("« %s » n’est pas une étiquette mais une valeur : la publication du site s’arrête.", "“%s” is no tag but a value: the site's build stops.", written),
				Fixes:   p.set(diag.T("En faire une liste d’étiquettes", "Make it a list of tags"), false, value.NewArray(written), "tags")})
			return
		}
		text := strings.TrimSpace(p.head.str("tags"))
		if !ok || text == "" || k.Kind != yaml.Scalar {
			return
		}
		list := ""
		for _, t := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ';' }) {
			if t = strings.TrimSpace(t); t != "" {
				list += p.newline() + "  - " + quoteYAML(t)
			}
		}
		at := k.Value
		for at.Start > k.Key.End && p.File.Text()[at.Start-1] == ' ' {
			at.Start--
		}
		d := diag.Diagnostic{Severity: diag.Info, Span: k.Value, Message: diag.T("Une étiquette seule : la liste est plus sûre quand on en ajoutera.", "A single tag: a list is safer when others come."),
			Fixes: []diag.Fix{fix(diag.T("Écrire une étiquette par ligne", "Write one tag a line"), replace(at, list))}}
		if strings.ContainsAny(text, ",;") {
			d.Severity, d.Message = diag.Warning, diag.T("« %s » est lu comme une seule étiquette.", "“%s” is read as a single tag.", text)
		}
		p.Report(d)
	},
}
