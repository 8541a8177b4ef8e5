package transcript

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"

	"apercu/app/diag"
)

// This file takes the text out of .docx and .odt. Both are archives with one
// XML file of words. The XML is scanned for the few elements that carry text:
// encoding/xml would weigh more in the browser than this whole package.

// readArchive gives one paragraph a block, blocks separated by a blank line.
func (r *Result) readArchive(data []byte) (string, bool) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err == nil {
		for _, f := range archive.File {
			format := map[string]Format{"word/document.xml": Docx, "content.xml": ODT}[f.Name]
			if format == "" {
				continue
			}
			if xml, ok := contents(f); ok {
				r.Facts.Format, r.Facts.Encoding = format, "utf-8"
				return normal(documentText(xml)), true
			}
			break
		}
	}
	r.remark(diag.Error, "document-unreadable", diag.T("Ce document ne peut pas être lu : enregistrez-le de nouveau en .docx, ou copiez son texte.", "This document cannot be read: save it again as .docx, or copy its text."))
	return "", false
}

func contents(f *zip.File) (string, bool) {
	in, err := f.Open()
	if err != nil {
		return "", false
	}
	defer in.Close()
	xml, err := io.ReadAll(io.LimitReader(in, largest+1))
	return string(bytes.ToValidUTF8(xml, []byte("\uFFFD"))), err == nil && len(xml) <= largest
}

// documentText keeps the text of paragraphs. In a Word document text stands in
// w:t alone; deleted text is in w:delText, field codes in w:instrText, and
// mc:Fallback repeats a text box for older readers. In an OpenDocument text,
// text stands in text:p and text:h; text:s is a run of blanks.
func documentText(xml string) string {
	var d documentReader
	for xml != "" {
		text, rest, _ := strings.Cut(xml, "<")
		d.text(text)
		tag, after, closed := strings.Cut(rest, ">")
		if !closed {
			break
		}
		d.tag(tag)
		xml = after
	}
	return d.out.String()
}

var lineEnds = strings.NewReplacer("\n", " ", "\r", "")

type documentReader struct {
	out     strings.Builder
	inText  int // elements open whose text is kept
	skipped int // elements open whose text is not
}

func (d *documentReader) text(s string) {
	if d.inText > 0 && d.skipped == 0 {
		d.out.WriteString(unescape(lineEnds.Replace(s)))
	}
}

// tag reads what stands between < and >.
func (d *documentReader) tag(tag string) {
	step := 1
	switch {
	case strings.HasPrefix(tag, "/"):
		step = -1
	case strings.HasSuffix(tag, "/"):
		step = 0
	}
	name, _, _ := strings.Cut(strings.Trim(tag, "/"), " ")
	switch name {
	case "w:t", "text:p", "text:h":
		d.inText = max(0, d.inText+step)
	case "mc:Fallback", "office:annotation", "text:tracked-changes":
		d.skipped = max(0, d.skipped+step)
	case "w:br", "w:cr", "text:line-break":
		d.out.WriteString("\n")
	case "w:tab", "text:tab", "text:s":
		d.out.WriteString(" ")
	case "w:noBreakHyphen":
		d.out.WriteString("-")
	}
	if step <= 0 && (name == "w:p" || name == "text:p" || name == "text:h") {
		d.out.WriteString("\n\n")
	}
}
