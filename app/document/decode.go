package document

import (
	"bufio"
	"errors"
	"strconv"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"
	"github.com/adrg/frontmatter"

	"apercu/app/diag"
	"apercu/app/document/yaml"
	"apercu/app/source"
	"apercu/app/template/value"
)

// This file decodes the front matter. The formats and their dispatch are
// adrg/frontmatter's; the decoders are ours, because a site's values are those
// of js-yaml and JSON.parse. Two of its habits are worked around: on a
// decoding error it gives no body back, so the decoders keep their mistake and
// report none; and it closes at any line that trims to `---`, so the decoders
// are handed the block that fence.go found.

// endMark closes the block for frontmatter.Parse, which is handed an empty one:
// it would copy ours four times.
const endMark = "\x01end"

// decoded is what the decoders fill.
type decoded struct {
	value value.Value
	root  *yaml.Node
	err   error

	block    string // to decode
	version4 bool   // asked for: YAML is that of js-yaml 4
}

func decoder(decode func(text string, into *decoded)) frontmatter.UnmarshalFunc {
	return func(_ []byte, v any) error {
		into := v.(*decoded)
		decode(into.block, into)
		return nil
	}
}

var formats = []*frontmatter.Format{
	frontmatter.NewFormat("---yaml", endMark, decoder(decodeYAML)),
	frontmatter.NewFormat("---json", endMark, decoder(decodeJSON)),
	frontmatter.NewFormat("---toml", endMark, decoder(decodeTOML)),
}

func decodeYAML(text string, into *decoded) {
	parse := yaml.Parse
	if into.version4 {
		parse = yaml.Parse4
	}
	root, err := parse(text)
	into.root, into.err = root, err
	if root != nil {
		into.value = root.Value
	}
}

func decodeJSON(text string, into *decoded) {
	into.value, into.err = value.FromJSON([]byte(text))
	if into.err == nil {
		// JSON is YAML: the same reader finds the spans. What it does not
		// accept only goes without them.
		into.root, _ = yaml.Parse(text)
	}
}

func decodeTOML(text string, into *decoded) {
	var m map[string]any
	meta, err := toml.Decode(text, &m)
	if err != nil {
		into.err = err
		return
	}
	o := value.NewObject(len(m))
	for _, key := range meta.Keys() { // in the order of the file
		if name := key[0]; !o.Has(name) {
			o.Set(name, value.From(m[name]))
		}
	}
	into.value = o
}

// readers are those that the library would make for each page: 4 KB of buffer,
// as much as the page.
var readers = sync.Pool{New: func() any { return bufio.NewReader(nil) }}

// decode runs the decoder of a format on a block.
func decode(format, block string, version4 bool) (out decoded, known bool) {
	out.block, out.version4 = block, version4
	text := "---" + format + "\n" + endMark
	r := readers.Get().(*bufio.Reader)
	defer readers.Put(r)
	r.Reset(strings.NewReader(text))
	if _, err := frontmatter.MustParse(r, &out, formats...); err != nil {
		return decoded{}, !errors.Is(err, frontmatter.ErrNotFound)
	}
	return out, true
}

// readFrontMatter decodes the block and reports its mistakes.
func (d *Document) readFrontMatter(f fence) {
	if !f.closed && !d.close(&f) {
		return
	}
	d.checkClosing(f)
	d.end = f.close
	block := d.File.Slice(d.FrontMatter)
	if isEmptyBlock(block) {
		return
	}
	out, known := decode(f.format, block, d.version4)
	switch {
	case !known:
		d.reportFormat(f)
	case out.err != nil && f.format == "yaml":
		d.salvage(block, out.err)
	case out.err != nil:
		d.broken = true
		d.reportSyntax(f.format, block, out.err)
	default:
		d.accept(out)
		if f.format == "yaml" {
			d.checkTabs(block)
		}
	}
	if f.format == "toml" && out.err == nil {
		d.report(diag.Diagnostic{
			Code: "front-matter-toml", Severity: diag.Info, Span: source.Span{Start: f.open, End: f.inner},
			Message: diag.T("Ces informations sont en TOML : Eleventy ne les lit que si le site l’a prévu dans sa configuration.",
				"This front matter is TOML: Eleventy reads it only when the site's configuration provides for it."),
		})
	}
}

