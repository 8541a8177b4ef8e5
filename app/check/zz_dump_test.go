package check

import (
	"apercu/app/source"
	"fmt"
	"os"
	"strings"
	"testing"
)

func TestZZDump(t *testing.T) {
	codes := strings.Split(os.Getenv("CODES"), ",")
	n := map[string]int{}
	for _, p := range conformancePages(t) {
		if s := os.Getenv("SITE"); s != "" && s != p.Site {
			continue
		}
		en := map[string]bool{}
		for _, c := range codes {
			en[c] = true
		}
		f := source.NewFile(p.Path, p.Input)
		for _, d := range Run(Input{File: f, Config: Config{Only: codes}}) {
			n[d.Code]++
			if n[d.Code] > 6 {
				continue
			}
			l := f.Line(d.Span.Start)
			fmt.Println(d.Code, p.Site, p.Path, l+1, d.Message.FR, "|", f.Slice(f.LineSpan(l)))
			if len(d.Related) > 0 && d.Related[0].Span != d.Span || len(d.Related) > 1 {
				for k, r := range d.Related {
					if k > 3 {
						break
					}
					fmt.Println("     ", r.Message.FR, "|", f.Slice(source.Span{Start: max(0, r.Span.Start-15), End: min(r.Span.End+15, len(p.Input))}))
				}
			}
		}
	}
}
