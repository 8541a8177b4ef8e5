package ui

import (
	"encoding/json"
	"strings"
	"testing"

	"apercu/app/check"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

const someSummary = `{"type":"summary","version":4,"diagnostics":[
	{"code":"typo-apostrophe","key":"typo-apostrophe","severity":"info","from":1,"to":2,"line":0,"message":{"fr":"2 apostrophes droites","en":"2"},
		"places":2,"fixes":[{"title":{"fr":"Tout corriger","en":"Fix all"},"edits":[{"from":1,"to":2,"text":"’"},{"from":30,"to":31,"text":"’"}]}]},
	{"code":"img-alt","key":"img-alt-b","severity":"error","unsure":true,"line":1,"message":{"fr":"Décorative ?","en":"Decorative?"}},
	{"code":"link-generic","key":"link-generic-c","severity":"warning","line":5,"message":{"fr":"« cliquez ici »","en":"“click here”"}},
	{"code":"video-no-transcription","key":"video-d","severity":"error","line":9,"message":{"fr":"Vidéo sans transcription","en":"Video without transcription"},"ref":"RGAA 4.1"}]}`

func codes(groups []group) string {
	var out []string
	for _, g := range groups {
		out = append(out, g.code)
	}
	return strings.Join(out, " ")
}

func TestListIsByHarm(t *testing.T) {
	m := newModel(&desk{})
	m.receive(someSummary)
	if got := codes(m.list.certain); got != "video-no-transcription link-generic typo-apostrophe" {
		t.Errorf("order: %s", got)
	}
	if got := codes(m.list.unsure); got != "img-alt" || m.list.Unsure != 1 {
		t.Errorf("unsure: %s, %d", got, m.list.Unsure)
	}
	if got := m.score(); got != "1 point bloquant avant publication" {
		t.Errorf("score: %s", got)
	}
}

func TestIgnoredFindings(t *testing.T) {
	m := newModel(&desk{})
	m.receive(someSummary)
	m.receive(`{"type":"ignored","list":[{"key":"video-d","code":"video-no-transcription","reason":"sans parole"},{"key":"link-generic","code":"link-generic","reason":"titre"}]}`)
	if got := codes(m.list.certain); got != "typo-apostrophe" || m.list.Blocking != 0 {
		t.Errorf("%s, %d blocking", got, m.list.Blocking)
	}
	m.receive(`{"type":"ignored","list":[]}`)
	if m.list.Blocking != 1 {
		t.Error("what is restored counts again")
	}
}

func TestCompleteCheckSaysNothingTwice(t *testing.T) {
	m := newModel(&desk{})
	m.receive(someSummary)
	m.receive(`{"type":"audit","state":"done","version":3,"found":[
		{"code":"axe-image-alt","severity":"error","line":1,"message":{"fr":"Image","en":"Image"}},
		{"code":"axe-color-contrast","severity":"error","line":2,"message":{"fr":"Contraste","en":"Contrast"}}]}`)
	if got := codes(m.list.certain); !strings.Contains(got, "axe-color-contrast") || strings.Contains(got, "axe-image-alt") {
		t.Errorf("list: %s", got)
	}
	for _, d := range m.list.all {
		if want := map[bool]int{true: 3, false: 4}[strings.HasPrefix(d.Code, "axe-")]; d.Version != want {
			t.Errorf("%s counts in version %d, want %d", d.Code, d.Version, want)
		}
	}
}

func TestEveryRuleHasAPage(t *testing.T) {
	for _, lang := range []string{"fr", "en"} {
		for _, a := range check.All {
			m := newModel(&desk{})
			m.prefs.Lang = lang
			m.open(openEvent{Name: "rule", Context: json.RawMessage(`{"code":"` + a.Name + `"}`)})
			s := (&dialogs{m: m, v: map[string]string{}}).rule()
			page := app.HTMLString(app.Div().Body(s.body...))
			if s.title != a.Help.Title.In(lang) || !strings.Contains(page, "<code>"+a.Name+"</code>") || strings.Count(page, "<pre") != 2 {
				t.Errorf("%s (%s): %s\n%s", a.Name, lang, s.title, page)
			}
		}
	}
}

func TestFixesArePreparedElsewhere(t *testing.T) {
	m := newModel(&desk{})
	d := &dialogs{m: m, v: map[string]string{}}
	m.receive(`{"type":"fixes","state":"running","code":"","version":3,"edits":[]}`)
	if s := d.fixes(); s.ready || s.action != "" {
		t.Error("nothing to press while they are prepared")
	}
	m.receive(`{"type":"fixes","state":"done","code":"","version":3,"edits":[{"from":1,"to":2,"text":"’","rule":"typo-apostrophe"},{"from":4,"to":4,"text":" ","rule":"heading-no-space"},{"from":6,"to":7,"text":"’","rule":"typo-apostrophe"}]}`)
	s := d.fixes()
	page := app.HTMLString(app.Div().Body(s.body...))
	if !s.ready || s.action != "Corriger 3 endroits" || strings.Count(page, "<h3") != 2 || strings.Count(page, "<li") != 3 {
		t.Errorf("%q\n%s", s.action, page)
	}
	m.receive(`{"type":"fixes","state":"done","code":"","version":3,"edits":[]}`)
	if s := d.fixes(); s.ready || !strings.Contains(app.HTMLString(s.body[0]), "plus rien à corriger") {
		t.Error("nothing is left")
	}
}

func TestFixesAreShownBeforeTheyAreMade(t *testing.T) {
	units := []uint16{}
	for _, r := range "titre\nl'aide : oui\nfin" {
		units = append(units, uint16(r))
	}
	m := newModel(&desk{})
	got := app.HTMLString(excerpt(m, units, change{7, 8, "’"}))
	if !strings.Contains(got, "<span>l</span>") || !strings.Contains(got, ">'</del>") && !strings.Contains(got, "&#39;</del>") || !strings.Contains(got, "’</ins>") || !strings.Contains(got, "aide : oui<") {
		t.Error(got)
	}
	got = app.HTMLString(excerpt(m, units, change{12, 13, "\u00a0"}))
	if !strings.Contains(got, "·</del>") || !strings.Contains(got, "⍽</ins>") {
		t.Error(got)
	}
	if edge := app.HTMLString(excerpt(m, units, change{90, 95, "x"})); !strings.Contains(edge, "x</ins>") {
		t.Error(edge)
	}
}
