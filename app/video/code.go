package video

import "strings"

// This file reads the codes that providers hand out (a frame, a script) and
// our own shortcodes.

// code reads the first frame or script of a piece of HTML.
func (r Recognizer) code(s string) (Video, bool) {
	at, name := firstTag(s)
	if at < 0 {
		return Video{}, false
	}
	attrs := attributes(s[at+1+len(name):])
	src := strings.TrimSpace(attrs["src"])
	v, ok := Video{}, false
	if name == "iframe" {
		v, ok = r.address(src)
	} else {
		v, ok = dailymotionScript(src, attrs)
	}
	v.Title = oneLine(attrs["title"])
	if !ok {
		return Video{}, false
	}
	return v, true
}

// firstTag finds the first "<iframe" or "<script", whichever comes first.
func firstTag(s string) (at int, name string) {
	low := strings.ToLower(s)
	at = -1
	for _, n := range []string{"iframe", "script"} {
		i := strings.Index(low, "<"+n)
		if i >= 0 && i+1+len(n) < len(s) && !alnum(s[i+1+len(n)]) && (at < 0 || i < at) {
			at, name = i, n
		}
	}
	return at, name
}

// dailymotionScript reads <script src="…/player/PLAYER.js" data-video="ID">.
func dailymotionScript(src string, attrs map[string]string) (Video, bool) {
	u, ok := parse(src)
	if !ok || !strings.EqualFold(u.Host, "geo.dailymotion.com") {
		return Video{}, false
	}
	v := Video{Provider: Dailymotion, ID: attrs["data-video"]}
	name, isScript := strings.CutSuffix(u.Path, ".js")
	player, hasPlayer := strings.CutPrefix(name, "/player/")
	if hasPlayer {
		v.Player = player
	}
	known := name == "/player" || hasPlayer && dailymotionPlayer(player)
	return v, isScript && known && dailymotionID(v.ID)
}

// attributes reads the attributes of a tag, s starting after the tag's name:
// the first of two with the same name counts, as in HTML.
func attributes(s string) map[string]string {
	out := map[string]string{}
	for {
		s = strings.TrimLeft(s, " \t\r\n\f/")
		if s == "" || s[0] == '>' {
			return out
		}
		end := strings.IndexAny(s, " \t\r\n\f/>=")
		if end <= 0 {
			return out
		}
		name := strings.ToLower(s[:end])
		value, rest, ok := attributeValue(s[end:])
		if !ok {
			return out
		}
		if _, twice := out[name]; !twice {
			out[name] = unescape(value)
		}
		s = rest
	}
}

func attributeValue(s string) (value, rest string, ok bool) {
	after := strings.TrimLeft(s, " \t\r\n\f")
	if !strings.HasPrefix(after, "=") {
		return "", s, true
	}
	after = strings.TrimLeft(after[1:], " \t\r\n\f")
	if after == "" {
		return "", "", false
	}
	if q := after[0]; q == '"' || q == '\'' {
		end := strings.IndexByte(after[1:], q)
		if end < 0 {
			return "", "", false
		}
		return after[1 : 1+end], after[2+end:], true
	}
	end := strings.IndexAny(after, " \t\r\n\f>")
	if end < 0 {
		end = len(after)
	}
	return after[:end], after[end:], true
}

// unescape decodes the few references that addresses and titles contain.
func unescape(s string) string {
	if !strings.Contains(s, "&") {
		return s
	}
	return strings.NewReplacer("&amp;", "&", "&#38;", "&", "&#038;", "&", "&#x26;", "&", "&quot;", `"`, "&#34;", `"`, "&#39;", "'", "&#039;", "'", "&apos;", "'", "&lt;", "<", "&gt;", ">", "&nbsp;", "\u00a0", "&#160;", "\u00a0").Replace(s)
}

// shortcode reads {% name "id", host="…", title="…", start=90 %}.
func (r Recognizer) shortcode(s string) (Video, bool) {
	inner, ok := tagInner(s)
	if !ok {
		return Video{}, false
	}
	name, rest, _ := strings.Cut(inner, " ")
	first, named, ok := arguments(rest)
	if !ok {
		return Video{}, false
	}
	v := Video{Provider: Provider(name), ID: first, Host: strings.ToLower(named["host"]), Hash: named["hash"], Player: named["player"], Subtitle: named["subtitle"], Title: named["title"]}
	if t := named["start"]; t != "" {
		v.Start = clock(t)
	}
	if name == "audio" {
		v.Provider, v.ID = Acast, ""
		a, ok := r.address(first)
		if !ok || a.Provider != Acast {
			return Video{}, false
		}
		v.Show, v.ID = a.Show, a.ID
	}
	if !r.valid(v) {
		return Video{}, false
	}
	return v, true
}

// valid holds every field against the provider's patterns.
func (r Recognizer) valid(v Video) bool {
	switch v.Provider {
	case Dailymotion:
		return dailymotionID(v.ID) && v.Host == "" && v.Hash == "" && (v.Player == "" || dailymotionPlayer(v.Player))
	case YouTube:
		return youtubeID(v.ID) && v.Host == "" && v.Hash == "" && v.Player == ""
	case Vimeo:
		return vimeoID(v.ID) && v.Host == "" && v.Player == "" && (v.Hash == "" || vimeoHash(v.Hash))
	case PeerTube:
		return peertubeID(v.ID) && r.peertubeHost(v.Host) && v.Hash == "" && v.Player == "" && (v.Subtitle == "" || subtitleTag(v.Subtitle))
	case Acast:
		return acastID(v.ID) && acastShow(v.Show)
	}
	return false
}

// tagInner is what stands between {% and %}, whitespace control removed; the
// text must be that one tag.
func tagInner(s string) (string, bool) {
	inner, opened := strings.CutPrefix(s, "{%")
	inner, closed := strings.CutSuffix(inner, "%}")
	if !opened || !closed || strings.Contains(inner, "\n\n") {
		return "", false
	}
	inner = strings.TrimSuffix(strings.TrimPrefix(inner, "-"), "-")
	return oneLine(inner), true
}

// arguments reads a first string and then name=value pairs, separated by
// commas or blanks as Nunjucks allows.
func arguments(s string) (first string, named map[string]string, ok bool) {
	named = map[string]string{}
	for n := 0; ; n++ {
		s = strings.TrimLeft(s, " ,")
		if s == "" {
			return first, named, n > 0
		}
		name := ""
		if s[0] != '"' && s[0] != '\'' {
			end := strings.IndexAny(s, " =,\"'")
			if end < 0 || s[end] != '=' || n == 0 {
				return "", nil, false
			}
			name, s = s[:end], s[end+1:]
		}
		var value string
		if value, s, ok = argument(s); !ok || name == "" && n > 0 {
			return "", nil, false
		}
		if n == 0 {
			first = value
		} else {
			named[name] = value
		}
	}
}

// argument reads a string with Nunjucks' backslash escapes, or a number.
func argument(s string) (value, rest string, ok bool) {
	if s == "" {
		return "", "", false
	}
	if q := s[0]; q == '"' || q == '\'' {
		var b strings.Builder
		for i := 1; i < len(s); i++ {
			switch {
			case s[i] == q:
				return b.String(), s[i+1:], true
			case s[i] == '\\' && i+1 < len(s):
				i++
			}
			b.WriteByte(s[i])
		}
		return "", "", false
	}
	end := 0
	for end < len(s) && digit(s[end]) {
		end++
	}
	return s[:end], s[end:], end > 0
}
