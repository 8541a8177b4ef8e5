package share

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write golden links that are missing; one that exists is never changed")

// page is a text in the shape of the pages that are shared.
const page = `---
layout: layouts/post.njk
title: "Prêt d’ordinateurs reconditionnés"
date: 2025-09-02
tags:
  - Vidéo
---
{% dailymotion "x8abcde" %}

{% transcription "Transcription : prêt d’ordinateurs" %}
**Inès Dubreuil :** Nous prêtons trente postes par an. 🎬
{% endtranscription %}

## Comment en bénéficier ?

Écrivez à la cellule matériel, deux semaines à l’avance.
`

var full = Document{
	Path: "content/fr/posts/pret.md", Author: "Inès", Note: "Merci de relire le titre.", Site: "exemple", Created: 29300000, Text: page,
	Comments: []Comment{{Author: "Léo", Text: "Préciser le délai ?", Quote: "deux semaines", Line: 14}},
}

func mustEncode(t testing.TB, d Document) string {
	t.Helper()
	s, err := Encode(d)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func mustParse(t testing.TB, s string) *Link {
	t.Helper()
	l, err := Parse(s)
	if err != nil {
		t.Fatalf("Parse(%.60q): %v", s, err)
	}
	return l
}

func TestRoundTrip(t *testing.T) {
	for name, d := range map[string]Document{
		"full":    full,
		"empty":   {},
		"text":    {Text: page},
		"bytes":   {Text: "\xff\x00\r\n\xe9"},
		"longest": {Text: strings.Repeat("a", MaxText-1)},
	} {
		l := mustParse(t, "#"+mustEncode(t, d))
		if l.Truncated || l.Damaged || !reflect.DeepEqual(l.Document, d) {
			t.Errorf("%s: came back different (truncated %v, damaged %v)", name, l.Truncated, l.Damaged)
		}
	}
	if _, err := Encode(Document{Text: strings.Repeat("a", MaxText+1)}); !errors.Is(err, ErrTooLarge) {
		t.Errorf("a document over the cap: %v", err)
	}
}

// The dictionary is part of the format.
func TestDictionaryIsFrozen(t *testing.T) {
	sum := sha256.Sum256(dictionary1)
	const want = "20d2d7e7cb584c316d0dc229d0e8b4030065f2f9b1321a6c230469d1f52666b5"
	if got := hex.EncodeToString(sum[:]); got != want {
		t.Errorf("dictionary 1 has changed (%s): every link written with it is broken; add a dictionary 2 instead", got)
	}
}

// Links ever written open for ever.
func TestGoldenLinks(t *testing.T) {
	patch, err := EncodePatch(Document{Path: "a.md", Text: strings.Replace(page, "trente", "quarante", 1)}, "https://example.org/a.md", page)
	if err != nil {
		t.Fatal(err)
	}
	for name, link := range map[string]string{
		"1d":       frame(codecPlain, deflate(full.marshal(), nil), full.marshal()),
		"1D":       mustEncode(t, full),
		"1p":       patch,
		"1u":       "uhttps://example.org/a.md",
		"1c":       "chttps://example.org/a.md…https://example.org/b.md",
		"1D-empty": mustEncode(t, Document{}),
	} {
		path := filepath.Join("testdata", "golden", name+".txt")
		golden, err := os.ReadFile(path)
		if *update && errors.Is(err, os.ErrNotExist) {
			golden = []byte("https://example.org/apercu/view#" + link + "\n")
			if err := os.WriteFile(path, golden, 0o644); err != nil {
				t.Fatal(err)
			}
		} else if err != nil {
			t.Fatal(err)
		}
		l := mustParse(t, string(golden))
		switch name[:2] {
		case "1d":
			if !reflect.DeepEqual(l.Document, full) {
				t.Errorf("%s: %+v", name, l.Document)
			}
		case "1D":
			if want := map[string]Document{"1D": full}[name]; !reflect.DeepEqual(l.Document, want) || l.Damaged {
				t.Errorf("%s: %+v", name, l.Document)
			}
		case "1p":
			d, err := l.Apply(page)
			if err != nil || !strings.Contains(d.Text, "quarante postes") || l.Base.URL != "https://example.org/a.md" || d.Path != "a.md" {
				t.Errorf("%s: %+v, %v", name, d, err)
			}
		case "1u":
			if l.Kind != Remote || l.URLs[0] != "https://example.org/a.md" {
				t.Errorf("%s: %+v", name, l)
			}
		case "1c":
			if l.Kind != Compare || l.URLs[0] != "https://example.org/a.md" || l.URLs[1] != "https://example.org/b.md" {
				t.Errorf("%s: %+v", name, l)
			}
		}
	}
}

// What mail and chat do to a link.
func TestRepair(t *testing.T) {
	link := mustEncode(t, full)
	address := "https://host.example/apercu/view#" + link
	wrap := func(width int, with string) string {
		var parts []string
		for s := address; len(s) > 0; {
			n := min(width, len(s))
			parts = append(parts, s[:n])
			s = s[n:]
		}
		return strings.Join(parts, with)
	}
	for name, damaged := range map[string]string{
		"as is":                  address,
		"fragment":               "#" + link,
		"bare":                   link,
		"safe links":             strings.Replace(address, "#", "%23", 1),
		"twice encoded":          strings.Replace(address, "#", "%2523", 1),
		"safe links parameters":  strings.Replace(address, "#", "%23", 1) + "&data=05%7C02%7Cx&sdata=abc",
		"dots encoded":           strings.ReplaceAll(address, ".", "%2E"),
		"angle brackets":         "<" + address + ">",
		"parenthesis":            "(" + address + ")",
		"end of a sentence":      "Voir " + address + ". Merci !",
		"guillemets":             "« " + address + " »",
		"markdown":               "[Aperçu : prêt](" + address + ")",
		"wrapped":                wrap(76, "\r\n"),
		"wrapped with blanks":    wrap(72, " \n  "),
		"quoted reply":           wrap(70, "\n> "),
		"quoted-printable":       wrap(75, "=\r\n"),
		"spaces encoded":         wrap(80, "%20"),
		"other base64 alphabet":  strings.NewReplacer("-", "+", "_", "/").Replace(link[:8]) + strings.NewReplacer("-", "+", "_", "/").Replace(link[8:]),
		"zero-width space":       wrap(90, "\u200b"),
		"no-break space at end":  address + "\u00a0",
		"upper-case percent 23":  "https://host.example/apercu/view%23" + link,
		"checksum in upper case": address[:len(address)-crcDigits] + strings.ToUpper(address[len(address)-crcDigits:]),
	} {
		l, err := Parse(damaged)
		if err != nil || l.Truncated || l.Damaged || l.Document.Text != page {
			t.Errorf("%s: %v %+v", name, err, l)
		}
	}
}

// A link cut at any length is known to be cut, and gives the beginning of the text.
func TestTruncated(t *testing.T) {
	for _, link := range []string{mustEncode(t, full), frame(codecPlain, deflate(full.marshal(), nil), full.marshal())} {
		longest := 0
		for n := 1; n < len(link); n++ {
			l, err := Parse("https://h.example/view#" + link[:n] + "…")
			if err != nil {
				t.Fatalf("cut at %d: %v", n, err)
			}
			if !l.Truncated || l.Damaged {
				t.Fatalf("cut at %d of %d: truncated %v, damaged %v", n, len(link), l.Truncated, l.Damaged)
			}
			if !strings.HasPrefix(page, l.Document.Text) {
				t.Fatalf("cut at %d: not a prefix: %q", n, l.Document.Text)
			}
			longest = max(longest, len(l.Document.Text))
		}
		if longest != len(page) {
			t.Errorf("the longest cut link recovers %d of %d bytes", longest, len(page))
		}
	}
}

// One changed character is always noticed.
func TestDamaged(t *testing.T) {
	link := mustEncode(t, full)
	start := strings.IndexByte(link, '.') + 1
	for i := start; i < len(link); i++ {
		if link[i] == '.' {
			continue
		}
		c := byte('A')
		if link[i] == 'A' || link[i] == 'a' {
			c = 'B'
		}
		l := mustParse(t, "#"+link[:i]+string(c)+link[i+1:])
		if !l.Damaged && l.Document.Text != page {
			t.Fatalf("character %d changed and nothing said", i)
		}
	}
	if l := mustParse(t, "#"+link[:start+40]+link[start+50:]); !l.Truncated && !l.Damaged {
		t.Error("ten characters lost in the middle and nothing said")
	}
}

func TestOtherTexts(t *testing.T) {
	for _, s := range []string{"", "#", "https://host.example/", "https://host.example/#section", "bonjour", "12.5", "1.d", "#uhttp://insecure.example/a.md", "#ujavascript:alert(1)"} {
		if l, err := Parse(s); !errors.Is(err, ErrNoLink) {
			t.Errorf("Parse(%q) = %+v, %v; want ErrNoLink", s, l, err)
		}
	}
	var newer *NewerError
	for _, s := range []string{"#2d3.abc.0000000", "#1z3.abc.0000000"} {
		if _, err := Parse(s); !errors.As(err, &newer) {
			t.Errorf("Parse(%q): %v, want a NewerError", s, err)
		}
	}
	for in, want := range map[string]string{
		"https://h/view#uhttps://raw.example/a%20b.md":       "https://raw.example/a%20b.md",
		"https://h/view#uhttps%3A%2F%2Fraw.example%2Fa.md":   "https://raw.example/a.md",
		"<https://h/view%23uhttps://raw.example/a.md>.":      "https://raw.example/a.md",
		"https://h/view#uhttps://raw.example/a.md?ref=b&x=1": "https://raw.example/a.md?ref=b&x=1",
	} {
		if l := mustParse(t, in); l.Kind != Remote || l.URLs[0] != want {
			t.Errorf("Parse(%q) = %+v", in, l)
		}
	}
}

func TestPatch(t *testing.T) {
	changed := full
	changed.Text = strings.NewReplacer("trente", "quarante-deux", "deux semaines", "trois semaines").Replace(page) + "\nMerci.\n"
	link, err := EncodePatch(changed, "https://raw.example/pret.md", page)
	if err != nil {
		t.Fatal(err)
	}
	l := mustParse(t, link)
	if d, err := l.Apply(page); err != nil || !reflect.DeepEqual(d, changed) {
		t.Errorf("Apply = %+v, %v", d, err)
	}
	if _, err := l.Apply(page + " "); !errors.Is(err, ErrBaseChanged) {
		t.Errorf("another base: %v", err)
	}
	if _, err := mustParse(t, link[:len(link)-9]).Apply(page); !errors.Is(err, ErrDamaged) {
		t.Errorf("a cut patch: %v", err)
	}
	if whole := mustEncode(t, changed); len(link) > len(whole)*2/3 {
		t.Errorf("a patch of %d characters for a link of %d", len(link), len(whole))
	}
}

// A small link must not become a large document.
func TestBomb(t *testing.T) {
	bomb := deflate(make([]byte, 64<<20), nil)
	l := mustParse(t, "#"+frame(codecPlain, bomb, nil))
	if !l.Damaged || len(l.Document.Text) > MaxText {
		t.Errorf("a bomb gave %d bytes, damaged %v", len(l.Document.Text), l.Damaged)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("#" + mustEncode(f, full))
	f.Add("<https://h.example/view%23uhttps://a.example/b.md>")
	f.Add("#chttps://a.example/a…https://b.example/b")
	patch, _ := EncodePatch(full, "u", page)
	f.Add(patch)
	f.Fuzz(func(t *testing.T, s string) {
		l, err := Parse(s)
		if err != nil {
			return
		}
		if len(l.Document.Text) > MaxText {
			t.Fatalf("%d bytes", len(l.Document.Text))
		}
		l.Apply(page)
	})
}

func FuzzRoundTrip(f *testing.F) {
	f.Add("a.md", "note", page, page)
	f.Add("", "", "\xff", "é")
	f.Fuzz(func(t *testing.T, path, note, text, base string) {
		d := Document{Path: path, Note: note, Text: text}
		if l := mustParse(t, "#"+mustEncode(t, d)); !reflect.DeepEqual(l.Document, d) || l.Damaged || l.Truncated {
			t.Fatalf("%+v came back as %+v", d, l)
		}
		link, err := EncodePatch(d, "https://x.example/", base)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := mustParse(t, link).Apply(base); err != nil || !reflect.DeepEqual(got, d) {
			t.Fatalf("patch: %+v, %v", got, err)
		}
	})
}
