package eleventy

import (
	"slices"
	"strings"

	"apercu/app/template/filter"
	"apercu/app/template/value"
)

// This file holds translations (eleventy-plugin-i18n) and the addresses of a
// page in other languages (Eleventy's I18n plugin).

func (o Options) i18nFilters() map[string]filter.Func {
	return map[string]filter.Func{
		"i18n": o.i18n,
		"locale_url": func(s filter.Scope, in value.Value, args []value.Value, kwargs *value.Object) (value.Value, error) {
			return o.localeURL(o.locales(), s, in, arg(value.Positional(args, kwargs), 0))
		},
		"locale_links": func(s filter.Scope, in value.Value, args []value.Value, kwargs *value.Object) (value.Value, error) {
			address := pageText(s, "url")
			if t, ok := value.Text(in); ok && t != "" {
				address = t
			}
			return localeLinks(o.locales()[address]), nil
		},
	}
}

// i18n is the text of a key, with {{ name }} filled from its first argument, in
// the language of its second, else of the page. A key without text prints itself.
func (o Options) i18n(s filter.Scope, in value.Value, args []value.Value, kwargs *value.Object) (value.Value, error) {
	args = value.Positional(args, kwargs)
	key := value.ToString(in)
	lang, data := arg(args, 1), arg(args, 0)
	if t, ok := value.Text(data); ok { // older themes: i18n(lang)
		lang, data = t, nil
	}
	langs := []string{o.pageLang(s), o.defaultLang()}
	if l, ok := value.Text(lang); ok && l != "" {
		langs = []string{l}
	} else if l := urlLang(pageText(s, "url")); l != "" {
		langs = append([]string{l}, langs...)
	}
	fallback := o.FallbackLang
	if fallback == "" {
		fallback = "fr"
	}
	for _, l := range append(langs, fallback) {
		if text, ok := o.translation(s, key, l); ok {
			return fill(text, data), nil
		}
	}
	return key, nil
}

// translation looks in the options, else in the site's data i18n, for
// key → language or language → key.
func (o Options) translation(s filter.Scope, key, lang string) (string, bool) {
	table := o.Translations
	if table == nil && s != nil {
		data, _ := s.Lookup("i18n")
		if t, ok := value.Member(value.Member(data, "index"), "translations").(*value.Object); ok {
			table = t
		} else {
			table, _ = data.(*value.Object)
		}
	}
	for _, path := range [][2]string{{key, lang}, {lang, key}} {
		inner, ok := table.At(path[0]).(*value.Object)
		if !ok {
			continue
		}
		if t, ok := value.Text(inner.At(path[1])); ok {
			return t, true
		}
	}
	return "", false
}

// fill replaces {{ a.b }} by the data's value, nothing when there is none.
func fill(text string, data value.Value) string {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(text, "{{")
		name, after, closed := strings.Cut(rest, "}}")
		if !ok || !closed {
			b.WriteString(text)
			return b.String()
		}
		b.WriteString(before)
		v := data
		for _, part := range strings.Split(value.TrimSpace(name), ".") {
			v = value.Member(v, part)
		}
		if !value.IsNil(v) {
			b.WriteString(value.ToString(v))
		}
		text = after
	}
}

// languageCodes are the codes of ISO 639-1.
const languageCodes = " aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu "

func isLang(code string) bool {
	base, _, _ := strings.Cut(code, "-")
	return len(base) == 2 && strings.Contains(languageCodes, " "+base+" ")
}

// urlLang is the language that starts an address, "" when none does.
func urlLang(address string) string {
	if parts := strings.Split(address, "/"); len(parts) > 1 && isLang(parts[1]) {
		return parts[1]
	}
	return ""
}

// alternate is the same page in a language.
type alternate struct{ url, lang string }

