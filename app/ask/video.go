package ask

import "apercu/app/video"

// videoAnswer is what an address or an embed code stands for.
type videoAnswer struct {
	Found     bool   `json:"found"`
	Provider  string `json:"provider,omitempty"` // "dailymotion"
	Name      string `json:"name,omitempty"`     // "Dailymotion"
	ID        string `json:"id,omitempty"`
	Start     int    `json:"start,omitempty"` // seconds
	Title     string `json:"title,omitempty"`
	Audio     bool   `json:"audio,omitempty"`
	Page      string `json:"page,omitempty"`      // the provider's page
	Shortcode string `json:"shortcode,omitempty"` // with the title asked for
}

func init() {
	// recognizeVideo: what an editor pasted, and the title they gave it.
	question("recognizeVideo", func(c Context, args struct{ Input, Title string }, _ []byte) (any, error) {
		v, ok := video.Recognizer{Hosts: c.PeerTubeHosts}.Recognize(args.Input)
		if !ok {
			return videoAnswer{}, nil
		}
		title := args.Title
		if title == "" {
			title = v.Title
		}
		return videoAnswer{true, string(v.Provider), v.Provider.Name(), v.ID, v.Start, v.Title, v.Audio(), v.PageURL(), v.Shortcode(title)}, nil
	})
}
