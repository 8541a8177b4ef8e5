package document

import (
	"strconv"
	"strings"

	"apercu/app/diag"
	"apercu/app/document/yaml"
	"apercu/app/source"
	"apercu/app/template/value"
)

// This file prepares the edits of the page details form. Each changes the
// bytes of one value, or adds or removes the lines of one key: comments,
// order, quotes, indentation and line endings stay. Nothing is trusted: the
// edits are made on a copy, the copy is read again, and when anything but the
// asked value differs, the edit is refused.

// Refusal says why a value cannot be changed from the form.
type Refusal struct{ Reason diag.Text }

func (r *Refusal) Error() string { return r.Reason.EN }

func refuse(fr, en string, args ...any) error { return &Refusal{diag.T(fr, en, args...)} }

var (
	errBroken = refuse("Corrigez d’abord les erreurs des informations de la page.", "Correct the mistakes in the front matter first.")
	errShared = refuse("Cette valeur est partagée avec une autre (ancre ou fusion YAML) : modifiez-la dans la source.", "This value is shared with another one (YAML anchor or merge): change it in the source.")
	errFormat = refuse("Ce format d’informations ne se modifie que dans la source.", "This front matter format is only edited in the source.")
	errShape  = refuse("La forme de cette information ne permet pas de la modifier ici : modifiez-la dans la source.", "The shape of this entry does not allow changing it here: change it in the source.")
	errValue  = refuse("Cette valeur ne peut pas être écrite ici.", "This value cannot be written here.")
)

// Set gives the edits that put a value (text, number, boolean, date, null, or a
// list of these) at a path. No edit is needed when it is there already. The
// error is a *Refusal when the change cannot be made without touching more.
func (d *Document) Set(path []string, v value.Value) ([]diag.Edit, error) {
	if err := d.editable(path); err != nil {
		return nil, err
	}
	if k := d.Key(path...); k != nil && sameValue(k.Data, v) {
		return nil, nil
	}
	edits, err := d.set(path, v)
	if err != nil {
		return nil, err
	}
	return d.verified(edits, path, v)
}

// Delete gives the edits that remove the key at a path, or the list item.
func (d *Document) Delete(path []string) ([]diag.Edit, error) {
	if err := d.editable(path); err != nil {
		return nil, err
	}
	if d.Key(path...) == nil {
		return nil, nil
	}
	edits, removed, err := d.remove(path)
	if err != nil {
		return nil, err
	}
	return d.verified(edits, removed, nil)
}

func (d *Document) editable(path []string) error {
	switch {
	case len(path) == 0:
		return errShape
	case d.broken:
		return errBroken
	case d.Format == "toml", d.Format == "json" && d.root == nil:
		return errFormat
	}
	for _, x := range d.Diagnostics {
		if x.Code == "front-matter-unclosed" || x.Code == "file-binary" || x.Code == "file-not-utf-8" {
			return errBroken
		}
	}
	return nil
}

// step is one level of the way to a value.
type step struct {
	parent *yaml.Node
	pair   *yaml.Pair // in a mapping
	item   int        // in a sequence
	node   *yaml.Node
}

// walk follows a path as far as it exists.
func (d *Document) walk(path []string) (steps []step, err error) {
	at := d.root
	for _, name := range path {
		if at == nil {
			break
		}
		if at.Kind == yaml.Alias || at.Anchor != "" && len(steps) > 0 || at.Tag != "" {
			return steps, errShared
		}
		s := step{parent: at}
		if s.node = child(at, name, &s); s.node == nil {
			break
		}
		steps = append(steps, s)
		at = s.node
	}
	if n := len(steps); n > 0 && (steps[n-1].node.Kind == yaml.Alias || steps[n-1].node.Props.Len() > 0) {
		return steps, errShared
	}
	return steps, nil
}

func child(n *yaml.Node, name string, s *step) *yaml.Node {
	switch n.Kind {
	case yaml.Mapping:
		for i := range n.Pairs {
			if p := &n.Pairs[i]; p.Name == name && !p.Merge {
				s.pair = p
				return p.Value
			}
		}
	case yaml.Sequence:
		if i, err := strconv.Atoi(name); err == nil && i >= 0 && i < len(n.Items) {
			s.item = i
			return n.Items[i]
		}
	}
	return nil
}

func (d *Document) set(path []string, v value.Value) ([]diag.Edit, error) {
	if d.Format == "" {
		return d.create(path, v)
	}
	steps, err := d.walk(path)
	if err != nil {
		return nil, err
	}
	if len(steps) < len(path) {
		return d.insert(steps, path, v)
	}
	last := steps[len(steps)-1]
	if d.Format == "json" {
		return d.setJSON(last.node, v)
	}
	if list, ok := v.(*value.Array); ok {
		return d.setList(steps, list.Elems)
	}
	return d.setScalar(last, v)
}

