// This file holds every sentence that TypeScript shows, in both languages, and
// the voice rules for them: address the writer as "vous", say what to do, no
// jargon, no-break spaces before : ; ! ? and inside « ».

export type Lang = "fr" | "en";

const words = {
  skipSource: ["Aller au texte", "Skip to the text"],
  skipPreview: ["Aller à l’aperçu", "Skip to the preview"],
  loading: ["Chargement…", "Loading…"],
  sourcePane: ["Texte", "Text"],
  previewPane: ["Aperçu", "Preview"],
  divider: ["Largeur du texte", "Width of the text"],
  previewFrame: ["Aperçu de la page", "Page preview"],
  previewLoading: ["L’aperçu se prépare. Vous pouvez déjà écrire.", "The preview is on its way. You can write already."],
  panes: ["Volets", "Panes"],
  source: ["Source de la page", "Page source"],
  placeholder: ["Écrivez ici, ou déposez un fichier .md", "Write here, or drop a .md file"],
  foldedLine: ["… 1 ligne", "… 1 line"],
  foldedLines: ["… {n} lignes", "… {n} lines"],
  unfold: ["Déplier {n} lignes", "Unfold {n} lines"],
  drop: ["Déposez une page pour l’ouvrir, une image à sa place dans le texte", "Drop a page to open it, an image at its place in the text"],
  notInFront: ["Les informations de la page n’ont pas de mise en forme : placez le curseur dans le texte.", "The page’s details have no formatting: place the caret in the text."],
  untitled: ["nouvelle-page.md", "new-page.md"],
  bold: ["texte en gras", "bold text"],
  italic: ["texte en italique", "italic text"],
  strike: ["texte barré", "struck text"],
  code: ["code", "code"],
  heading: ["Titre de la section", "Section heading"],
  item: ["élément", "item"],
  quoteText: ["Texte cité", "Quoted text"],
  boxTitle: ["Titre de l’encadré", "Box title"],
  boxText: ["Texte de l’encadré.", "Text of the box."],
  accordionTitle: ["Question ou titre", "Question or title"],
  tableAligned: ["Les colonnes sont déjà alignées.", "The columns are aligned already."],
  tableFailed: ["Le moteur d’aperçu ne répond pas : le tableau n’a pas changé.", "The preview engine does not answer: the table has not changed."],
  pastedTable: ["Tableau collé. Le bouton Tableau lui donne un titre et aligne ses colonnes.", "Table pasted. The Table button gives it a title and aligns its columns."],
  column: ["Colonne {n}", "Column {n}"],
  refusedBig: ["« {name} » n’a pas été ouvert : il pèse {size}, la limite est de 2 Mio. Le document ouvert n’a pas changé.", "“{name}” was not opened: it weighs {size}, the limit is 2 MiB. The open document has not changed."],
  refusedBinary: ["« {name} » n’a pas été ouvert : ce n’est pas du texte. Choisissez un fichier Markdown (.md). Le document ouvert n’a pas changé.", "“{name}” was not opened: it is not text. Choose a Markdown file (.md). The open document has not changed."],
  refusedRead: ["« {name} » n’a pas pu être lu. Le document ouvert n’a pas changé.", "“{name}” could not be read. The open document has not changed."],
  pasted: ["Collé avec sa mise en forme.", "Pasted with its formatting."],
  pastedLost: ["Collé avec sa mise en forme. Laissé de côté : {what}.", "Pasted with its formatting. Left aside: {what}."],
  pastePlain: ["Coller en texte brut", "Paste as plain text"],
  imageNotKept: ["L’image « {path} » n’est gardée que jusqu’à la fermeture de cet onglet. Exportez la page avec ses images.", "The image “{path}” is kept only until this tab closes. Export the page with its images."],
  pasteFailed: ["La mise en forme n’a pas pu être convertie : collé en texte brut.", "The formatting could not be converted: pasted as plain text."],
  lostImage: ["{n} image(s) à déposer", "{n} image(s) to add"],
  lostBox: ["{n} zone(s) de texte ou objet(s)", "{n} text box(es) or object(s)"],
  lostMerged: ["des cellules fusionnées", "merged cells"],
  lostNote: ["{n} note(s) de bas de page", "{n} footnote(s)"],
  lostComment: ["{n} commentaire(s)", "{n} comment(s)"],
  saved: ["« {name} » est enregistré dans vos téléchargements.", "“{name}” is saved in your downloads."],
  savedFile: ["« {name} » est enregistré.", "“{name}” is saved."],
  imagesToAdd: ["Ajoutez aussi {n} image(s) au site : {list}.", "Also add {n} image(s) to the site: {list}."],
  downloadImages: ["Télécharger les images", "Download the images"],
  engineRestarting: ["L’aperçu redémarre. Vous pouvez continuer à écrire.", "The preview is restarting. You can keep writing."],
  engineFailed: ["L’aperçu s’est arrêté. Votre texte est intact et vous pouvez continuer à écrire.", "The preview has stopped. Your text is intact and you can keep writing."],
  ignoredNotKept: ["Ce choix ne vaut que jusqu’au prochain chargement : ce navigateur n’a pas pu le garder.", "This choice lasts until the next reload: this browser could not keep it."],
  auditFailed: ["La vérification complète n’a pas pu se faire : relancez-la.", "The complete check could not be done: run it again."],
  auditOffline: ["La vérification complète doit être chargée une première fois en ligne.", "The complete check has to be loaded a first time online."],
  fixStale: ["Le texte a changé à cet endroit : la correction n’a pas été appliquée.", "The text changed there: the fix was not applied."],
  copyFailed: ["La copie n’a pas pu être enregistrée dans ce navigateur. Gardez le lien, ou téléchargez le fichier de relecture.", "The copy could not be stored in this browser. Keep the link, or download the review file."],
  inPlaceFailed: ["Le navigateur n’a pas pu réécrire « {name} » : une copie part dans vos téléchargements.", "The browser could not rewrite “{name}”: a copy goes to your downloads."],
  writeFailed: ["« {name} » n’a pas pu être écrit. Votre texte reste dans ce navigateur ; téléchargez une copie.", "“{name}” could not be written. Your text stays in this browser; download a copy."],
  changedOnDisk: ["« {name} » a changé sur le disque depuis que vous l’avez ouvert.", "“{name}” changed on the disk since you opened it."],
  choose: ["Choisir quoi faire", "Choose what to do"],
  replaceNotKept: ["« {name} » n’a pas été remplacé : ce qu’il contient n’a pas pu être gardé. Enregistrez votre texte sous un autre nom.", "“{name}” was not replaced: what it holds could not be kept. Save your text under another name."],
  versionNotKept: ["Rien n’a changé : le texte présent n’a pas pu être gardé parmi les versions. Téléchargez-en d’abord une copie.", "Nothing has changed: the present text could not be kept among the versions. Download a copy first."],
  notLeft: ["Votre texte n’est pas enregistré : il reste ouvert, rien d’autre ne l’a été. Gardez-en d’abord une copie dans un fichier.", "Your text is not stored: it stays open, nothing else was opened. Keep a copy in a file first."],
  readOnly: ["Rien n’a changé : un autre onglet écrit cette page. Prenez la main pour la modifier ici.", "Nothing has changed: another tab writes this page. Take over to change it here."],
  stale: ["Rien n’a changé : un autre onglet a modifié cette page. Choisissez d’abord quoi faire de votre texte.", "Nothing has changed: another tab changed this page. First choose what to do with your text."],
  actFailed: ["Cela n’a pas pu être fait : le navigateur a refusé. Votre texte est intact.", "That could not be done: the browser refused. Your text is intact."],
  versionReplaced: ["Contenu du fichier remplacé", "Content of the replaced file"],
  versionDisk: ["Contenu du fichier sur le disque", "Content of the file on the disk"],
  keptAsCopy: ["Un autre onglet a pris la main : vos derniers mots sont dans « {name} ».", "Another tab took over: your last words are in “{name}”."],
  persisted: ["Il s’est engagé à ne pas les effacer de lui-même.", "It promised not to clear them by itself."],
  notPersisted: ["Il ne s’est pas engagé à les garder : il peut les effacer s’il manque de place.", "It did not promise to keep them: it may clear them when space is short."],
  persistAsked: ["Il vous demande s’il doit les garder : acceptez, pour qu’il ne les efface pas de lui-même.", "It asks you whether to keep them: accept, so that it does not clear them by itself."],
  firstRun: ["Vos textes restent dans ce navigateur. Vider les données de navigation les supprime ; Safari les efface après 7 jours sans visite. Enregistrez un fichier.", "Your texts stay in this browser. Clearing browsing data deletes them; Safari erases them after 7 days without a visit. Save a file."],
  understood: ["J’ai compris", "I understand"],
  reminder: ["Depuis 20 minutes, vos changements ne sont que dans ce navigateur. Gardez-en une copie dans un fichier.", "For 20 minutes your changes have been in this browser only. Keep a copy in a file."],
  saveFile: ["Enregistrer un fichier", "Save a file"],
  copyWord: ["copie", "copy"],
  packOpened: ["Le site de « {name} » est ouvert, avec ses modèles, ses données et ses images : {n} page(s).", "The site in “{name}” is open, with its templates, data and images: {n} page(s)."],
  packFailed: ["« {name} » n’est pas le paquet d’un site. Rien n’a changé.", "“{name}” is not a site’s pack. Nothing has changed."],
  packNotKept: ["Ce navigateur n’a pas pu le garder : vous devrez l’ouvrir de nouveau à la prochaine visite.", "This browser could not keep it: you will have to open it again on your next visit."],
  siteOpened: ["Dossier « {name} » ouvert avec ses modèles, ses données et ses images : {n} page(s).", "Folder “{name}” opened with its templates, data and images: {n} page(s)."],
  siteFailed: ["Le dossier n’a pas pu être lu. Rien n’a changé.", "The folder could not be read. Nothing has changed."],
  siteTooLarge: ["Ce dossier a plus de 30 000 fichiers : choisissez celui du site.", "This folder has more than 30,000 files: choose the site’s own."],
  siteReopen: ["Le dossier « {name} » était ouvert : le navigateur demande votre accord pour le relire.", "The folder “{name}” was open: the browser asks for your consent to read it again."],
  siteReopenAct: ["Rouvrir le dossier", "Open the folder again"],
  notOpened: ["Cette page n’a pas pu être ouverte.", "This page could not be opened."],
  notSafeYet: ["La nouvelle version attend : ce navigateur n’a pas pu enregistrer votre texte. Téléchargez d’abord une copie.", "The new version waits: this browser could not store your text. Download a copy first."],
  versionSource: ["Différences de texte", "Differences in the text"],
  exportNote: ["Export de travail, page non publiée. Contenu seul : ni bloc-marque, ni mise en forme, ni polices de l’État, dont l’usage est réservé à ses sites.", "Working export, page not published. Content only: without the State’s mark, look or fonts, whose use is reserved for its sites."],
  exportEmpty: ["L’aperçu n’est pas prêt : attendez qu’il s’affiche, puis recommencez.", "The preview is not ready: wait until it shows, then try again."],
  rows: ["lignes", "rows"],
  line: ["ligne", "line"],
} satisfies Record<string, [string, string]>;

