package ask

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"apercu/app/check"
	"apercu/app/compare"
	"apercu/app/diag"
	"apercu/app/source"
	"apercu/app/template/value"
)

const page = "---\ntitle: \"Prêt 🎬\" # gardé\ndate: 2025-09-02\ntags: [Vidéo, Prêt]\nimage:\n  path: ./a.webp\n  alt: ''\n---\n\nTexte.\n"

func answer(t *testing.T, c Context, name string, args any) map[string]any {
	t.Helper()
	raw, _ := json.Marshal(args)
	var out map[string]any
	if err := json.Unmarshal([]byte(Answer(c, name, raw, nil)), &out); err != nil {
		t.Fatal(err)
	}
	if out["error"] != nil {
		t.Fatalf("%s: %v", name, out["error"])
	}
	result, _ := out["result"].(map[string]any)
	return result
}

type args = map[string]any

func TestSetField(t *testing.T) {
	c := Context{Text: page}
	r := answer(t, c, "setField", args{"path": []string{"date"}, "value": "2025-10-01", "date": true})
	got := r["changes"].([]any)[0].(map[string]any)
	units := len(utf16.Encode([]rune(page[:strings.Index(page, "2025")])))
	if got["from"] != float64(units) || got["text"] != "2025-10-01" {
		t.Errorf("date: %v, want from %d", got, units)
	}
	if r := answer(t, c, "setField", args{"path": []string{"title"}, "value": "Prêt 🎬"}); len(r["changes"].([]any)) != 0 {
		t.Errorf("the same title gives changes: %v", r)
	}
	if r := answer(t, c, "setField", args{"path": []string{"image", "alt"}}); len(r["changes"].([]any)) != 1 {
		t.Errorf("removing a field: %v", r)
	}
}

func TestFields(t *testing.T) {
	r := answer(t, Context{Text: page}, "fields", args{})
	var got []string
	for _, f := range r["fields"].([]any) {
		f := f.(map[string]any)
		v, _ := json.Marshal(f["value"])
		got = append(got, strings.Join(strs(f["path"]), ".")+"="+string(v)+":"+f["kind"].(string))
	}
	want := `title="Prêt 🎬":text date="2025-09-02":date tags=["Vidéo","Prêt"]:list image.path="./a.webp":text image.alt="":text`
	if strings.Join(got, " ") != want || r["valid"] != true {
		t.Errorf("fields = %s", strings.Join(got, " "))
	}
	r = answer(t, Context{Text: "---\ntitle: a : b\n---\n"}, "fields", args{})
	if r["valid"] != false || r["line"] != 1.0 || r["error"] == nil {
		t.Errorf("invalid front matter: %v", r)
	}
}

func strs(v any) (out []string) {
	for _, s := range v.([]any) {
		out = append(out, s.(string))
	}
	return out
}

func TestLinks(t *testing.T) {
	doc := args{"path": "a.md", "text": page, "note": "À relire", "comments": []args{{"text": "Oui", "line": 3}}}
	fragment := answer(t, Context{}, "encodeLink", args{"document": doc})["fragment"].(string)
	r := answer(t, Context{}, "decodeLink", args{"input": "https://h.example/view%23" + fragment})
	d := r["document"].(map[string]any)
	if r["kind"] != "document" || d["text"] != page || d["note"] != "À relire" || len(d["comments"].([]any)) != 1 {
		t.Errorf("decodeLink = %v", r)
	}
	patch := answer(t, Context{}, "encodeLink", args{"document": args{"text": page + "Fin.\n"}, "base": "https://b.example/a.md", "baseText": page})["fragment"].(string)
	if r := answer(t, Context{}, "decodeLink", args{"input": patch}); r["kind"] != "patch" || strs(r["urls"])[0] != "https://b.example/a.md" {
		t.Errorf("patch: %v", r)
	}
	if r := answer(t, Context{}, "applyPatch", args{"input": patch, "baseText": page}); r["document"].(map[string]any)["text"] != page+"Fin.\n" {
		t.Errorf("applyPatch: %v", r)
	}
	if r := answer(t, Context{}, "applyPatch", args{"input": patch, "baseText": "autre"}); r["problem"] != "base-changed" {
		t.Errorf("applyPatch on another base: %v", r)
	}
	if r := answer(t, Context{}, "decodeLink", args{"input": "bonjour"}); r["kind"] != "none" {
		t.Errorf("no link: %v", r)
	}
}

func TestVideoAndTranscript(t *testing.T) {
	if r := answer(t, Context{}, "recognizeVideo", args{"input": "https://dai.ly/x8abcde", "title": "Prêt"}); r["found"] != true || r["id"] != "x8abcde" || !strings.Contains(r["shortcode"].(string), "dailymotion") {
		t.Errorf("recognizeVideo = %v", r)
	}
	r := answer(t, Context{}, "convertTranscript", args{"text": "1\n00:00:01,000 --> 00:00:03,000\nBonjour à tous.\n", "title": "Prêt"})
	if r["ok"] != true || r["format"] != "srt" || !strings.Contains(r["markdown"].(string), "Bonjour à tous.") {
		t.Errorf("convertTranscript = %v", r)
	}
}

func TestCompare(t *testing.T) {
	c := Context{Render: func(_, text string) Rendered {
		data := value.NewObject(1)
		data.Set("title", text[:1])
		return Rendered{Data: data, Blocks: []compare.Block{{HTML: "<p>" + text + "</p>", Lines: [2]int{0, 1}}}}
	}}
	r := answer(t, c, "compare", args{"before": "a b c d", "after": "b b c d"})
	if len(r["changes"].([]any)) != 2 {
		t.Errorf("compare = %v", r)
	}
}

