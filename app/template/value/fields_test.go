package value

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
)

// TestObjectCopies: copies and originals never see each other's changes, and
// each keeps the order of insertion.
func TestObjectCopies(t *testing.T) {
	type model struct {
		keys []string
		vals map[string]Value
	}
	r := rand.New(rand.NewPCG(1, 2))
	objects, models := []*Object{NewObject(0)}, []model{{vals: map[string]Value{}}}
	for step := range 2_000 {
		i := r.IntN(len(objects))
		o, m := objects[i], &models[i]
		key := "k" + strconv.Itoa(r.IntN(40))
		switch r.IntN(12) {
		case 0:
			c := model{slices.Clone(m.keys), map[string]Value{}}
			for k, v := range m.vals {
				c.vals[k] = v
			}
			at := r.IntN(20)
			if at >= len(objects) {
				objects, models = append(objects, o.Clone()), append(models, c)
			} else {
				objects[at], models[at] = o.Clone(), c
			}
			continue
		case 1:
			o.Delete(key)
			if j := slices.Index(m.keys, key); j >= 0 {
				m.keys = slices.Delete(slices.Clone(m.keys), j, j+1)
				delete(m.vals, key)
			}
		default:
			o.Set(key, float64(step))
			if _, ok := m.vals[key]; !ok {
				m.keys = append(m.keys, key)
			}
			m.vals[key] = float64(step)
		}
		for i, o := range objects {
			if !slices.Equal(o.Keys(), models[i].keys) {
				t.Fatalf("step %d: keys %v, want %v", step, o.Keys(), models[i].keys)
			}
			for k := range 40 {
				name := "k" + strconv.Itoa(k)
				v, ok := o.Get(name)
				want, there := models[i].vals[name]
				if ok != there || v != want {
					t.Fatalf("step %d: %s is %v (%v), want %v (%v)", step, name, v, ok, want, there)
				}
			}
		}
	}
}
