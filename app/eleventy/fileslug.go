package eleventy

import (
	"path"
	"strings"
)

// This file holds page.fileSlug, page.filePathStem and the date of a file name.

// templateExtensions are what Eleventy 2 and 3 remove from a file name, in the
// order they are tried.
var templateExtensions = []string{
	"11ty.js", "11ty.cjs", "11ty.mjs", "ejs", "md", "jstl", "html", "hbs", "mustache", "haml", "pug", "njk", "liquid",
}

// FileSlug is the file's name without date and extension; an index takes the
// name of its folder, and "" at the root of the input folder.
func FileSlug(inputPath, inputDir string) string {
	dirs, name := slugParts(inputPath, inputDir)
	if name != "index" {
		return name
	}
	if len(dirs) == 0 {
		return ""
	}
	return stripDate(dirs[len(dirs)-1])
}

// FilePathStem is the path from the input folder, without date and extension.
func FilePathStem(inputPath, inputDir string) string {
	dirs, name := slugParts(inputPath, inputDir)
	return path.Join("/", strings.Join(dirs, "/"), name)
}

func slugParts(inputPath, inputDir string) (dirs []string, name string) {
	rel := stripSubPath(inputPath, inputDir)
	parts := strings.Split(strings.TrimPrefix(rel, "./"), "/")
	return parts[:len(parts)-1], stripDate(stripExtension(parts[len(parts)-1]))
}

// stripSubPath removes the input folder from the head of a path.
func stripSubPath(p, dir string) string {
	p = strings.TrimPrefix(path.Clean(p), "./")
	dir = strings.TrimPrefix(path.Clean(dir), "./")
	if dir == "." || dir == "" {
		return p
	}
	if rest, ok := strings.CutPrefix(p, dir+"/"); ok {
		return rest
	}
	return p
}

func stripExtension(name string) string {
	for _, ext := range templateExtensions {
		if name == ext {
			return ""
		}
		if stem, ok := strings.CutSuffix(name, "."+ext); ok {
			return stem
		}
	}
	return name
}

// stripDate keeps what follows a date anywhere in the name, as Eleventy's
// unanchored expression does.
func stripDate(name string) string {
	for i := 0; i+11 <= len(name); i++ {
		if isDate(name[i:]) && name[i+10] == '-' {
			return name[i+11:]
		}
	}
	return name
}

// isDate reports digits of the form YYYY-MM-DD at the head of s.
func isDate(s string) bool {
	if len(s) < 10 {
		return false
	}
	for i := range 10 {
		if i == 4 || i == 7 {
			if s[i] != '-' {
				return false
			}
		} else if !isDigit(s[i]) {
			return false
		}
	}
	return true
}

// PathDate is the date that Eleventy finds in a path that gives none in its
// front matter: the first YYYY-MM-DD that starts a file or folder name or
// follows one of them; ok is false when there is none.
func PathDate(inputPath string) (date string, ok bool) {
	for i := 0; i+10 <= len(inputPath); i++ {
		if isDate(inputPath[i:]) {
			return inputPath[i : i+10], true
		}
	}
	return "", false
}
