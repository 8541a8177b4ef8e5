// Package storagetest holds what every storage.Store must do, as one table of
// cases that each implementation runs in its tests. It knows nothing of how one
// keeps things.
package storagetest

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand"
	"strings"
	"sync"
	"testing"

	"apercu/app/storage"
)

// A Subject is an implementation under test.
type Subject struct {
	// Open gives an empty store.
	Open func(t *testing.T) storage.Store
	// Again gives the store that another program sees which has the same place
	// open; nil when it is kept nowhere.
	Again func(t *testing.T, s storage.Store) storage.Store
}

func (s Subject) again(t *testing.T, store storage.Store) storage.Store {
	if s.Again == nil {
		return store
	}
	return s.Again(t, store)
}

var cases = []struct {
	name string
	run  func(t *testing.T, subject Subject)
}{
	{"save", testSave},
	{"read back", testReadBack},
	{"odd names", testOddNames},
	{"trash", testTrash},
	{"versions", testVersions},
	{"images", testImages},
	{"concurrent writers", testWriters},
	{"concurrent versions", testVersionNumbers},
	{"nothing is lost", testNothingIsLost},
}

// Run runs all cases.
func Run(t *testing.T, subject Subject) {
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) { c.run(t, subject) })
	}
}

func save(t *testing.T, s storage.Store, d storage.Document, now storage.Millis) storage.Document {
	t.Helper()
	d, err := s.Save(d, now)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func testSave(t *testing.T, subject Subject) {
	s := subject.Open(t)
	first := save(t, s, storage.Document{ID: "a", Text: "un"}, 1000)
	if first.Revision != 1 || first.Created != 1000 || first.Updated != 1000 {
		t.Errorf("first save: %+v", first)
	}
	second := first
	second.Text = "deux"
	second = save(t, s, second, 500) // the clock was set back
	if second.Updated <= first.Updated || second.Created != 1000 {
		t.Errorf("a clock set back moved the save to %d", second.Updated)
	}
	if _, err := subject.again(t, s).Save(first, 2000); !errors.Is(err, storage.ErrStale) {
		t.Errorf("a writer that did not see the second save: %v, want ErrStale", err)
	}
	if got, err := s.Load("a"); err != nil || got != second {
		t.Errorf("Load = %+v, %v, want %+v", got, err, second)
	}
	if _, err := s.Load("b"); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("Load of nothing: %v", err)
	}
	if _, err := s.Save(storage.Document{ID: "b", Revision: 3}, 1); !errors.Is(err, storage.ErrStale) {
		t.Errorf("a save over a document that is gone: %v, want ErrStale", err)
	}
}

var texts = []string{"", "un\r\ndeux\rtrois\n", "\ufeff# É\u00a0: « x »", "a\x00b\xff\xfe", "{\"x\":1}\n\n{}", strings.Repeat("long ", 100_000)}

// Every byte comes back, also to another program.
func testReadBack(t *testing.T, subject Subject) {
	s := subject.Open(t)
	for i, text := range texts {
		d := storage.Document{
			ID: fmt.Sprint(i), Name: "été à Paris.md", Path: "content/été à Paris.md", Title: "Été « \" » \n", Text: text,
			Filed: 12, FileHash: "00ff",
		}
		want := save(t, s, d, storage.Millis(100+i))
		if got, err := subject.again(t, s).Load(want.ID); err != nil || got != want {
			t.Errorf("%.20q: loaded %.200q, %v", text, fmt.Sprintf("%+v", got), err)
		}
	}
	list, err := s.List()
	check(t, err)
	for i, line := range list {
		if want := len(texts) - 1 - i; line.ID != fmt.Sprint(want) || line.Text != "" || line.Bytes != len(texts[want]) {
			t.Errorf("List()[%d] is %s with %d bytes and the text %.20q", i, line.ID, line.Bytes, line.Text)
		}
	}
}

var oddNames = []string{"", ".", "..", "a", "A", "a/b", "../a", "a\\b", "é", "e\u0301", "con", "nul.md", "a b", "a_b", "a=b", "*?<>|:\"", "x\x00y", "page", "images", strings.Repeat("long/", 100), strings.Repeat("long/", 100) + "x"}