// A wrong question is an error, never a crash of the renderer.
func TestWrongQuestions(t *testing.T) {
	for name, raw := range map[string]string{"nothing": "{}", "setField": "[1]", "decodeLink": "}{", "compare": "{}", "applyPatch": `{"input":""}`} {
		if got := Answer(Context{}, name, []byte(raw), nil); !strings.HasPrefix(got, `{"error":`) {
			t.Errorf("%s %s: %s", name, raw, got)
		}
	}
	handlers["panics"] = func(Context, json.RawMessage, []byte) (any, error) { panic("bug") }
	defer delete(handlers, "panics")
	if got := Answer(Context{}, "panics", nil, nil); !strings.Contains(got, "bug") {
		t.Errorf("a panic: %s", got)
	}
}

func TestMend(t *testing.T) {
	text := "---\ntitle: é\ndescription: b\n---\n\nÉ : l'eau...\n\n##Titre\n"
	c := Context{Text: text, Mend: func(counts func(*source.File, diag.Diagnostic) bool) (check.Mended, error) {
		return check.MendPage(nil, "a.md", text, check.Input{}, counts)
	}}
	edits := func(a args) (out []string) {
		for _, e := range answer(t, c, "mend", a)["edits"].([]any) {
			e := e.(map[string]any)
			out = append(out, fmt.Sprint(e["rule"], " ", e["from"], "-", e["to"], " ", e["text"]))
		}
		return out
	}
	if got := edits(args{"code": "typo-apostrophe"}); len(got) != 1 || got[0] != "typo-apostrophe 38-39 ’" {
		t.Errorf("one rule: %q", got)
	}
	if got := edits(args{"code": "", "ignored": []string{"typo-apostrophe", "typo-nbsp-before"}}); len(got) != 2 || got[1] != "heading-no-space 49-49  " {
		t.Errorf("all but two: %q", got)
	}
	if got := Answer(Context{}, "mend", []byte(`{}`), nil); !strings.HasPrefix(got, `{"error":`) {
		t.Errorf("without a renderer: %s", got)
	}
}

func TestWeigh(t *testing.T) {
	c := Context{Text: "é ![a](./p.jpg)", Weigh: func(images map[string]int64) (check.Weight, bool) {
		return check.WeighPage(check.Input{File: source.NewFile("x.md", "é ![a](./p.jpg)"), Images: images}), true
	}}
	r := answer(t, c, "weigh", args{"images": args{"./p.jpg": 900_000}})
	items := r["items"].([]any)
	if r["images"] != 900_000.0 || len(items) != 1 || items[0].(map[string]any)["from"] != 2.0 || len(r["savings"].([]any)) != 1 {
		t.Errorf("weigh = %v", r)
	}
	if got := Answer(Context{}, "weigh", []byte(`{}`), nil); !strings.HasPrefix(got, `{"error":`) {
		t.Errorf("without a renderer: %s", got)
	}
}

func TestNames(t *testing.T) {
	c := Context{Offer: func() Offer {
		return Offer{Site: true, Layouts: []string{"layouts/post.njk"}, Tags: []string{"Agenda", "Vidéo", "Vidéo"}, Shortcodes: []Name{{Name: "carte", Params: []string{"titre"}, Paired: true}}}
	}}
	r := answer(t, c, "names", args{"texts": []string{page, "---\ntags: Agenda\n---\n", "sans informations", "---\ntags: [\n---\n"}})
	if got := fmt.Sprint(r["tags"]); got != "[Vidéo Agenda Prêt]" {
		t.Errorf("tags by use: %s", got)
	}
	if r["site"] != true || fmt.Sprint(r["layouts"]) != "[layouts/post.njk]" || fmt.Sprint(r["components"], r["filters"]) != "[] []" {
		t.Errorf("names = %v", r)
	}
	if got := Answer(Context{}, "names", []byte(`{}`), nil); !strings.HasPrefix(got, `{"error":`) {
		t.Errorf("without a site: %s", got)
	}
}

func TestCaptionTable(t *testing.T) {
	c := Context{Render: func(_, text string) Rendered {
		if !strings.Contains(text, "|-") {
			return Rendered{Blocks: []compare.Block{{HTML: "<p>rien</p>"}}}
		}
		return Rendered{Blocks: []compare.Block{{HTML: "<div class=\"x\">\n<table class=\"fr-table\">\n<thead>\n<tr>\n<th scope=\"col\">A</th>\n<th style=\"text-align:right\">B</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td><strong>1</strong></td>\n<td>2</td>\n</tr>\n</tbody>\n</table>\n</div>\n"}}}
	}}
	r := answer(t, c, "captionTable", args{"markdown": "|A|B|\n|-|-|\n|**1**|2|", "caption": "Coûts & \"délais\""})
	want := "<div class=\"fr-table\">\n<table>\n<caption>Coûts &amp; &#34;délais&#34;</caption>\n<thead>\n<tr><th scope=\"col\">A</th><th scope=\"col\" style=\"text-align:right\">B</th></tr>\n</thead>\n<tbody>\n<tr><td><strong>1</strong></td><td>2</td></tr>\n</tbody>\n</table>\n</div>"
	if r["html"] != want {
		t.Errorf("got\n%v\nwant\n%v", r["html"], want)
	}
	for _, markdown := range []string{"|A|\n|-|\n|{{ prix }}|", "|A|\n|B|"} {
		if r := answer(t, c, "captionTable", args{"markdown": markdown, "caption": "x"}); r["html"] != "" || r["refusal"] == nil {
			t.Errorf("%q: %v", markdown, r)
		}
	}
}
