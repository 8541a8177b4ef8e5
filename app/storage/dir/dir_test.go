package dir

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"apercu/app/storage"
	"apercu/app/storage/storagetest"
)

func open(t *testing.T, root string) *Store {
	t.Helper()
	s, err := Open(root)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestStore(t *testing.T) {
	storagetest.Run(t, storagetest.Subject{
		Open:  func(t *testing.T) storage.Store { return open(t, t.TempDir()) },
		Again: func(t *testing.T, s storage.Store) storage.Store { return open(t, s.(*Store).root) },
	})
}

// full is a disk with room for a few bytes only.
type full struct {
	*os.File
	room int
}

func (f *full) Write(data []byte) (int, error) {
	n, err := f.File.Write(data[:min(f.room, len(data))])
	if err == nil && n < len(data) {
		err = syscall.ENOSPC
	}
	return n, err
}

// withRoom makes the next files of s take that many bytes.
func withRoom(s *Store, room int) {
	s.create = func(folder string) (file, error) {
		f, err := createFile(folder)
		if err != nil {
			return nil, err
		}
		return &full{f.(*os.File), room}, nil
	}
}

func TestFullDisk(t *testing.T) {
	s := open(t, t.TempDir())
	first, err := s.Save(storage.Document{ID: "a", Text: "avant"}, 1)
	if err != nil {
		t.Fatal(err)
	}
	next := first
	next.Text = "après"
	for _, room := range []int{0, 1, 40} {
		withRoom(s, room)
		for name, err := range map[string]error{
			"Save":       second(s.Save(next, 2)),
			"Save new":   second(s.Save(storage.Document{ID: "b"}, 2)),
			"Delete":     s.Delete("a", 2),
			"AddVersion": second(s.AddVersion(storage.Version{Document: "a", Text: strings.Repeat("x", 100)})),
			"SaveImage":  s.SaveImage(storage.Image{Document: "a", Path: "i", Data: make([]byte, 100)}),
		} {
			if !errors.Is(err, storage.ErrNotKept) || !errors.Is(err, syscall.ENOSPC) {
				t.Errorf("%s with room for %d bytes: %v, want ErrNotKept and why", name, room, err)
			}
		}
	}
	if got, err := s.Load("a"); err != nil || got != first {
		t.Errorf("after a full disk: %+v, %v", got, err)
	}
	s.create = createFile
	list, _ := s.List()
	versions, _ := s.Versions("a")
	images, _ := s.Images("a")
	if len(list) != 1 || len(versions) != 0 || len(images) != 0 {
		t.Errorf("half a file is listed: %v, %v, %v", list, versions, images)
	}
	if got, err := s.Save(next, 2); err != nil || got.Revision != 2 {
		t.Errorf("once there is room: %+v, %v", got, err)
	}
	if left := files(t, s.root, ".new-"); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

func second[T any](_ T, err error) error { return err }

func files(t *testing.T, root, part string) (found []string) {
	t.Helper()
	err := filepath.WalkDir(root, func(name string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() && strings.Contains(e.Name(), part) {
			found = append(found, e.Name())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// A program that dies while it saves leaves part of a file beside the whole one.
func TestKilledWhileSaving(t *testing.T) {
	s := open(t, t.TempDir())
	first, err := s.Save(storage.Document{ID: "a", Text: "un"}, 1)
	if err != nil {
		t.Fatal(err)
	}
	id, err := s.AddVersion(storage.Version{Document: "a", Text: "un"})
	if err != nil {
		t.Fatal(err)
	}
	for _, folder := range []string{s.folder("a"), s.folder("b"), s.versions()} {
		_ = os.MkdirAll(folder, 0o700)
		if err := os.WriteFile(filepath.Join(folder, ".new-123"), []byte(`{"ID":"a","Revi`), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	again := open(t, s.root)
	if got, err := again.Load("a"); err != nil || got != first {
		t.Errorf("beside part of a file: %+v, %v", got, err)
	}
	if list, err := again.List(); err != nil || len(list) != 1 {
		t.Errorf("List = %+v, %v", list, err)
	}
	if list, err := again.Versions("a"); err != nil || len(list) != 1 || list[0].ID != id {
		t.Errorf("Versions = %+v, %v", list, err)
	}
}

// Programs, not only goroutines, take turns: this test runs itself.
func TestPrograms(t *testing.T) {
	const programs, saves = 3, 12
	if root := os.Getenv("APERCU_TEST_STORE"); root != "" {
		s := open(t, root)
		for n := 0; n < saves; {
			d, err := s.Load("a")
			if err != nil {
				t.Fatal(err)
			}
			d.Text += "x"
			if _, err = s.Save(d, 1); err == nil {
				n++
			} else if !errors.Is(err, storage.ErrStale) {
				t.Fatal(err)
			}
		}
		return
	}
	if runtime.GOOS == "js" || runtime.GOOS == "windows" {
		t.Skip("no lock among programs here")
	}
	s := open(t, t.TempDir())
	if _, err := s.Save(storage.Document{ID: "a"}, 1); err != nil {
		t.Fatal(err)
	}
	var all []*exec.Cmd
	for range programs {
		cmd := exec.Command(os.Args[0], "-test.run=^TestPrograms$")
		cmd.Env = append(os.Environ(), "APERCU_TEST_STORE="+s.root)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		all = append(all, cmd)
	}
	for _, cmd := range all {
		if err := cmd.Wait(); err != nil {
			t.Error(err)
		}
	}
	if d, err := s.Load("a"); err != nil || len(d.Text) != programs*saves {
		t.Errorf("%d of %d saves are there, %v", len(d.Text), programs*saves, err)
	}
}

func TestReadBack(t *testing.T) {
	s := open(t, t.TempDir())
	s.create = func(folder string) (file, error) {
		f, err := createFile(folder)
		return lying{f}, err
	}
	if _, err := s.Save(storage.Document{ID: "a", Text: "gardé ?"}, 1); !errors.Is(err, storage.ErrNotKept) {
		t.Errorf("a disk that says yes and keeps nothing: %v, want ErrNotKept", err)
	}
}

// lying is a disk that says yes and keeps nothing.
type lying struct{ file }

func (l lying) Write(data []byte) (int, error) { return len(data), nil }
