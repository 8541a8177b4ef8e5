package compare

import (
	"strings"

	"github.com/sergi/go-diff/diffmatchpatch"
)

// This file decides which block of the new version is which of the old one.
// Equal blocks are matched by the diff library, one "letter" a block; between
// two runs of equal blocks, those that share enough words are one block that
// changed, in order; the others were removed or added.

// pair holds indexes into the two versions; -1 stands for none.
type pair struct{ before, after int }

// alike is the share of common words from which two blocks are one.
const alike = 0.5

func align(before, after []Block) []pair {
	letters := letters{}
	a, b := letters.spell(htmls(before)), letters.spell(htmls(after))
	var pairs []pair
	i, j := 0, 0
	var removed, added []int
	flush := func() {
		pairs = append(pairs, match(before, after, removed, added)...)
		removed, added = nil, nil
	}
	for _, d := range diffmatchpatch.New().DiffMainRunes(a, b, false) {
		for range []rune(d.Text) {
			switch d.Type {
			case diffmatchpatch.DiffEqual:
				flush()
				pairs = append(pairs, pair{i, j})
				i, j = i+1, j+1
			case diffmatchpatch.DiffDelete:
				removed = append(removed, i)
				i++
			case diffmatchpatch.DiffInsert:
				added = append(added, j)
				j++
			}
		}
	}
	flush()
	return pairs
}

func htmls(blocks []Block) []string {
	out := make([]string, len(blocks))
	for i, b := range blocks {
		out[i] = b.HTML
	}
	return out
}

// letters gives each distinct string a code point of its own, so that the
// library can compare sequences of strings; surrogates are skipped.
type letters map[string]rune

func (l letters) spell(parts []string) []rune {
	out := make([]rune, len(parts))
	for i, s := range parts {
		r, ok := l[s]
		if !ok {
			r = rune(len(l) + 1)
			if r >= 0xD800 {
				r += 0x800
			}
			l[s] = r
		}
		out[i] = r
	}
	return out
}

// match pairs what was removed with what was added, keeping both orders, so
// that the sum of similarities is the largest (a small edit-distance table).
func match(before, after []Block, removed, added []int) []pair {
	n, m := len(removed), len(added)
	if n*m > 40_000 { // a rewritten page: say so rather than guess slowly
		n, m = 0, 0
	}
	score := make([][]float64, n+1)
	for i := range score {
		score[i] = make([]float64, m+1)
	}
	like := func(i, j int) float64 { return similarity(before[removed[i]].HTML, after[added[j]].HTML) }
	memo := make([]float64, n*m)
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			score[i][j] = max(score[i+1][j], score[i][j+1])
			memo[i*m+j] = like(i, j)
			if s := memo[i*m+j]; s >= alike {
				score[i][j] = max(score[i][j], s+score[i+1][j+1])
			}
		}
	}
	var pairs []pair
	i, j := 0, 0
	for i < n && j < m {
		switch s := memo[i*m+j]; {
		case s >= alike && score[i][j] == s+score[i+1][j+1]:
			pairs = append(pairs, pair{removed[i], added[j]})
			i, j = i+1, j+1
		case score[i][j] == score[i+1][j]:
			pairs = append(pairs, pair{removed[i], -1})
			i++
		default:
			pairs = append(pairs, pair{-1, added[j]})
			j++
		}
	}
	for ; i < len(removed); i++ {
		pairs = append(pairs, pair{removed[i], -1})
	}
	for ; j < len(added); j++ {
		pairs = append(pairs, pair{-1, added[j]})
	}
	return pairs
}

// similarity is the Dice coefficient of the words of two blocks of one kind;
// blocks of different kinds are never one.
func similarity(a, b string) float64 {
	if kindOf(a) != kindOf(b) {
		return 0
	}
	x, y := strings.Fields(textOf(a)), strings.Fields(textOf(b))
	if len(x)+len(y) == 0 { // an image, a video
		return 1
	}
	count := map[string]int{}
	for _, w := range x {
		count[w]++
	}
	common := 0
	for _, w := range y {
		if count[w] > 0 {
			count[w]--
			common++
		}
	}
	return 2 * float64(common) / float64(len(x)+len(y))
}
