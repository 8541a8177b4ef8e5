package document

import (
	"strings"

	"apercu/app/diag"
	"apercu/app/document/yaml"
	"apercu/app/source"
	"apercu/app/template/value"
)

// This file explains mistakes in YAML. js-yaml stops at the first one and says
// where its reader was; an author needs the line that is wrong and the change
// that mends it. So the block is read entry by entry, each wrong one is set
// aside and explained, and a fix is only offered after it was tried: with it
// the text must be read further than without.

// maxEntries bounds the entry by entry reading, which reads the block again
// for each.
const maxEntries = 150

// salvage reads what can be read of a block with mistakes.
func (d *Document) salvage(block string, first error) {
	d.broken = true
	entries := topLevelEntries(block)
	if len(entries) > maxEntries {
		d.explain(block, first)
		return
	}
	text := []byte(block)
	for i := range text {
		text[i] = masked(text[i])
	}
	for _, e := range entries {
		copy(text[e.Start:e.End], block[e.Start:e.End])
		if _, err := yaml.Parse(string(text)); err != nil {
			d.explain(string(text), err)
			for i := e.Start; i < e.End; i++ {
				text[i] = masked(text[i])
			}
		}
	}
	root, err := yaml.Parse(string(text))
	if err == nil && root != nil {
		d.accept(decoded{value: root.Value, root: root})
		d.broken = true
	}
}

// masked blanks a byte so that lines and offsets stay.
func masked(c byte) byte {
	if c == '\n' || c == '\r' {
		return c
	}
	return ' '
}

// topLevelEntries cuts a block before each line that starts a key at its margin.
func topLevelEntries(block string) []source.Span {
	var cuts []int
	for at := 0; at < len(block); at = afterBreak(block, endOfLine(block, at)) {
		line := block[at:endOfLine(block, at)]
		if line != "" && strings.IndexByte(" \t#-]}", line[0]) < 0 || strings.HasPrefix(line, "---") {
			cuts = append(cuts, at)
		}
	}
	var out []source.Span
	start := 0
	for i, at := range cuts {
		if i > 0 {
			out = append(out, source.Span{Start: start, End: at})
			start = at
		}
	}
	return append(out, source.Span{Start: start, End: len(block)})
}

// explanation is a mistake being explained: offsets are those of text.
type explanation struct {
	d    *Document
	text string
	err  *yaml.Error
	x    diag.Diagnostic
}

func (d *Document) explain(text string, err error) {
	e, ok := err.(*yaml.Error)
	if !ok {
		return
	}
	at := &explanation{d: d, text: text, err: e}
	at.x = diag.Diagnostic{Code: "front-matter-" + string(e.Code), Severity: diag.Error, Span: at.line(e.Span.Start)}
	at.describe()
	at.shift()
	d.report(at.x)
}

// shift moves everything from the block to the file.
func (e *explanation) shift() {
	by := e.d.FrontMatter.Start
	e.x.Span = e.x.Span.Shift(by)
	for i := range e.x.Related {
		e.x.Related[i].Span = e.x.Related[i].Span.Shift(by)
	}
	for _, f := range e.x.Fixes {
		for i := range f.Edits {
			f.Edits[i].Span = f.Edits[i].Span.Shift(by)
		}
	}
}

// line is the span of the line around an offset, blanks at both ends left out;
// at the end of the block, of the last line written.
func (e *explanation) line(at int) source.Span {
	for at > 0 && (at >= len(e.text) || e.text[at] == '\n' || e.text[at] == '\r' || e.text[at] == ' ') {
		at--
	}
	start := strings.LastIndexAny(e.text[:min(at, len(e.text))], "\r\n") + 1
	end := endOfLine(e.text, start)
	for start < end && (e.text[start] == ' ' || e.text[start] == '\t') {
		start++
	}
	return source.Span{Start: start, End: start + len(strings.TrimRight(e.text[start:end], " \t"))}
}

// lineBefore is the nearest written line above.
func (e *explanation) lineBefore(s source.Span) (source.Span, bool) {
	start := strings.LastIndexAny(e.text[:s.Start], "\r\n")
	if start <= 0 || strings.TrimSpace(e.text[:start]) == "" {
		return source.Span{}, false
	}
	return e.line(start), true
}

