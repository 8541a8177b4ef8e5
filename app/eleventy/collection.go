package eleventy

import (
	"slices"

	"apercu/app/template/filter"
	"apercu/app/template/value"
)

// This file holds the filters on lists of pages and of tags.

func (o Options) collectionFilters() map[string]filter.Func {
	return map[string]filter.Func{
		"filterCollectionLang":      o.filterLang,
		"filterTagList":             plain(o.filterTagList),
		"findBySlug":                plain(findBySlug),
		"getAllTags":                plain(allTags),
		"getCollectionItem":         o.neighbour(0),
		"getCollectionItemIndex":    collectionIndex,
		"getNextCollectionItem":     o.neighbour(1),
		"getPreviousCollectionItem": o.neighbour(-1),
		"head":                      plain(head),
		"min":                       plain(least),
	}
}

// items is the elements of a list, an error for anything else.
func items(v value.Value) ([]value.Value, error) {
	if a, ok := v.(*value.Array); ok {
		return a.Elems, nil
	}
	if value.IsNil(v) {
		return nil, value.Errorf("cette collection n’existe pas", "collection is not iterable")
	}
	return nil, value.Errorf("ce filtre attend une collection", "collection is not iterable")
}

// samePage is how Eleventy recognises a page in a collection.
func samePage(item, page value.Value) bool {
	same := func(name string) bool {
		return value.StrictEqual(value.Member(item, name), value.Member(page, name))
	}
	return same("inputPath") && (same("outputPath") || same("url"))
}

// neighbour finds the current page (or the one given) in a collection and
// answers the item that many places further, undefined beyond the ends. With
// Eleventy's I18n plugin, which the theme has, the place is that of the page's
// version in the default language, and the answer is brought back to the
// page's language.
func (o Options) neighbour(step int) filter.Func {
	return func(s filter.Scope, in value.Value, args []value.Value, kwargs *value.Object) (value.Value, error) {
		list, err := items(in)
		if err != nil {
			return nil, err
		}
		args = value.Positional(args, kwargs)
		current := arg(args, 0)
		if !value.Truthy(current) {
			current = page(s)
		}
		lang, _ := value.Text(arg(args, 1))
		if lang == "" {
			lang = pageText(s, "lang")
		}
		if lang == "" {
			return itemAt(list, current, step), nil
		}
		root, _ := o.localePage(o.locales(), current, o.defaultLang())
		item := itemAt(list, root, step)
		if item == nil {
			return nil, nil
		}
		local, moved := o.localePage(o.locales(), value.Member(value.Member(item, "data"), "page"), lang)
		if !moved || s == nil {
			return item, nil
		}
		collections, _ := s.Lookup("collections")
		all, _ := value.Member(collections, "all").(*value.Array)
		if all == nil {
			return nil, nil
		}
		return itemAt(all.Elems, local, 0), nil
	}
}

// itemAt is the item that many places after a page, undefined when there is none.
func itemAt(list []value.Value, page value.Value, step int) value.Value {
	i := slices.IndexFunc(list, func(item value.Value) bool { return samePage(item, page) })
	if i < 0 || i+step < 0 || i+step >= len(list) {
		return nil
	}
	return list[i+step]
}

func (o Options) indexOf(s filter.Scope, list []value.Value, current value.Value) int {
	if !value.Truthy(current) {
		current = page(s)
	}
	return slices.IndexFunc(list, func(item value.Value) bool { return samePage(item, current) })
}

func collectionIndex(s filter.Scope, in value.Value, args []value.Value, kwargs *value.Object) (value.Value, error) {
	list, err := items(in)
	if err != nil {
		return nil, err
	}
	if i := (Options{}).indexOf(s, list, arg(value.Positional(args, kwargs), 0)); i >= 0 {
		return value.Int(i), nil
	}
	return nil, nil
}

// keep is a new list of the items for which ok is true.
func keep(list []value.Value, ok func(value.Value) bool) *value.Array {
	out := &value.Array{}
	for _, item := range list {
		if ok(item) {
			out.Elems = append(out.Elems, item)
		}
	}
	return out
}

// filterLang keeps the pages in the language of this page, or the one given.
func (o Options) filterLang(s filter.Scope, in value.Value, args []value.Value, kwargs *value.Object) (value.Value, error) {
	lang := arg(value.Positional(args, kwargs), 0)
	if !value.Truthy(lang) {
		if value.IsNil(page(s)) {
			return nil, missing("lang")
		}
		lang = value.Member(page(s), "lang")
	}
	list, err := items(in)
	if err != nil {
		return nil, err
	}
	return keep(list, func(item value.Value) bool {
		return value.StrictEqual(value.Member(value.Member(item, "data"), "lang"), lang)
	}), nil
}

var hiddenTags = []string{"all", "nav", "post", "posts", "events"}

// filterTagList removes the tags that only sort pages into collections, and
// those given.
func (o Options) filterTagList(in value.Value, args []value.Value) (value.Value, error) {
	if !value.Truthy(in) {
		return value.NewArray(), nil
	}
	a, ok := in.(*value.Array)
	if !ok {
		return nil, value.Errorf("« filterTagList » attend une liste", "(tags || []).filter is not a function")
	}
	hidden := o.HiddenTags
	if hidden == nil {
		hidden = hiddenTags
	}
	more, _ := arg(args, 0).(*value.Array)
	return keep(a.Elems, func(tag value.Value) bool {
		name, isText := tag.(string)
		if isText && slices.Contains(hidden, name) || value.StrictEqual(tag, arg(args, 0)) && arg(args, 0) != nil {
			return false
		}
		return more == nil || !slices.ContainsFunc(more.Elems, func(m value.Value) bool { return value.StrictEqual(m, tag) })
	}), nil
}

func findBySlug(in value.Value, args []value.Value) (value.Value, error) {
	if in == nil {
		return nil, nil
	}
	list, err := items(in)
	if err != nil {
		return nil, err
	}
	slug := arg(args, 0)
	if slug == nil {
		slug = ""
	}
	for _, item := range list {
		if value.StrictEqual(value.Member(item, "fileSlug"), slug) {
			return item, nil
		}
	}
	return nil, nil
}

// allTags lists every tag of a collection once, in order of appearance.
func allTags(in value.Value, _ []value.Value) (value.Value, error) {
	list, err := items(in)
	if err != nil {
		return nil, err
	}
	out := &value.Array{}
	for _, item := range list {
		tags, _ := value.Member(value.Member(item, "data"), "tags").(*value.Array)
		if tags == nil {
			continue
		}
		for _, tag := range tags.Elems {
			if !slices.ContainsFunc(out.Elems, func(t value.Value) bool { return value.StrictEqual(t, tag) }) {
				out.Elems = append(out.Elems, tag)
			}
		}
	}
	return out, nil
}

// head is the first n elements, or the last -n.
func head(in value.Value, args []value.Value) (value.Value, error) {
	a, ok := in.(*value.Array)
	if !ok || len(a.Elems) == 0 {
		return value.NewArray(), nil
	}
	bounds := []value.Value{0.0, arg(args, 0)}
	if c, ok := value.Compare(arg(args, 0), 0.0); ok && c < 0 {
		bounds = []value.Value{arg(args, 0)}
	}
	out, _, err := value.CallMethod(a, "slice", bounds, nil)
	return out, err
}

// least is Math.min of all that it is given.
func least(in value.Value, args []value.Value) (value.Value, error) {
	m := value.ToNumber(in)
	for _, a := range args {
		m = min(m, value.ToNumber(a))
	}
	return value.Number(m), nil
}
