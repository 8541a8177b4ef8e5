// Package video recognises the videos and podcasts that editors paste, in
// whatever form they have them, and gives the addresses that a page may use.
//
// It accepts what it fully understands and refuses the rest: an identifier
// either matches its provider's pattern from end to end or nothing is
// recognised. Nothing is cleaned, guessed from a prefix or escaped here, so
// that an accepted identifier is safe in an attribute, an address or a style.
// It contacts nobody.
package video

import (
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Provider is who serves the player. The value is stable: it is the name of
// the shortcode, except for Acast, which the audio shortcode plays.
type Provider string

// The providers that Recognize knows.
const (
	Dailymotion Provider = "dailymotion"
	YouTube     Provider = "youtube"
	Vimeo       Provider = "vimeo"
	PeerTube    Provider = "peertube"
	Acast       Provider = "acast"
)

// Name is how the provider writes its own name.
func (p Provider) Name() string {
	switch p {
	case Dailymotion:
		return "Dailymotion"
	case YouTube:
		return "YouTube"
	case Vimeo:
		return "Vimeo"
	case PeerTube:
		return "PeerTube"
	case Acast:
		return "Acast"
	}
	return string(p)
}

// Video is one video or podcast episode. Every field was checked against the
// provider's pattern; Title alone is free text.
type Video struct {
	Provider Provider
	ID       string
	Host     string // PeerTube: the instance, lower case; empty for the others
	Show     string // Acast: the show's id or name
	Hash     string // Vimeo: the key of an unlisted video, may be empty
	Player   string // Dailymotion: the player id found in the code, may be empty
	Start    int    // seconds from the beginning
	Subtitle string // language of the subtitles asked for: "fr", "pt-br"; may be empty
	Title    string // title attribute of the pasted code or shortcode, may be empty
	Bare     bool   // only an identifier was given: the provider is deduced from its shape
}

// Audio reports whether there is only sound to play.
func (v Video) Audio() bool { return v.Provider == Acast }

// Options are the site's choices for its players.
type Options struct {
	DailymotionPlayer string // the channel's player id; a Video's own id comes first
	Lang              string // two letters, "fr" when empty
}

// EmbedURL is the address to load in a frame once the reader has agreed.
//
// Dailymotion answers 403 to an address without a player id since 28 September
// 2026: without one in v or in o the address is complete but may show nothing.
func (v Video) EmbedURL(o Options) string {
	switch v.Provider {
	case Dailymotion:
		return v.dailymotionEmbed(o)
	case YouTube:
		lang := language(o.Lang)
		return "https://www.youtube-nocookie.com/embed/" + v.ID + "?rel=0&hl=" + lang + "&cc_lang_pref=" + lang + "&playsinline=1" + param("start", v.Start)
	case Vimeo:
		return "https://player.vimeo.com/video/" + v.ID + "?dnt=1" + text("h", v.Hash) + fragment(v.Start)
	case PeerTube:
		return "https://" + v.Host + "/videos/embed/" + v.ID + "?p2p=0&warningTitle=0&peertubeLink=0&title=0" + text("subtitle", v.Subtitle) + param("start", v.Start)
	case Acast:
		return "https://embed.acast.com/$/" + v.Show + "/" + v.ID
	}
	return ""
}

func (v Video) dailymotionEmbed(o Options) string {
	player := v.Player
	if player == "" && dailymotionPlayer(o.DailymotionPlayer) {
		player = o.DailymotionPlayer
	}
	if player != "" {
		player = "/" + player
	}
	return "https://geo.dailymotion.com/player" + player + ".html?video=" + v.ID + param("startTime", v.Start)
}

// PageURL is the provider's own page for it: the link that always works.
func (v Video) PageURL() string {
	switch v.Provider {
	case Dailymotion:
		return "https://www.dailymotion.com/video/" + v.ID
	case YouTube:
		return "https://www.youtube.com/watch?v=" + v.ID
	case Vimeo:
		if v.Hash != "" {
			return "https://vimeo.com/" + v.ID + "/" + v.Hash
		}
		return "https://vimeo.com/" + v.ID
	case PeerTube:
		if len(v.ID) == 36 {
			return "https://" + v.Host + "/videos/watch/" + v.ID
		}
		return "https://" + v.Host + "/w/" + v.ID
	case Acast:
		return "https://shows.acast.com/" + v.Show + "/episodes/" + v.ID
	}
	return ""
}

// Shortcode is the tag to put in a page; title may be empty. Recognize reads
// it back as the same video.
func (v Video) Shortcode(title string) string {
	var b strings.Builder
	name, first := string(v.Provider), v.ID
	if v.Provider == Acast {
		name, first = "audio", v.EmbedURL(Options{})
	}
	b.WriteString("{% " + name + ` "` + first + `"`)
	for _, arg := range [][2]string{{"host", v.Host}, {"hash", v.Hash}, {"player", v.Player}, {"subtitle", v.Subtitle}, {"title", quoted(title)}} {
		if arg[1] != "" {
			b.WriteString(", " + arg[0] + `="` + arg[1] + `"`)
		}
	}
	if v.Start > 0 {
		b.WriteString(", start=" + strconv.Itoa(v.Start))
	}
	b.WriteString(" %}")
	return b.String()
}

// quoted writes a text inside a Nunjucks string of double quotes, on one line.
func quoted(s string) string {
	return strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(oneLine(s))
}

// oneLine joins lines and runs of blanks; no-break spaces stay.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(c rune) bool { return c < utf8.RuneSelf && c <= ' ' }), " ")
}

func param(name string, seconds int) string {
	if seconds <= 0 {
		return ""
	}
	return "&" + name + "=" + strconv.Itoa(seconds)
}

func text(name, value string) string {
	if value == "" {
		return ""
	}
	return "&" + name + "=" + url.QueryEscape(value)
}

func fragment(seconds int) string {
	if seconds <= 0 {
		return ""
	}
	return "#t=" + strconv.Itoa(seconds) + "s"
}

func language(lang string) string {
	if len(lang) == 2 && every(lang, lower) {
		return lang
	}
	return "fr"
}
