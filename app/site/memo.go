package site

import (
	"sync"

	"apercu/app/template/value"
)

// memo keeps what shortcodes printed, since a page is rendered at every key
// and its shortcodes seldom change. It holds two generations: when the young
// one is full it becomes the old one, and what is asked of the old one moves
// back. So it never holds more than twice maxMemo bytes.
type memo struct {
	mu         sync.Mutex
	young, old map[memoKey]string
	bytes      int
}

type memoKey struct {
	sc   *Shortcode
	page *value.Object
	text string
}

// maxMemo is how many bytes of keys and outputs make a generation.
const maxMemo = 4 << 20

func (m *memo) get(k memoKey) (string, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if out, ok := m.young[k]; ok {
		return out, true
	}
	out, ok := m.old[k]
	if ok {
		m.keep(k, out)
	}
	return out, ok
}

func (m *memo) put(k memoKey, out string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.keep(k, out)
}

func (m *memo) keep(k memoKey, out string) {
	if m.bytes > maxMemo || m.young == nil {
		m.young, m.old, m.bytes = map[memoKey]string{}, m.young, 0
	}
	m.young[k] = out
	m.bytes += len(k.text) + len(out) + 64
}
