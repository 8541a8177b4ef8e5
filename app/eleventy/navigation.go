package eleventy

import (
	"strings"

	"apercu/app/template/filter"
	"apercu/app/template/value"
)

// This file holds the eleventy-navigation plugin: trees of pages by the
// eleventyNavigation of their front matter (key, parent, order, title, url).

func (o Options) navigationFilters() map[string]filter.Func {
	return map[string]filter.Func{
		"eleventyNavigation":           plain(navigation(false)),
		"eleventyNavigationExtended":   plain(navigation(true)),
		"eleventyNavigationByKeys":     plain(navigationByKeys),
		"eleventyNavigationBreadcrumb": plain(breadcrumb),
		"eleventyNavigationToHtml":     plain(navigationToHTML),
		"flattenNav":                   plain(flattenNav),
	}
}

// maxLevels bounds the depth of a tree whose pages name each other as parents.
const maxLevels = 32

// navigation answers the entries under a key, or at the top, with their
// children; extended entries carry their page's data.
func navigation(extended bool) func(in value.Value, args []value.Value) (value.Value, error) {
	return func(in value.Value, args []value.Value) (value.Value, error) {
		if in == nil {
			return value.NewArray(), nil
		}
		list, err := items(in)
		if err != nil {
			return nil, err
		}
		key := arg(args, 0)
		if key == nil {
			key = ""
		}
		return navTree(list, key, extended, 0)
	}
}

func navTree(nodes []value.Value, key value.Value, extended bool, level int) (*value.Array, error) {
	if level > maxLevels {
		return nil, value.Errorf("la navigation tourne en rond : deux pages sont parentes l’une de l’autre", "eleventyNavigation: pages are parents of each other")
	}
	out := &value.Array{}
	for _, node := range nodes {
		if e := navEntry(node, key, extended); e != nil {
			out.Elems = append(out.Elems, e)
		}
	}
	err := value.Sort(out.Elems, func(a, b value.Value) (float64, error) { return order(a) - order(b), nil })
	for _, e := range out.Elems {
		entry := e.(*value.Object)
		if !value.Truthy(entry.At("title")) {
			entry.Set("title", entry.At("key"))
		}
		if k := entry.At("key"); value.Truthy(k) && err == nil {
			var children *value.Array
			children, err = navTree(nodes, k, extended, level+1)
			entry.Set("children", children)
		}
	}
	return out, err
}

func order(entry value.Value) float64 {
	if o := value.Member(entry, "order"); value.Truthy(o) {
		return value.ToNumber(o)
	}
	return 0
}

// navEntry is the entry of a page whose parent is key; nil when it is not.
func navEntry(node, key value.Value, extended bool) *value.Object {
	data := value.Member(node, "data")
	nav, ok := value.Member(data, "eleventyNavigation").(*value.Object)
	if !ok {
		return nil
	}
	parent := nav.At("parent")
	if !(!value.Truthy(key) && !value.Truthy(parent) || value.StrictEqual(parent, key)) {
		return nil
	}
	e := nav.Clone()
	address := nav.At("url")
	if !value.Truthy(address) {
		address = pageURL(node, data)
	}
	e.Set("url", address)
	if extended {
		e.Set("data", data)
	}
	e.Set("pluginType", "eleventy-navigation")
	if value.Truthy(key) {
		e.Set("parentKey", key)
	}
	return e
}

// pageURL is the address in the page's data, or the collection item's own.
func pageURL(node, data value.Value) value.Value {
	if u := value.Member(value.Member(data, "page"), "url"); u != nil {
		return u
	}
	return value.Member(node, "url")
}

// navigationByKeys answers the pages of these keys, in this order.
func navigationByKeys(in value.Value, args []value.Value) (value.Value, error) {
	list, err := items(in)
	if err != nil {
		return nil, err
	}
	keys, _ := arg(args, 0).(*value.Array)
	out := &value.Array{}
	if keys == nil {
		return out, nil
	}
	for _, key := range keys.Elems {
		for _, node := range list {
			data := value.Member(node, "data")
			k := value.Member(value.Member(data, "eleventyNavigation"), "key")
			if !value.Truthy(k) || !value.StrictEqual(k, key) {
				continue
			}
			e := value.NewObject(4)
			e.Set("title", value.Member(data, "title"))
			e.Set("url", itemURL(node, data))
			e.Set("data", data)
			e.Set("pluginType", "eleventy-navigation")
			out.Elems = append(out.Elems, e)
			break
		}
	}
	return out, nil
}

