package source

import (
	"slices"
	"testing"
)

// FuzzFollow: the index of lines taken over from the text before an edit is the
// one made anew, and what both texts share is the same.
func FuzzFollow(f *testing.F) {
	f.Add("a\nb\r\nc\rd\n\ne", "\n", uint16(4), uint16(1))
	f.Add("a\r\n\r\nb", "x", uint16(2), uint16(0))
	f.Add("\r\n\r\n", "", uint16(1), uint16(2))
	f.Add("é\n’\n", "\r", uint16(1), uint16(0))
	f.Fuzz(func(t *testing.T, text, paste string, at, cut uint16) {
		from := min(int(at), len(text))
		to := min(from+int(cut), len(text))
		edited := text[:from] + paste + text[to:]
		c := Changed(text, edited)
		if text[:c.Start] != edited[:c.Start] || text[c.OldEnd:] != edited[c.NewEnd:] {
			t.Fatalf("%q and %q are not the same outside of %v", text, edited, c)
		}
		next := NewFile("", edited)
		next.Follow(NewFile("", text), c)
		if want := lineStarts(edited); !slices.Equal(next.starts(), want) {
			t.Fatalf("lines of %q after %q: %v, want %v", edited, text, next.starts(), want)
		}
	})
}
