package check

import (
	"apercu/app/diag"
	"apercu/app/source"
)

var linkFileMissing = &Analyzer{
	Name: "link-file-missing", Severity: diag.Error, Ref: "RGAA 6.1", Needs: NeedsSite,
	Help: Help{
		Title: diag.T("Lien vers un fichier qui n’existe pas", "Link to a file that does not exist"),
		Why: diag.T("Le fichier manque dans le site, ou son nom diffère par une majuscule, ce qui suffit sur un serveur.",
			"The file is missing from the site, or its name differs by a capital letter, which is enough on a server."),
		Bad:  "[Guide (PDF, 1 Mo)](/docs/Guide.pdf)",
		Good: "[Guide (PDF, 1 Mo)](/docs/guide.pdf)",
	},
	Run: func(p *Pass) {
		for _, l := range p.links() {
			if fileKinds[extension(l.url)] == "" || !local(l.url) {
				continue
			}
			if _, near, ok := p.lookup(l.url); !ok {
				p.Find(l.span, diag.T("Fichier introuvable : %s.", "File not found: %s.", l.url), caseFix(near, l.dest)...)
			}
		}
	},
}

func caseFix(near string, at source.Span) []diag.Fix {
	if near == "" {
		return nil
	}
	return []diag.Fix{fix(exact("Écrire « "+near+" »", "Write “"+near+"”"), replace(at, near))}
}