func (d *Document) setJSON(n *yaml.Node, v value.Value) ([]diag.Edit, error) {
	if n.Kind != yaml.Scalar {
		return nil, errShape
	}
	text, err := value.ToJSON(v, nil)
	if s, ok := text.(string); err == nil && ok {
		return []diag.Edit{{Span: d.span(n), New: s}}, nil
	}
	return nil, errValue
}

func (d *Document) span(n *yaml.Node) source.Span { return n.Span.Shift(d.offset) }

func inFlow(parent *yaml.Node) bool { return parent != nil && parent.Style == yaml.Flow }

// setScalar replaces one scalar, or fills a value that is not written.
func (d *Document) setScalar(s step, v value.Value) ([]diag.Edit, error) {
	if s.node.Kind != yaml.Scalar {
		return nil, errShape
	}
	if text, ok := v.(string); ok && (s.node.Style == yaml.Literal || s.node.Style == yaml.Folded) {
		return []diag.Edit{{Span: d.span(s.node), New: d.blockText(s.node, text)}}, nil
	}
	style := s.node.Style
	if _, isText := v.(string); !isText {
		style = yaml.Plain
	}
	text, ok := scalarText(v, style, surroundings{inFlow(s.parent), d.quoteStyle()})
	if !ok {
		return nil, errValue
	}
	if s.node.Style != yaml.Absent {
		span := d.span(s.node)
		if text == "" {
			span.Start = d.blanksBefore(span.Start)
		}
		return []diag.Edit{{Span: span, New: text}}, nil
	}
	if s.pair == nil {
		return nil, errShape
	}
	return d.fill(s.pair, text)
}

func (d *Document) blanksBefore(at int) int {
	text := d.File.Text()
	for at > 0 && (text[at-1] == ' ' || text[at-1] == '\t') {
		at--
	}
	return at
}

// colon is the offset of the file after the colon of a pair.
func (d *Document) colon(p *yaml.Pair) int {
	text := d.File.Text()
	at := p.Key.Span.End + d.offset
	for at < len(text) && text[at] != ':' {
		at++
	}
	return min(at+1, len(text))
}

// fill writes the value of `key:`.
func (d *Document) fill(p *yaml.Pair, text string) ([]diag.Edit, error) {
	at := d.colon(p)
	rest := d.File.Text()[at:]
	switch {
	case strings.HasPrefix(rest, " #"):
		text = " " + text
	case strings.HasPrefix(rest, " ") && !strings.HasPrefix(text, "\n") && !strings.HasPrefix(text, "\r"):
		at++
	case text != "" && text[0] != '\n' && text[0] != '\r':
		text = " " + text
	}
	return []diag.Edit{{Span: source.Span{Start: at, End: at}, New: text}}, nil
}

// blockText rewrites text after | or >, keeping its header and indentation.
func (d *Document) blockText(n *yaml.Node, text string) string {
	old := d.File.Slice(d.span(n))
	end := endOfLine(old, 0)
	body := old[afterBreak(old, end):]
	indent := body[:len(body)-len(strings.TrimLeft(body, " "))]
	if strings.TrimSpace(body) == "" || strings.ContainsAny(old[:end], "123456789") {
		return quoteText(text, d.quoteStyle())
	}
	if indent == "" || strings.HasPrefix(text, " ") || strings.HasPrefix(text, "\n") {
		return quoteText(text, d.quoteStyle())
	}
	nl := d.newline()
	gap := nl
	if n.Style == yaml.Folded {
		gap = nl + nl
	}
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	for i, line := range lines {
		if line != "" {
			lines[i] = indent + line
		}
	}
	return old[:end] + nl + strings.Join(lines, gap)
}

// create writes a front matter at the top of a file that has none.
func (d *Document) create(path []string, v value.Value) ([]diag.Edit, error) {
	text, ok := d.entry(path, v, "")
	if !ok {
		return nil, errValue
	}
	nl := d.newline()
	at := d.Body.Start
	return []diag.Edit{{Span: source.Span{Start: at, End: at}, New: "---" + nl + text + "---" + nl}}, nil
}

// entry is the lines of a new key at an indentation, line break included.
func (d *Document) entry(path []string, v value.Value, indent string) (string, bool) {
	nl := d.newline()
	name := keyText(path[0])
	if len(path) > 1 {
		rest, ok := d.entry(path[1:], v, indent+"  ")
		return indent + name + ":" + nl + rest, ok
	}
	if list, ok := v.(*value.Array); ok {
		text, ok := d.newList(list.Elems, indent)
		return indent + name + ":" + text + nl, ok
	}
	text, ok := scalarText(v, yaml.Plain, surroundings{false, d.quoteStyle()})
	if text != "" {
		text = " " + text
	}
	return indent + name + ":" + text + nl, ok
}

