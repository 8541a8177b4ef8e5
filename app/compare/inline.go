package compare

import (
	"strings"

	"github.com/sergi/go-diff/diffmatchpatch"
)

// This file marks what changed inside of a block: words in <ins> and <del>,
// the new version's tags around them. A removed tag is dropped, but a removed
// image or frame leaves its alternative text behind, struck out.

func inline(before, after string) string {
	x, y := tokens(before), tokens(after)
	all := letters{}
	a, b := all.spell(raws(x)), all.spell(raws(y))
	dmp := diffmatchpatch.New()
	var out marker
	i, j := 0, 0
	for _, d := range turn(dmp.DiffCleanupSemantic(dmp.DiffMainRunes(a, b, false)), all.ends(x, y)) {
		n := len([]rune(d.Text))
		switch d.Type {
		case diffmatchpatch.DiffEqual:
			for _, t := range y[j : j+n] {
				out.put("", t)
			}
			i, j = i+n, j+n
		case diffmatchpatch.DiffDelete:
			out.remove(x[i : i+n])
			i += n
		case diffmatchpatch.DiffInsert:
			for _, t := range y[j : j+n] {
				out.put("ins", t)
			}
			j += n
		}
	}
	out.close()
	return out.String()
}

// turn moves a run that begins with an end tag, "</li><li>écran" before
// "</li>", so that it covers whole elements: "<li>écran</li>" after "</li>".
func turn(diffs []diffmatchpatch.Diff, end map[rune]bool) []diffmatchpatch.Diff {
	diffs = append([]diffmatchpatch.Diff{{Type: diffmatchpatch.DiffEqual}}, diffs...)
	for k := 1; k+1 < len(diffs); k++ {
		prev, run, next := []rune(diffs[k-1].Text), []rune(diffs[k].Text), []rune(diffs[k+1].Text)
		if diffs[k].Type == diffmatchpatch.DiffEqual || diffs[k-1].Type != diffmatchpatch.DiffEqual || diffs[k+1].Type != diffmatchpatch.DiffEqual {
			continue
		}
		for len(next) > 0 && run[0] == next[0] && end[run[0]] {
			prev, run, next = append(prev, run[0]), append(run[1:], run[0]), next[1:]
		}
		diffs[k-1].Text, diffs[k].Text, diffs[k+1].Text = string(prev), string(run), string(next)
	}
	return diffs
}

// ends tells which letters stand for end tags.
func (l letters) ends(lists ...[]token) map[rune]bool {
	out := map[rune]bool{}
	for _, list := range lists {
		for _, t := range list {
			if t.end {
				out[l[t.raw]] = true
			}
		}
	}
	return out
}

// parts are the elements that a removal shows as elements: text straight inside
// of a list or a table would stand where none may.
var parts = map[string]bool{"li": true, "p": true, "tr": true, "td": true, "th": true, "dt": true, "dd": true}

// remove writes a removed run: its words struck out, and those of its parts
// that begin and end in it.
func (m *marker) remove(run []token) {
	keep := make([]bool, len(run))
	var open []int
	for k, t := range run {
		if !parts[t.tag] {
			continue
		}
		if !t.end {
			open = append(open, k)
		} else if n := len(open) - 1; n >= 0 && run[open[n]].tag == t.tag {
			keep[open[n]], keep[k] = true, true
			open = open[:n]
		}
	}
	for k, t := range run {
		switch {
		case !keep[k]:
			m.put("del", t)
		case t.end:
			m.close()
			m.WriteString("</" + t.tag + ">")
		default:
			m.close()
			m.WriteString("<" + t.tag + ">")
		}
	}
}

func raws(ts []token) []string {
	out := make([]string, len(ts))
	for i, t := range ts {
		out[i] = t.raw
	}
	return out
}

// marker writes tokens, opening and closing marks around runs of text.
type marker struct {
	strings.Builder
	open string // element that is open, "" for none
}

func (m *marker) put(mark string, t token) {
	switch {
	case t.tag == "" && strings.TrimSpace(t.raw) == "" && m.open != mark:
		m.close() // blanks alone are not worth a mark, and may stand where none may
		m.WriteString(t.raw)
	case t.tag == "":
		m.turn(mark)
		m.WriteString(t.raw)
	case mark == "del":
		if alt, ok := t.get("alt"); ok && alt != "" && t.tag == "img" {
			m.turn("del")
			m.WriteString(escape("[" + alt + "]"))
		}
	default:
		m.close()
		m.WriteString(t.raw)
	}
}

func (m *marker) turn(mark string) {
	if m.open == mark {
		return
	}
	m.close()
	if mark != "" {
		m.WriteString("<" + mark + ">")
	}
	m.open = mark
}

func (m *marker) close() {
	if m.open != "" {
		m.WriteString("</" + m.open + ">")
		m.open = ""
	}
}

func escape(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace(s)
}
