package value

import (
	"sort"
	"strconv"
)

// This file orders object keys as ECMAScript's OrdinaryOwnPropertyKeys does:
// array indexes ascending, then strings in order of creation.

// arrayIndex is the number a key stands for when it is a canonical array index.
func arrayIndex(key string) (uint32, bool) {
	if key == "" || len(key) > 10 || key[0] < '0' || key[0] > '9' || key[0] == '0' && len(key) > 1 {
		return 0, false
	}
	n, err := strconv.ParseUint(key, 10, 32)
	if err != nil || n == 1<<32-1 {
		return 0, false
	}
	return uint32(n), true
}

func integersFirst(keys []string) []string {
	out := make([]string, 0, len(keys))
	for _, k := range keys {
		if _, ok := arrayIndex(k); ok {
			out = append(out, k)
		}
	}
	sort.Slice(out, func(i, j int) bool {
		a, _ := arrayIndex(out[i])
		b, _ := arrayIndex(out[j])
		return a < b
	})
	for _, k := range keys {
		if _, ok := arrayIndex(k); !ok {
			out = append(out, k)
		}
	}
	return out
}
