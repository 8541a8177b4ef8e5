package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
)

// This file writes the pages that everything is measured on: articles of a
// made-up service, in the shapes that pages of such sites have. The same seed
// gives the same page on every machine.

var subjects = []string{
	"L’équipe du numérique", "Notre service", "Le bureau des achats", "Chaque agent", "La direction des routes",
	"Un atelier de deux heures", "La bibliothèque de Sainte-Aubière", "Le comité", "Une petite commune", "Le prestataire",
}

var verbs = []string{
	"a mesuré", "publie désormais", "prolonge", "répare", "partage", "allège", "compare", "documente", "remet en service", "simplifie",
}

var objects = []string{
	"le poids de ses pages", "la durée de vie des écrans", "son parc d’ordinateurs", "les courriels les plus lourds",
	"les formulaires en ligne", "ses sauvegardes", "les vidéos de formation", "un guide de trois pages", "l’inventaire des serveurs", "ses procédures d’achat",
}

var endings = []string{
	"depuis le printemps", "avec l’aide des usagers", "sans dépense nouvelle", "dans quatre départements", "et en tire un bilan chaque mois",
	"pour la deuxième année", "comme le demandait le personnel", "à la place d’un abonnement", "en moins d’une semaine", "malgré un réseau lent",
}

var words = []string{"Sobriété", "Achats", "Formation", "Réemploi", "Mesure", "Accessibilité", "Réseau", "Atelier", "Bilan", "Méthode"}

type writer struct {
	strings.Builder
	r *rand.Rand
	n int // sections so far
}

func (w *writer) pick(list []string) string { return list[w.r.IntN(len(list))] }

func (w *writer) sentence() string {
	return w.pick(subjects) + " " + w.pick(verbs) + " " + w.pick(objects) + " " + w.pick(endings) + "."
}

func (w *writer) paragraph() {
	for i := range 2 + w.r.IntN(4) {
		if i > 0 {
			w.WriteByte(' ')
		}
		switch w.r.IntN(8) {
		case 0:
			fmt.Fprintf(w, "%s **%s %s**.", w.pick(subjects), w.pick(verbs), w.pick(objects))
		case 1:
			fmt.Fprintf(w, "Voir [%s, %s](https://exemple.gouv.fr/fiche/%d).", w.pick(objects), w.pick(endings), w.r.IntN(900))
		default:
			w.WriteString(w.sentence())
		}
	}
	w.WriteString("\n\n")
}

func (w *writer) section() {
	w.n++
	fmt.Fprintf(w, "## %s %d\n\n", w.pick(words), w.n)
	w.paragraph()
	w.paragraph()
	switch w.n % 6 {
	case 1:
		for range 3 + w.r.IntN(4) {
			fmt.Fprintf(w, "- %s %s ;\n", w.pick(verbs), w.pick(objects))
		}
		w.WriteByte('\n')
	case 2:
		fmt.Fprintf(w, ":::callout %s\n%s\n:::\n\n", w.pick(words), w.sentence())
	case 3:
		fmt.Fprintf(w, "| Mesure | %s | %s |\n|---|---|---|\n", w.pick(words), w.pick(words))
		for range 3 {
			fmt.Fprintf(w, "| %s | %d | %d |\n", w.pick(objects), w.r.IntN(99), w.r.IntN(99))
		}
		w.WriteByte('\n')
	case 4:
		fmt.Fprintf(w, "### %s en pratique\n\n> %s\n\n", w.pick(words), w.sentence())
	case 5:
		fmt.Fprintf(w, "{%% dailymotion \"x8%05d\", title=\"%s\" %%}\n\n", w.r.IntN(99999), w.pick(objects))
	case 0:
		fmt.Fprintf(w, "{%% transcription \"Transcription : %s\" %%}\n\n**Nadia :** %s\n\n**Hugo :** %s\n\n{%% endtranscription %%}\n\n", w.pick(objects), w.sentence(), w.sentence())
	}
}

// page is an article of about so many bytes.
func page(seed uint64, bytes int) string {
	w := &writer{r: rand.New(rand.NewPCG(seed, 2026))}
	fmt.Fprintf(w, "---\nlayout: layouts/post.njk\ntitle: \"%s, %s\"\ndescription: \"%s\"\ndate: 2026-%02d-%02d\ntags:\n  - %s\n  - %s\n---\n\n",
		w.pick(subjects), w.pick(objects), w.sentence(), 1+w.r.IntN(12), 1+w.r.IntN(28), w.pick(words[:5]), w.pick(words[5:]))
	w.paragraph()
	for w.Len() < bytes {
		w.section()
	}
	return w.String()
}

// realSize is the size of page i of a site: half of them under 2 KB, one in
// twenty over 15 KB, as measured on the sites this is made for.
func realSize(i int) int {
	switch {
	case i%20 == 19:
		return 16_000
	case i%20 >= 15:
		return 7_000
	case i%20 >= 9:
		return 3_500
	}
	return 1_400
}

// writeSite makes a site of so many pages in dir, around the layouts and the
// configuration in from.
func writeSite(from, dir string, pages int) error {
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	if err := os.CopyFS(dir, os.DirFS(from)); err != nil {
		return err
	}
	for i := range pages {
		name := filepath.Join(dir, "content", "blog", fmt.Sprintf("billet-%04d.md", i))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(name, []byte(page(uint64(i), realSize(i))), 0o644); err != nil {
			return err
		}
	}
	return nil
}
