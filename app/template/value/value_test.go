package value

import (
	"testing"
	"time"
	"unicode/utf8"
)

// TestPrinting gives values that pages print and what the site shows.
func TestPrinting(t *testing.T) {
	date := NewDate(time.Date(2024, 3, 5, 0, 0, 0, 0, time.UTC))
	for _, c := range []struct {
		v    Value
		want string
	}{
		{nil, "undefined"}, {Null{}, "null"}, {true, "true"}, {Safe("<b>"), "<b>"},
		{1.0 / 3, "0.3333333333333333"}, {1e21, "1e+21"}, {-1e-7, "-1e-7"},
		{NewArray(1.0, nil, NewArray(2.0, "a")), "1,,2,a"}, {NewObject(0), "[object Object]"},
		{date, "Tue Mar 05 2024 00:00:00 GMT+0000 (Coordinated Universal Time)"},
		{Date{Invalid: true}, "Invalid Date"}, {&Regexp{Source: "a/b", Flags: "g"}, "/a/b/g"},
	} {
		if got := ToString(c.v); got != c.want {
			t.Errorf("ToString(%#v) = %q, want %q", c.v, got, c.want)
		}
		if got := string(AppendString(nil, c.v)); got != c.want {
			t.Errorf("AppendString(%#v) = %q, want %q", c.v, got, c.want)
		}
	}
	if got := date.ISO(); got != "2024-03-05T00:00:00.000Z" {
		t.Errorf("ISO: %s", got)
	}
}

// TestCycles: a list that contains itself prints, and has no JSON.
func TestCycles(t *testing.T) {
	a := NewArray(1.0)
	a.Elems = append(a.Elems, a)
	if got := ToString(a); got != "1," {
		t.Errorf("got %q", got)
	}
	if _, err := ToJSON(a, nil); err == nil {
		t.Error("JSON of a cycle should be an error")
	}
}

// TestMembers looks up what pages look up.
func TestMembers(t *testing.T) {
	o := NewObject(1)
	o.Set("length", "mine")
	for _, c := range []struct{ v, key, want Value }{
		{nil, "a", nil}, {Null{}, "a", nil}, {"été", "length", 3.0}, {"😀", "length", 2.0}, {"été", 1.0, "t"},
		{NewArray("x"), 0.0, "x"}, {NewArray("x"), "0", "x"}, {NewArray("x"), 9.0, nil}, {NewArray("x"), "length", 1.0},
		{o, "length", "mine"}, {o, "nope", nil}, {Safe("ab"), "length", 2.0}, {Safe("ab"), 0.0, nil},
	} {
		if got := Get(c.v, c.key); got != c.want {
			t.Errorf("%v[%v] = %v, want %v", c.v, c.key, got, c.want)
		}
	}
	if _, ok := Get("a", "toUpperCase").(*Func); !ok {
		t.Error("a method should be a function")
	}
}

// TestUnsupported: an expression that cannot be translated is an error.
func TestUnsupported(t *testing.T) {
	for _, source := range []string{`(?=a)`, `(?<!a)b`, `(a)\1`, `[a`, `(`, `\`} {
		if err := (&Regexp{Source: source}).Check(); err == nil {
			t.Errorf("/%s/ should be an error", source)
		}
	}
}

// TestHalves: cutting between the halves of a character and joining gives it back.
func TestHalves(t *testing.T) {
	s := "a😀b"
	if got := Join(NewArray(Split(s, "")...), ""); got != s {
		t.Errorf("got %q", got)
	}
	if got := WellFormed(Substring(s, 0, 2)); got != "a\uFFFD" {
		t.Errorf("got %q", got)
	}
}

func FuzzJSON(f *testing.F) {
	f.Add(`{"b": [1, -2.5e3, "\u00e9\ud83d\ude00", null], "10": {}, "a": true}`)
	f.Fuzz(func(t *testing.T, s string) {
		v, err := FromJSON([]byte(s))
		if err != nil {
			return
		}
		once, err := ToJSON(v, nil)
		if err != nil {
			return
		}
		again, err := FromJSON([]byte(once.(string)))
		if err != nil {
			t.Fatalf("%q: %v", once, err)
		}
		if twice, _ := ToJSON(again, nil); twice != once {
			t.Errorf("%q, then %q", once, twice)
		}
	})
}

func FuzzMethods(f *testing.F) {
	f.Add("a😀é", "x*|(a)", "g", 1.0, -2.0)
	f.Fuzz(func(t *testing.T, s, pattern, flags string, i, j float64) {
		for name := range stringMethods {
			for _, args := range [][]Value{{i, j}, {pattern, s}, {&Regexp{Source: pattern, Flags: flags}, "$1$&"}} {
				if name == "repeat" || name == "padStart" || name == "padEnd" {
					args = []Value{min(i, 100), s}
				}
				CallMethod(s, name, args, nil)
			}
		}
		for name := range arrayMethods {
			CallMethod(NewArray(s, i, pattern, nil), name, []Value{i, j, s}, nil)
		}
		if utf8.ValidString(s) && fromUnits(units(s)) != s {
			t.Errorf("%q became %q", s, fromUnits(units(s)))
		}
	})
}

func BenchmarkGet(b *testing.B) {
	o := NewObject(8)
	for _, k := range []string{"title", "url", "date", "tags"} {
		o.Set(k, k)
	}
	key := Value("tags")
	b.ReportAllocs()
	for range b.N {
		Get(o, key)
	}
}

func BenchmarkAppendString(b *testing.B) {
	values := []Value{"Bonjour", Safe("<b>"), 12.0, 1024.5}
	var buf []byte
	b.ReportAllocs()
	for range b.N {
		buf = buf[:0]
		for _, v := range values {
			buf = AppendString(buf, v)
		}
	}
}
