package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

// This file reads GFM tables. A header line followed by a delimiter line opens
// one, even amid a paragraph; the header must hold a bar.

// maxFilledCells bounds the cells made up for short rows (markdown-it 14).
const maxFilledCells = 0x10000

func readTable(s *blockState, start, end int, probe interrupts) bool {
	if start+2 > end {
		return false
	}
	next := start + 1
	if s.lines[next].indent < s.blkIndent || s.tooFar(next) || !s.delimiterLike(next) {
		return false
	}
	aligns, ok := alignments(s.src[s.lines[next].first():s.lines[next].end])
	if !ok {
		return false
	}
	if s.tooFar(start) || !strings.Contains(s.src[s.lines[start].first():s.lines[start].end], "|") {
		return false
	}
	header := s.rowCells(start)
	if len(header) == 0 || len(header) != len(aligns) {
		return false
	}
	if probe != 0 {
		return true
	}
	table := east.NewTable()
	table.Alignments = aligns
	s.open(table, start)
	s.addRow(east.NewTableHeader(s.memory.nodes.row(aligns)), start, header, aligns)
	n := s.readRows(next+1, end, aligns)
	s.line = n
	s.close(start, n)
	return true
}

func (s *blockState) readRows(n, end int, aligns []east.Alignment) int {
	filled := 0
	for ; n < end; n++ {
		if s.lines[n].indent < s.blkIndent || s.cut(n, end, inQuote) {
			break
		}
		if s.lines[n].empty() || trim(s.src[s.lines[n].first():s.lines[n].end]) == "" || s.tooFar(n) {
			break
		}
		cells := s.rowCells(n)
		filled += len(aligns) - len(cells)
		if s.o.MarkdownIt >= 14 && filled > maxFilledCells {
			break
		}
		s.addRow(s.memory.nodes.row(aligns), n, cells, aligns)
	}
	return n
}

// delimiterLike is the cheap look at a line of bars, dashes and colons.
func (s *blockState) delimiterLike(n int) bool {
	text := s.src[s.lines[n].first():max(s.lines[n].first(), s.lines[n].end)]
	if len(text) < 2 || isBlank(text[0]) || text[0] == '-' && isBlank(text[1]) {
		return false
	}
	for i := 0; i < len(text); i++ {
		if c := text[i]; c != '|' && c != '-' && c != ':' && !isBlank(c) {
			return false
		}
	}
	return true
}

func alignments(text string) ([]east.Alignment, bool) {
	var aligns []east.Alignment
	columns := strings.Split(text, "|")
	for i, column := range columns {
		t := trim(column)
		if t == "" {
			if i == 0 || i == len(columns)-1 {
				continue
			}
			return nil, false
		}
		dashes := strings.TrimSuffix(strings.TrimPrefix(t, ":"), ":")
		if dashes == "" || strings.Trim(dashes, "-") != "" {
			return nil, false
		}
		align := east.AlignNone
		switch left, right := t[0] == ':', t[len(t)-1] == ':'; {
		case left && right:
			align = east.AlignCenter
		case right:
			align = east.AlignRight
		case left:
			align = east.AlignLeft
		}
		aligns = append(aligns, align)
	}
	return aligns, true
}

// rowCells splits a line at its bars; a backslash before a bar is dropped, so
// that a cell may be several segments. Bars at both ends count for nothing.
func (s *blockState) rowCells(n int) [][]text.Segment {
	l := &s.lines[n]
	line := s.src[l.first():l.end]
	start := l.first() + len(line) - len(trimLeft(line))
	end := start + len(trim(line))
	cells := s.memory.cells[:0]
	all := s.memory.segments[:0]
	first, last, escaped := 0, start, false
	put := func(to int) {
		if to > last {
			all = append(all, text.NewSegment(last, to))
		}
	}
	for pos := start; pos < end; pos++ {
		if s.src[pos] == '|' {
			if escaped {
				put(pos - 1)
				last = pos
			} else {
				put(pos)
				cells = append(cells, all[first:len(all):len(all)])
				first, last = len(all), pos+1
			}
		}
		escaped = s.src[pos] == '\\'
	}
	put(end)
	cells = append(cells, all[first:len(all):len(all)])
	s.memory.cells, s.memory.segments = cells, all
	if len(cells[0]) == 0 {
		cells = cells[1:]
	}
	if n := len(cells); n > 0 && len(cells[n-1]) == 0 {
		cells = cells[:n-1]
	}
	return cells
}

func (s *blockState) addRow(row ast.Node, n int, cells [][]text.Segment, aligns []east.Alignment) {
	s.add(row, n, n+1)
	for i, align := range aligns {
		cell := s.memory.nodes.cell()
		cell.Alignment = align
		cell.SetPos(s.lines[n].first())
		if i < len(cells) {
			cell.Lines().AppendAll(s.trimSegments(cells[i]))
			if k := cell.Lines().Len(); k > 0 {
				cell.SetPos(cell.Lines().At(0).Start)
			}
		}
		row.AppendChild(row, cell)
		if s.spans != nil {
			s.spans[cell] = segmentsSpan(cell.Lines(), cell.Pos())
		}
	}
}
