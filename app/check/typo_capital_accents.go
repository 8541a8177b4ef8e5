package check

import (
	"strings"
	"sync"

	"apercu/app/diag"
)

// accented are words whose capital lacks its accent, and how to write them.
// Their lower-case form starts with an accent too, so that the capital alone is
// wrong.
var accented = sync.OnceValue(func() map[string]string {
	m := map[string]string{"Etre": "Être", "Ile": "Île", "Iles": "Îles", "Etes": "Êtes", "Evenement": "Événement", "Evenements": "Événements"}
	for _, w := range strings.Fields(`Etat Etats Ecole Ecoles Ecologie Ecologique Ecologiques Ecoconception Ecoconcevoir Ecoresponsable Ecoresponsables Economie Economies Economique Economiques
		Education Egal Egale Egaux Egalité Egalement Electricité Electrique Electriques Electronique Electroniques Elaboration Elaborer Elément Eléments Elève Elèves Eligible Eligibilité
		Elu Elus Elue Elues Emettre Emission Emissions Energie Energies Energétique Energétiques Enoncé Epargne Epoque Equilibre Equipe Equipes Equipement Equipements Equipé Equivalence
		Equivalent Etablir Etablissement Etablissements Etape Etapes Etude Etudes Etudiant Etudiants Etudiante Etudiantes Evaluation Evaluations Evaluer Evénement Evénements Evènement
		Evènements Eviter Evitez Evolution Evolutions Evoluer Ecran Ecrans Ecrire Ecrit Ecrits Ecriture Ecoute Ecouter Editeur Editeurs Edition Editions Editer Editorial Ecosystème
		Ecosystèmes Echange Echanges Echanger Echéance Echéances Echelle Echelon Echec Eclairage Ecart Ecarts Epreuve Ere Episode Episodes Etant Eté Etiquette Etiquettes Eteindre Eteignez
		Econome Elargir Elever Eliminer Energétiquement Eolien Etendre Etendu Etranger Etrangers Ethique Eudes`) {
		if _, ok := m[w]; !ok {
			m[w] = "É" + w[1:]
		}
	}
	delete(m, "Eudes")
	m["Ethique"] = "Éthique"
	return m
})

// afterA are the words before which a capital A that starts a sentence is the
// preposition, not the verb nor a letter.
var afterA = map[string]bool{"venir": true, "partir": true, "noter": true, "savoir": true, "propos": true, "compter": true, "travers": true, "l": true, "la": true, "ce": true, "cette": true,
	"cet": true, "ces": true, "noter,": true, "terme": true, "suivre": true, "lire": true, "voir": true, "retenir": true, "destination": true, "titre": true, "chaque": true, "vos": true,
	"défaut": true, "droite": true, "gauche": true, "part": true, "quoi": true, "quel": true, "quelle": true, "votre": true, "notre": true, "partager": true, "découvrir": true, "faire": true}

var typoCapitalAccents = &Analyzer{
	Name: "typo-capital-accents", Severity: diag.Info, French: true, Ref: "Lexique de l’Imprimerie nationale",
	Help: Help{
		Title: diag.T("Capitale sans accent", "Capital without its accent"),
		Why: diag.T("L’accent a pleine valeur : sans lui, un lecteur d’écran prononce mal le mot.",
			"The accent has its full value: without it a screen reader mispronounces the word."),
		Bad:  "L’Etat a publié un guide. A venir : la suite.",
		Good: "L’État a publié un guide. À venir : la suite.",
	},
	Run: func(p *Pass) {
		var spots []spot
		p.prose(func(s segment) {
			text := p.File.Slice(s.span)
			for i := 0; i < len(text); i++ {
				c := text[i]
				if c != 'E' && c != 'A' && c != 'I' || isLetter(p.before(s.span.Start+i)) {
					continue
				}
				j := i + 1
				for j < len(text) && (text[j] >= 'a' && text[j] <= 'z' || text[j] >= 0xC3 && text[j] < 0xE0 || text[j] >= 0x80 && text[j] < 0xC0 && text[j-1] >= 0xC3 && text[j-1] < 0xE0) {
					j++
				}
				word := text[i:j]
				if better, ok := accented()[word]; ok && !isLetter(p.after(s.span.Start+j)) {
					spots = append(spots, spot{span(s.span.Start+i, s.span.Start+j), better})
				} else if word == "A" && prepositionA(text[j:]) && p.startsSentence(s, i) {
					spots = append(spots, spot{span(s.span.Start+i, s.span.Start+j), "À"})
				}
				i = j - 1
			}
		})
		p.grouped(spots, "Une capitale sans son accent.", "A capital without its accent.", "%d capitales sans leur accent.", "%d capitals without their accent.")
	},
}

func prepositionA(rest string) bool {
	if !strings.HasPrefix(rest, " ") {
		return false
	}
	word := strings.FieldsFunc(rest[1:], func(r rune) bool {
		return r == ' ' || r == '\'' || r == '’' || r == ',' || r == '.' || r == ':' || r == '\u00a0'
	})
	return len(word) > 0 && afterA[word[0]]
}

// startsSentence reports whether what stands before is the start of a text or the end of a sentence.
func (p *Pass) startsSentence(s segment, i int) bool {
	before := strings.TrimRight(p.File.Text()[max(0, s.span.Start+i-8):s.span.Start+i], " \u00a0\u202f")
	return before == "" || strings.ContainsAny(before[len(before)-1:], ".!?\n\r:\"*_>([#-|'+") || strings.HasSuffix(before, "«") || strings.HasSuffix(before, "…") || strings.HasSuffix(before, "–")
}
