package sourcemap

import (
	"math/rand"
	"strings"
	"testing"

	"apercu/app/source"
)

// A shortcode between two texts: "avant {% v %} après" gives "avant <video> après".
func shortcode() (string, string, Map) {
	src, out := "avant {% v %} après", "avant <video> après"
	var b Builder
	b.Copied(6, 0)
	b.Generated(len("<video>"), source.Span{Start: 6, End: 13})
	b.Copied(len(out)-13, 13)
	return src, out, b.Map()
}

func TestSource(t *testing.T) {
	src, out, m := shortcode()
	if m.Len() != len(out) {
		t.Fatalf("Len = %d, want %d", m.Len(), len(out))
	}
	for word, want := range map[string]string{"avant": "avant", "video": "{% v %}", "après": "après", "nt <vid": "nt {% v %}"} {
		i := strings.Index(out, word)
		got, ok := m.SourceSpan(source.Span{Start: i, End: i + len(word)})
		if !ok || src[got.Start:got.End] != want {
			t.Errorf("%q came from %q, want %q", word, src[got.Start:got.End], want)
		}
	}
	if off, ok := m.Source(strings.Index(out, "rès")); !ok || !strings.HasPrefix(src[off:], "rès") {
		t.Errorf("Source = %d, %v", off, ok)
	}
	if off, ok := m.Source(len(out)); !ok || off != len(src) {
		t.Errorf("Source(end) = %d, want %d", off, len(src))
	}
	if off, ok := m.Output(8); !ok || off != 6 {
		t.Errorf("Output inside of the tag = %d, %v; want the start of its output", off, ok)
	}
	if _, ok := (Map{}).Source(0); ok {
		t.Error("an empty map has a source")
	}
}

func TestTruncate(t *testing.T) {
	var b Builder
	b.Copied(4, 0)
	b.Generated(3, source.Span{Start: 4, End: 9})
	b.Copied(5, 9)
	b.Truncate(9)
	b.Truncate(6)
	b.Truncate(2)
	b.Copied(1, 20)
	m := b.Map()
	if off, _ := m.Source(2); m.Len() != 3 || off != 20 || len(m.Segments()) != 2 {
		t.Errorf("after Truncate: %+v", m.Segments())
	}
}

// TestComposeFollowsEveryByte makes random maps over tagged bytes and asks that
// composing loses no origin: every copied byte of the last text leads to
// the same byte of the first.
func TestComposeFollowsEveryByte(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	for range 500 {
		first := randomText(r, 40)
		second, inner := derive(r, first)
		third, outer := derive(r, second)
		m := Compose(outer, inner)
		if m.Len() != len(third) {
			t.Fatalf("Compose covers %d of %d bytes", m.Len(), len(third))
		}
		for _, s := range m.Segments() {
			if s.Copied && third[s.Out.Start:s.Out.End] != first[s.Src.Start:s.Src.End] {
				t.Fatalf("copied segment differs: %q from %q", third[s.Out.Start:s.Out.End], first[s.Src.Start:s.Src.End])
			}
		}
		for i := range third {
			a, okA := m.Source(i)
			mid, _ := outer.Source(i)
			b, okB := inner.Source(mid)
			seg := outer.segments[outer.find(i)]
			if okA != okB || seg.Copied && a != b {
				t.Fatalf("byte %d: composed %d, step by step %d", i, a, b)
			}
		}
	}
}

func randomText(r *rand.Rand, n int) string {
	b := make([]byte, 1+r.Intn(n))
	for i := range b {
		b[i] = byte('a' + r.Intn(26))
	}
	return string(b)
}

// derive copies runs of src (any order, as loops do) between generated runs.
func derive(r *rand.Rand, src string) (string, Map) {
	var out strings.Builder
	var b Builder
	for range 1 + r.Intn(6) {
		i := r.Intn(len(src))
		j := i + 1 + r.Intn(len(src)-i)
		if r.Intn(2) == 0 {
			out.WriteString(src[i:j])
			b.Copied(j-i, i)
		} else {
			g := strings.Repeat("-", 1+r.Intn(4))
			out.WriteString(g)
			b.Generated(len(g), source.Span{Start: i, End: j})
		}
	}
	return out.String(), b.Map()
}
