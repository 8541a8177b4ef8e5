package check

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"apercu/app/diag"
	"apercu/app/render"
	"apercu/app/site"
	"apercu/app/source"
	"apercu/app/theme"
)

// TestSite runs every rule on the pages of a small site, rendered as it would be.
func TestSite(t *testing.T) {
	files := fstest.MapFS{}
	add := func(name, text string) { files[name] = &fstest.MapFile{Data: []byte(text)} }
	add("apercu.yaml", "name: Essai\nurl: https://essai.gouv.fr\nchecks:\n  emoji: on\n  heading-skip: info\n  inconnue: off\n  br-spacing: parfois\n")
	add("content/fr/fr.json", `{"description": "Les pages du site"}`)
	add("content/fr/bonne.md", cleanPage)
	add("content/fr/aide.md", "---\ntitle: Aide\nlayout: layouts/page.njk\n---\n\n## Contact\n\nÉcrivez-nous.\n")
	add("content/fr/mauvaise.md", "---\ntitle: Aide\nlayout: layouts/pages.njk\n---\n\n👉 Voir [l’aide](/fr/aides/), le [plan](/img/Plan.png) et [ailleurs](https://essai.gouv.fr/fr/aide/).\n\n![Plan](/img/Plan.png)\n\n{% transcription \"Bilan\" %}\n")
	add("public/img/plan.png", strings.Repeat("x", 400_000))

	s, err := site.Open(files, theme.FS(), site.Options{})
	if err != nil {
		t.Fatal(err)
	}
	config, wrong := ReadConfig(string(files["apercu.yaml"].Data))
	if len(wrong) != 2 {
		t.Errorf("two mistakes in apercu.yaml, found %v", wrong)
	}
	facts := FactsOf(s, files)
	run := func(name string) ([]diag.Diagnostic, Input) {
		f := source.NewFile(name, string(files[name].Data))
		page := render.Render(s, name, f, nil)
		in := Input{File: f, Site: facts, Today: "2025-06-01", Config: config}
		return Page(page, in), in
	}
	if found, in := run("content/fr/bonne.md"); len(found) > 0 {
		t.Errorf("a clean page:\n%s", list(in.File, found))
	}
	found, in := run("content/fr/mauvaise.md")
	for _, code := range []string{"title-duplicate", "fm-layout-unknown", "link-page-missing", "img-file-missing", "link-absolute-internal", "emoji", "shortcode-unclosed"} {
		n := 0
		for _, d := range found {
			if d.Code == code {
				n++
			}
		}
		if n != 1 {
			t.Errorf("%s: %d times, want once:\n%s", code, n, list(in.File, found))
		}
	}
	for _, d := range found {
		if d.Code == "fm-description-missing" {
			t.Error("the description comes from the folder's data")
		}
	}
	add("content/fr/liste.njk", "---\npagination:\n  data: collections.all\n  size: 1\npermalink: /fr/liste/\n---\n")
	if facts.Generated() || !FactsOf(s, files).Generated() {
		t.Error("pagination makes pages")
	}
	facts.Incomplete = true
	bad := "[Guide](/docs/guide.pdf) [Rien](/rien/) ![a](/img/grande.png) ![b](/img/Plan.png)"
	for _, d := range Run(Input{File: source.NewFile("content/fr/y.md", bad), Site: facts, Config: Config{Only: []string{"link-file-missing", "link-page-missing", "img-file-missing"}}}) {
		if d.Code == "link-file-missing" || d.Code == "img-file-missing" && d.Span.Start < 50 {
			t.Errorf("a pack leaves files out: %s", d.Message.FR)
		}
	}
	add(FileList, `{"content/fr/docs/guide.pdf": 1200, "docs/absent.pdf": -1, "../x": 1}`)
	listed := FactsOf(s, files)
	if _, size, ok := listed.File("content/fr/docs/guide.pdf"); !listed.Listed || listed.Incomplete || !ok || size != 1200 {
		t.Errorf("the list of files: %v %d %v", listed.Listed, size, ok)
	}
	add("public/img/vide.png", "") // its name alone is in the pack
	add("public/img/perdue.png", "")
	add(FileList, `{"public/img/vide.png": 900000, "public/img/perdue.png": -1}`)
	sized := FactsOf(s, files)
	if w := WeighPage(Input{File: source.NewFile("content/fr/x.md", "![a](/img/vide.png) ![b](/img/perdue.png)"), Site: sized}); w.Images != 900_000 || w.Unknown != 1 || len(w.Savings) != 1 {
		t.Errorf("sizes of the list: %+v", w)
	}
	if _, _, ok := listed.File("../x"); ok {
		t.Error("a path out of the site")
	}
	facts.Incomplete = false
	w := WeighPage(Input{File: source.NewFile("content/fr/x.md", "![a](/img/plan.png) ![b](./absente.png) <iframe src=\"https://carte.exemple.fr/a\"></iframe>"), Site: facts})
	if own := WeighPage(Input{File: source.NewFile("x.md", "![a](./photo.jpg)"), Images: map[string]int64{"./photo.jpg": 900_000}}); own.Images != 900_000 || own.Unknown != 0 || len(own.Savings) != 1 {
		t.Errorf("images of the editor: %+v", own)
	}
	if w.Images != 400_000 || w.Unknown != 1 || len(w.ThirdParties) != 1 || len(w.Savings) != 2 || w.Savings[0].Bytes < w.Savings[1].Bytes {
		t.Errorf("weight: %+v", w)
	}
}

