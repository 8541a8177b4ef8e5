package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
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
	if _, _, err := command(t, "", "link", "--against", file, changed); err == nil {
		t.Error("a base that no reader can fetch was accepted")
	}
}
