package video

import (
	"net/url"
	"strconv"
	"strings"
)

// This file reads what was pasted: an address, the code of a frame or of a
// script, a shortcode, a bare identifier. The order matters little: the four
// shapes cannot be mistaken for one another.

// longestInput is more than any provider's code; longer texts are not read.
const longestInput = 8 << 10

// Recognizer recognises the videos of a site.
type Recognizer struct {
	// Hosts are the site's own PeerTube hosts, added to the built-in list:
	// "tube.example.org", "*.example.org", "tube-*.example.org".
	Hosts []string
}

// Recognize reads what an editor pasted, with the built-in PeerTube hosts only.
func Recognize(input string) (Video, bool) { return Recognizer{}.Recognize(input) }

// Recognize reads what an editor pasted: ok is false for anything that is not
// exactly a video or an episode of a provider that is allowed.
func (r Recognizer) Recognize(input string) (v Video, ok bool) {
	input = strings.TrimSpace(input)
	switch {
	case input == "" || len(input) > longestInput:
		return Video{}, false
	case strings.HasPrefix(input, "{%"):
		return r.shortcode(input)
	case strings.HasPrefix(input, "<") && !strings.HasPrefix(input, "<http"):
		return r.code(input)
	}
	if v, ok := bare(input); ok {
		return v, true
	}
	return r.address(strings.Trim(input, "<>"))
}

// bare deduces the provider from the identifier's shape. PeerTube's needs its
// host, so it is never recognised alone.
func bare(s string) (Video, bool) {
	switch {
	case dailymotionID(s):
		return Video{Provider: Dailymotion, ID: s, Bare: true}, true
	case youtubeID(s) && !every(s, digit) && mixed(s):
		return Video{Provider: YouTube, ID: s, Bare: true}, true
	case vimeoID(s):
		return Video{Provider: Vimeo, ID: s, Bare: true}, true
	}
	return Video{}, false
}

func (r Recognizer) address(s string) (Video, bool) {
	u, ok := parse(s)
	if !ok {
		return Video{}, false
	}
	path := strings.Split(strings.Trim(u.Path, "/"), "/")
	switch host := strings.ToLower(u.Host); host {
	case "dai.ly", "www.dai.ly", "dailymotion.com", "www.dailymotion.com", "touch.dailymotion.com", "geo.dailymotion.com":
		return dailymotionAddress(host, path, u.Query())
	case "youtube.com", "www.youtube.com", "m.youtube.com", "music.youtube.com", "youtu.be", "www.youtu.be", "youtube-nocookie.com", "www.youtube-nocookie.com":
		return youtubeAddress(host, path, u)
	case "vimeo.com", "www.vimeo.com", "player.vimeo.com":
		return vimeoAddress(host, path, u)
	case "embed.acast.com", "shows.acast.com":
		return acastAddress(host, path)
	default:
		return r.peertubeAddress(host, path, u.Query())
	}
}

// parse reads a web address, with or without its scheme. Another scheme, a
// user name, a port or an escaped path are no address of a video.
func parse(s string) (*url.URL, bool) {
	for i := 0; i < len(s); i++ {
		if s[i] <= ' ' || s[i] >= 0x7f || s[i] == '"' || s[i] == '\'' || s[i] == '<' || s[i] == '>' || s[i] == '\\' || s[i] == '`' {
			return nil, false
		}
	}
	switch {
	case strings.HasPrefix(s, "//"):
		s = "https:" + s
	case !strings.Contains(s, "://"):
		s = "https://" + s
	}
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.User != nil || u.Port() != "" || u.RawPath != "" || !hostName(strings.ToLower(u.Host)) {
		return nil, false
	}
	return u, true
}

func dailymotionAddress(host string, path []string, q url.Values) (Video, bool) {
	v := Video{Provider: Dailymotion, Start: seconds(q, "startTime", "start")}
	switch {
	case strings.HasSuffix(host, "dai.ly") && len(path) == 1:
		v.ID = path[0]
	case host == "geo.dailymotion.com" && len(path) == 1 && path[0] == "player.html":
		v.ID = q.Get("video")
	case host == "geo.dailymotion.com" && len(path) == 2 && path[0] == "player":
		v.ID, v.Player = q.Get("video"), strings.TrimSuffix(path[1], ".html")
		if !dailymotionPlayer(v.Player) {
			return Video{}, false
		}
	case host == "geo.dailymotion.com":
		return Video{}, false
	case len(path) == 2 && path[0] == "video":
		v.ID, _, _ = strings.Cut(path[1], "_")
	case len(path) == 3 && path[1] == "video" && (path[0] == "embed" || path[0] == "crawler" || path[0] == "swf"):
		v.ID, _, _ = strings.Cut(path[2], "_")
	}
	return v, dailymotionID(v.ID)
}