func keyText(name string) string {
	if o, err := yaml.Decode(name + ": 1"); err == nil {
		if m, ok := o.(*value.Object); ok && m.Len() == 1 && m.Has(name) && !strings.ContainsAny(name, ",[]{}") {
			return name
		}
	}
	return quoteText(name, yaml.Double)
}

// newList is what follows "key:" for a new list, written as the other lists of
// the file are: in lines unless they are in brackets.
func (d *Document) newList(items []value.Value, indent string) (string, bool) {
	flow, ok := len(items) == 0, true
	for _, k := range d.Keys {
		if k.Kind == yaml.Sequence && k.Style == yaml.Flow {
			flow = true
		}
	}
	var b strings.Builder
	for i, item := range items {
		text, fine := scalarText(item, yaml.Plain, surroundings{flow, d.quoteStyle()})
		ok = ok && fine
		switch {
		case !flow:
			b.WriteString(d.newline() + indent + "  - " + text)
		case i > 0:
			b.WriteString(", " + text)
		default:
			b.WriteString(text)
		}
	}
	if flow {
		return " [" + b.String() + "]", ok
	}
	return b.String(), ok
}

// insert adds what is missing of a path below its last existing level.
func (d *Document) insert(steps []step, path []string, v value.Value) ([]diag.Edit, error) {
	if d.Format == "json" {
		return nil, errFormat
	}
	missing := path[len(steps):]
	parent, indent := d.root, ""
	if n := len(steps); n > 0 {
		last := steps[n-1]
		if parent = last.node; parent.Style == yaml.Absent && last.pair != nil && !inFlow(last.parent) {
			text, ok := d.entry(missing, v, d.margin(last.pair.Key.Span.Start+d.offset)+"  ")
			if !ok {
				return nil, errValue
			}
			nl := d.newline()
			return d.fill(last.pair, nl+strings.TrimSuffix(text, nl))
		}
	}
	switch {
	case parent == nil: // an empty front matter
	case parent.Kind != yaml.Mapping:
		return nil, errShape
	case parent.Style == yaml.Flow:
		return d.insertFlow(parent, missing, v)
	default:
		indent = d.margin(parent.Pairs[0].Key.Span.Start + d.offset)
	}
	if strings.TrimLeft(indent, " ") != "" {
		return nil, errShape
	}
	text, ok := d.entry(missing, v, indent)
	if !ok {
		return nil, errValue
	}
	at := d.end
	if parent != nil {
		at = d.nextLine(parent.Span.End + d.offset)
	}
	return []diag.Edit{{Span: source.Span{Start: at, End: at}, New: text}}, nil
}

// margin is what stands before an offset on its line.
func (d *Document) margin(at int) string {
	text := d.File.Text()
	return text[strings.LastIndexAny(text[:at], "\r\n")+1 : at]
}

func (d *Document) nextLine(at int) int {
	text := d.File.Text()
	return afterBreak(text, endOfLine(text, at))
}

func (d *Document) insertFlow(parent *yaml.Node, missing []string, v value.Value) ([]diag.Edit, error) {
	text, ok := scalarText(v, yaml.Plain, surroundings{true, d.quoteStyle()})
	if !ok || len(missing) > 1 {
		return nil, errShape
	}
	text = keyText(missing[0]) + ": " + text
	at := parent.Span.Start + d.offset + 1
	if n := len(parent.Pairs); n > 0 {
		p := parent.Pairs[n-1]
		at = max(p.Value.Span.End, p.Key.Span.End) + d.offset
		text = ", " + text
	}
	return []diag.Edit{{Span: source.Span{Start: at, End: at}, New: text}}, nil
}

// remove gives the edits and the path that is gone: a mapping or list left
// empty goes with its last entry.
func (d *Document) remove(path []string) ([]diag.Edit, []string, error) {
	if d.Format == "json" {
		return nil, nil, errFormat
	}
	steps, err := d.walk(path)
	if err != nil || len(steps) < len(path) {
		return nil, nil, errShared
	}
	for len(steps) > 1 && count(steps[len(steps)-1].parent) == 1 {
		steps = steps[:len(steps)-1]
	}
	path = path[:len(steps)]
	last := steps[len(steps)-1]
	if last.pair == nil {
		items := append([]value.Value(nil), last.parent.Value.(*value.Array).Elems...)
		items = append(items[:last.item], items[last.item+1:]...)
		edits, err := d.setList(steps[:len(steps)-1], items)
		return edits, path[:len(path)-1], err
	}
	if inFlow(last.parent) {
		return d.removeFlow(last), path, nil
	}
	start := last.pair.Key.Span.Start + d.offset
	margin := d.margin(start)
	if strings.TrimLeft(margin, " ") != "" {
		return nil, nil, errShape
	}
	end := d.nextLine(max(last.pair.Key.Span.End, last.node.Span.End) + d.offset)
	return []diag.Edit{{Span: source.Span{Start: start - len(margin), End: min(end, d.end)}}}, path, nil
}

