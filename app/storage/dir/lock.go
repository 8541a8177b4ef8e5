package dir

import (
	"os"
	"path/filepath"
	"sync"
)

// This file lets one writer of a folder write at a time: in this program by a
// mutex, among programs by the system's lock on a file, which ends with the
// program that has it. Systems other than Unix have the mutex alone: two
// programs must not write to one folder there.

// turns has a mutex for each folder that this program opened.
var turns sync.Map // string → *sync.Mutex

func (s *Store) lock() (unlock func(), err error) {
	turn, _ := turns.LoadOrStore(s.root, &sync.Mutex{})
	mu := turn.(*sync.Mutex)
	mu.Lock()
	f, err := os.OpenFile(filepath.Join(s.root, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err == nil {
		err = lockFile(f)
	}
	if err != nil {
		_ = f.Close()
		mu.Unlock()
		return nil, notKept(err)
	}
	return func() {
		_ = f.Close()
		mu.Unlock()
	}, nil
}