// localeMap lists, for each address, the same page in other languages: pages
// whose input paths differ by the language folder only.
func localeMap(urls map[string]string) map[string][]alternate {
	addresses := make([]string, 0, len(urls))
	for a := range urls {
		addresses = append(addresses, a)
	}
	slices.SortFunc(addresses, func(a, b string) int {
		if before(a, b) {
			return -1
		}
		return 1
	})
	files := map[string][]alternate{}
	seen := map[string]bool{}
	for _, a := range addresses {
		input := urls[a]
		if seen[input] { // of a paginated list, the first page only
			continue
		}
		seen[input] = true
		key, lang := withoutLang(input)
		files[key] = append(files[key], alternate{a, lang})
	}
	out := make(map[string][]alternate, len(urls))
	for _, group := range files {
		slices.SortStableFunc(group, func(a, b alternate) int { return strings.Compare(a.lang, b.lang) })
		for i, e := range group {
			out[e.url] = append(append([]alternate{}, group[:i]...), group[i+1:]...)
		}
	}
	return out
}

// withoutLang replaces the first language folder of a path by a mark.
func withoutLang(input string) (key, lang string) {
	dir := ""
	if i := strings.LastIndexByte(input, '/'); i >= 0 {
		dir, input = input[:i+1], input[i+1:]
	}
	parts := strings.Split(dir+stripExtension(input), "/")
	for i, p := range parts {
		if isLang(p) {
			lang, parts[i] = p, "\x00"
			break
		}
	}
	return strings.Join(parts, "/"), lang
}

// localeURL is the address of the same page in the page's language, or the one
// given. An address that no page has is an error, as in the theme's set-up
// (errorMode "allow-fallback"); without a site, it is left alone.
func (o Options) localeURL(locales map[string][]alternate, s filter.Scope, in, override value.Value) (value.Value, error) {
	if o.URLs == nil {
		return in, nil
	}
	address, ok := value.Text(in)
	if !ok {
		return nil, value.Errorf("« locale_url » attend une adresse en texte", "url.endsWith is not a function")
	}
	lang, _ := value.Text(override)
	if lang == "" {
		lang = urlLang(pageText(s, "url"))
	}
	if lang == "" {
		lang = o.defaultLang()
	}
	for _, alt := range either(locales, address) {
		if isLang(lang) && slices.Contains(strings.Split(alt.url, "/"), lang) {
			return alt.url, nil
		}
	}
	local := "/" + lang + address
	if has(locales, local) {
		return local, nil
	}
	if !has(o.URLs, address) {
		return nil, value.Errorf("aucune page n’a l’adresse « %s » : le site ne se construirait pas", "Localized file for URL %s was not found in your project!", local)
	}
	return address, nil
}

// localePage is the same page in a language, as far as collections need it:
// its address and input path. moved is false when there is none.
func (o Options) localePage(locales map[string][]alternate, page value.Value, lang string) (local value.Value, moved bool) {
	address, _ := value.Text(value.Member(page, "url"))
	input, _ := value.Text(value.Member(page, "inputPath"))
	for _, alt := range locales[address] {
		if alt.lang != lang {
			continue
		}
		_, from := withoutLang(input)
		swapped := input
		if from != "" {
			swapped = strings.Replace(input, "/"+from+"/", "/"+lang+"/", 1)
		}
		if o.URLs[alt.url] != swapped {
			break
		}
		out := value.NewObject(2)
		out.Set("url", alt.url)
		out.Set("inputPath", swapped)
		return out, true
	}
	return page, false
}

// either is the entry of an address, with or without its last slash.
func either(locales map[string][]alternate, address string) []alternate {
	if alts, ok := locales[address]; ok {
		return alts
	}
	if strings.HasSuffix(address, "/") {
		return nil
	}
	return locales[address+"/"]
}

func has[T any](m map[string]T, address string) bool {
	_, ok := m[address]
	if !ok && !strings.HasSuffix(address, "/") {
		_, ok = m[address+"/"]
	}
	return ok
}

var languageNames = map[string]string{"fr": "Français", "en": "English", "de": "Deutsch", "es": "Español", "it": "Italiano", "pt": "Português", "nl": "Nederlands", "br": "Brezhoneg", "eu": "Euskara", "co": "Corsu", "oc": "Occitan", "ca": "Català"}

func localeLinks(alts []alternate) *value.Array {
	out := &value.Array{}
	for _, a := range alts {
		o := value.NewObject(3)
		o.Set("url", a.url)
		if a.lang != "" {
			base, _, _ := strings.Cut(a.lang, "-")
			o.Set("lang", a.lang)
			o.Set("label", languageNames[base])
		}
		out.Elems = append(out.Elems, o)
	}
	return out
}
