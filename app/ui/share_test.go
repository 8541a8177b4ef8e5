package ui

import (
	"strings"
	"testing"
)

func TestReach(t *testing.T) {
	m := newModel(nil)
	for _, c := range []struct {
		length int
		kind   string
		says   string
	}{
		{2000, "ok", "partout"},
		{2001, "ok", "Évitez Outlook"},
		{4001, "warn", "Tchap"},
		{16001, "warn", "que dans GitHub"},
		{32001, "bad", "fichier de relecture"},
	} {
		if kind, words := m.reach(c.length); kind != c.kind || !strings.Contains(words, c.says) {
			t.Errorf("reach(%d) = %s, %q", c.length, kind, words)
		}
	}
	if got := m.thousands(1234567); got != "1\u202f234\u202f567" {
		t.Errorf("thousands: %q", got)
	}
}

func TestForgeAddress(t *testing.T) {
	long := strings.Repeat("é", 2000)
	for _, c := range []struct {
		repo   repository
		file   string
		isNew  bool
		text   string
		want   string
		filled bool
	}{
		{repository{"https://github.com/o/r.git", "", ""}, "content/a b.md", false, "x", "https://github.com/o/r/edit/main/content/a%20b.md", false},
		{repository{"https://github.com/o/r/", "dev/été", "content"}, "a.md", true, "x&y", "https://github.com/o/r/new/dev/%C3%A9t%C3%A9?filename=content%2Fa.md&value=x%26y", true},
		{repository{"https://github.com/o/r", "main", "content"}, "a.md", true, long, "https://github.com/o/r/new/main?filename=content%2Fa.md", false},
		{repository{"https://forge.example.org/g/s/r", "main", ""}, "content/a.md", false, "x", "https://forge.example.org/g/s/r/-/edit/main/content/a.md", false},
		{repository{"https://gitlab.com/g/r", "main", "pages"}, "a.md", true, "x", "https://gitlab.com/g/r/-/new/main?file_name=pages%2Fa.md", false},
	} {
		if got, filled := c.repo.address(c.file, c.isNew, c.text); got != c.want || filled != c.filled || len(got) > prefillLimit {
			t.Errorf("address(%v, %s) = %s, %v", c.repo, c.file, got, filled)
		}
	}
	for url, want := range map[string]bool{"https://github.com/o/r": true, "http://github.com/o/r": false, "https://github.com/o": false, "github.com/o/r": false, "javascript:alert(1)//x/y": false, "https://u:p@github.com/o/r": false} {
		if got := (repository{URL: url}).valid(); got != want {
			t.Errorf("valid(%s) = %v", url, got)
		}
	}
}

// The words of a page must not end the link that they are in.
func TestMarkdownLink(t *testing.T) {
	if got := markdownLink("A [b] `c` <d>\ne", "https://h/view#1"); got != "[A \\[b\\] \\`c\\` \\<d> e](https://h/view#1)" {
		t.Error(got)
	}
}

func TestDigest(t *testing.T) {
	m := newModel(nil)
	m.view.Title = "Prêt"
	m.comments.List = []commentItem{{Text: "Une\nremarque", Quote: "sur place", Line: 7, Author: "Ana"}, {Text: "Tout va bien", Detached: true, Quote: "parti"}}
	want := "Relecture de « Prêt » : 2 remarques\n\n1. « sur place » (ligne 8)\n   Une\n   remarque — Ana\n\n2. « parti » (ligne 1), passage modifié depuis\n   Tout va bien\n"
	if got := strings.ReplaceAll(m.digest(), "\u00a0", " "); got != strings.ReplaceAll(want, "\u00a0", " ") {
		t.Errorf("digest:\n%s", got)
	}
}
