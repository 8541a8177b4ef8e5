package markdown

import (
	"strconv"
	"strings"
)

// This file gives tokens the attributes written in braces (markdown-it-attrs):
// {.class #id key="value"} after a link, an image or emphasised text, at the
// end of a block, on the line after it, after a fence's language.
//
// The plugin walks the tokens once and tries its patterns on each in a fixed
// order; a pattern that matches changes tokens, and the later ones see the
// change. The two patterns inside a text are tried again until they fail.

// attrReader holds the delimiters and the version's way of finding them.
type attrReader struct {
	left, right string
	version     int
	allowed     func(string) bool
}

type place int

const (
	atStart place = iota
	atEnd
	whole
)

// holds says whether braces stand at that place of the text.
func (a *attrReader) holds(text string, where place) bool {
	least := len(a.left) + 1 + len(a.right)
	if len(text) < least {
		return false
	}
	start, end := 0, -1
	shift := len(a.left) + 1
	switch where {
	case atStart:
		if !strings.HasPrefix(text, a.left) {
			return false
		}
		end = a.findRight(text, shift)
		if next := at(text, end+len(a.right)); end >= 0 && next != 0 && strings.IndexByte(a.right, next) >= 0 {
			return false
		}
	case atEnd:
		if !strings.HasSuffix(text, a.right) {
			return false
		}
		if start = a.findLeft(text); start < 0 {
			return false
		}
		if end = a.findRight(text, start+shift); end != len(text)-len(a.right) {
			return false
		}
	case whole:
		if !strings.HasPrefix(text, a.left) || !strings.HasSuffix(text, a.right) {
			return false
		}
		end = len(text) - len(a.right)
	}
	if end < 0 {
		return false
	}
	if c := at(text, start+len(a.left)); c == '.' || c == '#' {
		least++
	}
	return end+len(a.right)-start >= least
}

// findLeft is the last left delimiter; from 4.5 on outside quoted values.
func (a *attrReader) findLeft(text string) int {
	if a.version < Attrs45 {
		return strings.LastIndex(text, a.left)
	}
	found, quoted := -1, false
	for i := 0; i < len(text); i++ {
		if bareQuote(text, i) {
			quoted = !quoted
		} else if !quoted && strings.HasPrefix(text[i:], a.left) {
			found = i
		}
	}
	return found
}

// findRight is the first right delimiter from that offset on.
func (a *attrReader) findRight(text string, from int) int {
	if from > len(text) {
		return -1
	}
	if a.version < Attrs45 {
		if i := strings.Index(text[from:], a.right); i >= 0 {
			return from + i
		}
		return -1
	}
	quoted := false
	for i := from; i < len(text); i++ {
		if bareQuote(text, i) {
			quoted = !quoted
		} else if !quoted && strings.HasPrefix(text[i:], a.right) {
			return i
		}
	}
	return -1
}

// bareQuote: a double quote after an even number of backslashes.
func bareQuote(text string, i int) bool {
	if text[i] != '"' {
		return false
	}
	slashes := 0
	for i > slashes && text[i-1-slashes] == '\\' {
		slashes++
	}
	return slashes%2 == 0
}

// read gives the attributes written from the delimiter at start on.
func (a *attrReader) read(text string, start int) []attribute {
	var attrs []attribute
	var key, value []byte
	inKey, quoted := true, false
	add := func() {
		if a.allowed == nil || a.allowed(string(key)) {
			attrs = append(attrs, attribute{string(key), string(value)})
		}
		key, value, inKey = nil, nil, true
	}
	for i := start + len(a.left); i < len(text); i++ {
		c := text[i]
		quote := c == '"'
		if a.version >= Attrs45 {
			quote = bareQuote(text, i)
		}
		switch {
		case strings.HasPrefix(text[i:], a.right) && !(quoted && a.version >= Attrs45):
			if len(key) > 0 {
				add()
			}
			return attrs
		case c == '=' && inKey:
			inKey = false
		case c == '.' && len(key) == 0:
			key = append(key, "class"...)
			if at(text, i+1) == '.' {
				key = append(key[:0], "css-module"...)
				i++
			}
			inKey = false
		case c == '#' && len(key) == 0:
			key, inKey = append(key, "id"...), false
		case quote && len(value) == 0 && !quoted:
			quoted = true
		case quote && quoted:
			quoted = false
		case c == ' ' && !quoted:
			if len(key) > 0 {
				add()
			}
		case inKey && strings.IndexByte("\t\n\f />\"'=", c) >= 0:
		case inKey:
			key = append(key, c)
		default:
			value = append(value, c)
		}
	}
	return attrs
}

