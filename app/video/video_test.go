package video

import (
	"net/url"
	"strings"
	"testing"
)

func TestRecognize(t *testing.T) {
	dm := func(id string) Video { return Video{Provider: Dailymotion, ID: id} }
	yt := func(id string) Video { return Video{Provider: YouTube, ID: id} }
	vm := func(id string) Video { return Video{Provider: Vimeo, ID: id} }
	pt := func(host, id string) Video { return Video{Provider: PeerTube, Host: host, ID: id} }
	with := func(v Video, change func(*Video)) Video { change(&v); return v }
	const short, long = "3zXk9mPq7TnR2sVwYb4HcD", "0f0a1b2c-1111-4222-8333-abcdef012345"

	for _, c := range []struct {
		in   string
		want Video
	}{
		// Dailymotion
		{"https://www.dailymotion.com/video/x7tgad0", dm("x7tgad0")},
		{"https://www.dailymotion.com/video/x7tgad0_un-titre-en-clair", dm("x7tgad0")},
		{"https://www.dailymotion.com/video/x7tgad0?playlist=x6abc&autoplay=1&mute=1", dm("x7tgad0")},
		{"http://touch.dailymotion.com/video/x7tgad0", dm("x7tgad0")},
		{"dailymotion.com/video/x7tgad0/", dm("x7tgad0")},
		{"https://dai.ly/x7tgad0", dm("x7tgad0")},
		{"dai.ly/x7tgad0", dm("x7tgad0")},
		{"//www.dailymotion.com/embed/video/x7tgad0?autoplay=1", dm("x7tgad0")},
		{"https://www.dailymotion.com/crawler/video/x7tgad0", dm("x7tgad0")},
		{"https://www.dailymotion.com/swf/video/x7tgad0", dm("x7tgad0")},
		{"https://geo.dailymotion.com/player.html?video=x7tgad0&startTime=65", with(dm("x7tgad0"), func(v *Video) { v.Start = 65 })},
		{"https://geo.dailymotion.com/player/xk4ab.html?video=k4t2n7uqQYbujGCMYPU", Video{Provider: Dailymotion, ID: "k4t2n7uqQYbujGCMYPU", Player: "xk4ab"}},
		{`<script src="https://geo.dailymotion.com/player/xk4ab.js" data-video="x7tgad0"></script>`, Video{Provider: Dailymotion, ID: "x7tgad0", Player: "xk4ab"}},
		{`<script src=https://geo.dailymotion.com/player.js data-video=x7tgad0></script>`, dm("x7tgad0")},
		{"x7tgad0", with(dm("x7tgad0"), func(v *Video) { v.Bare = true })},
		{" k4t2n7uqQYbujGCMYPU\n", with(dm("k4t2n7uqQYbujGCMYPU"), func(v *Video) { v.Bare = true })},
		// YouTube
		{"https://www.youtube.com/watch?v=a1B2c3D4e5F", yt("a1B2c3D4e5F")},
		{"https://www.youtube.com/watch?feature=shared&list=PLxyz&index=3&v=a1B2c3D4e5F&pp=abc", yt("a1B2c3D4e5F")},
		{"https://m.youtube.com/watch?v=a1B2c3D4e5F&t=1m30s", with(yt("a1B2c3D4e5F"), func(v *Video) { v.Start = 90 })},
		{"https://www.youtube.com/watch?time_continue=2&v=a1B2c3D4e5F", with(yt("a1B2c3D4e5F"), func(v *Video) { v.Start = 2 })},
		{"https://www.youtube.com/watch?v=a1B2c3D4e5F#t=1h0m5s", with(yt("a1B2c3D4e5F"), func(v *Video) { v.Start = 3605 })},
		{"https://youtu.be/a1B2c3D4e5F?si=abcdef&t=42", with(yt("a1B2c3D4e5F"), func(v *Video) { v.Start = 42 })},
		{"https://music.youtube.com/watch?v=a1B2c3D4e5F", yt("a1B2c3D4e5F")},
		{"https://www.youtube.com/embed/a1B2c3D4e5F", yt("a1B2c3D4e5F")},
		{"https://www.youtube.com/shorts/a1B2c3D4e5F", yt("a1B2c3D4e5F")},
		{"https://www.youtube.com/live/a1B2c3D4e5F?feature=share", yt("a1B2c3D4e5F")},
		{"https://www.youtube.com/v/a1B2c3D4e5F", yt("a1B2c3D4e5F")},
		{"https://www.youtube-nocookie.com/embed/-_B2c3D4e5F?rel=0", yt("-_B2c3D4e5F")},
		{"a1B2c3D4e5F", with(yt("a1B2c3D4e5F"), func(v *Video) { v.Bare = true })},
		// Vimeo
		{"https://vimeo.com/123456789", vm("123456789")},
		{"https://vimeo.com/123456789/0a1b2c3d4e", with(vm("123456789"), func(v *Video) { v.Hash = "0a1b2c3d4e" })},
		{"https://vimeo.com/channels/numerique/123456789", vm("123456789")},
		{"https://vimeo.com/groups/numerique/videos/123456789", vm("123456789")},
		{"https://vimeo.com/showcase/4321/video/123456789", vm("123456789")},
		{"https://player.vimeo.com/video/123456789?h=0a1b2c3d4e&autoplay=1#t=90s", with(vm("123456789"), func(v *Video) { v.Hash, v.Start = "0a1b2c3d4e", 90 })},
		{"123456789", with(vm("123456789"), func(v *Video) { v.Bare = true })},
		// PeerTube
		{"https://tube.numerique.gouv.fr/w/" + short, pt("tube.numerique.gouv.fr", short)},
		{"https://video.mentor.gouv.fr/videos/watch/" + long, pt("video.mentor.gouv.fr", long)},
		{"https://TUBE.numerique.gouv.fr/videos/embed/" + short + "?start=1m&subtitle=fr&warningTitle=0", Video{Provider: PeerTube, Host: "tube.numerique.gouv.fr", ID: short, Start: 60, Subtitle: "fr"}},
		{"https://une.autre.instance.gouv.fr/w/" + short, pt("une.autre.instance.gouv.fr", short)},
		{"https://tube-institutionnel.apps.education.fr/w/" + short, pt("tube-institutionnel.apps.education.fr", short)},
		{"https://tube.site.example/w/" + short, pt("tube.site.example", short)},
		// Acast
		{"https://embed.acast.com/$/0123456789abcdef01234567/89abcdef0123456789abcdef?", Video{Provider: Acast, Show: "0123456789abcdef01234567", ID: "89abcdef0123456789abcdef"}},
		{"https://shows.acast.com/un-podcast-public/episodes/89abcdef0123456789abcdef", Video{Provider: Acast, Show: "un-podcast-public", ID: "89abcdef0123456789abcdef"}},
		// Codes
		{`<div style="position:relative;padding-bottom:56.25%"> <iframe style="width:100%" frameborder="0" src="https://www.dailymotion.com/embed/video/x7tgad0" allowfullscreen title="Une vidéo"></iframe></div>`, with(dm("x7tgad0"), func(v *Video) { v.Title = "Une vidéo" })},
		{`<iframe width="560" src='https://www.youtube.com/embed/a1B2c3D4e5F?si=x&amp;start=12' title='L&#39;essentiel &quot;vu&quot; d&rsquo;ici'></iframe>`, Video{Provider: YouTube, ID: "a1B2c3D4e5F", Start: 12, Title: `L'essentiel "vu" d&rsquo;ici`}},
		{`<IFRAME SRC=//tube.numerique.gouv.fr/videos/embed/` + short + ` SANDBOX></IFRAME>`, pt("tube.numerique.gouv.fr", short)},
		{"<https://dai.ly/x7tgad0>", dm("x7tgad0")},
		// Shortcodes
		{`{% dailymotion "x7tgad0" %}`, dm("x7tgad0")},
		{`{%- dailymotion 'x7tgad0', title="Le \"vrai\" titre", start=12 -%}`, with(dm("x7tgad0"), func(v *Video) { v.Title, v.Start = `Le "vrai" titre`, 12 })},
		{`{% peertube "` + short + `", host="tube.numerique.gouv.fr" %}`, pt("tube.numerique.gouv.fr", short)},
		{`{% audio "https://embed.acast.com/$/emission/89abcdef0123456789abcdef" title="Épisode 1" %}`, Video{Provider: Acast, Show: "emission", ID: "89abcdef0123456789abcdef", Title: "Épisode 1"}},
	} {
		got, ok := Recognizer{Hosts: []string{"tube.site.example"}}.Recognize(c.in)
		if !ok || got != c.want {
			t.Errorf("%s\n got %+v %v\nwant %+v", c.in, got, ok, c.want)
		}
	}
}