func count(n *yaml.Node) int { return len(n.Items) + len(n.Pairs) }

func (d *Document) removeFlow(s step) []diag.Edit {
	spans := make([]source.Span, len(s.parent.Pairs))
	at := 0
	for i, p := range s.parent.Pairs {
		spans[i] = source.Span{Start: p.Key.Span.Start, End: max(p.Key.Span.End, p.Value.Span.End)}
		if p.Name == s.pair.Name {
			at = i
		}
	}
	return []diag.Edit{{Span: flowGap(spans, at, at+1, s.parent.Span).Shift(d.offset)}}
}

// flowGap is the span of entries [from, to) in brackets, with one comma.
func flowGap(spans []source.Span, from, to int, all source.Span) source.Span {
	switch {
	case from > 0:
		return source.Span{Start: spans[from-1].End, End: spans[to-1].End}
	case to < len(spans):
		return source.Span{Start: spans[0].Start, End: spans[to].Start}
	}
	return source.Span{Start: all.Start + 1, End: all.End - 1}
}

// verified makes the edits on a copy and compares.
func (d *Document) verified(edits []diag.Edit, path []string, v value.Value) ([]diag.Edit, error) {
	text, err := diag.Apply(d.File.Text(), edits)
	if err != nil {
		return nil, errShape
	}
	after := Parse(source.NewFile(d.File.Name(), text))
	if after.broken || !sameExcept(d.Data, after.Data, path) || after.File.Slice(after.Body) != d.File.Slice(d.Body) {
		return nil, errShape
	}
	if v != nil {
		k := after.Key(path...)
		if k == nil || !sameValue(k.Data, v) && !sameBlock(k, v) {
			return nil, errValue
		}
	}
	return edits, nil
}

// sameBlock allows the final line break that | and > add.
func sameBlock(k *Key, v value.Value) bool {
	got, _ := k.Data.(string)
	want, ok := v.(string)
	return ok && (k.Style == yaml.Literal || k.Style == yaml.Folded) && strings.TrimRight(got, "\n") == strings.TrimRight(want, "\n")
}

// sameExcept compares two data, what stands at the path left out.
func sameExcept(a, b value.Value, path []string) bool {
	if len(path) == 0 {
		return true
	}
	x, ok := a.(*value.Object)
	y, fine := b.(*value.Object)
	if !ok || !fine {
		return sameItemsExcept(a, b, path)
	}
	names := map[string]bool{}
	for _, k := range append(append([]string(nil), x.Keys()...), y.Keys()...) {
		names[k] = true
	}
	for k := range names {
		switch {
		case k == path[0] && x.Has(k) && y.Has(k):
			if !sameExcept(x.At(k), y.At(k), path[1:]) {
				return false
			}
		case k == path[0]:
		case x.Has(k) != y.Has(k) || !sameValue(x.At(k), y.At(k)):
			return false
		}
	}
	return true
}

func sameItemsExcept(a, b value.Value, path []string) bool {
	x, ok := a.(*value.Array)
	y, fine := b.(*value.Array)
	if !ok || !fine {
		return value.IsNil(a) || value.IsNil(b) // a value that was not written and now holds the path
	}
	if len(x.Elems) != len(y.Elems) {
		return false
	}
	for i := range x.Elems {
		if strconv.Itoa(i) == path[0] {
			if !sameExcept(x.Elems[i], y.Elems[i], path[1:]) {
				return false
			}
		} else if !sameValue(x.Elems[i], y.Elems[i]) {
			return false
		}
	}
	return true
}

// sameValue is deep equality of decoded values.
func sameValue(a, b value.Value) bool {
	switch x := a.(type) {
	case *value.Array:
		y, ok := b.(*value.Array)
		if !ok || len(x.Elems) != len(y.Elems) {
			return false
		}
		for i := range x.Elems {
			if !sameValue(x.Elems[i], y.Elems[i]) {
				return false
			}
		}
		return true
	case *value.Object:
		y, ok := b.(*value.Object)
		if !ok || x.Len() != y.Len() {
			return false
		}
		for _, k := range x.Keys() {
			if !y.Has(k) || !sameValue(x.At(k), y.At(k)) {
				return false
			}
		}
		return true
	case value.Date:
		y, ok := b.(value.Date)
		return ok && x.Time.Equal(y.Time)
	case float64:
		y, ok := b.(float64)
		return ok && (x == y || x != x && y != y)
	case nil, value.Null:
		return value.IsNil(b)
	case *value.Func, *value.Regexp:
		return false
	}
	switch b.(type) {
	case *value.Array, *value.Object, *value.Func, *value.Regexp:
		return false
	}
	return a == b
}
