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
	var b strings.Builder
	inText, skipped := 0, 0
	for len(xml) > 0 {
		at := strings.IndexByte(xml, '<')
		if at < 0 {
			at = len(xml)
		}
		if inText > 0 && skipped == 0 {
			b.WriteString(unescape(strings.NewReplacer("\n", " ", "\r", "").Replace(xml[:at])))
		}
		xml = xml[at:]
		end := strings.IndexByte(xml, '>')
		if end < 0 {
			break
		}
		tag := xml[1:end]
		xml = xml[end+1:]
		if strings.HasPrefix(tag, "!") || strings.HasPrefix(tag, "?") {
			continue
		}
		closing, empty := strings.HasPrefix(tag, "/"), strings.HasSuffix(tag, "/")
		name, _, _ := strings.Cut(strings.Trim(tag, "/"), " ")
		step := 1
		if closing {
			step = -1
		}
		if empty {
			step = 0
		}
		switch name {
		case "w:t":
			inText = max(0, inText+step)
		case "text:p", "text:h":
			inText = max(0, inText+step)
			if step <= 0 {
				b.WriteString("\n\n")
			}
		case "w:p":
			if step <= 0 {
				b.WriteString("\n\n")
			}
		case "mc:Fallback", "office:annotation", "text:tracked-changes":
			skipped = max(0, skipped+step)
		case "w:br", "w:cr", "text:line-break":
			b.WriteString("\n")
		case "w:tab", "text:tab", "text:s":
			b.WriteString(" ")
		case "w:noBreakHyphen":
			b.WriteString("-")
		}
	}
	return b.String()
}