// breadcrumb answers the entries above a key, from the top; with the option
// includeSelf the entry itself too. An unknown key is an error unless
// allowMissing.
func breadcrumb(in value.Value, args []value.Value) (value.Value, error) {
	tree, err := navigation(false)(in, nil)
	if err != nil {
		return nil, err
	}
	key, options := arg(args, 0), arg(args, 1)
	path := findKey(tree.(*value.Array).Elems, key)
	if path == nil {
		if value.Truthy(value.Member(options, "allowMissing")) {
			return value.NewArray(), nil
		}
		return nil, value.Errorf("aucune page n’a la clé de navigation « %s »", "Node does not exist: %s", value.ToString(key))
	}
	if !value.Truthy(value.Member(options, "includeSelf")) {
		path = path[:len(path)-1]
	}
	out := &value.Array{}
	for _, e := range path {
		c := e.Clone()
		c.Delete("children")
		c.Set("_isBreadcrumb", true)
		out.Elems = append(out.Elems, c)
	}
	return out, nil
}

// findKey is the path from the top to the entry with that key.
func findKey(entries []value.Value, key value.Value) []*value.Object {
	for _, e := range entries {
		entry := e.(*value.Object)
		if value.StrictEqual(entry.At("key"), key) {
			return []*value.Object{entry}
		}
		children, _ := entry.At("children").(*value.Array)
		if children == nil {
			continue
		}
		if rest := findKey(children.Elems, key); rest != nil {
			return append([]*value.Object{entry}, rest...)
		}
	}
	return nil
}

// flattenNav lists a tree's entries, each before its children.
func flattenNav(in value.Value, _ []value.Value) (value.Value, error) {
	list, err := items(in)
	if err != nil {
		return nil, err
	}
	return value.NewArray(flatten(nil, list, 0)...), nil
}

func flatten(out, list []value.Value, level int) []value.Value {
	for _, e := range list {
		out = append(out, e)
		if children, ok := value.Member(e, "children").(*value.Array); ok && level < maxLevels {
			out = flatten(out, children.Elems, level+1)
		}
	}
	return out
}

// navigationToHTML prints a tree as nested lists of links.
func navigationToHTML(in value.Value, args []value.Value) (value.Value, error) {
	list, err := items(in)
	if err != nil {
		return nil, err
	}
	var b strings.Builder
	writeNav(&b, list, arg(args, 0), true)
	return b.String(), nil
}

func writeNav(b *strings.Builder, list []value.Value, options value.Value, top bool) {
	if len(list) == 0 {
		return
	}
	option := func(name, def string) string {
		if s, ok := value.Text(value.Member(options, name)); ok {
			return s
		}
		return def
	}
	tag, item := option("listElement", "ul"), option("listItemElement", "li")
	b.WriteString("<" + tag)
	if top {
		b.WriteString(classes(option("listClass", "")))
	}
	b.WriteString(">")
	for i, e := range list {
		if i > 0 {
			b.WriteString("\n")
		}
		active := value.Truthy(value.Member(e, "key")) && option("activeKey", "") == value.ToString(value.Member(e, "key"))
		children, _ := value.Member(e, "children").(*value.Array)
		liClass, aClass := []string{option("listItemClass", "")}, []string{option("anchorClass", "")}
		if active {
			liClass = append(liClass, option("activeListItemClass", ""))
			aClass = append(aClass, option("activeAnchorClass", ""))
		}
		if children != nil && len(children.Elems) > 0 {
			liClass = append(liClass, option("listItemHasChildrenClass", ""))
		}
		b.WriteString("<" + item + classes(liClass...) + `><a href="` + value.ToString(value.Member(e, "url")) + `"` + classes(aClass...) + ">")
		b.WriteString(value.ToString(value.Member(e, "title")) + "</a>")
		if excerpt := value.Member(e, "excerpt"); value.Truthy(value.Member(options, "showExcerpt")) && value.Truthy(excerpt) {
			b.WriteString(": " + value.ToString(excerpt))
		}
		if children != nil {
			writeNav(b, children.Elems, options, false)
		}
		b.WriteString("</" + item + ">")
	}
	b.WriteString("</" + tag + ">")
}

// classes is a class attribute of the names that are not empty.
func classes(names ...string) string {
	list := strings.Join(strings.Fields(strings.Join(names, " ")), " ")
	if list == "" {
		return ""
	}
	return ` class="` + list + `"`
}

// itemURL is the collection item's own address, or the one in its data.
func itemURL(node, data value.Value) value.Value {
	if u := value.Member(node, "url"); value.Truthy(u) {
		return u
	}
	return pageURL(node, data)
}