func youtubeAddress(host string, path []string, u *url.URL) (Video, bool) {
	q := u.Query()
	v := Video{Provider: YouTube, Start: seconds(q, "t", "start", "time_continue")}
	if v.Start == 0 {
		v.Start = fragmentSeconds(u.Fragment)
	}
	switch {
	case strings.HasSuffix(host, "youtu.be") && len(path) == 1:
		v.ID = path[0]
	case len(path) == 1 && path[0] == "watch":
		v.ID = q.Get("v")
	case len(path) == 2 && (path[0] == "embed" || path[0] == "shorts" || path[0] == "live" || path[0] == "v"):
		v.ID = path[1]
	}
	// "/embed/videoseries" plays a list: eleven letters, but no identifier.
	return v, youtubeID(v.ID) && v.ID != "videoseries"
}

func vimeoAddress(host string, path []string, u *url.URL) (Video, bool) {
	v := Video{Provider: Vimeo, Hash: u.Query().Get("h"), Start: seconds(u.Query(), "t")}
	if v.Start == 0 {
		v.Start = fragmentSeconds(u.Fragment)
	}
	n := len(path)
	switch {
	case host == "player.vimeo.com":
		if n == 2 && path[0] == "video" {
			v.ID = path[1]
		}
	case n == 1:
		v.ID = path[0]
	case n == 2 && vimeoID(path[0]):
		v.ID, v.Hash = path[0], path[1]
	case n == 3 && path[0] == "channels" && path[1] != "":
		v.ID = path[2]
	case n == 4 && path[0] == "groups" && path[2] == "videos", n == 4 && path[0] == "showcase" && path[2] == "video":
		v.ID = path[3]
	}
	return v, vimeoID(v.ID) && (v.Hash == "" || vimeoHash(v.Hash))
}

func (r Recognizer) peertubeAddress(host string, path []string, q url.Values) (Video, bool) {
	v := Video{Provider: PeerTube, Host: host, Start: seconds(q, "start"), Subtitle: q.Get("subtitle")}
	switch {
	case len(path) == 2 && path[0] == "w":
		v.ID = path[1]
	case len(path) == 3 && path[0] == "videos" && (path[1] == "watch" || path[1] == "embed"):
		v.ID = path[2]
	}
	if !subtitleTag(v.Subtitle) {
		v.Subtitle = ""
	}
	return v, peertubeID(v.ID) && r.peertubeHost(host)
}

func (r Recognizer) peertubeHost(host string) bool {
	for _, list := range [][]string{peertubeHosts, r.Hosts} {
		for _, pattern := range list {
			if matchHost(pattern, host) {
				return true
			}
		}
	}
	return false
}

func acastAddress(host string, path []string) (Video, bool) {
	v := Video{Provider: Acast}
	if host == "embed.acast.com" && len(path) == 3 && path[0] == "$" {
		path = path[1:]
	}
	switch {
	case host == "embed.acast.com" && len(path) == 2:
		v.Show, v.ID = path[0], path[1]
	case host == "shows.acast.com" && len(path) == 3 && path[1] == "episodes":
		v.Show, v.ID = path[0], path[2]
	}
	return v, acastShow(v.Show) && acastID(v.ID)
}

// seconds is the first of these parameters that gives a time, 0 when none does.
func seconds(q url.Values, names ...string) int {
	for _, name := range names {
		if n := clock(q.Get(name)); n > 0 {
			return n
		}
	}
	return 0
}

func fragmentSeconds(fragment string) int {
	t, _ := strings.CutPrefix(fragment, "t=")
	if t == fragment {
		return 0
	}
	return clock(t)
}

// clock reads "90", "90s", "1m30s", "1h2m3s"; 0 for anything else. A time
// beyond a day is no time of a video.
func clock(s string) int {
	total, rest := 0, s
	for _, unit := range []struct {
		letter  string
		seconds int
	}{{"h", 3600}, {"m", 60}, {"s", 1}} {
		number, after, found := strings.Cut(rest, unit.letter)
		if !found {
			continue
		}
		n, ok := natural(number)
		if !ok {
			return 0
		}
		total, rest = total+n*unit.seconds, after
	}
	if rest != "" {
		n, ok := natural(rest)
		if !ok || rest != s {
			return 0
		}
		total = n
	}
	if total > 24*3600 {
		return 0
	}
	return total
}

func natural(s string) (int, bool) {
	if !sized(s, 1, 6, digit) {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	return n, err == nil
}
