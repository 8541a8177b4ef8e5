package site

import (
	"strconv"
	"strings"

	"apercu/app/template/value"
)

// This file holds pagination: one template that becomes a page for each chunk
// of a list. The preview shows the first of them; the others count for the
// addresses that pages link to, and for collections (addAllPagesToCollections).

// maxPages bounds the pages of one template.
const maxPages = 2000

// paginated gives the data that each page of a paginated template adds, its
// addresses left out; none when the data asks for no pagination. A list that
// is empty still gives one page to show, which Eleventy does not write.
func (s *Site) paginated(data *value.Object) []*value.Object {
	o, ok := data.At("pagination").(*value.Object)
	if !ok || !o.Has("data") || o.Has("items") {
		return nil // without items it is a recording's own
	}
	size := 10
	if n, ok := o.At("size").(float64); ok && n >= 1 {
		size = int(n)
	}
	list := s.paginationList(o, data)
	var chunks []value.Value // a list each; of size 1, the item itself
	for i := 0; i < len(list) && len(chunks) < maxPages; i += size {
		chunk := list[i:min(i+size, len(list))]
		if size == 1 {
			chunks = append(chunks, chunk[0])
		} else {
			chunks = append(chunks, value.NewArray(chunk...))
		}
	}
	if len(chunks) == 0 {
		return []*value.Object{paginationPage(o, nil, 0, size)}
	}
	out := make([]*value.Object, len(chunks))
	for i := range chunks {
		out[i] = paginationPage(o, chunks, i, size)
	}
	return out
}

// paginationPage is the data of page n: `pagination` and its alias.
func paginationPage(o *value.Object, chunks []value.Value, n, size int) *value.Object {
	at := func(i int) value.Value {
		if i < 0 || i >= len(chunks) {
			return value.Null{}
		}
		return chunks[i]
	}
	p := o.Clone()
	p.Set("size", float64(size))
	p.Set("pages", value.NewArray(chunks...))
	items := at(n)
	if _, list := items.(*value.Array); !list || size == 1 {
		items = value.NewArray()
		if len(chunks) > 0 {
			items = value.NewArray(chunks[n])
		}
	}
	p.Set("items", items)
	near := value.NewObject(4)
	near.Set("previous", at(n-1))
	near.Set("next", at(n+1))
	near.Set("first", at(0))
	near.Set("last", at(len(chunks)-1))
	p.Set("page", near)
	p.Set("pageNumber", float64(n))
	out := value.NewObject(2)
	out.Set("pagination", p)
	if alias, ok := o.At("alias").(string); ok && alias != "" && len(chunks) > 0 {
		setPath(out, splitPath(alias), chunks[n])
	}
	return out
}

// setPath sets a.b.c in an object that is new.
func setPath(o *value.Object, names []string, v value.Value) {
	for len(names) > 1 {
		inner, ok := o.At(names[0]).(*value.Object)
		if !ok {
			inner = value.NewObject(1)
			o.Set(names[0], inner)
		}
		o, names = inner, names[1:]
	}
	o.Set(names[0], v)
}

// paginationList is the list that `pagination.data` names: a list, or the keys
// of a map, or its values with `resolve: values`; turned round by `reverse`,
// without those of `filter`.
func (s *Site) paginationList(o, data *value.Object) []value.Value {
	var at value.Value = data
	names := splitPath(value.ToString(o.At("data")))
	if names[0] == "collections" && !data.Has("collections") {
		at, names = s.collections, names[1:]
	}
	for _, name := range names {
		at = value.Member(at, name)
	}
	var items []value.Value
	switch v := at.(type) {
	case *value.Array:
		items = append(items, v.Elems...)
	case *value.Object:
		for _, k := range v.Keys() {
			if o.At("resolve") == "values" {
				items = append(items, v.At(k))
			} else {
				items = append(items, k)
			}
		}
	}
	if reverse, _ := o.At("reverse").(bool); reverse {
		for i, j := 0, len(items)-1; i < j; i, j = i+1, j-1 {
			items[i], items[j] = items[j], items[i]
		}
	}
	return without(items, o.At("filter"))
}

func without(items []value.Value, filter value.Value) []value.Value {
	if !value.Truthy(filter) {
		return items
	}
	hidden := []value.Value{filter}
	if list, ok := filter.(*value.Array); ok {
		hidden = list.Elems
	}
	var out []value.Value
next:
	for _, item := range items {
		for _, h := range hidden {
			if value.StrictEqual(item, h) {
				continue next
			}
		}
		out = append(out, item)
	}
	return out
}

// setAddresses adds the addresses of all pages to the data of page n. outputs
// are files from the output folder, "" for a page that has none.
func setAddresses(page *value.Object, n int, outputs []string) {
	p, ok := page.At("pagination").(*value.Object)
	if !ok {
		return
	}
	links, hrefs := value.NewArray(), value.NewArray()
	for _, output := range outputs {
		links.Elems = append(links.Elems, output)
		if output == "" {
			hrefs.Elems = append(hrefs.Elems, false)
		} else {
			hrefs.Elems = append(hrefs.Elems, outputURL(output))
		}
	}
	for _, set := range []struct {
		list   *value.Array
		suffix string
	}{{links, "PageLink"}, {hrefs, "PageHref"}} {
		near := value.NewObject(4)
		for _, e := range []struct {
			name string
			at   int
		}{{"previous", n - 1}, {"next", n + 1}, {"first", 0}, {"last", len(outputs) - 1}} {
			v := set.list.At(e.at)
			if v == nil {
				v = value.Null{}
			}
			near.Set(e.name, v)
			p.Set(e.name+set.suffix, v)
		}
		if set.suffix == "PageHref" {
			p.Set("hrefs", set.list)
			p.Set("href", near)
			continue
		}
		p.Set("previous", near.At("previous"))
		p.Set("next", near.At("next"))
		p.Set("links", set.list)
		p.Set("pageLinks", set.list)
	}
}

// extraFolder is the folder that page n lies in when no permalink places it.
func extraFolder(output string, n int) string {
	if n == 0 {
		return output
	}
	return strings.TrimSuffix(output, "index.html") + strconv.Itoa(n) + "/index.html"
}
