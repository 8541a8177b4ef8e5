package yaml

import (
	"strings"

	"apercu/app/source"
)

// This file reads what may precede a node: a tag (!!str) and an anchor (&a),
// and the alias (*a) that repeats an anchored node.

type properties struct {
	given  bool
	tag    string // in full
	anchor string
	span   source.Span
}

const core = "tag:yaml.org,2002:"

// property reads one tag or anchor.
func (r *reader) property(p *properties) bool {
	start := r.pos
	switch r.ch() {
	case '!':
		if p.tag != "" {
			r.fail(BadTag, r.pos, "")
		}
		p.tag = r.tag()
	case '&':
		if p.anchor != "" {
			r.fail(BadAlias, r.pos, "")
		}
		p.anchor = r.name()
	default:
		return false
	}
	if !p.given {
		p.span = r.span(start, r.pos)
	}
	p.span.End = r.span(start, r.pos).End
	p.given = true
	return true
}

func (r *reader) tag() string {
	start := r.pos
	if r.at(start+1) == '<' {
		end := strings.IndexByte(r.text[start:], '>')
		if end < 0 {
			r.fail(BadTag, start, "!<")
		}
		r.pos = start + end + 1
		return r.text[start+2 : start+end]
	}
	for !r.ended() && !isSpace(r.ch()) {
		r.pos++
	}
	tag := r.text[start:r.pos]
	if strings.ContainsAny(tag, ",[]{}") || strings.Count(tag, "!") > 2 {
		r.fail(BadTag, start, tag)
	}
	if name, ok := strings.CutPrefix(tag, "!!"); ok {
		return core + name
	}
	return tag
}

// name reads the name after & or *.
func (r *reader) name() string {
	r.pos++
	start := r.pos
	for !r.ended() && !isSpace(r.ch()) && !isFlow(r.ch()) {
		r.pos++
	}
	if r.pos == start {
		r.fail(BadAlias, start-1, "")
	}
	return r.text[start:r.pos]
}

func (r *reader) alias() *Node {
	start := r.pos
	name := r.name()
	target := r.anchors[name]
	if target == nil || target.open {
		// js-yaml accepts an alias to the collection that holds it; nothing a
		// template does with such a value ends.
		r.fail(BadAlias, start, name)
	}
	n := &Node{Kind: Alias, Span: r.span(start, r.pos), Target: target, Value: target.Value, weight: target.weight}
	r.skip(true)
	return n
}

// hold makes a collection known under its anchor while it is being read.
func (r *reader) hold(n *Node, p *properties) {
	n.open = true
	if p.anchor != "" {
		r.anchors[p.anchor] = n
	}
}

// finish gives a node its type, its tag and its anchor.
func (r *reader) finish(n *Node, p *properties) *Node {
	n.open = false
	if n.weight > maxWeight {
		r.fail(TooLarge, n.Span.Start-r.base, "")
	}
	switch {
	case p.tag != "" && p.tag != "!":
		n.Tag = p.tag
		if v, ok := construct(n); ok {
			n.Value = v
		} else {
			r.failFrom(BadTag, p.span.Start-r.base, n.Span)
		}
	case n.Kind == Scalar && n.Style == Plain && p.tag == "" && n.Value == nil:
		n.Value, n.merge = resolve(n.text, r.version4)
	case n.Kind == Scalar && n.Value == nil:
		n.Value = n.text
	}
	if p.given {
		n.Props = p.span
		n.Anchor = p.anchor
	}
	if p.anchor != "" {
		r.anchors[p.anchor] = n
	}
	return n
}
