package eleventy

import (
	"math/rand/v2"
	"testing"

	"apercu/app/template/filter"
	"apercu/app/template/value"
)

// scope is a page's variables.
type scope map[string]value.Value

func (s scope) Lookup(name string) (value.Value, bool) { v, ok := s[name]; return v, ok }
func (s scope) Autoescape() bool                       { return true }
func (s scope) Call(fn value.Value, args []value.Value, kwargs *value.Object) (value.Value, error) {
	return fn.(*value.Func).Call(args, kwargs)
}

func parse(t testing.TB, json string) value.Value {
	v, err := value.FromJSON([]byte(json))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

const collection = `[
	{"inputPath": "a.md", "url": "/fr/a/", "fileSlug": "a", "data": {"lang": "fr", "title": "A", "tags": ["posts", "eau"], "eleventyNavigation": {"key": "A", "order": 2}}},
	{"inputPath": "b.md", "url": "/fr/b/", "fileSlug": "b", "data": {"lang": "fr", "title": "B", "tags": ["eau", "air"], "eleventyNavigation": {"key": "B", "order": 1}}},
	{"inputPath": "c.md", "url": "/en/c/", "fileSlug": "c", "data": {"lang": "en", "title": "C", "eleventyNavigation": {"key": "C", "parent": "B"}}}]`

// TestFilters gives each filter an input, in JSON, and reads its answer, in JSON.
func TestFilters(t *testing.T) {
	o := Options{URLs: map[string]string{"/fr/a/": "fr/a.md", "/en/about/": "en/a.md", "/fr/blog/": "fr/blog.njk", "/robots.txt": "robots.njk"}}
	filters := Filters(o)
	s := scope{
		"page": parse(t, `{"url": "/fr/b/", "inputPath": "b.md", "lang": "fr"}`),
		"i18n": parse(t, `{"index": {"translations": {"hello": {"fr": "Bonjour {{ name }}", "en": "Hello {{ name }}"}, "only": {"fr": "seul"}}}}`),
	}
	for _, c := range []struct{ filter, in, args, want string }{
		{"slugify", `"Mise en œuvre"`, `[]`, `"mise-en-oeuvre"`},
		{"slugify", `"fooBar"`, `[{"decamelize": true, "separator": "_"}]`, `"foo_bar"`},
		{"slug", `"50 € !"`, `[]`, `"50-euro-!"`},
		{"readableDate", `null`, `[]`, `"Invalid DateTime"`},
		{"htmlDateString", `"2024-03-05"`, `[]`, `"Invalid DateTime"`},
		{"jsDateObject", `"2024-03-05"`, `[]`, `"2024-03-05T00:00:00.000Z"`},
		{"getYear", `"x"`, `[]`, `null`},
		{"url", `"/a//b/"`, `["/site/"]`, `"/site/a/b/"`},
		{"url", `"https://a.fr/x"`, `["/site/"]`, `"https://a.fr/x"`},
		{"url", `""`, `["/site/"]`, `"."`},
		{"htmlBaseUrl", `"img/a.png"`, `["https://a.fr/"]`, `"https://a.fr/fr/b/img/a.png"`},
		{"paginatedUrl", `"/fr/blog/"`, `[2]`, `"/fr/blog/page-2/"`},
		{"paginatedUrl", `"/fr/blog/"`, `[1]`, `"/fr/blog/"`},
		{"inputPathToUrl", `"fr/a.md#x"`, `[]`, `"/fr/a/#x"`},
		{"inputPathToUrl", `"no.md"`, `[]`, `error`},
		{"locale_url", `"/fr/a/"`, `["en"]`, `"/en/about/"`},
		{"locale_url", `"/blog/"`, `[]`, `"/fr/blog/"`},
		{"locale_url", `"/robots.txt"`, `[]`, `"/robots.txt"`},
		{"locale_url", `"/nope/"`, `[]`, `error`},
		{"locale_links", `"/fr/a/"`, `[]`, `[{"url":"/en/about/","lang":"en","label":"English"}]`},
		{"i18n", `"hello"`, `[{"name": "Zoé"}]`, `"Bonjour Zoé"`},
		{"i18n", `"hello"`, `[{"name": "Zoé"}, "en"]`, `"Hello Zoé"`},
		{"i18n", `"only"`, `[{}, "en"]`, `"seul"`},
		{"i18n", `"missing_key"`, `[]`, `"missing_key"`},
		{"filterTagList", `["posts", "eau", "all"]`, `[]`, `["eau"]`},
		{"filterTagList", `["posts", "eau", "air"]`, `[["eau"]]`, `["air"]`},
		{"getAllTags", collection, `[]`, `["posts","eau","air"]`},
		{"getCollectionItemIndex", collection, `[]`, `1`},
		{"head", `[1, 2, 3]`, `[2]`, `[1,2]`},
		{"head", `[1, 2, 3]`, `[-2]`, `[2,3]`},
		{"head", `"x"`, `[2]`, `[]`},
		{"min", `3`, `[1, 2]`, `1`},
		{"slugifyEvent", `{"data": {"title": "Le Forum", "date": 0}}`, `[]`, `"le-forum-Invalid DateTime"`},
		{"eleventyNavigationBreadcrumb", collection, `["Z"]`, `error`},
	} {
		if got := run(t, filters, s, c.filter, c.in, c.args); got != c.want {
			t.Errorf("%s | %s%s: got %s, want %s", c.in, c.filter, c.args, got, c.want)
		}
	}
}

func run(t testing.TB, filters map[string]filter.Func, s filter.Scope, name, in, args string) string {
	out, err := filters[name](s, parse(t, in), parse(t, args).(*value.Array).Elems, nil)
	if err != nil {
		return "error"
	}
	j, err := value.ToJSON(out, nil)
	if err != nil {
		t.Fatal(err)
	}
	return value.ToString(j)
}

// TestNeighbours reads the titles around the current page, and trees of pages.
func TestNeighbours(t *testing.T) {
	filters, s := Filters(Options{}), scope{"page": parse(t, `{"url": "/fr/b/", "inputPath": "b.md", "lang": "fr"}`)}
	title := func(name string, args ...value.Value) string {
		v, err := filters[name](s, parse(t, collection), args, nil)
		if err != nil {
			t.Fatal(err)
		}
		if a, ok := v.(*value.Array); ok {
			out := ""
			for _, e := range a.Elems {
				title := value.Member(e, "title")
				if title == nil {
					title = value.Member(value.Member(e, "data"), "title")
				}
				out += value.ToString(title)
			}
			return out
		}
		return value.ToString(value.Member(value.Member(v, "data"), "title"))
	}
	for _, c := range []struct {
		filter, want string
		args         []value.Value
	}{
		{"getPreviousCollectionItem", "A", nil},
		{"getNextCollectionItem", "C", nil},
		{"getCollectionItem", "B", nil},
		{"findBySlug", "C", []value.Value{"c"}},
		{"filterCollectionLang", "AB", nil},
		{"filterCollectionLang", "C", []value.Value{"en"}},
		{"eleventyNavigation", "BA", nil},
		{"eleventyNavigation", "C", []value.Value{"B"}},
		{"eleventyNavigationBreadcrumb", "B", []value.Value{"C"}},
		{"eleventyNavigationByKeys", "CA", []value.Value{value.NewArray("C", "A")}},
	} {
		if got := title(c.filter, c.args...); got != c.want {
			t.Errorf("%s%v: got %s, want %s", c.filter, c.args, got, c.want)
		}
	}
}

// TestNeighboursOfTranslations: the place in the collection is that of the
// page in the default language, the answer is in the page's own (checked
// against Eleventy 2.0.1).
func TestNeighboursOfTranslations(t *testing.T) {
	o := Options{URLs: map[string]string{"/fr/a/": "./fr/a.md", "/en/a/": "./en/a.md", "/fr/b/": "./fr/b.md", "/en/b/": "./en/b.md", "/en/c/": "./en/c.md"}}
	filters := Filters(o)
	item := func(lang, name string) value.Value {
		page := `{"inputPath": "./` + lang + `/` + name + `.md", "url": "/` + lang + `/` + name + `/", "lang": "` + lang + `"`
		return parse(t, page+`, "data": {"page": `+page+`}}}`)
	}
	frA, enA, frB, enB, enC := item("fr", "a"), item("en", "a"), item("fr", "b"), item("en", "b"), item("en", "c")
	all := value.NewArray(frA, enA, frB, enB, enC)
	for _, c := range []struct {
		name       string
		list, page value.Value
		want       string
	}{
		{"the French pages, read from an English one", value.NewArray(frA, frB), enA, "/en/b/"},
		{"a list of English pages does not have the French page", value.NewArray(enA, enB), enA, "undefined"},
		{"a page in one language only", value.NewArray(enA, enC), enC, "undefined"},
		{"all pages", all, enA, "/en/a/"},
		{"French", value.NewArray(frA, frB), frA, "/fr/b/"},
	} {
		collections := value.NewObject(1)
		collections.Set("all", all)
		v, err := filters["getNextCollectionItem"](scope{"page": c.page, "collections": collections}, c.list, nil, nil)
		if got := value.ToString(value.Member(v, "url")); err != nil || got != c.want {
			t.Errorf("%s: %s %v, want %s", c.name, got, err, c.want)
		}
	}
}

// TestSlugifyVersion2: checked against @sindresorhus/slugify 1.1.2 and 2.2.1 without decamelize.
func TestSlugifyVersion2(t *testing.T) {
	for text, want := range map[string][2]string{
		"Mise en œuvre": {"mise-en-oeuvre", "mise-en-uvre"}, "cœur": {"coeur", "c-ur"}, "ŒUVRE": {"oeuvre", "uvre"},
		"Aide de 50 €": {"aide-de-50", "aide-de-50-e"}, "a`b^c": {"a-b-c", "abc"}, "Étape ①, 1ᵉʳ": {"etape-1", "etape-1-1"},
		"agent·e·s": {"agent-e-s", "agentes"}, "Ætna": {"aetna", "aetna"}, "Straße Łódź": {"strasse-lodz", "strasse-lodz"},
	} {
		for i, version2 := range []bool{false, true} {
			if got := Slugify(text, SlugifyOptions{Contractions: version2}); got != want[i] {
				t.Errorf("%q, version %d: %q, want %q", text, i+1, got, want[i])
			}
		}
	}
}

// TestContract: contract is the package's regular expression.
func TestContract(t *testing.T) {
	re := &value.Regexp{Source: `([a-zA-Z\d]+)'([ts])(\s|$)`, Flags: "g"}
	parts := []string{"a", "'", "t", "s", " ", "é", "\u00a0", "Z9", "''", "'s ", "\n"}
	r := rand.New(rand.NewPCG(3, 4))
	changed := 0
	for range 5000 {
		s := ""
		for range r.IntN(9) {
			s += parts[r.IntN(len(parts))]
		}
		want, err := re.Replace(s, "$1$2$3")
		if err != nil {
			t.Fatal(err)
		}
		if got := contract(s); got != want {
			t.Fatalf("%q: %q, want %q", s, got, want)
		}
		if want != s {
			changed++
		}
	}
	if changed < 500 {
		t.Errorf("only %d texts had a contraction", changed)
	}
}

func FuzzDates(f *testing.F) {
	for _, seed := range []string{"2024-03-05", "2024-W05-3", "2024-005T10:00:00.5+02:00", "'le' cccc d LLLL", "''", "T", "+", "12:"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if d, ok := ParseISO(s); ok == d.Invalid {
			t.Errorf("%q: ok %v and invalid %v", s, ok, d.Invalid)
		}
		FormatDate(value.DateOf(1e12), s, "fr", s)
		ParseFormat(s, s, utc)
	})
}

func FuzzSlugs(f *testing.F) {
	f.Add("L’été à Paris : 50 € & « œuvre »")
	f.Fuzz(func(t *testing.T, s string) {
		slug := Slugify(s, SlugifyOptions{})
		if again := Slugify(slug, SlugifyOptions{}); again != slug {
			t.Errorf("%q gives %q, then %q", s, slug, again)
		}
		Slug(s, SlugOptions{})
	})
}

func BenchmarkSlugify(b *testing.B) {
	b.ReportAllocs()
	for range b.N {
		Slugify("Connaissez-vous la ou le référent numérique responsable ?", SlugifyOptions{})
	}
}