// strip takes the braces at the end of a fence's info off.
func (a *attrReader) strip(text string) string {
	if a.version >= Attrs45 {
		start := a.findLeft(text)
		if start < 0 || a.findRight(text, start+len(a.left)) != len(text)-len(a.right) {
			return text
		}
		return dropBlank(text[:start])
	}
	if !strings.HasSuffix(text, a.right) {
		return text
	}
	inner := text[:len(text)-len(a.right)]
	before := strings.TrimRightFunc(inner, func(r rune) bool { return !strings.ContainsRune(a.left+a.right, r) })
	if len(before) == len(inner) || !strings.HasSuffix(before, a.left) {
		return text
	}
	return dropBlank(before[:len(before)-len(a.left)])
}

func dropBlank(text string) string {
	if n := len(text); n > 0 && (text[n-1] == ' ' || text[n-1] == '\n') {
		return text[:n-1]
	}
	return text
}

func (a *attrReader) give(t *token, attrs []attribute) {
	words := map[string][]string{}
	for _, x := range attrs {
		switch {
		case x.name == "class", x.name == "css-module":
			if _, known := t.attr(x.name); !known {
				t.attrs = append(t.attrs, x)
				continue
			}
			words[x.name] = append(words[x.name], x.value)
		case a.version >= Attrs45:
			t.setAttr(x.name, x.value)
		default:
			t.attrs = append(t.attrs, x)
		}
	}
	for name, more := range words {
		t.joinAttr(name, strings.Join(more, " "))
	}
}

// cutEnd gives t the attributes at the end of the text token and removes them.
func (a *attrReader) cutEnd(text, t *token) {
	i := a.findLeft(text.content)
	a.give(t, a.read(text.content, i))
	text.keep(0, len(strings.TrimSuffix(text.content[:i], " ")))
}

// opening is the index of the tag that the closing one at i belongs to, i
// itself for a token without a closing one, or -1.
func opening(tokens []token, i int) int {
	if i >= len(tokens) || tokens[i].kind == tSoftBreak {
		return -1
	}
	if tokens[i].nesting == 0 {
		return i
	}
	for j := i; j >= 0; j-- {
		if tokens[j].kind == tokens[i].kind && tokens[j].nesting > 0 && tokens[j].level == tokens[i].level &&
			(tokens[i].kind != tContainer || tokens[j].container().Def == tokens[i].container().Def) {
			return j
		}
	}
	return -1
}

// apply walks the tokens of whole blocks; it returns them without the ones it
// removed. Most content holds no brace and is passed over at once, which halves
// the plugin's time.
func (a *attrReader) apply(tokens []token) []token {
	for i := 0; i < len(tokens); i++ {
		if t := &tokens[i]; t.info != "" && t.block() && a.holds(t.info, atEnd) {
			a.give(t, a.read(t.info, a.findLeft(t.info)))
			t.info = a.strip(t.info)
		}
		if tokens[i].kind != tInline {
			tokens = a.rule(a.afterList(a.tables(tokens, i), i), i)
			continue
		}
		if !strings.Contains(tokens[i].content, a.left) {
			continue
		}
		a.inside(&tokens[i], true)
		a.inside(&tokens[i], false)
		a.lastLine(tokens, i, true)
		a.itemEnd(tokens, i)
		a.lastLine(tokens, i, false)
		a.blockEnd(tokens, i)
	}
	return tokens
}

// inside: braces right after an image or code (alone), or after a closing tag.
// As long as braces follow, the plugin starts over and comes to them again.
func (a *attrReader) inside(t *token, alone bool) {
	kept := t.children[:0]
	for j := range t.children {
		text := t.children[j]
		target := -1
		if text.kind == tText && a.holds(text.content, atStart) {
			target = a.target(kept, alone)
		}
		if target >= 0 {
			var attrs []attribute
			end := 0
			for a.holds(text.content[end:], atStart) {
				attrs = append(attrs, a.read(text.content[end:], 0)...)
				end += strings.Index(text.content[end:], a.right) + len(a.right)
			}
			a.give(&kept[target], attrs)
			if alone && end == len(text.content) {
				continue
			}
			text.keep(end, len(text.content))
		}
		kept = append(kept, text)
	}
	clear(t.children[len(kept):])
	t.children = kept
}

// target is the index of the token that braces after the last one belong to.
func (a *attrReader) target(before []token, alone bool) int {
	n := len(before) - 1
	switch {
	case n < 0:
		return -1
	case alone && (before[n].kind == tImage || before[n].kind == tCodeInline):
		return n
	case !alone && before[n].nesting < 0:
		return opening(before, n)
	}
	return -1
}

// lastBraces: the last line of the content is nothing but braces.
func (a *attrReader) lastBraces(t *token) (text string, ok bool) {
	n := len(t.children)
	if n < 2 || t.children[n-2].kind != tSoftBreak || t.children[n-1].kind != tText || !a.holds(t.children[n-1].content, whole) {
		return "", false
	}
	return t.children[n-1].content, true
}

