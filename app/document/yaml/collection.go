package yaml

import (
	"apercu/app/template/value"
)

// This file reads lists and mappings, in lines (block) and in brackets (flow).
// In lines, what belongs to an entry is what is indented more than it.

func (r *reader) newCollection(kind Kind, style Style) *Node {
	n := &Node{Kind: kind, Style: style, Span: r.span(r.pos, r.pos), weight: 1}
	if kind == Mapping {
		n.Value = value.NewObject(8)
	} else {
		n.Value = value.NewArray()
	}
	return n
}

func (r *reader) push(list, item *Node) {
	list.Items = append(list.Items, item)
	list.weight += item.weight
	list.Span.End = max(list.Span.End, item.Span.End)
	a := list.Value.(*value.Array)
	a.Elems = append(a.Elems, item.Value)
}

// blockSequence reads "- " entries at that column.
func (r *reader) blockSequence(p *properties, column int) *Node {
	if r.ch() != '-' || !isSpace(r.at(r.pos+1)) {
		return nil
	}
	list := r.newCollection(Sequence, Block)
	r.hold(list, p)
	for r.ch() == '-' && isSpace(r.at(r.pos+1)) {
		r.pos++
		list.Span.End = max(list.Span.End, r.span(r.pos, r.pos).End)
		dash := r.pos
		if r.skip(true) > 0 && r.indent <= column {
			r.push(list, r.null(dash))
			continue
		}
		line := r.line
		item := r.compose(column, blockIn, false, true)
		if item == nil {
			item = r.null(dash)
		}
		r.push(list, item)
		r.skip(true)
		if (r.line == line || r.indent > column) && !r.ended() {
			r.fail(BadIndent, r.pos, "-")
		} else if r.indent < column {
			break
		}
	}
	return list
}

// entries gathers the pairs of a mapping as storing them in a JavaScript
// object does.
type entries struct {
	node   *Node
	merged map[string]bool // names that only a merge set: a key may still override them
}

// first is the key that set a name.
func (e *entries) first(name string) *Node {
	for _, p := range e.node.Pairs {
		if p.Name == name && !p.Merge {
			return p.Key
		}
	}
	return nil
}

func (r *reader) store(e *entries, key, val *Node, mayMerge bool) {
	if key == nil {
		key = r.null(r.pos)
	}
	if val == nil {
		val = r.null(key.Span.End - r.base)
	}
	p := Pair{Key: key, Value: val, Merge: mayMerge && key.merge, Name: r.keyName(key)}
	object := e.node.Value.(*value.Object)
	if p.Merge {
		r.merge(e, object, val)
	} else {
		if object.Has(p.Name) && !e.merged[p.Name] {
			panic(&Error{Code: DuplicateKey, Span: key.Span, Other: e.first(p.Name).Span, Detail: p.Name})
		}
		delete(e.merged, p.Name)
		object.Set(p.Name, val.Value)
	}
	e.node.Pairs = append(e.node.Pairs, p)
	e.node.weight += key.weight + val.weight
	e.node.Span.End = max(e.node.Span.End, val.Span.End, key.Span.End)
}

// merge copies what << names: a mapping, or a list of them.
func (r *reader) merge(e *entries, object *value.Object, val *Node) {
	sources := []value.Value{val.Value}
	if list, ok := val.Value.(*value.Array); ok {
		sources = list.Elems
	}
	for _, s := range sources {
		from, ok := s.(*value.Object)
		if !ok {
			r.fail(BadMerge, val.Span.Start-r.base, "")
		}
		for _, name := range from.Keys() {
			if !object.Has(name) {
				if e.merged == nil {
					e.merged = map[string]bool{}
				}
				object.Set(name, from.At(name))
				e.merged[name] = true
			}
		}
	}
}

// keyName is String(key), with js-yaml's guard against lists of lists.
func (r *reader) keyName(key *Node) string {
	switch v := key.Value.(type) {
	case string:
		return v
	case *value.Object:
		return "[object Object]"
	case *value.Array:
		for _, item := range v.Elems {
			if _, nested := item.(*value.Array); nested {
				r.fail(ComplexKey, key.Span.Start-r.base, "")
			}
		}
	}
	return value.ToString(key.Value)
}

