package value

// Sort sorts elems as V8's Array.prototype.sort does with that comparison: it
// is stable, and for up to 32 elements it asks the same questions in the same
// order, so that a comparison that contradicts itself (mixed types) still gives
// the same result. Undefined elements go to the end, without being compared.
// It stops at the first error.
func Sort(elems []Value, cmp func(a, b Value) (float64, error)) error {
	elems = elems[:undefinedLast(elems)]
	s := sorter{cmp: cmp, a: elems}
	low, left := 0, len(elems)
	minRun := minRunLength(left)
	for left > 1 && s.err == nil {
		n := s.countRun(low, low+left)
		if n < minRun {
			forced := min(minRun, left)
			s.insertion(low, low+n, low+forced)
			n = forced
		}
		s.push(low, n)
		low, left = low+n, left-n
	}
	if left == 1 {
		s.push(low, 1)
	}
	for len(s.runs) > 1 && s.err == nil {
		s.merge(s.smaller(len(s.runs) - 2))
	}
	return s.err
}

// undefinedLast moves undefined elements to the end and counts the others.
func undefinedLast(elems []Value) int {
	n := 0
	for _, e := range elems {
		if e != nil {
			elems[n] = e
			n++
		}
	}
	clear(elems[n:])
	return n
}

type run struct{ start, length int }

// sorter is a TimSort without galloping, which does not change the result.
type sorter struct {
	a    []Value
	cmp  func(a, b Value) (float64, error)
	runs []run
	err  error
}

func minRunLength(n int) int {
	r := 0
	for n >= 64 {
		r |= n & 1
		n >>= 1
	}
	return n + r
}

// less asks cmp(x, y) < 0; after an error it answers false.
func (s *sorter) less(x, y Value) bool {
	if s.err != nil {
		return false
	}
	order, err := s.cmp(x, y)
	s.err = err
	return order < 0
}

// countRun is the length of the run at low; a descending one is reversed.
func (s *sorter) countRun(low, high int) int {
	if low+1 == high {
		return 1
	}
	descending := s.less(s.a[low+1], s.a[low])
	n := 2
	for low+n < high && s.less(s.a[low+n], s.a[low+n-1]) == descending {
		n++
	}
	if descending {
		for i, j := low, low+n-1; i < j; i, j = i+1, j-1 {
			s.a[i], s.a[j] = s.a[j], s.a[i]
		}
	}
	return n
}

// insertion sorts a[low:high] by binary insertion; a[low:start] is sorted.
func (s *sorter) insertion(low, start, high int) {
	for ; start < high; start++ {
		left, right, pivot := low, start, s.a[start]
		for left < right {
			mid := left + (right-left)/2
			if s.less(pivot, s.a[mid]) {
				right = mid
			} else {
				left = mid + 1
			}
		}
		copy(s.a[left+1:start+1], s.a[left:start])
		s.a[left] = pivot
	}
}

// push adds a run and merges while the lengths of the last three do not
// decrease fast enough.
func (s *sorter) push(start, length int) {
	s.runs = append(s.runs, run{start, length})
	for len(s.runs) > 1 && s.err == nil {
		n := len(s.runs) - 2
		switch {
		case s.crowded(n) || s.crowded(n-1):
			s.merge(s.smaller(n))
		case s.runs[n].length <= s.runs[n+1].length:
			s.merge(n)
		default:
			return
		}
	}
}

// crowded reports that run n-1 is no longer than the two after it together.
func (s *sorter) crowded(n int) bool {
	return n > 0 && s.runs[n-1].length <= s.runs[n].length+s.runs[n+1].length
}

func (s *sorter) smaller(n int) int {
	if n > 0 && s.runs[n-1].length < s.runs[n+1].length {
		return n - 1
	}
	return n
}

// merge joins runs n and n+1.
func (s *sorter) merge(n int) {
	x, y := s.runs[n], s.runs[n+1]
	left := append([]Value(nil), s.a[x.start:x.start+x.length]...)
	right := s.a[y.start : y.start+y.length]
	out := s.a[x.start:x.start]
	for len(left) > 0 && len(right) > 0 {
		if s.less(right[0], left[0]) {
			out, right = append(out, right[0]), right[1:]
		} else {
			out, left = append(out, left[0]), left[1:]
		}
	}
	copy(s.a[x.start+len(out):], left) // what remains of right is in place
	s.runs[n].length += y.length
	s.runs = append(s.runs[:n+1], s.runs[n+2:]...)
}