// lastLine gives the braces of the last line to the list, in the first block of
// an item, or else to the outermost block that ends here.
func (a *attrReader) lastLine(tokens []token, i int, list bool) {
	text, ok := a.lastBraces(&tokens[i])
	if !ok || list && !(i >= 2 && tokens[i-2].kind == tItem && tokens[i-2].nesting > 0) {
		return
	}
	attrs := a.read(text, 0)
	target := -1
	if list {
		target = i - 3
		for target >= 0 && !(tokens[target].nesting > 0 && (tokens[target].kind == tBulletList || tokens[target].kind == tOrderedList)) {
			target--
		}
	} else {
		end := i + 1
		for end+1 < len(tokens) && tokens[end+1].nesting < 0 {
			end++
		}
		target = opening(tokens, end)
	}
	if target < 0 {
		return
	}
	a.give(&tokens[target], attrs)
	tokens[i].children = tokens[i].children[:len(tokens[i].children)-2]
}

// paragraphOfBraces: the three tokens from i on are a paragraph of braces.
func (a *attrReader) paragraphOfBraces(tokens []token, i int) bool {
	return i+1 < len(tokens) && tokens[i].kind == tParagraph && tokens[i].nesting > 0 &&
		tokens[i+1].kind == tInline && a.holds(tokens[i+1].content, whole)
}

// afterList gives the paragraph of braces that follows a list to that list.
func (a *attrReader) afterList(tokens []token, i int) []token {
	if k := tokens[i].kind; k != tBulletList && k != tOrderedList || tokens[i].nesting >= 0 ||
		!a.paragraphOfBraces(tokens, i+1) || len(tokens[i+2].children) != 1 {
		return tokens
	}
	a.give(&tokens[opening(tokens, i)], a.read(tokens[i+2].content, 0))
	return append(tokens[:i+1], tokens[i+4:]...)
}

// itemEnd: the first block of an item ends in braces.
func (a *attrReader) itemEnd(tokens []token, i int) {
	n := len(tokens[i].children)
	if i < 2 || tokens[i-2].kind != tItem || tokens[i-2].nesting < 0 || n == 0 {
		return
	}
	if text := &tokens[i].children[n-1]; text.kind == tText && a.holds(text.content, atEnd) {
		a.cutEnd(text, &tokens[i-2])
	}
}

// blockEnd: the block ends in braces.
func (a *attrReader) blockEnd(tokens []token, i int) {
	last := a.lastText(tokens[i].children)
	if last == nil {
		return
	}
	end := i + 1
	if a.version < Attrs43 {
		for end+1 < len(tokens) && tokens[end+1].nesting < 0 {
			end++
		}
	} else {
		for end < len(tokens) && tokens[end].nesting >= 0 {
			end++
		}
	}
	if o := opening(tokens, end); o >= 0 {
		a.cutEnd(last, &tokens[o])
	}
}

// lastText is the token whose content ends in braces: the last one before 4.5
// (even an image, by its description); from then on the last text that is not
// blank, outside of any tag.
func (a *attrReader) lastText(children []token) *token {
	if len(children) == 0 {
		return nil
	}
	if a.version < Attrs45 {
		t := &children[len(children)-1]
		if t.kind == tCodeInline || !a.holds(t.content, atEnd) {
			return nil
		}
		return t
	}
	depth := 0
	for k := len(children) - 1; k >= 0; k-- {
		t := &children[k]
		switch {
		case t.kind == tCodeInline:
			return nil
		case t.nesting < 0:
			depth++
		case t.nesting > 0:
			if depth--; depth < 0 {
				return nil
			}
		case depth == 0 && t.kind == tText && trim(t.content) != "":
			if a.holds(t.content, atEnd) {
				return t
			}
			return nil
		}
	}
	return nil
}

// rule: `--- {.class}` is a paragraph to markdown-it; it becomes a rule.
func (a *attrReader) rule(tokens []token, i int) []token {
	if tokens[i].kind != tParagraph || tokens[i].nesting < 0 || i+2 >= len(tokens) ||
		tokens[i+1].kind != tInline || len(tokens[i+1].children) != 1 || !a.looksLikeRule(tokens[i+1].content) {
		return tokens
	}
	content := tokens[i+1].content
	t := &tokens[i]
	t.kind, t.nesting = tRule, 0
	a.give(t, a.read(content, strings.LastIndex(content, a.left)))
	return append(tokens[:i+1], tokens[i+3:]...)
}

func (a *attrReader) looksLikeRule(text string) bool {
	i := 0
	for i < 3 && at(text, i) == ' ' {
		i++
	}
	start := i
	for i < len(text) && (text[i] == '-' || text[i] == '*' || text[i] == '_') {
		i++
	}
	if i-start < 3 {
		return false
	}
	if at(text, i) == ' ' {
		i++
	}
	rest, ok := strings.CutPrefix(text[i:], a.left)
	return ok && rest != "" && strings.IndexByte(a.right, rest[0]) < 0
}

