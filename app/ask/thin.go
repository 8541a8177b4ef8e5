package ask

import (
	"apercu/app/storage"
)

func init() {
	type version struct {
		ID   int            `json:"id"`
		At   storage.Millis `json:"at"`
		Kind storage.Kind   `json:"kind"`
	}
	type args struct {
		Versions []version      `json:"versions"`
		Now      storage.Millis `json:"now"`
	}
	// thin says which versions of a document may go: the rules are storage's.
	question("thin", func(_ Context, a args, _ []byte) (any, error) {
		versions := make([]storage.Version, len(a.Versions))
		for i, v := range a.Versions {
			versions[i] = storage.Version{ID: v.ID, At: v.At, Kind: v.Kind}
		}
		drop := storage.Thin(versions, a.Now)
		if drop == nil {
			drop = []int{}
		}
		return map[string][]int{"drop": drop}, nil
	})
}
