package main

import (
	"fmt"
	"math"
	"strings"
)

// This file draws the report: keys beside the JavaScript pipeline, and what
// growth costs. Both axes are logarithmic, so that a straight line is a cost in
// proportion to the page and a cliff would be seen. Colours read on white and on
// black; series differ by shape too.

type plot struct {
	strings.Builder
	x0, y0, w, h           float64
	minX, maxX, minY, maxY float64
}

func (p *plot) at(x, y float64) (float64, float64) {
	fx := math.Log(x/p.minX) / math.Log(p.maxX/p.minX)
	fy := math.Log(math.Max(y, p.minY)/p.minY) / math.Log(p.maxY/p.minY)
	return p.x0 + fx*p.w, p.y0 + p.h - math.Min(fy, 1)*p.h
}

func (p *plot) frame(title string, xs, ys []float64, unit string) {
	fmt.Fprintf(p, `<text x="%.0f" y="%.0f" class="t">%s</text>`+"\n", p.x0-40, p.y0-22, title)
	for _, y := range ys {
		_, v := p.at(p.minX, y)
		fmt.Fprintf(p, `<path d="M%.1f %.1fh%.1f" class="g"/><text x="%.1f" y="%.1f" class="l e">%s</text>`+"\n", p.x0, v, p.w, p.x0-6, v+4, number(y)+unit)
	}
	for _, x := range xs {
		u, _ := p.at(x, p.minY)
		label := number(x) + " KB"
		if x >= 1000 {
			label = number(x/1000) + " MB"
		}
		fmt.Fprintf(p, `<text x="%.1f" y="%.1f" class="l m">%s</text>`+"\n", u, p.y0+p.h+18, label)
	}
}

type series struct {
	name, class string
	points      [][2]float64
}

// line draws a series and its name beside its last point, dy lower.
func (p *plot) line(s series, dy float64) {
	if len(s.points) == 0 {
		return
	}
	var path strings.Builder
	var u, v float64
	for i, q := range s.points {
		u, v = p.at(q[0], q[1])
		fmt.Fprintf(&path, "%c%.1f %.1f", "ML"[min(i, 1)], u, v)
		fmt.Fprintf(p, `<circle cx="%.1f" cy="%.1f" r="3" class="p %s"/>`, u, v, s.class)
	}
	fmt.Fprintf(p, `<path d="%s" class="s %s"/><text x="%.1f" y="%.1f" class="l %s">%s</text>`+"\n", path.String(), s.class, u+8, v+4+dy, s.class, s.name)
}

func (r *Report) chart() string {
	var b strings.Builder
	b.WriteString(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 980 380" role="img" aria-label="Temps d’une frappe et coût de la taille d’une page, mesurés par make bench">
<style>text{font:13px system-ui,sans-serif;fill:#57606a}.t{font-weight:600;font-size:14px}.e{text-anchor:end}.m{text-anchor:middle}
.g{stroke:#8c959f;stroke-opacity:.35;fill:none}.s{fill:none;stroke-width:2.5}
.a{stroke:#0a7a5c}.b{stroke:#c4570c;stroke-dasharray:7 4}.c{stroke:#6b5bd2;stroke-dasharray:2 4}.d{stroke:#8c959f;stroke-dasharray:9 3 2 3}
.p.a{fill:#0a7a5c}.p.b{fill:#c4570c;stroke-dasharray:none}.p.c{fill:#6b5bd2;stroke-dasharray:none}.l.a,.l.b,.l.c,.l.d{stroke:none}.l.a{fill:#0a7a5c}.l.b{fill:#c4570c}.l.c{fill:#6b5bd2}
@media(prefers-color-scheme:dark){text{fill:#9198a1}.a{stroke:#3fc59d}.l.a,.p.a{fill:#3fc59d}.b{stroke:#f0883e}.l.b,.p.b{fill:#f0883e}.c{stroke:#a99cf5}.l.c,.p.c{fill:#a99cf5}}</style>
`)
	b.WriteString(r.typingPlot())
	b.WriteString(r.growthPlot())
	b.WriteString("</svg>\n")
	return b.String()
}

func (r *Report) typingPlot() string {
	ours, peer := series{name: "Aperçu", class: "a"}, series{name: "JavaScript", class: "b"}
	for _, kb := range r.kilobytes() {
		k := r.Browser.Typing[fmt.Sprint(kb)]
		ours.points = append(ours.points, [2]float64{float64(kb), k.Ours.Total.P95})
		peer.points = append(peer.points, [2]float64{float64(kb), k.Peer.Total.P95})
	}
	p := &plot{x0: 70, y0: 50, w: 300, h: 280, minX: 2, maxX: 500, minY: 2, maxY: 3000}
	p.frame("Une frappe → l’aperçu à jour (95 % des frappes)", []float64{2, 10, 100, 500}, []float64{4, 16, 33, 100, 300, 1000}, " ms")
	p.line(ours, 0)
	p.line(peer, 0)
	return p.String()
}

func (r *Report) growthPlot() string {
	first := series{name: "premier rendu, ms", class: "b"}
	key := series{name: "une frappe, ms", class: "a"}
	heap := series{name: "mémoire, Mo", class: "c"}
	for _, g := range r.Growth {
		kb := float64(g.Bytes) / 1000
		first.points = append(first.points, [2]float64{kb, g.First})
		key.points = append(key.points, [2]float64{kb, g.Key})
		heap.points = append(heap.points, [2]float64{kb, g.Heap / mega})
	}
	p := &plot{x0: 540, y0: 50, w: 300, h: 280, minX: 1, maxX: 1000, minY: 0.1, maxY: 2000}
	p.frame("Ce que coûte la taille d’une page (WebAssembly)", []float64{1, 10, 100, 1000}, []float64{0.1, 1, 10, 100, 1000}, "")
	p.line(first, 0)
	p.line(key, 0)
	p.line(heap, 8)
	return p.String()
}
