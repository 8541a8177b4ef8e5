package compare

import (
	"fmt"
	"strings"

	"apercu/app/diag"
)

// This file names blocks and changes in words. Its French voice: the thing
// first, what happened to it after ("Tableau modifié"), counts in figures,
// details after a colon; no word of HTML.

// kind is a sort of block as a reader would call it.
type kind struct {
	fr, en   string
	feminine bool
}

var (
	heading       = kind{"Intertitre", "Heading", false}
	paragraph     = kind{"Paragraphe", "Paragraph", false}
	list          = kind{"Liste", "List", true}
	table         = kind{"Tableau", "Table", false}
	image         = kind{"Image", "Image", true}
	video         = kind{"Vidéo", "Video", true}
	transcription = kind{"Transcription", "Transcript", true}
	callout       = kind{"Mise en avant", "Callout", true}
	alert         = kind{"Alerte", "Alert", true}
	highlight     = kind{"Mise en exergue", "Highlight", true}
	quote         = kind{"Citation", "Quotation", true}
	accordion     = kind{"Accordéon", "Accordion", false}
	code          = kind{"Code", "Code", false}
	frame         = kind{"Contenu intégré", "Embedded content", false}
	rule          = kind{"Séparation", "Divider", true}
	other         = kind{"Bloc", "Block", false}
)

var byClass = []struct {
	class string
	kind  kind
}{
	{"fr-transcription", transcription},
	{"fr-consent-placeholder", video},
	{"responsive-video-container", video},
	{"fr-responsive-vid", video},
	{"fr-callout", callout},
	{"fr-alert", alert},
	{"fr-highlight", highlight},
	{"fr-quote", quote},
	{"fr-accordion", accordion},
	{"fr-accordions-group", accordion},
	{"fr-table", table},
}

var byTag = map[string]kind{
	"h1": heading, "h2": heading, "h3": heading, "h4": heading, "h5": heading, "h6": heading,
	"ul": list, "ol": list, "dl": list, "table": table, "blockquote": quote, "pre": code, "hr": rule,
}

// kindOf looks at the classes, then the first tag, then what the block holds.
func kindOf(s string) kind {
	found, media := kind{}, kind{}
	for _, t := range tokens(s) {
		if t.tag == "" || t.end {
			continue
		}
		class, _ := t.get("class")
		for _, c := range strings.Fields(class) {
			for _, known := range byClass {
				if c == known.class {
					return known.kind
				}
			}
		}
		if found == (kind{}) {
			found = byTag[t.tag]
			if found == (kind{}) {
				found = other
				if t.tag == "p" {
					found = paragraph
				}
			}
		}
		switch t.tag {
		case "iframe":
			media = frame
		case "video":
			media = video
		case "img":
			if media == (kind{}) {
				media = image
			}
		}
	}
	if media != (kind{}) && (found == other || found == paragraph) && len(textOf(s)) < 40 {
		return media
	}
	return found
}

// done is the participle, agreeing with the block.
func (k kind) done(c Kind) diag.Text {
	e := ""
	if k.feminine {
		e = "e"
	}
	switch c {
	case Added:
		return diag.Text{FR: k.fr + " ajouté" + e, EN: k.en + " added"}
	case Removed:
		return diag.Text{FR: k.fr + " supprimé" + e, EN: k.en + " removed"}
	}
	return diag.Text{FR: k.fr + " modifié" + e, EN: k.en + " changed"}
}

func blockChange(c Kind, before, after string, at int) Change {
	k := kindOf(after)
	if c == Removed {
		k = kindOf(before)
	}
	change := Change{Kind: c, Summary: k.done(c), Before: excerpt(before), After: excerpt(after), Block: at}
	if c == Changed {
		if t, ok := detail(k, before, after); ok {
			change.Summary = t
		}
	}
	return change
}

// detail says more than "modified" where it can be said in a few words.
func detail(k kind, before, after string) (diag.Text, bool) {
	switch k {
	case transcription:
		return counted(k, count(before, "p"), count(after, "p"), noun{"réplique", "passage", true})
	case list:
		return counted(k, count(before, "li"), count(after, "li"), noun{"élément", "item", false})
	case table:
		return counted(k, count(before, "tr"), count(after, "tr"), noun{"ligne", "row", true})
	}
	if t, ok := altChange(before, after); ok {
		return t, true
	}
	if textOf(before) == textOf(after) {
		if attrs(before, "a", "href") != attrs(after, "a", "href") {
			return diag.Text{FR: k.fr + " : adresse de lien modifiée", EN: k.en + ": link address changed"}, true
		}
		return diag.Text{FR: k.fr + " : mise en forme modifiée", EN: k.en + ": formatting changed"}, true
	}
	return diag.Text{}, false
}

// counted says how many parts came or went.
func counted(k kind, before, after int, part noun) (diag.Text, bool) {
	n, c := after-before, Added
	if n < 0 {
		n, c = -n, Removed
	}
	if n == 0 {
		return diag.Text{}, false
	}
	fr, en := map[Kind]string{Added: " ajouté", Removed: " supprimé"}[c], map[Kind]string{Added: "added", Removed: "removed"}[c]
	if part.feminine {
		fr += "e"
	}
	s := ""
	if n > 1 {
		s = "s"
	}
	return diag.Text{
		FR: fmt.Sprintf("%s : %d %s%s%s%s", k.fr, n, part.fr, s, fr, s),
		EN: fmt.Sprintf("%s: %d %s%s %s", k.en, n, part.en, s, en),
	}, true
}

// noun is a part of a block, with regular plurals in both languages.
type noun struct {
	fr, en   string
	feminine bool
}

// altChange speaks of the alternative text of the block's images.
func altChange(before, after string) (diag.Text, bool) {
	old, now := attrs(before, "img", "alt"), attrs(after, "img", "alt")
	switch {
	case old == now || count(before, "img") != count(after, "img"):
		return diag.Text{}, false
	case strings.Trim(now, "\x00") == "":
		return diag.T("Image : texte alternatif vidé", "Image: alternative text emptied"), true
	case strings.Trim(old, "\x00") == "":
		return diag.T("Image : texte alternatif ajouté", "Image: alternative text added"), true
	}
	return diag.T("Image : texte alternatif modifié", "Image: alternative text changed"), true
}

// count is how many elements of that name a block holds.
func count(s, tag string) (n int) {
	for _, t := range tokens(s) {
		if t.tag == tag && !t.end {
			n++
		}
	}
	return n
}

// attrs joins an attribute's values over all elements of that name.
func attrs(s, tag, name string) string {
	var b strings.Builder
	for _, t := range tokens(s) {
		if t.tag == tag && !t.end {
			v, _ := t.get(name)
			b.WriteString(v + "\x00")
		}
	}
	return b.String()
}

// excerpt is the beginning of a block's text, for the list of changes.
func excerpt(s string) string {
	const most = 80
	text := []rune(textOf(s))
	if len(text) <= most {
		return string(text)
	}
	cut := most
	for cut > most/2 && text[cut] != ' ' {
		cut--
	}
	return strings.TrimSpace(string(text[:cut])) + "…"
}
