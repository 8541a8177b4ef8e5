package ui

import (
	"strings"
	"unicode/utf8"

	"apercu/app/diag"
	"apercu/app/transcript"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// transcriptFound is what the last file or pasted text gave.
type transcriptFound struct {
	name   string // of the file, "" when it was pasted
	result *transcript.Result
}

// summaryLength: below so many characters a transcription is probably a summary.
const summaryLength = 300

func (d *dialogs) beginTranscription() {
	c := contextOf[shortcodeContext](d.m)
	d.v["content"], d.v["title"] = c.Content, c.Title
	if c.Editing && len(c.Args) > 0 {
		d.v["title"] = c.Args[0]
	}
}

// transcription takes a subtitle file, a pasted transcript or plain text, and
// shows the paragraphs that it makes of it before anything is inserted.
func (d *dialogs) transcription() sheet {
	m := d.m
	d.takeFile()
	c := contextOf[shortcodeContext](m)
	content, title := strings.TrimSpace(d.v["content"]), strings.TrimSpace(d.v["title"])
	s := sheet{
		title:  m.say("Transcription", "Transcript"),
		wide:   true,
		action: m.say("Insérer la transcription", "Insert the transcript"),
		ready:  content != "",
		body: []app.UI{
			app.Div().Class("drop").DataSet("drop-for", "subtitles").Body(
				app.P().Text(m.say("Déposez un fichier de sous-titres (.srt, .vtt) ou un document (.docx, .odt, .txt).", "Drop a subtitle file (.srt, .vtt) or a document (.docx, .odt, .txt).")),
				d.chooser("subtitles", m.say("Choisir un fichier", "Choose a file"), ".srt,.vtt,.txt,.docx,.odt"),
			),
			app.Div().Class("field").Body(
				app.Label().For("d-content").Class("label").Text(m.say("Texte intégral", "Full text")),
				app.Textarea().ID("d-content").Class("input").Rows(10).Lang(m.pageLang()).Attr("value", d.v["content"]).AutoFocus(true).Aria("describedby", "d-content-hint").
					OnInput(d.bind("content"), app.EventScope("content")),
				app.P().Class("hint").ID("d-content-hint").Text(m.say("Le texte intégral de ce qui est dit et affiché, pas un résumé. Qui parle, en gras, au début de chaque prise de parole.", "All that is said and shown, not a summary. Who speaks, in bold, at the start of each turn.")),
			),
			d.field("title", m.say("Nom de la transcription", "Name of the transcript"), m.say("Le titre de la vidéo, pas le nom d’une personne.", "The title of the video, not a person’s name."), app.Input().Type("text")),
		},
		do: func(app.Context) { d.insertTranscription(c, title, content) },
	}
	if c.Editing {
		s.title, s.action = m.say("Modifier la transcription", "Edit the transcript"), m.say("Modifier", "Change")
	}
	if hasTimes(content) {
		s.left = app.Button().Type("button").Class("btn", "btn-line").Text(m.say("Nettoyer ce texte", "Clean this text")).OnClick(func(app.Context, app.Event) {
			d.convert("", []byte(d.v["content"]))
		})
	}
	s.body = append(s.body, d.remarks(content)...)
	return s
}

// takeFile reads the file that was just chosen, once.
func (d *dialogs) takeFile() {
	if !d.m.fileWaits {
		return
	}
	d.m.fileWaits = false
	d.convert(d.m.file.Name, d.m.door.Bytes())
}

// convert fills the text from a subtitle file or a copied transcript.
func (d *dialogs) convert(name string, data []byte) {
	r := transcript.Convert(data, transcript.Options{Title: d.v["title"], Lang: d.m.pageLang(), DropSounds: false})
	d.found = transcriptFound{name: name, result: r}
	if r.OK() {
		d.v["content"] = r.Body
	}
}

// remarks: what the conversion has to say, and that a short text looks like a
// summary. None of it stops the insertion.
func (d *dialogs) remarks(content string) []app.UI {
	m := d.m
	var out []app.UI
	if r := d.found.result; r != nil {
		if r.OK() {
			head := m.say("%d mots", "%d words", r.Facts.Words)
			if r.Facts.Seconds > 0 {
				head += m.say(" pour %d min %02d s", " for %d min %02d s", r.Facts.Seconds/60, r.Facts.Seconds%60)
			}
			if len(r.Facts.Speakers) > 0 {
				head += " · " + strings.Join(r.Facts.Speakers, ", ")
			}
			name := d.found.name
			if name == "" {
				name = m.say("Texte nettoyé", "Cleaned text")
			}
			out = append(out, app.Div().Attr("role", "status").Body(remark("ok", app.P().Body(app.Strong().Text(name)), para(head))))
		}
		for _, x := range r.Remarks {
			kind := map[diag.Severity]string{diag.Error: "bad", diag.Warning: "warn", diag.Info: "info"}[x.Severity]
			out = append(out, app.Div().Attr("role", map[bool]string{true: "alert", false: "note"}[x.Severity == diag.Error]).Body(remark(kind, para(x.Message.In(m.prefs.Lang)))))
		}
		if r.Facts.Summary {
			return out
		}
	}
	if n := utf8.RuneCountInString(content); n > 0 && n < summaryLength {
		out = append(out, remark("warn", para(m.say("Cela ressemble à un résumé : %d caractères. Une transcription reprend tout ce qui est dit (RGAA 4.2).", "This looks like a summary: %d characters. A transcript has all that is said (RGAA 4.2).", n))))
	}
	return out
}

// hasTimes reports whether a text looks like subtitles or a copied transcript.
func hasTimes(s string) bool {
	if strings.Contains(s, "-->") || strings.HasPrefix(s, "WEBVTT") {
		return true
	}
	n := 0
	for _, line := range strings.SplitN(s, "\n", 40) {
		line = strings.TrimSpace(line)
		if len(line) >= 4 && len(line) <= 8 && strings.Contains(line, ":") && strings.Trim(line, "0123456789:") == "" {
			n++
		}
	}
	return n >= 2
}

func (d *dialogs) insertTranscription(c shortcodeContext, title, content string) {
	args := []string{}
	if title != "" || len(c.Args) > 0 {
		args = append(args, title)
	}
	name := "insertShortcode"
	if c.Editing {
		name = "editShortcode"
	}
	d.m.door.Run(name, map[string]any{"name": "transcription", "args": args, "content": content})
}
