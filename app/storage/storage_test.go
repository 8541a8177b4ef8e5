package storage

import (
	"errors"
	"fmt"
	"math/rand"
	"strings"
	"testing"
)

func save(t *testing.T, s Store, d Document, now Millis) Document {
	t.Helper()
	d, err := s.Save(d, now)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestSave(t *testing.T) {
	s := NewMemory()
	first := save(t, s, Document{ID: "a", Text: "un"}, 1000)
	if first.Revision != 1 || first.Created != 1000 || first.Updated != 1000 {
		t.Errorf("first save: %+v", first)
	}
	second := first
	second.Text = "deux"
	second = save(t, s, second, 500) // the clock was set back
	if second.Updated <= first.Updated || second.Created != 1000 {
		t.Errorf("a clock set back moved the save to %d", second.Updated)
	}
	if _, err := s.Save(first, 2000); !errors.Is(err, ErrStale) {
		t.Errorf("a writer that did not see the second save: %v, want ErrStale", err)
	}
	if got, _ := s.Load("a"); got.Text != "deux" {
		t.Errorf("the stale writer overwrote: %q", got.Text)
	}
	if _, err := s.Load("b"); !errors.Is(err, ErrNotFound) {
		t.Errorf("Load of nothing: %v", err)
	}
}

func TestTrash(t *testing.T) {
	s := NewMemory()
	save(t, s, Document{ID: "a", Text: "un"}, 1)
	save(t, s, Document{ID: "b", Text: "deux"}, 2)
	s.AddVersion(Version{Document: "a", Kind: Auto, Text: "un"})
	s.SaveImage(Image{Document: "a", Path: "./i.png", Data: []byte{1}})
	if err := s.Delete("a", 3); err != nil {
		t.Fatal(err)
	}
	list, _ := s.List()
	trash, _ := s.Trash()
	if len(list) != 1 || list[0].ID != "b" || list[0].Text != "" || list[0].Bytes != 4 || len(trash) != 1 || trash[0].ID != "a" {
		t.Errorf("after Delete: list %+v, trash %+v", list, trash)
	}
	s.Restore("a")
	if list, _ := s.List(); len(list) != 2 || list[0].ID != "b" {
		t.Errorf("after Restore: %+v", list)
	}
	s.Purge("a")
	versions, _ := s.Versions("a")
	images, _ := s.Images("a")
	if _, err := s.Load("a"); !errors.Is(err, ErrNotFound) || len(versions)+len(images) != 0 {
		t.Errorf("after Purge: %v, %d versions, %d images", err, len(versions), len(images))
	}
}

func TestVersions(t *testing.T) {
	s := NewMemory()
	a, _ := s.AddVersion(Version{Document: "a", Kind: Auto, Text: "un"})
	if again, _ := s.AddVersion(Version{Document: "a", Kind: Auto, Text: "un"}); again != a {
		t.Error("the same text was kept twice")
	}
	named, _ := s.AddVersion(Version{Document: "a", Kind: Named, Name: "avant relecture", Text: "un"})
	if named == a {
		t.Error("a named version was not kept because its text is known")
	}
	if v, err := s.Version(named); err != nil || v.Name != "avant relecture" || v.Text != "un" {
		t.Errorf("Version = %+v, %v", v, err)
	}
	s.DropVersions([]int{a})
	if list, _ := s.Versions("a"); len(list) != 1 || list[0].ID != named || list[0].Text != "" {
		t.Errorf("Versions = %+v", list)
	}
}

// A day of typing, then months: what stays grows slowly and keeps its ends.
func TestThin(t *testing.T) {
	var versions []Version
	now := 200 * day
	for i := range 3000 {
		versions = append(versions, Version{ID: i + 1, At: now - Millis(3000-i)*(200*day/3000), Kind: Auto})
	}
	for i := range 200 {
		versions = append(versions, Version{ID: 3001 + i, At: now - Millis(200-i)*minute, Kind: Auto})
	}
	versions[1500].Kind = Named
	dropped := map[int]bool{}
	for _, id := range Thin(versions, now) {
		dropped[id] = true
	}
	kept := len(versions) - len(dropped)
	if dropped[1] || dropped[3200] || dropped[versions[1500].ID] {
		t.Error("the first, the newest or a named version was dropped")
	}
	for id := 3191; id <= 3200; id++ {
		if dropped[id] {
			t.Errorf("version %d is less than ten minutes old and was dropped", id)
		}
	}
	if kept < 200 || kept > 480 {
		t.Errorf("%d versions kept of %d", kept, len(versions))
	}
	var rest []Version
	for _, v := range versions {
		if !dropped[v.ID] {
			rest = append(rest, v)
		}
	}
	if again := Thin(rest, now); len(again) != 0 {
		t.Errorf("thinning twice drops %d more", len(again))
	}
	if got := Thin([]Version{{ID: 1, At: now + day}, {ID: 2, At: now + day}, {ID: 3, At: now + day}}, now); len(got) > 1 {
		t.Errorf("versions from a clock ahead: %v dropped", got)
	}
}

// Whatever happens, what Save accepted is what Load gives.
func TestNothingIsLost(t *testing.T) {
	r := rand.New(rand.NewSource(3))
	s := NewMemory()
	want := map[string]string{}
	seen := map[string]Document{}
	for i := range 2000 {
		id := fmt.Sprint("d", r.Intn(5))
		d, known := seen[id]
		if !known {
			d = Document{ID: id}
		}
		d.Text = strings.Repeat("x", r.Intn(20)) + fmt.Sprint(i)
		if r.Intn(4) == 0 && known {
			d.Revision -= 1 // another tab's view
		}
		got, err := s.Save(d, Millis(r.Intn(1000)))
		if (err == nil) != (d.Revision == seen[id].Revision) {
			t.Fatalf("Save of revision %d over %d: %v", d.Revision, seen[id].Revision, err)
		}
		if err == nil {
			want[id], seen[id] = d.Text, got
		}
		if kept, _ := s.Load(id); kept.Text != want[id] {
			t.Fatalf("%q kept, %q accepted", kept.Text, want[id])
		}
	}
}
