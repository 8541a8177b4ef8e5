package markdown

// This file prints containers and tables in the DSFR's own markup, for pages
// without a site: Options.Official. What the sites' theme prints instead, with
// its mistakes, is in container.go.
//
// The differences: a title is printed only when there is one, buttons say that
// they are buttons, a quote's image stands beside the quotation and not in it,
// an alert says its kind in words and not by colour alone (RGAA 3.1), a table
// has the wrappers that make it scroll and header cells that say what they
// head.

// alertWords name the kinds of alerts for those who do not see the colour.
var alertWords = map[string]map[string]string{
	"fr": {"info": "Information\u00a0: ", "warning": "Attention\u00a0: ", "error": "Erreur\u00a0: ", "success": "Succès\u00a0: "},
	"en": {"info": "Information: ", "warning": "Warning: ", "error": "Error: ", "success": "Success: "},
}

func (p *printer) printOfficial(t *token, index int) {
	info := trim(t.info)
	if t.nesting < 0 {
		p.closeOfficial(t.container().Def.Kind, trim(t.container().Info))
		return
	}
	switch t.container().Def.Kind {
	case "callout":
		p.out("<div class=\"fr-callout\">\n")
		if title, _ := argument(info, "callout"); title != "" {
			p.officialTitle("fr-callout__title", "", trim(title))
		}
		p.out("<div class=\"fr-callout__text\">\n")
	case "highlight":
		p.out("<div class=\"fr-highlight\">\n")
	case "quote":
		image, _ := argument(info, "quote")
		p.quoteImage = trim(image)
		p.out("<figure class=\"fr-quote fr-quote--column\">\n<blockquote>\n")
	case "alert":
		p.officialAlert(info)
	case "accordion":
		p.officialAccordion(info, index)
	}
}

func (p *printer) closeOfficial(kind, info string) {
	switch kind {
	case "callout":
		p.out("</div>\n</div>\n")
	case "quote":
		p.out("</blockquote>\n")
		if p.quoteImage != "" {
			p.out("<figcaption>\n<div class=\"fr-quote__image\">\n<img class=\"fr-responsive-img\" src=\"")
			p.text(p.quoteImage)
			p.out("\" alt=\"\">\n</div>\n</figcaption>\n")
		}
		p.out("</figure>\n")
	case "accordion":
		if info == "accordionsgroup" {
			p.out("</div>\n")
			return
		}
		p.out("</div>\n</section>\n")
	default:
		p.out("</div>\n")
	}
}

func (p *printer) officialTitle(class, before, title string) {
	p.out("<", p.o.CalloutTitleTag, " class=\"", class, "\">", before)
	p.text(title)
	p.out("</", p.o.CalloutTitleTag, ">\n")
}

func (p *printer) officialAlert(info string) {
	kind, title := alertKind(info)
	words, ok := alertWords[p.o.Lang]
	if !ok {
		words = alertWords["fr"]
	}
	p.out("<div class=\"fr-alert fr-alert--", kind)
	if title = trim(title); title == "" {
		p.out(" fr-alert--sm\">\n<p class=\"fr-sr-only\">", words[kind], "</p>\n")
		return
	}
	p.out("\">\n")
	p.officialTitle("fr-alert__title", `<span class="fr-sr-only">`+words[kind]+"</span>", title)
}

func (p *printer) officialAccordion(title string, index int) {
	if title == "accordionsgroup" {
		p.out("<div class=\"fr-accordions-group\" data-fr-group=\"false\">\n")
		return
	}
	p.out("<section class=\"fr-accordion\">\n<", p.o.CalloutTitleTag, " class=\"fr-accordion__title\">"+
		`<button type="button" class="fr-accordion__btn" aria-expanded="false" aria-controls="accordion-`)
	p.index(index)
	p.out(`">`)
	p.text(title)
	p.out("</button></", p.o.CalloutTitleTag, ">\n<div class=\"fr-collapse\" id=\"accordion-")
	p.index(index)
	p.out("\">\n")
}

// officialTable opens or closes a table with its wrappers.
func (p *printer) officialTable(tokens []token, i int) {
	if tokens[i].nesting > 0 {
		p.out("<div class=\"fr-table fr-table--no-caption\">\n<div class=\"fr-table__wrapper\">\n<div class=\"fr-table__container\">\n<div class=\"fr-table__content\">\n")
		p.tag(tokens, i)
		return
	}
	p.tag(tokens, i)
	p.out("</div>\n</div>\n</div>\n</div>\n")
}
