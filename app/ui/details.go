package ui

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"apercu/app/diag"
	"apercu/app/document"
	"apercu/app/document/yaml"
	"apercu/app/source"
	"apercu/app/template/value"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// details is the form of the page's front matter. A field changes the bytes of
// its own value and no other (document.Set); what cannot be changed that way is
// shown and left to the text. The text is the only copy: the form reads it again
// after each change, and never writes a field that has the focus.
type details struct {
	app.Compo
	m *Model

	held    map[string]string // what a field showed when it got the focus
	refused map[string]string // why the last change of a field was not made
	newTag  string
}

// The keys that the form knows. The order is that of the form.
var knownKeys = []string{"title", "description", "date", "tags", "image", "layout"}

const (
	titleLimit       = 70  // characters that search engines show
	descriptionLimit = 160 // the same for the summary
)

func (f *details) OnMount(ctx app.Context) {
	f.held, f.refused = map[string]string{}, map[string]string{}
	f.m.watch(ctx, "changed", "document", "panel", "names")
	toSlot(ctx, "slot-panel")
}

func (f *details) Render() app.UI {
	m := f.m
	if m.panel != "details" {
		return app.Div().Class("panel-none").Hidden(true)
	}
	return app.Div().Class("panel").Body(
		app.Div().Class("panel-head").Body(
			app.H2().ID("details-title").Text(m.say("Informations de la page", "Page details")),
			command("details", nil).Class("btn", "btn-icon", "btn-tiny").
				Body(icon("close"), app.Span().Class("sr").Text(m.say("Fermer les informations de la page", "Close the page details"))),
		),
		app.Div().Class("panel-body").Body(
			app.Form().Attr("role", "form").Aria("labelledby", "details-title").AutoComplete(false).
				OnSubmit(func(_ app.Context, e app.Event) { e.PreventDefault() }).
				Body(app.FieldSet().Disabled(m.doc.ReadOnly).Body(f.fields()...)), // another tab writes
		),
	)
}

func (f *details) fields() []app.UI {
	m := f.m
	if m.page == nil {
		return []app.UI{para(m.say("Chargement…", "Loading…"))}
	}
	if mistake := f.mistake(); mistake != nil {
		return []app.UI{f.broken(*mistake)}
	}
	body := []app.UI{}
	if m.page.Format == "" {
		body = append(body, remark("info", para(m.say("Cette page n’a pas encore d’informations. Le premier champ rempli les crée en tête du texte.", "This page has no details yet. The first field you fill creates them at the top of the text."))))
	}
	return append(body,
		f.text("title", m.say("Titre", "Title"), titleLimit, true),
		f.description(),
		f.date(),
		f.tags(),
		f.image(),
		f.text("layout", m.say("Modèle de page", "Page template"), 0, false),
		f.others(),
	)
}

// ── reading ──

// at is what the form shows of a value.
func (f *details) at(path ...string) string {
	k := f.m.page.Key(path...)
	if k == nil || value.IsNil(k.Data) {
		return ""
	}
	if d, ok := k.Data.(value.Date); ok && !d.Invalid {
		if d.Time.Equal(d.Time.Truncate(24 * time.Hour)) {
			return d.Time.Format("2006-01-02")
		}
		return f.m.page.File.Slice(k.Value)
	}
	switch k.Data.(type) {
	case *value.Object, *value.Array:
		return ""
	}
	return value.ToString(k.Data)
}

func (f *details) items(path ...string) []string {
	k := f.m.page.Key(path...)
	if k == nil || value.IsNil(k.Data) {
		return nil
	}
	list, ok := k.Data.(*value.Array)
	if !ok {
		return []string{value.ToString(k.Data)}
	}
	var out []string
	for _, v := range list.Elems {
		out = append(out, value.ToString(v))
	}
	return out
}

// mistake is the first error in the front matter that stops its editing.
func (f *details) mistake() *diag.Diagnostic {
	for i := range f.m.page.Diagnostics {
		d := &f.m.page.Diagnostics[i]
		if d.Severity == diag.Error && d.Span.Start <= f.m.page.Block.End && f.m.page.Format != "" {
			return d
		}
	}
	return nil
}

