package transcript

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"apercu/app/diag"
)

// This file goes from bytes to text: containers, encodings, and the inputs
// that are refused with a reason.

// read gives the text of data, lines ending in "\n".
func (r *Result) read(data []byte) (string, bool) {
	switch {
	case len(data) > largest:
		r.remark(diag.Error, "too-large", diag.T("Ce fichier dépasse %d Mo : ce n’est pas une transcription.", "This file is larger than %d MB: it is no transcript.", largest>>20))
		return "", false
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return r.readArchive(data)
	}
	if refused, message := refusal(data); refused != "" {
		r.remark(diag.Error, refused, message)
		return "", false
	}
	text, encoding := decode(data)
	r.Facts.Encoding = encoding
	if binary(text) {
		r.remark(diag.Error, "not-text", diag.T("Ce fichier n’est pas un texte : donnez des sous-titres (.srt, .vtt), un texte ou un document .docx.", "This file is no text: give subtitles (.srt, .vtt), a text or a .docx document."))
		return "", false
	}
	if encoding == "windows-1252" {
		r.remark(diag.Info, "encoding-guessed", diag.T("Le fichier n’est pas en UTF-8, il a été lu comme Windows-1252 : vérifiez les accents.", "The file is not UTF-8, it was read as Windows-1252: check the accents."))
	}
	text = normal(text)
	if strings.Count(text, "Ã©")+strings.Count(text, "Ã¨")+strings.Count(text, "â€™") >= 2 {
		r.remark(diag.Warning, "encoding-twice", diag.T("Des accents sont abîmés (« Ã© ») : exportez de nouveau le fichier en UTF-8.", "Accents are damaged (“Ã©”): export the file again in UTF-8."))
	}
	return text, true
}

// refusal recognises by their first bytes the files that people try.
func refusal(data []byte) (code string, message diag.Text) {
	head := data[:min(len(data), 512)]
	switch {
	case bytes.HasPrefix(head, []byte("%PDF")):
		return "is-pdf", diag.T("Un PDF ne garde pas l’ordre du texte : copiez le texte, ou donnez le document d’origine.", "A PDF does not keep the order of the text: copy the text, or give the original document.")
	case bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0")):
		return "is-doc", diag.T("Ancien format Word : enregistrez le document en .docx.", "Old Word format: save the document as .docx.")
	case bytes.HasPrefix(head, []byte(`{\rtf`)):
		return "is-rtf", diag.T("Format RTF : enregistrez le document en .docx ou en texte.", "RTF format: save the document as .docx or as text.")
	case bytes.Contains(head, []byte("http://www.w3.org/ns/ttml")):
		return "is-ttml", diag.T("Sous-titres TTML : exportez-les en .srt ou en .vtt.", "TTML subtitles: export them as .srt or .vtt.")
	case jsonish(head):
		return "is-json", diag.T("Fichier JSON : exportez la transcription en .srt, en .vtt ou en texte.", "JSON file: export the transcript as .srt, .vtt or text.")
	}
	return "", diag.Text{}
}

func jsonish(head []byte) bool {
	head = bytes.TrimLeft(head, "\xef\xbb\xbf \t\r\n[")
	rest, ok := bytes.CutPrefix(head, []byte("{"))
	return ok && bytes.HasPrefix(bytes.TrimLeft(rest, " \t\r\n"), []byte(`"`))
}

// decode finds the encoding: a byte order mark, UTF-16 betrayed by its zero
// bytes, valid UTF-8, else Windows-1252, which every byte satisfies.
func decode(data []byte) (text, encoding string) {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		return string(bytes.ToValidUTF8(data[3:], []byte("\uFFFD"))), "utf-8"
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return utf16(data[2:], 1), "utf-16"
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return utf16(data[2:], 0), "utf-16"
	}
	if odd, even := zeros(data); odd+even > len(data)/8 && len(data) > 8 {
		if odd > even {
			return utf16(data, 1), "utf-16"
		}
		return utf16(data, 0), "utf-16"
	}
	if utf8.Valid(data) {
		return string(data), "utf-8"
	}
	return windows1252(data), "windows-1252"
}

func zeros(data []byte) (odd, even int) {
	for i, c := range data[:min(len(data), 4096)] {
		if c == 0 && i%2 == 1 {
			odd++
		} else if c == 0 {
			even++
		}
	}
	return odd, even
}

// utf16 decodes pairs of bytes; high is the index of the high byte in a pair.
func utf16(data []byte, high int) string {
	var b strings.Builder
	unit := func(i int) rune { return rune(data[i+high])<<8 | rune(data[i+1-high]) }
	for i := 0; i+1 < len(data); i += 2 {
		r := unit(i)
		if r>>10 == 0x36 && i+3 < len(data) && unit(i+2)>>10 == 0x37 {
			r = (r&0x3ff)<<10 | unit(i+2)&0x3ff + 0x10000
			i += 2
		}
		b.WriteRune(r) // a lone surrogate becomes U+FFFD
	}
	return b.String()
}

// high1252 are the characters of bytes 0x80 to 0x9F, as browsers decode them.
var high1252 = [32]rune{
	'€', 0x81, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', 0x8d, 'Ž', 0x8f,
	0x90, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', 0x9d, 'ž', 'Ÿ',
}

func windows1252(data []byte) string {
	var b strings.Builder
	for _, c := range data {
		if c >= 0x80 && c < 0xa0 {
			b.WriteRune(high1252[c-0x80])
		} else {
			b.WriteRune(rune(c))
		}
	}
	return b.String()
}

// binary reports a text with more control characters than a slip explains.
func binary(text string) bool {
	n := 0
	for _, c := range text {
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != '\v' || c == utf8.RuneError {
			n++
		}
	}
	return n > 4 && n*50 > len(text)
}

// normal gives lines "\n" and drops the characters that show nothing: byte
// order marks, soft hyphens, zero-width spaces, direction marks, controls.
func normal(text string) string {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n\n", "\u0085", "\n", "\v", "\n", "\f", "\n").Replace(text)
	return strings.Map(func(c rune) rune {
		switch {
		case c == '\t':
			return ' '
		case c == '\n':
			return c
		case c < ' ', c == 0x7f, c == soundOpen, c == soundClose, c == 0xad, c == 0xfeff, c >= 0x200b && c <= 0x200f, c >= 0x202a && c <= 0x202e, c == 0x2060:
			return -1
		}
		return c
	}, text)
}
