package site

import (
	"sort"
	"strconv"
	"strings"

	"apercu/app/source"
	"apercu/app/template/value"
)

// This file makes the variables that a page's templates see.

// Context is a new set of variables to render the page with: its counters
// (nanoid, ids of shortcodes) start anew, so that the same text gives the same
// page. text is the page's own template and starts at that offset of the
// file: when it, or one of the site's, may change a list in place
// ({% set _ = tags.push(x) %}), the lists are copies. bundles receives what the
// page puts aside.
func (p *Page) Context(text string, offset int, bundles *Bundles) *value.Object {
	ctx := p.site.context(p)
	ctx.Set(bundlesName, bundleFunc(bundles))
	ctx.Set(levelName, levels(text, offset))
	if p.site.ChangesLists(text) {
		for _, k := range ctx.Keys() {
			switch {
			case k == "collections":
				ctx.Set(k, copyLists(ctx.At(k), 2)) // the lists, not their pages
			case k == "page" || k == "i18n":
			case p.site.globals.Has(k):
				ctx.Set(k, copyLists(ctx.At(k), 3))
			default:
				ctx.Set(k, copyLists(ctx.At(k), 20))
			}
		}
	}
	n := 0
	ctx.Set("nanoid", &value.Func{Name: "nanoid", Call: func([]value.Value, *value.Object) (value.Value, error) {
		n++
		return "nanoid-" + strconv.Itoa(n), nil
	}})
	used := map[string]int{}
	ctx.Set(uniqueName, &value.Func{Name: uniqueName, Call: func(args []value.Value, _ *value.Object) (value.Value, error) {
		id := "x"
		if len(args) > 0 {
			id = value.ToString(args[0])
		}
		used[id]++
		if used[id] > 1 {
			id += "-" + strconv.Itoa(used[id])
		}
		return id, nil
	}})
	return ctx
}

// ChangesLists says that a page of that text, or a template of the site, may
// change a list in place.
func (s *Site) ChangesLists(text string) bool { return s.mutates || changesLists(text) }

// copyLists copies lists and objects down to a depth.
func copyLists(v value.Value, depth int) value.Value {
	if depth == 0 {
		return v
	}
	switch v := v.(type) {
	case *value.Array:
		c := value.NewArray(append([]value.Value(nil), v.Elems...)...)
		for i := range c.Elems {
			c.Elems[i] = copyLists(c.Elems[i], depth-1)
		}
		return c
	case *value.Object:
		c := v.Clone()
		for _, k := range c.Keys() {
			c.Set(k, copyLists(c.At(k), depth-1))
		}
		return c
	}
	return v
}

// uniqueName is the variable that makes an id unique in its page. No template
// can name it.
const uniqueName = "unique id"

// levelName is the variable that gives the heading level at an offset of the file.
const levelName = "heading level"

// heading is where a heading ends and its level.
type heading struct{ end, level int }

// levels finds the level that a heading has at a place: one below the heading
// before it. It is undefined before the first heading. The text is read at the
// first question.
func levels(text string, offset int) *value.Func {
	var found []heading
	read := false
	return &value.Func{Name: levelName, Call: func(args []value.Value, _ *value.Object) (value.Value, error) {
		if !read {
			found, read = headings(text), true
		}
		at, _ := args[0].(float64)
		i := sort.Search(len(found), func(i int) bool { return found[i].end > int(at)-offset })
		if i == 0 {
			return nil, nil
		}
		return float64(min(found[i-1].level+1, 6)), nil
	}}
}

func headings(text string) (found []heading) {
	fenced := ""
	for at := 0; at < len(text); {
		line, _, _ := strings.Cut(text[at:], "\n")
		at += len(line) + 1
		mark := strings.TrimLeft(line, " ")
		switch {
		case fenced != "":
			if strings.HasPrefix(mark, fenced) {
				fenced = ""
			}
		case strings.HasPrefix(mark, "```"), strings.HasPrefix(mark, "~~~"):
			fenced = mark[:3]
		default:
			if n := headingLevel(mark); n > 0 {
				found = append(found, heading{at, n})
			}
		}
	}
	return found
}

// Inert says that templates see nothing of a change in the text around them:
// the same headings and fences stand in the lines that it touches, and none of
// the words that Context looks for in a page. old and text are the whole bodies.
func Inert(old, text string, c source.Change) bool {
	a, b := touched(old, c.Start, c.OldEnd), touched(text, c.Start, c.NewEnd)
	return marks(a) == marks(b) && !changesLists(a) && !changesLists(b) && !asksContents(a) && !asksContents(b)
}

// touched are the whole lines from start to end.
func touched(text string, start, end int) string {
	start = strings.LastIndexByte(text[:start], '\n') + 1
	if i := strings.IndexByte(text[end:], '\n'); i >= 0 {
		return text[start : end+i]
	}
	return text[start:]
}

// marks are the lines that headings looks at, by their level or fence.
func marks(lines string) string {
	var found []byte
	for line := range strings.Lines(lines) {
		mark := strings.TrimLeft(strings.TrimSuffix(line, "\n"), " ")
		switch {
		case strings.HasPrefix(mark, "```"), strings.HasPrefix(mark, "~~~"):
			found = append(found, mark[0])
		default:
			if n := headingLevel(mark); n > 0 {
				found = append(found, byte('0'+n))
			}
		}
	}
	return string(found)
}

// headingLevel is that of "## Title" or "<h2", 0 when the line is no heading.
func headingLevel(line string) int {
	if len(line) > 2 && (line[:2] == "<h" || line[:2] == "<H") && line[2] >= '1' && line[2] <= '6' {
		return int(line[2] - '0')
	}
	n := 0
	for n < len(line) && line[n] == '#' {
		n++
	}
	if n > 6 || n < len(line) && line[n] != ' ' && line[n] != '\t' && line[n] != '\r' {
		return 0
	}
	return n
}

// context is what all renderings of a page share, with room for what Context
// and the layouts add.
func (s *Site) context(p *Page) *value.Object {
	ctx := p.Data.CloneFor(9)
	ctx.Set("page", p.Variable)
	ctx.Set("collections", s.collections)
	ctx.Set("eleventy", s.eleventy)
	return ctx
}

// eleventyVariable is the variable of that name.
func (s *Site) eleventyVariable() *value.Object {
	version := "2.0.1"
	if s.Config.Markdown.Eleventy >= 3 {
		version = "3.1.2"
	}
	o := value.NewObject(2)
	o.Set("version", version)
	o.Set("generator", "Eleventy v"+version)
	return o
}