// works tries edits: the text must be read, or be read further.
func (e *explanation) works(edits ...diag.Edit) bool {
	mended, err := diag.Apply(e.text, edits)
	if err != nil {
		return false
	}
	_, again := yaml.Parse(mended)
	return again == nil
}

func (e *explanation) fix(title diag.Text, edits ...diag.Edit) bool {
	if !e.works(edits...) {
		return false
	}
	e.x.Fixes = append(e.x.Fixes, diag.Fix{Title: title, Edits: edits})
	return true
}

// describe chooses the sentence and the fixes.
func (e *explanation) describe() {
	x := &e.x
	switch e.err.Code {
	case yaml.DuplicateKey:
		e.duplicate()
		return
	case yaml.OpenQuote:
		x.Span = e.line(e.err.Other.Start)
		x.Message = diag.T("Un guillemet est ouvert et jamais fermé.", "A quote is opened and never closed.")
		e.closeWith(string(e.text[e.err.Other.Start]))
	case yaml.OpenBracket, yaml.MissingComma:
		x.Span = e.line(e.err.Other.Start)
		x.Message = diag.T("Un crochet ou une accolade est mal fermé, ou une virgule manque.", "A bracket or brace is not closed, or a comma is missing.")
		e.closeWith(string(e.text[e.err.Other.Start] + 2)) // [ and ] are two apart, { and } too
	case yaml.Control:
		x.Span = e.err.Span
		x.Message = diag.T("Un caractère invisible est interdit ici.", "An invisible character is not allowed here.")
		x.Span.End = min(x.Span.Start+1, len(e.text))
		e.fix(diag.T("Supprimer le caractère invisible", "Delete the invisible character"), diag.Edit{Span: x.Span})
		return
	case yaml.BadEscape:
		x.Message = diag.T("Entre guillemets doubles, la barre oblique inverse a un sens particulier : « %s » n’existe pas.", "Between double quotes a backslash has a special meaning: “%s” does not exist.", "\\"+strings.TrimPrefix(e.err.Detail, "\\"))
		x.Hint = diag.T("Utilisez des guillemets simples, ou doublez la barre.", "Use single quotes, or double the backslash.")
		e.singleQuotes()
		return
	case yaml.ManyDocuments, yaml.Directive:
		x.Message = diag.T("Cette ligne a un sens particulier en YAML et n’a pas sa place ici.", "This line has a special meaning in YAML and does not belong here.")
	case yaml.TooDeep, yaml.TooLarge, yaml.ComplexKey:
		x.Message = diag.T("Ces informations sont trop compliquées pour être lues.", "This front matter is too complicated to be read.")
		return
	default:
		x.Message = diag.T("Cette ligne n’est pas comprise.", "This line is not understood.")
	}
	if !e.named() {
		x.Hint = diag.T("Une information s’écrit « nom : valeur », sur une ligne, sans espace au début.", "Write “name: value” on one line, without a space at the start.")
	}
	e.mend()
}

// mend looks for the change that makes the line readable, the likeliest first;
// what works also tells what was wrong.
func (e *explanation) mend() {
	here := e.line(e.err.Span.Start)
	if e.untab() || e.spaceAfterColon(here) || e.quote(here) || e.realign(here) {
		return
	}
	if before, ok := e.lineBefore(here); ok && (e.spaceAfterColon(before) || e.quote(before)) {
		return
	}
	e.quote(e.x.Span)
}

// singleQuotes replaces the double quotes around a value.
func (e *explanation) singleQuotes() {
	span, ok := e.valueSpan(e.x.Span)
	if text := e.text[span.Start:span.End]; ok && len(text) > 1 && text[0] == '"' && text[len(text)-1] == '"' {
		e.fix(diag.T("Utiliser des guillemets simples", "Use single quotes"), diag.Edit{Span: span, New: quoteText(text[1:len(text)-1], yaml.Single)})
	}
}

// tabEdits replaces each tab at the start of a line by two spaces.
func tabEdits(text string) (edits []diag.Edit) {
	for at := 0; at < len(text); at = afterBreak(text, endOfLine(text, at)) {
		for i := at; i < len(text) && (text[i] == ' ' || text[i] == '\t'); i++ {
			if text[i] == '\t' {
				edits = append(edits, diag.Edit{Span: source.Span{Start: i, End: i + 1}, New: "  "})
			}
		}
	}
	return edits
}

