package dir

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"apercu/app/storage"
)

// This file writes a file whole or not at all, and reads it back.

// file is what write needs of a new file.
type file interface {
	io.WriteCloser
	Name() string
	Sync() error
}

// createFile makes a file in the folder of the one that it will become.
func createFile(folder string) (file, error) { return os.CreateTemp(folder, ".new-*") }

// write puts a new file under that name, with a line of JSON and data, in place
// of the one before, and reads it back.
func (s *Store) write(name string, head any, data []byte) error {
	line, err := json.Marshal(head)
	if err != nil {
		return err
	}
	whole := append(append(line, '\n'), data...)
	folder := filepath.Dir(name)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return notKept(err)
	}
	temp, err := s.create(folder)
	if err != nil {
		return notKept(err)
	}
	defer os.Remove(temp.Name()) // of what failed; else it has another name by then
	if err := fill(temp, whole); err != nil {
		return notKept(err)
	}
	if err := os.Rename(temp.Name(), name); err != nil {
		return notKept(err)
	}
	syncFolder(folder)
	kept, err := os.ReadFile(name)
	if err != nil {
		return notKept(err)
	}
	if !bytes.Equal(kept, whole) {
		return notKept(errors.New("what was read back is not what was written"))
	}
	return nil
}

// fill writes, and waits until the disk has it.
func fill(f file, data []byte) error {
	_, err := f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// syncFolder makes the disk keep the name too, where the system can.
func syncFolder(folder string) {
	if f, err := os.Open(folder); err == nil {
		_ = f.Sync()
		_ = f.Close()
	}
}

// read gives what is known of a file, into head, and its bytes.
func read(name string, head any) ([]byte, error) {
	whole, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	line, data, ok := bytes.Cut(whole, []byte("\n"))
	if !ok {
		return nil, fmt.Errorf("%s is none of the store's files", name)
	}
	if err := json.Unmarshal(line, head); err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	return data, nil
}

func notKept(err error) error { return fmt.Errorf("%w: %w", storage.ErrNotKept, err) }

// gone: what is not there is as well as removed.
func gone(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
