// Package transcript turns what editors have of a video's words (subtitles, a
// copied transcript, a text, a Word document) into the Markdown transcription
// of a page: paragraphs, who speaks, no tag and no time code.
//
// It never loses a word: whatever was said is in the result, in order. What it
// removes is counted as a repetition of rolling captions or is no word (time
// codes, numbers of cues, styling). It rewrites no word either: it mends
// capitals, spaces and apostrophes only. What it cannot decide it says in a
// Remark; it contacts nobody and guesses no name.
package transcript

import (
	"strings"

	"apercu/app/diag"
)

// Format is how the input was written.
type Format string

// The formats that Convert reads.
const (
	SRT     Format = "srt"
	VTT     Format = "vtt"
	YouTube Format = "youtube" // the text copied from "Show transcript": times and lines alternate
	Text    Format = "text"
	Docx    Format = "docx"
	ODT     Format = "odt"
)

// largest is the size in bytes of the longest input read: a day of speech in
// subtitles is a tenth of it.
const largest = 8 << 20

// Options are what the caller knows of the video.
type Options struct {
	Title      string   // of the video, for the name of the block; may be empty
	Lang       string   // of the words and of the labels: "fr" (default) or "en"
	Speakers   []string // names known of the page, as they are to be printed
	Duration   int      // of the video in seconds, 0 when unknown
	DropSounds bool     // leave out [Musique], (rires), ♪
	TimeMarks  bool     // a mark each five minutes, as plain text
}

// Result is the transcription and what is to be said about it.
type Result struct {
	Markdown string // the whole {% transcription %} block; empty when nothing could be read
	Body     string // the paragraphs alone
	Facts    Facts
	Remarks  []Remark
}

// Facts describe the input, for the panel beside the result.
type Facts struct {
	Format         Format
	Encoding       string // "utf-8", "utf-16", "windows-1252"
	Seconds        int    // duration: of the subtitles, else the caller's; 0 when unknown
	Cues           int    // subtitles read; 0 for texts
	Words          int
	Speakers       []string // in order of appearance
	WordsPerMinute int      // 0 when the duration is unknown
	Summary        bool     // too few words for the duration: not all that is said
}

// Remark is something for the author to know or to complete.
type Remark struct {
	Code     string // stable, kebab-case
	Severity diag.Severity
	Message  diag.Text
}

// OK reports whether there is a transcription.
func (r *Result) OK() bool { return r.Markdown != "" }

func (r *Result) remark(severity diag.Severity, code string, message diag.Text) {
	r.Remarks = append(r.Remarks, Remark{code, severity, message})
}

// Convert reads data, whose format and encoding it finds by their content.
func Convert(data []byte, o Options) *Result {
	r := &Result{}
	text, ok := r.read(data)
	if !ok {
		return r
	}
	cues, broken := parse(text, &r.Facts)
	if broken > 0 {
		r.remark(diag.Warning, "timing-unreadable", diag.T("Codes temporels illisibles : %d. Le texte est gardé, les pauses sont inconnues à ces endroits.", "Unreadable time codes: %d. The text is kept, pauses are unknown there.", broken))
	}
	cues, rolled := deroll(cues)
	if rolled > 0 {
		r.remark(diag.Info, "cues-rolled", diag.T("Lignes répétées d’un sous-titre à l’autre, retirées : %d.", "Lines repeated from one subtitle to the next, removed: %d.", rolled))
	}
	words := newSpeech(cues, o, r.Facts.Format)
	paragraphs := merge(words, o)
	if len(paragraphs) == 0 {
		r.remark(diag.Error, "nothing-found", diag.T("Aucune parole dans ce fichier.", "There are no words in this file."))
		return r
	}
	r.Body = body(paragraphs, o)
	r.Markdown = block(r.Body, o)
	r.measure(cues, words, o)
	r.advise(words, o)
	return r
}

// measure fills the facts that need the whole text.
func (r *Result) measure(cues []cue, s speech, o Options) {
	f := &r.Facts
	f.Seconds = o.Duration
	for _, c := range cues {
		f.Seconds = max(f.Seconds, c.end/1000)
	}
	if f.Format != SRT && f.Format != VTT && f.Format != YouTube {
		f.Cues = 0
	}
	for _, p := range s.pieces {
		f.Words += countWords(withoutSounds(p.text))
	}
	f.Speakers = s.names
	if f.Seconds > 0 {
		f.WordsPerMinute = f.Words * 60 / f.Seconds
	}
	f.Summary = f.Seconds >= 60 && f.WordsPerMinute < slowest
}

// slowest is in words a minute: people speak at 120 to 180; below half of
// that, half of what is said is missing, or nobody speaks half of the time.
const slowest = 60

// fewest is the number of words under which the site's own rule
// (transcription-empty) takes the block for an empty one.
const fewest = 40

func (r *Result) advise(s speech, o Options) {
	f := r.Facts
	switch {
	case f.Summary:
		r.remark(diag.Warning, "looks-like-summary", diag.T("Nombre de mots : %d pour %s. C’est peut-être un résumé, or la transcription doit contenir tout ce qui est dit.", "Words: %d for %s. This may be a summary, but the transcript must hold all that is said.", f.Words, clock(f.Seconds)))
	case f.Words < fewest:
		r.remark(diag.Warning, "too-short", diag.T("Texte très court (nombre de mots : %d) : vérifiez que le fichier est complet.", "Very short text (words: %d): check that the file is complete.", f.Words))
	}
	if s.guessed {
		r.remark(diag.Warning, "speakers-guessed", diag.T("Les changements de voix sont marqués sans nom : « Intervenant 1 » et « Intervenant 2 » alternent. Écoutez, puis remplacez-les par les noms.", "Changes of voice are marked without a name: “Speaker 1” and “Speaker 2” take turns. Listen, then put the names."))
	} else if len(s.names) == 0 {
		r.remark(diag.Info, "speakers-none", diag.T("Personne n’est nommé : s’il y a plusieurs voix, indiquez qui parle au début de chaque prise de parole.", "Nobody is named: if there are several voices, say who speaks at the start of each turn."))
	}
	if !s.punctuated {
		r.remark(diag.Warning, "no-punctuation", diag.T("Le texte n’a pas de ponctuation (sous-titres automatiques) : relisez-le et ajoutez les phrases.", "The text has no punctuation (automatic captions): read it again and add the sentences."))
	}
	if strings.TrimSpace(o.Title) == "" {
		r.remark(diag.Info, "no-title", diag.T("Donnez à la transcription le titre de la vidéo.", "Give the transcript the title of the video."))
	}
}
