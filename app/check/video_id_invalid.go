package check

import (
	"strings"

	"apercu/app/diag"
	known "apercu/app/video"
)

var videoIDInvalid = &Analyzer{
	Name: "video-id-invalid", Severity: diag.Error,
	Help: Help{
		Title: diag.T("Identifiant de vidéo impossible", "Impossible video identifier"),
		Why: diag.T("Le composant attend l’identifiant seul : avec une adresse, le lecteur reste noir.",
			"The component expects the identifier alone: given an address, the player stays black."),
		Bad:  "{% dailymotion \"https://dai.ly/x8abc12\" %}",
		Good: "{% dailymotion \"x8abc12\" %}",
	},
	Run: func(p *Pass) {
		for _, t := range p.Page.Tags {
			if t.Open != '%' || t.Name != "dailymotion" && t.Name != "youtube" && t.Name != "vimeo" {
				continue
			}
			if len(t.Args) == 0 {
				p.Find(t.Span, diag.T("Il manque l’identifiant de la vidéo.", "The identifier of the video is missing."),
					ask(diag.T("Ajouter l’identifiant", "Add the identifier"), insert(t.At.End, ` "`+p.toComplete()+`"`)))
				continue
			}
			arg := t.Args[0]
			if !arg.Literal || validVideoID(t.Name, arg.Value) {
				continue
			}
			var fixes []diag.Fix
			if v, ok := known.Recognize(arg.Value); ok && (string(v.Provider) == t.Name || v.Provider != known.PeerTube && !v.Audio() && p.declared(string(v.Provider))) {
				edits := []diag.Edit{replace(arg.Span, `"`+v.ID+`"`)}
				if string(v.Provider) != t.Name {
					edits = append(edits, replace(t.At, string(v.Provider)))
				}
				fixes = append(fixes, fix(diag.T("Garder l’identifiant seul", "Keep the identifier alone"), edits...))
			}
			p.Find(arg.Span, diag.T("« %s » n’est pas un identifiant de vidéo.", "“%s” is not a video identifier.", arg.Value), fixes...)
		}
	},
}

// validVideoID reports whether an argument is what the provider's shortcode takes.
func validVideoID(provider, id string) bool {
	var address string
	switch provider {
	case "dailymotion":
		address = "https://www.dailymotion.com/video/" + id
	case "youtube":
		address = "https://www.youtube.com/watch?v=" + id
	case "vimeo":
		address = "https://vimeo.com/" + id
	}
	v, ok := known.Recognize(address)
	return ok && v.ID == id && !strings.ContainsAny(id, "/?&#_ ") || ok && v.ID == id && provider == "youtube"
}
