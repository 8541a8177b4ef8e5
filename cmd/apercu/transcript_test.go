package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// transcribe runs the command on a file of that content.
func transcribe(t *testing.T, content string, args ...string) (out, errs string, err error) {
	file := filepath.Join(t.TempDir(), "paroles.vtt")
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	var stdout, stderr bytes.Buffer
	cmd := transcriptCommand()
	cmd.SilenceErrors, cmd.SilenceUsage = true, true
	cmd.SetOut(&stdout)
	cmd.SetErr(&stderr)
	cmd.SetArgs(append(args, file))
	err = cmd.Execute()
	return stdout.String(), strings.ReplaceAll(stderr.String(), file, "FILE"), err
}

func TestTranscriptCommand(t *testing.T) {
	const vtt = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Léa>bonjour à tous.\n"
	out, errs, err := transcribe(t, vtt, "--title", "L’accueil", "--messages", "en")
	want := "{% transcription \"Transcription\u00a0: L’accueil\" %}\n\n**Léa\u00a0:** Bonjour à tous.\n\n{% endtranscription %}\n"
	if err != nil || out != want {
		t.Errorf("%v\n%s", err, out)
	}
	if !strings.HasPrefix(errs, "FILE: warning: Very short text") {
		t.Errorf("remarks %q", errs)
	}
	if out, _, _ := transcribe(t, vtt, "--body"); out != "**Léa\u00a0:** Bonjour à tous.\n" {
		t.Errorf("body %q", out)
	}
	out, _, err = transcribe(t, "%PDF-1.7", "--messages", "fr")
	if err == nil || !strings.Contains(err.Error(), "PDF") || out != "" {
		t.Errorf("a PDF gives %q, %v", out, err)
	}
}
