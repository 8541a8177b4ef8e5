// Package ui is the interface around the source editor: bar, tools, panels,
// dialogs, status, in French and in English. Its components are go-app's, one a
// file; the source editor itself, the preview and everything on the way of a
// keystroke are TypeScript (web/editor), which tells this package what happened
// in events and does for it what it asks by name (editor.go).
//
// It decides nothing about a page: diagnostics, edits of the front matter,
// video addresses and transcriptions come from the pure packages below. It
// stores nothing. It never holds the document longer than one question.
//
// The page's shell (web/index.html) is complete without it. Each region that it
// draws takes the place of the still picture in the slot of that name, so that
// the order of the document, which screen readers follow, is the shell's
// (region.go).
package ui