// isEmptyBlock copies gray-matter's test: nothing but blanks and comments.
func isEmptyBlock(block string) bool {
	for line := range strings.FieldsFuncSeq(block, func(r rune) bool { return r == '\n' || r == '\r' }) {
		if line = strings.TrimSpace(line); line != "" && (line[0] != '#' || len(line) == 1) {
			return false
		}
	}
	return true
}

func (d *Document) accept(out decoded) {
	d.Root, d.root, d.offset = out.value, out.root, d.FrontMatter.Start
	o, ok := out.value.(*value.Object)
	if ok {
		d.Data = o
		if d.root != nil {
			d.Keys = make([]Key, 0, countKeys(d.root))
			d.collectKeys(d.root, nil)
			d.checkBraces()
		}
		return
	}
	d.broken = true
	if value.IsNil(out.value) {
		d.broken = false
		return
	}
	d.report(diag.Diagnostic{
		Code: "front-matter-not-a-mapping", Severity: diag.Warning, Span: d.FrontMatter,
		Message: diag.T("Les informations de la page doivent être des lignes « nom : valeur ».", "The front matter must be lines “name: value”."),
		Hint: diag.T("Écrivez par exemple « title: Mon titre ». Pour un trait horizontal en haut de page, laissez une ligne vide avant « --- ».",
			"Write for instance “title: My title”. For a rule at the top of the page, leave a blank line before “---”."),
	})
}

// close deals with a front matter that is never closed. For Eleventy the whole
// file is front matter; when that cannot be read, the end is guessed so that
// the body shows.
func (d *Document) close(f *fence) bool {
	text := d.File.Text()[:d.Body.End]
	end := guessEnd(text, f.inner)
	whole, _ := decode(f.format, text[f.inner:], d.version4)
	_, mapping := whole.value.(*value.Object)
	x := diag.Diagnostic{
		Code: "front-matter-unclosed", Severity: diag.Error, Span: source.Span{Start: f.open, End: f.open + 3},
		Message: diag.T("Les informations de la page ne sont jamais fermées : il manque une ligne « --- ».",
			"The front matter is never closed: a line “---” is missing."),
		Hint: diag.T("Ajoutez une ligne « --- » avant le texte de la page.", "Add a line “---” before the text of the page."),
		Fixes: []diag.Fix{{
			Title: diag.T("Ajouter « --- » après la ligne %d", "Add “---” after line %d", d.File.Line(max(end-1, 0))+1),
			Edits: []diag.Edit{{Span: source.Span{Start: end, End: end}, New: d.closing(text[:end])}},
		}},
	}
	if (mapping || isEmptyBlock(text[f.inner:])) && whole.err == nil {
		x.Severity = diag.Warning
		x.Message = diag.T("Les informations de la page ne sont jamais fermées : toute la page est lue comme des informations, rien ne s’affiche.",
			"The front matter is never closed: the whole page is read as front matter and nothing shows.")
		end = len(text)
	}
	d.report(x)
	f.innerEnd, f.close, f.body = end, end, end
	d.FrontMatter.End = end
	d.Block.End = end
	d.Body = source.Span{Start: end, End: len(text)}
	return true
}

// closing is the text that closes a front matter after that head of the file.
func (d *Document) closing(head string) string {
	nl := d.newline()
	if head == "" || strings.HasSuffix(head, "\n") {
		return "---" + nl
	}
	return nl + "---" + nl
}