func testOddNames(t *testing.T, subject Subject) {
	s := subject.Open(t)
	for i, name := range oddNames {
		save(t, s, storage.Document{ID: name, Text: name + "!"}, storage.Millis(i+1))
		check(t, s.SaveImage(storage.Image{Document: "a", Path: name, Data: []byte(name + "!")}))
	}
	other := subject.again(t, s)
	for _, name := range oddNames {
		if d, err := other.Load(name); err != nil || d.Text != name+"!" {
			t.Errorf("%.30q: text %.30q, %v", name, d.Text, err)
		}
	}
	list, err := other.List()
	check(t, err)
	images, err := other.Images("a")
	check(t, err)
	if len(list) != len(oddNames) || len(images) != len(oddNames) {
		t.Errorf("%d documents and %d images listed, want %d", len(list), len(images), len(oddNames))
	}
	for _, image := range images {
		if string(image.Data) != image.Path+"!" {
			t.Errorf("image %.30q holds %.30q", image.Path, image.Data)
		}
	}
	for _, name := range oddNames {
		check(t, s.Purge(name))
	}
	if list, err := s.List(); err != nil || len(list) != 0 {
		t.Errorf("after Purge of all: %d documents, %v", len(list), err)
	}
}

func testTrash(t *testing.T, subject Subject) {
	s := subject.Open(t)
	save(t, s, storage.Document{ID: "a", Text: "un"}, 1)
	save(t, s, storage.Document{ID: "b", Text: "deux"}, 2)
	_, err := s.AddVersion(storage.Version{Document: "a", Kind: storage.Auto, Text: "un"})
	check(t, err)
	kept, err := s.AddVersion(storage.Version{Document: "b", Kind: storage.Auto, Text: "un"})
	check(t, err)
	check(t, s.SaveImage(storage.Image{Document: "a", Path: "./i.png", Data: []byte{1}}))
	check(t, s.Delete("a", 3))
	list, _ := s.List()
	trash, _ := s.Trash()
	if len(list) != 1 || list[0].ID != "b" || list[0].Bytes != 4 || len(trash) != 1 || trash[0].ID != "a" || trash[0].Deleted != 3 {
		t.Errorf("after Delete: list %+v, trash %+v", list, trash)
	}
	if d, err := s.Load("a"); err != nil || d.Text != "un" || d.Revision != 1 {
		t.Errorf("Load from the trash: %+v, %v", d, err)
	}
	check(t, s.Restore("a"))
	if list, _ := s.List(); len(list) != 2 || list[0].ID != "b" {
		t.Errorf("after Restore: %+v", list)
	}
	check(t, s.Purge("a"))
	versions, _ := s.Versions("a")
	images, _ := s.Images("a")
	if _, err := s.Load("a"); !errors.Is(err, storage.ErrNotFound) || len(versions)+len(images) != 0 {
		t.Errorf("after Purge: %v, %d versions, %d images", err, len(versions), len(images))
	}
	if _, err := s.Version(kept); err != nil {
		t.Errorf("Purge took another document's version: %v", err)
	}
	check(t, s.Purge("a"))
	for name, err := range map[string]error{"Delete": s.Delete("a", 1), "Restore": s.Restore("a")} {
		if !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("%s of nothing: %v", name, err)
		}
	}
}

func testVersions(t *testing.T, subject Subject) {
	s := subject.Open(t)
	a, err := s.AddVersion(storage.Version{Document: "a", At: 12, Kind: storage.Auto, Text: "un\r\n\xff"})
	check(t, err)
	if again, _ := s.AddVersion(storage.Version{Document: "a", Kind: storage.Auto, Text: "un\r\n\xff"}); again != a {
		t.Error("the same text was kept twice")
	}
	named, err := s.AddVersion(storage.Version{Document: "a", Kind: storage.Named, Name: "avant relecture", Text: "un\r\n\xff"})
	check(t, err)
	if named <= a {
		t.Errorf("a named version of a text that is known has the number %d, after %d", named, a)
	}
	want := storage.Version{ID: a, Document: "a", At: 12, Kind: storage.Auto, Text: "un\r\n\xff"}
	if v, err := subject.again(t, s).Version(a); err != nil || v != want {
		t.Errorf("Version = %+v, %v", v, err)
	}
	check(t, s.DropVersions([]int{a, 77}))
	if list, _ := s.Versions("a"); len(list) != 1 || list[0].ID != named || list[0].Text != "" || list[0].Name != "avant relecture" {
		t.Errorf("Versions = %+v", list)
	}
	check(t, s.DropVersions([]int{named}))
	after, err := subject.again(t, s).AddVersion(storage.Version{Document: "a", Kind: storage.Auto, Text: "deux"})
	check(t, err)
	if after <= named {
		t.Errorf("number %d was given again after %d was dropped", after, named)
	}
	if _, err := s.Version(named); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("a dropped version: %v", err)
	}
}