// broken stands for the form when the front matter cannot be read: the line,
// the cause, a way to it and the fix. The body stays editable.
func (f *details) broken(d diag.Diagnostic) app.UI {
	m := f.m
	file := m.page.File
	line := file.Line(d.Span.Start) + 1
	acts := []app.UI{}
	for i, fix := range d.Fixes {
		acts = append(acts, app.Button().Type("button").Class("btn", "btn-main").Text(fix.Title.In(m.prefs.Lang)).
			OnClick(func(app.Context, app.Event) { f.apply(file, fix.Edits, "input.fix") }, app.EventScope(d.Code, i, d.Span.Start, len(file.Text()))))
	}
	acts = append(acts, app.Button().Type("button").Class("btn", "btn-line").Text(m.say("Aller à la ligne %d", "Go to line %d", line)).
		OnClick(func(app.Context, app.Event) { m.door.Run("goToLine", map[string]int{"line": line}) }, app.EventScope(line)))
	return app.FieldSet().Class("stack").Body(
		remark("bad",
			app.P().Body(app.Strong().Text(m.say("Ligne %d : les informations ne peuvent pas être lues.", "Line %d: the details cannot be read.", line))),
			para(d.Message.In(m.prefs.Lang)),
			app.If(d.Hint.FR != "", func() app.UI { return para(d.Hint.In(m.prefs.Lang)) }),
		),
		app.Div().Class("tags").Body(acts...),
		app.P().Class("hint").Text(m.say("Le formulaire revient dès que c’est corrigé. Rien n’a été perdu.", "The form comes back once this is fixed. Nothing was lost.")),
	)
}

// ── writing ──

// set puts a value at a path, or says under the field why it cannot.
func (f *details) set(path []string, v value.Value, event string) {
	name := strings.Join(path, ".")
	file := source.NewFile(f.m.doc.Name, f.m.text())
	page := document.Parse(file)
	var edits []diag.Edit
	var err error
	if v == nil {
		edits, err = page.Delete(path)
	} else {
		edits, err = page.Set(path, v)
	}
	delete(f.refused, name)
	var refusal *document.Refusal
	if errors.As(err, &refusal) {
		f.refused[name] = refusal.Reason.In(f.m.prefs.Lang)
		return
	}
	f.apply(file, edits, event)
	f.m.read()
}

// apply makes edits of that text; they count in it, so it must be the present one.
func (f *details) apply(file *source.File, edits []diag.Edit, event string) {
	if len(edits) == 0 {
		return
	}
	changes := make([]change, len(edits))
	for i, e := range edits {
		changes[i] = change{file.UTF16(e.Span.Start), file.UTF16(e.Span.End), e.New}
	}
	f.m.door.Run("edit", map[string]any{"edits": changes, "event": event})
}

// ── fields ──

// frozen is what a field shows: its value, or what it showed when it got the
// focus, since writing a field while someone types in it moves the caret.
func (f *details) frozen(name, now string) string {
	if old, ok := f.held[name]; ok {
		return old
	}
	return now
}

func (f *details) onFocus(name string) app.EventHandler {
	return func(ctx app.Context, _ app.Event) { f.held[name] = input(ctx) }
}

func (f *details) onBlur(name string, path ...string) app.EventHandler {
	return func(ctx app.Context, _ app.Event) {
		delete(f.held, name)
		f.m.read()
		ctx.JSSrc().Set("value", f.at(path...))
	}
}

func (f *details) onInput(path ...string) app.EventHandler {
	return func(ctx app.Context, _ app.Event) { f.set(path, input(ctx), "input.type.form") }
}

func (f *details) text(key, label string, limit int, required bool) app.UI {
	id := "field-" + key
	shown := f.at(key)
	in := app.Input().ID(id).Class("input").Type("text").Value(f.frozen(key, shown)).Required(required).
		Aria("describedby", id+"-more").
		OnFocus(f.onFocus(key), app.EventScope(key)).OnInput(f.onInput(key), app.EventScope(key)).OnBlur(f.onBlur(key, key), app.EventScope(key))
	if key == "layout" {
		in = in.List("layouts")
	}
	return f.field(key, id, label, limit, shown, in, f.layouts(key))
}

