package ask

import (
	"errors"
	"sort"

	"apercu/app/document"
	"apercu/app/source"
	"apercu/app/template/value"
)

// Offer is what a page of the open site can name.
type Offer struct {
	Site       bool   // a site is open; the built-in theme alone otherwise
	Lang       string // of the site's words, "fr"
	Layouts    []string
	Tags       []string // of the site's pages, one for each use
	Shortcodes []Name
	Components []Name
	Filters    []string
}

// Name is a shortcode or a component.
type Name struct {
	Name   string   `json:"name"`
	Params []string `json:"params"`
	Paired bool     `json:"paired"`
	Help   string   `json:"help"` // in the site's own words, "" for none
	Own    bool     `json:"own"`  // the site's, not the built-in theme's
}

type namesAnswer struct {
	Site       bool     `json:"site"`
	Lang       string   `json:"lang"`
	Hosts      []string `json:"hosts"` // of PeerTube
	Layouts    []string `json:"layouts"`
	Tags       []string `json:"tags"` // the most used first
	Shortcodes []Name   `json:"shortcodes"`
	Components []Name   `json:"components"`
	Filters    []string `json:"filters"`
}

func init() {
	// names: for completion and the page details form. Texts are other pages of
	// the author (their beginning is enough), whose tags count too.
	question("names", func(c Context, args struct{ Texts []string }, _ []byte) (any, error) {
		if c.Offer == nil {
			return nil, errors.New("there is no site here")
		}
		n := c.Offer()
		for _, t := range args.Texts {
			n.Tags = append(n.Tags, tagsOf(t)...)
		}
		return namesAnswer{n.Site, n.Lang, list(c.PeerTubeHosts), list(n.Layouts), byUse(n.Tags), list(n.Shortcodes), list(n.Components), list(n.Filters)}, nil
	})
}

func list[T any](v []T) []T { return append([]T{}, v...) }

// tagsOf reads the tags of a page's front matter.
func tagsOf(text string) []string {
	tags := document.Parse(source.NewFile("", text)).Data.At("tags")
	if one, ok := value.Text(tags); ok && one != "" {
		return []string{one}
	}
	var out []string
	if many, ok := tags.(*value.Array); ok {
		for _, e := range many.Elems {
			if s, ok := value.Text(e); ok && s != "" {
				out = append(out, s)
			}
		}
	}
	return out
}

// byUse gives each tag once, the most used first, then alphabetically.
func byUse(tags []string) []string {
	uses := map[string]int{}
	for _, t := range tags {
		uses[t]++
	}
	out := []string{}
	for t := range uses {
		out = append(out, t)
	}
	sort.Slice(out, func(i, j int) bool {
		if uses[out[i]] != uses[out[j]] {
			return uses[out[i]] > uses[out[j]]
		}
		return out[i] < out[j]
	})
	return out
}
