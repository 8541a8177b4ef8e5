// Package markdown turns Markdown into the HTML that Eleventy's markdown-it
// prints, with the plugins of the State's sites: markdown-it-attrs,
// markdown-it-container, markdown-it-anchor.
//
// goldmark is the engine: its parser drives the blocks and the inline phase,
// its tree is what the checks read. Every block and inline parser plugged into
// it is ours, one file a construct, because the two libraries differ in
// hundreds of corners (lazy lines, tabs, tight lists, emphasis beside
// punctuation, reference definitions, URLs) and a preview that differs from
// the published page is worthless. markdown-it's plugins rewrite a flat list
// of tokens; so the tree is read as such a list (token.go) before printing.
//
// The package reads no file, knows no template and reports nothing: any text
// is valid Markdown. Invariants: Convert never panics on any bytes, nesting is
// bounded (Options.MaxNesting), the spans of Result.Blocks cover all of the
// HTML in order, and Update gives byte for byte what Convert would.
package markdown