// tables gives the braces after a table to it, and hides the cells that colspan
// and rowspan cover.
func (a *attrReader) tables(tokens []token, i int) []token {
	t := &tokens[i]
	if t.nesting >= 0 {
		return tokens
	}
	switch {
	case t.kind == tTable && a.paragraphOfBraces(tokens, i+1):
		a.give(&tokens[opening(tokens, i)], a.read(tokens[i+2].content, 0))
		return append(tokens[:i+1], tokens[i+4:]...)
	case a.version < Attrs43:
	case t.kind == tRow && i+2 < len(tokens) && tokens[i+1].kind == tHead && tokens[i+1].nesting < 0 &&
		tokens[i+2].kind == tBody && tokens[i+2].nesting > 0:
		countColumns(tokens, i)
	case t.kind == tBody && !t.hidden:
		coverCells(tokens, i)
	}
	return tokens
}

// countColumns notes on <tbody> how many cells the header row has.
func countColumns(tokens []token, i int) {
	row := opening(tokens, i)
	cells := int32(0)
	for n := i - 1; n > row; n-- {
		if tokens[n].level == tokens[i-1].level && tokens[n].kind == tokens[i-1].kind && tokens[n].nesting == tokens[i-1].nesting {
			cells++
		}
	}
	tokens[i+2].columns = cells
}

// coverCells follows the plugin's 'tables tbody calculate' step by step; it
// stops where the plugin's code throws.
func coverCells(tokens []token, i int) {
	body := i
	for body > 0 && !(tokens[body].kind == tBody && tokens[body].nesting > 0) {
		body--
	}
	columns := int(tokens[body].columns)
	if columns < 2 {
		return
	}
	level := tokens[i].level + 2
	for n := body; n < i; n++ {
		t := &tokens[n]
		if t.level > level {
			continue
		}
		rows, cols := t.span("rowspan"), t.span("colspan")
		if rows > 1 && !shortenRows(tokens, n, rows, columns-max(cols, 1)) {
			return
		}
		if isOpen(t, tRow) && t.columns != 0 {
			hideBeyond(tokens, n, i, int(t.columns))
		}
		if cols > 1 {
			coverColumns(tokens, n, i, body, columns, cols)
		}
	}
}

func isOpen(t *token, kind tokenKind) bool { return t.kind == kind && t.nesting > 0 }

func (t *token) span(name string) int {
	if t.hidden {
		return 0
	}
	value, _ := t.attr(name)
	n, _ := strconv.Atoi(trim(value))
	return n
}

// shortenRows notes on the rows that a tall cell crosses how many cells remain.
func shortenRows(tokens []token, n, rows, left int) bool {
	for k := n; rows > 1; k++ {
		if k >= len(tokens) {
			return false
		}
		if isOpen(&tokens[k], tRow) {
			if tokens[k].columns != 0 {
				left--
			}
			tokens[k].columns = int32(left)
			rows--
		}
	}
	return true
}

func hideBeyond(tokens []token, n, end, most int) {
	cells := 0
	for k := n; k < end; k++ {
		if isOpen(&tokens[k], tCell) {
			cells++
		} else if tokens[k].kind == tRow && tokens[k].nesting < 0 {
			return
		}
		if cells > most {
			hide(&tokens[k])
		}
	}
}

func coverColumns(tokens []token, n, limit, body, columns, cols int) {
	end, count := n+3, columns
	var cells []int
	for k := n; k > body; k-- {
		if isOpen(&tokens[k], tRow) {
			if tokens[k].columns != 0 {
				count = int(tokens[k].columns)
			}
			break
		}
		if isOpen(&tokens[k], tCell) {
			cells = append([]int{k}, cells...)
		}
	}
	for k := n + 2; k < limit; k++ {
		if tokens[k].kind == tRow && tokens[k].nesting < 0 {
			end = k
			break
		}
		if isOpen(&tokens[k], tCell) {
			cells = append(cells, k)
		}
	}
	offset := -1
	for k, c := range cells {
		if c == n {
			offset = k
		}
	}
	real := min(count-offset, cols)
	if cols > real {
		tokens[n].setAttr("colspan", strconv.Itoa(real))
	}
	from := count + 1 - columns - real
	if from < 0 {
		from = max(0, len(cells)+from)
	}
	if from >= len(cells) {
		return
	}
	for k := cells[from]; k < end; k++ {
		hide(&tokens[k])
	}
}

func hide(t *token) {
	if t.hidden {
		return
	}
	t.hidden = true
	for i := range t.children {
		t.children[i].content = ""
		t.children[i].verbatim = false
		hide(&t.children[i])
	}
}
