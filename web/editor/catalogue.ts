// This file lists what the site offers, for completion and hover help: names
// and what they are for, never what they do. The built-in theme's names stand
// here; a site adds its own through `setOffered`.
import type { NamesAnswer, SiteName } from "./ask";
import type { Text } from "./bridge";

export interface Entry {
  name: string;
  /// Parameters in order, as the writer reads them.
  params?: string[];
  paired?: boolean;
  help: Text;
}

const e = (name: string, fr: string, en: string, more: Partial<Entry> = {}): Entry => ({ name, help: { fr, en }, ...more });

const builtInShortcodes: Entry[] = [
  e("dailymotion", "Vidéo Dailymotion. Rien n’est demandé à Dailymotion avant l’accord du visiteur.", "Dailymotion video. Nothing is asked of Dailymotion before the visitor agrees.", { params: ["identifiant", "titre"] }),
  e("youtube", "Vidéo YouTube, après accord du visiteur.", "YouTube video, after the visitor agrees.", { params: ["identifiant", "titre"] }),
  e("vimeo", "Vidéo Vimeo, après accord du visiteur.", "Vimeo video, after the visitor agrees.", { params: ["identifiant", "titre"] }),
  e("peertube", "Vidéo d’une instance PeerTube.", "Video of a PeerTube instance.", { params: ["adresse", "titre"] }),
  e("transcription", "Transcription dépliable : le texte intégral de ce qui est dit et affiché, pas un résumé (RGAA 4.1).", "Collapsible transcript: all that is said and shown, not a summary (RGAA 4.1).", { params: ["titre"], paired: true }),
];

/// Tags of Nunjucks itself.
export const nunjucksTags: Entry[] = [
  e("if", "Affiche seulement si la condition est vraie.", "Shows only when the condition is true.", { paired: true }),
  e("for", "Répète pour chaque élément d’une liste.", "Repeats for each item of a list.", { paired: true }),
  e("set", "Donne un nom à une valeur.", "Names a value."),
  e("include", "Insère un modèle du site.", "Inserts a template of the site."),
  e("import", "Charge les macros d’un modèle.", "Loads the macros of a template."),
  e("from", "Charge une macro d’un modèle.", "Loads one macro of a template."),
  e("raw", "Laisse le texte tel quel, sans l’interpréter.", "Leaves the text as it is.", { paired: true }),
];

const builtInFilters: Entry[] = [
  e("safe", "N’échappe pas le HTML de cette valeur.", "Does not escape the HTML of this value."),
  e("escape", "Échappe le HTML.", "Escapes HTML."),
  e("url", "Adresse depuis la racine du site.", "Address from the site’s root."),
  e("slugify", "Nom utilisable dans une adresse.", "Name usable in an address."),
  e("readableDate", "Date en toutes lettres.", "Date in words."),
  e("htmlDateString", "Date pour l’attribut datetime.", "Date for the datetime attribute."),
  e("upper", "En capitales.", "Upper case."),
  e("lower", "En minuscules.", "Lower case."),
  e("capitalize", "Première lettre en capitale.", "First letter in upper case."),
  e("title", "Chaque mot avec une capitale.", "Each word capitalised."),
  e("trim", "Sans blancs au début ni à la fin.", "Without blanks at both ends."),
  e("truncate", "Coupe après tant de caractères.", "Cuts after so many characters."),
  e("replace", "Remplace un texte par un autre.", "Replaces one text by another."),
  e("default", "Valeur de secours.", "Fallback value."),
  e("first", "Premier élément.", "First item."),
  e("last", "Dernier élément.", "Last item."),
  e("join", "Réunit une liste en un texte.", "Joins a list into a text."),
  e("length", "Nombre d’éléments.", "Number of items."),
  e("reverse", "À l’envers.", "Reversed."),
  e("sort", "Trie.", "Sorts."),
  e("round", "Arrondit.", "Rounds."),
  e("dump", "Montre la valeur, pour comprendre.", "Shows the value, to understand."),
];

