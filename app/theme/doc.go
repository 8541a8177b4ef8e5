// Package theme is the built-in site: the layouts, components, shortcodes and
// words that a page is shown with where no site gives its own.
//
// It prints the official markup of DSFR 1.14.4 under the names and parameters
// of eleventy-dsfr, so that a page written for such a site renders here and
// the other way round. It holds templates only: no Go code decides any markup.
// It carries no State identity (no bloc-marque, no tricolour): that is for a
// site's own layouts.
//
// # What every template keeps
//
//   - HTML that parses as it is written: no tag implied, none stray, no
//     identifier twice in a page.
//   - A figure has role="figure", not the role="group" of DSFR's examples: RGAA
//     1.9.1 accepts both, ARIA in HTML refuses the latter beside a figcaption.
//   - It survives Markdown: no indentation and no empty line inside. A
//     shortcode stands between empty lines, so that it may follow a list; a
//     component has none, so that it may stand inside HTML.
//   - It works without JavaScript. What is folded is closed in the HTML, as
//     DSFR has it; the base layout opens it by a style under
//     "@media (scripting: none)", the transcription included.
//   - Parameters are text and are escaped. HTML is accepted in
//     accordion.content, tabs' content and alert.description alone, as
//     eleventy-dsfr does.
//   - Words come from _data/i18n/index.json, {translations: {key: {fr, en}}},
//     through the filter i18n.
//
// # What a site has to provide
//
// Filters: i18n, slugify, readableDate, htmlDateString, filterTagList,
// getPreviousCollectionItem, getNextCollectionItem. In the context of the page
// and of its layouts and shortcodes:
//
//	nanoid()                  an identifier that the page has not had yet
//	id                        in shortcodes: the same, and stable while the arguments are
//	config.dailymotionPlayer  in shortcodes: the player id of apercu.yaml, or nothing
//	pageTitle                 in shortcodes: the title of the page, for a player without a title of its own
//	metadata.title            the site's name; header and footer appear with it
//	metadata.privacy_url      the page about personal data, linked from players
//	headingLevel              in shortcodes: the level a heading has at that place (that of the
//	                          last heading before it plus one); without it a player's title is a
//	                          paragraph, which is never wrong
//
// The parameters of a shortcode are variables of its template, by position or
// by name (dailymotion "x7tgad0", title="…"); those not given are undefined.
//
// # What the preview reads
//
// A player is a placeholder until the reader asks for it:
//
//	<div class="fr-consent-placeholder" data-apercu-embed="https://…" data-apercu-title="Vidéo : …"
//	     data-provider="dailymotion" data-video="x7tgad0">… <button type="button">…</button></div>
//
//	data-apercu-embed  address for the frame, complete; its host is in video.FrameSources
//	data-apercu-title  title of the frame
//	data-provider      dailymotion, youtube, vimeo, peertube or acast
//	data-video         identifier at the provider
//
// A click on the button inside replaces the element's content by the frame
// (class fr-responsive-vid, referrerpolicy strict-origin-when-cross-origin,
// allowfullscreen) and moves the focus to it. Offline, or when the host is not
// allowed, it says so there; the link in the figure's caption stays. Frames
// that authors write by hand are the preview's affair, not the theme's.
package theme
