package ui

import "testing"

func TestCountWords(t *testing.T) {
	for _, c := range []struct {
		text string
		want int
	}{
		{"", 0},
		{"Bonjour à toutes.", 3},
		{"L’été, aujourd'hui, peut-être : 3 mots-clés", 5},
		{`{% dailymotion "x9fznfq", "Titre" %} après`, 1},
		{"{{ titre | upper }} et {# un commentaire #} fin", 2},
		{`<p class="fr-text--lg">Un <br> deux</p><!-- trois -->`, 2},
		{"[Le guide](https://exemple.fr/un/guide.pdf){.fr-link} suit", 3},
		{"a < b et c", 4},
		{"{% jamais fermé", 2},
	} {
		if got := countWords(c.text); got != c.want {
			t.Errorf("%q: %d words, want %d", c.text, got, c.want)
		}
	}
}

func TestMinutes(t *testing.T) {
	for words, want := range map[int]int{0: 1, 100: 1, 330: 2, 612: 3, 2200: 10} {
		if got := minutes(words); got != want {
			t.Errorf("%d words: %d min, want %d", words, got, want)
		}
	}
}

func FuzzCountWords(f *testing.F) {
	f.Add("{% a %} <b> ](x) é")
	f.Fuzz(func(t *testing.T, text string) {
		if n := countWords(text); n < 0 || n > len(text) {
			t.Errorf("%d words in %d bytes", n, len(text))
		}
	})
}
