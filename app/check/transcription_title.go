package check

import "apercu/app/diag"

var transcriptionTitle = &Analyzer{
	Name: "transcription-title", Severity: diag.Error, Ref: "RGAA 9.1.2, 7.1",
	Help: Help{
		Title: diag.T("Transcription sans titre", "Transcript without a title"),
		Why: diag.T("Le titre nomme la fenêtre « Agrandir » ; sans lui, le site peut afficher le mot « undefined ».",
			"The title names the “Enlarge” window; without it the site may print the word “undefined”."),
		Bad:  "{% transcription %}\nBonjour.\n{% endtranscription %}",
		Good: "{% transcription \"Transcription : ouverture du colloque\" %}\nBonjour.\n{% endtranscription %}",
	},
	Run: func(p *Pass) {
		for _, x := range p.transcripts() {
			if len(x.tag.Args) > 0 && x.title != "" {
				continue
			}
			edit, title := insert(x.tag.At.End, ""), p.about()
			if len(x.tag.Args) > 0 {
				edit = remove(x.tag.Args[0].Span)
			}
			text := `"Transcription de la vidéo : ` + orElse(title, p.toComplete()) + `"`
			if edit.New = text; edit.Span.Len() == 0 {
				edit.New = " " + text
			}
			f := fix(diag.T("Donner à la transcription le titre de la page", "Give the transcript the title of the page"), edit)
			if f.Needs = title == ""; f.Needs {
				f.Title = diag.T("Ajouter un titre à compléter", "Add a title to complete")
			}
			p.Find(x.tag.Span, diag.T("Cette transcription n’a pas de titre.", "This transcript has no title."), f)
		}
	},
}
