package check

import "apercu/app/diag"

var transcriptionTitleSpeaker = &Analyzer{
	Name: "transcription-title-speaker", Severity: diag.Info, Ref: "DSFR",
	Help: Help{
		Title: diag.T("Titre de transcription réduit à un nom de personne", "Transcript titled with a person’s name only"),
		Why: diag.T("Ce titre ne s’affiche que dans la fenêtre « Agrandir » : il doit dire de quelle vidéo il s’agit. La personne se cite au début de sa prise de parole.",
			"This title only shows in the “Enlarge” window: it has to say which video this is. Name the person where they start to speak."),
		Bad:  "{% transcription \"Anne DURAND\" %}\n<p>Anne Durand, directrice</p>\n{% endtranscription %}",
		Good: "{% transcription \"Transcription : ouverture du colloque\" %}\n**Anne Durand :** bonjour.\n{% endtranscription %}",
	},
	Run: func(p *Pass) {
		for _, x := range p.transcripts() {
			if len(x.tag.Args) == 0 || !x.tag.Args[0].Literal || !personName(trimCounters(x.title)) {
				continue
			}
			p.Find(x.tag.Args[0].Span, diag.T("Le titre « %s » dit qui parle, pas de quelle vidéo il s’agit.", "The title “%s” says who speaks, not which video this is.", x.title),
				ask(diag.T("Reprendre le titre de la page", "Use the title of the page"), replace(x.tag.Args[0].Span, `"Transcription : `+orElse(p.about(), p.toComplete())+`"`)))
		}
	},
}