// What looks like a video and is not, and what wants to be more than one.
func TestRecognizeRefuses(t *testing.T) {
	const short = "3zXk9mPq7TnR2sVwYb4HcD"
	for _, in := range []string{
		"", " ", "bonjour", "information", "Numériques", "12345", "1234567890123", "https://", "https://example.org",
		"x123", "X7tgad0", "x7tgad0x7tgad0", `x7tgad0"`, "x7tgad0')", "x7tgad0\n<b>", "x7tgad0 x7tgad1",
		"https://www.dailymotion.com/playlist/x6abcd", "https://www.dailymotion.com/dinum", "https://www.dailymotion.com/video/x7tgad0');background:url(x",
		"https://geo.dailymotion.com/player/..%2f..%2fx.html?video=x7tgad0", "https://geo.dailymotion.com/player/evil.html?video=x7tgad0", "https://geo.dailymotion.com/x7tgad0",
		"https://www.dailymotion.com.evil.example/video/x7tgad0", "https://evil.example/www.dailymotion.com/video/x7tgad0",
		"https://www.youtube.com@evil.example/watch?v=a1B2c3D4e5F", "https://user:pw@www.youtube.com/watch?v=a1B2c3D4e5F", "https://www.youtube.com:8443/watch?v=a1B2c3D4e5F",
		"javascript:alert(1)//www.youtube.com/watch?v=a1B2c3D4e5F", "ftp://www.youtube.com/watch?v=a1B2c3D4e5F", "data:text/html,x7tgad0",
		"https://www.youtube.com/watch?v=a1B2c3D4e5", "https://www.youtube.com/watch?v=a1B2c3D4e5F%22onload", "https://www.youtube.com/@chaine", "https://www.youtube.com/embed/videoseries?list=PL1",
		"https://www.youtube.com/playlist?list=PLabc", "https://www.youtube.com/redirect?v=a1B2c3D4e5F", "https://www.youtube.com/%77atch?v=../../x",
		"https://vimeo.com/numerique", "https://vimeo.com/123456789/pas-une-cle", "https://player.vimeo.com/video/123456789?h=%22%3E",
		"https://evil.example/w/" + short, "https://gouv.fr.evil.example/w/" + short, "https://xgouv.fr/w/" + short, "https://gouv.fr/w/" + short,
		"https://tube.numerique.gouv.fr/w/p/" + short, "https://tube.numerique.gouv.fr/video-playlists/embed/" + short, "https://tube.numerique.gouv.fr/w/0zXk9mPq7TnR2sVwYb4HcD",
		"https://tube-a.b.apps.education.fr/w/" + short, "https://tube.numerique.gouv.fr/w/" + short + "/x", "https://tube.numerique.gouv.fr/w%2F" + short,
		"https://embed.acast.com/$/émission/89abcdef0123456789abcdef", "https://embed.acast.com/89abcdef0123456789abcdef", "https://shows.acast.com/x/episodes/court",
		`<iframe src="https://evil.example/embed/video/x7tgad0"></iframe>`, `<iframe srcdoc="<b>x7tgad0">`, `<iframe src="https://dai.ly/x7tgad0`, `<iframe`, `<b>x7tgad0</b>`,
		`<iframe src="https://evil.example/" src="https://dai.ly/x7tgad0"></iframe>`, `<iframe src="https://evil.example/"></iframe><iframe src="https://dai.ly/x7tgad0"></iframe>`,
		`<script src="https://evil.example/player/xk4ab.js" data-video="x7tgad0"></script>`, `<script>"x7tgad0"</script>`, `<script src="https://geo.dailymotion.com/player/../x.js" data-video="x7tgad0">`,
		`{% dailymotion %}`, `{% dailymotion x7tgad0 %}`, `{% dailymotion "https://dai.ly/x7tgad0" %}`, `{% transcription "x7tgad0" %}`, `{% dailymotion "x7tgad0" %}{% dailymotion "x7tgad0" %}`,
		`{% peertube "` + short + `" %}`, `{% peertube "` + short + `", host="evil.example" %}`, `{% dailymotion "x7tgad0", player="../x" %}`, `{% dailymotion "x7tgad0", title="x %}`, `{{ "x7tgad0" }}`,
		strings.Repeat("x", 9000),
	} {
		if v, ok := Recognize(in); ok {
			t.Errorf("%q is recognised as %+v", in, v)
		}
	}
}