func testImages(t *testing.T, subject Subject) {
	s := subject.Open(t)
	data := []byte{0, 10, 255, 13, 10}
	check(t, s.SaveImage(storage.Image{Document: "a", Path: "./b.png", Type: "image/png", Alt: "Un \"b\"\n", Data: data}))
	check(t, s.SaveImage(storage.Image{Document: "a", Path: "./a.png", Data: []byte("ancien")}))
	check(t, s.SaveImage(storage.Image{Document: "a", Path: "./a.png", Data: []byte("nouveau")}))
	check(t, s.SaveImage(storage.Image{Document: "b", Path: "./a.png", Data: []byte("autre")}))
	data[0] = 9 // the store has its own copy
	images, err := subject.again(t, s).Images("a")
	check(t, err)
	if len(images) != 2 || images[0].Path != "./a.png" || string(images[0].Data) != "nouveau" {
		t.Fatalf("Images = %+v", images)
	}
	if b := images[1]; b.Type != "image/png" || b.Alt != "Un \"b\"\n" || !bytes.Equal(b.Data, []byte{0, 10, 255, 13, 10}) {
		t.Errorf("image = %+v", b)
	}
	check(t, s.DropImage("a", "./a.png"))
	check(t, s.DropImage("a", "./absente.png"))
	a, _ := s.Images("a")
	b, _ := s.Images("b")
	if len(a) != 1 || len(b) != 1 {
		t.Errorf("after DropImage: %d and %d images", len(a), len(b))
	}
}

// Several writers each add their marks to one document: all are there, each
// save saw the one before, and a reader never sees half of one.
func testWriters(t *testing.T, subject Subject) {
	const writers, marks = 4, 10
	s := subject.Open(t)
	save(t, s, storage.Document{ID: "a"}, 1)
	var wg sync.WaitGroup
	for w := range writers {
		own := subject.again(t, s)
		wg.Go(func() {
			for m := range marks {
				for {
					d, err := own.Load("a")
					if err != nil {
						t.Error(err)
						return
					}
					if want := strings.Count(d.Text, ";") + 1; d.Revision != want {
						t.Errorf("revision %d has %d marks", d.Revision, want-1)
						return
					}
					d.Text += fmt.Sprintf("%d.%d;", w, m)
					_, err = own.Save(d, 1)
					if err == nil {
						break
					}
					if !errors.Is(err, storage.ErrStale) {
						t.Error(err)
						return
					}
				}
			}
		})
	}
	wg.Wait()
	d, err := s.Load("a")
	check(t, err)
	for w := range writers {
		for m := range marks {
			if !strings.Contains(d.Text, fmt.Sprintf("%d.%d;", w, m)) {
				t.Errorf("mark %d of writer %d is lost", m, w)
			}
		}
	}
	if d.Revision != writers*marks+1 {
		t.Errorf("revision %d after %d saves", d.Revision, writers*marks+1)
	}
}

func testVersionNumbers(t *testing.T, subject Subject) {
	const writers, each = 4, 8
	s := subject.Open(t)
	ids := make([][]int, writers)
	var wg sync.WaitGroup
	for w := range writers {
		own := subject.again(t, s)
		wg.Go(func() {
			for i := range each {
				id, err := own.AddVersion(storage.Version{Document: fmt.Sprint(w), Kind: storage.Named, Text: fmt.Sprint(w, i)})
				if err != nil {
					t.Error(err)
				}
				ids[w] = append(ids[w], id)
			}
		})
	}
	wg.Wait()
	for w, own := range ids {
		for i, id := range own {
			if v, err := s.Version(id); err != nil || v.Text != fmt.Sprint(w, i) {
				t.Errorf("version %d holds %q, %v, want %q", id, v.Text, err, fmt.Sprint(w, i))
			}
		}
	}
}

// Whatever happens, what Save accepted is what Load gives.
func testNothingIsLost(t *testing.T, subject Subject) {
	r := rand.New(rand.NewSource(3))
	s := subject.Open(t)
	want := map[string]string{}
	seen := map[string]storage.Document{}
	for i := range 300 {
		id := fmt.Sprint("d", r.Intn(5))
		d, known := seen[id]
		if !known {
			d = storage.Document{ID: id}
		}
		d.Text = strings.Repeat("x", r.Intn(20)) + fmt.Sprint(i)
		if r.Intn(4) == 0 && known {
			d.Revision-- // another tab's view
		}
		got, err := s.Save(d, storage.Millis(r.Intn(1000)))
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
