package document

import (
	"strings"

	"apercu/app/diag"
	"apercu/app/document/yaml"
	"apercu/app/source"
	"apercu/app/template/value"
)

// This file edits a list of scalars (tags) item by item: items that stay keep
// their bytes, whether the list is written in lines or in brackets.

func (d *Document) setList(steps []step, items []value.Value) ([]diag.Edit, error) {
	last := steps[len(steps)-1]
	n := last.node
	switch {
	case n.Kind == yaml.Scalar:
		return d.listForScalar(last, items)
	case n.Kind != yaml.Sequence:
		return nil, errShape
	}
	for _, item := range n.Items {
		if item.Kind != yaml.Scalar || item.Props.Len() > 0 {
			return nil, errShared
		}
	}
	if len(items) == 0 && n.Style == yaml.Block {
		return d.emptyList(last)
	}
	return d.spliceList(n, items)
}

// listForScalar: `tags: posts` becomes a list, `tags:` gets one.
func (d *Document) listForScalar(s step, items []value.Value) ([]diag.Edit, error) {
	if s.pair == nil {
		return nil, errShape
	}
	if s.node.Style == yaml.Absent && !inFlow(s.parent) {
		text, ok := d.newList(items, d.margin(s.pair.Key.Span.Start+d.offset))
		if !ok {
			return nil, errValue
		}
		return d.fill(s.pair, strings.TrimPrefix(text, " "))
	}
	var texts []string
	for _, item := range items {
		text, ok := scalarText(item, yaml.Plain, surroundings{true, d.quoteStyle()})
		if !ok {
			return nil, errValue
		}
		texts = append(texts, text)
	}
	return []diag.Edit{{Span: d.span(s.node), New: "[" + strings.Join(texts, ", ") + "]"}}, nil
}

// emptyList leaves `key: []`, unless comments would go with the lines.
func (d *Document) emptyList(s step) ([]diag.Edit, error) {
	if s.pair == nil {
		return nil, errShape
	}
	span := source.Span{Start: d.colon(s.pair), End: d.span(s.node).End}
	if strings.Contains(d.File.Slice(span), "#") {
		return nil, errShape
	}
	return []diag.Edit{{Span: span, New: " []"}}, nil
}

// spliceList keeps the items common to both ends and replaces those between.
func (d *Document) spliceList(n *yaml.Node, items []value.Value) ([]diag.Edit, error) {
	head := 0
	for head < len(items) && head < len(n.Items) && sameValue(items[head], n.Items[head].Value) {
		head++
	}
	tail := 0
	for tail < len(items)-head && tail < len(n.Items)-head && sameValue(items[len(items)-1-tail], n.Items[len(n.Items)-1-tail].Value) {
		tail++
	}
	end := len(n.Items) - tail
	news := items[head : len(items)-tail]
	var edits []diag.Edit
	at := head
	for ; at < end && at-head < len(news); at++ {
		text, ok := scalarText(news[at-head], n.Items[at].Style, surroundings{inFlow(n), d.quoteStyle()})
		if !ok || n.Items[at].Style == yaml.Absent {
			return nil, errValue
		}
		edits = append(edits, diag.Edit{Span: d.span(n.Items[at]), New: text})
	}
	for i, item := range news[at-head:] {
		text, ok := scalarText(item, yaml.Plain, surroundings{inFlow(n), d.quoteStyle()})
		if !ok {
			return nil, errValue
		}
		edits = append(edits, d.addItem(n, at, text, i))
	}
	if at < end {
		edits = append(edits, d.dropItems(n, at, end)...)
	}
	return edits, nil
}

// addItem inserts the i-th new item at that place of the list.
func (d *Document) addItem(n *yaml.Node, at int, text string, i int) diag.Edit {
	insert := func(offset int, text string) diag.Edit {
		return diag.Edit{Span: source.Span{Start: offset + d.offset, End: offset + d.offset}, New: text}
	}
	if n.Style == yaml.Flow {
		switch {
		case at > 0:
			return insert(n.Items[at-1].Span.End, ", "+text)
		case len(n.Items) > 0:
			return insert(n.Items[0].Span.Start, text+", ")
		case i > 0:
			return insert(n.Span.Start+1, ", "+text)
		}
		return insert(n.Span.Start+1, text)
	}
	lead := d.margin(n.Items[max(at-1, 0)].Span.Start + d.offset)
	if !strings.HasPrefix(strings.TrimLeft(lead, " "), "-") {
		lead = strings.Repeat(" ", len(lead)) // an item that starts under its dash; verification refuses it
	}
	offset := d.nextLine(n.Items[max(at-1, 0)].Span.End + d.offset)
	if at == 0 {
		offset = n.Items[0].Span.Start + d.offset - len(lead)
	}
	return diag.Edit{Span: source.Span{Start: offset, End: offset}, New: lead + text + d.newline()}
}

func (d *Document) dropItems(n *yaml.Node, from, to int) []diag.Edit {
	if n.Style == yaml.Flow {
		spans := make([]source.Span, len(n.Items))
		for i, item := range n.Items {
			spans[i] = item.Span
		}
		return []diag.Edit{{Span: flowGap(spans, from, to, n.Span).Shift(d.offset)}}
	}
	var edits []diag.Edit
	for _, item := range n.Items[from:to] {
		start := item.Span.Start + d.offset
		edits = append(edits, diag.Edit{Span: source.Span{Start: start - len(d.margin(start)), End: d.nextLine(item.Span.End + d.offset)}})
	}
	return edits
}
