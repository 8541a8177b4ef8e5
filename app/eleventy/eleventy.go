// Package eleventy holds what Eleventy and the eleventy-dsfr theme add to
// Nunjucks: slugs, file slugs, Luxon's dates in French and English, and the
// filters on addresses, collections, navigation and translations.
//
// Its functions are pure. What a filter must know of the site comes in Options;
// what it must know of the page comes from the Scope it is used in ("page").
// It reads no file, knows no clock and renders no template.
package eleventy

import (
	"sync"

	"apercu/app/template/filter"
	"apercu/app/template/value"
)

// Options is what the filters need to know of the site. All of it may be empty.
type Options struct {
	// PathPrefix is the folder the site is deployed under; "" is "/".
	PathPrefix string
	// DefaultLang is the language of pages whose address has none; "" is "fr".
	DefaultLang string
	// URLs maps each page's address to its input path, for locale_url, in any order.
	URLs map[string]string
	// Translations maps a key to a text for each language; a plain map of
	// languages to keys is understood too. FallbackLang is used when the
	// language asked for has no text ("" is "fr").
	Translations *value.Object
	FallbackLang string
	// HiddenTags are the tags that filterTagList removes; nil is the theme's list.
	HiddenTags []string
	// Contractions drops the apostrophe of "it's" and "don't" in slugify, as
	// @sindresorhus/slugify 2 does.
	Contractions bool
	// DatesGMT ends dateToRfc822 by GMT, as version 2 of the RSS plugin does.
	DatesGMT bool
	// Log receives what the log filter is given; nil drops it.
	Log func(args []value.Value)

	locales func() map[string][]alternate // of URLs
}

// Filters is a new map of every filter by name.
func Filters(o Options) map[string]filter.Func {
	// At the first use: few sites are in several languages.
	o.locales = sync.OnceValue(func() map[string][]alternate { return localeMap(o.URLs) })
	m := map[string]filter.Func{}
	for _, part := range []map[string]filter.Func{
		o.slugFilters(), o.dateFilters(), o.urlFilters(), o.collectionFilters(), o.navigationFilters(), o.i18nFilters(),
	} {
		for name, f := range part {
			m[name] = f
		}
	}
	return m
}

func (o Options) defaultLang() string {
	if o.DefaultLang == "" {
		return "fr"
	}
	return o.DefaultLang
}

// plain makes a filter of a function that needs no Scope.
func plain(f func(in value.Value, args []value.Value) (value.Value, error)) filter.Func {
	return func(_ filter.Scope, in value.Value, args []value.Value, kwargs *value.Object) (value.Value, error) {
		return f(in, value.Positional(args, kwargs))
	}
}

func arg(args []value.Value, i int) value.Value {
	if i < len(args) {
		return args[i]
	}
	return nil
}

// page is the page variable where the filter is used; undefined inside a macro
// imported without context, as in Eleventy.
func page(s filter.Scope) value.Value {
	if s == nil {
		return nil
	}
	p, _ := s.Lookup("page")
	return p
}

// pageText is a text property of the page, "" when there is none.
func pageText(s filter.Scope, name string) string {
	t, _ := value.Text(value.Member(page(s), name))
	return t
}

// missing is the error of reading a property of undefined.
func missing(property string) error {
	return value.Errorf("la valeur est absente : impossible d’y lire « %s »", "Cannot read properties of undefined (reading '%s')", property)
}