func (f *details) description() app.UI {
	m := f.m
	shown := f.at("description")
	in := app.Textarea().ID("field-description").Class("input").Rows(4).Attr("value", f.frozen("description", shown)).
		Aria("describedby", "field-description-more").
		OnFocus(f.onFocus("description")).OnInput(f.onInput("description")).OnBlur(f.onBlur("description", "description"))
	return f.field("description", "field-description", m.say("Description", "Description"), descriptionLimit, shown, in, nil)
}

// field is a label, its counter, the control, and what to say about it.
func (f *details) field(key, id, label string, limit int, shown string, control, more app.UI) app.UI {
	m := f.m
	head := []app.UI{app.Label().For(id).Class("label").Text(label)}
	if limit > 0 {
		n := len([]rune(shown))
		class := "counter"
		if n > limit {
			class += " counter-over"
		}
		head = append(head, app.Span().Class(class).Body(app.Text(fmt.Sprintf("%d / %d", n, limit)),
			app.Span().Class("sr").Text(" "+m.say("caractères conseillés", "characters advised"))))
	}
	note := []app.UI{}
	if why := f.refused[key]; why != "" {
		note = append(note, app.Span().Class("error-text").Attr("role", "alert").Body(icon("error"), app.Text(why)))
	} else if limit > 0 && len([]rune(shown)) > limit {
		note = append(note, app.Span().Class("hint").Text(m.say("Au-delà, les moteurs de recherche coupent.", "Search engines cut beyond that.")))
	} else if key == "title" && shown == "" {
		note = append(note, app.Span().Class("hint").Text(m.say("Obligatoire : c’est le grand titre de la page et le nom de l’onglet.", "Required: it is the page’s h1 and the browser tab.")))
	}
	return app.Div().Class("field").Body(
		app.Div().Class("field-row").Body(head...),
		control,
		app.Div().ID(id+"-more").Body(note...),
		app.If(more != nil, func() app.UI { return more }),
	)
}

func (f *details) layouts(key string) app.UI {
	if key != "layout" {
		return nil
	}
	names := f.m.names.Layouts
	return app.DataList().ID("layouts").Body(app.Range(names).Slice(func(i int) app.UI { return app.Option().Value(names[i]) }))
}

func (f *details) date() app.UI {
	m := f.m
	shown := f.at("date")
	_, err := time.Parse("2006-01-02", shown)
	if shown != "" && err != nil {
		return app.Div().Class("field").Body(
			app.Span().Class("label").Text(m.say("Date de publication", "Publication date")),
			app.Div().Class("kept").Body(app.Div().Body(app.Span().Text(shown), f.goTo("date"))),
			app.Span().Class("hint").Text(m.say("Cette date n’est pas un jour simple : modifiez-la dans le texte.", "This date is no plain day: change it in the text.")),
		)
	}
	in := app.Input().ID("field-date").Class("input").Type("date").Value(f.frozen("date", shown)).Aria("describedby", "field-date-more").
		OnFocus(f.onFocus("date")).
		OnChange(func(ctx app.Context, _ app.Event) {
			day, err := time.Parse("2006-01-02", input(ctx))
			if err == nil {
				f.set([]string{"date"}, value.NewDate(day), "input.format")
			}
		}).
		OnBlur(f.onBlur("date", "date"))
	return f.field("date", "field-date", m.say("Date de publication", "Publication date"), 0, shown, in, nil)
}

// goTo is a way to the line of a key.
func (f *details) goTo(path ...string) app.UI {
	m := f.m
	k := m.page.Key(path...)
	if k == nil {
		return nil
	}
	line := m.page.File.Line(k.Key.Start) + 1
	return app.Button().Type("button").Class("btn", "btn-tiny").
		Aria("label", m.say("%s : aller à la ligne %d", "%s: go to line %d", strings.Join(path, "."), line)).
		Text(m.say("Ligne %d", "Line %d", line)).
		OnClick(func(app.Context, app.Event) { m.door.Run("goToLine", map[string]int{"line": line}) }, app.EventScope(line))
}

