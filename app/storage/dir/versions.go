package dir

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"

	"apercu/app/storage"
)

// This file keeps versions. Their numbers grow over all documents and none is
// given twice, not even that of a version that was dropped.

func (s *Store) versions() string { return filepath.Join(s.root, "versions") }

func (s *Store) versionName(id int) string {
	return filepath.Join(s.versions(), fmt.Sprintf("%08d.version", id))
}

// versionNumber is that of a file's name, 0 when it is none.
func versionNumber(name string) int {
	digits, _ := strings.CutSuffix(name, ".version")
	n, _ := strconv.Atoi(digits)
	return n
}

// Versions gives a document's versions without their texts, newest first.
func (s *Store) Versions(document string) ([]storage.Version, error) {
	entries, err := os.ReadDir(s.versions())
	if err != nil {
		return nil, fmt.Errorf("listing versions: %w", err)
	}
	var out []storage.Version
	for _, e := range entries {
		id := versionNumber(e.Name())
		if id == 0 {
			continue
		}
		v, err := s.Version(id)
		if errors.Is(err, storage.ErrNotFound) {
			continue // dropped meanwhile
		}
		if err != nil {
			return nil, err
		}
		if v.Document == document {
			v.Text = ""
			out = append(out, v)
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].ID > out[j].ID })
	return out, nil
}

// Version gives a version with its text.
func (s *Store) Version(id int) (storage.Version, error) {
	var v storage.Version
	text, err := read(s.versionName(id), &v)
	if errors.Is(err, fs.ErrNotExist) {
		return v, storage.ErrNotFound
	}
	v.Text = string(text)
	return v, err
}

// AddVersion keeps v and gives it an ID.
func (s *Store) AddVersion(v storage.Version) (int, error) {
	unlock, err := s.lock()
	if err != nil {
		return 0, err
	}
	defer unlock()
	known, err := s.Versions(v.Document)
	if err != nil {
		return 0, err
	}
	if len(known) > 0 && v.Kind == storage.Auto {
		if newest, err := s.Version(known[0].ID); err == nil && newest.Text == v.Text {
			return newest.ID, nil
		}
	}
	last, err := s.lastVersion()
	if err != nil {
		return 0, err
	}
	text := v.Text
	v.ID, v.Text = last+1, ""
	return v.ID, s.write(s.versionName(v.ID), v, []byte(text))
}

// lastVersion is the highest number given: that of a file, or the one noted
// when the newest was dropped.
func (s *Store) lastVersion() (int, error) {
	entries, err := os.ReadDir(s.versions())
	if err != nil {
		return 0, err
	}
	var last int
	if _, err := read(filepath.Join(s.versions(), "last"), &last); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return 0, err
	}
	for _, e := range entries {
		last = max(last, versionNumber(e.Name()))
	}
	return last, nil
}

// DropVersions forgets versions.
func (s *Store) DropVersions(ids []int) error {
	unlock, err := s.lock()
	if err != nil {
		return err
	}
	defer unlock()
	for _, id := range ids {
		if err := s.dropVersion(id); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) dropVersion(id int) error {
	last, err := s.lastVersion()
	if err != nil {
		return err
	}
	if id == last {
		if err := s.write(filepath.Join(s.versions(), "last"), last, nil); err != nil {
			return err
		}
	}
	return gone(os.Remove(s.versionName(id)))
}
