package main

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"testing/fstest"
	"time"

	"github.com/spf13/cobra"

	"apercu/app/site"
)

// This file makes a pack: one zip file with what the editor needs of a site.
// Data that the site computes in JavaScript is asked of Node, when Node is
// installed: each module's result is packed as JSON beside its name.

func packCommand() *cobra.Command {
	var dir, out string
	var node bool
	cmd := &cobra.Command{
		Use:   "pack --site DIR -o site.zip",
		Short: "Put what the editor needs of a site into one file",
		Long: "Packs a site's pages, templates, data and images. Images above 1 MiB and texts above 4 MiB are left out\n" +
			"and named. " + nodeHelp,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if dir == "" || out == "" {
				return errors.New("pack needs --site DIR and -o FILE")
			}
			s, err := openSite(dir, node, cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			data, _, n, err := s.pack()
			if err != nil {
				return err
			}
			if err := os.WriteFile(out, data, 0o644); err != nil {
				return err
			}
			fmt.Fprintf(cmd.ErrOrStderr(), "apercu: %d files, %d bytes in %s\n", n, len(data), out)
			return nil
		},
	}
	cmd.Flags().StringVar(&dir, "site", "", "folder of the site")
	cmd.Flags().StringVarP(&out, "out", "o", "", "file to write")
	nodeFlag(cmd, &node)
	return cmd
}

const nodeHelp = "With Node installed, the site's own data modules\n" +
	"(_data/*.js, *.11tydata.js) are run and their results are packed as JSON; --node=false runs nothing."

// nodeFlag is the same for pack, serve and build.
func nodeFlag(cmd *cobra.Command, node *bool) {
	cmd.Flags().BoolVar(node, "node", true, "run the site's JavaScript data files with Node, when it is installed")
}

// module is a JavaScript data file; stamp changes when the file does.
type module struct{ name, stamp string }

func isDataModule(name, dataFolder string) bool {
	ext := path.Ext(name)
	if ext != ".js" && ext != ".cjs" && ext != ".mjs" {
		return false
	}
	return strings.HasPrefix(name, dataFolder+"/") || strings.HasSuffix(strings.TrimSuffix(name, ext), ".11tydata")
}

// dataFolder is where the site keeps its data: apercu.yaml may name another.
func dataFolder(root fs.FS) string {
	only := fstest.MapFS{}
	if text, err := fs.ReadFile(root, "apercu.yaml"); err == nil {
		only["apercu.yaml"] = &fstest.MapFile{Data: text}
	}
	s, err := site.Open(only, nil, site.Options{})
	if err != nil {
		return "_data"
	}
	return s.Config.Data
}

// compute asks Node for the modules' data; again only when one of them changed.
func (s *siteDir) compute(modules []module) {
	if stamp := fmt.Sprint(modules); stamp != s.asked {
		s.asked, s.computed = stamp, fstest.MapFS{}
		if s.node && len(modules) > 0 {
			for _, a := range askNode(s.dir, modules) {
				if a.Error == "" {
					s.computed[a.File+".json"] = &fstest.MapFile{Data: a.Data}
				} else {
					s.say("%s: %s", a.File, a.Error)
				}
			}
		}
	}
	for _, m := range modules {
		if s.computed[m.name+".json"] == nil {
			s.say("%s: JavaScript, skipped: its data is not in the pack", m.name)
		}
	}
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
func askNode(dir string, modules []module) []nodeAnswer {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	names := make([]string, len(modules))
	for i, m := range modules {
		names[i] = m.name
	}
	in, _ := json.Marshal(names)
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
