package diag

import (
	"testing"

	"apercu/app/source"
)

func span(a, b int) source.Span { return source.Span{Start: a, End: b} }

func TestApply(t *testing.T) {
	got, err := Apply("un deux trois", []Edit{{span(8, 13), "3"}, {span(0, 2), "1"}, {span(3, 3), "et "}})
	if err != nil || got != "1 et deux 3" {
		t.Errorf("Apply = %q, %v", got, err)
	}
	for name, edits := range map[string][]Edit{
		"overlap": {{span(0, 3), ""}, {span(2, 4), ""}},
		"outside": {{span(0, 99), ""}},
		"reverse": {{span(3, 1), ""}},
	} {
		if got, err := Apply("abcdef", edits); err == nil || got != "abcdef" {
			t.Errorf("%s: Apply = %q, %v; want the text unchanged and an error", name, got, err)
		}
	}
}

func TestNearest(t *testing.T) {
	known := []string{"dailymotion", "transcription", "youtube", "if", "for", "image"}
	for typed, want := range map[string]string{
		"dailymotoin":  "dailymotion",
		"Transciption": "transcription",
		"fi":           "if",
		"iamge":        "image",
		"podcast":      "",
		"":             "",
	} {
		if got := Nearest(typed, known); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", typed, got, want)
		}
	}
}

func TestSortAndErrors(t *testing.T) {
	ds := []Diagnostic{
		{Code: "b", Severity: Info, Span: span(4, 5)},
		{Code: "c", Severity: Error, Span: span(4, 5), Unsure: true},
		{Code: "a", Severity: Warning, Span: span(1, 2)},
	}
	if HasErrors(ds) {
		t.Error("an unsure error counts as an error")
	}
	Sort(ds)
	if ds[0].Code+ds[1].Code+ds[2].Code != "acb" {
		t.Errorf("order = %s %s %s", ds[0].Code, ds[1].Code, ds[2].Code)
	}
	if got := T("ligne %d", "line %d", 3); got.In("fr") != "ligne 3" || got.In("en") != "line 3" {
		t.Errorf("T = %+v", got)
	}
}

func TestFrench(t *testing.T) {
	const n = "\u00a0"
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"Sans signe", "Sans signe"},
		{"Ligne 3 : « mot » ; quoi ? Oui !", "Ligne 3" + n + ": «" + n + "mot" + n + "»" + n + "; quoi" + n + "? Oui" + n + "!"},
		{"Vraiment ?! (oui ?)", "Vraiment" + n + "?! (oui" + n + "?)"},
		{"« a », « b ».", "«" + n + "a" + n + "», «" + n + "b" + n + "»."},
		{"Remplacer par :::info ou ??? ou {% table %}", "Remplacer par :::info ou ??? ou {% table %}"},
		{"Écrivez `a : b ? c` : bien", "Écrivez `a : b ? c`" + n + ": bien"},
		{"−40 % de moins, :root et ?x=1", "−40" + n + "% de moins, :root et ?x=1"},
		{"Fin :", "Fin" + n + ":"},
		{"Déjà" + n + ": bien", "Déjà" + n + ": bien"},
	} {
		if got := French(c.in); got != c.want {
			t.Errorf("%q: %q, want %q", c.in, got, c.want)
		}
		if got := French(c.want); got != c.want {
			t.Errorf("%q changes again: %q", c.want, got)
		}
	}
	if got := (Text{"Non : rien", "No: nothing ?"}).In("en"); got != "No: nothing ?" {
		t.Errorf("English: %q", got)
	}
}