// TestAnchors: links to a place in another page are held against that page as it
// is rendered, one page a step, once; a page that cannot be rendered whole has
// no known anchors.
func TestAnchors(t *testing.T) {
	files := fstest.MapFS{}
	add := func(name, text string) { files[name] = &fstest.MapFile{Data: []byte(text)} }
	add("apercu.yaml", "url: https://essai.gouv.fr\n")
	add("_includes/base.njk", "<header id=\"haut\"></header><main>{{ content | safe }}</main>")
	add("content/aide.md", "---\ntitle: Aide\nlayout: base.njk\n---\n\n## Nous écrire\n\n<a name=\"vieux\"></a>\n")
	add("content/casse.md", "---\ntitle: Cassée\n---\n\n{% inconnu %}\n")
	add("content/lien.md", "## Ici\n\n[a](/aide/#nous-ecrire) [b](/aide/#nous-ecrir) [c](/aide/#haut) [d](/aide/#vieux) [e](https://essai.gouv.fr/aide/?x#absent) [f](/casse/#x) [g](/lien/#ici) [h](/lien/#la) [i](https://ailleurs.fr/aide/#x) [j](/aide/#:~:text=a)\n")
	s, err := site.Open(files, theme.FS(), site.Options{})
	if err != nil {
		t.Fatal(err)
	}
	facts := FactsOf(s, files)
	asked := map[string]int{}
	rendered := facts.AnchorsOf
	facts.AnchorsOf = func(path string) (map[string]bool, bool) { asked[path]++; return rendered(path) }
	f := source.NewFile("content/lien.md", string(files["content/lien.md"].Data))
	page := render.Render(s, f.Name(), f, nil)
	in := Input{File: f, Document: page.Doc, Rendered: RenderedPage(page), Site: facts, Config: Config{Only: []string{"link-anchor-missing"}}}
	j, most := Begin(in), 0
	for done := false; !done; {
		before := asked["content/aide.md"] + asked["content/casse.md"]
		done = j.Step()
		most = max(most, asked["content/aide.md"]+asked["content/casse.md"]-before)
	}
	if most != 1 || asked["content/aide.md"] != 1 || asked["content/lien.md"] != 0 {
		t.Errorf("pages made: %v, at most %d a step", asked, most)
	}
	var got []string
	for _, d := range j.Found() {
		got = append(got, f.Slice(d.Span))
		for _, x := range d.Fixes {
			got = append(got, x.Edits[0].New)
		}
	}
	if want := "[b](/aide/#nous-ecrir) /aide/#nous-ecrire [e](https://essai.gouv.fr/aide/?x#absent) [h](/lien/#la)"; strings.Join(got, " ") != want {
		t.Errorf("want %s\ngot  %s", want, strings.Join(got, " "))
	}
}

