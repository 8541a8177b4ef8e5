package check

import (
	"strings"

	"apercu/app/diag"
)

var imgFilename = &Analyzer{
	Name: "img-filename", Severity: diag.Info,
	Help: Help{
		Title: diag.T("Nom d’image avec majuscule, accent ou espace", "Image name with a capital, an accent or a space"),
		Why: diag.T("Un tel nom marche sur votre poste et casse sur le serveur. Renommez le fichier et ses liens ensemble.",
			"Such a name works on your machine and breaks on the server. Rename the file and its links together."),
		Bad:  "![Plan d’accès](./Plan-Accès.png)",
		Good: "![Plan d’accès](./plan-acces.png)",
		Limit: diag.T("Aperçu change l’adresse dans la page ; le fichier, lui, se renomme dans le dossier du site.",
			"Aperçu changes the address in the page; the file itself is renamed in the site’s folder."),
	},
	Run: func(p *Pass) {
		for _, x := range p.images() {
			name := fileOf(unescapePath(x.path))
			if !local(x.path) || name == "" || safeName(name) == name {
				continue
			}
			p.Find(x.span, diag.T("Renommez ce fichier « %s ».", "Rename this file “%s”.", safeName(name)),
				ask(exact("Écrire « "+safeName(name)+" » (et renommer le fichier)", "Write “"+safeName(name)+"” (and rename the file)"), replaceLast(p, x, safeName(name))))
		}
	},
}

// replaceLast changes the last part of an image's path.
func replaceLast(p *Pass, x image, name string) diag.Edit {
	text := p.File.Slice(x.src)
	end := len(text)
	if x.tag >= 0 {
		end-- // the closing quote
	}
	return replace(span(x.src.Start+strings.LastIndexByte(text, '/')+1+quoted(x, text), x.src.Start+end), name)
}

func quoted(x image, text string) int {
	if x.tag >= 0 && !strings.Contains(text, "/") {
		return 1
	}
	return 0
}

// safeName is a file name in lower case, without accents nor spaces.
func safeName(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ' || r == '\'' || r == '(' || r == ')' || r == ',' || r == '&' || r == '+':
			return '-'
		case r > 127:
			return -1
		}
		return r
	}, fold(name))
}
