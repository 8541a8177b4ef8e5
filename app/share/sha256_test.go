package share

import (
	"crypto/sha256"
	"strings"
	"testing"
)

func TestSHA256(t *testing.T) {
	for n := range 300 {
		text := []byte(strings.Repeat("é0a", n))[:n]
		if got, want := sum256(text), sha256.Sum256(text); got != want {
			t.Errorf("%d bytes: %x, want %x", n, got, want)
		}
	}
}
