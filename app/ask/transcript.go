package ask

import "apercu/app/transcript"

type remark struct {
	Code     string `json:"code"`
	Severity string `json:"severity"`
	Message  text   `json:"message"`
}

type transcriptAnswer struct {
	OK       bool     `json:"ok"`
	Markdown string   `json:"markdown"` // the whole block
	Body     string   `json:"body"`     // the paragraphs alone
	Format   string   `json:"format"`
	Seconds  int      `json:"seconds"`
	Words    int      `json:"words"`
	Speakers []string `json:"speakers"`
	Summary  bool     `json:"summary"` // too few words for the duration
	Remarks  []remark `json:"remarks"`
}

func init() {
	// convertTranscript: a subtitle file, a document, or pasted text in Text.
	question("convertTranscript", func(c Context, args struct {
		Text, Title, Lang string
		Speakers          []string
		Duration          int
		DropSounds        bool
	}, file []byte) (any, error) {
		if file == nil {
			file = []byte(args.Text)
		}
		r := transcript.Convert(file, transcript.Options{Title: args.Title, Lang: args.Lang, Speakers: args.Speakers, Duration: args.Duration, DropSounds: args.DropSounds})
		answer := transcriptAnswer{r.OK(), r.Markdown, r.Body, string(r.Facts.Format), r.Facts.Seconds, r.Facts.Words, r.Facts.Speakers, r.Facts.Summary, []remark{}}
		for _, m := range r.Remarks {
			answer.Remarks = append(answer.Remarks, remark{m.Code, m.Severity.String(), sentence(m.Message)})
		}
		return answer, nil
	})
}
