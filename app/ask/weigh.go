package ask

import (
	"errors"

	"apercu/app/source"
)

// weightAnswer is what a visitor downloads to read the page, in bytes.
type weightAnswer struct {
	HTML         int64        `json:"html"`
	Images       int64        `json:"images"`
	Items        []weightItem `json:"items"`
	Unknown      int          `json:"unknown"` // images whose size is not known
	ThirdParties []string     `json:"thirdParties"`
	Savings      []saving     `json:"savings"` // largest first
}

type weightItem struct {
	Path  string `json:"path"`
	Bytes int64  `json:"bytes"` // -1 when not known
	place
}

type saving struct {
	Bytes   int64 `json:"bytes"`
	Message text  `json:"message"`
	place
}

// place is a part of the text, in UTF-16 code units; Line is 0-based.
type place struct {
	From int `json:"from"`
	To   int `json:"to"`
	Line int `json:"line"`
}

func placeOf(f *source.File, s source.Span) place {
	return place{f.UTF16(s.Start), f.UTF16(s.End), f.Line(s.Start)}
}

func init() {
	// weigh: Images are sizes of images that only the editor has.
	question("weigh", func(c Context, args struct{ Images map[string]int64 }, _ []byte) (any, error) {
		if c.Weigh == nil {
			return nil, errors.New("there is no renderer here")
		}
		w, ok := c.Weigh(args.Images)
		if !ok {
			return nil, errors.New("there is no page yet")
		}
		f := source.NewFile("", c.Text)
		a := weightAnswer{HTML: w.HTML, Images: w.Images, Items: []weightItem{}, Unknown: w.Unknown, ThirdParties: append([]string{}, w.ThirdParties...), Savings: []saving{}}
		for _, i := range w.Items {
			a.Items = append(a.Items, weightItem{i.Path, i.Bytes, placeOf(f, i.Span)})
		}
		for _, s := range w.Savings {
			a.Savings = append(a.Savings, saving{s.Bytes, sentence(s.Message), placeOf(f, s.Span)})
		}
		return a, nil
	})
}
