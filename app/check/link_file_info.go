package check

import (
	"strconv"
	"strings"

	"apercu/app/diag"
)

// fileKinds are the documents that a link downloads, with their name.
var fileKinds = map[string]string{"pdf": "PDF", "doc": "DOC", "docx": "DOCX", "xls": "XLS", "xlsx": "XLSX", "ppt": "PPT", "pptx": "PPTX", "odt": "ODT", "ods": "ODS", "odp": "ODP",
	"csv": "CSV", "zip": "ZIP", "epub": "EPUB", "rtf": "RTF", "txt": "TXT", "mp3": "MP3", "mp4": "MP4", "ics": "ICS", "7z": "7Z", "json": "JSON", "xml": "XML", "geojson": "GEOJSON"}

var linkFileInfo = &Analyzer{
	Name: "link-file-info", Severity: diag.Warning, Ref: "DSFR, RGAA 13.3",
	Help: Help{
		Title: diag.T("Lien vers un fichier sans format ni poids", "Link to a file without format or weight"),
		Why: diag.T("Un téléchargement de 40 Mo sur un forfait limité, ou un format que l’on ne sait pas ouvrir, se découvre trop tard.",
			"A 40 MB download on a limited plan, or a format one cannot open, is found out too late."),
		Bad:  "[Guide des achats](/docs/guide.pdf)",
		Good: "[Télécharger le guide des achats (PDF, 1,2 Mo)](/docs/guide.pdf)",
		Limit: diag.T("Le poids n’est connu que pour les fichiers du dossier du site ; la langue du document est à ajouter si ce n’est pas le français.",
			"The weight is known for files of the site’s folder only; add the language of the document when it is not French."),
	},
	Run: func(p *Pass) {
		for _, l := range p.links() {
			kind := fileKinds[extension(l.url)]
			if kind == "" || dynamic(l.url) || saysFormat(l.plain, kind) || l.plain == "" {
				continue
			}
			size, known := int64(0), false
			if p.Site != nil && local(l.url) {
				size, _, known = p.lookup(l.url)
				known = known && size >= 0
			}
			info, title := " ("+kind+", "+p.toComplete()+")", diag.T("Ajouter le format et le poids à compléter", "Add the format and the weight to complete")
			if known {
				info, title = " ("+kind+", "+p.weight(size)+")", diag.T("Ajouter le format et le poids", "Add the format and the weight")
			}
			f := fix(title, l.extend(info))
			f.Needs = !known
			p.Find(l.span, diag.T("Ce lien télécharge un fichier %s : dites-en le format et le poids.", "This link downloads a %s file: state its format and weight.", kind), f)
		}
	},
}

// saysFormat reports whether a link text gives the format and a weight.
func saysFormat(plain, kind string) bool {
	s := strings.ToUpper(plain)
	if !strings.Contains(s, kind) && !(kind == "DOCX" && strings.Contains(s, "DOC")) && !(kind == "XLSX" && strings.Contains(s, "XLS")) {
		return false
	}
	for _, unit := range []string{"O", "B"} {
		for _, prefix := range []string{"K", "M", "G", ""} {
			if i := strings.LastIndex(s, prefix+unit); i > 0 && strings.ContainsAny(strings.TrimRight(s[:i], " \u00a0\u202f")[max(0, len(strings.TrimRight(s[:i], " \u00a0\u202f"))-1):], "0123456789") {
				return true
			}
		}
	}
	return false
}

// weight writes a number of bytes in the language of the page.
func (p *Pass) weight(bytes int64) string { return FormatBytes(bytes, p.English) }

// FormatBytes writes a number of bytes: "1,2 Mo", "340 Ko" or in English "1.2 MB".
func FormatBytes(bytes int64, english bool) string {
	unit, value := "Ko", float64(bytes)/1000
	switch {
	case bytes >= 1e9:
		unit, value = "Go", float64(bytes)/1e9
	case bytes >= 1e6:
		unit, value = "Mo", float64(bytes)/1e6
	case bytes < 1000:
		unit, value = "octets", float64(bytes)
	}
	digits := 0
	if value < 10 && bytes >= 1e6 {
		digits = 1
	}
	number := strconv.FormatFloat(value, 'f', digits, 64)
	if english {
		return number + "\u00a0" + map[string]string{"octets": "bytes", "Ko": "KB", "Mo": "MB", "Go": "GB"}[unit]
	}
	return strings.Replace(number, ".", ",", 1) + "\u00a0" + unit
}
