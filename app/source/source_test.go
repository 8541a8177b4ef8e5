package source

import (
	"testing"
	"unicode/utf16"
	"unicode/utf8"
)

func TestPosition(t *testing.T) {
	// é is two bytes, 🎬 four bytes and two UTF-16 code units.
	f := NewFile("a.md", "é🎬x\r\nb\rc\n")
	for _, c := range []struct {
		offset int
		want   Position
	}{
		{0, Position{0, 0, 0}},
		{1, Position{0, 0, 0}}, // inside é
		{2, Position{0, 1, 1}},
		{4, Position{0, 1, 1}}, // inside 🎬
		{6, Position{0, 2, 3}},
		{7, Position{0, 3, 4}},
		{9, Position{1, 0, 0}},
		{11, Position{2, 0, 0}},
		{13, Position{3, 0, 0}},
		{99, Position{3, 0, 0}},
		{-1, Position{0, 0, 0}},
	} {
		if got := f.Position(c.offset); got != c.want {
			t.Errorf("Position(%d) = %+v, want %+v", c.offset, got, c.want)
		}
	}
	if got := f.Lines(); got != 4 {
		t.Errorf("Lines = %d, want 4", got)
	}
	if got := f.Slice(f.LineSpan(0)); got != "é🎬x" {
		t.Errorf("line 0 = %q", got)
	}
	if got := f.LineSpan(7); got != (Span{13, 13}) {
		t.Errorf("LineSpan beyond the end = %v", got)
	}
	if got := NewFile("", "").Lines(); got != 1 {
		t.Errorf("an empty text has %d lines, want 1", got)
	}
}

func TestSpan(t *testing.T) {
	s := Span{2, 5}
	if !s.Contains(2) || s.Contains(5) || !(Span{3, 3}).Contains(3) {
		t.Error("Contains is not half-open")
	}
	if got := s.Union(Span{7, 9}).Shift(1); got != (Span{3, 10}) {
		t.Errorf("Union and Shift = %v", got)
	}
}

// FuzzPositions holds the conversions to each other and to unicode/utf16.
func FuzzPositions(f *testing.F) {
	f.Add("---\ntitre: é\r\n---\n🎬 vidéo\n")
	f.Add("\xff\xfe invalid \r\r\n")
	f.Fuzz(func(t *testing.T, text string) {
		file := NewFile("f", text)
		for i := 0; i <= len(text); i++ {
			p := file.Position(i)
			if !file.LineSpan(p.Line).Contains(i) && i < file.LineSpan(p.Line).Start {
				t.Fatalf("offset %d is before its line %d", i, p.Line)
			}
			if i < len(text) && !utf8.RuneStart(text[i]) {
				continue
			}
			if utf8.ValidString(text) {
				if got, want := file.UTF16(i), len(utf16.Encode([]rune(text[:i]))); got != want {
					t.Fatalf("UTF16(%d) = %d, want %d", i, got, want)
				}
				if got := file.FromUTF16(file.UTF16(i)); got != i {
					t.Fatalf("FromUTF16(UTF16(%d)) = %d", i, got)
				}
				if span := file.LineSpan(p.Line); i <= span.End {
					if got := file.Offset(p.Line, p.Column); got != i {
						t.Fatalf("Offset(Position(%d)) = %d", i, got)
					}
				}
			}
		}
	})
}
