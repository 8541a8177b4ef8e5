package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"apercu/app/share"
	"apercu/app/storage/dir"
)

// command runs apercu with arguments and standard input.
func command(t *testing.T, stdin string, args ...string) (stdout, stderr string, err error) {
	t.Helper()
	root := rootCommand()
	var out, errs bytes.Buffer
	root.SetIn(strings.NewReader(stdin))
	root.SetOut(&out)
	root.SetErr(&errs)
	root.SetArgs(args)
	err = root.Execute()
	return out.String(), errs.String(), err
}

func TestLinkAndOpen(t *testing.T) {
	page := "---\r\ntitle: Prêt\r\n---\r\n\r\nTexte, à l’octet près.\r\n"
	dir := t.TempDir()
	file := filepath.Join(dir, "pret.md")
	changed := filepath.Join(dir, "nouveau.md")
	os.WriteFile(file, []byte(page), 0o644)
	os.WriteFile(changed, []byte(page+"Une ligne de plus.\r\n"), 0o644)

	link, _, err := command(t, "", "link", "--base-url", "https://host.example/apercu/", file)
	if err != nil || !strings.HasPrefix(link, "https://host.example/apercu/view#1") {
		t.Fatalf("link = %q, %v", link, err)
	}
	if text, _, err := command(t, strings.Replace(link, "#", "%23", 1), "open", "-"); err != nil || text != page {
		t.Errorf("open = %q, %v", text, err)
	}
	text, stderr, err := command(t, "", "open", link[:len(link)-30])
	if err != errFindings || !strings.HasPrefix(page, text) || !strings.Contains(stderr, "incomplete") {
		t.Errorf("open of a cut link = %q, %q, %v", text, stderr, err)
	}
	if _, _, err := command(t, "", "open", "bonjour"); err == nil || err == errFindings {
		t.Errorf("open of no link: %v", err)
	}

	patch, _, err := command(t, "", "link", "--against", file, "--public", "https://raw.example/pret.md", changed)
	if err != nil {
		t.Fatal(err)
	}
	if text, _, err := command(t, "", "open", "--base", file, strings.TrimSpace(patch)); err != nil || text != page+"Une ligne de plus.\r\n" {
		t.Errorf("open of a patch = %q, %v", text, err)
	}
	if _, _, err := command(t, "", "open", "--base", changed, patch); err == nil {
		t.Error("a patch applied to another base")
	}
	if _, _, err := command(t, "", "link", "--against", file, "--public", "pret.md", changed); err == nil {
		t.Error("a base without an address was accepted")
	}
	elsewhere, err := share.EncodePatch(share.Document{Text: page + "Une ligne de plus.\r\n"}, file, page)
	if err != nil {
		t.Fatal(err)
	}
	if text, _, err := command(t, "", "open", "https://host.example/view#"+elsewhere); err == nil || !strings.Contains(err.Error(), "--base") {
		t.Errorf("a link had a file outside of this folder read: %q, %v", text, err)
	}
	if _, _, err := command(t, "", "link", "--against", file, changed); err == nil {
		t.Error("a base that no reader can fetch was accepted")
	}
}

// A page that comes again with other words: those before stay.
func TestOpenKeeps(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "recues")
	receive := func(text string) (said string) {
		link, _, err := command(t, text, "link", "--path", "content/prêt.md", "-")
		if err != nil {
			t.Fatal(err)
		}
		out, said, err := command(t, "", "open", "--keep", folder, strings.TrimSpace(link))
		if err != nil || out != text {
			t.Fatalf("open = %q, %v", out, err)
		}
		return said
	}
	for _, step := range []struct{ text, said string }{
		{"Un\r\n", "is kept in " + folder + ", at revision 1"},
		{"Un\r\n", "is in " + folder + " already, at revision 1"},
		{"Deux\n", "is kept in " + folder + ", at revision 2"},
	} {
		if said := receive(step.text); !strings.Contains(said, "content/prêt.md "+step.said) {
			t.Errorf("after %q: said %q, want %q", step.text, said, step.said)
		}
	}
	s, err := dir.Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	page, _ := s.Load("content/prêt.md")
	versions, _ := s.Versions("content/prêt.md")
	if page.Text != "Deux\n" || page.Name != "prêt.md" || len(versions) != 1 {
		t.Fatalf("kept %+v and %d versions", page, len(versions))
	}
	if v, _ := s.Version(versions[0].ID); v.Text != "Un\r\n" || v.Name != "revision 1" {
		t.Errorf("version %+v", v)
	}
	link, _, _ := command(t, strings.Repeat("Texte. ", 50), "link", "--path", "b.md", "-")
	if _, _, err := command(t, "", "open", "--keep", folder, link[:len(link)-30]); err != errFindings {
		t.Errorf("a cut link: %v", err)
	}
	if _, err := s.Load("b.md"); err == nil {
		t.Error("a cut link was kept")
	}
}