func (f *details) tags() app.UI {
	m := f.m
	tags := f.items("tags")
	known := slices.DeleteFunc(slices.Clone(m.names.Tags), func(t string) bool { return slices.Contains(tags, t) })
	return app.Div().Class("field").Body(
		app.Label().For("field-tags").Class("label").Text(m.say("Étiquettes", "Tags")),
		app.Ul().Class("tags").Hidden(len(tags) == 0).Body(app.Range(tags).Slice(func(i int) app.UI {
			return app.Li().Class("tag").Body(
				app.Text(tags[i]),
				app.Button().Type("button").Body(icon("close"), app.Span().Class("sr").Text(m.say("Retirer l’étiquette %s", "Remove the tag %s", tags[i]))).
					OnClick(func(app.Context, app.Event) { f.setTags(without(tags, i)) }, app.EventScope(i, strings.Join(tags, ","))),
			)
		})),
		app.Input().ID("field-tags").Class("input").Type("text").List("known-tags").Value(f.newTag).Aria("describedby", "field-tags-more").
			Placeholder(m.say("Ajouter une étiquette", "Add a tag")).
			OnInput(func(ctx app.Context, _ app.Event) { f.newTag = input(ctx) }).
			OnKeyDown(func(ctx app.Context, e app.Event) {
				if key := e.Get("key").String(); key == "Enter" || key == "," {
					e.PreventDefault()
					f.addTag(ctx)
				}
			}).
			OnChange(func(ctx app.Context, _ app.Event) { f.addTag(ctx) }),
		app.DataList().ID("known-tags").Body(app.Range(known).Slice(func(i int) app.UI { return app.Option().Value(known[i]) })),
		f.suggestions(known),
		app.Div().ID("field-tags-more").Body(
			app.If(f.refused["tags"] != "", func() app.UI {
				return app.Span().Class("error-text").Attr("role", "alert").Body(icon("error"), app.Text(f.refused["tags"]))
			}).Else(func() app.UI {
				return app.Span().Class("hint").Text(m.say("Entrée pour ajouter. Six au plus restent lisibles.", "Enter to add. Six at most stay readable."))
			}),
		),
	)
}

// mostSuggested tags stand under the field, one press away; the field completes
// all of them.
const mostSuggested = 6

// suggestions are the tags in use that this page does not have, the most used first.
func (f *details) suggestions(known []string) app.UI {
	m := f.m
	first := known[:min(len(known), mostSuggested)]
	label := m.say("Étiquettes de vos autres pages", "Tags of your other pages")
	if m.names.Site {
		label = m.say("Étiquettes du site", "Tags of the site")
	}
	return app.If(len(first) > 0, func() app.UI {
		return app.Div().Class("tags").Attr("role", "group").Aria("label", label).Body(
			app.Range(first).Slice(func(i int) app.UI {
				return app.Button().Type("button").Class("tag", "tag-add").
					Aria("label", m.say("Ajouter l’étiquette %s", "Add the tag %s", first[i])).
					Body(icon("new"), app.Text(first[i])).
					OnClick(func(app.Context, app.Event) {
						focusNow("field-tags") // before this button goes
						f.setTags(append(slices.Clone(f.items("tags")), first[i]))
					}, app.EventScope(first[i]))
			}),
		)
	})
}

func without(tags []string, i int) []string { return slices.Delete(slices.Clone(tags), i, i+1) }

func (f *details) addTag(ctx app.Context) {
	tag := strings.Trim(strings.TrimSpace(input(ctx)), ",")
	f.newTag = ""
	ctx.JSSrc().Set("value", "")
	tags := f.items("tags")
	if tag != "" && !slices.Contains(tags, tag) {
		f.setTags(append(slices.Clone(tags), tag))
	}
}

func (f *details) setTags(tags []string) {
	items := make([]value.Value, len(tags))
	for i, t := range tags {
		items[i] = t
	}
	f.set([]string{"tags"}, value.NewArray(items...), "input.format")
}

