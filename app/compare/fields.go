package compare

import (
	"strings"

	"apercu/app/diag"
	"apercu/app/template/value"
)

// This file compares front matter, field by field, under the names that the
// page details form gives them.

var names = map[string]struct {
	name     diag.Text
	feminine bool
}{
	"title":       {diag.Text{FR: "Titre", EN: "Title"}, false},
	"description": {diag.Text{FR: "Description", EN: "Description"}, true},
	"date":        {diag.Text{FR: "Date de publication", EN: "Publication date"}, true},
	"layout":      {diag.Text{FR: "Modèle de page", EN: "Layout"}, false},
	"permalink":   {diag.Text{FR: "Adresse de la page", EN: "Page address"}, true},
	"image":       {diag.Text{FR: "Image de la page", EN: "Page image"}, true},
	"image.path":  {diag.Text{FR: "Image de la page", EN: "Page image"}, true},
	"image.src":   {diag.Text{FR: "Image de la page", EN: "Page image"}, true},
	"image.alt":   {diag.Text{FR: "Texte alternatif de l’image", EN: "Alternative text of the image"}, false},
	"draft":       {diag.Text{FR: "Brouillon", EN: "Draft"}, false},
	"lang":        {diag.Text{FR: "Langue", EN: "Language"}, true},
}

// fields lists what changed, in the order of the new version's keys, then of
// the old one's.
func fields(before, after *value.Object) []Change {
	return nested("", before, after)
}

func nested(prefix string, before, after *value.Object) []Change {
	var out []Change
	for _, key := range after.Keys() {
		old, had := before.Get(key)
		out = append(out, field(prefix+key, old, had, after.At(key), true)...)
	}
	for _, key := range before.Keys() {
		if !after.Has(key) {
			out = append(out, field(prefix+key, before.At(key), true, nil, false)...)
		}
	}
	return out
}

func field(path string, old value.Value, had bool, now value.Value, has bool) []Change {
	if path == "tags" {
		return tags(old, now)
	}
	a, isA := old.(*value.Object)
	b, isB := now.(*value.Object)
	if isA && isB {
		return nested(path+".", a, b)
	}
	before, after := show(old), show(now)
	if had == has && before == after {
		return nil
	}
	n, known := names[path]
	if !known {
		n.name = diag.T("Champ « %s »", "Field “%s”", path)
	}
	k := kind{n.name.FR, n.name.EN, n.feminine}
	switch {
	case !had || before == "" && after != "":
		return []Change{{Added, k.done(Added), "", after, -1}}
	case !has:
		return []Change{{Removed, k.done(Removed), before, "", -1}}
	case after == "":
		e := ""
		if k.feminine {
			e = "e"
		}
		return []Change{{Removed, diag.Text{FR: k.fr + " vidé" + e, EN: k.en + " emptied"}, before, "", -1}}
	}
	return []Change{{Changed, k.done(Changed), before, after, -1}}
}

func tags(old, now value.Value) []Change {
	a, b := strs(old), strs(now)
	var out []Change
	for _, t := range b {
		if !contains(a, t) {
			out = append(out, Change{Added, diag.T("Étiquette ajoutée", "Tag added"), "", t, -1})
		}
	}
	for _, t := range a {
		if !contains(b, t) {
			out = append(out, Change{Removed, diag.T("Étiquette supprimée", "Tag removed"), t, "", -1})
		}
	}
	if len(out) == 0 && strings.Join(a, "\x00") != strings.Join(b, "\x00") {
		out = append(out, Change{Changed, diag.T("Étiquettes dans un autre ordre", "Tags in another order"), strings.Join(a, ", "), strings.Join(b, ", "), -1})
	}
	return out
}

func strs(v value.Value) []string {
	switch v := v.(type) {
	case nil, value.Null:
		return nil
	case *value.Array:
		var out []string
		for _, e := range v.Elems {
			out = append(out, show(e))
		}
		return out
	}
	return []string{show(v)}
}

func contains(list []string, s string) bool {
	for _, t := range list {
		if t == s {
			return true
		}
	}
	return false
}

// show prints a value as someone would write it: dates as days, null as nothing.
func show(v value.Value) string {
	switch v := v.(type) {
	case nil, value.Null:
		return ""
	case value.Date:
		if v.Time.Hour()|v.Time.Minute()|v.Time.Second() == 0 {
			return v.Time.Format("2006-01-02")
		}
		return v.Time.Format("2006-01-02 15:04")
	case *value.Array:
		return strings.Join(strs(v), ", ")
	case *value.Object:
		var parts []string
		for _, k := range v.Keys() {
			parts = append(parts, k+": "+show(v.At(k)))
		}
		return strings.Join(parts, ", ")
	}
	return value.ToString(v)
}
