package site

import (
	"errors"
	"io/fs"
	"path"
	"sort"
	"strings"

	"apercu/app/diag"
	"apercu/app/document"
	"apercu/app/document/yaml"
	"apercu/app/template/value"
)

// This file reads data files and joins them: _data, then layouts, then the
// folders' own from the top down, then the page's, then its front matter. As
// in Eleventy, objects merge deeply, lists concatenate, and a key written
// "override:name" replaces instead.

const override = "override:"

// merge joins data of higher precedence over lower; neither is changed. As in
// Eleventy's Merge.js, only an object replaces an object.
func merge(low, high value.Value) value.Value {
	if l, ok := low.(*value.Object); ok {
		if h, ok := high.(*value.Object); ok {
			return mergeObjects(l, h)
		}
		return low
	}
	switch h := high.(type) {
	case *value.Array:
		if l, ok := low.(*value.Array); ok {
			return value.NewArray(append(append([]value.Value(nil), l.Elems...), h.Elems...)...)
		}
	case *value.Object:
		return mergeObjects(nil, h)
	}
	return high
}

func mergeObjects(low, high *value.Object) *value.Object {
	out := low.Clone()
	for _, key := range high.Keys() {
		v := high.At(key)
		if name, ok := strings.CutPrefix(key, override); ok {
			out.Set(name, v)
			continue
		}
		out.Set(key, merge(out.At(key), v))
	}
	return out
}

// listed makes a list of one tag written as text, so that it joins the others.
func listed(data *value.Object) *value.Object {
	tag, ok := data.At("tags").(string)
	if !ok {
		return data
	}
	data = data.Clone()
	list := value.NewArray()
	if tag != "" {
		list.Elems = append(list.Elems, tag)
	}
	data.Set("tags", list)
	return data
}

// tidy does what Eleventy does last: no tag is there twice.
func tidy(data *value.Object) {
	if !data.Has("tags") {
		return
	}
	list := value.NewArray()
	seen := map[string]bool{}
	if tags, ok := data.At("tags").(*value.Array); ok {
		for _, e := range tags.Elems {
			if name := value.ToString(e); !seen[name] {
				seen[name] = true
				list.Elems = append(list.Elems, e)
			}
		}
	}
	data.Set("tags", list)
}

// readData reads every file of the data folder: a/b.json becomes a.b.
func (s *Site) readData(fsys fs.FS, folder string) *value.Object {
	data := value.NewObject(0)
	if fsys == nil {
		return data
	}
	_ = fs.WalkDir(fsys, folder, func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return nil
		}
		v, ok := s.readDataFile(fsys, p)
		if !ok {
			return nil
		}
		rel := strings.TrimPrefix(strings.TrimPrefix(p, folder), "/")
		keys := strings.Split(dataName(rel), "/")
		for i := len(keys) - 1; i >= 0; i-- {
			o := value.NewObject(1)
			o.Set(keys[i], v)
			v = o
		}
		data = mergeObjects(data, v.(*value.Object))
		return nil
	})
	return data
}

// dataName drops the extension, and that of the JavaScript a pack's JSON stands for.
func dataName(rel string) string {
	rel = strings.TrimSuffix(rel, path.Ext(rel))
	switch path.Ext(rel) {
	case ".js", ".cjs", ".mjs":
		rel = strings.TrimSuffix(rel, path.Ext(rel))
	}
	return rel
}

// readDataFile decodes a JSON or YAML file; JavaScript is named and skipped,
// unless its JSON stands beside it, as a pack has it.
func (s *Site) readDataFile(fsys fs.FS, name string) (value.Value, bool) {
	ext := path.Ext(name)
	switch ext {
	case ".js", ".cjs", ".mjs":
		if _, err := fs.Stat(fsys, name+".json"); err != nil {
			s.report(name, diag.Diagnostic{
				Code: "site-javascript", Severity: diag.Warning,
				Message: diag.T("`%s` est du JavaScript : ses données manquent ici.", "`%s` is JavaScript: its data is missing here.", name),
				Hint:    diag.T("La commande « apercu pack » peut les ajouter si Node est installé.", "The command “apercu pack” can add it when Node is installed."),
			})
		}
		return nil, false
	case ".json", ".yaml", ".yml":
	default:
		return nil, false
	}
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, false
	}
	var v value.Value
	if ext == ".json" {
		v, err = value.FromJSON(data)
	} else {
		v, err = document.DecodeYAML(string(data))
	}
	if err != nil {
		s.reportYAML(name, err)
		return nil, false
	}
	return v, true
}