func TestAddresses(t *testing.T) {
	o := Options{DailymotionPlayer: "xabcd"}
	for _, c := range []struct{ in, embed, page, shortcode string }{
		{"https://dai.ly/x7tgad0?start=5", "https://geo.dailymotion.com/player/xabcd.html?video=x7tgad0&startTime=5", "https://www.dailymotion.com/video/x7tgad0", `{% dailymotion "x7tgad0", title="Un \"titre\"", start=5 %}`},
		{"https://geo.dailymotion.com/player/xk4ab.html?video=x7tgad0", "https://geo.dailymotion.com/player/xk4ab.html?video=x7tgad0", "https://www.dailymotion.com/video/x7tgad0", `{% dailymotion "x7tgad0", player="xk4ab", title="Un \"titre\"" %}`},
		{"https://youtu.be/a1B2c3D4e5F?t=42", "https://www.youtube-nocookie.com/embed/a1B2c3D4e5F?rel=0&hl=fr&cc_lang_pref=fr&playsinline=1&start=42", "https://www.youtube.com/watch?v=a1B2c3D4e5F", `{% youtube "a1B2c3D4e5F", title="Un \"titre\"", start=42 %}`},
		{"https://vimeo.com/123456789/0a1b2c3d4e", "https://player.vimeo.com/video/123456789?dnt=1&h=0a1b2c3d4e", "https://vimeo.com/123456789/0a1b2c3d4e", `{% vimeo "123456789", hash="0a1b2c3d4e", title="Un \"titre\"" %}`},
		{"https://tube.numerique.gouv.fr/w/3zXk9mPq7TnR2sVwYb4HcD?start=30&subtitle=fr", "https://tube.numerique.gouv.fr/videos/embed/3zXk9mPq7TnR2sVwYb4HcD?p2p=0&warningTitle=0&peertubeLink=0&title=0&subtitle=fr&start=30", "https://tube.numerique.gouv.fr/w/3zXk9mPq7TnR2sVwYb4HcD", `{% peertube "3zXk9mPq7TnR2sVwYb4HcD", host="tube.numerique.gouv.fr", subtitle="fr", title="Un \"titre\"", start=30 %}`},
		{"https://shows.acast.com/emission/episodes/89abcdef0123456789abcdef", "https://embed.acast.com/$/emission/89abcdef0123456789abcdef", "https://shows.acast.com/emission/episodes/89abcdef0123456789abcdef", `{% audio "https://embed.acast.com/$/emission/89abcdef0123456789abcdef", title="Un \"titre\"" %}`},
	} {
		v, ok := Recognize(c.in)
		if !ok || v.EmbedURL(o) != c.embed || v.PageURL() != c.page || v.Shortcode("Un\n\"titre\"") != c.shortcode {
			t.Errorf("%s: %v\n%s\n%s\n%s", c.in, ok, v.EmbedURL(o), v.PageURL(), v.Shortcode("Un\n\"titre\""))
		}
	}
	if got := (Video{Provider: Dailymotion, ID: "x7tgad0"}).EmbedURL(Options{DailymotionPlayer: "../x"}); got != "https://geo.dailymotion.com/player.html?video=x7tgad0" {
		t.Errorf("an invalid player id reached the address: %s", got)
	}
}

