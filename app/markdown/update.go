package markdown

import (
	"math"
	"slices"
	"strings"

	"github.com/yuin/goldmark/util"

	"apercu/app/source"
)

// This file converts a page anew after an edit, reading only a window of its
// top-level blocks. A block of the page before is reused when all of these hold:
//
//   - its lines, the blank lines after it, the run of lines up to the next
//     blank one, and that one, did not change: no rule looks further ahead
//     (a paragraph looks at the line that could cut it and the one after, a
//     list at the next line that is not blank, a definition at its paragraph;
//     what runs to the end of the page, an unclosed fence or container, counts
//     those lines as its own);
//   - or it starts, in the unchanged text after the edit, where a block of the
//     window would start: from there on everything is read as before, since
//     markdown-it carries nothing from one top-level block to the next;
//   - it is not printed by the block before it, nor could be (braces after a
//     list or a table), as far as that block is in the window;
//   - the reference definitions of the window are the same, in the same order;
//     else any [label] of the page may have changed;
//   - no cell has a rowspan, which in markdown-it-attrs reaches into the tables
//     that follow.
//
// Indices of tokens and numbers of ids are corrected in what is reused.

// Reused says how much an update kept.
type Reused struct {
	Blocks int // top-level blocks taken over
	Head   int // how many of them stand before the edit: the first ones
	Parsed int // top-level blocks read anew
	Bytes  int // bytes of source read anew
}

// Update gives what Convert(src) would, using the page before the edit.
func (c *Converter) Update(prev *Result, src string) (*Result, Reused) {
	return c.UpdateWithin(prev, src, math.MaxInt)
}

// UpdateWithin is Update, or nil when more than limit bytes of source would have
// to be read again at once.
func (c *Converter) UpdateWithin(prev *Result, src string, limit int) (*Result, Reused) {
	full := func() (*Result, Reused) {
		if len(src) > limit {
			return nil, Reused{}
		}
		r := c.Convert(src)
		return r, Reused{Parsed: len(r.Blocks), Bytes: len(src)}
	}
	if prev == nil || prev.whole {
		return full()
	}
	w := c.window(prev, src)
	if w == nil {
		return full()
	}
	if w.same {
		return prev, Reused{Blocks: len(prev.Blocks), Head: len(prev.Blocks)}
	}
	m := memories.Get().(*memory)
	defer m.free()
	for margin := 3; ; margin *= 4 {
		if w.place(margin); w.end-w.start > limit {
			return nil, Reused{}
		}
		ok, retry := w.read(m)
		if ok {
			return w.join()
		}
		if !retry {
			return full()
		}
	}
}

// window is a run of the old blocks [first, next) that fresh ones replace.
type window struct {
	c           *Converter
	prev, r     *Result
	same        bool
	delta       int // bytes by which the text after the edit moved
	tail        int // old offset from which on the text did not change
	first, next int
	part        *part
	fresh       int // how many blocks of part count
	start, end  int // bytes of the new text that part was read from
	after       int // the first old block that starts after the edit
}

func (c *Converter) window(prev *Result, src string) *window {
	w := &window{c: c, prev: prev, r: &Result{source: src}}
	old := prev.text
	if prev.shifts != nil {
		w.r.text, w.r.shifts = normalize(src)
	} else {
		w.r.text = src
	}
	text := w.r.text
	change := source.Changed(old, text)
	head := change.Start
	if head == len(old) && head == len(text) {
		w.same = prev.source == src
		if w.same {
			return w
		}
	}
	if changed := text[head:change.NewEnd]; prev.shifts == nil && strings.ContainsAny(changed, "\r\x00") {
		return nil
	}
	w.delta = change.Delta()
	w.tail = change.OldEnd
	w.first = w.firstBlock(unchangedUpTo(old, head))
	return w
}

// unchangedUpTo gives the offset up to which a block may reach so that what
// follows it up to the end of the next run of lines lies before the line of at.
func unchangedUpTo(text string, at int) int {
	pos := strings.LastIndexByte(text[:at], '\n') + 1
	blank := false // a blank line was passed, going back
	for run := false; pos > 0; {
		start := strings.LastIndexByte(text[:pos-1], '\n') + 1
		if emptyLine(text[start : pos-1]) {
			if run {
				return pos
			}
			blank = true
		} else if blank {
			run = true
		}
		pos = start
	}
	return 0
}

func emptyLine(line string) bool { return skipBlanks(line, 0) == len(line) }