// checkTabs warns of tabs that js-yaml skips without a word: what they indent
// lands at the top level.
func (d *Document) checkTabs(block string) {
	edits := tabEdits(block)
	if len(edits) == 0 {
		return
	}
	if text, err := diag.Apply(block, edits); err != nil || sameDecoded(text, d.Root) {
		return
	}
	for i := range edits {
		edits[i].Span = edits[i].Span.Shift(d.FrontMatter.Start)
	}
	d.report(diag.Diagnostic{
		Code: "front-matter-tab", Severity: diag.Warning, Span: edits[0].Span,
		Message: diag.T("Une tabulation sert de retrait : YAML n’accepte que des espaces, et lit cette ligne comme si elle n’avait pas de retrait.",
			"A tab is used to indent: YAML only takes spaces, and reads this line as if it were not indented."),
		Fixes: []diag.Fix{{Title: diag.T("Remplacer les tabulations par des espaces", "Replace tabs by spaces"), Edits: edits}},
	})
}

func sameDecoded(text string, v value.Value) bool {
	got, err := yaml.Decode(text)
	return err != nil || sameValue(got, v)
}

// untab replaces tabs in the indentation.
func (e *explanation) untab() bool {
	edits := tabEdits(e.text)
	if len(edits) == 0 || !e.fix(diag.T("Remplacer les tabulations par des espaces", "Replace tabs by spaces"), edits...) {
		return false
	}
	e.x.Span = edits[0].Span
	e.x.Code = "front-matter-tab"
	e.x.Message = diag.T("Une tabulation sert de retrait : YAML n’accepte que des espaces.", "A tab is used to indent: YAML only takes spaces.")
	e.x.Hint = diag.Text{}
	return true
}

// spaceAfterColon mends "title:Mon titre".
func (e *explanation) spaceAfterColon(line source.Span) bool {
	colon := strings.IndexByte(e.text[line.Start:line.End], ':')
	if colon <= 0 {
		return false
	}
	at := line.Start + colon + 1
	if at >= line.End || e.text[at] == ' ' || e.text[at] == '/' ||
		!e.fix(diag.T("Ajouter une espace après « : »", "Add a space after “:”"), diag.Edit{Span: source.Span{Start: at, End: at}, New: " "}) {
		return false
	}
	e.x.Span = line
	e.x.Code = "front-matter-colon-space"
	e.x.Message = diag.T("Il manque une espace après « : ».", "A space is missing after “:”.")
	e.x.Hint = diag.Text{}
	return true
}

// valueSpan is what follows "name: " or "- " on a line.
func (e *explanation) valueSpan(line source.Span) (source.Span, bool) {
	text := e.text[line.Start:line.End]
	at := 0
	for strings.HasPrefix(text[at:], "- ") {
		at += 2
		at += len(text[at:]) - len(strings.TrimLeft(text[at:], " "))
	}
	if i := strings.Index(text[at:], ": "); i > 0 && !strings.ContainsAny(text[at:at+i], `"'[{`) {
		at += i + 2
	} else if at == 0 {
		return source.Span{}, false
	}
	at += len(text[at:]) - len(strings.TrimLeft(text[at:], " "))
	end := len(text)
	if i := strings.Index(text[at:], " #"); i > 0 {
		end = at + len(strings.TrimRight(text[at:at+i], " "))
	}
	return source.Span{Start: line.Start + at, End: line.Start + end}, at < end
}

