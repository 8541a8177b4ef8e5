package storage

import (
	"sort"
	"sync"
)

// Memory is a Store that forgets everything with the program: for tests, and
// for browsers that keep nothing.
type Memory struct {
	mu       sync.Mutex
	docs     map[string]Document
	versions []Version
	images   map[[2]string]Image
	last     int // ID of the newest version
}

// NewMemory gives an empty store.
func NewMemory() *Memory {
	return &Memory{docs: map[string]Document{}, images: map[[2]string]Image{}}
}

func (m *Memory) List() ([]Summary, error) {
	return m.summaries(func(d Document) (bool, Millis) { return d.Deleted == 0, d.Updated }), nil
}

func (m *Memory) Trash() ([]Summary, error) {
	return m.summaries(func(d Document) (bool, Millis) { return d.Deleted != 0, d.Deleted }), nil
}

func (m *Memory) summaries(want func(Document) (bool, Millis)) []Summary {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []Summary
	for _, d := range m.docs {
		if ok, _ := want(d); ok {
			s := Summary{d, len(d.Text)}
			s.Text = ""
			out = append(out, s)
		}
	}
	sort.Slice(out, func(i, j int) bool {
		_, a := want(out[i].Document)
		_, b := want(out[j].Document)
		return a > b || a == b && out[i].ID < out[j].ID
	})
	return out
}

func (m *Memory) Load(id string) (Document, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	d, ok := m.docs[id]
	if !ok {
		return Document{}, ErrNotFound
	}
	return d, nil
}

func (m *Memory) Save(d Document, now Millis) (Document, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	old := m.docs[d.ID]
	if d.Revision != old.Revision {
		return d, ErrStale
	}
	return m.put(Next(d, old, now)), nil
}

// Next is the document that a Save over old writes: its revision one higher,
// its time above the last whatever the clock says.
func Next(d, old Document, now Millis) Document {
	d.Revision++
	d.Updated = max(now, old.Updated+1)
	if d.Created == 0 {
		d.Created = d.Updated
	}
	return d
}

func (m *Memory) put(d Document) Document {
	m.docs[d.ID] = d
	return d
}

func (m *Memory) change(id string, f func(*Document)) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	d, ok := m.docs[id]
	if !ok {
		return ErrNotFound
	}
	f(&d)
	m.put(d)
	return nil
}

func (m *Memory) Delete(id string, now Millis) error {
	return m.change(id, func(d *Document) { d.Deleted = max(now, 1) })
}

func (m *Memory) Restore(id string) error {
	return m.change(id, func(d *Document) { d.Deleted = 0 })
}

func (m *Memory) Purge(id string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.docs, id)
	m.filter(func(v Version) bool { return v.Document != id })
	for k := range m.images {
		if k[0] == id {
			delete(m.images, k)
		}
	}
	return nil
}

func (m *Memory) Versions(document string) ([]Version, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []Version
	for i := len(m.versions) - 1; i >= 0; i-- {
		if v := m.versions[i]; v.Document == document {
			v.Text = ""
			out = append(out, v)
		}
	}
	return out, nil
}

func (m *Memory) Version(id int) (Version, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, v := range m.versions {
		if v.ID == id {
			return v, nil
		}
	}
	return Version{}, ErrNotFound
}

func (m *Memory) AddVersion(v Version) (int, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for i := len(m.versions) - 1; i >= 0; i-- {
		if old := m.versions[i]; old.Document == v.Document {
			if old.Text == v.Text && v.Kind == Auto {
				return old.ID, nil
			}
			break
		}
	}
	m.last++
	v.ID = m.last
	m.versions = append(m.versions, v)
	return v.ID, nil
}

func (m *Memory) DropVersions(ids []int) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	drop := map[int]bool{}
	for _, id := range ids {
		drop[id] = true
	}
	m.filter(func(v Version) bool { return !drop[v.ID] })
	return nil
}

func (m *Memory) filter(keep func(Version) bool) {
	var out []Version
	for _, v := range m.versions {
		if keep(v) {
			out = append(out, v)
		}
	}
	m.versions = out
}

func (m *Memory) Images(document string) ([]Image, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []Image
	for k, image := range m.images {
		if k[0] == document {
			out = append(out, image)
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Path < out[j].Path })
	return out, nil
}

func (m *Memory) SaveImage(image Image) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	image.Data = append([]byte(nil), image.Data...)
	m.images[[2]string{image.Document, image.Path}] = image
	return nil
}

func (m *Memory) DropImage(document, path string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.images, [2]string{document, path})
	return nil
}
