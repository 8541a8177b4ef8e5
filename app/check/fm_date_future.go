package check

import (
	"apercu/app/diag"
	"apercu/app/template/value"
)

var fmDateFuture = &Analyzer{
	Name: "fm-date-future", Severity: diag.Info,
	Help: Help{
		Title: diag.T("Date à venir", "Date in the future"),
		Why: diag.T("Une date future ne retarde pas la publication : la page paraît tout de suite, en tête des listes.",
			"A future date does not delay publication: the page appears at once, at the top of lists."),
		Bad:  "---\ntitle: Agenda\ndate: 2999-01-05\n---\n",
		Good: "---\ntitle: Agenda\ndate: 2025-01-05\n---\n",
	},
	Run: func(p *Pass) {
		k, ok := p.head.key("date")
		if !ok || p.Today == "" {
			return
		}
		day, _ := value.Text(k.Data)
		if d, isDate := k.Data.(value.Date); isDate {
			day = d.Time.UTC().Format("2006-01-02")
		}
		if isoDate(day) && day[:10] > p.Today {
			p.Find(k.Value, diag.T("Cette date est à venir : la page paraîtra quand même tout de suite.", "This date is in the future: the page will still appear at once."))
		}
	},
}