// reportFormat: a language on the opening line that nothing reads.
func (d *Document) reportFormat(f fence) {
	d.broken = true
	span := source.Span{Start: f.open, End: endOfLine(d.File.Text(), f.open)}
	name := strings.TrimSpace(d.File.Slice(source.Span{Start: f.open + 3, End: span.End}))
	x := diag.Diagnostic{
		Code: "front-matter-language", Severity: diag.Error, Span: span,
		Message: diag.T("Format d’informations inconnu : « %s ».", "Unknown front matter format: “%s”.", name),
		Hint:    diag.T("Utilisez « --- » seul (YAML), ou « ---json ».", "Use “---” alone (YAML), or “---json”."),
		Fixes: []diag.Fix{{
			Title: diag.T("Supprimer « %s »", "Delete “%s”", name),
			Edits: []diag.Edit{{Span: source.Span{Start: f.open + 3, End: span.End}}},
		}},
	}
	if f.format == "javascript" {
		x.Code = "front-matter-javascript"
		x.Message = diag.T("Les informations écrites en JavaScript ne sont pas exécutées ici : le titre et les autres valeurs manquent dans l’aperçu.",
			"Front matter written in JavaScript is not run here: the title and the other values are missing from the preview.")
		x.Hint = diag.T("Réécrivez-les en YAML, une ligne « nom : valeur » par information.", "Rewrite it as YAML, one line “name: value” each.")
		x.Fixes = nil
	}
	d.report(x)
}

// reportSyntax: a mistake in JSON or TOML, at the line that the decoder names.
func (d *Document) reportSyntax(format, block string, err error) {
	line, column := place(err.Error())
	at := d.FrontMatter.Start
	first := d.File.Line(at)
	if line > 0 {
		at = d.File.Offset(first+line-1, max(column-1, 0))
	}
	at = min(at, d.FrontMatter.End)
	span := source.Span{Start: at, End: max(at, d.File.LineSpan(d.File.Line(at)).End)}
	d.report(diag.Diagnostic{
		Code: "front-matter-" + format, Severity: diag.Error, Span: span,
		Message: diag.T("Informations illisibles : erreur de %s à cette ligne.", "Unreadable front matter: %s mistake on this line.", strings.ToUpper(format)),
		Hint: diag.T("Vérifiez les guillemets, les virgules et les accolades. Détail : %s", "Check quotes, commas and braces. Detail: %s",
			strings.ReplaceAll(err.Error(), "\n", " ")),
	})
}

// place reads "line 3" and "column 7" in a decoder's message, 0 when absent.
func place(message string) (line, column int) {
	return numberAfter(message, "line "), numberAfter(message, "column ")
}

func numberAfter(s, word string) int {
	i := strings.Index(s, word)
	if i < 0 {
		return 0
	}
	s = s[i+len(word):]
	end := 0
	for end < len(s) && s[end] >= '0' && s[end] <= '9' {
		end++
	}
	n, _ := strconv.Atoi(s[:end])
	return n
}

// countKeys is how many keys collectKeys lists, or some more.
func countKeys(n *yaml.Node) int {
	count := len(n.Pairs) + len(n.Items)
	for _, p := range n.Pairs {
		count += countKeys(p.Value)
	}
	for _, item := range n.Items {
		count += countKeys(item)
	}
	return count
}

// collectKeys lists the keys of a mapping or the items of a list.
func (d *Document) collectKeys(n *yaml.Node, path []string) {
	add := func(name string, key source.Span, v *yaml.Node) {
		at := append(append([]string(nil), path...), name)
		d.Keys = append(d.Keys, Key{Path: at, Key: key, Value: v.Span.Shift(d.offset), Style: v.Style, Kind: v.Kind, Data: v.Value})
		d.collectKeys(v, at)
	}
	switch n.Kind {
	case yaml.Mapping:
		for _, p := range n.Pairs {
			if !p.Merge {
				add(p.Name, p.Key.Span.Shift(d.offset), p.Value)
			}
		}
	case yaml.Sequence:
		for i, item := range n.Items {
			add(strconv.Itoa(i), source.Span{Start: item.Span.Start + d.offset, End: item.Span.Start + d.offset}, item)
		}
	}
}