// quote puts the value of a line between quotes.
func (e *explanation) quote(line source.Span) bool {
	span, ok := e.valueSpan(line)
	if !ok {
		return false
	}
	text := e.text[span.Start:span.End]
	style := e.d.quoteStyle()
	if strings.Contains(text, `"`) && !strings.Contains(text, "'") {
		style = yaml.Single
	}
	quoted := quoteText(text, style)
	if !e.fix(diag.T("Mettre la valeur entre guillemets", "Put the value between quotes"), diag.Edit{Span: span, New: quoted}) {
		return false
	}
	e.x.Span = span
	switch {
	case e.named():
		return true
	case strings.Contains(text, ": ") || strings.HasSuffix(text, ":"):
		e.x.Message = diag.T("La valeur contient « : » suivi d’une espace : elle doit être entre guillemets.", "The value contains “: ”: it has to be between quotes.")
	case strings.IndexByte("\"'", text[0]) >= 0:
		e.x.Message = diag.T("Du texte suit un guillemet fermant : toute la valeur doit être entre guillemets.", "Text follows a closing quote: the whole value has to be between quotes.")
	default:
		e.x.Message = diag.T("Une valeur qui commence par « %s » doit être entre guillemets.", "A value that starts with “%s” has to be between quotes.", string([]rune(text)[0]))
	}
	e.x.Code = "front-matter-quotes"
	e.x.Hint = diag.T("Par exemple : %s", "For instance: %s", quoted)
	return true
}

// named reports a mistake whose kind already says what is wrong.
func (e *explanation) named() bool {
	switch e.err.Code {
	case yaml.OpenQuote, yaml.OpenBracket, yaml.MissingComma, yaml.BadEscape:
		return true
	}
	return false
}

// realign gives a line the indentation of the line above.
func (e *explanation) realign(line source.Span) bool {
	before, ok := e.lineBefore(line)
	if !ok {
		return false
	}
	margin := func(s source.Span) string {
		start := strings.LastIndexAny(e.text[:s.Start], "\r\n") + 1
		return e.text[start:s.Start]
	}
	from := line.Start - len(margin(line))
	for _, indent := range []string{margin(before), ""} {
		if e.fix(diag.T("Corriger le retrait de la ligne", "Correct the indentation of the line"), diag.Edit{Span: source.Span{Start: from, End: line.Start}, New: indent}) {
			e.x.Span = line
			e.x.Code = "front-matter-indent"
			e.x.Message = diag.T("Le retrait de cette ligne ne correspond pas aux lignes qui précèdent.", "The indentation of this line does not match the lines above.")
			e.x.Hint = diag.T("Alignez les noms qui vont ensemble.", "Align the names that belong together.")
			return true
		}
	}
	return false
}

// closeWith closes a quote or a bracket at the end of its line.
func (e *explanation) closeWith(mark string) {
	end := e.x.Span.End
	e.fix(diag.T("Ajouter « %s » à la fin de la ligne", "Add “%s” at the end of the line", mark), diag.Edit{Span: source.Span{Start: end, End: end}, New: mark})
}

func (e *explanation) duplicate() {
	x := &e.x
	x.Span = e.err.Span
	x.Message = diag.T("« %s » est écrit deux fois.", "“%s” is written twice.", e.err.Detail)
	x.Hint = diag.T("Gardez une seule des deux lignes.", "Keep only one of the two lines.")
	x.Related = []diag.Related{{Span: e.err.Other, Message: diag.T("Première fois ici", "First written here")}}
	line := e.line(e.err.Span.Start)
	start := strings.LastIndexAny(e.text[:line.Start], "\r\n") + 1
	e.fix(diag.T("Supprimer cette seconde ligne", "Delete this second line"),
		diag.Edit{Span: source.Span{Start: start, End: afterBreak(e.text, endOfLine(e.text, line.End))}})
}

// checkBraces warns of `title: {{ x }}`, which YAML reads as a mapping: the
// build goes on and prints "[object Object]".
func (d *Document) checkBraces() {
	for _, k := range d.Keys {
		text := d.File.Slice(k.Value)
		if _, object := k.Data.(*value.Object); !object || k.Style != yaml.Flow || !strings.HasPrefix(text, "{{") {
			continue
		}
		d.report(diag.Diagnostic{
			Code: "front-matter-braces", Severity: diag.Warning, Span: k.Value,
			Message: diag.T("Sans guillemets, « {{ » est lu comme une structure YAML : la page affichera « [object Object] ».",
				"Without quotes, “{{” is read as a YAML structure: the page will show “[object Object]”."),
			Fixes: []diag.Fix{{Title: diag.T("Mettre la valeur entre guillemets", "Put the value between quotes"),
				Edits: []diag.Edit{{Span: k.Value, New: quoteText(text, d.quoteStyle())}}}},
		})
	}
}