func (s *Site) report(name string, d diag.Diagnostic) {
	s.Diagnostics = append(s.Diagnostics, FileDiagnostic{name, d})
}

func (s *Site) reportYAML(name string, err error) {
	d := diag.Diagnostic{
		Code: "site-data", Severity: diag.Error,
		Message: diag.T("`%s` ne peut pas être lu : ses données manquent ici.", "`%s` cannot be read: its data is missing here.", name),
		Hint:    diag.T("Détail : %s", "Detail: %s", err.Error()),
	}
	var y *yaml.Error
	if errors.As(err, &y) {
		d.Span = y.Span
	}
	s.report(name, d)
}

// pageData joins what a page inherits and its own front matter.
func (s *Site) pageData(name string, front *value.Object) *value.Object {
	name, front = clean(name), listed(front)
	directory := s.folderData(path.Dir(name))
	own := s.local[strings.TrimSuffix(name, path.Ext(name))]
	if own != nil {
		directory = mergeObjects(directory, own)
	}
	layout, _ := front.At("layout").(string)
	if !value.Truthy(front.At("layout")) {
		layout, _ = directory.At("layout").(string)
	}
	if s.Layout(layout) == nil {
		layout = "" // so that the names an author types are not kept
	}
	var data *value.Object
	if own == nil {
		data = s.base(base{layout, path.Dir(name)}, directory)
	} else {
		data = s.inherited(layout, directory)
	}
	// What front matter overrides, it does over the layout's data too.
	data = mergeObjects(data, front)
	tidy(data)
	return data
}

// inherited joins the site's data, a layout's and that of data files.
func (s *Site) inherited(layout string, directory *value.Object) *value.Object {
	data := s.globals
	if layout != "" {
		data = mergeObjects(data, s.layoutData(layout, 0))
	}
	return mergeObjects(data, directory)
}

// base is what pages inherit that have the same layout and folder.
type base struct{ layout, folder string }

// base is the data that such pages inherit, joined once for all of them.
func (s *Site) base(key base, directory *value.Object) *value.Object {
	s.mu.Lock()
	data := s.bases[key]
	s.mu.Unlock()
	if data != nil {
		return data
	}
	data = s.inherited(key.layout, directory)
	data.Index()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.bases[key] = data
	return data
}

// layoutData is that of a layout over its own layouts; their names stay theirs.
func (s *Site) layoutData(name string, depth int) *value.Object {
	l := s.Layout(name)
	if l == nil || depth > 20 {
		return value.NewObject(0)
	}
	own := listed(l.Data).Clone()
	parent, _ := own.At("layout").(string)
	own.Delete("layout")
	if parent == "" {
		return own
	}
	return mergeObjects(s.layoutData(parent, depth+1), own)
}

// localExtensions are those of data files beside pages, the lowest first. The
// JSON that a pack keeps of a JavaScript file stands for it.
var localExtensions = []string{".yaml", ".yml", ".json", ".11tydata.yaml", ".11tydata.json", ".11tydata.js", ".11tydata.cjs", ".11tydata.mjs",
	".11tydata.js.json", ".11tydata.cjs.json", ".11tydata.mjs.json"}

// readLocalData reads every data file beside pages, once.
func (s *Site) readLocalData(fsys fs.FS) {
	type found struct {
		rank int
		name string
	}
	files := map[string][]found{}
	for _, p := range s.content {
		base := path.Base(p)
		dot := strings.IndexByte(base, '.')
		for rank, ext := range localExtensions {
			if dot > 0 && base[dot:] == ext {
				stem := strings.TrimSuffix(p, ext)
				files[stem] = append(files[stem], found{rank, p})
			}
		}
	}
	for _, stem := range sortedKeys(files) {
		list := files[stem]
		sort.Slice(list, func(i, j int) bool { return list[i].rank < list[j].rank })
		data := value.NewObject(0)
		for _, f := range list {
			if v, ok := s.readDataFile(fsys, f.name); ok {
				if o, ok := v.(*value.Object); ok {
					data = mergeObjects(data, listed(o))
				}
			}
		}
		s.local[stem] = data
	}
}

// folderData joins the data files of a folder and of those above it: for
// content/fr/blog those of content, content/fr and content/fr/blog that bear
// the folder's name.
func (s *Site) folderData(folder string) *value.Object {
	if folder == "." {
		return value.NewObject(0)
	}
	data := s.folderData(path.Dir(folder))
	if own := s.local[folder+"/"+path.Base(folder)]; own != nil {
		data = mergeObjects(data, own)
	}
	return data
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
