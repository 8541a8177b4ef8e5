package main

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"sort"
	"strings"
	"testing/fstest"
	"time"

	"github.com/spf13/cobra"

	"apercu/app/check"
)

// This file makes a pack: one zip file with what the editor needs of a site.
// Data that the site computes in JavaScript is asked of Node, when Node is
// installed: each module's result is packed as JSON beside its name.

func packCommand() *cobra.Command {
	var siteDir, out string
	var node bool
	cmd := &cobra.Command{
		Use:   "pack --site DIR -o site.zip",
		Short: "Put what the editor needs of a site into one file",
		Long: "Packs a site's pages, templates, data and images. With Node installed, the site's own data modules\n" +
			"(_data/*.js, *.11tydata.js) are run and their results are packed as JSON; --node=false runs nothing.",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if siteDir == "" || out == "" {
				return errors.New("pack needs --site DIR and -o FILE")
			}
			return pack(siteDir, out, node, cmd.ErrOrStderr())
		},
	}
	cmd.Flags().StringVar(&siteDir, "site", "", "folder of the site")
	cmd.Flags().StringVarP(&out, "out", "o", "", "file to write")
	cmd.Flags().BoolVar(&node, "node", true, "run the site's JavaScript data files with Node")
	return cmd
}

func pack(dir, out string, node bool, errs io.Writer) error {
	if _, err := openSite(dir); err != nil {
		return err
	}
	root := os.DirFS(dir)
	names, err := packedFiles(root)
	if err != nil {
		return err
	}
	modules, err := dataModules(root)
	if err != nil {
		return err
	}
	computed := fstest.MapFS{}
	if node && len(modules) > 0 {
		for _, a := range askNode(dir, modules) {
			if a.Error == "" {
				computed[a.File+".json"] = &fstest.MapFile{Data: a.Data}
			}
		}
	}
	for _, m := range modules {
		if computed[m+".json"] == nil {
			fmt.Fprintf(errs, "%s: JavaScript, skipped: its data is not in the pack\n", m)
		}
	}
	for name := range computed {
		names = append(names, name)
	}
	if computed[check.FileList], err = fileList(root); err != nil {
		return err
	}
	names = append(names, check.FileList)
	sort.Strings(names)
	data, err := zipFiles(layered{computed, root}, names)
	if err != nil {
		return err
	}
	if err := os.WriteFile(out, data, 0o644); err != nil {
		return err
	}
	fmt.Fprintf(errs, "apercu: %d files, %d bytes in %s\n", len(names), len(data), out)
	return nil
}

// layered reads from the first file system that has the file.
type layered []fs.FS

func (l layered) Open(name string) (fs.File, error) {
	var err error
	for _, fsys := range l {
		var f fs.File
		if f, err = fsys.Open(name); err == nil {
			return f, nil
		}
	}
	return nil, err
}

// dataModules lists the site's data files that are JavaScript.
func dataModules(root fs.FS) ([]string, error) {
	var out []string
	err := fs.WalkDir(root, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		base := path.Base(name)
		if e.IsDir() {
			if name != "." && (strings.HasPrefix(base, ".") || base == "node_modules" || base == "_site") {
				return fs.SkipDir
			}
			return nil
		}
		switch path.Ext(name) {
		case ".js", ".cjs", ".mjs":
			stem := strings.TrimSuffix(base, path.Ext(base))
			if strings.HasPrefix(name, "_data/") || strings.HasSuffix(stem, ".11tydata") {
				out = append(out, name)
			}
		}
		return nil
	})
	return out, err
}

//go:embed pack.mjs
var packScript string

type nodeAnswer struct {
	File  string          `json:"file"`
	Data  json.RawMessage `json:"data"`
	Error string          `json:"error"`
}

// askNode runs the modules in one Node, in the site's folder; nothing comes
// back when there is no Node or when it takes longer than half a minute.
func askNode(dir string, modules []string) []nodeAnswer {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	in, _ := json.Marshal(modules)
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil
	}
	cmd := exec.CommandContext(ctx, "node", "--input-type=module", "-e", packScript)
	cmd.Dir, cmd.Stdin = abs, bytes.NewReader(in)
	out, err := cmd.Output()
	if err != nil && len(out) == 0 {
		return nil
	}
	var answers []nodeAnswer
	for _, line := range bytes.Split(out, []byte("\n")) {
		var a nodeAnswer
		if text, ok := bytes.CutPrefix(line, []byte("apercu-pack ")); ok && json.Unmarshal(text, &a) == nil {
			answers = append(answers, a)
		}
	}
	return answers
}
