package main

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	gopath "path"
	"path/filepath"
	"strings"
	"time"

	"apercu/app/share"
	"apercu/app/storage"
	"apercu/app/storage/dir"

	"github.com/spf13/cobra"
)

// fetchLimit bounds how long a public file may take to arrive.
const fetchLimit = 30 * time.Second

func linkCommand() *cobra.Command {
	var baseURL, against, publicBase, path, note, author string
	cmd := &cobra.Command{
		Use:   "link FILE",
		Short: "Print a preview link that carries a page",
		Long: `Print a preview link that carries a page, whole, in its fragment: nothing is
sent to a server. FILE may be - for standard input.

With --against, the link carries only the changes to a base that the reader's
browser can fetch. The base is an https address, or a file together with
--public, the address at which the reader will find that same file.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			text, err := readCapped(args[0], cmd.InOrStdin())
			if err != nil {
				return err
			}
			if path == "" && args[0] != "-" {
				path = filepath.ToSlash(filepath.Clean(args[0]))
				if filepath.IsAbs(args[0]) || strings.HasPrefix(path, "../") {
					path = filepath.Base(args[0])
				}
			}
			d := share.Document{Path: path, Author: author, Note: note, Text: text}
			fragment, err := encodeLink(d, against, publicBase)
			if err != nil {
				return err
			}
			fmt.Fprintln(cmd.OutOrStdout(), strings.TrimRight(baseURL, "/")+"/view#"+fragment)
			return nil
		},
	}
	f := cmd.Flags()
	f.StringVar(&baseURL, "base-url", "http://127.0.0.1:8000", "address at which the editor is hosted")
	f.StringVar(&against, "against", "", "base of a link that carries only changes: a file, or an https address")
	f.StringVar(&publicBase, "public", "", "https address of the base, when --against is a file")
	f.StringVar(&path, "path", "", "path of the page in its site (default: FILE)")
	f.StringVar(&note, "note", "", "what to ask of the reader")
	f.StringVar(&author, "author", "", "who sends the link")
	return cmd
}

func encodeLink(d share.Document, against, public string) (string, error) {
	if against == "" {
		return share.Encode(d)
	}
	isURL := strings.HasPrefix(against, "https://")
	if !isURL && public == "" {
		return "", errors.New("--against with a file needs --public, the https address at which a reader finds that file")
	}
	if isURL && public == "" {
		public = against
	}
	if !strings.HasPrefix(public, "https://") {
		return "", fmt.Errorf("--public %s: a reader needs an https address", public)
	}
	base, err := readBase(against)
	if err != nil {
		return "", err
	}
	return share.EncodePatch(d, public, base)
}

func openCommand() *cobra.Command {
	var base, keep string
	cmd := &cobra.Command{
		Use:   "open LINK",
		Short: "Print the document that a preview link carries",
		Long: `Print the document that a preview link carries, repaired from what mail and
chat did to it. A link that lost its end prints what arrived and exits with 1.
LINK may be - to read it from standard input.

With --keep, a page that arrived whole is kept in a folder too, under its path;
when it comes again with other words, those before stay as a version.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			input := args[0]
			if input == "-" {
				text, err := readCapped("-", cmd.InOrStdin())
				if err != nil {
					return err
				}
				input = text
			}
			d, warning, err := openLink(input, base)
			if err != nil {
				return err
			}
			if _, err := io.WriteString(cmd.OutOrStdout(), d.Text); err != nil {
				return err
			}
			if warning != "" {
				fmt.Fprintln(cmd.ErrOrStderr(), "apercu:", warning)
				return errFindings
			}
			if keep == "" {
				return nil
			}
			said, err := keepPage(keep, d, storage.Millis(time.Now().UnixMilli()))
			if err == nil {
				fmt.Fprintln(cmd.ErrOrStderr(), "apercu:", said)
			}
			return err
		},
	}
	cmd.Flags().StringVar(&keep, "keep", "", "folder in which to keep the page, with the versions before it")
	cmd.Flags().StringVar(&base, "base", "", "the base of a link that carries only changes, when its address cannot be reached: a file or an https address")
	return cmd
}

// keepPage keeps a page in a folder, and says as what. Nothing that is there is
// lost: a text that another replaces becomes a version first.
func keepPage(folder string, d share.Document, now storage.Millis) (said string, err error) {
	s, err := dir.Open(folder)
	if err != nil {
		return "", err
	}
	id := d.Path
	if id == "" {
		id = "page.md"
	}
	page, err := s.Load(id)
	switch {
	case errors.Is(err, storage.ErrNotFound):
		page = storage.Document{ID: id, Name: gopath.Base(id), Path: d.Path}
	case err != nil:
		return "", err
	case page.Text == d.Text:
		return fmt.Sprintf("%s is in %s already, at revision %d", id, folder, page.Revision), nil
	default:
		old := storage.Version{Document: id, At: page.Updated, Kind: storage.Named, Name: fmt.Sprintf("revision %d", page.Revision), Text: page.Text}
		if _, err := s.AddVersion(old); err != nil {
			return "", err
		}
	}
	page.Text = d.Text
	if page, err = s.Save(page, now); err != nil {
		return "", err
	}
	return fmt.Sprintf("%s is kept in %s, at revision %d", id, folder, page.Revision), nil
}

// openLink gives the page of a link, and what to say when it is not whole.
func openLink(input, base string) (d share.Document, warning string, err error) {
	l, err := share.Parse(input)
	if err != nil {
		return d, "", err
	}
	switch l.Kind {
	case share.Remote:
		d.Text, err = readBase(l.URLs[0])
		return d, "", err
	case share.Compare:
		d.Text, err = readBase(l.URLs[1])
		return d, "", err
	case share.Patch:
		if base == "" {
			base = l.Base.URL
			if !strings.HasPrefix(base, "https://") && !filepath.IsLocal(base) {
				return d, "", fmt.Errorf("the base of the link, %q, is no https address and no path in this folder (give a copy of it with --base)", base)
			}
		}
		baseText, err := readBase(base)
		if err != nil {
			return d, "", fmt.Errorf("the base of the link: %w (give a copy of it with --base)", err)
		}
		d, err := l.Apply(baseText)
		return d, "", err
	}
	switch {
	case l.Damaged:
		return l.Document, "the link is damaged: its checksum does not match, and the text above may be wrong", nil
	case l.Truncated:
		return l.Document, fmt.Sprintf("the link is incomplete: %d characters of %d arrived; the text above is its beginning", l.Received, l.Expected), nil
	}
	return l.Document, "", nil
}

// readCapped reads a file or, for "-", standard input.
func readCapped(name string, stdin io.Reader) (string, error) {
	in := stdin
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return "", err
		}
		defer f.Close()
		in = f
	}
	return readAll(in, name)
}

// readBase reads a file or an https address.
func readBase(from string) (string, error) {
	if !strings.HasPrefix(from, "https://") {
		return readCapped(from, nil)
	}
	if _, err := url.Parse(from); err != nil {
		return "", err
	}
	client := http.Client{Timeout: fetchLimit}
	resp, err := client.Get(from)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return "", fmt.Errorf("%s answers %s", from, resp.Status)
	}
	return readAll(resp.Body, from)
}

func readAll(in io.Reader, name string) (string, error) {
	data, err := io.ReadAll(io.LimitReader(in, share.MaxText+1))
	if err != nil {
		return "", fmt.Errorf("reading %s: %w", name, err)
	}
	if len(data) > share.MaxText {
		return "", fmt.Errorf("%s is larger than %d bytes", name, share.MaxText)
	}
	return string(data), nil
}
