package ui

import (
	"net/url"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// This file holds the way to a forge: it opens GitHub's or GitLab's own page to
// edit or create the file, with the text on the clipboard. There is no token:
// the forge asks who the writer is.

// repository is where the site's sources are.
type repository struct {
	URL    string `json:"url"`
	Branch string `json:"branch"`
	Folder string `json:"folder"`
}

// prefillLimit is the longest address that GitHub opens (it answers 414 above
// about 8,192 characters, and the text is lost).
const prefillLimit = 8000

// tidy is the address without what people paste with it.
func (r repository) tidy() repository {
	r.URL = strings.TrimSuffix(strings.TrimRight(strings.TrimSpace(r.URL), "/"), ".git")
	if r.Branch = strings.TrimSpace(r.Branch); r.Branch == "" {
		r.Branch = "main"
	}
	r.Folder = strings.Trim(strings.TrimSpace(r.Folder), "/")
	return r
}

func (r repository) valid() bool {
	u, err := url.Parse(r.tidy().URL)
	return err == nil && u.Scheme == "https" && u.Host != "" && u.User == nil && strings.Count(strings.Trim(u.Path, "/"), "/") >= 1
}

// gitlab tells the two kinds of forges apart by their host.
func (r repository) gitlab() bool {
	u, err := url.Parse(r.URL)
	return err == nil && u.Host != "github.com"
}

// address is the forge's page for that file. A new file of a short text is
// filled in already, where the forge knows how.
func (r repository) address(file string, isNew bool, text string) (address string, filled bool) {
	r = r.tidy()
	if r.Folder != "" && !strings.Contains(file, "/") {
		file = r.Folder + "/" + file
	}
	branch := pathEscape(r.Branch)
	switch {
	case r.gitlab() && isNew:
		return r.URL + "/-/new/" + branch + "?file_name=" + url.QueryEscape(file), false
	case r.gitlab():
		return r.URL + "/-/edit/" + branch + "/" + pathEscape(file), false
	case !isNew:
		return r.URL + "/edit/" + branch + "/" + pathEscape(file), false
	}
	bare := r.URL + "/new/" + branch + "?filename=" + url.QueryEscape(file)
	if whole := bare + "&value=" + url.QueryEscape(text); len(whole) < prefillLimit {
		return whole, true
	}
	return bare, false
}

func pathEscape(p string) string {
	parts := strings.Split(p, "/")
	for i, part := range parts {
		parts[i] = url.PathEscape(part)
	}
	return strings.Join(parts, "/")
}

func (d *dialogs) beginPropose() {
	m := d.m
	r := m.share.Repo
	d.v["repo"], d.v["branch"], d.v["folder"] = r.URL, r.Branch, r.Folder
	d.v["file"] = m.doc.Name
	if m.doc.Path != "" {
		d.v["file"] = m.doc.Path
	}
	d.v["kind"] = "edit"
	if m.doc.Path == "" {
		d.v["kind"] = "new"
	}
}

func (d *dialogs) propose() sheet {
	m := d.m
	repo := repository{d.v["repo"], d.v["branch"], d.v["folder"]}
	forge := "GitHub"
	if repo.gitlab() && repo.valid() {
		forge = "GitLab"
	}
	isNew := d.v["kind"] == "new"
	errors, _ := m.counts()
	s := sheet{title: m.say("Proposer la page sur GitHub ou GitLab", "Propose the page on GitHub or GitLab"), wide: true}
	if errors > 0 {
		s.body = append(s.body, remark("warn", para(m.say("%d %s à corriger avant de proposer la page.", "%d %s to fix before proposing the page.", errors, m.plural(errors, "erreur", "erreurs", "error", "errors")))))
	} else {
		s.body = append(s.body, remark("ok", para(m.say("Aucune erreur dans la page.", "No error in the page."))))
	}
	if n := m.share.Images; n > 0 {
		s.body = append(s.body, remark("warn", para(m.say("%d %s à ajouter au dépôt : enregistrez la page pour les télécharger.", "%d %s to add to the repository: save the page to download them.", n, m.plural(n, "image", "images", "image", "images")))))
	}
	s.body = append(s.body,
		d.field("repo", m.say("Adresse du dépôt", "Address of the repository"), m.say("Par exemple https://github.com/organisation/site. Elle est gardée dans ce navigateur.", "For example https://github.com/organisation/site. It is kept in this browser."), app.Input().Type("text").Attr("inputmode", "url")),
		app.Div().Class("grid-2").Body(
			d.field("branch", m.say("Branche", "Branch"), "", app.Input().Type("text").Placeholder("main")),
			d.field("folder", m.say("Dossier des pages", "Folder of the pages"), "", app.Input().Type("text").Placeholder("content/fr/blog")),
		),
		d.field("file", m.say("Fichier", "File"), "", app.Input().Type("text")),
		app.FieldSet().Class("choices").Body(
			app.Legend().Class("label").Text(m.say("Cette page", "This page")),
			d.radio("kind", "edit", m.say("existe déjà dans le dépôt", "is already in the repository")),
			d.radio("kind", "new", m.say("est nouvelle", "is new")),
		),
		app.H3().Text(m.say("En deux temps", "In two steps")),
		app.Ol().Body(
			app.Li().Text(m.say("Ouvrez %s : le texte de la page est copié en même temps.", "Open %s: the text of the page is copied at the same time.", forge)),
			app.Li().Text(m.say("Là-bas, remplacez tout par ce texte (Ctrl+A, Ctrl+V), puis proposez la modification. Une page nouvelle et courte est déjà remplie.", "Over there, replace everything by this text (Ctrl+A, Ctrl+V), then propose the change. A new and short page is filled in already.")),
		),
		app.Div().Class("acts").Body(
			app.Button().Type("button").ID("propose-open").Class("btn", "btn-main").Aria("disabled", yes(!repo.valid() || d.v["file"] == "")).
				Text(m.say("Copier le texte et ouvrir %s", "Copy the text and open %s", forge)).
				OnClick(func(app.Context, app.Event) {
					repo := repository{d.v["repo"], d.v["branch"], d.v["folder"]}
					if !repo.valid() || d.v["file"] == "" {
						d.focusMissing()
						return
					}
					address, _ := repo.address(d.v["file"], d.v["kind"] == "new", m.text())
					repo = repo.tidy()
					m.door.Run("proposeOpen", map[string]string{"address": address, "url": repo.URL, "branch": repo.Branch, "folder": repo.Folder})
				}),
			command("shareCopy", map[string]string{"as": "request", "text": m.requestText(isNew)}).Class("btn", "btn-line").
				Body(icon("link"), app.Text(m.say("Copier le texte de la demande", "Copy the text of the request"))),
		),
		d.copiedRemark(),
		app.P().Class("hint").Text(m.say("Sans compte, envoyez la page enregistrée (Ctrl+S) ou le fichier de relecture par messagerie.", "Without an account, send the saved page (Ctrl+S) or the review file by mail.")),
	)
	return s
}

func (d *dialogs) radio(name, value, label string) app.UI {
	id := "d-" + name + "-" + value
	return app.Div().Class("choice").Body(
		app.Input().Type("radio").ID(id).Name(name).Checked(d.v[name] == value).
			OnChange(func(app.Context, app.Event) { d.v[name] = value }, app.EventScope(name, value)),
		app.Label().For(id).Text(label),
	)
}

// requestText is for the description of a pull request.
func (m *Model) requestText(isNew bool) string {
	title := m.share.Title
	if title == "" {
		title = m.title()
	}
	first := m.say("Mise à jour de la page « %s ».", "Update of the page “%s”.", title)
	if isNew {
		first = m.say("Nouvelle page « %s ».", "New page “%s”.", title)
	}
	link := m.share.Link
	if m.share.Patch.State == "ready" {
		link = m.share.Patch.Link
	}
	if link == "" || len(link) > forgeLimit {
		return first + "\n"
	}
	return first + "\n\n" + markdownLink(m.say("Aperçu : ", "Preview: ")+title, link) + "\n"
}
