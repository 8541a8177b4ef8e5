package session

import "sort"

// splices is the shortest list of replacements that turns the old blocks into
// the new ones, in descending order of index so that each counts in the list as
// it stands. Blocks are the same when their IDs are; IDs are unique in a page,
// so the longest common subsequence is the longest run of common blocks whose
// old positions grow (O(n log n)).
func splices(old, new []Block) []Splice {
	start, oldEnd, newEnd := trim(old, new)
	if start == oldEnd && start == newEnd {
		return nil
	}
	kept := common(old[start:oldEnd], new[start:newEnd])
	kept = append(kept, [2]int{oldEnd - start, newEnd - start})

	var out []Splice
	o, n := 0, 0
	for _, k := range kept {
		if k[0] > o || k[1] > n {
			out = append(out, Splice{start + o, k[0] - o, new[start+n : start+k[1]]})
		}
		o, n = k[0]+1, k[1]+1
	}
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return out
}

// trim gives the range without the blocks that both lists share at their ends:
// nearly always all but the one being typed in.
func trim(old, new []Block) (start, oldEnd, newEnd int) {
	oldEnd, newEnd = len(old), len(new)
	for start < oldEnd && start < newEnd && old[start].ID == new[start].ID {
		start++
	}
	for oldEnd > start && newEnd > start && old[oldEnd-1].ID == new[newEnd-1].ID {
		oldEnd--
		newEnd--
	}
	return start, oldEnd, newEnd
}

// common is the longest common subsequence as pairs of indices, old and new.
func common(old, new []Block) [][2]int {
	if len(old) == 0 || len(new) == 0 {
		return nil
	}
	at := make(map[string]int, len(old))
	for i, b := range old {
		at[b.ID] = i
	}
	// tails[k] is the pair that ends the best run of length k+1; before links back.
	type link struct {
		pair   [2]int
		before int
	}
	var links []link
	var tails []int
	for j, b := range new {
		i, ok := at[b.ID]
		if !ok {
			continue
		}
		k := sort.Search(len(tails), func(k int) bool { return links[tails[k]].pair[0] >= i })
		before := -1
		if k > 0 {
			before = tails[k-1]
		}
		links = append(links, link{[2]int{i, j}, before})
		if k == len(tails) {
			tails = append(tails, 0)
		}
		tails[k] = len(links) - 1
	}
	out := make([][2]int, len(tails))
	if len(tails) == 0 {
		return nil
	}
	for k, l := len(tails)-1, tails[len(tails)-1]; k >= 0; k-- {
		out[k] = links[l].pair
		l = links[l].before
	}
	return out
}

// Apply makes the splices of a patch in a list of blocks, as a preview does.
func Apply(blocks []Block, p *Patch) []Block {
	if p.Reset {
		blocks = nil
	}
	for _, s := range p.Splices {
		next := make([]Block, 0, len(blocks)-s.Remove+len(s.Blocks))
		next = append(next, blocks[:s.At]...)
		next = append(next, s.Blocks...)
		blocks = append(next, blocks[s.At+s.Remove:]...)
	}
	return blocks
}
