package check

import (
	"io/fs"
	"slices"
	"strings"
	"sync"

	"apercu/app/source"
)

// Facts is a Site made from a tree of files and what the caller knows of the
// pages. It reads names and sizes only. Once a rule has asked for something,
// AllPages must not change; it is then safe for concurrent use.
type Facts struct {
	AllPages      []PageFacts
	AllLayouts    []string
	AllShortcodes []Shortcode
	Base          string
	// Incomplete says that some files of the site are not in the tree (a pack
	// leaves documents and large images out): one that is not known may exist.
	Incomplete bool
	// Listed says that the tree came with the list of all the site's files.
	Listed bool
	// AlsoGenerated says that the site makes pages that are not in AllPages.
	AlsoGenerated bool
	// Inherit gives a page's value for a key from outside of its own front
	// matter; nil when nothing is inherited.
	Inherit func(path, key string) string
	// AnchorsOf makes the ids of a page, false when they are not known for
	// certain; it is asked once a page. nil: they never are.
	AnchorsOf func(path string) (ids map[string]bool, ok bool)

	// Source is the text of a page, "" when it cannot be read; nil: no page can.
	Source func(path string) string

	sizes map[string]int64
	lower map[string]string

	once sync.Once // makes what follows of AllPages
	urls map[string]PageFacts
	tags map[string]map[string]int // by tagKey

	guard   sync.Mutex                                // of what follows
	videos  map[string][]string                       // paths by key
	read    int                                       // pages of AllPages that videos knows
	anchors map[string]func() (map[string]bool, bool) // by path, each made once
}

// NewFacts lists the files of a site; hidden folders and node_modules are left out.
// A nil tree has no file.
func NewFacts(fsys fs.FS) *Facts {
	f := &Facts{sizes: map[string]int64{}, lower: map[string]string{}}
	if fsys == nil {
		return f
	}
	// A folder that cannot be read is one whose files are not known.
	_ = fs.WalkDir(fsys, ".", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return nil
		case d.IsDir():
			if name := d.Name(); path != "." && (strings.HasPrefix(name, ".") || name == "node_modules" || name == "_site") {
				return fs.SkipDir
			}
			return nil
		}
		size := int64(0)
		if info, err := d.Info(); err == nil {
			size = info.Size()
		}
		f.Add(path, size)
		return nil
	})
	return f
}

// Add makes a file known.
func (f *Facts) Add(path string, size int64) {
	if f.sizes == nil {
		f.sizes, f.lower = map[string]int64{}, map[string]string{}
	}
	f.sizes[path] = size
	f.lower[strings.ToLower(path)] = path
}

// File implements Site.
func (f *Facts) File(path string) (real string, size int64, ok bool) {
	if size, ok := f.sizes[path]; ok {
		return path, size, true
	}
	real = f.lower[strings.ToLower(path)]
	if ext := extension(path); f.Incomplete && real == "" && (fileKinds[ext] != "" || imageKinds[ext]) {
		return path, -1, true
	}
	return real, 0, false
}

var imageKinds = map[string]bool{"png": true, "jpg": true, "jpeg": true, "gif": true, "webp": true, "avif": true, "svg": true}

// Pages implements Site.
func (f *Facts) Pages() []PageFacts { return f.AllPages }

// Generated implements Site.
func (f *Facts) Generated() bool { return f.AlsoGenerated }

// PageAt implements Site.
func (f *Facts) PageAt(path string) (PageFacts, bool) {
	f.once.Do(f.index)
	p, ok := f.urls[strings.Trim(path, "/")]
	return p, ok
}

// Anchors implements Site.
func (f *Facts) Anchors(path string) (map[string]bool, bool) {
	if f.AnchorsOf == nil {
		return nil, false
	}
	f.guard.Lock()
	made := f.anchors[path]
	if made == nil {
		made = sync.OnceValues(func() (map[string]bool, bool) { return f.AnchorsOf(path) })
		if f.anchors == nil {
			f.anchors = map[string]func() (map[string]bool, bool){}
		}
		f.anchors[path] = made
	}
	f.guard.Unlock()
	return made()
}

// VideoPages implements Site.
func (f *Facts) VideoPages(key string) []string {
	f.guard.Lock()
	defer f.guard.Unlock()
	return f.videos[key]
}

// pagesAPiece is how many pages are read at once for their videos: a page
// without any costs its reading only.
const pagesAPiece = 4

// ReadVideos implements Site.
func (f *Facts) ReadVideos() []func() {
	f.guard.Lock()
	defer f.guard.Unlock()
	if f.Source == nil {
		return nil
	}
	var pieces []func()
	for at := f.read; at < len(f.AllPages); at += pagesAPiece {
		pieces = append(pieces, f.readVideos)
	}
	return pieces
}

func (f *Facts) readVideos() {
	f.guard.Lock()
	defer f.guard.Unlock()
	if f.videos == nil {
		f.videos = map[string][]string{}
	}
	for range pagesAPiece {
		if f.read == len(f.AllPages) {
			return
		}
		path := f.AllPages[f.read].Path
		f.read++
		for _, key := range videoKeys(path, f.Source(path)) {
			if !contains(f.videos[key], path) {
				f.videos[key] = append(f.videos[key], path)
			}
		}
	}
}

// videoWords are in every page that shows a video: iframes, elements, front
// matter and shortcodes.
var videoWords = []string{"<iframe", "<video", "<audio", "video:", "{% video", "dailymotion", "youtube", "vimeo", "peertube", "audio", "acast", "podcast"}

// videoKeys are the videos that a page shows.
func videoKeys(path, text string) []string {
	if !slices.ContainsFunc(videoWords, func(word string) bool { return strings.Contains(text, word) }) {
		return nil
	}
	var keys []string
	for _, v := range newPass(Input{File: source.NewFile(path, text)}).media() {
		if v.id != "" {
			keys = append(keys, v.key())
		}
	}
	return keys
}

// TagsLike implements Site.
func (f *Facts) TagsLike(tag string) map[string]int {
	f.once.Do(f.index)
	return f.tags[tagKey(tag)]
}

func (f *Facts) index() {
	f.urls, f.tags = map[string]PageFacts{}, map[string]map[string]int{}
	for _, p := range f.AllPages {
		if p.URL != "" {
			f.urls[strings.Trim(p.URL, "/")] = p
		}
		for _, t := range p.Tags {
			key := tagKey(t)
			if f.tags[key] == nil {
				f.tags[key] = map[string]int{}
			}
			f.tags[key][t]++
		}
	}
}

// Layouts implements Site.
func (f *Facts) Layouts() []string { return f.AllLayouts }

// Shortcodes implements Site.
func (f *Facts) Shortcodes() []Shortcode { return f.AllShortcodes }

// BaseURL implements Site.
func (f *Facts) BaseURL() string { return f.Base }

// Inherited implements Site.
func (f *Facts) Inherited(path, key string) string {
	if f.Inherit == nil {
		return ""
	}
	return f.Inherit(path, key)
}
