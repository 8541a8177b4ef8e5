package site

import (
	"path"
	"strings"

	"apercu/app/template/filter"
	"apercu/app/template/value"
)

// This file holds the filters of the theme that need the site's files; all
// others are in package eleventy.

func (s *Site) filters() map[string]filter.Func {
	return map[string]filter.Func{
		"resolvePath": s.resolvePath,
		"readFILE":    s.readFile,
		"readFile":    s.readFile,
		"limit":       limit,
	}
}

// readFile is a filter that several sites write for themselves: the text of a
// file of the site. Nothing outside of the site is read.
func (s *Site) readFile(_ filter.Scope, in value.Value, _ []value.Value, _ *value.Object) (value.Value, error) {
	name, _ := value.Text(in)
	text, ok := s.File(name)
	if !ok {
		return nil, value.Errorf("le fichier « %s » n’est pas dans le site", "there is no file %q in the site", name)
	}
	return text, nil
}

// limit is the other filter that sites write for themselves: the first items
// of a list.
func limit(_ filter.Scope, in value.Value, args []value.Value, _ *value.Object) (value.Value, error) {
	list, ok := in.(*value.Array)
	if !ok || len(args) == 0 {
		return in, nil
	}
	n := value.ToInteger(args[0])
	if n < 0 {
		n = max(0, len(list.Elems)+n)
	}
	return value.NewArray(list.Elems[:min(n, len(list.Elems))]...), nil
}

// resolvePath is the theme's: an image's path as written in a page, from the
// site's root. The page is the argument, or the current one.
func (s *Site) resolvePath(scope filter.Scope, in value.Value, args []value.Value, _ *value.Object) (value.Value, error) {
	text, ok := value.Text(in)
	if !ok || text == "" {
		return in, nil
	}
	var page value.Value
	if len(args) > 0 {
		page = args[0]
	} else {
		page, _ = scope.Lookup("page")
	}
	input, _ := value.Text(value.Member(page, "inputPath"))
	if strings.HasPrefix(text, "/") {
		return text, nil
	}
	return path.Join("/", path.Dir(input), text), nil
}
