package template_test

import (
	"io/fs"
	"testing"

	"apercu/app/diag"
	"apercu/app/source"
	"apercu/app/template"
	"apercu/app/template/value"
)

// files is a Loader of templates held in a map.
type files map[string]string

func (f files) Load(name string) (*source.File, error) {
	s, ok := f[name]
	if !ok {
		return nil, fs.ErrNotExist
	}
	return source.NewFile(name, s), nil
}

func render(o template.Options, text string, ctx *value.Object) *template.Result {
	return template.New(o).Parse(source.NewFile("page.md", text), source.Span{End: len(text)}).Render(ctx)
}

func object(t testing.TB, json string) *value.Object {
	v, err := value.FromJSON([]byte(json))
	if err != nil {
		t.Fatal(err)
	}
	return v.(*value.Object)
}

func codes(ds []diag.Diagnostic) []string {
	var out []string
	for _, d := range ds {
		out = append(out, d.Code)
	}
	return out
}