// blockMapping reads "key: value" and "? key" entries at that column. When the
// first thing read turns out to be no key, it is the node itself.
func (r *reader) blockMapping(p *properties, column, flowIndent int) *Node {
	var m *Node // made when its first key is known, or an alias may ask for it before
	var e entries
	start := r.pos
	open := func() {
		if m == nil {
			m = r.newCollection(Mapping, Block)
			m.Span = r.span(start, start)
			e.node = m
			r.hold(m, p)
		}
	}
	if p.anchor != "" {
		open()
	}
	var key *Node
	explicit, mayMerge, detected := false, false, false
	flush := func() {
		if explicit {
			r.store(&e, key, nil, false)
			key = nil
		}
	}
	for !r.ended() {
		line := r.line
		c, compact := r.ch(), false
		switch {
		case (c == '?' || c == ':') && isSpace(r.at(r.pos+1)):
			if c == ':' && !explicit {
				r.fail(NestedMapping, r.pos, "")
			}
			if c == '?' {
				flush()
			}
			open()
			detected, explicit, compact = true, c == '?', true
			mayMerge = false
			r.pos++
		default:
			k := r.compose(flowIndent, flowOut, false, true)
			if k == nil {
				flush()
				return r.mappingOrNil(m, detected)
			}
			if !r.keyEnds(k, line, detected) {
				return k
			}
			open()
			flush()
			detected, explicit, mayMerge, key = true, false, true, k
		}
		if r.line == line || r.indent > column {
			v := r.compose(column, blockOut, true, compact)
			if explicit {
				key = v
			} else {
				r.store(&e, key, v, mayMerge)
				key = nil
			}
			r.skip(true)
		}
		if r.indent > column && !r.ended() {
			r.fail(BadIndent, r.pos, "")
		} else if r.indent < column {
			break
		}
	}
	flush()
	return r.mappingOrNil(m, detected)
}

func (r *reader) mappingOrNil(m *Node, detected bool) *Node {
	if !detected {
		return nil
	}
	return m
}

// keyEnds reads the colon after an implicit key; false when the node stands alone.
func (r *reader) keyEnds(key *Node, line int, detected bool) bool {
	if r.line != line {
		if detected {
			r.failFrom(MultilineKey, r.pos, key.Span)
		}
		return false
	}
	for isBlank(r.ch()) {
		r.pos++
	}
	if r.ch() != ':' {
		if detected {
			r.failFrom(MissingColon, r.pos, key.Span)
		}
		return false
	}
	r.pos++
	if !isSpace(r.ch()) {
		r.failFrom(ColonSpace, r.pos, key.Span)
	}
	return true
}

// flowCollection reads [ … ] and { … }.
func (r *reader) flowCollection(p *properties, indent int) *Node {
	var n *Node
	var end byte
	switch r.ch() {
	case '[':
		n, end = r.newCollection(Sequence, Flow), ']'
	case '{':
		n, end = r.newCollection(Mapping, Flow), '}'
	default:
		return nil
	}
	opening := r.span(r.pos, r.pos+1)
	e := &entries{node: n}
	r.hold(n, p)
	r.pos++
	for next := true; ; {
		r.skip(true)
		if r.ended() {
			r.failFrom(OpenBracket, r.pos, opening)
		}
		if r.ch() == end {
			r.pos++
			n.Span.End = r.span(r.pos, r.pos).End
			return n
		}
		if !next {
			r.failFrom(MissingComma, r.pos, opening)
		}
		r.flowEntry(n, e, indent)
		r.skip(true)
		if next = r.ch() == ','; next {
			r.pos++
		}
	}
}

func (r *reader) flowEntry(n *Node, e *entries, indent int) {
	explicit := r.ch() == '?' && isSpace(r.at(r.pos+1))
	if explicit {
		r.pos++
		r.skip(true)
	}
	line, at := r.line, r.pos
	key := r.compose(indent, flowIn, false, true)
	r.skip(true)
	pair := explicit
	var val *Node
	if (explicit || r.line == line) && r.ch() == ':' {
		pair = true
		r.pos++
		r.skip(true)
		val = r.compose(indent, flowIn, false, true)
	}
	switch {
	case n.Kind == Mapping:
		r.store(e, key, val, true)
	case pair:
		one := r.newCollection(Mapping, Flow)
		one.Span = r.span(at, at)
		r.store(&entries{node: one}, key, val, true)
		r.push(n, one)
	case key == nil:
		r.push(n, r.null(at))
	default:
		r.push(n, key)
	}
}
