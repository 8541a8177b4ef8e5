package value

import "testing"

// TestComposed: what passes as composed is what composing gives.
func TestComposed(t *testing.T) {
	n := 0
	for r := range rune(0x3000) {
		for _, s := range []string{string(r), "e" + string(r), string(r) + "'"} {
			if r >= 0x80 && composed(s) {
				n++
				if got := normalized(s, "NFC"); got != s {
					t.Errorf("%+q is %+q composed", s, got)
				}
			}
		}
	}
	if n < 1500 {
		t.Errorf("only %d texts are taken as they are", n)
	}
}
