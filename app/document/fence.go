package document

import (
	"strings"

	"apercu/app/diag"
	"apercu/app/source"
)

// This file finds the front matter as gray-matter does: `---` as the first
// bytes of the file (after a byte order mark), a language up to the end of
// that line, and the first line after it that starts with `---`, whatever
// follows on that line. A general library cannot do this part: it lets blank
// lines pass before the fence and blanks before the dashes, which Eleventy
// does not, and it loses the fence after a byte order mark.

const bom = "\uFEFF"

type fence struct {
	found    bool
	closed   bool
	format   string
	open     int // first byte after the byte order mark
	inner    int // first byte after the opening line
	innerEnd int // line break before the closing dashes excluded
	close    int // first of the closing dashes
	body     int
}

// findFence looks at the text only; what is wrong with it is said elsewhere.
func findFence(text string) fence {
	f := fence{}
	if strings.HasPrefix(text, bom) {
		f.open = len(bom)
	}
	f.body = f.open
	rest := text[f.open:]
	if !strings.HasPrefix(rest, "---") || strings.HasPrefix(rest, "----") {
		return f
	}
	f.found = true
	line := endOfLine(text, f.open)
	f.format = language(text[f.open+3 : line])
	f.inner = afterBreak(text, line)

	// The closing line is looked for from the line break of the opening one,
	// so that an empty front matter is closed by the next line.
	at := strings.Index(text[line:], "\n---")
	if at < 0 {
		f.innerEnd, f.close, f.body = len(text), len(text), len(text)
		return f
	}
	f.closed = true
	f.close = line + at + 1
	f.innerEnd = max(f.inner, line+at)
	if f.innerEnd > f.inner && text[f.innerEnd-1] == '\r' {
		f.innerEnd--
	}
	f.body = f.close + 3
	f.body = afterBreak(text, f.body)
	return f
}

// language is the format named on the opening line.
func language(name string) string {
	switch name = strings.ToLower(strings.TrimSpace(name)); name {
	case "", "yml":
		return "yaml"
	case "js":
		return "javascript"
	}
	return name
}

func endOfLine(text string, at int) int {
	for at < len(text) && text[at] != '\n' && text[at] != '\r' {
		at++
	}
	return at
}

// afterBreak steps over one line break, if there is one.
func afterBreak(text string, at int) int {
	if at < len(text) && text[at] == '\r' {
		at++
	}
	if at < len(text) && text[at] == '\n' {
		at++
	}
	return at
}

// looksLikeYAML reports a line that may be part of a front matter: blank, a
// comment, a list item, an indented line or a key.
func looksLikeYAML(line string) bool {
	trimmed := strings.TrimSpace(line)
	if trimmed == "" || strings.HasPrefix(line, "- ") || line[0] == ' ' || line[0] == '\t' {
		return true
	}
	if trimmed[0] == '#' {
		return !strings.HasPrefix(trimmed, "##") && !strings.HasPrefix(trimmed, "#{")
	}
	return isKeyLine(line)
}

// isKeyLine reports "name:" with a name of one or a few words.
func isKeyLine(line string) bool {
	name, _, found := strings.Cut(line, ":")
	name = strings.TrimSpace(strings.Trim(strings.TrimSpace(name), `"'`))
	return found && name != "" && len(name) <= 60 && !strings.ContainsAny(name, "{}[]()<>*`!#.") && strings.Count(name, " ") < 3
}

// guessEnd is where an unclosed front matter probably ends: after the last of
// the lines that look like YAML, blank lines at the end left to the body.
func guessEnd(text string, at int) int {
	end, keys := at, 0
	for at < len(text) {
		stop := endOfLine(text, at)
		line := text[at:stop]
		if !looksLikeYAML(line) || line == "" && keys > 0 {
			break
		}
		at = afterBreak(text, stop)
		if isKeyLine(line) {
			keys++
		}
		if strings.TrimSpace(line) != "" {
			end = at
		}
	}
	return end
}

// checkClosing says what is odd about the fences that were found.
func (d *Document) checkClosing(f fence) {
	text := d.File.Text()
	if stop := endOfLine(text, f.close+3); f.closed && strings.TrimSpace(text[f.close+3:stop]) != "" {
		d.report(diag.Diagnostic{
			Code: "front-matter-closing", Severity: diag.Warning,
			Span: source.Span{Start: f.close, End: stop},
			Message: diag.T("La ligne qui ferme les informations de la page contient autre chose que « --- » : le reste s’affiche au début de la page.",
				"The line that closes the front matter holds more than “---”: the rest shows at the top of the page."),
			Hint: diag.T("Ne laissez que trois tirets sur cette ligne.", "Leave only three hyphens on this line."),
			Fixes: []diag.Fix{{
				Title: diag.T("Passer à la ligne après « --- »", "Break the line after “---”"),
				Edits: []diag.Edit{{Span: source.Span{Start: f.close + 3, End: f.close + 3}, New: d.newline()}},
			}},
		})
	}
}

// checkMissedFence explains a front matter that Eleventy does not see because
// something stands before it.
func (d *Document) checkMissedFence(start int) {
	text := d.File.Text()[:d.Body.End]
	at := start
	for at < len(text) && strings.IndexByte(" \t\r\n", text[at]) >= 0 {
		at++
	}
	if at == start || !strings.HasPrefix(text[at:], "---") {
		return
	}
	f := findFence(text[at:])
	if !f.found || !f.closed || !isKeyLine(firstLine(text[at+f.inner:])) {
		return
	}
	d.report(diag.Diagnostic{
		Code: "front-matter-not-first", Severity: diag.Warning,
		Span: source.Span{Start: at, End: at + 3},
		Message: diag.T("Les informations de la page ne sont pas lues : « --- » doit être tout au début du fichier.",
			"The front matter is not read: “---” must be the very first characters of the file."),
		Hint: diag.T("Supprimez les lignes vides ou les espaces qui précèdent.", "Delete the blank lines or spaces before it."),
		Fixes: []diag.Fix{{
			Title: diag.T("Supprimer ce qui précède « --- »", "Delete what precedes “---”"),
			Edits: []diag.Edit{{Span: source.Span{Start: start, End: at}}},
		}},
	})
}

func firstLine(text string) string { return text[:endOfLine(text, 0)] }