// firstBlock is the first block to read anew when only blocks that end by safe
// are surely the same: one more than needed, so that it is known not to be
// drawn into the one before it.
func (w *window) firstBlock(safe int) int {
	pieces := w.prev.pieces
	i, _ := slices.BinarySearchFunc(pieces, safe, func(p piece, safe int) int {
		if int(p.end) <= safe {
			return -1
		}
		return 1
	})
	i = max(i-1, 0)
	for i > 0 && i < len(pieces) && (pieces[i].joined || pieces[i].silent) {
		i--
	}
	return i
}

// place says what the window holds with so many old blocks after the edit.
func (w *window) place(margin int) {
	pieces := w.prev.pieces
	w.start = 0
	if w.first > 0 {
		w.start = int(pieces[w.first].start)
	}
	w.after, _ = slices.BinarySearchFunc(pieces, w.tail, func(p piece, tail int) int {
		if int(p.start) <= tail {
			return -1
		}
		return 1
	})
	w.end = len(w.r.text)
	if w.after+margin < len(pieces) {
		w.end = int(pieces[w.after+margin].start) + w.delta
	}
}

// read parses the window; retry says that a larger one may do.
func (w *window) read(m *memory) (ok, retry bool) {
	retry = w.end < len(w.r.text)
	text := w.r.text[w.start:w.end]
	if w.c.attrs != nil && w.c.o.AttrsVersion >= Attrs43 && strings.Contains(text, "rowspan") {
		return false, false
	}
	refs := &references{page: w.prev.refs}
	w.part = w.c.convertPart(nil, text, refs, false, m)
	if len(refs.byLabel) > 0 || !w.sync(text, !retry) {
		return false, retry && len(refs.byLabel) == 0
	}
	return w.sameDefinitions(), false
}

// sync finds the first old block from which on the page is as before, and with
// it how many fresh blocks stand before it.
func (w *window) sync(text string, toEnd bool) bool {
	pieces := w.prev.pieces
	fresh := w.part.pieces
	m := w.after
	for j := range fresh {
		start := int(fresh[j].start) + w.start - w.delta
		for m < len(pieces) && int(pieces[m].start) < start {
			m++
		}
		if m == len(pieces) {
			break
		}
		if int(pieces[m].start) != start || pieces[m].joined || fresh[j].joined || pieces[m].silent {
			continue
		}
		if j > 0 && !toEnd && !decided(text, int(fresh[j-1].end)) {
			return false
		}
		w.fresh, w.next = j, m
		return true
	}
	w.fresh, w.next = len(fresh), len(pieces)
	return toEnd
}

// decided says that the text holds all that a block ending at end looked at.
func decided(text string, end int) bool {
	run := false
	for end < len(text) {
		stop := strings.IndexByte(text[end:], '\n')
		if stop < 0 {
			return false
		}
		if emptyLine(text[end : end+stop]) {
			if run {
				return true
			}
		} else {
			run = true
		}
		end += stop + 1
	}
	return false
}

func (w *window) sameDefinitions() bool {
	old := definitions(w.prev.pieces[w.first:w.next])
	fresh := definitions(w.part.pieces[:w.fresh])
	return slices.EqualFunc(old, fresh, func(a, b definition) bool { return a.means(&b) })
}

func definitions(pieces []piece) (found []definition) {
	for i := range pieces {
		found = append(found, pieces[i].defines...)
	}
	return found
}

// join makes the page of the old blocks before the window, the fresh ones and
// the old ones after it.
func (w *window) join() (*Result, Reused) {
	r, prev := w.r, w.prev
	r.refs = prev.refs
	n := w.first + w.fresh + len(prev.pieces) - w.next
	r.pieces = make([]piece, 0, n)
	r.Blocks = make([]Block, 0, n)
	r.pieces = append(r.pieces, prev.pieces[:w.first]...)
	for _, p := range w.part.pieces[:w.fresh] {
		p.start += int32(w.start)
		p.end += int32(w.start)
		r.pieces = append(r.pieces, p)
	}
	for _, p := range prev.pieces[w.next:] {
		p.start += int32(w.delta)
		p.end += int32(w.delta)
		r.pieces = append(r.pieces, p)
	}
	a := &assembler{r: r, buf: make([]byte, 0, len(prev.HTML)+len(w.part.html)+64)}
	if known, ok := w.knownIDs(); ok {
		a.known = known
	} else {
		a.slugs = slugSet{}
	}
	a.copyHead(prev, w.first)
	for i := range w.fresh {
		span := w.part.spans[i]
		a.put(w.first+i, w.part.html[span.Start:span.End])
	}
	a.copyTail(prev, w.first+w.fresh, w.next, w.delta)
	r.HTML = util.BytesToReadOnlyString(a.buf)
	return r, Reused{Blocks: n - w.fresh, Head: w.first, Parsed: w.fresh, Bytes: w.end - w.start}
}