// image: the site writes it as a path alone, or as an object of path and alt.
func (f *details) image() app.UI {
	m := f.m
	k := m.page.Key("image")
	alone := k != nil && k.Kind != yaml.Mapping && !value.IsNil(k.Data)
	path := []string{"image", "path"}
	if alone {
		path = []string{"image"}
	}
	name := strings.Join(path, ".")
	body := []app.UI{
		app.Legend().Class("label").Text(m.say("Image de la page", "Page image")),
		app.Div().Class("field").Body(
			app.Label().For("field-image").Class("hint").Text(m.say("Fichier", "File")),
			app.Input().ID("field-image").Class("input").Type("text").Value(f.frozen(name, f.at(path...))).Placeholder("./image.webp").
				OnFocus(f.onFocus(name), app.EventScope(name)).OnInput(f.onInput(path...), app.EventScope(name)).OnBlur(f.onBlur(name, path...), app.EventScope(name)),
			f.refusal(name),
		),
	}
	if !alone && f.at(path...) != "" {
		body = append(body, f.alternative())
	}
	return app.FieldSet().Class("stack").Body(body...)
}

func (f *details) refusal(name string) app.UI {
	return app.If(f.refused[name] != "", func() app.UI {
		return app.Span().Class("error-text").Attr("role", "alert").Body(icon("error"), app.Text(f.refused[name]))
	})
}

// alternative: described, or decorative with an empty alternative (RGAA 1.2).
func (f *details) alternative() app.UI {
	m := f.m
	alt := f.at("image", "alt")
	decorative := m.page.Key("image", "alt") != nil && alt == "" && !f.describing()
	return app.Div().Body(
		app.Label().Class("choice").Body(
			app.Input().Type("checkbox").ID("field-decorative").Checked(decorative).OnChange(func(ctx app.Context, _ app.Event) {
				if chosen(ctx) {
					delete(f.held, "describing")
					f.set([]string{"image", "alt"}, "", "input.format")
					return
				}
				f.held["describing"] = "yes"
				focusOn(ctx, "field-alt")
			}),
			app.Span().Body(app.Text(m.say("Image décorative", "Decorative image")), app.Small().Text(m.say("Elle n’apporte aucune information.", "It carries no information."))),
		),
		app.If(!decorative, func() app.UI {
			return app.Div().Class("field").Body(
				app.Label().For("field-alt").Class("hint").Text(m.say("Texte alternatif : ce que l’image apprend", "Alternative text: what the image tells")),
				app.Input().ID("field-alt").Class("input").Type("text").Value(f.frozen("image.alt", alt)).
					OnFocus(f.onFocus("image.alt")).OnInput(f.onInput("image", "alt")).
					OnBlur(func(ctx app.Context, e app.Event) {
						delete(f.held, "describing")
						f.onBlur("image.alt", "image", "alt")(ctx, e)
					}),
				f.refusal("image.alt"),
			)
		}),
	)
}

func (f *details) describing() bool { return f.held["describing"] != "" }

// others lists the keys that the form does not know: shown, kept, and one click
// from their line.
func (f *details) others() app.UI {
	m := f.m
	var keys []document.Key
	for _, k := range m.page.Keys {
		if len(k.Path) == 1 && !slices.Contains(knownKeys, k.Path[0]) {
			keys = append(keys, k)
		}
	}
	return app.If(len(keys) > 0, func() app.UI {
		return app.Div().Class("field").Body(
			app.Span().Class("label").Text(m.say("Autres champs", "Other fields")),
			app.Dl().Class("kept").Body(app.Range(keys).Slice(func(i int) app.UI {
				return app.Div().Body(
					app.Dt().Text(keys[i].Path[0]),
					app.Dd().Text(strings.Join(strings.Fields(m.page.File.Slice(keys[i].Value)), " ")),
					app.Dd().Class("kept-go").Body(f.goTo(keys[i].Path...)),
				)
			})),
			app.Span().Class("hint").Text(m.say("Gardés tels quels. Ils se modifient dans le texte.", "Kept as they are. They are changed in the text.")),
		)
	})
}
