package value

import "sync/atomic"

// This file holds the fields of objects. Every page makes a dozen of them by
// copying one and adding a few keys: so a copy shares the names and their index
// with the original, and the last few names have no index at all. Maps copied
// name by name took a twentieth of the time of rendering a site of small pages.

// Object is a JavaScript object with string keys; it is shared by reference.
// Enumeration gives integer-like keys first in ascending order, then the
// others in order of insertion. The zero Object is empty and ready to use.
type Object struct {
	keys    []string // insertion order
	vals    []Value  // of keys
	index   map[string]int
	indexed int         // how many keys, from the first on, are in index
	shared  atomic.Bool // index is that of another object too: it must not change
	ints    int         // how many keys are integer-like; 0 lets Keys return keys as is
}

// unindexed is how many names are looked through one by one.
const unindexed = 16

// NewObject gives an empty object with room for n keys.
func NewObject(n int) *Object {
	return &Object{keys: make([]string, 0, n), vals: make([]Value, 0, n)}
}

// find is the place of a key, -1 when it is not there.
func (o *Object) find(key string) int {
	if o.indexed > 0 {
		if i, ok := o.index[key]; ok {
			return i
		}
	}
	for i := o.indexed; i < len(o.keys); i++ {
		if o.keys[i] == key {
			return i
		}
	}
	return -1
}

// Get is the value under key; ok is false when there is none. A nil Object is empty.
func (o *Object) Get(key string) (v Value, ok bool) {
	if o == nil {
		return nil, false
	}
	if i := o.find(key); i >= 0 {
		return o.vals[i], true
	}
	return nil, false
}

// At is the value under key, undefined (nil) when there is none.
func (o *Object) At(key string) Value {
	v, _ := o.Get(key)
	return v
}

// Has reports whether the key is there.
func (o *Object) Has(key string) bool { return o != nil && o.find(key) >= 0 }

// Set puts a value under key, keeping the place of a key already there.
func (o *Object) Set(key string, v Value) {
	if i := o.find(key); i >= 0 {
		o.vals[i] = v
		return
	}
	o.keys, o.vals = append(o.keys, key), append(o.vals, v)
	if _, ok := arrayIndex(key); ok {
		o.ints++
	}
	if len(o.keys) > o.indexed+unindexed {
		o.extend()
	}
}

// Index lets all copies of an object share the index of the names it has now.
func (o *Object) Index() { o.extend() }

// extend puts all keys into the index.
func (o *Object) extend() {
	if o.index == nil || o.shared.Load() {
		o.index, o.indexed = make(map[string]int, 2*len(o.keys)), 0
		o.shared.Store(false)
	}
	for ; o.indexed < len(o.keys); o.indexed++ {
		o.index[o.keys[o.indexed]] = o.indexed
	}
}

// Delete removes a key, if it is there.
func (o *Object) Delete(key string) {
	if o == nil {
		return
	}
	i := o.find(key)
	if i < 0 {
		return
	}
	o.keys = append(o.keys[:i:i], o.keys[i+1:]...) // others may hold the old list
	o.vals = append(o.vals[:i], o.vals[i+1:]...)
	o.index, o.indexed = nil, 0
	if len(o.keys) > unindexed {
		o.extend()
	}
	if _, ok := arrayIndex(key); ok {
		o.ints--
	}
}

// Len is the number of keys.
func (o *Object) Len() int {
	if o == nil {
		return 0
	}
	return len(o.keys)
}

// Keys lists the keys in JavaScript's enumeration order; do not change the slice.
func (o *Object) Keys() []string {
	switch {
	case o == nil:
		return nil
	case o.ints == 0:
		return o.keys
	}
	return integersFirst(o.keys)
}

// Clone is a shallow copy. It may be made by several at once.
func (o *Object) Clone() *Object { return o.CloneFor(4) }

// CloneFor is a shallow copy with room for more keys.
func (o *Object) CloneFor(more int) *Object {
	if o == nil {
		return &Object{}
	}
	n := len(o.keys)
	c := &Object{keys: o.keys[:n:n], vals: append(make([]Value, 0, n+more), o.vals...), ints: o.ints}
	if o.indexed > 0 {
		if !o.shared.Load() {
			o.shared.Store(true)
		}
		c.index, c.indexed = o.index, o.indexed
		c.shared.Store(true)
	}
	return c
}