// knownIDs are the ids of the old window, when the fresh one has the same slugs
// in the same order: then no id of the page changes. It saves numbering the
// headings of the page anew at each key, a quarter of the time on 500 KB.
func (w *window) knownIDs() (ids []string, ok bool) {
	if len(w.prev.Clashes) > 0 {
		return nil, false
	}
	var old []mark
	for i := w.first; i < w.next; i++ {
		ids = append(ids, w.prev.ids(i)...)
		for _, m := range w.prev.pieces[i].marks {
			if m.index < 0 && !m.again {
				old = append(old, m)
			}
		}
	}
	n := 0
	for _, p := range w.part.pieces[:w.fresh] {
		for _, m := range p.marks {
			if m.index < 0 && !m.again {
				if n == len(old) || old[n].slug != m.slug || old[n].written != m.written {
					return nil, false
				}
				n++
			}
		}
	}
	return ids, n == len(old)
}

// ids are the ids of a block's headings, as they stand in the HTML.
func (r *Result) ids(block int) (ids []string) {
	start := r.Blocks[block].HTML.Start
	for _, m := range r.pieces[block].marks {
		if m.index < 0 && !m.again {
			ids = append(ids, r.HTML[start+int(m.at):start+int(m.at+m.n)])
		}
	}
	return ids
}

// copyHead takes the blocks before the window over; their ids and indices
// cannot have changed, but later ids are numbered after them.
func (a *assembler) copyHead(prev *Result, n int) {
	if n == 0 {
		return
	}
	a.buf = append(a.buf, prev.HTML[:prev.Blocks[n-1].HTML.End]...)
	a.r.Blocks = append(a.r.Blocks, prev.Blocks[:n]...)
	for i := range n {
		p := &a.r.pieces[i]
		if a.r.shifts != nil || prev.shifts != nil {
			a.r.Blocks[i].Source = a.r.sourceSpan(int(p.start), int(p.end))
		}
		a.tokens += int(p.tokens)
		for k := 0; a.slugs != nil && k < len(p.marks); k++ {
			if m := p.marks[k]; m.index < 0 && !m.again {
				a.name(m, i)
			}
		}
	}
}

// copyTail takes the blocks after the window over, in runs as long as none of
// them needs another number.
func (a *assembler) copyTail(prev *Result, to, from, delta int) {
	oldTokens := 0
	for i := range from {
		oldTokens += int(prev.pieces[i].tokens)
	}
	moved := a.r.shifts != nil || prev.shifts != nil
	for i := from; i < len(prev.pieces); {
		run := i
		shift := len(a.buf) - prev.Blocks[i].HTML.Start
		for ; i < len(prev.pieces) && !a.renumbered(prev.pieces[i].marks, a.tokens != oldTokens); i++ {
			b := Block{HTML: prev.Blocks[i].HTML.Shift(shift), Source: prev.Blocks[i].Source.Shift(delta)}
			if moved {
				b.Source = a.r.sourceSpan(int(a.r.pieces[to].start), int(a.r.pieces[to].end))
			}
			a.r.Blocks = append(a.r.Blocks, b)
			a.tokens += int(prev.pieces[i].tokens)
			oldTokens += int(prev.pieces[i].tokens)
			to++
		}
		if i > run {
			a.buf = append(a.buf, prev.HTML[prev.Blocks[run].HTML.Start:prev.Blocks[i-1].HTML.End]...)
		}
		if i < len(prev.pieces) {
			span := prev.Blocks[i].HTML
			if a.slugs == nil {
				a.known = prev.ids(i)
			}
			a.put(to, prev.HTML[span.Start:span.End])
			oldTokens += int(prev.pieces[i].tokens)
			to++
			i++
		}
	}
}

// renumbered says whether a block holds an index or an id that may change.
func (a *assembler) renumbered(marks []mark, tokensMoved bool) bool {
	for _, m := range marks {
		if m.index < 0 && a.slugs != nil || m.index >= 0 && tokensMoved {
			return true
		}
	}
	return false
}