// TestVideoPages: a video that another page shows is to be checked; pages are
// read some at a time, once, and only those that may show one are scanned.
func TestVideoPages(t *testing.T) {
	files := fstest.MapFS{}
	add := func(name, text string) { files[name] = &fstest.MapFile{Data: []byte(text)} }
	for i := range 20 {
		add(fmt.Sprintf("content/p%d.md", i), "Bonjour.\n")
	}
	add("content/a.md", "{% dailymotion \"x8abc12\" %}\n")
	add("content/b.md", "<iframe src=\"https://www.dailymotion.com/embed/video/x8abc12\"></iframe>\n")
	add("content/en/c.md", "{% dailymotion \"x8abc12\" %}\n")
	s, err := site.Open(files, theme.FS(), site.Options{})
	if err != nil {
		t.Fatal(err)
	}
	facts := FactsOf(s, files)
	read, most := 0, 0
	text := facts.Source
	facts.Source = func(path string) string { read++; return text(path) }
	in := Input{File: source.NewFile("content/a.md", string(files["content/a.md"].Data)), Site: facts, Config: Config{Only: []string{"video-duplicate"}}}
	for range 2 {
		j := Begin(in)
		for done := false; !done; {
			before := read
			done = j.Step()
			most = max(most, read-before)
		}
		if got := list(in.File, j.Found()); !strings.Contains(got, "info (à vérifier)") || !strings.Contains(got, "content/b.md. Est-ce") || strings.Contains(got, "en/c.md") {
			t.Errorf("got %s", got)
		}
	}
	if read != 23 || most > pagesAPiece {
		t.Errorf("%d pages read, %d in one piece", read, most)
	}
}

// TestGlossary: the acronyms of apercu.yaml are looked for without being asked,
// once a page, with their meaning.
func TestGlossary(t *testing.T) {
	config, wrong := ReadConfig("glossary:\n  DGCL: direction générale des collectivités locales\n  ANCT: Agence nationale de la cohésion des territoires\n")
	if len(wrong) > 0 {
		t.Fatal(wrong)
	}
	f := source.NewFile("a.md", "---\ntitle: a\ndescription: b\n---\n\nLa DGCL et la DGCL, le MTECT. L’agence nationale de la cohésion des territoires, l’ANCT.\n")
	found := Run(Input{File: f, Config: config})
	if len(found) != 1 || found[0].Code != "acronym" || len(found[0].Fixes) != 1 {
		t.Fatalf("got %s", list(f, found))
	}
	text, err := diag.Apply(f.Text(), found[0].Fixes[0].Edits)
	if err != nil || !strings.Contains(text, "La direction générale des collectivités locales (DGCL) et la DGCL,") {
		t.Errorf("%v\n%s", err, text)
	}
	if again := Run(Input{File: source.NewFile("a.md", text), Config: config}); len(again) > 0 {
		t.Errorf("still %s", list(f, again))
	}
	config, _ = ReadConfig("glossary:\n  DGCL: direction\nchecks:\n  acronym: off\n")
	if found := Run(Input{File: f, Config: config}); len(found) > 0 {
		t.Errorf("turned off: %s", list(f, found))
	}
}

