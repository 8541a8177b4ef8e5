package storage_test

import (
	"testing"

	"apercu/app/storage"
	"apercu/app/storage/storagetest"
)

func TestMemory(t *testing.T) {
	storagetest.Run(t, storagetest.Subject{Open: func(*testing.T) storage.Store { return storage.NewMemory() }})
}
