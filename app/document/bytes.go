package document

import (
	"strings"
	"unicode/utf8"

	"apercu/app/diag"
	"apercu/app/source"
)

// This file looks at the file before anything is read from it: text or not,
// UTF-8 or not, small enough or not.

// sniffed is how many bytes tell a binary file from a text.
const sniffed = 8000

// checkBytes reports what is wrong with the bytes, and gives the length of
// text that may be rendered.
func (d *Document) checkBytes() int {
	text := d.File.Text()
	if i := binaryAt(text); i >= 0 {
		d.report(diag.Diagnostic{
			Code: "file-binary", Severity: diag.Error, Span: d.lineAt(i),
			Message: diag.T("Ce fichier n’est pas un texte : il ne peut pas être affiché.", "This file is not a text: it cannot be shown."),
			Hint: diag.T("Ouvrez un fichier Markdown (.md). Un document Word doit d’abord être copié et collé dans la page.",
				"Open a Markdown file (.md). A Word document has to be copied and pasted into the page first."),
		})
		return 0
	}
	limit := len(text)
	if limit > MaxBytes {
		limit = cut(text, MaxBytes)
		d.report(diag.Diagnostic{
			Code: "file-too-large", Severity: diag.Error, Span: d.lineAt(limit),
			Message: diag.T("Ce fichier dépasse 2 Mio : l’aperçu s’arrête à cette ligne.", "This file is larger than 2 MiB: the preview stops at this line."),
			Hint:    diag.T("Découpez la page en plusieurs pages.", "Split the page into several pages."),
		})
	}
	if !validBytes(text[:limit]) {
		d.checkEncoding(text[:limit])
	}
	return limit
}

func validBytes(text string) bool { return utf8.ValidString(text) && strings.IndexByte(text, 0) < 0 }

// binaryAt is the offset of what shows that the file is no text: a zero byte
// near the start, or an UTF-16 mark. It is -1 in a text.
func binaryAt(text string) int {
	if strings.HasPrefix(text, "\xFF\xFE") || strings.HasPrefix(text, "\xFE\xFF") {
		return 0
	}
	return strings.IndexByte(text[:min(len(text), sniffed)], 0)
}

// cut is the last line start at or before the limit, or the limit when a
// single line is longer, moved off the middle of a character.
func cut(text string, limit int) int {
	if i := strings.LastIndexByte(text[:limit], '\n'); i > limit/2 {
		return i + 1
	}
	for limit > 0 && !utf8.RuneStart(text[limit]) {
		limit--
	}
	return limit
}

// checkEncoding points at the first bytes that are not UTF-8, and offers to
// read them all as Windows-1252, what older Windows tools write in French.
func (d *Document) checkEncoding(text string) {
	const most = 2000
	var edits []diag.Edit
	first, count := -1, 0
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if r == utf8.RuneError && size == 1 {
			if first < 0 {
				first = i
			}
			if count++; count <= most {
				edits = append(edits, diag.Edit{Span: source.Span{Start: i, End: i + 1}, New: string(windows1252(text[i]))})
			}
		}
		i += size
	}
	if first < 0 {
		return
	}
	x := diag.Diagnostic{
		Code: "file-not-utf-8", Severity: diag.Error, Span: source.Span{Start: first, End: first + 1},
		Message: diag.T("Ce fichier n’est pas enregistré en UTF-8 : des caractères s’affichent mal à partir d’ici (%d au total).",
			"This file is not saved as UTF-8: characters show wrongly from here on (%d in all).", count),
		Hint: diag.T("Enregistrez-le en UTF-8, ou convertissez-le ici.", "Save it as UTF-8, or convert it here."),
	}
	if count <= most {
		x.Fixes = []diag.Fix{{Title: diag.T("Convertir en UTF-8 (depuis Windows-1252)", "Convert to UTF-8 (from Windows-1252)"), Edits: edits}}
	}
	d.report(x)
}

// windows1252 is the character of a byte in that encoding.
func windows1252(b byte) rune {
	const high = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ"
	if b >= 0x80 && b < 0xA0 {
		return []rune(high)[b-0x80]
	}
	return rune(b)
}

// lineAt is the span of the line that holds the offset, cut short when very long.
func (d *Document) lineAt(offset int) source.Span {
	s := d.File.LineSpan(d.File.Line(offset))
	s.Start = max(s.Start, min(offset, s.End)-100)
	s.End = min(s.End, s.Start+200)
	return s
}