export type Key = keyof typeof words;

let current: Lang = "fr";

/// The language of the interface.
export function lang(): Lang {
  return current;
}

export function setLang(l: Lang): void {
  current = l;
  document.documentElement.lang = l;
}

/// The sentence of that key, its {names} replaced.
export function t(key: Key, values: Record<string, string | number> = {}): string {
  const text = current === "en" ? words[key][1] : french(words[key][0]);
  // "(s)" is for as many as n says: in French, none is one.
  const n = Number(values.n);
  return text
    .replace(/\((e?s)\)/g, (all, ending: string) => (values.n === undefined ? all : (current === "en" ? n === 1 : n < 2) ? "" : ending))
    .replace(/\{(\w+)\}/g, (all, name) => (name in values ? String(values[name]) : all));
}

/// No-break spaces before ; : ! ? » and after «, as app/diag does for sentences.
function french(text: string): string {
  return text.replace(/ (?=»|[;:!?%](?=$|[\s.,;)!]))/g, "\u00a0").replace(/« /g, "«\u00a0");
}

/// Puts the words of the still shell in the chosen language.
export function translateShell(root: ParentNode = document): void {
  for (const [attribute, target] of [["data-t", ""], ["data-t-label", "aria-label"], ["data-t-title", "title"]] as const) {
    for (const element of root.querySelectorAll(`[${attribute}]`)) {
      const key = element.getAttribute(attribute) as Key;
      if (target) element.setAttribute(target, t(key));
      else element.textContent = t(key);
    }
  }
}

/// CodeMirror's own words in French; English needs none.
export const phrases: Record<string, string> = {
  "Find": "Rechercher",
  "Replace": "Remplacer par",
  "next": "Suivant",
  "previous": "Précédent",
  "all": "Tout sélectionner",
  "match case": "Respecter la casse",
  "regexp": "Expression régulière",
  "by word": "Mot entier",
  "replace": "Remplacer",
  "replace all": "Tout remplacer",
  "close": "Fermer la recherche",
  "current match": "résultat actuel",
  "replaced match on line $": "résultat remplacé à la ligne $",
  "replaced $ matches": "$ résultats remplacés",
  "on line": "à la ligne",
  "Go to line": "Aller à la ligne",
  "go": "Aller",
  "Folded lines": "Lignes repliées",
  "Unfolded lines": "Lignes dépliées",
  "to": "à",
  "folded code": "lignes repliées",
  "unfold": "déplier",
  "Fold line": "Replier",
  "Unfold line": "Déplier",
  "Diagnostics": "Remarques",
  "No diagnostics": "Aucune remarque",
  "Control character": "Caractère de contrôle",
  "Selection deleted": "Sélection supprimée",
  "Completions": "Propositions",
};
