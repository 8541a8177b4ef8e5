//go:build unix

package dir

import (
	"os"
	"syscall"
)

// lockFile waits until no other program has the lock; closing f gives it back.
func lockFile(f *os.File) error {
	for {
		if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX); err != syscall.EINTR {
			return err
		}
	}
}
