package check

import (
	"sort"
	"strings"

	"apercu/app/diag"
	"apercu/app/source"
)

// Weight is what a visitor downloads to read a page, in bytes.
type Weight struct {
	HTML         int64 // of the page, layout included; of the source when it was not rendered
	Images       int64 // of local images whose size is known
	Items        []WeightItem
	ThirdParties []string // hosts that are asked for something before any choice, sorted
	Unknown      int      // local images whose size is not known
	Savings      []Saving // largest first
}

// WeightItem is one image of the page.
type WeightItem struct {
	Path  string
	Bytes int64 // -1 when not known
	Span  source.Span
}

// Saving is what a change would spare, as a whole number of bytes. For third
// parties it is an order of magnitude.
type Saving struct {
	Bytes   int64
	Message diag.Text
	Span    source.Span
}

const (
	// heavyImage is the size above which an image is worth shrinking: three
	// times what a 1,200 pixel wide WebP photograph takes.
	heavyImage = 300_000
	// playerBytes is what a video player loads before anyone asks for it.
	playerBytes = 1_500_000
)

// WeighPage adds up what a page makes a visitor download. Sizes come from the
// site; without one only the HTML is known.
func WeighPage(in Input) Weight { return newPass(in).weigh(in.Images) }

// Weigh is WeighPage with the page that the rules have read, false when they
// have not yet. images are those of Input.
func (j *Job) Weigh(images map[string]int64) (w Weight, ok bool) {
	if j.pass == nil {
		return w, false
	}
	return j.pass.weigh(images), true
}

func (p *Pass) weigh(own map[string]int64) Weight {
	w := Weight{HTML: int64(len(p.File.Text()))}
	if r := p.Rendered; r != nil {
		w.HTML = int64(len(r.Before) + len(r.Content) + len(r.After))
	}
	hosts := map[string]bool{}
	for _, x := range p.images() {
		p.weighImage(&w, hosts, x, own)
	}
	for _, e := range p.Page.Elements {
		host := hostOf(e.Value("src"))
		if e.End || host == "" || p.ownHost(host) || e.Name != "iframe" && e.Name != "script" {
			continue
		}
		hosts[host] = true
		if e.Name == "iframe" && e.Value("loading") != "lazy" {
			w.Savings = append(w.Savings, Saving{playerBytes, diag.T("Charger le contenu de %s au clic seulement", "Load content from %s on a click only", host), e.Span})
		}
	}
	if p.Rendered != nil {
		renderedHosts(p.Rendered, p, hosts)
	}
	for host := range hosts {
		w.ThirdParties = append(w.ThirdParties, host)
	}
	sort.Strings(w.ThirdParties)
	sort.SliceStable(w.Savings, func(i, j int) bool { return w.Savings[i].Bytes > w.Savings[j].Bytes })
	return w
}

func (p *Pass) weighImage(w *Weight, hosts map[string]bool, x image, own map[string]int64) {
	if host := hostOf(x.path); host != "" {
		if !p.ownHost(host) {
			hosts[host] = true
		}
		return
	}
	if !local(x.path) {
		return
	}
	item := WeightItem{Path: x.path, Bytes: -1, Span: x.span}
	if size, ok := own[x.path]; ok {
		item.Bytes = size
	} else if p.Site != nil {
		if size, _, ok := p.lookup(x.path); ok {
			item.Bytes = size
		}
	}
	for _, other := range w.Items {
		if other.Path == item.Path {
			return // downloaded once
		}
	}
	w.Items = append(w.Items, item)
	if item.Bytes < 0 {
		w.Unknown++
		return
	}
	w.Images += item.Bytes
	spare, how := item.Bytes*7/10, diag.T("Réduire %s ou l’enregistrer en WebP", "Shrink %s or save it as WebP", fileOf(x.path))
	switch extension(x.path) {
	case "webp", "avif":
		spare, how = item.Bytes-heavyImage, diag.T("Réduire %s à la largeur affichée", "Shrink %s to the width shown", fileOf(x.path))
	case "svg":
		spare = item.Bytes / 2
	}
	if item.Bytes > heavyImage {
		w.Savings = append(w.Savings, Saving{spare, how, x.span})
	}
}

// renderedHosts adds the hosts that the published content asks for something.
func renderedHosts(r *Rendered, p *Pass, hosts map[string]bool) {
	add := func(address string) {
		if host := hostOf(address); host != "" && !p.ownHost(host) {
			hosts[host] = true
		}
	}
	for _, e := range r.elements() {
		switch e.name {
		case "img", "iframe", "script", "source", "video", "audio", "embed":
			add(e.value("src"))
		case "link":
			add(e.value("href"))
		}
		if style := e.value("style"); strings.Contains(style, "url(") {
			_, rest, _ := strings.Cut(style, "url(")
			add(strings.Trim(rest, `'" `))
		}
	}
}