/// Containers of Markdown: what the block is for.
export const containers: Entry[] = [
  e(":::callout", "Mise en avant : un encadré avec un titre.", "Callout: a box with a title.", { params: ["titre"] }),
  e(":::info", "Alerte d’information.", "Information alert.", { params: ["titre"] }),
  e(":::success", "Alerte de succès.", "Success alert.", { params: ["titre"] }),
  e(":::warning", "Alerte d’avertissement.", "Warning alert.", { params: ["titre"] }),
  e(":::error", "Alerte d’erreur.", "Error alert.", { params: ["titre"] }),
  e(":::highlight", "Mise en exergue : un filet à gauche du texte.", "Highlight: a rule at the left of the text."),
  e(":::quote", "Citation, avec une image en option.", "Quote, with an optional image.", { params: ["image"] }),
  e("???", "Accordéon : un titre qui déplie son contenu.", "Accordion: a heading that unfolds its content.", { params: ["titre"] }),
  e("????accordionsgroup", "Groupe d’accordéons.", "Group of accordions."),
];

/// Keys of the front matter that sites really use.
export const frontMatterKeys: Entry[] = [
  e("title", "Titre de la page : son grand titre et le nom de l’onglet.", "Page title: the h1 and the browser tab."),
  e("description", "Résumé pour les cartes et les moteurs de recherche, 160 caractères au plus.", "Summary for cards and search engines, 160 characters at most."),
  e("date", "Date de publication, AAAA-MM-JJ.", "Publication date, YYYY-MM-DD."),
  e("layout", "Modèle de page.", "Page template."),
  e("tags", "Étiquettes, une par ligne.", "Tags, one a line."),
  e("image", "Image de la page : path et alt.", "Page image: path and alt."),
  e("permalink", "Adresse de la page ; false pour ne pas la publier.", "Address of the page; false for not publishing it."),
  e("eleventyNavigation", "Place dans le menu : key, parent, order.", "Place in the menu: key, parent, order."),
  e("showBreadcrumb", "Fil d’Ariane affiché ou non.", "Breadcrumb shown or not."),
  e("draft", "Brouillon : true pour ne pas publier.", "Draft: true for not publishing."),
  e("series", "Série à laquelle la page appartient.", "Series the page belongs to."),
  e("type", "Type de page.", "Kind of page."),
];

