package markdown

// Versions of markdown-it-attrs between which attributes are read differently.
const (
	Attrs41 = 41 // 4.1: no calculation of table cells
	Attrs43 = 43 // 4.2 to 4.4: colspan and rowspan hide the cells they cover
	Attrs45 = 45 // 4.5: delimiters inside quoted values are text
	Attrs50 = 50 // 5.0: a fence's attributes go on <pre>
)

// Permalink is the way a heading links to itself.
type Permalink int

const (
	NoPermalink Permalink = iota // an id only
	LinkInside                   // ‹text› <a>#</a>, as permalink.ariaHidden and linkInsideHeader print it
	HeaderLink                   // the whole text is the link
	LinkAfter                    // a link after the heading
	LegacyLink                   // permalink: true of versions before 8
)

// Anchor sets the ids and permalinks of headings (markdown-it-anchor).
type Anchor struct {
	Levels     []int               // heading levels that get an id; nil: every level from MinLevel
	MinLevel   int                 // used when Levels is nil; 0 and 1 mean all
	TabIndex   string              // value of tabindex; "" leaves the attribute out
	Slugify    func(string) string // nil: the plugin's own, encodeURIComponent of the lower-cased text
	Permalink  Permalink
	Class      string // class of the link
	Symbol     string // HTML of the link
	AriaHidden bool   // aria-hidden="true" on the link
	NoSpace    bool   // no blank between text and link
	Before     bool   // the link comes before the text
}

// Container is one `:::name` block (markdown-it-container).
type Container struct {
	Name   string
	Marker string // "" means ":"
	// Kind is the built-in look: "callout", "highlight", "quote", "alert",
	// "accordion". Any other value prints <div class="Name">.
	Kind string
}

// Options are all the switches; the zero value is markdown-it's default
// preset with HTML off and no plugin. Presets: Default, CommonMark, Eleventy.
type Options struct {
	MarkdownIt  int       // major version, 13 or 14; 0 is 13
	HTML        bool      // raw HTML passes through
	XHTML       bool      // <br /> instead of <br>
	Breaks      bool      // a line end is a <br>
	Linkify     bool      // bare addresses become links
	Typographer bool      // quotes, dashes and ellipses are replaced
	Quotes      [4]string // typographer: double open, double close, single open, single close; empty: “”‘’
	LangPrefix  string    // class prefix of a fence's language

	NoIndentedCode  bool // the rule `code` is disabled: four blanks are no code
	NoTables        bool
	NoStrikethrough bool
	MaxNesting      int // 0 is 100

	Attributes   bool                   // markdown-it-attrs
	AttrsVersion int                    // Attrs41 …; 0 is Attrs43
	AttrsLeft    string                 // "" is "{"
	AttrsRight   string                 // "" is "}"
	AttrsAllowed func(name string) bool // nil allows all
	// FenceAttrsOnCode keeps a fence's attributes on <code> with Attrs50, as
	// happens when the plugin loads another copy of markdown-it than the site.
	FenceAttrsOnCode bool

	Containers      []Container
	CalloutTitleTag string // "h3" unless set

	Anchors    *Anchor // nil: headings get no id
	TableClass string  // <table class="…">; replaces every attribute of the tag

	// Official prints containers and tables in the DSFR's own markup instead of
	// what the sites' theme makes of them (official.go).
	Official bool
	Lang     string // of the words that Official adds: "fr" (default) or "en"

	// Highlight prints fences with a language as Prism's plugin for Eleventy
	// does, without its spans.
	Highlight bool
	Mermaid   bool // ```mermaid prints <pre class="mermaid">
}

// Default is markdown-it's default preset of that major version.
func Default(version int) Options {
	return Options{MarkdownIt: version, LangPrefix: "language-"}
}

// CommonMark is markdown-it's commonmark preset.
func CommonMark(version int) Options {
	o := Default(version)
	o.HTML, o.XHTML = true, true
	o.NoTables, o.NoStrikethrough = true, true
	o.MaxNesting = 20
	return o
}

// Eleventy is markdown-it as Eleventy 2 (markdown-it 13) and 3 (14) set it.
func Eleventy(version int) Options {
	o := Default(version)
	o.HTML, o.NoIndentedCode = true, true
	return o
}

// DSFR is Eleventy plus the plugins of the eleventy-dsfr theme, with these
// containers ("callout", "highlight", "quote", "alert", "accordion", or any
// name for a plain one) and without anchors.
func DSFR(version int, containers ...string) Options {
	o := Eleventy(version)
	o.Attributes = true
	o.TableClass = "fr-table"
	for _, name := range containers {
		o.Containers = append(o.Containers, NamedContainer(name))
	}
	return o
}

// NamedContainer is the container that the theme knows under that name.
func NamedContainer(name string) Container {
	c := Container{Name: name}
	switch name {
	case "callout", "highlight", "quote", "alert":
		c.Kind = name
	case "accordion":
		c.Kind, c.Marker = name, "?"
	}
	return c
}

// DSFRAnchor is how the theme sets anchors on those heading levels.
func DSFRAnchor(levels []int, slugify func(string) string) *Anchor {
	return &Anchor{Levels: levels, TabIndex: "-1", Slugify: slugify, Permalink: LinkInside, Class: "header-anchor", Symbol: "#"}
}

// withDefaults fills what zero stands for.
func (o Options) withDefaults() Options {
	if o.MarkdownIt == 0 {
		o.MarkdownIt = 13
	}
	if o.MaxNesting == 0 {
		o.MaxNesting = 100
	}
	if o.AttrsVersion == 0 {
		o.AttrsVersion = Attrs43
	}
	if o.AttrsLeft == "" {
		o.AttrsLeft = "{"
	}
	if o.AttrsRight == "" {
		o.AttrsRight = "}"
	}
	if o.CalloutTitleTag == "" {
		o.CalloutTitleTag = "h3"
	}
	if o.Quotes == ([4]string{}) {
		o.Quotes = [4]string{"“", "”", "‘", "’"}
	}
	for i, c := range o.Containers {
		if c.Marker == "" {
			o.Containers = append([]Container(nil), o.Containers...)
			o.Containers[i].Marker = ":"
		}
	}
	return o
}
