package video

import "strings"

// peertubeHosts are the instances of State bodies and of the public-interest
// groups that their sites quote. A site adds its own in apercu.yaml.
var peertubeHosts = []string{
	"tube.numerique.gouv.fr",
	"video.mentor.gouv.fr",
	"*.gouv.fr",
	"tube-*.apps.education.fr",
	"tube.ac-lyon.fr",
	"aperi.tube",
	"peertube.designersethiques.org",
}

// playerHosts serve the players of the other providers; those of addresses
// that authors still write by hand come last.
var playerHosts = []string{
	"geo.dailymotion.com",
	"www.youtube-nocookie.com",
	"player.vimeo.com",
	"embed.acast.com",
	"www.dailymotion.com",
	"www.youtube.com",
}

// FrameSources lists the sources that the preview's frame-src has to allow so
// that every player can load: all hosts of Recognize, and those of extra, the
// site's own PeerTube hosts ("tube.example.org", "*.example.org",
// "tube-*.example.org"). A pattern that is no host is left out.
func FrameSources(extra ...string) []string {
	var out []string
	seen := map[string]bool{}
	for _, list := range [][]string{playerHosts, peertubeHosts, extra} {
		for _, pattern := range list {
			source, ok := frameSource(pattern)
			if ok && !seen[source] {
				seen[source] = true
				out = append(out, source)
			}
		}
	}
	return out
}

// frameSource widens "tube-*.example.org" to "*.example.org": a policy knows a
// star only as the whole first label.
func frameSource(pattern string) (string, bool) {
	if !validPattern(pattern) {
		return "", false
	}
	first, rest, _ := strings.Cut(pattern, ".")
	if strings.Contains(first, "*") {
		first = "*"
	}
	return "https://" + first + "." + rest, true
}

// validPattern accepts a host name of two labels or more; a star only in its
// first label, and then two labels after it, so that "*.fr" allows nobody.
func validPattern(pattern string) bool {
	first, rest, _ := strings.Cut(pattern, ".")
	if !hostName(rest) || !sized(first, 1, 63, func(c byte) bool { return low36(c) || c == '-' || c == '*' }) {
		return false
	}
	return !strings.Contains(first, "*") || strings.Contains(rest, ".")
}

// hostName is a lower-case name of one label or more, without port.
func hostName(s string) bool {
	if len(s) > 253 {
		return false
	}
	for _, label := range strings.Split(s, ".") {
		if !sized(label, 1, 63, func(c byte) bool { return low36(c) || c == '-' }) || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
	}
	return true
}

// matchHost tells whether host is one of pattern: "*." at its head stands for
// any number of labels, a star elsewhere in the first label for any characters
// of that label.
func matchHost(pattern, host string) bool {
	if !validPattern(pattern) || !hostName(host) {
		return false
	}
	if rest, ok := strings.CutPrefix(pattern, "*."); ok {
		return strings.HasSuffix(host, "."+rest)
	}
	first, rest, _ := strings.Cut(pattern, ".")
	label, domain, _ := strings.Cut(host, ".")
	before, after, star := strings.Cut(first, "*")
	if !star {
		return pattern == host
	}
	return domain == rest && len(label) >= len(before)+len(after) && strings.HasPrefix(label, before) && strings.HasSuffix(label, after)
}
