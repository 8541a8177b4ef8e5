package check

import (
	"apercu/app/diag"
	"apercu/app/document/yaml"
	"apercu/app/template/value"
)

var fmImageShape = &Analyzer{
	Name: "fm-image-shape", Severity: diag.Warning, Ref: "RGAA 1.1",
	Help: Help{
		Title: diag.T("Image de la page sans chemin ni alternative", "Page image without a path and an alternative"),
		Why: diag.T("La maquette lit image.path et image.alt : avec une simple adresse, la carte reste sans image.",
			"The layout reads image.path and image.alt: given an address alone, the card stays without an image."),
		Bad:  "---\ntitle: Agenda\nimage: ./agenda.webp\n---\n",
		Good: "---\ntitle: Agenda\nimage:\n  path: ./agenda.webp\n  alt: \"\"\n---\n",
	},
	Run: func(p *Pass) {
		k, ok := p.head.key("image")
		if !ok || k.Kind != yaml.Scalar || k.Data == false {
			return
		}
		text, isText := value.Text(k.Data)
		message := diag.T("L’image doit avoir un chemin et une alternative.", "The image must have a path and an alternative.")
		if !isText || text == "" {
			p.Find(k.Key, message, p.dropKey("image")...)
			return
		}
		at := k.Value
		for at.Start > k.Key.End && p.File.Text()[at.Start-1] == ' ' {
			at.Start--
		}
		nl := p.newline()
		p.Find(k.Value, message, fix(diag.T("Écrire un chemin et une alternative", "Write a path and an alternative"), replace(at, nl+"  path: "+p.File.Slice(k.Value)+nl+`  alt: ""`)))
	},
}

// dropKey offers to remove a key that says nothing.
func (p *Pass) dropKey(name string) []diag.Fix {
	edits, err := p.Document.Delete([]string{name})
	if err != nil || len(edits) == 0 {
		return nil
	}
	return []diag.Fix{fix(diag.T("Retirer la clé vide", "Remove the empty key"), edits...)}
}
