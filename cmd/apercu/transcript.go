package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"apercu/app/diag"
	"apercu/app/transcript"
)

// transcriptCommand prints the transcription block; what is to be said about
// it goes to standard error, so that the block can be piped into a page.
func transcriptCommand() *cobra.Command {
	var o transcript.Options
	var ui string
	var bodyOnly bool
	cmd := &cobra.Command{
		Use:   "transcript FILE",
		Short: "Turn subtitles, a copied transcript, a text or a .docx into a transcription",
		Long: `Read subtitles (.srt, .vtt), the transcript copied from a video site, a text
("NAME: words" or not) or a document (.docx, .odt) and print the transcription
block to put under the video. FILE is - for standard input. The format and the
encoding are found by content.`,
		Example: `  apercu transcript --title "Lancement du parcours" captions.vtt >> page.md`,
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			data, err := readInput(cmd.InOrStdin(), args[0])
			if err != nil {
				return fmt.Errorf("reading the transcript: %w", err)
			}
			r := transcript.Convert(data, o)
			for _, m := range r.Remarks {
				if r.OK() || m.Severity != diag.Error {
					fmt.Fprintf(cmd.ErrOrStderr(), "%s: %s: %s [%s]\n", args[0], m.Severity, m.Message.In(ui), m.Code)
				}
			}
			if !r.OK() {
				return errors.New(args[0] + ": " + refusal(r).In(ui))
			}
			out := r.Markdown
			if bodyOnly {
				out = r.Body + "\n"
			}
			_, err = io.WriteString(cmd.OutOrStdout(), out)
			return err
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.Title, "title", "", "title of the video, for the name of the block")
	f.StringVar(&o.Lang, "lang", "fr", "language of the words: fr or en")
	f.StringVar(&ui, "messages", messageLang(), "language of the messages: fr or en")
	f.StringSliceVar(&o.Speakers, "speakers", nil, "names of the people who speak, as they are to be printed")
	f.IntVar(&o.Duration, "duration", 0, "length of the video in seconds, when the file does not tell")
	f.BoolVar(&o.DropSounds, "drop-sounds", false, "leave out [music], (laughter), ♪")
	f.BoolVar(&o.TimeMarks, "time-marks", false, "print a mark each five minutes")
	f.BoolVar(&bodyOnly, "body", false, "print the paragraphs without the block around them")
	return cmd
}

func refusal(r *transcript.Result) diag.Text {
	for _, m := range r.Remarks {
		if m.Severity == diag.Error {
			return m.Message
		}
	}
	return diag.T("rien à convertir", "nothing to convert")
}

// readInput reads a file, or standard input for "-".
func readInput(stdin io.Reader, name string) ([]byte, error) {
	if name == "-" {
		return io.ReadAll(stdin)
	}
	return os.ReadFile(name)
}