func TestFrameSources(t *testing.T) {
	got := strings.Join(FrameSources("tube.site.example", "tube-*.site.example", "*", "*.fr", "a b.example", "tube.site.example", "https://x.example", "x.example;script-src *"), " ")
	want := "https://geo.dailymotion.com https://www.youtube-nocookie.com https://player.vimeo.com https://embed.acast.com https://www.dailymotion.com https://www.youtube.com " +
		"https://tube.numerique.gouv.fr https://video.mentor.gouv.fr https://*.gouv.fr https://*.apps.education.fr https://tube.ac-lyon.fr https://aperi.tube https://peertube.designersethiques.org " +
		"https://tube.site.example https://*.site.example"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// allowed reports whether a policy made of FrameSources lets this host load.
func allowed(host string) bool {
	for _, s := range FrameSources() {
		if p := strings.TrimPrefix(s, "https://"); p == host || strings.HasPrefix(p, "*.") && strings.HasSuffix(host, p[1:]) {
			return true
		}
	}
	return false
}

func FuzzRecognize(f *testing.F) {
	for _, s := range []string{
		"x7tgad0", "https://dai.ly/x7tgad0?start=5", "https://youtu.be/a1B2c3D4e5F?t=1h2m3s", "https://vimeo.com/123456789/0a1b2c3d4e#t=9s",
		"https://tube-x.apps.education.fr/w/3zXk9mPq7TnR2sVwYb4HcD?subtitle=pt-br", `<iframe src="https://www.dailymotion.com/embed/video/x7tgad0" title="a&quot;b"></iframe>`,
		`{% dailymotion "x7tgad0", title="Un \"titre\"", start=5 %}`, "https://embed.acast.com/$/a-b/89abcdef0123456789abcdef", `<script src="//geo.dailymotion.com/player/xk4ab.js" data-video="x7tgad0">`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, in string) {
		v, ok := Recognize(in)
		if !ok {
			return
		}
		for _, address := range []string{v.EmbedURL(Options{Lang: "en"}), v.PageURL()} {
			if strings.ContainsAny(address, "\"'<>()\\` \n{}%") || !strings.HasPrefix(address, "https://") {
				t.Fatalf("%q gives the address %q", in, address)
			}
			if u, err := url.Parse(address); err != nil || u.User != nil {
				t.Fatalf("%q gives the address %q", in, address)
			}
		}
		if u, _ := url.Parse(v.EmbedURL(Options{})); !allowed(u.Host) {
			t.Fatalf("%q plays from %s, which the policy refuses", in, u.Host)
		}
		for _, form := range []string{v.EmbedURL(Options{}), v.PageURL(), v.Shortcode("")} {
			if w, ok := Recognize(form); !ok || w.ID != v.ID || w.Provider != v.Provider || w.Host != v.Host || w.Show != v.Show {
				t.Fatalf("%q gives %q, read back as %+v", in, form, w)
			}
		}
		back, ok := Recognize(v.Shortcode(v.Title))
		v.Bare = false
		v.Title = oneLine(v.Title)
		if !ok || back != v {
			t.Fatalf("%q: %+v\ncomes back from %s\nas %+v", in, v, v.Shortcode(v.Title), back)
		}
	})
}