/// DSFR classes for words, links and images, as `{.class}` or `class=""`.
export const dsfrClasses: Entry[] = [
  e("fr-link", "Lien mis en forme.", "Styled link."),
  e("fr-link--download", "Lien de téléchargement.", "Download link."),
  e("fr-link--sm", "Petit lien.", "Small link."),
  e("fr-link--lg", "Grand lien.", "Large link."),
  e("fr-btn", "Lien en bouton.", "Link as a button."),
  e("fr-btn--secondary", "Bouton secondaire.", "Secondary button."),
  e("fr-btn--tertiary", "Bouton tertiaire.", "Tertiary button."),
  e("fr-btn--sm", "Petit bouton.", "Small button."),
  e("fr-btn--lg", "Grand bouton.", "Large button."),
  e("fr-btns-group", "Groupe de boutons.", "Group of buttons."),
  e("fr-tag", "Étiquette.", "Tag."),
  e("fr-badge", "Badge.", "Badge."),
  e("fr-badge--info", "Badge d’information.", "Information badge."),
  e("fr-badge--success", "Badge de succès.", "Success badge."),
  e("fr-badge--new", "Badge nouveauté.", "New badge."),
  e("fr-text--lead", "Chapô.", "Lead paragraph."),
  e("fr-text--lg", "Texte grand.", "Large text."),
  e("fr-text--sm", "Texte petit.", "Small text."),
  e("fr-text--xs", "Texte très petit, mentions.", "Very small text, notices."),
  e("fr-text--bold", "Texte gras.", "Bold text."),
  ...["h1", "h2", "h3", "h4", "h5", "h6"].map((h) => e(`fr-${h}`, `Allure d’un titre ${h}.`, `Look of a heading ${h}.`)),
  e("fr-mt-2w", "Marge au-dessus, 16 px.", "Margin above, 16 px."),
  e("fr-mt-4w", "Marge au-dessus, 32 px.", "Margin above, 32 px."),
  e("fr-mb-2w", "Marge au-dessous, 16 px.", "Margin below, 16 px."),
  e("fr-mb-4w", "Marge au-dessous, 32 px.", "Margin below, 32 px."),
  e("fr-my-4w", "Marges au-dessus et au-dessous, 32 px.", "Margins above and below, 32 px."),
  e("fr-responsive-img", "Image qui s’adapte à la largeur.", "Image that follows the width."),
  e("fr-ratio-16x9", "Image recadrée en 16/9.", "Image cropped to 16/9."),
  e("fr-ratio-4x3", "Image recadrée en 4/3.", "Image cropped to 4/3."),
  e("fr-ratio-1x1", "Image carrée.", "Square image."),
  e("fr-content-media", "Média avec légende.", "Media with a caption."),
  e("fr-grid-row", "Rangée de colonnes.", "Row of columns."),
  e("fr-grid-row--gutters", "Rangée avec gouttières.", "Row with gutters."),
  e("fr-col-12", "Toute la largeur.", "Full width."),
  e("fr-col-md-6", "Moitié de la largeur sur ordinateur.", "Half the width on a computer."),
  e("fr-col-md-4", "Tiers de la largeur sur ordinateur.", "A third of the width on a computer."),
  e("fr-raw-link", "Lien sans soulignement ni icône.", "Link without underline nor icon."),
  e("fr-raw-list", "Liste sans puces.", "List without bullets."),
  e("fr-sr-only", "Visible des lecteurs d’écran seulement.", "For screen readers only."),
  e("fr-hidden", "Masqué.", "Hidden."),
];

/// What the open site offers, over the built-in names.
interface Offered {
  shortcodes: Entry[];
  components: Entry[];
  filters: Entry[];
  tags: string[];
  layouts: string[];
}

let offered: Offered = { shortcodes: [], components: [], filters: [], tags: [], layouts: [] };

/// Takes what the renderer says that the site offers. Its own words for a
/// shortcode stand before ours; ours before those of the theme.
export function setOffered(answer: NamesAnswer): void {
  const entry = ({ name, params, paired, help }: SiteName, known: Entry[]): Entry => {
    const ours = known.find((e) => e.name === name)?.help;
    return { name, params, paired, help: help ? { fr: help, en: help } : (ours ?? { fr: "", en: "" }) };
  };
  const ours = new Set(builtInShortcodes.map((e) => e.name));
  offered = {
    shortcodes: answer.shortcodes.filter((s) => s.own || !ours.has(s.name)).map((s) => entry(s, builtInShortcodes)),
    components: answer.components.map((s) => entry(s, [])),
    filters: answer.filters.map((name) => builtInFilters.find((e) => e.name === name) ?? e(name, "", "")),
    tags: answer.tags,
    layouts: answer.layouts,
  };
}

export function siteTags(): string[] {
  return offered.tags;
}

export function layouts(): string[] {
  return offered.layouts;
}

export function components(): Entry[] {
  return offered.components;
}

/// Every filter; those that we can explain until the site has answered.
export function filters(): Entry[] {
  return offered.filters.length ? offered.filters : builtInFilters;
}

/// Every shortcode, the site's own first.
export function shortcodes(): Entry[] {
  const own = new Set(offered.shortcodes.map((entry) => entry.name));
  return [...offered.shortcodes, ...builtInShortcodes.filter((entry) => !own.has(entry.name))];
}
