// Package app holds no code: it is the map of the packages under it.
//
//	  wasm/  browser main           cmd/apercu  render · check · serve …
//	    │  the mains alone join theme, site and the rest  │
//	    ▼                                                 │
//	   ui ◄──── the bridge ────► web/editor/*.ts          │
//	    │                          CodeMirror 6           │
//	════╪══════ go-app stops here; no syscall/js below ═══╪═════════
//	    ├────────────┬───────────┬──────────┐             │
//	    ▼            ▼           ▼          ▼             ▼
//	 session       share      storage      ask          theme (embed.FS)
//	    │            │                      │
//	  check ─────────┼─────── compare ──────┤
//	    │                                transcript, video
//	  render
//	    ├─────────────┬──────────────────┐
//	  site         markdown              │
//	    │             └─ goldmark        │
//	    ├──────────┬── eleventy          │
//	 document    template ───────── sourcemap
//	    │          ├─ template/syntax
//	frontmatter    └─ template/filter ── template/value
//	─────────────────────────────────────────────────────────────────
//	  diag ──► source        (leaves; standard library only)
//
// A package imports those below it; deps_test.go states it and fails on a
// stray import. session and everything under it is pure: bytes and an fs.FS
// in, structs out, no clock, no disk, no network, no browser. So the same code
// serves the browser, the command line and the tests.
//
// How a page becomes a preview, phase by phase:
//
// source holds the file: bytes, lines, and the one conversion between UTF-8
// bytes and the browser's UTF-16 units.
//
// document finds the front matter and decodes it as gray-matter and js-yaml 3
// do, with a span for every key. A mistake costs its own entry, never the
// page. It also prepares the edits of the page details form.
//
// site is what the page is rendered with: it joins the data of the site, the
// layouts, the folders and the page, finds the page's date and address, and
// offers templates, collections and shortcodes, from a folder, a pack or the
// built-in theme.
//
// template runs Nunjucks over the whole body, front matter excluded. It
// always gives an output, a map from output to source, and diagnostics.
// template/value holds JavaScript's rules for values; eleventy the filters.
//
// markdown turns that output into HTML as markdown-it prints it, block by
// block, and reads only a window around an edit again.
//
// render joins these phases and their maps, so that every block of HTML knows
// the lines of the file it came from, and puts the content into its layouts.
//
// check reads the page and its HTML for what editors of State sites must
// know: RGAA, DSFR, French typography, videos and their transcripts.
//
// session turns an edit into the blocks that changed, for the preview. In the
// browser there are two: the worker's has the whole page, and Near, in the page
// itself, renders the words typed between tags, so that the preview changes in the
// same frame as the text.
//
// share packs a page, or only its changes, into a link; storage keeps drafts
// (storage/dir in a folder, for the command line);
// ask answers what the interface wants to know (forms, dialogs, comparisons).
//
// internal/golden runs the cases of the tests; storage/storagetest those that
// every store must pass. No program holds them.
package app