// cleanPage has nothing to say against it.
const cleanPage = `---
title: Prêter une salle
description: Comment réserver une salle municipale, du dossier à la remise des clés.
date: 2025-03-12
layout: layouts/post.njk
tags:
  - Pratique
image:
  path: /img/plan.png
  alt: Plan de la salle, entrée par la rue
---

Une salle se réserve un mois à l’avance. Consultez les [horaires d’ouverture](/fr/aide/).

## Le dossier

* la demande signée ;
* l’attestation d’assurance.

### Les pièces à joindre

![Plan d’accès par la place](/img/plan.png)

## La vidéo

{% dailymotion "x8abc12" %}

{% transcription "Transcription : réserver une salle" %}

**Anne Durand :** Bonjour et bienvenue. Pour réserver une salle, il suffit de remplir le formulaire, de joindre l’attestation d’assurance et d’attendre notre réponse, qui arrive en dix jours au plus. Les clés se retirent la veille, à l’accueil de la mairie.

{% endtranscription %}

Anne Durand répond à vos questions.
`

// TestSummary: groups are in the order of harm, not of number.
func TestSummary(t *testing.T) {
	at := func(code string, s diag.Severity, unsure bool) diag.Diagnostic {
		return diag.Diagnostic{Code: code, Severity: s, Unsure: unsure}
	}
	s := Summarize([]diag.Diagnostic{at("typo-apostrophe", diag.Info, false), at("img-alt", diag.Warning, true), at("link-generic", diag.Warning, false),
		at("link-generic", diag.Warning, false), at("link-empty-text", diag.Error, false), at("video-no-transcription", diag.Error, false), at("iframe-title", diag.Error, false)})
	var order []string
	for _, g := range s.Groups {
		order = append(order, g.Code)
	}
	if got, want := strings.Join(order, " "), "video-no-transcription iframe-title link-empty-text link-generic typo-apostrophe img-alt"; got != want {
		t.Errorf("order of harm\nwant %s\ngot  %s", want, got)
	}
	if s.Blocking != 3 || s.Warnings != 2 || s.Infos != 1 || s.Unsure != 1 || s.Sentence().FR != "3 points bloquants" {
		t.Errorf("%+v, %q", s, s.Sentence().FR)
	}
}

// TestKey: a finding keeps its key when it moves, and loses it when its words change.
func TestKey(t *testing.T) {
	key := func(text string) string {
		f := source.NewFile("a.md", text)
		for _, d := range Run(Input{File: f, Config: Config{Only: []string{"link-generic"}}}) {
			return Key(f, d)
		}
		return ""
	}
	first := key("Voir [ici](/a/).")
	if first == "" || key("Un mot.\n\nVoir [ici](/a/).") != first || key("Voir [ici](/b/).") == first {
		t.Errorf("key %q", first)
	}
}

// TestFixAll: fixes that need a word or are unsure are left out, overlapping
// ones too, and applying again in the end changes nothing.
func TestFixAll(t *testing.T) {
	text := "# L'aide\n\nQue faire ?  \"Rien\"...\n\n##Suite\n\n![](a.png) [](/b/)\n\n* un\n* deux.\nEnsuite : * trois\n"
	m, err := Mend(text, func(text string) []diag.Diagnostic { return Run(Input{File: source.NewFile("a.md", text)}) })
	if err != nil || !m.Ended {
		t.Fatalf("%v, ended %v:\n%s", err, m.Ended, m.Text)
	}
	if made, err := diag.Apply(text, plain(m.Edits)); err != nil || made != m.Text {
		t.Errorf("%v: the edits make\n%s", err, made)
	}
	text = m.Text
	want := "---\ntitle: \"L'aide\"\n---\n\n## L’aide"
	if !strings.HasPrefix(text, want) && !strings.Contains(text, "## L’aide") || !strings.Contains(text, "Que faire\u202f? «\u00a0Rien\u00a0»…") || !strings.Contains(text, "### Suite") && !strings.Contains(text, "## Suite") || !strings.Contains(text, "![](a.png) [](/b/)") {
		t.Errorf("got\n%s", text)
	}
}
